"""The wheel works alone: built here, installed elsewhere, it prints the same bytes."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHOWN = "pictures"  # what the READMEs show stays in the checkout

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path, **environ: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel, offline, with the hatchling of the lock."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Install the wheel in an environment that has our dependencies, but not this checkout."""
    venv = tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=venv)
    python = venv / "bin" / "python"
    options = ("--no-deps", "--no-index", "--quiet", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel, cwd=venv)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(python, "-c", where, cwd=venv).strip())
    # A folder named in a .pth joins the path; the .pth in that folder, our own, is not read.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return venv


def test_the_wheel_holds_every_template_and_content_file_and_nothing_that_tools_leave(wheel):
    def held(top: str, under: str) -> set[str]:
        found = (path for path in (ROOT / top).rglob("*") if path.is_file())
        kept = (path for path in found if not {"__pycache__", SHOWN} & set(path.parts))
        return {f"{under}/{path.relative_to(ROOT / top).as_posix()}" for path in kept}

    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}

    ours = held("report", "report")
    assert names == ours | held("templates", "report/bundled/templates") | held(
        "content", "report/bundled/content"
    )


def test_the_wheel_begins_a_briefing_that_builds(installed, tmp_path):
    report = installed / "bin" / "report"

    run(report, "new", "mine", cwd=tmp_path)
    run(report, "build", "--strict", cwd=tmp_path / "mine")

    assert (tmp_path / "mine" / "build" / "briefing.pdf").is_file()


def test_the_wheel_prints_the_bytes_of_the_checkout(installed, tmp_path):
    where = "import report, pathlib; print(pathlib.Path(report.__file__).parent)"
    package = Path(run(installed / "bin" / "python", "-c", where, cwd=tmp_path).strip())
    assert installed in package.parents
    briefing = package / "bundled" / "content" / "briefing.yaml"

    run(installed / "bin" / "report", "build", briefing, "-o", "wheel.pdf", cwd=tmp_path)

    checkout = tmp_path / "checkout.pdf"
    run(sys.executable, "-m", "report", "build", "-o", checkout, cwd=ROOT)
    assert (tmp_path / "wheel.pdf").read_bytes() == checkout.read_bytes()


def test_the_installed_doctor_finds_everything(installed, tmp_path):
    assert "All is well." in run(installed / "bin" / "report", "doctor", cwd=tmp_path)
