"""Each of our themes prints the shipped briefing and the specimen whole, on both papers."""

from pathlib import Path

import pytest

import report
from report import start
from report.content import themes

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("theme", [name for name in themes.own_names() if name != "default"])
@pytest.mark.parametrize("briefing", [ROOT / "content", start.specimen()], ids=["own", "specimen"])
def test_a_theme_of_ours_prints_whole_tagged_and_without_a_doubt(theme, paper, briefing):
    pdf = report.build(briefing / "briefing.yaml", theme=theme, paper=paper)

    assert [str(d) for d in pdf.warnings if d.level != "advice"] == []
    assert report.inspect(pdf).errors == ()


def test_the_themes_of_ours_are_known_by_name():
    assert {"default", "journal", "plain"} <= set(themes.own_names())
