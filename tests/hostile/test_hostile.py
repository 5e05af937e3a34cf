"""Whatever comes in, what goes out is a result or sentences with places: tried by chance.

`make fuzz` tries the same for an hour; what it found stands in `found/`, a folder each.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from report import ReportError
from report.page.theme import Theme

from . import inputs, promises, themes

FOUND = sorted(path for path in (Path(__file__).parent / "found").glob("*") if path.is_dir())


def some(count):
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def test_the_briefing_that_is_damaged_is_sound(tmp_path):
    assert promises.build(inputs.sound(), tmp_path) == ""


@pytest.mark.parametrize("folder", FOUND, ids=lambda path: path.name)
def test_what_was_found_once_holds(folder, tmp_path):
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    act = promises.build if folder.name.startswith("built") else promises.check

    act(files, tmp_path)


@pytest.mark.slow
@some(150)
@given(inputs.content())
def test_one_wrong_value(tmp_path, files):
    promises.check(files, tmp_path)


@pytest.mark.slow
@some(60)
@given(inputs.data_files())
def test_one_wrong_value_in_a_file_of_data(tmp_path, files):
    promises.check(files, tmp_path)


@pytest.mark.slow
@some(80)
@given(inputs.damaged())
def test_damaged_bytes(tmp_path, files):
    promises.check(files, tmp_path)


@pytest.mark.slow
@some(60)
@given(inputs.templates())
def test_the_templates_of_a_stranger(tmp_path, files):
    promises.check(files, tmp_path)


@pytest.mark.slow
@some(12)
@given(inputs.sheets())
def test_the_sheets_of_a_stranger(tmp_path, files):
    promises.build(files, tmp_path)


def placed(theme, own):
    """Return the files of a briefing with a theme, whose files name what is around them."""
    return {**own, **{f"theme/{name}": data for name, data in theme.items()}}


def test_there_are_sixty_themes_of_strangers():
    assert len(list(themes.every())) >= 60


@pytest.mark.parametrize("number", range(len(themes.SAID)))
def test_what_the_theme_yaml_of_a_stranger_asks_for_is_refused(number, tmp_path):
    files = placed(themes.SAID[number], {"briefing.yaml": "title: X\n", "theme/x.css": "p {}"})
    path = inputs.lay(files, tmp_path)
    (path.parent / "theme" / "linked.svg").symlink_to("../../secret.txt")

    with promises.offline():
        try:
            look = Theme.load(path.parent / "theme")
            look.stylesheets()
            said = str(list(look.stale(look.stack.layers[0])))
        except ReportError as error:
            said = str(error)

    assert inputs.SECRET not in said


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(themes.PRINTED)))
def test_what_the_templates_and_sheets_of_a_stranger_do_is_bounded(number, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cover = inputs.sound()["briefing.yaml"].replace("title: Findings", "layout: cover", 1)
    files = placed(themes.PRINTED[number], {**inputs.sound(), "briefing.yaml": cover})

    promises.build(files, tmp_path)

    assert not list(tmp_path.rglob("pwned"))
