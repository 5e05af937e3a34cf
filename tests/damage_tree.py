"""Damages of what a file says of itself, of its structure tree, and of its links."""

from damage import (
    A3,
    UA,
    WCAG,
    damage,
    elements,
    first,
    insert,
    kids,
    leave_out,
    links,
    packet,
    put,
    same,
    simple,
)
from pikepdf import Array, Dictionary, Name, Pdf, String

# ----------------------------------------------------------------------------------- the document


simple("no language", "MH 11-001", UA + "7.2-34", lambda p: p.Root.__delitem__("/Lang"))
simple(
    "no such language", "UA language", UA + "7.2-29", lambda p: put(p.Root, Lang="British English")
)
simple(
    "foreign words in no such language",
    "UA language",
    UA + "7.2-29",
    lambda p: put(next(e for e in elements(p) if "/Lang" in e), Lang="ru_RU?"),
)
simple("no title", "MH 06-003", UA + "7.1-9", lambda p: packet(p, "<dc:title>.*</dc:title>", ""))
simple("no MarkInfo", "UA marked", UA + "6.2-1", lambda p: p.Root.__delitem__("/MarkInfo"))
simple("not marked", "UA marked", UA + "6.2-1", lambda p: put(p.Root.MarkInfo, Marked=False))
simple("suspect", "MH 01-007", UA + "7.1-4", lambda p: put(p.Root.MarkInfo, Suspects=True))
simple("no packet", "MH 06-001", UA + "7.1-8", lambda p: p.Root.__delitem__("/Metadata"))
simple(
    "no word of PDF/UA",
    "MH 06-002",
    UA + "5-1",
    lambda p: packet(p, "<pdfuaid:part>1</pdfuaid:part>", ""),
)
simple(
    "another part of PDF/UA",
    "MH 06-002",
    UA + "5-2",
    lambda p: packet(p, "pdfuaid:part>1<", "pdfuaid:part>7<"),
)
simple(
    "another part of PDF/A",
    "A claim",
    A3 + "6.6.4-2",
    lambda p: packet(p, "pdfaid:part>3<", "pdfaid:part>2<"),
)
simple(
    "another level of PDF/A",
    "A claim",
    A3 + "6.6.4-3",
    lambda p: packet(p, "conformance>A<", "conformance>B<"),
)
simple(
    "no word of PDF/A",
    "A claim",
    A3 + "6.6.4-1",
    lambda p: packet(
        p, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", ""
    ),
)
simple(
    "a schema without description",
    "A property",
    A3 + "6.6.2.3.1-1",
    lambda p: packet(p, "<pdfaExtension:schemas>.*</pdfaExtension:schemas>", ""),
)
simple(
    "half a description of a schema",
    "A schema",
    A3 + "6.6.2.3.3-9",
    lambda p: packet(p, "<pdfaProperty:category>internal</pdfaProperty:category>", ""),
)
simple(
    "a title that is no alternative",
    "A property",
    A3 + "6.6.2.3.1-2",
    lambda p: packet(
        p, "<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>.*?</dc:title>", r"<dc:title>\1</dc:title>"
    ),
)
simple("a broken packet", "A packet", A3 + "6.6.2.1-4", lambda p: packet(p, "</rdf:RDF>", ""))
simple("another title in Info", "own info", "", lambda p: put(p.trailer.Info, Title="Another"))
simple(
    "no title shown",
    "MH 07-002",
    UA + "7.1-10",
    lambda p: put(p.Root.ViewerPreferences, DisplayDocTitle=False),
)
simple(
    "no preferences", "MH 07-001", UA + "7.1-10", lambda p: p.Root.__delitem__("/ViewerPreferences")
)
simple("PDF 2.0", "UA header", UA + "6.1-1", lambda p: None, saved={"force_version": "2.0"})
simple(
    "something after the end",
    "A end",
    A3 + "6.1.3-3",
    lambda p: None,
    after=lambda d: d + b"more\n",
)
simple(
    "labels from page 2",
    "own labels",
    "",
    lambda p: put(p.Root.PageLabels, Nums=[1, Dictionary(S=Name.D)]),
)
simple(
    "a bookmark to nowhere", "own target", "", lambda p: put(p.Root.Outlines.First, Dest=Array([]))
)
simple("a page that lies", "WCAG 1.3.4", WCAG + "1.3.4-1", lambda p: put(p.pages[2].obj, Rotate=90))

# --------------------------------------------------------------------------------------- the tree

simple("no tree", "UA tree", UA + "7.1-11", lambda p: p.Root.__delitem__("/StructTreeRoot"))
simple(
    "an element that is in nothing",
    "UA parent",
    UA + "7.1-12",
    lambda p: first(p, "P").__delitem__("/P"),
)
simple("an orphan", "own orphan", "", lambda p: leave_out(first(p, "P")))
simple(
    "content that is claimed twice",
    "own twice",
    "",
    lambda p: put(first(p, "H2"), K=Array([*kids(first(p, "H1")), *kids(first(p, "H2"))])),
)
simple("an empty element", "own empty", "", lambda p: insert(p, first(p, "Sect"), "P"))
simple(
    "no key to the parent tree",
    "MH 01-005",
    UA + "7.1-3",
    lambda p: p.pages[1].obj.__delitem__("/StructParents"),
)
simple(
    "a hole in the parent tree",
    "MH 01-005",
    UA + "7.1-3",
    lambda p: p.Root.StructTreeRoot.ParentTree.Nums[3].__setitem__(2, None),
)
simple(
    "a type that leads nowhere",
    "MH 02-001",
    UA + "7.1-5",
    lambda p: put(first(p, "BlockQuote"), S=Name.Verse),
)
simple(
    "types that lead in a circle",
    "MH 02-003",
    UA + "7.1-6",
    lambda p: put(p.Root.StructTreeRoot.RoleMap, Em=Name.Much, Much=Name.Em),
)
simple(
    "a standard type that leads elsewhere",
    "MH 02-004",
    UA + "7.1-7",
    lambda p: put(p.Root.StructTreeRoot.RoleMap, P=Name.Span),
)
simple(
    "a level of headings is skipped",
    "MH 14-003",
    UA + "7.4.2-1",
    lambda p: put(first(p, "H2"), S=Name.H3),
)
simple(
    "the first heading is H2", "MH 14-002", UA + "7.4.2-1", lambda p: put(first(p, "H1"), S=Name.H2)
)
simple("H beside H1", "MH 14-007", UA + "7.4.4-2", lambda p: put(first(p, "H2"), S=Name.H))
simple(
    "two H in one",
    "MH 14-006",
    UA + "7.4.4-1",
    lambda p: [insert(p, first(p, "Sect"), "H") for _ in "ab"],
)
simple(
    "a head without scope", "MH 15-003", UA + "7.5-1", lambda p: first(p, "TH").__delitem__("/A")
)
simple("a row without a cell", "UA grid", UA + "7.2-43", lambda p: leave_out(first(p, "TD")))
simple(
    "a cell over others",
    "UA grid",
    UA + "7.2-15",
    lambda p: put(first(p, "TD"), A=Dictionary(O=Name.Table, RowSpan=2)),
)
simple(
    "a cell without row", "MH 09-004", UA + "7.2-9", lambda p: insert(p, first(p, "TBody"), "TD")
)
simple(
    "two heads of a table",
    "MH 09-004",
    UA + "7.2-11",
    lambda p: insert(p, first(p, "Table"), "THead"),
)
simple(
    "a caption amid a table",
    "MH 09-004",
    UA + "7.2-16",
    lambda p: insert(p, first(p, "Table"), "TBody"),
)
simple(
    "a paragraph in a list", "MH 09-005", UA + "7.2-19", lambda p: insert(p, first(p, "L"), "P", 1)
)
simple(
    "a paragraph in an item",
    "MH 09-005",
    UA + "7.2-20",
    lambda p: insert(p, first(p, "LI"), "P", 1),
)
simple(
    "an item without list", "MH 09-005", UA + "7.2-17", lambda p: insert(p, first(p, "Sect"), "LI")
)
simple(
    "an entry without contents",
    "MH 09-006",
    UA + "7.2-26",
    lambda p: put(first(p, "TOC"), S=Name.Div),
)
simple(
    "a figure without text",
    "MH 13-004",
    UA + "7.3-1",
    lambda p: first(p, "Figure").__delitem__("/Alt"),
)
simple(
    "a figure with an empty text",
    "MH 13-004",
    UA + "7.3-1",
    lambda p: put(first(p, "Figure"), Alt=""),
)
simple(
    "a figure without place",
    "WCAG 1.4.10",
    WCAG + "1.4.10-1",
    lambda p: first(p, "Figure").__delitem__("/A"),
)
simple(
    "a figure off the page",
    "own figure",
    "",
    lambda p: put(first(p, "Figure").A, BBox=[10, 10, 4000, 40]),
)
simple(
    "a note without ID", "MH 19-003", UA + "7.9-1", lambda p: first(p, "Note").__delitem__("/ID")
)
simple(
    "two notes with one ID",
    "MH 19-004",
    UA + "7.9-2",
    lambda p: [put(note, ID="note-n1") for note in elements(p, "Note")],
)
simple("a heading with a note's ID", "own id", "", lambda p: put(first(p, "H1"), ID="note-n1"))
simple("no tree of IDs", "own id", "", lambda p: p.Root.StructTreeRoot.__delitem__("/IDTree"))


@damage("a note without a way back", "own note", "")
def _(pdf: Pdf) -> None:
    note = first(pdf, "Note")
    note.K = Array(
        [k for k in kids(note) if not (isinstance(k, Dictionary) and k.get("/S") == Name.Lbl)]
    )


@damage("a note that nothing refers to", "own note", "")
def _(pdf: Pdf) -> None:
    note = list(elements(pdf, "Note"))[1]
    siblings = kids(note.P)
    place = next(i for i, kid in enumerate(siblings) if same(kid, note))
    note.P.K = Array([*siblings[: place - 1], *siblings[place:]])
    for link in links(pdf):
        link.Dest = Array([pdf.pages[0].obj, Name.XYZ, 0, 800, 0])


@damage("an order that is not the page's", "own order", "")
def _(pdf: Pdf) -> None:
    sect = list(elements(pdf, "Sect"))[-1]
    sect.K = Array(reversed(kids(sect)))


# ------------------------------------------------------------------------------------------ links

simple(
    "a link that is not held",
    "own parent-tree",
    "",
    lambda p: put(
        first(p, "Link"),
        K=Array([k for k in kids(first(p, "Link")) if not isinstance(k, Dictionary)]),
    ),
)
simple(
    "a link that is not tagged",
    "MH 28-011",
    UA + "7.18.5-1",
    lambda p: next(links(p)).__delitem__("/StructParent"),
)
simple(
    "a link without words",
    "MH 28-012",
    UA + "7.18.5-2",
    lambda p: next(links(p)).__delitem__("/Contents"),
)
simple(
    "a link that tells an id",
    "WCAG 2.4.9",
    "",
    lambda p: put(next(links(p)), Contents="exhibit-3-a"),
)
simple(
    "a link that tells an address",
    "WCAG 2.4.9",
    "",
    lambda p: put(next(links(p)), Contents="https://a.org/b"),
)
simple("a link in a link", "own link", "", lambda p: put(first(p, "Reference"), S=Name.Link))
simple(
    "two links on one place",
    "own link",
    "",
    lambda p: put(list(links(p))[1], Rect=next(links(p)).Rect),
)
simple("a link to nowhere", "own target", "", lambda p: put(next(links(p)), Dest=String("nowhere")))
simple(
    "no order of Tab", "MH 28-008", UA + "7.18.3-1", lambda p: p.pages[1].obj.__delitem__("/Tabs")
)
simple("Tab goes by rows", "MH 28-009", UA + "7.18.3-1", lambda p: put(p.pages[1].obj, Tabs=Name.R))
simple("a hidden link", "A flags", A3 + "6.3.2-2", lambda p: put(next(links(p)), F=2))
simple("a sound", "A annotation", A3 + "6.3.1-1", lambda p: put(next(links(p)), Subtype=Name.Sound))
simple("a remark", "MH 28-002", UA + "7.18.1-1", lambda p: put(next(links(p)), Subtype=Name.Text))
simple(
    "a remark without words",
    "MH 28-004",
    UA + "7.18.1-2",
    lambda p: put(next(links(p)), Subtype=Name.Text, Contents=""),
)
simple(
    "a stamp without appearance",
    "A appearance",
    A3 + "6.3.3-1",
    lambda p: put(next(links(p)), Subtype=Name.Stamp),
)
