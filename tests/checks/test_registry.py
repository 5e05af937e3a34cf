"""Every check comes through one door: ours, and those of a package that is installed."""

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from report import checks, pipeline
from report.cli import cli
from report.errors import ReportError
from tests.harbour import checks as ids
from tests.harbour import examine

HOUSE = Path(checks.__file__).parents[1] / "README.md"
STRANGER = """\
from report.checks import Check


def examine(reading):
    for claim in reading.claims:
        if "!" in claim.sentence:
            yield claim.finding("this cries out", "!", "say it quietly")


CHECK = Check("quiet", "No sentence cries out.", examine, level="LEVEL")
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Return a function that installs a package with one check."""

    def install(code: str = STRANGER, level: str = "doubt", name: str = "CHECK") -> None:
        site = tmp_path / "site"
        info = site / "quiet_briefings-1.0.dist-info"
        info.mkdir(parents=True)
        (site / "quiet_briefings.py").write_text(code.replace("LEVEL", level))
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: quiet-briefings\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[report.checks]\nquiet = quiet_briefings:{name}\n")
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.delitem(sys.modules, "quiet_briefings", raising=False)
        checks.known.cache_clear()

    yield install
    sys.modules.pop("quiet_briefings", None)
    checks.known.cache_clear()


LOUD = "Dues rose by 12 per cent in Norwich in 2018![@dues-rose]"


def test_a_check_of_a_package_finds_its_cases_and_offers_to_let_them_stand(write, install):
    install()

    (found,) = examine(write, LOUD)

    assert str(found).splitlines()[0].endswith("this cries out [quiet]")
    assert found.hint == (
        "say it quietly; `allow: [{check: quiet, text: !, because: …}]` lets it stand"
    )


def test_it_is_in_the_help_and_among_what_may_be_allowed(write, install):
    install()
    head = "allow: [{check: quiet, text: 2018!, because: they did}]\n"

    help_text = CliRunner().invoke(cli, ["check", "--help"]).output

    assert re.search(r"quiet +No sentence cries out\.", help_text)
    assert examine(write, LOUD, head=head) == ()


def test_a_misspelt_id_is_answered_with_it(write, install):
    install()
    head = "allow: [{check: quite, text: 2018!, because: they did}]\n"

    with pytest.raises(ReportError) as raised:
        examine(write, LOUD, head=head)

    assert raised.value.diagnostics[0].hint == "did you mean `quiet`?"


@pytest.mark.parametrize(("level", "refused"), [("error", 1), ("doubt", 0), ("advice", 0)])
def test_its_level_says_whether_a_briefing_is_refused(write, install, level, refused):
    from tests.small import SECTION, small

    install(level=level)
    path = small(write, SECTION.replace("2018.[", "2018![", 1))

    if refused:
        with pytest.raises(ReportError, match="cries out"):
            pipeline.check(path)
    else:
        told = {found.level for found in pipeline.check(path) if found.check == "quiet"}
        assert told == {level}


def test_strict_raises_doubts_alone(write, install):
    from tests.small import SECTION, small

    held = "The other ports reportedly held their dues.[@ports-held]"
    text = SECTION.replace("2018.[@dues-rose]", f"2018![@dues-rose] {held}")
    path = small(write, text)
    install(level="advice")

    assert [found.check for found in pipeline.check(path, strict=True)] == ["quiet"]


def test_what_is_an_error_cannot_be_allowed(write, install):
    install(level="error")
    head = "allow: [{check: quiet, text: 2018!, because: they did}]\n"

    with pytest.raises(ReportError, match="cannot be allowed"):
        examine(write, LOUD, head=head)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import nothing_that_is_there\n", "cannot be loaded"),
        ("CHECK = [1]\n", "is not a check"),
        (STRANGER.replace('"quiet"', '"numbers"'), "two checks have the id `numbers`"),
    ],
)
def test_a_package_that_cannot_be_used_is_named(install, code, why):
    install(code)

    with pytest.raises(ReportError, match=why) as raised:
        checks.known()

    assert "quiet" in str(raised.value)


def test_several_checks_may_come_at_once(write, install):
    install(f"{STRANGER}\nALL = [CHECK]\n", name="ALL")

    assert ids(examine(write, LOUD)) == ["quiet"]


def test_the_example_of_the_house_is_a_check_that_works(write, install):
    if not HOUSE.is_file():
        pytest.skip("the page on the house is not written yet")
    code = re.search(r"```python\n(# quiet_briefings\.py.*?)```", HOUSE.read_text(), re.S)
    assert code is not None
    assert code[1].count("\n") <= 40
    install(code[1])

    assert ids(examine(write, LOUD)) == ["quiet"]
