"""The same content gives the same bytes, wherever, whenever and by whomever it is built."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def build(briefing: Path, output: Path, folder: Path, **environ: str) -> bytes:
    """Build in a process of its own, which starts in ``folder``."""
    command = [sys.executable, "-m", "report", "build", str(briefing), "-o", str(output)]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return output.read_bytes()


@pytest.mark.slow
def test_builds_give_the_same_bytes_whatever_surrounds_them(tmp_path):
    """Another folder, time zone, locale, hash seed, home and cache, and other times of files."""
    content = tmp_path / "moved" / "content"
    shutil.copytree(ROOT / "content", content, copy_function=shutil.copyfile)
    (tmp_path / "home").mkdir()
    ours, cache = Path("content/briefing.yaml"), str(tmp_path / "cache")

    here = build(ours, tmp_path / "here.pdf", ROOT, XDG_CACHE_HOME=cache, PYTHONHASHSEED="0")
    elsewhere = build(
        content / "briefing.yaml",
        tmp_path / "moved" / "elsewhere.pdf",
        tmp_path,
        TZ="Asia/Dushanbe",
        LC_ALL="C",
        LANG="ru_RU.UTF-8",
        PYTHONHASHSEED="4711",
        HOME=str(tmp_path / "home"),
        XDG_CACHE_HOME="",
        TMPDIR=str(tmp_path / "home"),
    )
    again = build(ours, tmp_path / "again.pdf", ROOT, XDG_CACHE_HOME=cache)

    assert here == elsewhere
    assert here == again


SURROUNDINGS = {
    "plain": {},
    "another seed": {"PYTHONHASHSEED": "1"},
    "yet another seed": {"PYTHONHASHSEED": "20131001"},
    "east": {"TZ": "Asia/Tokyo"},
    "west": {"TZ": "America/Los_Angeles"},
    "the C locale": {"LC_ALL": "C"},
    "a Russian locale": {"LC_ALL": "ru_RU.UTF-8", "LANGUAGE": "ru"},
    "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8"},
    "without UTF-8 mode": {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
    "an epoch": {"SOURCE_DATE_EPOCH": "86400"},
    "a user with another home": {"USER": "reader", "LOGNAME": "reader"},
}


@pytest.mark.slow
def test_twelve_surroundings_give_one_file(tmp_path):
    """Two at a time, each in a folder, with a home and a cache of its own."""

    def made(name: str) -> bytes:
        folder = tmp_path / name.replace(" ", "-")
        shutil.copytree(ROOT / "content", folder / "content", copy_function=shutil.copyfile)
        own = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
        return build(
            folder / "content" / "briefing.yaml",
            folder / "made.pdf",
            folder,
            **own,
            **SURROUNDINGS[name],
        )

    with ThreadPoolExecutor(2) as pool:
        files = dict(zip(SURROUNDINGS, pool.map(made, SURROUNDINGS), strict=True))

    assert [name for name, data in files.items() if data != files["plain"]] == []
