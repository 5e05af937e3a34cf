"""The format of a content file, and names that fields had in an earlier one."""

import pytest
from small import BRIEFING, DOCUMENT, SECTION, small

from report import ReportError, content, pipeline

SOURCES = SECTION + "      - {kind: sources, not-consulted: yes}\n"


@pytest.mark.parametrize("format", ["", "format: 1\n"])
def test_a_file_is_of_format_1_whether_it_says_so_or_not(write, format):
    path = small(write)
    path.write_text(format + path.read_text())

    assert content.read(path).briefing.format == 1


@pytest.mark.parametrize(
    ("name", "text"), [("briefing.yaml", BRIEFING + SECTION), ("harbour.yaml", DOCUMENT)]
)
def test_a_file_of_another_format_is_refused_with_what_is_read(write, name, text):
    path = small(write)
    write(f"format: 2\n{text}", name)

    with pytest.raises(ReportError, match=rf"{name}:1:9: .*reads format 1, not 2"):
        content.read(path)


def test_a_field_by_its_earlier_name_is_read_with_advice(write):
    path = small(write, SOURCES)

    (block,) = [b for b in content.read(path).briefing.blocks() if b.kind == "sources"]
    advice = [found for found in pipeline.check(path, strict=False) if found.check == "renamed"]

    assert block.further_reading
    assert [found.level for found in advice] == ["advice"]
    assert (
        str(advice[0])
        .splitlines()[0]
        .endswith("briefing.yaml:15:25: `not-consulted` is called `further-reading` now [renamed]")
    )
    assert advice[0].hint == "write `further-reading:`; the old name is still read"


def test_the_new_name_goes_before_the_old_one(write):
    path = small(write, SOURCES.replace("yes}", "yes, further-reading: no}"))

    with pytest.raises(ReportError, match="`not-consulted` is not a field here"):
        content.read(path)
