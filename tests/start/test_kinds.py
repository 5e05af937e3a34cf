"""The examples of the page on content: there is one of every kind, and all build as they stand."""

import re

import kinds
import pytest

from report import pipeline
from report.content.blocks import OURS, kind_of

PAGE = (kinds.ROOT / "content" / "README.md").read_text("utf-8")


def test_every_kind_has_an_example():
    assert set(kinds.examples()) == {kind_of(kind) for kind in OURS}


def test_the_examples_are_sound(tmp_path):
    found = pipeline.check(kinds.write(tmp_path))

    assert [d.message for d in found if not d.check.startswith("unused")] == []


@pytest.mark.slow
def test_the_examples_build_as_they_stand(tmp_path):
    pdf = pipeline.build(kinds.write(tmp_path))

    assert pdf.pages >= len(kinds.examples()) - 4  # those of the instructor print nothing here
    assert [d.message for d in pdf.warnings if not d.check.startswith("unused")] == []


def test_every_picture_is_there_and_all_are_small():
    named = re.findall(r"(pictures/[\w-]+\.png)", PAGE)

    assert len(named) == len(OURS) - 4 + 1  # none of those for the instructor; one of the markup
    files = {
        path.relative_to(kinds.ROOT / "content").as_posix(): path.stat().st_size
        for path in (kinds.ROOT / "content" / "pictures").iterdir()
    }
    assert set(named) == set(files)
    assert sum(files.values()) < 600_000
