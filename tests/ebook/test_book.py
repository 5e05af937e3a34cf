"""An EPUB: sections as files, notes and ways back, what it says of itself; no word is lost."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from kinds import write as kinds
from small import SECTION, small
from web_pages import harbour as written

from report import reflowing
from report.errors import ReportError

HTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    return written(tmp_path_factory.mktemp("harbour"))


@pytest.fixture(scope="module")
def made(harbour):
    return reflowing.book(harbour).data


@pytest.fixture(scope="module")
def files(made):
    return unpacked(made)


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def pages(files):
    found = sorted(name for name in files if "/section-" in name)
    return [ET.fromstring(files[name]) for name in found]  # noqa: S314


def words(element):
    return " ".join("".join(element.itertext()).replace("\u2060", "").split())


def test_the_type_of_the_file_stands_first_and_uncompressed(made):
    assert made[30:58] == b"mimetypeapplication/epub+zip"


def test_every_note_is_at_the_end_of_its_section_with_a_way_back_to_each_call(files):
    shown = {f"section-{n:02}.xhtml": page for n, page in enumerate(pages(files), start=1)}
    ids = {
        f"{name}#{e.get('id')}": e
        for name, page in shown.items()
        for e in page.iter()
        if e.get("id")
    }
    calls = [
        (name, e)
        for name, page in shown.items()
        for e in page.iter()
        if "fnref" in (e.get("class") or "")
    ]
    assert len(calls) == 7
    for name, call in calls:
        assert (call.get(TYPE), call.get("role")) == ("noteref", "doc-noteref")
        where = whole(call.get("href"), name)
        note = ids[where]
        assert (note.get(TYPE), note.get("role")) == ("footnote", "doc-footnote")
        back = [e.get("href") for e in note.iter() if e.get("role") == "doc-backlink"]
        assert f"{name}#{call.get('id')}" in [whole(one, where.partition("#")[0]) for one in back]


def whole(link, name):
    """Return a link with the name of its file."""
    return name + link if link.startswith("#") else link


def test_each_section_has_one_heading_of_the_first_level(files):
    heads = [[words(e) for e in page.iter(f"{HTML}h1")] for page in pages(files)]

    assert heads == [["Harbour dues"], ["Findings"]]


def test_the_contents_lead_to_every_section(files):
    nav = ET.fromstring(files["book/nav.xhtml"])  # noqa: S314
    links = [e.get("href") for e in nav.iter(f"{HTML}a")]

    assert {"section-01.xhtml", "section-02.xhtml"} <= set(links)
    assert all(f"book/{link.partition('#')[0]}" in files for link in links)


def test_links_between_sections_name_the_file(write):
    other = "  - id: other\n    title: Other\n    blocks:\n      - kind: prose\n"
    text = "        text: See [#findings].[connective]\n"
    path = small(write, SECTION + other + text)

    last = pages(unpacked(reflowing.book(path).data))[-1]

    assert [e.get("href") for e in last.iter(f"{HTML}a")] == ["section-02.xhtml#s-findings"]


def test_the_book_says_how_it_can_be_read(files):
    told = files["book/package.opf"].decode()

    features = re.findall(r'"schema:accessibilityFeature">(\w+)<', told)
    assert {"tableOfContents", "alternativeText", "structuralNavigation"} <= set(features)
    for name in ("accessMode", "accessModeSufficient", "accessibilityHazard"):
        assert f'property="schema:{name}"' in told
    assert "EPUB Accessibility 1.1 - WCAG 2.1 Level AA" in told
    assert "<dc:title>Harbour dues</dc:title>" in told


def test_the_same_content_gives_the_same_bytes(harbour, made):
    assert reflowing.book(harbour).data == made


def test_a_book_that_lost_something_is_refused(harbour, monkeypatch):
    from report.ebook import xhtml

    escaped = xhtml.escaped
    monkeypatch.setattr(xhtml, "escaped", lambda text: escaped(text).replace("quays", ""))

    with pytest.raises(ReportError, match="other words than the page"):
        reflowing.book(harbour)


EPUBCHECK = Path(shutil.which("epubcheck") or "").resolve()


@pytest.mark.slow
@pytest.mark.skipif(
    EPUBCHECK.suffix != ".jar", reason="EPUBCheck is not installed, as Debian has it"
)
@pytest.mark.parametrize("edition", ["student", "instructor"])
def test_epubcheck_finds_nothing_in_a_book_of_every_kind(edition, tmp_path):
    path = tmp_path / "briefing.epub"
    path.write_bytes(reflowing.book(kinds(tmp_path), edition=edition, annex="evidence").data)

    command = ["java", "-jar", EPUBCHECK, path]
    told = subprocess.run(command, capture_output=True, text=True, timeout=600)

    assert told.returncode == 0, told.stderr


def test_a_template_of_a_stranger_gives_a_book_that_can_be_opened(write, tmp_path):
    (tmp_path / "theme" / "blocks").mkdir(parents=True)
    template = tmp_path / "theme" / "blocks" / "prose.html.jinja"
    template.write_text(
        '<x-odd bar:baz="2" foo="1">odd <b>bold <div>and a block</div></b></x-odd>'
        '<video src="x">no film</video><img src="data:image/png;base64,xxx" alt="broken">'
        '<svg viewBox="0 0 9 9"><a href="#x"><foreignObject><p>f</p></foreignObject></a></svg>'
        "{% for paragraph in block.text %}<p>{{ paragraph }}</p>{% endfor %}",
        encoding="utf-8",
    )

    files = unpacked(reflowing.book(small(write), theme=tmp_path / "theme").data)

    page = pages(files)[-1]
    names = {e.tag.rpartition("}")[2] for e in page.iter()}
    assert names.isdisjoint({"x-odd", "video", "img", "foreignObject"})
    assert "odd bold and a block" in words(page)
    assert page.find(f".//{HTML}b") is None
