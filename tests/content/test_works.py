"""Exports beside a briefing: what is cited counts, what is not stops no build."""

import pytest
from small import DOCUMENT, SECTION, small

from report import ReportError
from report.content import briefing, library, yamlfile

BIB = """\
@book{good, author = {Doe, Jane}, title = {Good}, ids = {old}}
@webpage{odd, title = {Odd}, langid = {klingon}}
@book{untitled, author = {Roe, Max}, year = {2003}}
@book{twice, title = {One}}
@book{twice, title = {Two}}
@book{broken, title = {Open
"""


@pytest.fixture
def load(write):
    """Load a briefing whose only call is to these keys, with an export beside it."""

    def loaded(*keys, bib=BIB, document=DOCUMENT):
        write(bib, "works.bib")
        calls = "".join(f" It is so.[@{key}]" for key in keys)
        sections = f"{SECTION.rstrip()}{calls}\nreferences: works.bib\n"
        path = small(write, sections, document)
        source = yamlfile.read(path)
        return library.load(briefing.parse(source), source)

    return loaded


def told(load, *keys, **options):
    with pytest.raises(ReportError) as caught:
        load(*keys, **options)
    return caught.value.diagnostics


def test_an_entry_that_nothing_cites_stops_no_build(load):
    books = load("good")

    assert list(books.references) == ["good"]
    assert list(books.spare) == ["odd", "untitled", "twice", "twice-2"]
    (advice,) = books.doubts
    assert advice.level == "advice"
    assert "`untitled`: `title` is missing; and 2 like it" in advice.message


@pytest.mark.parametrize(
    ("key", "place", "message"),
    [
        ("untitled", "3:1", "`untitled`: `title` is missing"),
        ("twice", "5:1", "the key `twice` is used twice"),
        ("broken", "6:1", "the entry `broken` is not closed"),
    ],
)
def test_what_is_wrong_in_a_cited_entry_is_told_at_its_line(load, key, place, message):
    (found,) = told(load, key)

    assert str(found.span).endswith(f"works.bib:{place}")
    assert found.message.startswith(message)


def test_what_is_doubtful_in_a_cited_entry_is_a_doubt(load):
    levels = {d.level: d.message for d in load("odd").doubts}

    assert levels["doubt"].startswith("`odd`: `klingon`")


def test_a_further_key_may_be_cited(load):
    assert load("old").references["old"]["title"] == "Good"


def test_one_work_is_not_cited_by_two_of_its_keys(load):
    (found,) = told(load, "good", "old")

    assert found.message == "`old` and `good` are one work, and both are cited"


def test_a_document_takes_its_reference_from_an_export(load):
    own = DOCUMENT[DOCUMENT.index("reference:") : DOCUMENT.index("latest-event:")]
    document = DOCUMENT.replace(own, "reference: {from: works.bib#good, publisher: Press}\n")

    (doc,) = load(document=document).documents.values()

    assert (doc.reference["title"], doc.reference["publisher"]) == ("Good", "Press")
    (found,) = told(load, document=document.replace("#good", "#god"))
    assert found.message == "`works.bib` has no reference `god`"
    assert found.hint == "did you mean `good`?"
