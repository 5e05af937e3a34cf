"""Damages of content, of fonts, and of what archives ask; and harmless edits."""

import re
from typing import Any

import pikepdf
from damage import (
    A3,
    UA,
    WCAG,
    blank,
    content,
    damage,
    elements,
    first,
    font,
    harmless,
    insert,
    links,
    packet,
    put,
    simple,
    specification,
    to_unicode,
)
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

# ---------------------------------------------------------------------------------------- content

simple(
    "text that is not marked",
    "MH 01-005",
    UA + "7.1-3",
    lambda p: content(p, rb"/\S+\s*<</MCID 3>>\s*BDC", b"/X BMC"),
)
simple(
    "an artifact in tagged text",
    "MH 01-003",
    UA + "7.1-1",
    lambda p: content(p, rb"(<</MCID 3>>\s*BDC)", rb"\1 /Artifact BMC EMC"),
)
simple(
    "tagged text in an artifact",
    "MH 01-004",
    UA + "7.1-2",
    lambda p: content(p, rb"(/\S+\s*<</MCID 3>>\s*BDC.*?EMC)", rb"/Artifact BMC \1 EMC"),
)
simple(
    "an MCID that stands twice", "own twice", "", lambda p: content(p, rb"MCID 4>>", b"MCID 3>>")
)
simple("marks that are not closed", "own damage", "", lambda p: content(p, rb"\Z", b" /P BMC"))
simple(
    "an operator of its own",
    "A operator",
    A3 + "6.2.2-1",
    lambda p: content(p, rb"\A", b"1 2 wobble "),
)
simple(
    "too many states",
    "A limit",
    A3 + "6.1.13-8",
    lambda p: content(p, rb"\A", b"q " * 30 + b"Q " * 30),
)
simple(
    "a page for a giant",
    "A limit",
    A3 + "6.1.13-11",
    lambda p: put(p.pages[3].obj, MediaBox=[0, 0, 20000, 900]),
)
simple(
    "faint text",
    "WCAG 1.4.3",
    WCAG + "1.4.3-1",
    lambda p: content(p, rb"[\d.]+ [\d.]+ [\d.]+ rg", b"0.8 0.8 0.8 rg", count=0),
)
simple(
    "words run together",
    "own word",
    "",
    lambda p: content(p, rb"<" + blank(p) + rb">0?\] TJ", b"] TJ", count=0),
)
simple(
    "Russian in English",
    "own language",
    "",
    lambda p: next(e for e in elements(p) if "/Lang" in e).__delitem__("/Lang"),
)


@damage("running heads that are read aloud", "own head", "")
def _(pdf: Pdf) -> None:
    parents = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    for number, page in enumerate(pdf.pages):
        owners = parents[page.obj.StructParents]
        element = insert(pdf, first(pdf, "Sect"), "P")
        element.Pg, element.K = page.obj, len(owners)
        tag = b"/P <</MCID %d>> BDC" % len(owners)
        content(pdf, rb"/Artifact\s*<<[^>]*/Footer[^>]*>>\s*BDC", tag, page=number)
        owners.append(element)


# ------------------------------------------------------------------------------------------ fonts

simple(
    "a font that is not embedded",
    "MH 31-009",
    UA + "7.21.4.1-1",
    lambda p: font(p).DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2"),
)
simple(
    "no way to Unicode", "MH 31-027", UA + "7.21.7-1", lambda p: font(p).__delitem__("/ToUnicode")
)
simple(
    "a letter without character",
    "MH 10-001",
    UA + "7.21.7-1",
    lambda p: font(p).ToUnicode.write(
        re.sub(rb"<[0-9a-f]{4}>\s*<0065>", b"", font(p).ToUnicode.read_bytes())
    ),
)
simple("a letter that is U+0000", "MH 31-028", UA + "7.21.7-2", lambda p: to_unicode(p, b"0000"))
simple("a letter that is U+FFFE", "MH 31-029", UA + "7.21.7-2", lambda p: to_unicode(p, b"fffe"))
simple(
    "a letter of private use", "UA private", A3 + "6.2.11.7.3-1", lambda p: to_unicode(p, b"e001")
)
simple(
    "other widths",
    "MH 31-016",
    UA + "7.21.5-1",
    lambda p: put(font(p).DescendantFonts[0], W=[1, 900, 333]),
)
simple(
    "no table of glyphs",
    "MH 31-005",
    UA + "7.21.3.2-1",
    lambda p: font(p).DescendantFonts[0].__delitem__("/CIDToGIDMap"),
)
simple(
    "a CMap that is not there",
    "MH 31-006",
    UA + "7.21.3.3-1",
    lambda p: put(font(p), Encoding=Name.Mine),
)
simple(
    "a glyph that is not defined",
    "MH 31-030",
    UA + "7.21.8-1",
    lambda p: content(p, rb"<[0-9a-f]{4}>", b"<0000>"),
)
simple(
    "a glyph that is not there",
    "MH 31-011",
    UA + "7.21.4.1-2",
    lambda p: content(p, rb"<[0-9a-f]{4}>", b"<fff0>"),
)

# ---------------------------------------------------------------------------------------- archive


def image(pdf: Pdf, **entries: Any) -> None:
    """Show an image as an artifact."""
    pixels = Stream(
        pdf,
        b"\x00\xff\x00",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        **entries,
    )
    pdf.pages[1].Resources.XObject = Dictionary(Im=pixels)
    content(pdf, rb"\Z", b" /Artifact BMC q 9 0 0 9 9 9 cm /Im Do Q EMC")


def layers(pdf: Pdf, **entries: Any) -> None:
    """Give the file a layer."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
    configuration = Dictionary({"/Name": String("All"), "/Order": Array([group])} | entries)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=configuration)


def transparent(pdf: Pdf) -> None:
    """Make a page transparent, and leave out what tells in which colours."""
    del pdf.Root.OutputIntents
    pdf.pages[1].Resources.ExtGState = Dictionary(Half=Dictionary(ca=0.5))
    content(pdf, rb"\A", b"/Half gs ")


def packed(pdf: Pdf) -> None:
    """Add content that is compressed by LZW: clear, a blank, end, in codes of 9 bits."""
    bits = f"{256:09b}{32:09b}{257:09b}".ljust(32, "0")
    stream = Stream(pdf, int(bits, 2).to_bytes(4, "big"), Filter=Name.LZWDecode)
    pdf.pages[1].contents_coalesce()
    pdf.pages[1].obj.Contents = Array([pdf.pages[1].obj.Contents, stream])


SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
LOCK = pikepdf.Encryption(
    owner="o",
    user="",
    R=3,
    aes=False,
    metadata=False,
    allow=pikepdf.Permissions(accessibility=False, extract=False),
)

simple(
    "no output intent", "A colour", A3 + "6.2.4.3-2", lambda p: p.Root.__delitem__("/OutputIntents")
)
simple("transparency without colours", "A group", A3 + "6.2.10-2", transparent)
simple("encryption", "A encryption", A3 + "6.1.3-2", lambda p: None, saved={"encryption": LOCK})
simple(
    "encryption against readers",
    "MH 26-002",
    UA + "7.16-1",
    lambda p: None,
    saved={"encryption": LOCK},
)
simple("a script at opening", "A action", A3 + "6.5.1-1", lambda p: put(p.Root, OpenAction=SCRIPT))
simple(
    "a script by name",
    "A action",
    A3 + "6.5.1-1",
    lambda p: put(p.Root.Names, JavaScript=Dictionary(Names=[String("a"), SCRIPT])),
)
simple(
    "a link that starts a program",
    "A action",
    A3 + "6.5.1-1",
    lambda p: put(next(links(p)), A=Dictionary(S=Name.Launch, F=String("a.exe"))),
)
simple(
    "actions of the document",
    "A trigger",
    A3 + "6.5.2-1",
    lambda p: put(p.Root, AA=Dictionary(WC=SCRIPT)),
)
simple(
    "a file without relationship",
    "A relation",
    A3 + "6.8-3",
    lambda p: specification(p).__delitem__("/AFRelationship"),
)
simple(
    "a file that belongs to nothing",
    "A associated",
    A3 + "6.8-4",
    lambda p: p.Root.__delitem__("/AF"),
)
simple(
    "a file without a second name",
    "MH 21-001",
    UA + "7.11-1",
    lambda p: specification(p).__delitem__("/UF"),
)
simple(
    "a file without type",
    "A embedded",
    A3 + "6.8-1",
    lambda p: specification(p).EF.F.__delitem__("/Subtype"),
)
simple(
    "layers without name", "MH 20-002", UA + "7.10-1", lambda p: layers(p, **{"/Name": String("")})
)
simple("layers that switch", "MH 20-003", UA + "7.10-2", lambda p: layers(p, **{"/AS": Array()}))
simple(
    "a layer that is not listed",
    "A layers",
    A3 + "6.9-3",
    lambda p: layers(p, **{"/Order": Array()}),
)
simple("an interpolated image", "A image", A3 + "6.2.8-3", lambda p: image(p, Interpolate=True))
simple(
    "a blend mode of its own",
    "A blend",
    A3 + "6.2.10-1",
    lambda p: put(p.pages[1].Resources, ExtGState=Dictionary(Odd=Dictionary(BM=Name.Wobble))),
)
simple(
    "a transfer function",
    "A state",
    A3 + "6.2.5-1",
    lambda p: put(p.pages[1].Resources, ExtGState=Dictionary(Odd=Dictionary(TR=Name.Identity))),
)
simple("LZW", "A filter", A3 + "6.1.7.2-1", packed)
# qpdf drops /F from streams that it writes.
simple(
    "a stream in another file",
    "A stream",
    A3 + "6.1.7.1-3",
    lambda p: None,
    after=lambda d: d.replace(b"/Type /Metadata", b"/F (a.xml)     "),
)
simple(
    "a requirement", "A requirements", A3 + "6.11-1", lambda p: put(p.Root, Requirements=Array())
)

# --------------------------------------------------------------------------------- harmless edits

harmless(
    "compressed anew",
    saved={
        "compress_streams": True,
        "recompress_flate": True,
        "stream_decode_level": pikepdf.StreamDecodeLevel.generalized,
    },
)(lambda p: None)
harmless("no object streams", saved={"object_stream_mode": pikepdf.ObjectStreamMode.disable})(
    lambda p: None
)
harmless("linearised, and so numbered anew", saved={"linearize": True})(lambda p: None)
harmless(
    "written for people",
    saved={"qdf": True, "object_stream_mode": pikepdf.ObjectStreamMode.disable},
)(lambda p: None)
harmless("blanks in the packet")(lambda p: packet(p, "<dc:format>", "\n\n   \t<dc:format>"))
harmless("another property in the packet")(
    lambda p: packet(p, "<dc:format>", "<xmp:Label>Draft</xmp:Label><dc:format>")
)
harmless("another entry in Info")(lambda p: put(p.trailer.Info, Department="Editors"))
harmless("American English")(lambda p: put(p.Root, Lang="en-US"))
harmless("a type that nothing has")(lambda p: put(p.Root.StructTreeRoot.RoleMap, Verse=Name.P))
harmless("a title of an element")(lambda p: put(first(p, "P"), T="Paragraph"))
harmless("an attribute of layout")(
    lambda p: put(first(p, "P"), A=Dictionary(O=Name.Layout, SpaceAfter=4))
)
harmless("other labels of pages")(lambda p: put(p.Root.PageLabels, Nums=[0, Dictionary(S=Name.r)]))
harmless("another page mode")(lambda p: put(p.Root, PageMode=Name.UseNone))
harmless("a decoration that is an artifact")(
    lambda p: content(p, rb"\Z", b" /Artifact BMC 0 0 5 5 re f EMC")
)
harmless("an image that is an artifact")(lambda p: image(p))
harmless("a layer with a name")(lambda p: layers(p))
harmless("marks without MCID around text")(
    lambda p: content(p, rb"(<</MCID 3>>\s*BDC)(.*?)EMC", rb"\1 /Span <</Lang (en)>> BDC\2EMC EMC")
)
