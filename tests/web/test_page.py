"""The page for the web: the words of the print edition, and behind each sentence its evidence."""

import json
import re
from itertools import pairwise

import pytest
from small import SECTION, small
from spoken import read, spoken, words
from web_pages import all_of, by_id, claims_of, page, parsed, printed, text
from web_pages import harbour as written

from report import pipeline, start
from report.audit import readaloud


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    return written(tmp_path_factory.mktemp("harbour"))


@pytest.fixture(scope="module")
def made(harbour):
    return page(harbour)


@pytest.fixture
def root(made):
    return parsed(made)


@pytest.fixture(scope="module")
def with_copies(harbour):
    return page(harbour, documents=harbour.parent / "texts")


def test_the_page_has_the_words_of_the_tags_in_their_order(harbour, root):
    pdf = readaloud.read(pipeline.build(harbour).data)

    on_paper = " ".join(map(read, pdf.kids))
    on_the_web = spoken(printed(root))
    # A page on paper is a section on the web; a head beside its text there has no stop.
    without = re.compile(r"p\.\s#|§\s1|(?<=Wrecks)\.")
    assert words(without.sub("", on_the_web)) == words(without.sub("", on_paper))


def test_two_builds_are_equal(harbour, made):
    assert page(harbour).data == made.data


def test_nothing_is_fetched_and_no_script_runs_but_the_page_s_own(made):
    made = made.data.decode()

    assert re.findall(r'(?:src|href)="(?!#|data:|https?://|mailto:)', made) == []
    assert re.findall(r'<(?:img|script|link)[^>]*(?:src|href)="http', made) == []
    assert "default-src 'none'" in made
    assert re.findall(r"url\((?!data:)", made) == []


def test_every_note_stands_once_with_a_way_there_and_back(root):
    ids = by_id(root)

    calls = [e for e in root.iter("a") if e.get("role") == "doc-noteref"]
    assert len(calls) == 10
    assert len({call.get("id") for call in calls}) == 10
    assert all(call.get("aria-label") == f"Note {text(call)}" for call in calls)
    for call in calls:
        note = ids[call.get("href", "")[1:]]
        back = [a.get("href", "")[1:] for a in note.iter() if a.get("role") == "doc-backlink"]
        assert call.get("id") in back
    names = [a.get("aria-label") for a in root.iter() if a.get("role") == "doc-backlink"]
    assert len(names) == len(set(names))


def test_every_fragment_that_a_link_names_is_there_once(specimen):
    root = parsed(specimen)

    named = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(named) == len(set(named))
    links = {e.get("href", "")[1:] for e in root.iter() if e.get("href", "").startswith("#")}
    assert links - set(named) == set()


def chain(root, sentence):
    """Follow a sentence to its facts and their passages: what each says, and its words there."""
    ids = by_id(root)
    (claim,) = [s for s in claims_of(root) if text(s).startswith(sentence)]
    entry = ids[f"e.{claim.get('id')[2:]}"]
    facts = [a.get("href", "")[1:] for a in entry.iter("a") if a.get("href", "").startswith("#f.")]
    above = {child: parent for parent in root.iter() for child in parent}
    for fact in facts:
        passage = ids[fact]
        while "source" not in (passage.get("class") or ""):
            passage = above[passage]
        yield fact[2:], text(all_of(ids[fact], "claim")[0]), text(next(passage.iter("blockquote")))


def test_a_sentence_leads_to_its_facts_and_each_fact_to_its_phrases(root):
    ((fact, says, quoted),) = chain(root, "At least 12 ships")
    assert fact == "A2"
    assert "At least 12 ships were reportedly wrecked" in says
    assert re.sub(r"A\d", "", quoted).split("…")[1:-1] == [
        *(" at least twelve ships ", " reportedly wrecked ", " Hull, 27 February 2003 "),
    ]
    (ring,) = [e for e in all_of(root, "ev") if "note 2" in e.get("aria-label", "")]
    assert ring.get("aria-label") == "Evidence for note 2: 1 fact"


def test_a_note_in_ones_own_words_and_a_note_called_again_have_their_evidence(root):
    own = [fact for fact, _, _ in chain(root, "The Northern Port Board")]
    assert own == ["A3", "A4"]
    assert [fact for fact, _, _ in chain(root, "Dues rose in Norwich.")] == ["A1"]


def test_a_stretch_of_a_cell_has_its_own_evidence(root):
    assert [fact for fact, _, _ in chain(root, "with pilots")] == ["C2"]
    two = [fact for fact, _, _ in chain(root, "A conference")]
    assert two == ["B1", "C1"]


def test_a_date_is_said_in_the_words_of_the_briefing_as_in_the_ledger(tmp_path):
    path = written(tmp_path)
    path.write_text("language: de\n" + path.read_text())

    said = [text(one) for one in all_of(parsed(page(path)), "meta")]
    assert any(one.endswith("Stand ca. 2019, undatiert") for one in said), said


def test_a_fact_names_the_sentences_that_rest_on_it(root):
    uses = text(all_of(by_id(root)["f.A1"], "uses")[0])
    assert uses == "Rests on it note 1; note 1; Exhibit 1, note a"


def test_without_documents_no_word_of_them_stands_there_but_the_phrases(made):
    made = made.data.decode()

    assert "it is said" not in made
    assert "as was said" not in made


def test_documents_are_shown_in_context_and_copies_without_a_licence_are_told_of(with_copies):
    root = parsed(with_copies)

    (_, _, quoted), *_ = chain(root, "A conference")
    assert re.sub(r"B\d", "", quoted) == "In 1999 a conference was held in Dover, as was said."
    (_, _, copied), *_ = chain(root, "Dues rose by 12")
    assert re.sub(r"A\d", "", copied) == (
        "Dues rose, it is said, by 12 per cent in Norwich in 2018."
    )
    (told,) = [w for w in with_copies.warnings if "without a licence" in w.message]
    assert "Harbour Dues" in told.message
    assert "Northern Ports" not in told.message
    assert "keep it for yourself" in text(all_of(root, "own-copies")[0])


def test_a_phrase_that_does_not_stand_in_its_document_is_a_doubt(write, tmp_path):
    path = small(write)
    write("Dues\n\nThey rose by 13 per cent.\n", "texts/harbour-report.txt")

    told = [str(w) for w in page(path, documents=tmp_path / "texts").warnings]
    assert any("“at least 12 per cent” is not there" in one for one in told)


def test_a_citation_in_the_text_leads_to_its_evidence_too(harbour):
    root = parsed(page(harbour, style="apa"))

    assert [fact for fact, _, _ in chain(root, "At least 12 ships")] == ["A2"]
    rings = [ring.get("aria-label") for ring in all_of(root, "ev")]
    assert "Evidence for sentence 1: 1 fact" in rings


def test_a_reference_to_a_page_is_one_to_a_section(root):
    (reference,) = [a for a in root.iter("a") if text(a) == "§ 1"]
    assert reference.get("href") == "#s-findings"


@pytest.fixture(scope="module")
def specimen():
    return page(start.specimen() / "briefing.yaml")


def test_headings_begin_at_one_and_skip_none(specimen):
    levels = [int(e.tag[1]) for e in parsed(specimen).iter() if re.match(r"h\d$", str(e.tag))]

    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_a_briefing_without_a_cover_has_its_title_and_a_list_of_sections(write):
    path = small(write, SECTION + SECTION.replace("findings", "more").replace("Findings", "More"))
    root = parsed(page(path))

    assert [text(e) for e in root.iter("h1")] == ["Harbour dues"]
    assert [text(a) for a in by_id(root)["contents"].iter("a")] == ["Findings", "More"]


def test_catalogues_of_learning_material_can_read_what_it_is(made):
    made = made.data.decode()
    (record,) = re.findall(r'(?s)<script type="application/ld\+json">\n(.*?)\n</script>', made)

    told = json.loads(record)
    assert told["@type"] == "LearningResource"
    assert told["inLanguage"] == "en-GB"
    assert {"license", "learningResourceType", "accessibilityFeature"} <= told.keys()
    assert told["isBasedOn"][0]["name"] == "Harbour Dues in the North"


def test_what_ends_a_script_in_a_title_ends_none(write):
    path = small(write)
    path.write_text(
        path.read_text().replace("title: Harbour dues", r"title: Dues \</script> & \<!--", 1)
    )
    root = parsed(page(path))

    assert [text(e) for e in root.iter("h1")] == ["Dues </script> & <!--"]


def test_a_theme_brings_no_script(write, tmp_path):
    evil = (
        '<script>alert(1)</script><p onclick="alert(2)">{{ block.text | join(" ") }}</p>'
        "<iframe></iframe>"
    )
    write(evil, "theme/blocks/prose.html.jinja")
    write("p { color: red } /* </style><script>alert(3)</script> */", "theme/web/web.css")

    made = page(small(write), theme=tmp_path / "theme").data.decode()
    assert "alert" not in made
    assert "<iframe" not in made
    assert "p{color:red}" in made


def test_a_theme_may_have_templates_for_the_web_alone(write, tmp_path):
    write('<p class="own">{{ block.text | join(" ") }}</p>', "theme/web/blocks/prose.html.jinja")

    root = parsed(page(small(write), theme=tmp_path / "theme"))
    assert len(all_of(root, "own")) == 1


def test_the_page_speaks_the_language_of_the_briefing(write):
    path = small(write)
    path.write_text("language: de\n" + path.read_text())
    root = parsed(page(path))

    assert root.get("lang") == "de"
    assert all_of(root, "ev")[0].get("aria-label") == "Belege für Anm. 1: 1 Tatsache"


def test_a_name_that_only_print_needs_does_not_weigh(root, write, tmp_path):
    assert all_of(root, "note", "back", "letter-label", "fnref", "block-prose") == []

    write("", "theme/web/web.css")
    own = parsed(page(small(write), theme=tmp_path / "theme"))
    assert all_of(own, "note")
    assert all_of(own, "back")


def test_a_platform_that_drops_styles_and_scripts_keeps_no_word_of_the_panel(harbour):
    made = page(harbour, pdf="briefing.pdf").data.decode()

    without = re.sub(r"(?s)<(style|script).*?</\1>|<[^>]*>", " ", made)
    assert re.findall(r"Previous|Close|Next", without) == []
    assert without.count("this platform has kept the words alone") == 1
    assert "this platform" not in page(harbour).data.decode()


def test_no_line_ends_between_a_sentence_and_its_ring(root):
    assert {ring.text for ring in all_of(root, "ev")} == {"\u2060"}
