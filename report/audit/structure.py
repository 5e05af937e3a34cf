"""The structure tree in; out, what is wrong with roles, nesting, headings, figures, notes, ids."""

from collections import Counter
from collections.abc import Iterator

from pikepdf import Array

from . import objects
from .findings import Hit
from .rules import Standards
from .subject import Subject
from .tree import ClaimedContent, ClaimedObject, StructElement

HEADINGS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
NOTES = {"Note", "FENote"}

PARENTS: dict[str, tuple[str, set[str]]] = {
    "TR": ("MH 09-004", {"Table", "THead", "TBody", "TFoot"}),
    "THead": ("MH 09-004", {"Table"}),
    "TBody": ("MH 09-004", {"Table"}),
    "TFoot": ("MH 09-004", {"Table"}),
    "TH": ("MH 09-004", {"TR"}),
    "TD": ("MH 09-004", {"TR"}),
    "LI": ("MH 09-005", {"L"}),
    "LBody": ("MH 09-005", {"LI"}),
    "TOCI": ("MH 09-006", {"TOC"}),
    "RB": ("MH 09-007", {"Ruby"}),
    "RT": ("MH 09-007", {"Ruby"}),
    "RP": ("MH 09-007", {"Ruby"}),
    "WT": ("MH 09-008", {"Warichu"}),
    "WP": ("MH 09-008", {"Warichu"}),
}
"""What an element must stand in."""

KIDS: dict[str, tuple[str, set[str]]] = {
    "Table": ("MH 09-004", {"TR", "THead", "TBody", "TFoot", "Caption"}),
    "THead": ("MH 09-004", {"TR"}),
    "TBody": ("MH 09-004", {"TR"}),
    "TFoot": ("MH 09-004", {"TR"}),
    "TR": ("MH 09-004", {"TH", "TD"}),
    "L": ("MH 09-005", {"L", "LI", "Caption"}),
    "LI": ("MH 09-005", {"Lbl", "LBody"}),
    "TOC": ("MH 09-006", {"TOC", "TOCI", "Caption"}),
    "Ruby": ("MH 09-007", {"RB", "RT", "RP"}),
    "Warichu": ("MH 09-008", {"WT", "WP"}),
}
"""What alone an element may hold. PDF 2.0 lets NonStruct and Artifact stand anywhere besides."""

EMPTY = {
    "P", "H", "Span", "Em", "Strong", "Link", "LI", "LBody", "Lbl", "Figure", "Caption",
    "Reference", "Quote", "BlockQuote", "Code", "L", "Table", "TOC", "TOCI", "Sect",
    *NOTES, *HEADINGS,
}  # fmt: skip
"""What means something and may not be empty; cells may."""


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong with the tree."""
    yield from _roles(subject, held)
    yield from _nesting(subject, held)
    yield from _headings(subject, held)
    yield from _alternatives(subject)
    yield from _contents(subject)
    yield from _ids(subject, held)
    yield from _whole(subject)


def _roles(subject: Subject, held: Standards) -> Iterator[Hit]:
    tree = subject.tree
    for kind in sorted(tree.circular):
        yield Hit("MH 02-003", f"the role map leads {kind} round in a circle")
    unmapped = Counter(e.type for e in tree.elements if not e.role)
    where = {e.type: e.page for e in reversed(tree.elements) if not e.role}
    for kind, count in unmapped.items():
        if kind not in tree.circular:
            yield Hit(
                "MH 02-001",
                f"{kind} leads to no standard type ({count} times)"
                if kind
                else f"{count} elements have no type (S)",
                where[kind],
            )
    for kind in sorted(tree.remapped):
        yield Hit("MH 02-004", f"the role map leads the standard type {kind} elsewhere")
    for element in tree.elements:
        if not element.parent_told:
            yield Hit(
                "UA parent", f"a {element.named} does not say what it stands in (P)", element.page
            )


def _nesting(subject: Subject, held: Standards) -> Iterator[Hit]:
    free = {"NonStruct", "Artifact"} if held.ua == "ua2" else set()
    for element in subject.tree.elements:
        role = element.role
        if role in PARENTS:
            rule, wanted = PARENTS[role]
            above = element.parent.role if element.parent else ""
            if above not in wanted | free:
                told = " or ".join(sorted(wanted))
                yield Hit(
                    rule, f"a {role} stands in {above or 'nothing'}, not in {told}", element.page
                )
        if role in KIDS:
            yield from _kids(element, *KIDS[role], free)


def _kids(element: StructElement, rule: str, wanted: set[str], free: set[str]) -> Iterator[Hit]:
    kids = [kid.role for kid in element.elements]
    for role in sorted({role or "(no standard type)" for role in kids} - wanted - free):
        yield Hit(rule, f"a {element.role} holds a {role}", element.page)
    if (element.role == "TOC" or element.role == "L") and "Caption" in kids[1:]:
        yield Hit(rule, f"the Caption of a {element.role} is not its first part", element.page)
    if element.role == "Table":
        if kids.count("Caption") > 1:
            yield Hit(rule, "a Table has two captions", element.page)
        elif "Caption" in kids[1:-1]:
            yield Hit(rule, "the Caption of a Table stands neither first nor last", element.page)
        for part in ("THead", "TFoot"):
            if kids.count(part) > 1:
                yield Hit(rule, f"a Table has more than one {part}", element.page)
            if part in kids and "TBody" not in kids:
                yield Hit(rule, f"a Table has a {part} and no TBody", element.page)
    if element.role == "Ruby" and kids not in (["RB", "RT"], ["RB", "RP", "RT", "RP"]):
        yield Hit(rule, f"a Ruby is {', '.join(kids) or 'empty'}", element.page)
    if element.role == "Warichu" and kids != ["WP", "WT", "WP"]:
        yield Hit(rule, f"a Warichu is {', '.join(kids) or 'empty'}", element.page)


def _headings(subject: Subject, held: Standards) -> Iterator[Hit]:
    last = 0
    numbered, bare = None, None
    for element in subject.tree.elements:
        if element.role == "H":
            bare = bare or element
        if sum(kid.role == "H" for kid in element.elements) > 1:
            yield Hit("MH 14-006", f"a {element.named} has more than one H", element.page)
        level = HEADINGS.get(element.role)
        if level is None:
            continue
        numbered = numbered or element
        if not last and level > 1:
            yield Hit("MH 14-002", f"the first heading is H{level}", element.page)
        elif level > last + 1:
            yield Hit("MH 14-003", f"H{level} follows on H{last}", element.page)
        last = level
    if numbered and bare:
        yield Hit("MH 14-007", "headings are tagged both H and H1 to H6", bare.page)


def _alternatives(subject: Subject) -> Iterator[Hit]:
    for element in subject.tree.elements:
        if element.role in ("Figure", "Formula") and not element.alt and element.actual is None:
            rule = "MH 13-004" if element.role == "Figure" else "MH 17-002"
            yield Hit(rule, f"a {element.role} has no text alternative (Alt)", element.page)
        if element.role == "Figure":
            yield from _box(subject, element)


def _box(subject: Subject, figure: StructElement) -> Iterator[Hit]:
    box = _numbers(figure)
    if box is None:
        pages = {k.page for k in figure.kids if isinstance(k, ClaimedContent)}
        if len(pages) <= 1:
            yield Hit("WCAG 1.4.10", "a Figure does not say where it is (BBox)", figure.page)
        return
    if not figure.page:
        return
    page = subject.pages[figure.page - 1]
    area = objects.rectangle(page, "/CropBox") or objects.rectangle(page, "/MediaBox")
    left, bottom, right, top = box
    if left >= right or bottom >= top:
        yield Hit("own figure", "the BBox of a Figure is empty", figure.page)
    elif area and not (
        area[0] - 1 <= left
        and area[1] - 1 <= bottom
        and right <= area[2] + 1
        and top <= area[3] + 1
    ):
        yield Hit("own figure", "the BBox of a Figure goes beyond the page", figure.page)


def _numbers(figure: StructElement) -> tuple[float, float, float, float] | None:
    value = figure.attributes.get("BBox")
    numbers = [objects.as_number(v) for v in value.as_list()] if isinstance(value, Array) else []
    if len(numbers) != 4 or None in numbers:
        return None
    left, bottom, right, top = (n for n in numbers if n is not None)
    return left, bottom, right, top


def _contents(subject: Subject) -> Iterator[Hit]:
    written = subject.tree.holding(
        lambda element: any(isinstance(kid, ClaimedContent) for kid in element.kids)
    )
    for element in subject.tree.elements:
        if element.role == "TOCI" and element not in written:
            yield Hit("WCAG 2.4.4", "an entry of the contents has no text", element.page)


def _ids(subject: Subject, held: Standards) -> Iterator[Hit]:
    tree = subject.tree
    listed = dict(objects.name_tree(objects.entry(tree.root, "/IDTree")))
    owners: dict[bytes, StructElement] = {}
    for element in tree.elements:
        note = element.role == "Note"
        if not element.id:
            if note:
                yield Hit("MH 19-003", "a Note has no ID", element.page)
            continue
        told = element.id.decode("latin-1")
        if element.id in owners:
            rule = "MH 19-004" if note and owners[element.id].role == "Note" else "own id"
            yield Hit(rule, f"two elements have the ID {told}", element.page)
            continue
        owners[element.id] = element
        entry = listed.get(element.id)
        if not listed:
            continue
        if entry is None or getattr(entry, "objgen", None) != element.key:
            yield Hit("own id", f"the ID tree does not have {told}", element.page)
    if owners and not listed:
        yield Hit("own id", f"{len(owners)} elements have IDs, and there is no ID tree")
    for name in sorted(set(listed) - set(owners)):
        yield Hit("own id", f"the ID tree has {name.decode('latin-1')}, which no element has")


def _whole(subject: Subject) -> Iterator[Hit]:
    for element in subject.tree.elements:
        if element.odd_kids:
            yield Hit(
                "own damage", f"a {element.named} holds what no element may hold", element.page
            )
        if not element.kids and element.role in EMPTY:
            yield Hit("own empty", f"a {element.role} is empty", element.page)
        if element.role == "Link" and "Link" in element.within:
            yield Hit("own link", "a Link stands in a Link", element.page)
        if element.role == "Form":
            fields = [k for k in element.kids if isinstance(k, ClaimedObject)]
            role = "Role" in element.attributes
            if not role and (len(fields) != 1 or len(element.kids) != 1):
                yield Hit(
                    "UA form", "a Form without a Role does not hold one field alone", element.page
                )
    if subject.tree.loops:
        yield Hit("own damage", f"{subject.tree.loops} elements stand in the tree twice")
