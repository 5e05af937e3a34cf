"""A Word file: real footnotes, heads, lists, languages, alternative texts; no word is lost."""

import io
import json
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree as ET

import pytest
from kinds import write as kinds
from small import SECTION, small
from web_pages import harbour as written

from report import reflowing
from report.errors import ReportError
from report.office import reading
from report.office.ooxml import clark

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
VAL = clark("w:val")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    return written(tmp_path_factory.mktemp("harbour"))


@pytest.fixture(scope="module")
def made(harbour):
    return reflowing.word(harbour).data


def part(data, name="document"):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return ET.fromstring(file.read(f"word/{name}.xml"))  # noqa: S314


def words(element):
    return "".join(e.text or "" for e in element.iter(clark("w:t")))


def styled(data, style):
    return [words(p) for p in part(data).iter(clark("w:p")) if style_of(p) == style]


def style_of(paragraph):
    named = paragraph.find("w:pPr/w:pStyle", W)
    return named.get(VAL) if named is not None else ""


def test_every_note_is_a_footnote_and_a_later_call_refers_to_it(made):
    body, notes = part(made), part(made, "footnotes")
    called = [e.get(clark("w:id")) for e in body.iter(clark("w:footnoteReference"))]
    texts = {n.get(clark("w:id")): words(n).strip() for n in notes}
    assert texts[called[0]] == "“Harbour Dues in the North” (n.d.), under “Dues,” para.\u00a01."
    assert all(texts[name] for name in called)
    assert len(called) == len(set(called)) == 6
    fields = [e.text.split() for e in body.iter(clark("w:instrText"))]
    assert [field[0] for field in fields] == ["NOTEREF"]
    marks = {e.get(clark("w:name")) for e in body.iter(clark("w:bookmarkStart"))}
    assert fields[0][1] in marks


def test_a_note_is_counted_by_word_and_has_no_number_of_ours(made):
    notes = [n for n in part(made, "footnotes") if n.get(clark("w:type")) is None]

    assert all(n.find(".//w:footnoteRef", W) is not None for n in notes)
    assert not any(words(n).strip()[0].isdigit() for n in notes)


def test_heads_have_the_levels_of_the_outline(made):
    assert styled(made, "Title") == ["Harbour dues"]
    assert styled(made, "Heading1") == ["Findings"]


def test_a_table_has_its_head_repeated_its_caption_above_and_heads_of_rows(made):
    table = part(made).find(".//w:tbl", W)

    assert [row.find("w:trPr/w:tblHeader", W) is not None for row in table.iterfind("w:tr", W)] == [
        True,
        False,
        False,
    ]
    assert table.find("w:tblPr/w:tblCaption", W).get(VAL).endswith("Dues, and a conference")
    assert table.find("w:tblPr/w:tblLook", W).get(clark("w:firstColumn")) == "1"
    assert [text.replace("\u00a0", " ") for text in styled(made, "Caption")] == [
        "Exhibit 1 Dues, and a conference"
    ]


def test_a_list_is_a_list(made):
    items = [p for p in part(made).iter(clark("w:p")) if p.find("w:pPr/w:numPr", W) is not None]

    assert [words(item)[:18] for item in items] == [
        "Did dues rise? Due",
        "It asked for pilot",
        "It asked for light",
    ]


def test_links_lead_to_bookmarks(made):
    read = reading.read(made)

    links = list(part(made).iter(clark("w:hyperlink")))
    assert len(links) > 4
    assert read.dead == ()


def test_the_same_content_gives_the_same_bytes(harbour, made):
    assert reflowing.word(harbour).data == made


def test_the_paper_is_the_one_that_is_asked_for(harbour, made):
    def paper(data):
        size = part(data).find(".//w:pgSz", W)
        return size.get(clark("w:w")), size.get(clark("w:h"))

    assert paper(made) == ("11906", "16838")
    assert paper(reflowing.word(harbour, paper="letter").data) == ("12240", "15840")


def test_the_file_says_what_it_is_in_its_properties(made):
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        core = ET.fromstring(file.read("docProps/core.xml"))  # noqa: S314
        dates = {info.date_time for info in file.infolist()}

    told = {e.tag.rpartition("}")[2]: e.text for e in core}
    assert told["title"] == "Harbour dues"
    assert told["language"].startswith("en")
    assert told["created"] == told["modified"]
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_words_of_another_language_are_marked(write):
    text = "Dues[connective], [droits]{lang=fr}, [пошлины]{lang=ru}."
    path = small(write, SECTION.replace("Dues rose by", f"{text} Dues rose by"))

    runs = list(part(reflowing.word(path).data).iter(clark("w:r")))

    spoken = {
        words(r): r.find("w:rPr/w:lang", W).get(VAL)
        for r in runs
        if r.find("w:rPr/w:lang", W) is not None
    }
    assert spoken == {"droits": "fr-FR", "пошлины": "ru-RU"}


def test_a_file_that_lost_something_is_refused(harbour, monkeypatch):
    from report.office.paragraphs import WordParagraph

    say = WordParagraph.say
    monkeypatch.setattr(
        WordParagraph,
        "say",
        lambda self, words, voice: say(self, words.replace("quays", ""), voice),
    )

    with pytest.raises(ReportError, match="other words than the page"):
        reflowing.word(harbour)


def test_a_note_that_is_lost_is_told_of(harbour, monkeypatch):
    from report.office import inline

    monkeypatch.setattr(inline.Inline, "_call", lambda self, call, into, voice: None)

    with pytest.raises(ReportError, match="0 footnotes, the briefing 6 notes"):
        reflowing.word(harbour)


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory):
    path = kinds(tmp_path_factory.mktemp("kinds"))
    return {edition: reflowing.word(path, edition=edition).data for edition in _EDITIONS}


_EDITIONS = ("student", "instructor")


@pytest.mark.slow
def test_pictures_have_words_or_are_decoration(every_kind):
    for data in every_kind.values():
        shown = [e.get("descr") for e in part(data).iter(clark("wp:docPr"))]
        assert sum(map(bool, shown)) == 3
        assert reading.read(data).silent == 0


@pytest.mark.slow
def test_what_is_for_the_instructor_is_in_no_other_file(every_kind):
    has = {edition: " ".join(reading.read(data).words) for edition, data in every_kind.items()}

    assert "Model answers" in has["instructor"]
    assert "Model answers" not in has["student"]


@pytest.mark.slow
@pytest.mark.parametrize("edition", _EDITIONS)
def test_pandoc_reads_every_word_and_note_of_every_kind(every_kind, edition, tmp_path):
    import pypandoc

    path = tmp_path / "briefing.docx"
    path.write_bytes(every_kind[edition])
    ours = reading.read(every_kind[edition])

    said = pypandoc.convert_file(str(path), "json", format="docx")

    assert said.count('"t":"Note"') == len(ours.notes)
    assert said.count('"t":"Table"') == ours.tables
    assert tuple("".join(heard(json.loads(said)["blocks"])).split()) == ours.words


def heard(node):
    """Yield the words of pandoc's tree, without its notes and pictures."""
    if isinstance(node, list):
        for inner in node:
            yield from heard(inner)
    elif isinstance(node, dict) and node.get("t") not in ("Note", "Image"):
        apart = node.get("t") in ("Para", "Plain", "Header", "Space", "SoftBreak", "LineBreak")
        yield " " if apart else ""
        yield from [node["c"]] if node.get("t") == "Str" else heard(node.get("c", []))
        yield " " if apart else ""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_every_word_note_and_table_back(every_kind, tmp_path):
    for edition, data in every_kind.items():
        (tmp_path / f"{edition}.docx").write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "back")]
        subprocess.run([*command, f"{edition}.docx"], cwd=tmp_path, check=True, timeout=600)
        back = reading.read((tmp_path / "back" / f"{edition}.docx").read_bytes())
        ours = reading.read(data)
        assert back.words == ours.words
        assert sorted(back.notes) == sorted(ours.notes)
        assert (back.tables, back.pictures) == (ours.tables, ours.pictures)
