"""A file that claims PDF/A in; out, what pikepdf's checker is sure of, but for its false alarms.

It is a list of what is allowed, so it refuses what it does not know: its "unsupported" says
nothing of a file. What it calls a violation is one, but for the alarms below.
"""

import io
import re
from collections.abc import Iterator

from .findings import Hit
from .rules import Standards
from .subject import Subject

FALSE_ALARMS = (
    # It knows neither extension schemas nor most of the predefined ones: `schemas` tests them.
    (re.compile(r"ISO_19005_\d:6\.6\.2\.3\..*"), re.compile(r".*")),
    # It tests level b alone, and takes the level of a file that follows another for wrong.
    (re.compile(r"ISO_19005_\d:6\.6\.4-3"), re.compile(r".*")),
    # It sees neither default spaces nor BX, between which a stream may say what it will: `colours`
    # and `archive` test both.
    (re.compile(r"ISO_19005_\d:6\.2\.(?:2|4\.3|10)-.*"), re.compile(r".*", re.S)),
    # What it has no clause for is its own policy: an empty /OutputIntents, the empty /Pattern
    # and /Shading in each Resources of WeasyPrint.
    (re.compile(r"pikepdf:.*"), re.compile(r".*", re.S)),
)
_FLAVOURS = {"a1": "1b", "a2": "2b", "a3": "3b"}
_RULE = re.compile(r"ISO_19005_\d:([\d.]+)-\d+")


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield the violations that pikepdf finds; it has no rules for part 4."""
    if held.a not in _FLAVOURS:
        return
    from pikepdf import pdfa

    report = pdfa.validate_written(io.BytesIO(subject.data), _FLAVOURS[held.a])
    for found in report.violations:
        if any(r.fullmatch(found.rule) and m.match(found.message) for r, m in FALSE_ALARMS):
            continue
        clause = _RULE.fullmatch(found.rule)
        where = f", {clause[1]}" if clause else ""
        yield Hit("A pikepdf", f"{found.message} ({found.where}{where})")
