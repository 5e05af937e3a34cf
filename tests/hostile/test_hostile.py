"""Whatever comes in, what goes out is a result or sentences with places: tried by chance.

`make fuzz` tries the same for an hour; what it found stands in `found/`, a folder each.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from . import inputs, promises

FOUND = sorted(path for path in (Path(__file__).parent / "found").glob("*") if path.is_dir())


def some(count):
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def test_the_briefing_that_is_damaged_is_sound(tmp_path):
    assert promises.check(inputs.sound(), tmp_path) == ""


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
