"""Proving the phrases of facts in documents of every form."""

import hashlib
import json
import random
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from report.cli import cli
from report.content import yamlfile
from report.content.document import Document
from report.content.library import Library
from report.verification import shown, texts, verify
from tests.harbour import RECORD_TEXT, SURVEY, SURVEY_TEXT


def missed(verification) -> list[tuple[str, str]]:
    return [(miss.fact, miss.phrase) for miss in verification.misses]


# ------------------------------------------------------------------------------------------ proof


def test_every_fact_is_proved_by_its_document(harbour):
    verification, books = harbour()

    assert verification.ok
    assert verification.misses == ()
    assert verification.proved == tuple(books.facts)


@pytest.mark.parametrize(
    ("old", "new", "fact", "phrase"),
    [
        ("in 2018", "in 2017", "dues-rose", "Norwich in 2018"),
        ("reportedly wrecked", "wrecked", "wrecks-counted", "reportedly wrecked"),
        ("three quays", "two quays", "board-leases", "leases three quays in Hull"),
        ("more pilots", "fewer pilots", "pilots-asked", "more pilots"),
        ("12 per cent", "112 per cent", "dues-rose", "12 per cent"),
    ],
)
def test_a_document_that_differs_is_a_miss(harbour, old, new, fact, phrase):
    verification, _ = harbour(**{"survey.txt": SURVEY_TEXT.replace(old, new)})

    assert missed(verification) == [(fact, phrase)]
    assert not verification.ok


def test_a_miss_shows_its_line_and_the_nearest_words_with_the_difference_marked(harbour):
    verification, _ = harbour(**{"survey.txt": SURVEY_TEXT.replace("three quays", "two quays")})

    told = str(verification.misses[0].diagnostic)

    line = 1 + SURVEY.splitlines().index(
        "    supports: [Northern Port Board, leases three quays in Hull]"
    )
    assert f"survey.yaml:{line}:37: fact `board-leases`" in told
    assert "under “The Port Board,” para. 1" in told
    assert "… Northern Port Board leases [-three-] {+two+} quays in Hull." in told


def test_a_paragraph_that_moved_is_found_where_it_is(harbour):
    moved = SURVEY_TEXT.replace("The rules were by and large kept.\n\n", "")
    moved = moved.replace("Wrecks\n", "The rules were by and large kept.\n\nWrecks\n")

    verification, _ = harbour(**{"survey.txt": moved})

    miss = next(m for m in verification.misses if m.fact == "board-by-and-large")
    assert miss.elsewhere
    assert miss.nearest_place == "under “Dues,” para. 2"


def test_a_bullet_that_moved_is_a_miss(harbour):
    first, second = "more pilots, said", "new lights, said"
    swapped = SURVEY_TEXT.replace(first, "@").replace(second, first).replace("@", second)

    verification, _ = harbour(**{"survey.txt": swapped})

    assert missed(verification) == [("pilots-asked", "more pilots"), ("lights-asked", "new lights")]


def test_a_heading_that_changed_is_named(harbour):
    verification, _ = harbour(**{"survey.txt": SURVEY_TEXT.replace("Wrecks\n", "Losses\n")})

    assert "`survey` has no heading “Wrecks”" in verification.structure[0].message
    assert "no such place" in verification.misses[0].message


def test_the_same_words_elsewhere_are_proved_too(harbour):
    verification, _ = harbour(**{"paper-record.txt": RECORD_TEXT.replace("In 1999 a", "In 1998 a")})

    assert ("conference-held", "In 1999 a conference was held in Dover") in missed(verification)
    assert "in `paper-record`, under “Abstract,” para. 1" in verification.misses[0].message


def test_typography_makes_no_difference(harbour):
    printed = SURVEY_TEXT.replace("per cent in\nNorwich", "per\u00a0cent in Nor\u00adwich")
    printed = printed.replace("27 Feb", "27\u2009Feb").replace("the Board", "the ‘Board’s’—ﬁne")
    survey = SURVEY.replace("the Board]", "\"the 'Board's'-fine\"]")

    verification, _ = harbour(survey=survey, **{"survey.txt": printed})

    assert verification.ok


# ------------------------------------------------------------------------------------- documents


def test_a_document_is_found_by_its_digest_under_any_name(harbour):
    digest = hashlib.sha256(SURVEY_TEXT.encode()).hexdigest()
    survey = SURVEY.replace("words: 200", f"digest: sha256:{digest}")

    verification, _ = harbour(survey=survey, **{"survey.txt": "", "001_x.txt": SURVEY_TEXT})

    here = verification.documents["survey"]
    assert (here.path.name, here.how, here.changed) == ("001_x.txt", "digest", False)


def test_a_document_is_found_by_what_it_says(harbour):
    verification, _ = harbour(**{"survey.txt": "", "a.txt": SURVEY_TEXT, "b.txt": "Nothing."})

    assert verification.documents["survey"].how == "content"
    assert verification.ok


def test_a_document_that_changed_is_named_with_its_new_digest(harbour):
    survey = SURVEY.replace("words: 200", f"digest: sha256:{'0' * 64}")

    verification, _ = harbour(survey=survey)

    assert verification.ok
    assert "`survey` has changed" in verification.changed[0].message
    assert hashlib.sha256(SURVEY_TEXT.encode()).hexdigest() in str(verification.changed[0].hint)


def test_a_document_that_is_not_there_is_named(harbour):
    verification, _ = harbour(**{"survey.txt": ""})

    assert not verification.ok
    assert "`survey` is not in" in verification.absent[0].message


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("survey.docx", "PK", "survey.docx is damaged, locked, or not a .docx file"),
        ("survey.odp", "PK", "survey.odp is of a kind that is not read"),
        ("survey.pdf", "no PDF", "survey.pdf is damaged, or is not a PDF"),
        ("survey.md", " ", "survey.md is empty"),
        ("survey.html", "<script>x</script>", "survey.html holds no text"),
    ],
)
def test_a_document_that_cannot_be_read_is_told_once(harbour, name, text, why):
    verification, _ = harbour(**{"survey.txt": "", name: text})

    assert not verification.ok
    assert not verification.misses
    assert verification.absent[0].message.startswith(f"`survey`: {why}")


def test_a_wrong_count_of_words_is_told_of_the_very_file(harbour):
    digest = hashlib.sha256(SURVEY_TEXT.encode()).hexdigest()

    verification, _ = harbour(
        survey=SURVEY.replace("words: 200", f"words: 200\ndigest: sha256:{digest}")
    )

    assert verification.ok
    assert verification.changed[0].hint == f"record `words: {len(SURVEY_TEXT.split()) - 3}`"


# ----------------------------------------------------------------------------------------- texts

HTML = """\
<!DOCTYPE html><html><head><title>Not text</title><style>p {}</style></head><body>
<h2>Dues</h2><p>Dues rose, it is said, by <b>12&nbsp;per cent</b> in Norwich<br> in 2018.</p>
<script>Dues</script><h2>Wrecks</h2><div>Of wrecks there were at least twelve ships, all reportedly
wrecked near Hull, 27 February 2003.</div><h2>The Port&#8203; Board</h2>
<p>The Northern Port Board leases three quays in Hull.</p><p>The rules were by and large kept.</p>
<p>At its meeting the Board asked for:</p><ul><li><p>more pilots, said the Board</p></li>
<li>new lights, said the Board</li></ul></body></html>
"""
MARKDOWN = """\
---
title: Not text
---
# Dues

Dues rose, it is said, by **12 per cent** in
[Norwich](https://example.org) in 2018.

Wrecks
------

Of wrecks there were at least twelve ships, all *reportedly* wrecked near Hull, 27 February 2003.

## The Port Board

The Northern Port Board leases three quays in Hull.

> The rules were by and large kept.

At its meeting the Board asked for:

- more pilots, said the Board
- new lights, said the Board
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [("survey.html", HTML), ("survey.md", MARKDOWN), ("survey.txt", f"\ufeff{SURVEY_TEXT}")],
)
def test_a_text_is_read_in_every_form(harbour, name, text):
    verification, _ = harbour(**{"survey.txt": "", name: text})

    assert verification.documents["survey"].path.name == name
    assert verification.misses == ()


Words = tuple[float, float, float, str]


def pdf(pages: list[list[Words]]) -> bytes:
    """Return a PDF with these lines: left, bottom, size and words of each."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, lines in enumerate(pages):
        drawn = "\n".join(
            f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, size, words in lines
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(drawn.encode('cp1252'))}>>stream\n{drawn}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def test_the_lines_of_a_pdf_become_paragraphs(tmp_path):
    path = tmp_path / "a.pdf"
    heads = [(72, 810, 9, f"Harbour Survey {n}") for n in (1, 2, 3)]
    path.write_bytes(
        pdf(
            [
                [
                    heads[0],
                    (72, 740, 16, "Dues"),
                    (72, 712, 10, "Dues rose, it is said, by 12 per cent in Nor-"),
                    (72, 700, 10, "wich, a well-known port. They had risen before, at"),
                    (72, 688, 10, "the time of the well-"),
                    (72, 676, 10, "known storms."),
                    (72, 652, 10, "A second paragraph has"),
                    (72, 640, 10, "two lines:"),
                    (80, 628, 10, "\u2022 more pilots"),
                    (80, 616, 10, "\u2022 new lights, and what goes"),
                ],
                [heads[1], (80, 740, 10, "with them."), (72, 716, 10, "The end.")],
                [heads[2], (72, 740, 10, "Another page.")],
            ]
        )
    )

    assert texts.read(path).split("\n\n") == [
        "Dues",
        "Dues rose, it is said, by 12 per cent in Norwich, a well-known port. They had risen"
        " before, at the time of the well-known storms.",
        "A second paragraph has two lines:",
        "• more pilots",
        "• new lights, and what goes with them.",
        "The end.",
        "Another page.",
    ]


def test_a_file_that_is_no_pdf_holds_no_document(harbour):
    verification, _ = harbour(**{"survey.txt": "", "survey.pdf": "no PDF"})

    assert not verification.ok


def test_an_old_encoding_is_read_as_the_page_names_it(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes("<meta charset=windows-1251><p>Пётр".encode("cp1251"))

    assert texts.normal(texts.read(path)) == "Пётр"


# -------------------------------------------------------------------------------------- command


@pytest.fixture
def run(harbour, tmp_path):
    """Return a function that runs the command on the harbour briefing."""

    def run(*options: str, **documents: str):
        harbour(**documents)
        arguments = ["verify", str(tmp_path / "briefing.yaml"), "--documents"]
        return CliRunner().invoke(cli, [*arguments, str(tmp_path / "documents"), *options])

    return run


def test_the_command_ends_with_0_when_all_is_proved_and_1_on_a_miss(run):
    proved = run()
    wrong = run(**{"survey.txt": SURVEY_TEXT.replace("2018", "2017")})

    assert (proved.exit_code, wrong.exit_code) == (0, 1)
    assert "9 of 9 facts proved" in proved.output
    assert "8 of 9 facts proved, 1 miss" in wrong.output


def test_the_command_annotates_lines_for_github(run):
    output = run("--format", "github", **{"survey.txt": SURVEY_TEXT.replace("2018", "2017")}).output

    assert output.startswith("::error file=")
    assert "survey.yaml,line=17,col=29,title=verify::fact `dues-rose`: “Norwich in 2018”" in output
    assert "%0Anearest: " in output


def test_the_command_gives_json(run):
    data = json.loads(run("--format", "json").output)

    assert data["ok"]
    assert data["documents"][0]["found-by"] == "name"
    assert len(data["proved"]) == data["facts"] == 9


def test_two_thousand_facts_in_three_megabytes_are_proved_in_time(tmp_path):
    rng = random.Random(3)  # noqa: S311  # words, no secrets
    words = ["".join(rng.choices("abcdefghij", k=rng.randint(3, 9))) for _ in range(9000)]
    facts, blocks = {}, []
    for number in range(2000):
        paragraph = rng.choices(words, k=225)
        phrases = [" ".join(paragraph[5:12]), " ".join(paragraph[100:103])]
        blocks += [f"Heading {number}", " ".join(paragraph)]
        place = {"under": f"Heading {number}", "paragraph": 1}
        facts[f"fact-{number}"] = {"says": "x", "place": place, "supports": phrases}
    (tmp_path / "big.txt").write_text("\n\n".join(blocks), encoding="utf-8")
    content = {
        "key": "big", "short": "B", "reference": {}, "summary": "s", "witness-to": "w",
        "does-not-say": "d", "facts": facts,
        "structure": [{"heading": f"Heading {number}"} for number in range(2000)],
    }  # fmt: skip
    doc = Document.model_validate(content)
    (tmp_path / "big.yaml").write_text("key: big", encoding="utf-8")
    read = yamlfile.read(tmp_path / "big.yaml")
    books = Library(
        {"big": doc}, {k: (doc, f) for k, f in doc.facts.items()}, {}, {}, {"big": read}
    )

    started = time.process_time()
    verification = verify(books, tmp_path)

    assert (tmp_path / "big.txt").stat().st_size > 2_900_000
    assert time.process_time() - started < 5
    assert len(verification.proved) == 2000


def test_what_is_shown_ends_with_the_count(harbour):
    verification, books = harbour()

    assert shown.show(verification, books).endswith("9 of 9 facts proved\n")


def test_a_folder_may_hold_other_files(harbour, tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "picture.png").write_bytes(b"\x89PNG")

    verification, _ = harbour()

    assert verification.ok
    assert {here.path for here in verification.documents.values()} == {
        Path(tmp_path / "documents" / f"{key}.txt")
        for key in ("survey", "paper-page", "paper-record")
    }
