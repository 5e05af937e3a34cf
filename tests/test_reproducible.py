"""The same content gives the same bytes, wherever, whenever and by whomever it is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

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
