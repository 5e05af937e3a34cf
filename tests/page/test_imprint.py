"""The record of the briefing itself, as others may cite it."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import TypeAdapter

from report.citations import exchange
from report.content.briefing import Named
from report.page import imprint


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ((), "Peace Seminar. Japan and the Accord. Source briefing. 2026."),
        (
            ("Anna Lecturer",),
            "Lecturer, Anna. Japan and the Accord. Source briefing. Peace Seminar, 2026.",
        ),
        (
            ("{The Desk}",),
            "The Desk. Japan and the Accord. Source briefing. Peace Seminar, 2026.",
        ),
        (
            ("Berg, Anna", {"family": "Other", "given": "B."}),
            "Berg, Anna, and B. Other. Japan and the Accord. Source briefing. Peace Seminar, 2026.",
        ),
    ],
)
def test_the_briefing_can_be_cited(authors: tuple[Any, ...], expected: str) -> None:
    briefing: Any = SimpleNamespace(
        series="Source briefing",
        title="Japan and the *Accord*",
        issued_by="Peace Seminar",
        authors=TypeAdapter(tuple[Named, ...]).validate_python(authors),
        edition_date=dt.date(2026, 2, 27),
        language="en-GB",
    )

    record = imprint.own_record(briefing)

    assert list(record) == ["japan-and-accord"]
    assert exchange.write(record, "text").strip() == expected
    assert "TY  - RPRT" in exchange.write(record, "ris")
    assert exchange.write(record, "bibtex").startswith("@report{japan-and-accord,")
