"""Heavy briefings by chance: none is refused for a false reason, and no word or note is lost."""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import heavy
import pytest

from report import ReportError, pipeline

_BETWEEN = re.compile(r"[\s\u00ad\u2010\u2060\u200b-]+")


def lost(made: heavy.Heavy, pdf: Path) -> list[str]:
    """Return the words of a briefing that do not stand in its PDF."""
    command = ["pdftotext", "-raw", str(pdf), "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    joined = _BETWEEN.sub("", read).casefold()
    wanted = [*made.words, *made.foreign]
    return [word for word in wanted if _BETWEEN.sub("", word).casefold() not in joined]


def tried(seed: int, folder: Path, paper: str, *, size: float = 1.0) -> list[str]:
    """Build the briefing of a seed; return what is wrong with it."""
    made = heavy.Heavy(seed, size=size)
    path = made.write(folder)
    try:
        pdf = pipeline.build(path, paper=paper, annex="evidence" if seed % 3 == 0 else None)
    except ReportError as error:
        return [str(diagnostic) for diagnostic in error.diagnostics]
    (folder / "made.pdf").write_bytes(pdf.data)
    return [f"lost: {word}" for word in lost(made, folder / "made.pdf")]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_heavy_briefing_is_built_and_loses_no_word(seed, tmp_path):
    assert tried(seed, tmp_path, ("a4", "letter")[seed % 2]) == []


if __name__ == "__main__":  # python tests/test_heavy.py 0 100
    parser = argparse.ArgumentParser()
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--keep", type=Path, default=None)
    asked = parser.parse_args()
    wrong = 0
    for number in range(asked.first, asked.last):
        with tempfile.TemporaryDirectory() as temporary:
            place = asked.keep / str(number) if asked.keep else Path(temporary)
            place.mkdir(parents=True, exist_ok=True)
            began = time.process_time()
            found = tried(number, place, ("a4", "letter")[number % 2])
            took = time.process_time() - began
            wrong += bool(found)
            sys.stdout.write(f"{number}: {took:.1f} s; {len(found)} wrong\n")
            sys.stdout.writelines(f"    {line}\n" for line in found[:12])
            sys.stdout.flush()
    sys.stdout.write(f"{wrong} of {asked.last - asked.first} are wrong\n")
