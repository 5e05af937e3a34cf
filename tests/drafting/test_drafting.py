"""Drafts of documents of several kinds: headings, places and phrases, proved by verification."""

import re
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from report.citations import pandoc
from report.content import document, yamlfile
from report.content.library import Library
from report.drafting import draft
from report.files import FileError
from report.text.wording import count_words
from report.verification import verify

TREATY = """\
TREATY ON THE WATERS OF THE ARLE

The Republic of Norland and the Kingdom of Estmark agreed on this Treaty.

PART ONE
GENERAL PROVISIONS

Article I

1. Each Party undertakes not to divert more than 40 per cent of the average flow.

2. For the purposes of this Treaty:

(a) "average flow" means the mean of the years 1950 to 1967;

Article II

3. The Commission shall meet at least twice a year. Nothing shall affect third States.
"""

PAGE = """\
<!doctype html><html lang="en"><head><title>Floods in the north</title>
<meta name="author" content="Lena Ortiz"><meta name="dc.date" content="2011-03-04">
</head><body><nav><h2>Menu</h2><ul><li>Home since 1990</li></ul></nav>
<div class="cookie-banner"><h2>Privacy</h2><p>This site has set 3 cookies for you.</p></div>
<main><h1>Floods</h1><p>At least 13 villages were reportedly flooded in 2009.<a class="footnote-ref"
href="#n"><sup>1</sup></a></p><h2>Costs</h2><p>Costs rose to about $4.5 million.</p>
<h2>Causes</h2><h3>Costs</h3><p>Nobody counted them before 1954.</p>
<figure><figcaption>Figure 1. A canal in 1953</figcaption></figure></main>
<footer><p>Copyright 2012 by the institute of the north.</p></footer></body></html>
"""

RUSSIAN = """\
КОНСТИТУЦИЯ РЕСПУБЛИКИ АРЛЬ

Статья 1

Президентом может быть избран гражданин не моложе 35 лет. Парламент состоит из двух палат.
"""

JAPANESE = """\
水の憲章

第一章　総則

委員会は、少なくとも年二回開かれる。各国は平均流量の四割以上を取水してはならない。
"""

LETTER = """\
Westport, 14 February 1932

Dear Mr. Holm,

Thank you for your letter. The dues came to £4,310, i.e. about £200 less than in 1931.

The lamp was ordered from Messrs. Brandt & Co. in November, but it has not arrived. Is it lost?

Yours sincerely, Edda Falk
"""


def drafted(folder: Path, name: str, data: str | bytes):
    """Draft a document, and prove the draft by the document."""
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    path = sources / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    made = draft(path, folder / "documents")
    facts = yamlfile.read(made.draft).text.partition("\nfacts:\n")[2].partition("\ndrafted:")[0]
    whole = made.document.read_text("utf-8").replace("\nfacts: {}\n", f"\nfacts:\n{facts}\n")
    proof = folder / "whole.yaml"
    proof.write_text(whole, "utf-8")
    doc, source = document.load(proof)
    books = Library(
        {doc.key: doc}, {k: (doc, f) for k, f in doc.facts.items()}, {}, {}, {doc.key: source}
    )
    return made, doc, verify(books, sources)


def names(doc):
    return [part.name for part in doc.structure if part.name]


def places(made):
    return {
        fact.sentence.split()[0].strip('"'): fact.place.model_dump(exclude_none=True)
        for fact in made.facts
    }


@pytest.mark.parametrize(
    ("name", "text", "headings", "language"),
    [
        (
            "treaty.txt",
            TREATY,
            [
                *("TREATY ON THE WATERS OF THE ARLE", "PART ONE", "GENERAL PROVISIONS"),
                *("Article I", "Article II"),
            ],
            "en",
        ),
        ("page.html", PAGE, ["Floods", "Costs", "Causes", "Costs (Causes)"], "en"),
        ("law.txt", RUSSIAN, ["КОНСТИТУЦИЯ РЕСПУБЛИКИ АРЛЬ", "Статья 1"], "ru"),
        ("kenpo.txt", JAPANESE, ["水の憲章", "第一章 総則"], "ja"),
        ("letter.txt", LETTER, ["opening"], "en"),
    ],
)
def test_headings_are_found_and_every_fact_is_proved(tmp_path, name, text, headings, language):
    made, doc, proof = drafted(tmp_path, name, text)

    assert names(doc) == headings
    assert (made.language, made.sure) == (language, True)
    assert (proof.misses, proof.structure, proof.doubts) == ((), (), ())
    assert proof.proved == tuple(doc.facts)


@pytest.mark.parametrize("text", [TREATY, PAGE, RUSSIAN, LETTER])
def test_phrases_are_short_and_hold_every_number_and_hedge(tmp_path, text):
    name = "page.html" if text is PAGE else "text.txt"
    made, _, _ = drafted(tmp_path, name, text)

    assert made.facts
    for fact in made.facts:
        phrases = " | ".join(fact.supports)
        wanted = re.findall(
            r"\d[\d.,]*\d|\d|twice|двух|at least|reportedly|about|more than|not|Nothing|Nobody"
            r"|не моложе|может|less than",
            fact.sentence,
        )
        assert [word for word in wanted if word not in phrases] == []
        assert max(map(count_words, fact.supports)) <= 15


def test_numbered_clauses_are_places(tmp_path):
    made, _, _ = drafted(tmp_path, "treaty.txt", TREATY)

    found = places(made)
    assert found["Each"] == {"under": "Article I", "clause": "1"}
    assert found["average"] == {"under": "Article I", "clause": "2(a)"}
    assert found["Nothing"] == {"under": "Article II", "clause": "3"}
    assert "For" not in found  # it only leads to a list


def test_a_page_is_drafted_without_its_menus(tmp_path):
    made, doc, _ = drafted(tmp_path, "page.html", PAGE)

    assert doc.reference["author"] == [{"literal": "Lena Ortiz"}]
    assert doc.reference["issued"] == "2011-03-04"
    assert [part.caption for part in doc.structure if part.caption] == ["Figure 1. A canal in 1953"]
    assert "Copyright" not in places(made)
    assert "This" not in places(made)
    assert made.facts[0].must_keep == ("At least", "reportedly")
    assert (made.facts[0].as_of, made.facts[0].status) == ("2009", "attributed")
    assert all(count_words(fact.id.replace("-", " ")) > 1 for fact in made.facts)


def test_a_question_and_a_greeting_are_no_facts(tmp_path):
    made, _, _ = drafted(tmp_path, "letter.txt", LETTER)

    assert list(places(made)) == ["Thank", "The"]
    assert "`issued: 1932-02-14`" in made.document.read_text("utf-8")
    assert any("Messrs. Brandt & Co." in fact.sentence for fact in made.facts)


def test_an_ordinal_of_german_ends_no_sentence(tmp_path):
    text = "Der Hafen\n\nBis zum 31. Dezember 1992 soll der Kai erneuert werden. Es kostet viel.\n"
    made, _, _ = drafted(tmp_path, "hafen.txt", text)

    (fact, *_) = made.facts
    assert fact.sentence == "Bis zum 31. Dezember 1992 soll der Kai erneuert werden."
    assert fact.as_of == "1992-12-31"


def test_the_number_of_a_resolution_is_no_year(tmp_path):
    text = "Mandate\n\nThe Council adopted resolution 1234 (1998) and met until 15 May 1999.\n"
    made, _, _ = drafted(tmp_path, "un.txt", text)

    assert made.facts[0].as_of == "1999-05-15"


def test_a_common_word_that_opens_a_sentence_is_no_phrase_by_itself(tmp_path):
    text = "For pilots\n\nKeep to the north side: the south side was last dredged in 1988.\n"
    made, _, _ = drafted(tmp_path, "pilots.txt", text)

    assert "Keep" not in made.facts[0].supports


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pay.html", f"<h1>Pay</h1><p>{'It was paid in 1902. ' * 3}</p><table><tr><th>Year</th>"
         "<th>Pay</th></tr><tr><td>1902</td><td>about 420 a year</td></tr></table>"),
        ("pay.md", "# Pay\n\nIt was paid in 1902.\n\n| Year | Pay |\n|---|---|\n"
         "| 1902 | about 420 a year |\n"),
    ],
)  # fmt: skip
def test_a_row_of_a_table_is_a_fact_with_a_place_for_each_cell(tmp_path, name, text):
    made, _, proof = drafted(tmp_path, name, text)

    assert proof.misses == ()
    row = next(fact for fact in made.facts if fact.beside)
    assert row.sentence == "Year: 1902 | Pay: about 420 a year"
    assert row.supports == ("1902", "about 420")
    assert (row.as_of, row.must_keep) == ("1902", ("about",))
    assert made.rows == 0


def test_a_row_that_is_running_text_is_drafted_by_sentences_and_counted(tmp_path):
    cell = "In 1902 the yards paid some 420 marks. " * 4
    text = f"<h1>Pay</h1><table><tr><td>{cell}</td><td>It was paid in 1903, too.</td></tr></table>"
    made, _, _ = drafted(tmp_path, "old.html", text)

    assert made.rows == 1
    assert any("It was paid in 1903" in fact.sentence for fact in made.facts)
    assert not any(fact.beside for fact in made.facts)


def test_a_table_in_a_table_keeps_its_heads_and_its_rows_are_counted_once(tmp_path):
    inner = "<table><tr><th>Year<th>Pay<tr><td>1902<td>about 420 a year</table>"
    text = f"<h1>Pay</h1><table><tr><td>The yards of old.<td>{inner}</table>"
    made, _, _ = drafted(tmp_path, "laid.html", text)

    row = next(fact for fact in made.facts if fact.beside)
    assert row.sentence == "Year: 1902 | Pay: about 420 a year"
    assert made.rows == 0


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "rtf"])
def test_files_of_word_processors_are_read(tmp_path, form):
    path = tmp_path / f"minutes.{form}"
    subprocess.run(
        [pandoc.executable(), "--from=html", f"--to={form}", "--standalone", f"--output={path}"],
        input=PAGE.encode(),
        check=True,
    )

    _, doc, proof = drafted(tmp_path, path.name, path.read_bytes())

    assert [n for n in names(doc) if "(" not in n][-3:] == ["Floods", "Costs", "Causes"]
    assert proof.ok


BODY = "".join(
    f"<h2>{head}</h2><p>{'The council counted 12 boats in the harbour. ' * 9}</p>"
    "<ul><li>At least 3 were lost.</li><li>Nobody paid more than 5 marks.</li></ul>"
    "<p>It was said that four returned in 1954.</p>"
    for head in ("The boats of the north", "Harbours", "What the council asked", "Dues", "Lights")
)
LOOKS = {
    "larger": "body { font: 10pt/1.4 'Source Serif 4' } h2 { font-size: 13pt }",
    "bold": "body { font: 10pt/1.3 'Source Sans 3' } h2 { font: inherit; font-weight: bold;"
    " margin: 0 } p { margin: 0; text-indent: 10pt }",
    "columns": "body { font: 8pt/1.25 'Source Serif 4'; columns: 3 } h2 { font-size: 9.5pt }",
}


@pytest.mark.parametrize("look", LOOKS)
def test_headings_of_a_pdf_are_known_by_their_type(tmp_path, look):
    import weasyprint

    sheet = (
        "@page { size: A5; @top-left { content: 'A/58/123' } @bottom-right"
        f" {{ content: counter(page) }} }} {LOOKS[look]}"
    )
    html = f"<html lang=en><style>{sheet}</style><body>{BODY}</body></html>"

    made, doc, proof = drafted(tmp_path, "report.pdf", weasyprint.HTML(string=html).write_pdf())

    assert names(doc) == re.findall("<h2>(.*?)</h2>", BODY)
    assert (proof.misses, proof.structure) == ((), ())
    bullets = [fact.place.bullet for fact in made.facts if fact.sentence.startswith("At least")]
    assert bullets == [1] * 5


NOTED = """\
<h1>Report of the Secretary-General on the situation in the basin of the Arle and on the Accord of
1971</h1><h2>I. Introduction</h2>
<p>1. The council counted 12 boats in 1998.<span class="note">See S/1998/37, para. 4.</span> It paid
5 marks for each.</p><p>2. At least three were lost.</p>
<p>3. The council saw every boat, and it wrote down what it saw. It asked the keepers of the harbour
what they knew, and it thanked them for it.</p>
"""


def test_notes_and_their_calls_are_no_part_of_a_paragraph_of_a_pdf(tmp_path):
    import weasyprint

    sheet = (
        "@page { size: A5 } body { font: 10pt 'Source Serif 4' } h1 { font-size: 15pt }"
        " h2 { font-size: 12pt } .note { float: footnote; font-size: 8pt }"
    )
    html = f"<html lang=en><style>{sheet}</style><body>{NOTED}</body></html>"

    made, doc, proof = drafted(tmp_path, "report.pdf", weasyprint.HTML(string=html).write_pdf())

    title, introduction = names(doc)
    assert title.endswith("Accord of 1971")  # of two lines and more
    assert introduction == "I. Introduction"
    counted, paid, lost = made.facts[:3]
    assert counted.sentence == "The council counted 12 boats in 1998."
    assert (counted.place.paragraph, paid.place.paragraph, lost.place.paragraph) == (1, 1, 2)
    assert lost.place.clause is None  # a report on an accord is none
    assert proof.ok


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b" \n", "is empty"),
        ("noise.txt", bytes(range(256)) * 4, "is no text: it has zero bytes"),
        ("noise.pdf", b"no PDF", "is damaged, or is not a PDF"),
        ("noise.docx", b"PK", "is damaged, locked, or not a .docx file"),
        ("noise.odp", b"PK", "is of a kind that is not read"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, name, data, why):
    with pytest.raises(FileError, match=re.escape(why)):
        drafted(tmp_path, name, data)


def test_a_text_in_utf_16_is_read(tmp_path):
    data = "Report of 1999\n\nThe dam was built by the ministry in 1999.\n".encode("utf-16")

    made, doc, _ = drafted(tmp_path, "dam.txt", data)

    assert names(doc) == ["Report of 1999"]
    assert len(made.facts) == 1


def test_words_that_another_document_has_are_tied(tmp_path):
    drafted(tmp_path, "letter.txt", LETTER)
    copy = LETTER.replace("Westport, 14", "Copied in Westport, 14")

    made, _, _ = drafted(tmp_path, "copy.txt", copy)

    assert [key for fact in made.facts for key, _ in fact.also] == ["letter"] * len(made.facts)
    assert len({fact.id for fact in made.facts}) == len(made.facts)


def test_a_document_is_drafted_once(tmp_path):
    drafted(tmp_path, "letter.txt", LETTER)

    with pytest.raises(FileError, match="was drafted before"):
        drafted(tmp_path, "letter.txt", LETTER)


MANY = {
    "the same sentence": "Dues rose by 12 per cent in Norwich in 2018. ",
    "other sentences": "Dues of port {} rose by 12 per cent. ",
    "Japanese": "港の料金が十二％上がった。",
    "captions": "Figure {} A port\n\nDues rose by 12 per cent in 2018.\n\n",
    "the same heading": "Chapter 1\n\nDues rose by {} per cent in 2018.\n\n",
    "empty lines": "\n\n\n\nDues",
    "capitals": "Aa Bb ",
}


@pytest.mark.parametrize("kind", MANY)
def test_a_draft_takes_a_time_that_grows_with_the_document(kind, tmp_path):
    def seconds(number):
        path = tmp_path / f"d{number}.txt"
        path.write_text("".join(MANY[kind].format(n) for n in range(number)), encoding="utf-8")
        start = time.process_time()
        draft(path, tmp_path / f"into-{number}")
        return time.process_time() - start

    few = min(seconds(n) for n in (100, 101))

    assert seconds(400) < 7 * few + 0.1


@pytest.mark.parametrize("text", ["“" * 50, "....", "((([", "- - -"])
def test_a_document_without_a_word_is_refused(text, tmp_path):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    with pytest.raises(FileError, match="holds no text"):
        draft(tmp_path / "a.txt", tmp_path / "into")


@pytest.mark.parametrize(
    "text",
    ["<![CDATA[ x", "<!x Dues rose", "<?x Dues rose", "<!-- Dues rose", "Dues <a rose", "&nbsp;"],
)
def test_a_page_of_what_is_begun_and_never_ended_is_drafted_or_refused(text, tmp_path):
    (tmp_path / "a.html").write_text(text, encoding="utf-8")

    with suppress(FileError):
        draft(tmp_path / "a.html", tmp_path / "into")


def test_what_a_giant_of_a_tag_says_is_passed_over(tmp_path):
    attributes = " ".join(f"a{n}=1" for n in range(50_000))
    page = f"<h1>Floods</h1><p {attributes}>Costs rose to about $4.5 million.</p>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    start = time.process_time()
    made = draft(tmp_path / "a.html", tmp_path / "into")

    assert len(made.facts) == 1
    assert time.process_time() - start < 3


def test_another_document_of_that_name_is_not_said_to_be_drafted(tmp_path):
    into = tmp_path / "documents"
    for name, text in (("one", "There were 12 boats."), ("two", "There were 13 boats.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "boats.txt").write_text(text, "utf-8")
    made = draft(tmp_path / "one" / "boats.txt", into)
    with pytest.raises(FileError, match="was drafted before"):
        draft(tmp_path / "one" / "boats.txt", into)
    made.draft.unlink()

    with pytest.raises(FileError, match="has the name of another document"):
        draft(tmp_path / "two" / "boats.txt", into)


def test_what_is_only_planned_is_held_with_its_number(tmp_path):
    made, _, _ = drafted(tmp_path, "plan.txt", "Hives\n\nThe society plans to buy 20 hives.\n")

    assert "plans to buy 20 hives" in made.facts[0].supports[0]
