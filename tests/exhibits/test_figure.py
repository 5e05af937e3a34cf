"""Pictures from files: taken in whole and safe, or refused in the author's words."""

import base64
import re
import struct
import zlib

import pytest
from drawn import around, draw, pages, pdf, problems

from report.exhibits.svg import clean

BLOCK = """
- kind: figure
  id: quay
  title: The quay
  file: {file}
  alt: A quay with two ships
  caption: After a drawing.[@dues-rose]
  credit: Drawn for this test.
"""
SVG = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:editor="https://editor.example/ns"
     width="200mm" height="50mm" viewBox="0 0 100 25" editor:version="3">
  <title>Old title</title>
  <defs><linearGradient id="grey"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
  <style>#ship { fill: url(#grey) }</style>
  <rect id="ship" style="stroke: #000; stroke-width: 2" width="10" height="5" editor:layer="1"/>
  <use href="#ship" x="20"/>
  <editor:memory>private</editor:memory>
  <text x="5" y="20" font-family="Source Sans 3">Quay</text>
</svg>
"""


def png(width=3, height=2, body=None):
    """Return a grey picture; ``body`` is in the place of its dots."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    dots = zlib.compress(rows) if body is None else body
    data = chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsO"
    "CwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="
)


@pytest.fixture
def figure(write):
    """Write a picture and the briefing that shows it; return the block's text."""

    def figure(data, name="quay.svg"):
        path = around(write, BLOCK.replace("{file}", name))
        data = data.encode() if isinstance(data, str) else data
        (path.parent / name).write_bytes(data)
        return path

    return figure


@pytest.fixture
def told(write, figure):
    """Return what is said of a picture."""

    def told(data, name="quay.svg"):
        figure(data, name)
        return problems(write, BLOCK.replace("{file}", name))

    return told


def test_a_drawing_is_put_into_the_page_with_its_words_as_text(figure):
    (page,) = pages(figure(SVG))

    assert re.search(r'<svg[^>]*role="img"', page)
    assert "<title>A quay with two ships</title>" in page
    assert "Old title" not in page
    assert re.search(r"<text[^>]*>Quay</text>", page)


def test_every_name_in_a_drawing_is_ours(figure):
    svg = draw(figure(SVG)).svg

    named = re.findall(r'id="([^"]*)"', svg)
    assert all(name.startswith("exhibit-1-drawn-") for name in named)
    assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(named)


def test_what_an_editor_left_for_itself_is_dropped(figure):
    svg = draw(figure(SVG)).svg

    assert "private" not in svg
    assert "editor" not in svg
    assert "made by hand" not in svg


def test_the_document_type_that_programs_write_does_no_harm(figure):
    public = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://www.w3.org/svg11.dtd">\n<svg '

    assert "DOCTYPE" not in draw(figure(SVG.replace("<svg ", public))).svg


def test_the_style_of_a_drawing_becomes_attributes_that_the_pages_style_sheet_does_not_see(figure):
    svg = draw(figure(SVG)).svg

    assert 'stroke="#000000" stroke-width="2"' in svg
    assert "style" not in svg


def test_a_picture_fills_the_measure_and_keeps_its_proportion(figure):
    drawing = draw(figure(SVG))

    assert drawing.width == pytest.approx(350.08, abs=0.1)
    assert drawing.width / drawing.height == pytest.approx(4, abs=0.01)


@pytest.mark.parametrize(
    ("name", "data", "kind", "proportion"),
    [
        ("quay.png", png(6, 2), "png", 3),
        ("quay.jpg", JPEG, "jpeg", 1),
        ("quay.gif", png(), "png", 1.5),
    ],
)
def test_an_image_is_known_by_its_bytes_and_carried_whole(figure, name, data, kind, proportion):
    drawing = draw(figure(data, name))

    assert drawing.address.startswith(f"data:image/{kind};base64,")
    assert base64.b64decode(drawing.address.partition(",")[2]) == data
    assert drawing.width / drawing.height == pytest.approx(proportion, abs=0.01)


def test_an_image_is_printed_and_said(figure):
    (page,) = pages(figure(png(), "quay.png"))

    assert 'alt="A quay with two ships"' in page
    assert b"/Subtype /Image" in pdf(figure(png(), "quay.png"))


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ('<image href="https://example.org/a.png"/>', "it names another file, `https://exa"),
        ('<image href="other.png"/>', "it names another file, `other.png`"),
        ('<use href="other.svg#ship"/>', "it names another file, `other.svg#ship`"),
        ("<style>@import 'a.css';</style>", "its style fetches another style sheet"),
        ('<rect fill="url(a.svg#b)"/>', "it names another file, `a.svg#b`"),
        ('<rect style="fill: url(https://example.org/x)"/>', "it names another file"),
        ("<foreignObject><p>Text</p></foreignObject>", "it holds another document"),
        ('<linearGradient href="a.svg#b"/>', "it names another file, `a.svg#b`"),
    ],
)
def test_a_drawing_that_would_fetch_something_is_refused(told, inside, message):
    (problem,) = told(SVG.replace("<use", inside + "<use"))

    assert message in problem.message
    assert problem.hint.startswith("export it")
    assert problem.span.excerpt.strip() == "file: quay.svg"


def test_everything_that_is_refused_is_told_at_once(told):
    assert len(told(SVG.replace("<use", '<image href="a.png"/><image href="b.png"/><use'))) == 2


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="go()"/>',
        '<a href="https://example.org"><rect/></a>',
        '<rect><animate attributeName="x"/></rect>',
        "<style>@import url(https://fonts.googleapis.com/css?family=Lato);</style>",
    ],
)
def test_what_draws_nothing_on_paper_is_left_out(figure, inside):
    svg = draw(figure(SVG.replace("<use", inside + "<use"))).svg

    assert not re.search(r"script|onclick|example\.org|animate|googleapis", svg)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        ("nothing like a picture", "quay.svg", "is not a picture"),
        ("<html></html>", "quay.svg", "it is not an SVG"),
        ("<svg xmlns='http://www.w3.org/2000/svg'>", "quay.svg", "not XML that can be read"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "quay.svg", "it has no size"),
        ('<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;">]><svg/>', "quay.svg", "entities made of"),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "b">]><svg/>', "quay.svg", "in other files"),
        (png()[:-12], "quay.png", "breaks off before its end"),
        (png(0, 0), "quay.png", "not a picture that can be read"),
        (png().replace(b"IDAT", b"IDAX"), "quay.png", "not a picture that can be read"),
        (png(20, 20, b"garbage"), "quay.png", "does not decode whole"),
        (png(20, 20)[:45] + png()[-12:], "quay.png", "does not decode whole"),
        (png(10_000, 10_000), "quay.png", "more than 50,000,000 dots"),
        (JPEG[:-2], "quay.jpg", "breaks off before its end"),
        (b"\xff\xd8\xff\xe0\0\2" + b"no segment" * 9 + b"\xff\xd9", "quay.jpg", "can be read"),
        (b"\xff\xd8\xff\xe0\xff\xff" + b"no frame" * 9 + b"\xff\xd9", "quay.jpg", "decode whole"),
        (SVG.encode("utf-16-le"), "quay.svg", "is not XML that can be read"),
        (SVG.replace("<use", "<g>" * 300 + "</g>" * 300 + "<use"), "quay.svg", "too deep"),
        (b"GIF89a", "quay.gif", "is a GIF"),
    ],
)
def test_a_file_that_is_no_whole_picture_is_told(told, data, name, message):
    (problem,) = told(data, name)

    assert message in problem.message
    assert problem.hint


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "windows-1252"])
def test_a_drawing_is_read_in_the_encoding_that_it_states(figure, encoding):
    text = SVG.replace("UTF-8", encoding).replace("Quay</text>", "Kaé</text>")

    assert "Kaé</text>" in draw(figure(text.encode(encoding))).svg


def test_entities_that_drawing_programs_declare_are_put_in(figure):
    declared = '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>\n<svg '
    text = SVG.replace("<svg ", declared, 1).replace('"http://www.w3.org/2000/svg"\n', '"&ns;"\n')

    assert "Quay</text>" in draw(figure(text)).svg


def test_a_picture_that_is_not_there_is_told_with_the_one_that_is(write, figure):
    figure(SVG)
    (problem,) = problems(write, BLOCK.replace("{file}", "quai.svg"))

    assert problem.message == "there is no picture `quai.svg` here"
    assert problem.hint == "did you mean `quay.svg`?"


def test_a_picture_without_words_for_those_who_cannot_see_it_is_refused(write, figure):
    figure(SVG)

    with pytest.raises(Exception, match="`alt` is missing"):
        draw(
            around(
                write,
                BLOCK.replace("{file}", "quay.svg").replace("  alt: A quay with two ships\n", ""),
            )
        )


@pytest.mark.parametrize(
    "font",
    [
        'font-family="Helvetica"',
        'style="font: italic bold 12px/1.2 Arial, sans-serif"',
        "style=\"font-family: 'Times New Roman'\"",
        "",
    ],
)
def test_the_texts_of_a_picture_are_set_in_our_faces(font):
    ns = "http://www.w3.org/2000/svg"
    drawn = f'<svg xmlns="{ns}" viewBox="0 0 9 9"><text {font}>Words</text></svg>'

    made = clean(drawn.encode(), "Words", "p").text

    assert "Source Serif 4" in made if "Times" in font else "Source Sans 3" in made
    assert not re.search(r"Helvetica|Arial|Times|font:", made)


def test_the_shorthand_of_fonts_is_written_out_for_a_picture():
    made = clean(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a { font: 600 12px/1.2 '
        b'Arial }</style><text class="a">Words</text></svg>',
        "Words",
        "p",
    ).text

    assert 'font-size="12px"' in made
    assert 'font-weight="600"' in made


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<text>" + "word " * 5_000 + "</text>", "its texts have more than 20,000 letters"),
        ("<rect width='" + "1" * 5_000 + "' height='1'/>", "a value that cannot be drawn"),
    ],
)
def test_what_has_no_measure_is_refused_at_its_field(write, inner, said):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inner}</svg>'
    write(svg, "quay.svg")

    (problem,) = problems(
        write, "- {kind: figure, id: f, title: A quay, file: quay.svg, alt: A quay, credit: Ours.}"
    )

    assert said in problem.message
    assert problem.span.line > 1
