"""The cartridge for a learning platform: what is in it, and what its check finds in spoilt ones."""

import html
import io
import re
import zipfile

import pytest
from lxml import etree
from small import DOCUMENT, SECTION, small

from report import pipeline
from report.course import Files, cartridge, faults, manifest
from report.errors import ReportError

PAGE = b'<!DOCTYPE html><html lang="en"><title>x</title><a href="briefing.pdf">PDF</a></html>'
FILES = Files(b"%PDF-1.7", PAGE)
QUESTIONS = """\
      - kind: questions
        levels:
          - name: First
            questions: ['Did dues rise & “fall” \\<there>?', "Where, see [#findings]?"]
"""
QUIZ = "      - kind: quiz\n        questions:\n"
QUESTION = """\
          - id: q-{n}
            stem: Where did dues rise in question {n}?
            right: In Norwich & its port.
            wrong: [In “Hull” <quay>., Nowhere.]
            feedback: Dues rose in Norwich in 2018.[@dues-rose]
"""


def quiz(count):
    return QUIZ + "".join(QUESTION.format(n=n) for n in range(count)) if count else ""


def packed(write, blocks=None, edition="student", title="Harbour dues"):
    sections = SECTION + (QUESTIONS + quiz(4) if blocks is None else blocks)
    path = small(write, sections)
    written = path.read_text(encoding="utf-8").replace("title: Harbour dues", f"title: {title}", 1)
    path.write_text(written, encoding="utf-8")
    whole, read = pipeline.contents(path, edition)
    return cartridge(read, whole, FILES)


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_two_builds_are_equal_and_the_manifest_comes_first(write):
    made = packed(write)

    assert packed(write).data == made.data
    assert next(iter(members(made.data))) == "imsmanifest.xml"


def test_it_has_a_topic_for_each_question_and_a_check_of_four(write):
    made = packed(write)

    assert (made.topics, made.checks) == (2, 1)
    topics = [d.decode() for n, d in members(made.data).items() if n.startswith("discussion/")]
    assert any("Where, see “Findings”?" in topic for topic in topics)
    assert any("&amp;amp; “fall” ‹there›?" in topic for topic in topics)


def test_the_key_of_each_question_is_its_right_option(write):
    (name,) = [name for name in members(packed(write).data) if name.startswith("quiz/")]
    root = etree.fromstring(members(packed(write).data)[name])

    for item in root.iter("{*}item"):
        (key,) = [e.text for e in item.iter("{*}varequal")]
        (right,) = [e for e in item.iter("{*}response_label") if e.get("ident") == key]
        assert "In Norwich &amp; its port." in "".join(right.itertext())


@pytest.mark.parametrize("count", [0, 4, 40])
def test_reading_checks_come_in_fours(write, count):
    made = packed(write, QUESTIONS + quiz(count))

    assert made.checks == count // 4
    assert faults(made.data) == []


@pytest.mark.parametrize("count", [1, 5])
def test_another_number_of_questions_is_refused_at_its_line(write, count):
    with pytest.raises(ReportError, match=r"\.yaml:\d+:\d+: a reading check has 4 questions"):
        packed(write, quiz(count))


@pytest.mark.parametrize("title", ["'Dues & <ports>'", "“Ünited” 東京 'quay'", "']]> dues'"])
def test_a_title_may_have_any_sign(write, title):
    assert faults(packed(write, title=title.replace("<", "\\<")).data) == []


def test_another_question_changes_no_id_but_its_own(write):
    before = set(members(packed(write, quiz(4)).data))
    after = set(members(packed(write, QUESTIONS + quiz(8)).data))

    assert before <= after


def test_the_students_cartridge_has_nothing_that_is_for_the_instructor(write):
    secret = "      - {kind: prose, for: instructor, text: 'Quokka.[@dues-rose]'}\n" + QUESTIONS
    secret = secret.replace("name: First", "name: First\n            for: instructor")
    made = packed(write, secret)

    assert made.topics == 0
    assert packed(write, secret, edition="instructor").topics == 2


def spoilt(data, change):
    held = members(data)
    change(held)
    return spoilt_by(held)


def spoilt_by(held):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in held.items():
            package.writestr(name, content)
    return out.getvalue()


def in_manifest(old, new):
    def change(held):
        before = held["imsmanifest.xml"].decode()
        after = re.sub(old, new, before, count=1)
        assert after != before
        held["imsmanifest.xml"] = after.encode()

    return change


def in_file(start, old, new):
    def change(held):
        name = next(name for name in held if name.startswith(start))
        before = held[name].decode()
        after = re.sub(old, new, before, count=1)
        assert after != before
        held[name] = after.encode()

    return change


def without(start):
    return lambda held: held.pop(next(name for name in held if name.startswith(start)))


def renamed(held):
    held["web_resources/the briefing.pdf"] = held.pop("web_resources/briefing.pdf")
    manifest = held["imsmanifest.xml"].replace(b"briefing.pdf", b"the%20briefing.pdf")
    held["imsmanifest.xml"] = manifest


SPOILT = {
    "digit": (in_manifest('identifier="I_pdf"', 'identifier="1_pdf"'), "begins with a digit"),
    "root title": (in_manifest('"I_root">', '"I_root"><title>x</title>'), "root item has a title"),
    "namespace": (in_manifest("imsccv1p1/imscp_v1p1", "imsccv1p3/imscp_v1p1"), "namespace"),
    "version": (in_manifest("1.1.0", "1.3.0"), "not 1.1.0"),
    "profile": (in_file("quiz/", "cc.multiple_choice.v0p1", "x"), "not of the profile"),
    "key": (in_file("quiz/", r"(<varequal[^>]*>)\w[\w-]*", r"\1q_none"), "which is no option"),
    "five": (in_file("quiz/", r"(?s)<item .*?</item>", ""), "has 3 questions"),
    "topic": (without("discussion/"), "in the manifest and not in the package"),
    "reference": (in_manifest('identifierref="I_page"', 'identifierref="I_x"'), "not there"),
    "space": (renamed, "letters that importers read in different ways"),
    "extra": (lambda held: held.update({"web_resources/x.txt": b""}), "not in the manifest"),
    "dead link": (in_file("web_resources/briefing.html", "briefing.pdf", "b.pdf"), "not in the"),
    "macro": (
        in_file("web_resources/briefing.html", "briefing.pdf", "$IMS-CC-FILEBASE$/briefing.pdf"),
        "Moodle leaves",
    ),
    "instructor": (in_manifest("<resources>", "<resources><!--Instructor-->"), "for instructors"),
    "canvas": (lambda held: held.update({"course_settings/x": b""}), "its own export"),
    "no title": (in_manifest(r"(I_pdf_item[^>]*>)<title>[^<]*</title>", r"\1"), "has no title"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_cartridge_is_named(write, name):
    change, said = SPOILT[name]

    found = faults(spoilt(packed(write).data, change))
    assert any(said in told for told in found), found


def test_a_draft_is_not_packed(write):
    path = small(write, SECTION)
    draft = pipeline.build(path, draft=True)
    whole, read = pipeline.contents(path, "student")

    with pytest.raises(ReportError, match="the PDF is a draft"):
        cartridge(read, whole, Files(draft.data, b""))


CREDITED = """licence:
  name: CC BY 4.0
  credit: Adapted from the Harbour Board, CC BY 4.0.
"""
BACK = "  - {id: back, title: Back, blocks: [{kind: licences}]}\n"


@pytest.mark.parametrize(
    ("licence", "sections", "told"),
    [
        ("licence: {name: CC BY 4.0}\n", BACK, "CC BY 4.0 asks for a credit, and `harbour-report`"),
        (CREDITED, "", "the credit that CC BY 4.0 asks for is printed nowhere"),
    ],
)
def test_a_credit_that_a_licence_asks_for_is_written_and_printed(write, licence, sections, told):
    document = DOCUMENT.replace("words: 400\n", f"words: 400\n{licence}")
    path = small(write, SECTION + sections, document)
    whole, read = pipeline.contents(path, "student")

    with pytest.raises(ReportError, match=re.escape(told)):
        cartridge(read, whole, FILES)

    path = small(write, SECTION + BACK, DOCUMENT.replace("words: 400\n", f"words: 400\n{CREDITED}"))
    whole, read = pipeline.contents(path, "student")
    assert cartridge(read, whole, FILES).data


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a <tag> b", "a ‹tag› b"),
        ("p < 0.05 > 0", "p ‹ 0.05 › 0"),
        ("under <5 per cent", "under < 5 per cent"),
        ("from 3 > 2 to < 4", "from 3 > 2 to < 4"),
        ("<<more>>", "‹‹more››"),
        ("<!-- a --> b", "‹!-- a --› b"),
        ("dues &lt; & more", "dues & lt; & more"),
        ("R&D; Q&A", "R&D; Q&A"),
    ],
)
def test_no_word_is_a_tag_to_an_importer_that_reads_texts_twice(written, kept):
    assert html.unescape(manifest.escaped(written)) == kept


def test_nothing_in_a_cartridge_can_be_taken_for_a_tag(write):
    blocks = QUESTIONS + quiz(4)
    made = packed(write, blocks, title="'Dues \\<rise> & \\<fall>'")
    told = [data.decode() for name, data in members(made.data).items() if name.endswith(".xml")]

    tags = [re.findall(r"&lt;(?!/?p&gt;)|&amp;lt;", text) for text in told]
    assert not any(tags)
    assert any("‹rise›" in text for text in told)


def test_a_page_named_after_a_sentence_is_named_in_brackets(write):
    asked = QUESTIONS.replace("Where, see [#findings]?", "Did dues rise? [p. #findings]")
    told = members(packed(write, asked).data).items()

    topics = [data.decode() for name, data in told if name.startswith("discussion/")]
    assert any("Did dues rise? (“Findings”)" in topic for topic in topics)


def test_the_course_stands_in_the_metadata(write):
    write("course: 'POLS 312: Peace'\nweek: 7\n", "course.yaml")
    text = members(packed(write).data)["imsmanifest.xml"].decode()

    assert "POLS 312: Peace · Week 7" in text


def test_a_link_to_a_file_that_stands_twice_on_a_page_is_a_fault(write):
    twice = PAGE.replace(b"</html>", b'<a href="briefing.pdf">PDF</a></html>')
    held = members(packed(write).data)
    held["web_resources/briefing.html"] = twice

    assert any("more than once" in fault for fault in faults(spoilt_by(held)))


@pytest.mark.parametrize("long", ["very long " * 40, "long" * 100])
def test_a_long_title_is_cut_to_what_importers_have_room_for(write, long):
    root = etree.fromstring(members(packed(write, title=f"Dues {long}").data)["imsmanifest.xml"])

    titles = [e.text for e in root.iter("{*}title", "{*}string") if e.text]
    named = [title for title in titles if title.startswith("Dues")]
    assert max(map(len, named)) < 256
    assert any(title.endswith("… (PDF)") for title in named)


def test_the_name_of_the_package_has_no_bracket_at_all(write):
    title = "'Dues: p \\< 0.05'"
    root = etree.fromstring(members(packed(write, title=title).data)["imsmanifest.xml"])

    (general,) = root.iter("{*}general")
    assert general[0][0].text == "Dues: p ‹ 0.05"
