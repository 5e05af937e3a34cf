"""What the doctor finds, on a machine that is well and on machines that are not."""

import os
import subprocess
import sys
from pathlib import Path

import fontpkg
import pytest

from report.cli import diagnosis
from report.cli.diagnosis import Condition
from report.machine import libraries
from report.press import installed, mends

LOOK = "from report.cli import diagnosis; print(diagnosis.as_text(diagnosis.diagnose()))"


@pytest.fixture
def elsewhere(tmp_path):
    """Run a line of Python where a fake package stands before the real one."""

    def run(package: str, code: str, line: str = LOOK, **environ: str) -> str:
        fake = tmp_path / "fakes" / package
        fake.mkdir(parents=True)
        (fake / "__init__.py").write_text(code, encoding="utf-8")
        checkout = Path(diagnosis.__file__).parents[2]
        path = os.pathsep.join([str(fake.parent), str(checkout)])
        done = subprocess.run(
            [sys.executable, "-c", line],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", **environ},
            check=False,
        )
        assert done.stderr == ""
        return done.stdout

    return run


def named(name: str, findings: tuple[Condition, ...]) -> Condition:
    return next(finding for finding in findings if finding.name == name)


def test_every_part_of_this_machine_is_well(tmp_path):
    assert [finding for finding in diagnosis.diagnose(tmp_path) if not finding.ok] == []


def test_the_doctor_names_every_part_once(tmp_path):
    names = [finding.name for finding in diagnosis.diagnose(tmp_path)]

    assert names == list(dict.fromkeys(names))
    assert {"Pango", "HarfBuzz-subset", "WeasyPrint", "pandoc", "Source Sans 3 italic"} <= {*names}


def test_a_library_that_weasyprint_cannot_load_is_a_sentence_with_a_command(elsewhere):
    """Kozea/WeasyPrint#971, #1483, #1803: the import itself raises, after a page of advice."""
    code = """
print("-----\\nWeasyPrint could not import some external libraries.\\n-----")
raise OSError("cannot load library 'libgobject-2.0-0': no such file")
"""

    said = elsewhere("weasyprint", code)

    assert "NO  WeasyPrint" in said
    assert "70.0 does not load: cannot load library 'libgobject-2.0-0'" in said
    assert "could not import" not in said
    assert said.endswith("need attention.\n")


def test_a_missing_library_is_named_with_the_command_for_this_system(monkeypatch, tmp_path):
    find = libraries.find

    def without_subset(library: libraries.SystemLibrary) -> libraries.LocatedLibrary:
        lost = library is libraries.SUBSET
        return libraries.LocatedLibrary(library, opens=False) if lost else find(library)

    monkeypatch.setattr(libraries, "find", without_subset)
    monkeypatch.setattr(libraries, "manager", lambda platform: libraries.MANAGERS[0])

    found = named("HarfBuzz-subset", diagnosis.diagnose(tmp_path))

    assert (found.ok, found.detail) == (False, "missing")
    assert "apt-get install -y libharfbuzz-subset0" in found.remedy


@pytest.mark.parametrize(
    ("module", "part", "package"),
    [
        ("weasyprint", "WeasyPrint", "weasyprint"),
        ("uharfbuzz", "Source Serif 4", "uharfbuzz"),
        ("fontpkg", "Source Sans 3", "fontpkg"),
        ("jinja2", "templates", "jinja2"),
    ],
)
def test_a_package_that_is_not_installed_is_named(elsewhere, module, part, package):
    code = f"raise ModuleNotFoundError('No module named {module}', name={module!r})"

    said = elsewhere(module, code)

    assert f"the package `{package}` is not installed" in said
    assert any(line.startswith(f"NO  {part} ") for line in said.splitlines())


def test_another_weasyprint_than_the_one_that_was_tried_is_told(monkeypatch, tmp_path):
    on = {mend.name: "on" for mend in mends.MENDS}
    standing = installed.Standing("71.1", False, {**on, mends.KEPT_NOTES.name: "off"})
    monkeypatch.setattr(installed, "standing", lambda: standing)
    monkeypatch.setattr(diagnosis.importlib.metadata, "version", lambda name: "71.1")

    found, mended = (named(name, diagnosis.diagnose(tmp_path)) for name in ("WeasyPrint", "mends"))

    assert not found.ok
    assert found.detail == "71.1, where 70.0 was tried"
    assert "weasyprint==70.0" in found.remedy
    assert not mended.ok
    assert mended.detail.endswith("; not working with this WeasyPrint: notes with their calls")


def test_every_mend_works_with_the_weasyprint_of_the_lock(tmp_path):
    found = named("mends", diagnosis.diagnose(tmp_path))

    assert found.detail == ", ".join(mend.name for mend in mends.MENDS)


def test_a_font_package_that_is_not_installed_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(diagnosis, "FAMILIES", ("Absent Face",))

    found = named("Absent Face", diagnosis.diagnose(tmp_path))

    assert found.detail == "the package `fontpkg-absent-face` is not installed"


def test_letters_without_a_glyph_are_named_by_their_alphabet(monkeypatch):
    monkeypatch.setitem(diagnosis.LETTERS, "runes", "aᚠᚢ")

    assert diagnosis.missing_letters(fontpkg.path("Source Serif 4")) == {"runes": "ᚠᚢ"}


def test_a_build_folder_that_cannot_be_made_is_found(tmp_path):
    (tmp_path / "build").touch(mode=0o777)

    found = named("build folder", diagnosis.diagnose(tmp_path / "build"))

    assert not found.ok


def test_a_build_folder_yet_to_be_made_is_well(tmp_path):
    assert named("build folder", diagnosis.diagnose(tmp_path / "new" / "build")).ok
    assert list(tmp_path.iterdir()) == []


def test_an_encoding_without_our_letters_is_found(elsewhere):
    look = "from report.cli import diagnosis; e = diagnosis.diagnose()[-1]"
    line = f"{look}; print(e.name, e.ok, e.remedy[:16])"

    said = elsewhere("unused", "", line, PYTHONUTF8="0", PYTHONIOENCODING="latin-1")

    assert said == "encoding False set PYTHONUTF8=1\n"


def test_the_text_ends_with_how_many_need_attention():
    well, ill = Condition("a", True, "fine", "none"), Condition("long", False, "bad", "mend it")

    assert diagnosis.as_text([well, ill]) == (
        "ok  a     fine\nNO  long  bad\n          mend it\n\n1 of 2 need attention."
    )
    assert diagnosis.as_text([well]).endswith("All is well.")


def test_weasyprint_is_not_imported_with_the_doctor():
    line = "import sys, report.cli.diagnosis; print('weasyprint' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)

    assert said.stdout == "False\n"
