"""A finished PDF comes in; out, a file for each of its bookmarks of the first level.

For reserves and printers that take a chapter: each part keeps its tags, page labels, bookmarks and
the links inside it, and claims no standard. Where a section begins on the page on which the one
before it ends, both parts have that page.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from ..audit.objects import items, name_tree, number_tree
from ..errors import Diagnostic, ReportError
from ..text.catalogue import ENGLISH
from .attaching import Destinations, label, labels, opened, parent_keys, unclaim, well_built
from .booklet import entitle, for_printing

_HEAD = 0.8  # of a page's height: what begins above it begins the page
_MISSHAPEN = "the file cannot be parted: it is not built as a PDF is"
_NAME = 60  # letters of a file's name


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A part as a file, its name without an ending, its title, and its pages, from 1."""

    name: str
    title: str
    first: int
    last: int
    data: bytes


def split(pdf: bytes) -> tuple[SplitPart, ...]:
    """Return the parts of a PDF; ``ReportError`` where it has no two bookmarks to be parted at."""
    with well_built(_MISSHAPEN):
        return _split(pdf)


def _split(pdf: bytes) -> tuple[SplitPart, ...]:
    with opened(pdf, "the file") as source:
        spans = list(_spans(source))
    if len(spans) < 2:
        hint = "bookmarks of the first level say where a file is parted"
        raise ReportError([Diagnostic("the file has no two parts", hint=hint)])
    return tuple(_part(pdf, number, *span) for number, span in enumerate(spans, start=1))


def _spans(source: pikepdf.Pdf) -> Iterator[tuple[str, int, int]]:
    """Yield the title of each part, and its first and last page, from 0."""
    found: list[tuple[str, int, bool]] = []
    pages = {page.objgen: number for number, page in enumerate(source.pages)}
    destinations = Destinations(source)
    with source.open_outline() as outline:
        for item in outline.root:
            where = destinations.of(item.destination or item.action)
            if where is None or where[0].objgen not in pages:
                continue
            page = pages[where[0].objgen]
            if not found or page > found[-1][1]:
                found.append((item.title, page, _at_head(source.pages[page], where)))
    if not found:
        return
    begins = [0, *(page for _, page, _ in found[1:])]
    lasts = [*(page - at_head for _, page, at_head in found[1:]), len(source.pages) - 1]
    for (title, _, _), first, last in zip(found, begins, lasts, strict=True):
        yield title, first, max(first, last)


def _at_head(page: Any, where: Sequence[Any]) -> bool:
    """Whether a destination is at the head of its page: no part before it ends there."""
    if len(where) < 4 or where[1] != Name.XYZ or where[3] is None:
        return True
    box = page.mediabox
    return float(where[3]) - float(box[1]) > _HEAD * float(box[3] - box[1])


def _part(data: bytes, number: int, title: str, first: int, last: int) -> SplitPart:
    """Return the pages of one part, with what belongs to them alone."""
    with opened(data, "the file", again=True) as pdf:
        numbered = labels(pdf)[first : last + 1]
        destinations = Destinations(pdf)
        outline = list(_kept_marks(pdf, destinations, first, last))
        for page in reversed(range(len(pdf.pages))):
            if not first <= page <= last:
                del pdf.pages[page]
        inside: set[Any] = {page.objgen for page in pdf.pages}
        for entry in (Name.OpenAction, Name.Outlines, Name.Threads, Name.AF, Name.PieceInfo):
            if entry in pdf.Root:
                del pdf.Root[entry]
        gone = _cut_links(pdf, destinations, inside)
        if Name.StructTreeRoot in pdf.Root:
            _Pruning(pdf, inside, gone).run()
        if Name.Names in pdf.Root:
            del pdf.Root.Names
        label(pdf, numbered)
        with pdf.open_outline() as made:
            made.root.extend(outline)
        unclaim(pdf)
        language = str(pdf.Root.get(Name.Lang, ENGLISH))
        entitle(pdf, for_printing(pdf, language, title))
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return SplitPart(_named(number, title), title, first + 1, last + 1, out.getvalue())


def _named(number: int, title: str) -> str:
    words = re.sub(r"[^\w]+", "-", title.casefold()).strip("-_")[:_NAME].strip("-")
    return f"{number:02}-{words}" if words else f"{number:02}"


def _kept_marks(
    pdf: pikepdf.Pdf, destinations: Destinations, first: int, last: int
) -> Iterator[OutlineItem]:
    """Yield the bookmarks that lead to pages of a part."""
    pages = {page.objgen for page in list(pdf.pages)[first : last + 1]}

    def kept(item: OutlineItem) -> Iterator[OutlineItem]:
        below = [made for child in item.children for made in kept(child)]
        where = destinations.of(item.destination or item.action)
        if where is None or where[0].objgen not in pages:
            yield from below
            return
        made = OutlineItem(item.title)
        made.destination = Array(list(where))
        made.children.extend(below)
        yield made

    with pdf.open_outline() as outline:
        for item in outline.root:
            yield from kept(item)


def _cut_links(pdf: pikepdf.Pdf, destinations: Destinations, inside: set[Any]) -> set[Any]:
    """Take out the links that lead out of a part; return them."""
    gone: set[Any] = set()
    for page in pdf.pages:
        kept = []
        for note in page.get(Name.Annots, []):
            action = note.get(Name.A)
            inner = action if action is not None and action.get(Name.S) == Name.GoTo else None
            thing = note.get(Name.Dest, inner)
            where = destinations.of(thing) if thing is not None else None
            if thing is not None and (where is None or where[0].objgen not in inside):
                gone.add(note.objgen)
                continue
            if where is not None:
                note.Dest = Array(list(where))  # an action may lead to a tag that is gone
                if inner is not None:
                    del note.A
            kept.append(note)
        if Name.Annots in page:
            page.Annots = Array(kept)
    return gone


_NOTHING, _EMPTY, _FULL = range(3)  # what is left of a tag


class _Pruning:
    """Takes out of a tree of tags what belongs to pages and links that are gone."""

    def __init__(self, pdf: pikepdf.Pdf, inside: set[Any], gone: set[Any]) -> None:
        self.pdf, self.inside, self.gone = pdf, inside, gone
        self.kept: set[Any] = set()
        self.referring: list[Any] = []

    def run(self) -> None:
        """Leave the tags of what is left, and what leads to them."""
        tree = self.pdf.Root.StructTreeRoot
        tree.K = Array([kid for kid in items(tree, "/K") if self.keep(kid, None) == _FULL])
        for element in self.referring:
            there = [one for one in items(element, "/Ref") if one.objgen in self.kept]
            if there:
                element.Ref = Array(there)
            else:
                del element[Name.Ref]
        if Name.IDTree in tree:
            ids = [(k, e) for k, e in name_tree(tree.IDTree) if e.objgen in self.kept]
            flat = [part for key, element in sorted(ids) for part in (String(key), element)]
            tree.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(flat)))
        keys = {key for _, _, key in parent_keys(page.obj for page in self.pdf.pages)}
        pairs = [(k, v) for k, v in number_tree(tree.get(Name.ParentTree)) if k in keys]
        flat = [part for key, value in sorted(pairs) for part in (key, value)]
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(flat)))

    def keep(self, kid: Any, page: Any) -> int:
        """Prune a tag and what is in it; say whether something of it is left.

        What was empty from the first, as a cell may be, stays where something stays beside it.
        """
        page = kid.get(Name.Pg, page) if isinstance(kid, Dictionary) else page
        here = page is not None and page.objgen in self.inside
        if not isinstance(kid, Dictionary) or Name.S not in kid:  # marked content, or a link
            cut = isinstance(kid, Dictionary) and Name.Obj in kid and kid.Obj.objgen in self.gone
            return _FULL if here and not cut else _NOTHING
        kids = [(one, self.keep(one, page)) for one in items(kid, "/K")]
        state = max(
            (left for _, left in kids), default=_EMPTY if here or page is None else _NOTHING
        )
        if state == _NOTHING or (kids and state == _EMPTY):
            return _NOTHING
        left = [one for one, state in kids if state != _NOTHING]
        if len(left) < len(kids):
            kid.K = Array(left)
        if Name.Pg in kid and not here:
            del kid[Name.Pg]
        self.kept.add(kid.objgen)
        if Name.Ref in kid:
            self.referring.append(kid)
        return state
