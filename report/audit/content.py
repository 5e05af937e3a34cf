"""What the pages paint in; out, what is not tagged, not to be reached, or in no language."""

import re
from collections import Counter
from collections.abc import Iterator

from pikepdf import Dictionary

from . import objects
from .document import LANGUAGE
from .findings import Hit
from .painting import MarkedContent, PageContent, PaintedPiece, text_string
from .rules import Standards
from .subject import Subject
from .tree import ClaimedContent, StructElement

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_LEADERS = re.compile(r"([^\s\w\u2500-\u257f])(?:\1){4,}")
_BLANKS = re.compile(r"[ \u00a0]{3,}")
SMALLEST = 4.5
"""Points under which veraPDF's profile for WCAG takes text to be too small."""


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong with the content of each page."""
    claims = _claims(subject)
    yield from _twice(subject)
    for page in subject.content:
        seen = Seen(subject, page)
        yield from _marks(seen)
        yield from _pieces(seen)
        yield from _orphans(seen, claims)
        yield from _texts(subject, page)
        yield from _broken(page)
    yield from _missing(subject, claims)
    yield from _forms(subject)


class Seen:
    """A page's marks, each with the element that the parent tree gives it; asked once."""

    def __init__(self, subject: Subject, page: PageContent) -> None:
        self.subject, self.page = subject, page
        self._owners: dict[MarkedContent, object] = {}
        self._tagged: dict[MarkedContent, bool] = {}

    def owner(self, mark: MarkedContent) -> object:
        """Return the element dictionary that a mark with an MCID belongs to, None if to none."""
        if mark not in self._owners:
            tree = self.subject.tree
            if mark.whole is not None:
                found = tree.parents.get(mark.whole)
                self._owners[mark] = found if isinstance(found, Dictionary) else None
            else:
                self._owners[mark] = tree.owner(mark.key, mark.mcid or 0)
        return self._owners[mark]

    def is_tagged(self, mark: MarkedContent | None) -> bool:
        """Whether a mark, or one around it, belongs to an element."""
        climbed = []
        while mark is not None and mark not in self._tagged:
            climbed.append(mark)
            mark = mark.parent
        for inner in reversed(climbed):
            own = inner.mcid is not None or inner.whole is not None
            around = inner.parent is not None and self._tagged[inner.parent]
            self._tagged[inner] = around or (own and self.owner(inner) is not None)
        last = climbed[0] if climbed else mark
        return last is not None and self._tagged[last]


def _marks(seen: Seen) -> Iterator[Hit]:
    """Yield artifacts in tagged content, and tagged content in artifacts."""
    for mark in seen.page.marks:
        if mark.parent is None:
            continue
        if mark.tag == "Artifact" and seen.is_tagged(mark.parent):
            yield Hit("MH 01-003", "an artifact stands in tagged content", seen.page.number)
        if mark.mcid is not None and mark.parent.artifact and seen.owner(mark) is not None:
            yield Hit("MH 01-004", "tagged content stands in an artifact", seen.page.number)


def _pieces(seen: Seen) -> Iterator[Hit]:
    """Yield what is painted outside of artifacts and tags, counted by kind."""
    known: dict[MarkedContent | None, bool] = {None: False}
    loose: Counter[str] = Counter()
    example = ""
    for piece in seen.page.pieces:
        mark = piece.mark
        if mark is not None and mark not in known:
            known[mark] = mark.artifact is not None or seen.is_tagged(mark)
        if not known[mark]:
            loose[piece.kind] += 1
            example = example or piece.text.strip()
    if loose:
        told = ", ".join(f"{count} of {kind}" for kind, count in sorted(loose.items()))
        first = f", the first text {example[:40]!r}" if example else ""
        yield Hit(
            "MH 01-005",
            f"painted neither as an artifact nor tagged: {told}{first}",
            seen.page.number,
        )


def _claims(subject: Subject) -> dict[tuple[int, int], StructElement]:
    """Return which element claims which content of which page; what stands in forms is left out."""
    found: dict[tuple[int, int], StructElement] = {}
    for element in subject.tree.elements:
        for kid in element.kids:
            if isinstance(kid, ClaimedContent) and kid.stream is None:
                found.setdefault((subject.numbers.get(kid.page, 0), kid.mcid), element)
    return found


def _twice(subject: Subject) -> Iterator[Hit]:
    counts: Counter[tuple[int, int, tuple[int, int] | None]] = Counter()
    for element in subject.tree.elements:
        for kid in element.kids:
            if isinstance(kid, ClaimedContent):
                counts[subject.numbers.get(kid.page, 0), kid.mcid, kid.stream] += 1
    for (page, mcid, _), count in counts.items():
        if count > 1:
            yield Hit("own twice", f"{count} elements claim the content {mcid}", page)


def _orphans(seen: Seen, claims: dict[tuple[int, int], StructElement]) -> Iterator[Hit]:
    """Yield content that has an MCID, and that no element of the tree claims."""
    lost, wrong = [], 0
    page_key = objects.integer(seen.subject.pages[seen.page.number - 1], "/StructParents")
    mcids: Counter[int] = Counter()
    for mark in seen.page.marks:
        if mark.mcid is None or mark.key != page_key:
            continue
        mcids[mark.mcid] += 1
        claim = claims.get((seen.page.number, mark.mcid))
        owner = seen.owner(mark)
        if claim is None:
            lost.append(mark.mcid)
        elif (owner is not None and getattr(owner, "objgen", None) != claim.key) or owner is None:
            wrong += 1
    if lost:
        yield Hit(
            "own orphan",
            f"{len(lost)} pieces of content cannot be reached from the tree (MCID {lost[0]} …)",
            seen.page.number,
        )
    if wrong:
        yield Hit(
            "own parent-tree",
            f"the parent tree gives {wrong} pieces of content to other elements than the tree",
            seen.page.number,
        )
    if again := [mcid for mcid, count in mcids.items() if count > 1]:
        yield Hit("own twice", f"the MCID {again[0]} stands twice on the page", seen.page.number)


def _missing(subject: Subject, claims: dict[tuple[int, int], StructElement]) -> Iterator[Hit]:
    """Yield content that elements claim and no page has."""
    there = {(p.number, m.mcid) for p in subject.content for m in p.marks if m.mcid is not None}
    for (page, mcid), element in claims.items():
        if (page, mcid) not in there:
            where = (
                f"the content {mcid}, which the page has not"
                if page
                else f"content {mcid} of no page"
            )
            yield Hit("own parent-tree", f"a {element.named} claims {where}", page)


def _forms(subject: Subject) -> Iterator[Hit]:
    """Yield forms with tagged content that are shown more than once."""
    shown: Counter[tuple[int, int]] = Counter()
    where: dict[tuple[int, int], int] = {}
    for page in subject.content:
        for form, _ in page.forms:
            if "Ref" in objects.keys(form):
                yield Hit(
                    "MH 30-001", "a form XObject is fetched from another file (Ref)", page.number
                )
            if "StructParents" in objects.keys(form) and form.is_indirect:
                shown[form.objgen] += 1
                where.setdefault(form.objgen, page.number)
    for key, count in shown.items():
        if count > 1:
            yield Hit(
                "MH 30-002",
                f"a form XObject with tagged content is shown {count} times",
                where[key],
            )


def _texts(subject: Subject, page: PageContent) -> Iterator[Hit]:
    """Yield texts without a language, of private use, with typed leaders, or too small."""
    known: dict[MarkedContent, bool] = {}
    silent = small = 0
    for piece in page.pieces:
        if piece.kind != "text" or not piece.text or piece.mark is None or piece.mark.artifact:
            continue
        mark = piece.mark
        if not subject.language:
            if mark not in known:
                known[mark] = _speaks(subject, mark)
            silent += not known[mark]
        if (
            _PRIVATE.search(piece.text)
            and not mark.told("ActualText")
            and not _alternative(subject, mark)
        ):
            yield Hit(
                "UA private",
                f"characters of private use have no text: {piece.text[:20]!r}",
                page.number,
            )
        if not mark.told("ActualText"):
            yield from _typed(piece, page.number)
        small += 0 < piece.size < SMALLEST and not piece.hidden and bool(piece.text.strip())
    if silent:
        yield Hit("MH 11-001", f"{silent} texts are in no language", page.number)
    if small:
        yield Hit("WCAG 1.4.4", f"{small} texts are smaller than {SMALLEST} points", page.number)
    yield from _spoken(subject, page)


def _typed(piece: PaintedPiece, page: int) -> Iterator[Hit]:
    if match := _LEADERS.search(piece.text):
        yield Hit("WCAG 1.3.1", f"{match[1]!r} stands {len(match[0])} times in a row", page)
    if match := _BLANKS.search(piece.text):
        yield Hit("WCAG 1.3.1", f"{len(match[0])} blanks stand in a row", page)


def _speaks(subject: Subject, mark: MarkedContent) -> bool:
    return bool(mark.told("Lang")) or bool((e := element_of(subject, mark)) and e.spoken_language)


def _alternative(subject: Subject, mark: MarkedContent) -> bool:
    element = element_of(subject, mark)
    return element is not None and element.replaced


def element_of(subject: Subject, mark: MarkedContent | None) -> StructElement | None:
    """Return the element that marked content belongs to, None if to none."""
    tagged = mark.tagged if mark else None
    if tagged is None or tagged.mcid is None:
        return None
    owner = subject.tree.owner(tagged.key, tagged.mcid)
    return subject.tree.by_key.get(getattr(owner, "objgen", (0, 0)))


def _spoken(subject: Subject, page: PageContent) -> Iterator[Hit]:
    """Yield what property lists say of languages, and texts in them that are in none."""
    for mark in page.marks:
        language = mark.properties.get("Lang")
        if isinstance(language, bytes) and not LANGUAGE.fullmatch(text_string(language)):
            yield Hit(
                "UA language",
                f"the language of marked content is {text_string(language)!r}",
                page.number,
            )
        if mark.tag != "Span" or subject.language:
            continue
        for key in ("ActualText", "Alt", "E"):
            if key in mark.properties and not _speaks(subject, mark):
                yield Hit(
                    "MH 11-002", f"the {key} of marked content is in no language", page.number
                )


def _broken(page: PageContent) -> Iterator[Hit]:
    if page.fault:
        yield Hit(
            "own damage", f"some of the content cannot be unpacked: {page.fault}", page.number
        )
    if page.open_marks:
        told = "are not closed" if page.open_marks > 0 else "are closed twice"
        yield Hit(
            "own damage", f"{abs(page.open_marks)} sequences of marked content {told}", page.number
        )
