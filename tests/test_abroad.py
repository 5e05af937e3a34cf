"""Briefings in other languages print no English word: on pages, in notes, to screen readers."""

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
import yaml
from abroad import small
from scripted import is_drawn

from report import pipeline
from report.text import catalogue

HERE = Path(__file__).parent / "abroad"
CATALOGUE = Path(catalogue.__file__).parent
TOLD = {"/Alt", "/ActualText", "/Contents", "/Title", "/Desc"}
ADDRESSES = re.compile(r"https?://\S*(?:\s*\S*\d+/?)?|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\S*")


def words(text: str) -> set[str]:
    """Return the Latin words of a text in small letters, addresses left out."""
    return {word.casefold() for word in re.findall(r"[A-Za-zÀ-ÿ]{2,}", ADDRESSES.sub(" ", text))}


def said_by_house(language: str) -> set[str]:
    entries = yaml.safe_load((CATALOGUE / f"{language}.yaml").read_text(encoding="utf-8"))
    forms = [f for e in entries.values() for f in (e.values() if isinstance(e, dict) else [e])]
    return words(" ".join(re.sub(r"\{\w+\}", " ", str(form)) for form in forms))


def written(folder: Path) -> set[str]:
    return words(" ".join(path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")))


def printed(pdf, folder: Path) -> set[str]:
    """Return the words on the pages, and those that a screen reader is told beside them."""
    (folder / "made.pdf").write_bytes(pdf.data)
    command = ["pdftotext", str(folder / "made.pdf"), "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = []
    with pikepdf.open(folder / "made.pdf") as made:
        for thing in made.objects:
            if isinstance(thing, pikepdf.Dictionary):
                kept = (v for k, v in thing.items() if k in TOLD and isinstance(v, pikepdf.String))
                told += map(str, kept)
    read = read.replace("/\n", "/")  # an address may take three lines in the side column
    return words(re.sub(r"(https?://\S*)\n\s*", r"\1", read)) | words(" ".join(told))


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", ["ru", "ja"])
def test_a_briefing_with_every_block_has_no_english_word(language, paper, tmp_path):
    if not is_drawn(language):
        pytest.skip("the extra `cjk` is not installed")
    path = HERE / language / "briefing.yaml"

    pdf = pipeline.build(path, paper=paper, strict=True, annex="evidence")

    assert printed(pdf, tmp_path) - written(path.parent) - {"km"} == set()


@pytest.mark.slow
@pytest.mark.parametrize("style", ["chicago-notes-bibliography-classic", "apa", "mhra-notes"])
@pytest.mark.parametrize("language", sorted(small.WORDS))
def test_a_small_briefing_has_no_english_word(language, style, write, tmp_path):
    path = small.write_in(language, write)

    pdf = pipeline.build(path, strict=True, annex="evidence", style=style)

    english = said_by_house("en-GB") - said_by_house(language) - written(path.parent)
    assert printed(pdf, tmp_path) & english == set()
