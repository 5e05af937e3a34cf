"""A licence goes by its name in SPDX's list, and its address is that of the same licence."""

import pytest
from small import small

from report import pipeline


def told(write, licence):
    path = small(write)
    written = path.read_text(encoding="utf-8").replace("{name: CC BY 4.0}", licence)
    path.write_text(written, encoding="utf-8")
    found = [w for w in pipeline.check(path) if w.check == "licences"]
    return [(w.message, w.hint, w.span.line) for w in found]


@pytest.mark.parametrize(
    ("licence", "message", "hint"),
    [
        ("{name: CC BY 4.O}", "there is no licence “CC BY 4.O”", "did you mean CC BY 4.0"),
        (
            '{name: CC BY 4.0, url: "https://creativecommons.org/licenses/by-sa/4.0/"}',
            "the address is that of CC BY-SA 4.0, not of CC BY 4.0",
            "mend one of the two",
        ),
    ],
)
def test_a_slip_in_a_licence_is_told_at_its_place(write, licence, message, hint):
    ((said, way, line),) = told(write, licence)

    assert message in said
    assert hint in way
    assert line == 7


def test_a_licence_of_one_s_own_is_no_fault(write):
    assert told(write, "{name: By permission of the Harbour Board}") == []
