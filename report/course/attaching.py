"""A reader and a briefing, both PDFs, come in; one PDF goes out, with the tags of both.

Merging tools lose tags, bookmarks, page labels or links; here the second tree of tags is copied
whole, its numbers moved behind those of the first, and both stand as parts of one document.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from .. import limits
from ..audit import bounds
from ..audit.objects import TooMuchError, items, name_tree, number_tree
from ..errors import Diagnostic, ReportError
from ..pdf import DRAFT, STATUS

_LOCKED = "name a copy without a password"
_CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part", "pdfuaid:rev")


@dataclass(frozen=True, slots=True)
class Attached:
    """The joined file, how many pages it has, and what it no longer has or says."""

    data: bytes
    pages: int
    lost: tuple[str, ...]


def attach(
    reader: bytes, briefing: bytes, at: int | None = None, *, contents: bool = False
) -> Attached:
    """Return the reader with the briefing in it: as its page ``at``, from 1, or at its end.

    With ``contents`` the bookmarks name both files, each over its own, as a list of contents does.
    ``ReportError`` says why one of the files cannot be joined: it is encrypted, signed, damaged, or
    a draft of ours, which goes out to nobody.
    """
    with well_built("the files cannot be joined: one of them is not built as a PDF is"):
        return _attached(reader, briefing, at, contents=contents)


# What comes of objects that are not of the type, the number or the depth that a PDF has there.
_MISSHAPEN = (
    *(TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError),
    *(NotImplementedError, pikepdf.PdfError),
)


@contextmanager
def well_built(message: str) -> Iterator[None]:
    """Refuse a file that is not built as a PDF is, in a sentence."""
    try:
        yield
    except _MISSHAPEN as error:
        hint = "`report check-pdf` says what is wrong with a file"
        raise ReportError([Diagnostic(message, hint=hint)]) from error


def _attached(reader: bytes, briefing: bytes, at: int | None, *, contents: bool) -> Attached:
    with opened(reader, "the reader") as first, opened(briefing, "the briefing") as second:
        pages = len(first.pages)
        if at is not None and not 1 <= at <= pages + 1:
            raise ReportError([Diagnostic(f"there is no page {at}: the reader has {pages}")])
        lost = list(_untagged(first))
        numbered = [*labels(first), *labels(second)]
        with first.open_outline() as outline:
            own = len(outline.root)
        first.add_pages_from(second)
        with first.open_outline() as outline:
            del outline.root[own:]
        new = [page.obj for page in list(first.pages)[pages:]]
        lost += _join_tags(first, second, new)
        _bookmarks(first, second, new)
        if contents:
            _headed(first, ahead=at == 1)
        _reorder(first, numbered, pages, at)
        lost += _enclosed(first, second)
        if unclaim(first):
            lost.append("the joined file no longer claims PDF/A or PDF/UA")
        out = io.BytesIO()
        first.save(out, deterministic_id=True)
        return Attached(out.getvalue(), len(first.pages), tuple(lost))


def opened(data: bytes, what: str, *, again: bool = False) -> pikepdf.Pdf:
    """Return a PDF that may be taken apart; ``ReportError`` says why another may not.

    A file that is opened ``again`` is known to be of a size that may be read.
    """
    try:
        if not again:
            bounds.refuse_packed_objects(data)
        pdf = pikepdf.open(io.BytesIO(data))
        if not again:
            bounds.refuse_large(pdf)
            bounds.refuse_tangled_files(pdf)
    except TooMuchError as error:
        raise ReportError([Diagnostic(f"{what} {error}")]) from None
    except pikepdf.PasswordError:
        raise ReportError([Diagnostic(f"{what} is encrypted", hint=_LOCKED)]) from None
    except pikepdf.PdfError:
        message = f"{what} cannot be read: it is damaged, or is not a PDF"
        raise ReportError([Diagnostic(message)]) from None
    if pdf.is_encrypted:
        raise ReportError([Diagnostic(f"{what} is encrypted", hint=_LOCKED)])
    form = pdf.Root.get(Name.AcroForm)
    if form is not None and int(form.get(Name.SigFlags, 0)) & 1:
        message = f"{what} is signed: a file made of it would break the signature"
        raise ReportError([Diagnostic(message)])
    if str(pdf.docinfo.get(STATUS, "")) == DRAFT:
        message = f"{what} is a draft, and is not handed out"
        raise ReportError([Diagnostic(message, hint="build it without `--draft`")])
    if not 0 < len(pdf.pages) <= limits.JOINED_PAGES:
        message = f"{what} has {len(pdf.pages):,} pages: 1 to {limits.JOINED_PAGES:,} are joined"
        raise ReportError([Diagnostic(message)])
    return pdf


def _untagged(pdf: pikepdf.Pdf) -> Iterator[str]:
    if Name.StructTreeRoot not in pdf.Root:
        yield "the reader is not tagged: its own pages stay unread by screen readers"


# ------------------------------------------------------------------------------------------- tags


def _join_tags(first: pikepdf.Pdf, second: pikepdf.Pdf, pages: list[Any]) -> Iterator[str]:
    """Put the tags of the second file behind those of the first; tell of what does not fit."""
    other = second.Root.get(Name.StructTreeRoot)
    if other is None:
        yield "the briefing is not tagged"
        return
    other = first.copy_foreign(other)
    tree = first.Root.get(Name.StructTreeRoot)
    if tree is None:
        empty = Dictionary(Type=Name.StructTreeRoot, K=Array())
        tree = first.Root.StructTreeRoot = first.make_indirect(empty)
    old = dict(number_tree(tree.get(Name.ParentTree)))
    shift = max([int(tree.get(Name.ParentTreeNextKey, 0)), *(key + 1 for key in old), 0])
    for thing, entry, key in parent_keys(pages):
        thing[entry] = key + shift
    both = {**old, **{k + shift: v for k, v in number_tree(other.get(Name.ParentTree))}}
    flat = [part for key in sorted(both) for part in (key, both[key])]
    tree.ParentTree = first.make_indirect(Dictionary(Nums=Array(flat)))
    tree.ParentTreeNextKey = max(both, default=0) + 1
    yield from _maps(tree, other)
    _ids(first, tree, other)
    _parts(first, tree, ((tree, first.Root), (other, second.Root)))
    first.Root.MarkInfo = Dictionary(Marked=True)


def parent_keys(pages: Iterable[Any]) -> Iterator[tuple[Any, Name, int]]:
    """Yield what has a key in the tree of parents, the entry of the key, and the key.

    That is a page, an annotation or a drawing; one that several pages share comes once.
    """
    waiting, seen = list(pages), set[tuple[int, int]]()
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        for entry in (Name.StructParents, Name.StructParent):
            if entry in thing:
                yield thing, entry, int(thing[entry])
        drawings = thing.get(Name.Resources, Dictionary()).get(Name.XObject, Dictionary())
        waiting += [*thing.get(Name.Annots, []), *drawings.values()]


def _maps(tree: Any, other: Any) -> Iterator[str]:
    for name in (Name.RoleMap, Name.ClassMap):
        own, others = (dict(root.get(name, Dictionary()).items()) for root in (tree, other))
        if both := [key for key in others if own.get(key, others[key]) != others[key]]:
            yield f"both files define {', '.join(both)}: the reader's meaning holds"
        if joined := others | own:
            tree[name] = Dictionary(joined)


def _ids(pdf: pikepdf.Pdf, tree: Any, other: Any) -> None:
    """Join the ids of tags; where the reader has one, too, the briefing's gets another name."""
    ids, more = (dict(name_tree(root.get(Name.IDTree))) for root in (tree, other))
    if renamed := {key: _free(key, ids.keys() | more.keys()) for key in ids.keys() & more.keys()}:
        for element in _elements(other):
            _rename(element, renamed)
    ids |= {renamed.get(key, key): element for key, element in more.items()}
    if ids:
        flat = [part for key in sorted(ids) for part in (String(key), ids[key])]
        ends = Array([String(min(ids)), String(max(ids))])
        tree.IDTree = pdf.make_indirect(Dictionary(Names=Array(flat), Limits=ends))


def _free(key: bytes, taken: Set[bytes]) -> bytes:
    return next(name for n in count(2) if (name := b"%b.%d" % (key, n)) not in taken)


def _rename(element: Any, renamed: Mapping[bytes, bytes]) -> None:
    """Give a tag its new id, and the cells of a table those of their heads."""
    if (key := element.get(Name.ID)) is not None and bytes(key) in renamed:
        element.ID = String(renamed[bytes(key)])
    for attributes in items(element, "/A"):
        if isinstance(attributes, Dictionary) and Name.Headers in attributes:
            heads = map(bytes, items(attributes, "/Headers"))
            attributes.Headers = Array([String(renamed.get(head, head)) for head in heads])


def _elements(tree: Any) -> Iterator[Any]:
    """Yield every tag once."""
    waiting, seen = [tree], set[tuple[int, int]]()
    while waiting:
        for kid in items(waiting.pop(), "/K"):
            if not isinstance(kid, Dictionary) or Name.S not in kid or kid.objgen in seen:
                continue
            if kid.is_indirect:
                seen.add(kid.objgen)
            waiting.append(kid)
            yield kid


def _parts(pdf: pikepdf.Pdf, tree: Any, sources: tuple[tuple[Any, Any], ...]) -> None:
    """Let both trees stand as parts of one document, each in its language."""
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array()))
    for source, root in sources:
        language = root.get(Name.Lang)
        for kid in items(source, "/K"):
            kid.P = whole
            if Name.Document == kid.S:
                kid.S = Name.Part
            if language is not None and Name.Lang not in kid:
                kid.Lang = String(str(language))
            whole.K.append(kid)
    tree.K = Array([whole])


# -------------------------------------------------------------------------- bookmarks, page labels


class Destinations:
    """Where the bookmarks and links of a PDF lead; its names are read once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._names = dict(name_tree(pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)))
        self._old = pdf.Root.get(Name.Dests, Dictionary())

    def of(self, thing: Any) -> Any:
        """Return the array of a destination, by its name or in an action, too; None without one."""
        if isinstance(thing, Dictionary):
            thing = thing.get(Name.D)
        if isinstance(thing, String | Name | str):
            thing = self._names.get(str(thing).encode()) or self._old.get(str(thing))
            thing = thing.get(Name.D) if isinstance(thing, Dictionary) else thing
        return thing if isinstance(thing, Array) and len(thing) and _is_page(thing[0]) else None


def _is_page(thing: Any) -> bool:
    return isinstance(thing, Dictionary) and thing.is_indirect


def _bookmarks(first: pikepdf.Pdf, second: pikepdf.Pdf, pages: list[Any]) -> None:
    """Put the bookmarks of the briefing under one with its title."""
    places: dict[Any, int] = {page.objgen: n for n, page in enumerate(second.pages)}
    destinations = Destinations(second)

    def carried(item: OutlineItem) -> OutlineItem:
        where = destinations.of(item.destination or item.action)
        made = OutlineItem(item.title)
        if where is not None and where[0].objgen in places:
            made.destination = Array([pages[places[where[0].objgen]], *list(where)[1:]])
        made.children.extend(carried(child) for child in item.children)
        return made

    with second.open_outline() as outline:
        under = [carried(item) for item in outline.root]
    top = OutlineItem(titled(second) or "Briefing")
    top.destination = Array([pages[0], Name.Fit])
    top.children.extend(under)
    with first.open_outline() as outline:
        outline.root.append(top)


def _headed(pdf: pikepdf.Pdf, *, ahead: bool) -> None:
    """Put the reader's bookmarks under one with its title, in the order of the files."""
    head = OutlineItem(titled(pdf) or "Reader")
    head.destination = Array([pdf.pages[0].obj, Name.Fit])
    with pdf.open_outline() as outline:
        *own, briefing = outline.root
        head.children.extend(own)
        outline.root[:] = [briefing, head] if ahead else [head, briefing]
    pdf.Root.PageMode = Name.UseOutlines


def titled(source: pikepdf.Pdf) -> str:
    """Return the title of a PDF: of its packet, or else of its old place; "" without one."""
    with source.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        found = metadata.get("dc:title") or source.docinfo.get(Name.Title, "")
    return " ".join(str(found).split())


def labels(pdf: pikepdf.Pdf) -> list[tuple[str, str, int]]:
    """Return the style, the prefix and the number of each page's label."""
    runs = dict(number_tree(pdf.Root.get(Name.PageLabels))) or {0: Dictionary(S=Name.D)}
    found: list[tuple[str, str, int]] = []
    style, prefix, number = "/D", "", 1
    for page in range(len(pdf.pages)):
        if page in runs:
            run = runs[page]
            style, prefix = str(run.get(Name.S, "")), str(run.get(Name.P, ""))
            number = int(run.get(Name.St, 1))
        found.append((style, prefix, number))
        number += 1
    return found


def _reorder(
    pdf: pikepdf.Pdf, numbered: list[tuple[str, str, int]], own: int, at: int | None
) -> None:
    """Move the new pages to their place, and give every page the label that it had."""
    order = list(range(len(pdf.pages)))
    start = own if at is None else at - 1
    order = [*order[:start], *order[own:], *order[start:own]]
    if order != sorted(order):
        _rearrange(pdf, [pdf.pages[number].obj for number in order])
    label(pdf, [numbered[old] for old in order])


def _rearrange(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
    """Put the pages in this order; assigned to ``pdf.pages`` they would be copied, links dead."""
    for page in pages:
        for name in (Name.Resources, Name.MediaBox, Name.CropBox, Name.Rotate):
            if name not in page and (value := _inherited(page, name)) is not None:
                page[name] = value
    root = pdf.Root.Pages
    for name in (Name.Resources, Name.MediaBox, Name.CropBox, Name.Rotate):
        if name in root:
            del root[name]
    for page in pages:
        page.Parent = root
    root.Kids, root.Count = Array(pages), len(pages)


def _inherited(page: Any, name: Name) -> Any:
    above, seen = page.get(Name.Parent), set[Any]()
    while isinstance(above, Dictionary) and above.objgen not in seen:
        if name in above:
            return above[name]
        seen.add(above.objgen)
        above = above.get(Name.Parent)
    return None


def _enclosed(first: pikepdf.Pdf, second: pikepdf.Pdf) -> Iterator[str]:
    """Enclose what the briefing carries; tell of a file whose name the reader's has."""
    for name, spec in second.attachments.items():
        if name in first.attachments:
            yield f"the briefing's attachment {name} is left out: the reader has one of that name"
            continue
        held = spec.get_file()
        made = pikepdf.AttachedFileSpec(
            first,
            held.read_bytes(),
            filename=name,
            description=spec.description,
            mime_type=held.mime_type,
            creation_date="",
            mod_date="",
        )
        made.relationship = spec.relationship or Name.Unspecified
        first.attachments[name] = made


def label(pdf: pikepdf.Pdf, numbered: list[tuple[str, str, int]]) -> None:
    """Give every page its label: its style, prefix and number."""
    flat: list[Any] = []
    before: tuple[str, str, int] | None = None
    for place, (style, prefix, number) in enumerate(numbered):
        if before != (style, prefix, number - 1):
            entry = Dictionary(St=number)
            if style:
                entry.S = Name(style)
            if prefix:
                entry.P = String(prefix)
            flat += [place, entry]
        before = style, prefix, number
    pdf.Root.PageLabels = Dictionary(Nums=Array(flat))


def unclaim(pdf: pikepdf.Pdf) -> bool:
    """Take the claims of standards out, and say whether there were any."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        named = [claim for claim in _CLAIMS if claim in metadata]
        for claim in named:
            del metadata[claim]
    return bool(named)
