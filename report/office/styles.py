"""A look comes in; out, the parts of a Word file that say how it looks: styles, typefaces.

The styles have Word's own names where it has one (`Heading 1`, `Quote`, `footnote text`), so that
its lists, its navigation and other programs know them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from . import languages
from .look import TWIPS, Look
from .ooxml import el, root


@dataclass(frozen=True, slots=True)
class _Style:
    """A style of paragraphs; lengths in points, ``level`` of the outline from 0."""

    id: str
    name: str
    based: str = "Normal"
    size: float = 0.0
    face: str = ""
    colour: str = ""
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    hanging: float = 0.0
    level: int | None = None
    keep: bool = False
    then: str = ""


_HEADS = ((20.0, 22.0, 6.0), (14.0, 16.0, 4.0), (12.0, 12.0, 3.0), (11.0, 10.0, 2.0))
"""Of each level: size, space before, space after."""


def styles(look: Look) -> Element:
    """Return the part with the styles."""
    paragraphs = (_paragraph(style, look) for style in _paragraphs(look))
    return root("w:styles", [_defaults(look), *paragraphs, *_characters(look), *_tables(look)])


def _paragraphs(look: Look) -> Iterator[_Style]:
    sans, head, quiet = look.labels, look.headings, look.quiet
    yield _Style("Normal", "Normal", "")
    yield _Style("BodyText", "Body Text", after=6)
    yield _Style("Title", "Title", size=30, face=head, before=12, after=6, keep=True)
    yield _Style("Subtitle", "Subtitle", size=14, colour=quiet, after=14)
    yield from _heads(look)
    small = _Style("TableText", "Table Text", size=9.5, face=sans, before=1, after=1)
    yield small
    yield replace(small, id="TableHead", name="Table Head", bold=True)
    for name, shown in (("Header", "header"), ("Footer", "footer"), ("Imprint", "Imprint")):
        yield replace(small, id=name, name=shown, colour=quiet, before=0, after=3)
    yield replace(small, id="SideNote", name="Side Note", colour=quiet, after=6, indent=18)
    yield _Style("RunInHead", "Run-in Head", size=11, face=sans, bold=True, before=8, keep=True)
    yield _Style("Quote", "Quote", after=6, indent=24)
    yield _Style("Formula", "Formula", after=6, indent=24)
    yield _Style("ListParagraph", "List Paragraph", after=4)
    yield _Style("Term", "Term", face=sans, bold=True, before=4, keep=True)
    yield _Style("Definition", "Definition", after=4, indent=18)
    yield _Style("Contents", "Contents Entry", face=sans, after=2)
    caption = _Style("Caption", "caption", face=sans, size=10.5, bold=True, before=12, after=4)
    yield replace(caption, keep=True)
    yield _Style("Picture", "Picture", before=4, after=4)
    yield _Style("ExhibitNote", "Exhibit Note", size=8.5, face=sans, after=8)
    yield _Style("Bibliography", "Bibliography", after=4, indent=18, hanging=18)
    yield _Style("FootnoteText", "footnote text", size=9, after=2)


def _heads(look: Look) -> Iterator[_Style]:
    for number, (size, before, after) in enumerate(_HEADS, start=1):
        yield _Style(
            f"Heading{number}",
            f"heading {number}",
            size=size,
            face=look.headings if number == 1 else look.labels,
            colour=look.accent,
            bold=True,
            before=before,
            after=after,
            level=number - 1,
            keep=True,
            then="BodyText",
        )


def _defaults(look: Look) -> Element:
    run = el(
        "w:rPr",
        _fonts(look.text, look),
        el("w:color", val=look.ink),
        el("w:sz", val=21),
        el("w:szCs", val=21),
        languages.element(look.language),
    )
    spacing = el("w:spacing", after=0, line=264, lineRule="auto")
    paragraph = el("w:pPr", el("w:widowControl"), spacing)
    return el("w:docDefaults", el("w:rPrDefault", run), el("w:pPrDefault", paragraph))


def _fonts(family: str, look: Look) -> Element:
    """Return the families of a run: its own for Latin, Greek and Cyrillic, Word's for others."""
    eastern = look.eastern[family == look.labels]
    other = "Arial" if family == look.labels else "Times New Roman"
    return el("w:rFonts", ascii=family, hAnsi=family, eastAsia=eastern, cs=other)


def _paragraph(style: _Style, look: Look) -> Element:
    made = el("w:style", type="paragraph", styleId=style.id)
    if style.id == "Normal":
        made.set("w:default", "1")
    made.append(el("w:name", val=style.name))
    if style.based:
        made.append(el("w:basedOn", val=style.based))
    if style.then:
        made.append(el("w:next", val=style.then))
    made.append(el("w:qFormat"))
    made.append(_layout(style, look))
    made.append(_letters(style, look))
    return made


def _layout(style: _Style, look: Look) -> Element:
    made = el("w:pPr")
    if style.keep:
        made.append(el("w:keepNext"))
    if style.id == "Header":
        made.append(_border("bottom", look))
    if look.rtl and style.id == "Normal":
        made.append(el("w:bidi"))
    if style.before or style.after:
        before, after = round(style.before * TWIPS), round(style.after * TWIPS)
        made.append(el("w:spacing", before=before, after=after))
    if style.indent:
        left, hanging = round(style.indent * TWIPS), round(style.hanging * TWIPS)
        made.append(el("w:ind", left=left, hanging=hanging) if hanging else el("w:ind", left=left))
    if style.id == "ExhibitNote":
        made.append(el("w:contextualSpacing"))
    if style.id == "Footer":
        made.append(el("w:jc", val="center"))
    if style.level is not None:
        made.append(el("w:outlineLvl", val=style.level))
    return made


def _border(side: str, look: Look) -> Element:
    line = el(f"w:{side}", val="single", sz=4, space=4, color=look.hairline)
    return el("w:pBdr", line)


def _letters(style: _Style, look: Look) -> Element:
    made = el("w:rPr")
    if style.face:
        made.append(_fonts(style.face, look))
    if style.bold:
        made.extend((el("w:b"), el("w:bCs")))
    if style.italic:
        made.extend((el("w:i"), el("w:iCs")))
    if style.colour:
        made.append(el("w:color", val=style.colour))
    if style.size:
        size = round(style.size * 2)
        made.extend((el("w:sz", val=size), el("w:szCs", val=size)))
    return made


def _characters(look: Look) -> Iterator[Element]:
    def style(name: str, shown: str, *letters: Element) -> Element:
        return el(
            "w:style",
            el("w:name", val=shown),
            el("w:basedOn", val="DefaultParagraphFont"),
            el("w:rPr", *letters),
            type="character",
            styleId=name,
        )

    default = el("w:style", el("w:name", val="Default Paragraph Font"), type="character")
    default.set("w:default", "1")
    default.set("w:styleId", "DefaultParagraphFont")
    yield default
    yield style("FootnoteReference", "footnote reference", el("w:vertAlign", val="superscript"))
    yield style("Hyperlink", "Hyperlink", el("w:color", val=look.accent), el("w:u", val="single"))
    yield style("Strong", "Strong", el("w:b"), el("w:bCs"))
    yield style("Emphasis", "Emphasis", el("w:i"), el("w:iCs"))
    yield style("NoteLetter", "Note Letter", el("w:vertAlign", val="superscript"))
    yield style("Siglum", "Siglum", _fonts(look.labels, look), el("w:b"), el("w:bCs"))


def _tables(look: Look) -> Iterator[Element]:
    margins = [el(f"w:{side}", w=width, type="dxa") for side, width in _CELL]
    plain = el(
        "w:style",
        el("w:name", val="Normal Table"),
        el("w:tblPr", el("w:tblInd", w=0, type="dxa"), el("w:tblCellMar", *margins)),
        type="table",
        styleId="TableNormal",
    )
    plain.set("w:default", "1")
    yield plain
    lines = [
        el(f"w:{side}", val="single", sz=size, space=0, color=colour)
        for side, size, colour in (
            ("top", 8, look.ink),
            ("bottom", 8, look.ink),
            ("insideH", 4, look.hairline),
        )
    ]
    head = el("w:tblStylePr", el("w:rPr", el("w:b"), el("w:bCs")), type="firstRow")
    yield el(
        "w:style",
        el("w:name", val="Briefing Table"),
        el("w:basedOn", val="TableNormal"),
        el("w:tblPr", el("w:tblBorders", *lines)),
        head,
        type="table",
        styleId="BriefingTable",
    )


_CELL = (("top", 30), ("left", 70), ("bottom", 30), ("right", 70))


def typefaces(look: Look) -> Element:
    """Return the part that names the typefaces, with what stands in for those that are missing."""
    found = []
    for family in dict.fromkeys([look.text, look.headings, look.labels]):
        sans = family == look.labels
        found.append(
            el(
                "w:font",
                el("w:altName", val="Calibri" if sans else "Georgia"),
                el("w:family", val="swiss" if sans else "roman"),
                el("w:pitch", val="variable"),
                name=family,
            )
        )
    return root("w:fonts", found)
