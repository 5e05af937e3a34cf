"""What the machine must hold: how it is found, named and installed."""

import subprocess
import sys
from ctypes.macholib.dyld import dyld_find
from pathlib import Path
from types import SimpleNamespace

import pytest

from report.machine import libraries


def opening(versions: dict[str, str]):
    """Return a loader that knows these files; each tells its version."""

    def load(file: str) -> SimpleNamespace:
        if file not in versions:
            raise OSError(f"{file}: cannot open shared object file")

        class Asks:
            restype = None

            def __call__(self) -> bytes:
                return versions[file].encode()

        return SimpleNamespace(pango_version_string=Asks(), hb_version_string=Asks())

    return load


ALL = {library.linux: "8.3.0" for library in libraries.LIBRARIES}


def test_nothing_is_lacking_where_all_libraries_open():
    assert libraries.lacking("linux", opening(ALL)) == {}


def test_a_library_that_does_not_open_is_lacking():
    without = {file: version for file, version in ALL.items() if "subset" not in file}

    assert libraries.lacking("linux", opening(without)) == {
        "HarfBuzz-subset": "HarfBuzz-subset is missing"
    }


def test_a_library_too_old_is_lacking_with_both_versions():
    old = ALL | {libraries.PANGO.linux: "1.42.4"}

    assert libraries.lacking("linux", opening(old)) == {"Pango": "Pango 1.42.4 is older than 1.44"}


@pytest.mark.parametrize("version", ["1.44", "1.44.0", "1.100", "2.0"])
def test_versions_compare_as_numbers(version):
    assert libraries.find(libraries.PANGO, "linux", opening({libraries.PANGO.linux: version})).ok


def test_homebrew_libraries_are_found_where_a_mac_would_not_look(monkeypatch):
    monkeypatch.setenv("HOMEBREW_PREFIX", "/brew")

    found = libraries.find(
        libraries.PANGO, "darwin", opening({"/brew/lib/libpango-1.0.dylib": "1.57.0"})
    )

    assert str(found) == "Pango 1.57.0"


def test_weasyprint_finds_homebrew_libraries_after_reach(monkeypatch, tmp_path):
    library = tmp_path / "lib" / "libpango-1.0.dylib"
    library.parent.mkdir()
    library.touch()
    monkeypatch.setenv("HOMEBREW_PREFIX", str(tmp_path))
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", "/mine")

    libraries.reach("darwin")

    # What find_library does on a Mac for the name "pango-1.0", which is how cffi comes there.
    assert dyld_find("libpango-1.0.dylib") == str(library)


def test_reach_changes_nothing_on_other_systems(monkeypatch):
    monkeypatch.delenv("DYLD_FALLBACK_LIBRARY_PATH", raising=False)

    libraries.reach("linux")

    assert "DYLD_FALLBACK_LIBRARY_PATH" not in libraries.os.environ


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ("ID=debian", "apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"', "apt-get install -y"),
        ("ID=fedora", "dnf install -y pango harfbuzz"),
        ("ID=arch", "pacman -S --noconfirm pango harfbuzz"),
        ("ID=alpine", "apk add so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0"),
        ('ID="opensuse-leap"\nID_LIKE="suse opensuse"', "zypper install -y libpango-1_0-0"),
    ],
)
def test_each_system_is_told_its_own_command(tmp_path, release, command):
    file = tmp_path / "os-release"
    file.write_text(release, encoding="utf-8")

    known = libraries.manager("linux", file)

    assert known is not None
    assert known.command(["PangoFT2", "HarfBuzz-subset"]).startswith(f"sudo {command}")


def test_a_package_that_holds_several_libraries_is_named_once():
    assert libraries.MANAGERS[1].command(["Pango", "PangoFT2"]) == "sudo dnf install -y pango"


def test_homebrew_needs_no_root():
    known = libraries.manager("darwin")

    assert known is not None
    assert known.command(["Pango"]) == "brew install pango"


def test_an_unknown_system_is_told_what_to_look_for(tmp_path):
    assert libraries.manager("linux", tmp_path / "none") is None
    assert libraries.remedy(["Pango"], "freebsd14").startswith("install Pango 1.44 or later")


def test_windows_is_told_of_wsl_and_msys2():
    assert "WSL" in libraries.remedy(["Pango"], "win32")
    assert "MSYS2" in libraries.remedy(["Pango"], "win32")


@pytest.fixture
def ran(monkeypatch):
    """Commands that would have run; they succeed, unless they are listed in ``ran.failing``."""
    commands = SimpleNamespace(all=[], failing=())

    def run(command: str, *, quiet: bool = False) -> int:
        commands.all.append(command)
        return 1 if command in commands.failing else 0

    debian = libraries.MANAGERS[0]
    monkeypatch.setattr(libraries, "_run", run)
    monkeypatch.setattr(libraries, "manager", lambda platform: debian)
    monkeypatch.setattr(libraries.shutil, "which", lambda tool: f"/usr/bin/{tool}")
    return commands


def test_root_installs_with_apt_get_after_fetching_its_lists(ran, monkeypatch, capsys):
    monkeypatch.setattr(libraries, "_is_root", lambda: True)

    assert libraries.install(["Pango"], "linux")

    assert ran.all == ["apt-get update -q", "apt-get install -y libpango-1.0-0"]
    assert "apt-get install -y libpango-1.0-0" in capsys.readouterr().err


def test_a_sudo_that_asks_for_a_password_installs_nothing(ran, monkeypatch):
    monkeypatch.setattr(libraries, "_is_root", lambda: False)
    ran.failing = ("sudo -n true",)

    assert not libraries.install(["Pango"], "linux")

    assert ran.all == ["sudo -n true"]


def test_what_cannot_be_installed_is_said_in_one_sentence(ran, monkeypatch, capsys):
    monkeypatch.setattr(libraries, "_is_root", lambda: False)
    monkeypatch.setattr(libraries, "lacking", lambda: {"Pango": "Pango is missing"})
    ran.failing = ("sudo -n true",)

    assert libraries.main(["--install"]) == 1

    assert capsys.readouterr().err == (
        "Pango is missing: run `sudo apt-get install -y libpango-1.0-0`, then start again.\n"
    )


def test_a_python_without_venv_is_told_the_package_for_its_version(ran, monkeypatch, capsys):
    monkeypatch.setattr(libraries.importlib.util, "find_spec", lambda name: None)

    assert libraries.main([]) == 1

    assert f"python3.{sys.version_info.minor}-venv`, then start again" in capsys.readouterr().err


def test_it_runs_by_its_path_and_says_nothing_when_all_is_there(tmp_path):
    """The Makefile runs it so; ``-P`` keeps ``report/html.py`` from hiding the standard library."""
    file = Path(libraries.__file__)
    command = [sys.executable, "-P", "-S", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
