"""Sixty small falsehoods and more: nearly all of them are caught, and nothing else is."""

import hashlib
import random
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from report import checks as every_check
from report.content import briefing, library, yamlfile
from report.errors import ReportError
from report.verification import verify
from tests.harbour import HEAD, PAGE, PAGE_TEXT, RECORD, RECORD_TEXT, SURVEY, SURVEY_TEXT
from tests.mutations import Files, mutations

PROSE = """\
sections:
  - id: findings
    title: Findings
    blocks:
      - kind: prose
        text: >-
          By the survey, dues rose by 12 per cent in Norwich in 2018.[@dues-rose] It adds that
          at least 12 ships were reportedly wrecked off Hull, on 27 February
          2003.[@wrecks-counted] When the page was written, the Northern Port Board (NPB) leased
          three quays in Hull.[@board-leases] The rules were, as it judges, “by and large
          kept.”[@board-by-and-large] At a meeting, the Board asked for two things, more pilots
          and new lights.[@pilots-asked; @lights-asked] According to the abstract, a conference
          was held in Dover in 1999.[@conference-held] The record says of it that it was held in
          Dover.[@conference-in-record] By its introduction, pilots came from
          Iceland.[@pilots-came]
      - kind: prose
        run-in: Dues in Norwich.
        text: They rose by 12 per cent in 2018.[@dues-rose] So much for dues.[connective]
      - kind: heading
        text: The three quays that the Board leased in Hull
      - kind: prose
        run-in: The Board in Hull.
        text: When the page was written, it leased three quays in Hull.[@board-leases]
      - kind: matrix
        id: asked
        title: What the Board asked for in 2018
        scale: {short: "Reported, with a shortfall"}
        provisions:
          - number: "1"
            agreed: More pilots[@pilots-asked]
            done: Pilots came from Iceland[@pilots-came]
            called: Reported, with a shortfall
            fell-short: Rules “by and large kept”[@board-by-and-large]
"""


def recorded(text: str, document: str) -> str:
    """Return a document file with the digest of its text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{document.rstrip()}\ndigest: sha256:{digest}\n"


FILES: Files = {
    "briefing.yaml": HEAD + PROSE,
    "survey.yaml": recorded(SURVEY_TEXT, SURVEY),
    "page.yaml": recorded(PAGE_TEXT, PAGE),
    "record.yaml": recorded(RECORD_TEXT, RECORD),
    "documents/survey.txt": SURVEY_TEXT,
    "documents/paper-page.txt": PAGE_TEXT,
    "documents/paper-record.txt": RECORD_TEXT,
}


def told(files: Files, folder: Path) -> Counter[str]:
    """Return all that the checks and the verification say of the files, in words."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    try:
        read = yamlfile.read(folder / "briefing.yaml")
        model = briefing.parse(read)
        books = library.load(model, read)
        found = every_check.content(model, books, read)
    except ReportError as error:
        found = error.diagnostics
        return Counter(d.message for d in found)
    proof = verify(books, folder / "documents")
    misses = (miss.diagnostic for miss in proof.misses)
    all_told = (*found, *misses, *proof.structure, *proof.absent, *proof.changed)
    return Counter(d.message for d in all_told if "words, not" not in d.message)


def test_nothing_is_told_of_the_sound_files(tmp_path):
    assert told(FILES, tmp_path) == Counter()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_of_a_hundred_falsehoods_nearly_all_are_caught(tmp_path, seed):
    made = islice(mutations(FILES, random.Random(seed)), 100)  # noqa: S311  # drawn, no secret

    missed = [mutation.what for mutation in made if not told(mutation.files, tmp_path)]

    assert len(missed) <= 5, "\n".join(missed)
