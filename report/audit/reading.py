"""Tagged content with its places on the page in; out, where what is heard is not what is seen.

None of this is in a standard as a rule that a machine can test, so each finding is a warning: the
order of reading against the page, running heads that are read aloud, words run together.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

from .content import element_of
from .findings import Hit
from .painting import PageContent, PaintedPiece, Rectangle
from .rules import Standards
from .structure import NOTES
from .subject import Subject
from .tree import ClaimedContent, StructElement

APART = NOTES | {
    "Aside",
    "Caption",
    "Figure",
    "Formula",
    "Table",
    "Form",
    "Annot",
    "Artifact",
    "Private",
}
"""Elements that may stand elsewhere on the page than in the reading order: floats and notes; and
tables, whose columns are read across."""

STANDING = NOTES | {"Table", "TOC", "Lbl", "Caption", "Figure"}
"""Elements whose texts may stand at the same place of many pages."""

INLINE = {
    "Span", "Em", "Strong", "Link", "Reference", "Quote", "Code", "Lbl", "BibEntry", "Sub", "Ruby",
    "RB", "RT", "RP", "Warichu", "WT", "WP", "Annot", "Form",
}  # fmt: skip
EDGE = 0.12
"""The part of a page's height, at its top and foot, where running heads stand."""

_JOINS = re.compile(r"[-\u00ad\u2010-\u2015/\\\u200b\u2060@=&?_.:~%+]$")
_OPENS = re.compile(r"^[\s\u00ad\u200b\u2060)\]}»”’,.;:!?…%/\\]")
_ADDRESS = re.compile(r"://|^www\.|^10\.\d{4,}/|@|\w/\w")
"""Addresses are broken where they must, with no space."""
_LATIN = re.compile(r"(en|fr|de|es|it|pt|nl|pl|cs|sv|da|nb|nn|fi|tr|hu|ro|hr|sk|sl|et|lv|lt)\b")
_SCRIPTS = (
    "CYRILLIC",
    "GREEK",
    "ARABIC",
    "HEBREW",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "DEVANAGARI",
    "THAI",
)


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what a person should look at."""
    if not subject.tree.elements:
        return
    places = Places(subject)
    yield from _order(subject, places)
    yield from _heads(subject)
    yield from _words(subject, places)
    yield from _tongues(subject)


class Places:
    """Where the pieces of text of each element stand, by page, in the order of the content."""

    def __init__(self, subject: Subject) -> None:
        self.pieces: dict[tuple[int, int], list[PaintedPiece]] = defaultdict(list)  # page, MCID
        for page in subject.content:
            for piece in page.pieces:
                mark = piece.mark.tagged if piece.mark is not None else None
                if mark is not None and mark.mcid is not None and piece.box is not None:
                    self.pieces[page.number, mark.mcid].append(piece)
        self._subject = subject

    def below(self, element: StructElement) -> Iterator[tuple[int, PaintedPiece]]:
        """Yield page and piece of the text of an element and of what is inline in it, as read."""
        for kid in element.kids:
            if isinstance(kid, ClaimedContent):
                page = self._subject.numbers.get(kid.page, 0)
                for piece in self.pieces.get((page, kid.mcid), ()):
                    yield page, piece
            elif isinstance(kid, StructElement) and kid.role in INLINE:
                yield from self.below(kid)


def _blocks(subject: Subject) -> Iterator[StructElement]:
    """Yield the elements that are lines of their own: not inline, with content or inline kids."""
    for element in subject.tree.elements:
        if element.role in INLINE or element.role in APART:
            continue
        if not element.within.isdisjoint(APART):
            continue
        direct = any(isinstance(kid, ClaimedContent) for kid in element.kids)
        if direct or any(kid.role in INLINE for kid in element.elements):
            yield element


# ----------------------------------------------------------------------------------------- order


def _order(subject: Subject, places: Places) -> Iterator[Hit]:
    """Yield pages on which a block is read after one that stands below it, in the same column."""
    last: dict[int, tuple[Rectangle, str]] = {}
    upward: Counter[int] = Counter()
    example: dict[int, tuple[str, str]] = {}
    for block in _blocks(subject):
        boxes: dict[int, list[PaintedPiece]] = defaultdict(list)
        for page, piece in places.below(block):
            if piece.box and abs(piece.rise) < 0.1 and piece.text.strip():
                boxes[page].append(piece)
        for page, pieces in boxes.items():
            box, text = _around(pieces), "".join(p.text for p in pieces[:3]).strip()[:30]
            before = last.get(page)
            if before is not None and _above(box, before[0]):
                upward[page] += 1
                example.setdefault(page, (before[1], text))
            last[page] = box, text
    for page, count in upward.items():
        first, then = example[page]
        yield Hit(
            "own order",
            f"a text is read after one that stands below it: {then!r} after {first!r}"
            + (f", and {count - 1} more" if count > 1 else ""),
            page,
        )


def _around(pieces: list[PaintedPiece]) -> Rectangle:
    boxes = [piece.box for piece in pieces if piece.box]
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip


def _above(box: Rectangle, other: Rectangle) -> bool:
    """Whether a box lies wholly above another, and shares half of the narrower one's width."""
    shared = min(box[2], other[2]) - max(box[0], other[0])
    narrower = min(box[2] - box[0], other[2] - other[0])
    return box[1] >= other[3] - 0.5 and shared > narrower / 2 > 0


# ---------------------------------------------------------------------------------- running heads


def _heads(subject: Subject) -> Iterator[Hit]:
    """Yield texts that stand at one place of three pages or more, and are read aloud on each."""
    where: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for page in subject.content:
        for edge in _edges(subject, page):
            pages = where[edge]
            if not pages or pages[-1] != page.number:
                pages.append(page.number)
    for (text, _, _), pages in where.items():
        if len(pages) >= 3 and len(pages) * 2 > pages[-1] - pages[0]:
            told = f"{text[:40]!r} stands at one edge of {len(pages)} pages, and is tagged"
            yield Hit("own head", told, pages[0])


def _edges(subject: Subject, page: PageContent) -> Iterator[tuple[str, int, int]]:
    """Yield tagged texts near the top or foot, digits as "#", with what they count, and heights.

    A number alone is a folio if it counts as the pages do. Else it is that of a note or a row, and
    stands at one height by chance, as marks alone do.
    """
    area = subject.area(page.number)
    margin = (area[3] - area[1]) * EDGE
    for piece in page.pieces:
        if piece.kind != "text" or piece.box is None or piece.mark is None or piece.mark.artifact:
            continue
        written = piece.text.strip()
        text = re.sub(r"\d+", "#", written)
        counts = int(written) - page.number if written.isdecimal() else 0
        if not any(map(str.isalnum, written)) or area[1] + margin < piece.box[1] < area[3] - margin:
            continue
        if piece.mark.tagged is None or _stands_apart(subject, piece):
            continue
        yield text, counts, round(piece.box[1])


_CALLS = frozenset({"Reference", "Link"})


def _stands_apart(subject: Subject, piece: PaintedPiece) -> bool:
    element = element_of(subject, piece.mark)
    if element is None:
        return False
    number = piece.text.strip().isdigit()  # the call of a note, in a first line or a last
    roles = STANDING | _CALLS if number else STANDING
    return element.role in roles or not element.within.isdisjoint(roles)


# ----------------------------------------------------------------------------------------- words


def _words(subject: Subject, places: Places) -> Iterator[Hit]:
    """Yield pages on which a line ends with a word, and the next begins with one, and no space."""
    found: Counter[int] = Counter()
    example: dict[int, str] = {}
    for block in _blocks(subject):
        before: tuple[int, PaintedPiece] | None = None
        word = ""  # the last one so far, which may be of several pieces
        for page, piece in places.below(block):
            text = _heard(piece)
            if piece.hidden or not text:
                continue
            below = before is not None and before[0] == page and _next_line(before[1], piece)
            if below and _run_together(word, text):
                found[page] += 1
                example.setdefault(page, word[-12:] + text.split()[0][:12])
            before = page, piece
            word = re.split(r"\s", word + text)[-1]
    for page, count in found.items():
        yield Hit(
            "own word", f"{count} words are run together at line ends: {example[page]!r}", page
        )


def _heard(piece: PaintedPiece) -> str:
    told = piece.mark.told("ActualText") if piece.mark is not None else None
    return piece.text if told is None else told


def _next_line(before: PaintedPiece, piece: PaintedPiece) -> bool:
    if before.box is None or piece.box is None or abs(before.rise) > 0.1 or abs(piece.rise) > 0.1:
        return False
    lower = before.box[1] - piece.box[1]
    return 0.6 * piece.size < lower < 4 * piece.size and piece.box[0] < before.box[2] - piece.size


def _run_together(before: str, text: str) -> bool:
    """Whether a word and what follows it in the next line are read as one, and should not be."""
    if not before or text[:1].isspace() or not text.strip():
        return False
    if _JOINS.search(before) or _OPENS.match(text) or _ADDRESS.search(before):
        return False
    both = before[-1], text[0]
    return all(
        c.isalnum() or c in "\ufb01\ufb02" or unicodedata.category(c)[0] == "P" for c in both
    ) and not any(_wide(c) for c in both)


def _wide(character: str) -> bool:
    """Whether a character is of a script that has no spaces between words."""
    return unicodedata.east_asian_width(character) in "WF" or "\u0e00" <= character <= "\u0eff"


# ---------------------------------------------------------------------------------------- tongues


def _tongues(subject: Subject) -> Iterator[Hit]:
    """Yield texts of another script in a language that is written in Latin letters."""
    found: dict[tuple[int, str], str] = {}
    for page in subject.content:
        for piece in page.pieces:
            if (
                piece.kind != "text"
                or piece.mark is None
                or piece.mark.artifact
                or piece.text.isascii()
            ):
                continue
            script = _script(piece.text)
            if script and (page.number, script) not in found:
                element = element_of(subject, piece.mark)
                if element and element.replaced:  # the labels of a picture: its alternative is read
                    continue
                language = (
                    piece.mark.told("Lang")
                    or (element.spoken_language if element else "")
                    or subject.language
                )
                if _LATIN.match(language or ""):
                    found[page.number, script] = (
                        f"{piece.text.strip()[:20]!r} is {script.title()}, its language {language}"
                    )
    for (page_number, _), message in found.items():
        yield Hit("own language", message, page_number)


def _script(text: str) -> str:
    """Return the script of the first word of three letters that is not Latin, "" without one."""
    for word in re.findall(r"[^\W\d_]{3,}", text):
        names = Counter(
            unicodedata.name(c, "").split(" ")[0].split("-")[0] for c in word if ord(c) > 0x370
        )
        for script, count in names.items():
            if script in _SCRIPTS and count == len(word):
                return script
    return ""
