"""HTML, fragments and the finished file in; out, every word and note that the file lost.

Layout loses text without a word at times: a note taller than its page, a note pushed on from page
to page (Kozea/WeasyPrint#1833, #2502). So nothing is trusted. What the HTML says is compared,
block by block, with what was laid out on the pages; and what was laid out with the text that a
reader gets out of the finished bytes, page by page. Both compare letters and digits, which spaces,
hyphens and ligatures leave alone.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from ..text import extraction
from . import folios, markup
from .fragment import Fragment, Overrun, PrintedPage
from .markup import SVG
from .recent import Recent

_UNPRINTED = {"head", "script", "style", "template", f"{SVG}svg"}
_OTHERS = re.compile(r"[\W_]+")
_WORDS_TOLD = 6
_LETTERS_TOLD = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """Something lost or misplaced; ``block`` is a path into the briefing's data, or "".

    ``head`` is the running head that is at fault, where one is: it belongs to no block. ``hint`` is
    for the author, ``remedy`` for the maker of a theme, ``kind`` for who looks for its cause.
    """

    message: str
    block: str
    hint: str
    head: str = ""
    remedy: str = ""
    kind: str = ""


def inspect(
    htmls: Sequence[str],
    fragments: Sequence[Fragment],
    pdf: bytes,
    *,
    pages_at_most: int | None,
    extracted: Sequence[str] | None = None,
) -> tuple[Fault, ...]:
    """Return all that is wrong; ``htmls`` and ``fragments`` are the sections, in order.

    ``extracted`` is the text of each page of the file, if it was read already.
    """
    _late.expect(len(htmls))
    faults: list[Fault] = []
    extracted = extraction.pages(pdf) if extracted is None else extracted
    front = sum(fragment.front for fragment in fragments)
    numbers = folios.numbers(fragments)
    start = 0
    for html, fragment in zip(htmls, fragments, strict=True):
        section = _late.get(html)
        faults += _notes(section, fragment, start)
        faults += _lost(section, fragment)
        faults += _notes_alone(fragment, start)
        faults += _unreadable(fragment, extracted, start, numbers, front)
        start += len(fragment.pages)
    faults += _overruns(fragments)
    if len(extracted) != start:
        faults.append(Fault(f"the file has {len(extracted)} pages, its sections {start}", "", ""))
    if pages_at_most is not None and len(extracted) > pages_at_most:
        hint = "shorten it, or raise `pages-at-most`"
        message = f"{len(extracted)} pages, at most {pages_at_most} allowed"
        remedy = "`limits: {pages: any}` in theme.yaml makes it advice"
        faults.append(Fault(message, "", hint, remedy=remedy))
    return tuple(dict.fromkeys(faults))


def read(htmls: Sequence[str], recall: Callable[..., Any]) -> Iterator[None]:
    """Read the sections that will be inspected, one at each step, while they are laid out.

    ``recall`` is given what reads one, its HTML, and the files of our code that does; what it
    returns may have been read before.
    """
    _late.expect(len(htmls))
    for html in htmls:
        _late.get(html, make=partial(_recalled, html, recall))
        yield


def _recalled(html: str, recall: Callable[..., Any]) -> "_Section":
    return _Section(recall(lambda: _Reader(html).data(), html, __file__, markup.__file__))


@dataclass(frozen=True, slots=True)
class _Note:
    """A note of the HTML: how it is called here, its block, and whether its page matters."""

    title: str
    block: str
    at_foot: bool


class _Section:
    """The texts of a section's HTML by block and note, its notes, and their first calls."""

    def __init__(self, read: dict[str, Any]) -> None:
        self.texts: dict[tuple[str, str], list[str]] = {
            (block, note): texts for block, note, texts in read["texts"]
        }
        self.notes = {name: _Note(*note) for name, note in read["notes"].items()}
        self.calls: dict[str, str] = read["calls"]  # note -> the id of its first call
        self.squashed = {key: _squash("".join(texts)) for key, texts in self.texts.items()}


class _Reader:
    """Reads a section's HTML, into plain data."""

    def __init__(self, html: str) -> None:
        root = markup.parse(html)
        self.texts: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.notes: dict[str, tuple[str, str, bool]] = {}
        self.calls: dict[str, str] = {}
        self._read(root, markup.Index(root))

    def data(self) -> dict[str, Any]:
        """Return what was read, as JSON has it."""
        texts = [(*key, found) for key, found in self.texts.items()]
        return {"texts": texts, "notes": self.notes, "calls": self.calls}

    def _read(self, element: Element, index: markup.Index) -> None:
        if element not in index.blocks or element.tag in _UNPRINTED or element in index.hidden:
            return
        if element.get("data-page") or element.get("hidden") is not None:
            return
        key = index.blocks[element], index.notes[element]
        if markup.is_note(element):
            at_foot = markup.is_page_note(element)
            self.notes[key[1]] = markup.title_of(element, index), key[0], at_foot
        if markup.is_call(element):
            self.calls.setdefault((element.get("href") or "")[1:], element.get("id") or "")
        self._add(key, element.text)
        for child in element:
            self._read(child, index)
            self._add(key, child.tail)

    def _add(self, key: tuple[str, str], text: str | None) -> None:
        if text and text.strip():
            self.texts[key].append(text)


_late = Recent(lambda html: _Section(_Reader(html).data()))


def _notes(section: _Section, fragment: Fragment, start: int) -> Iterator[Fault]:
    """Each note is there, and on the page of its first call alone."""
    pages: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(fragment.pages):
        for run in page.runs:
            if run.note and run.kind == "text" and number not in pages[run.note]:
                pages[run.note].append(number)
    called: dict[str, int] = {}
    for call in fragment.calls:
        if section.calls.get(call.note) == call.id:
            called.setdefault(call.note, call.page)
    for name, note in section.notes.items():
        if not pages[name]:
            hint = "shorten it, or call fewer notes near it"
            remedy = "look for what hides `.fn`, or takes its `float: footnote`"
            yield Fault(
                f"{note.title} is not in the file", note.block, hint, remedy=remedy, kind="note"
            )
        elif name not in called:
            yield Fault(f"{note.title} is called nowhere", note.block, "every note has a call")
        elif note.at_foot and not _goes_on(pages[name], called[name], fragment):
            told = ", ".join(str(start + page + 1) for page in pages[name])
            yield Fault(
                f"{note.title} stands on page {told}, "
                f"its first call on page {start + called[name] + 1}",
                note.block,
                "shorten the note or the text around its call, so that both fit on one page",
                remedy="notes need room at the foot: a smaller `--note`, or a wider measure",
                kind="note",
            )


def _lost(section: _Section, fragment: Fragment) -> Iterator[Fault]:
    """Each letter of the HTML was laid out, in its block and its note."""
    laid: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in fragment.pages:
        for run in page.runs:
            if run.kind == "text":
                laid[run.block, run.note].append(run.text)
    for (block, note), texts in section.texts.items():
        printed = _squash("".join(laid[block, note]))
        if printed == section.squashed[block, note]:
            continue
        if missing := Counter(section.squashed[block, note]) - Counter(printed):
            where = section.notes[note].title if note in section.notes else ""
            yield _told(texts, laid[block, note], missing, block, where)


def _told(
    texts: Sequence[str], found: Sequence[str], missing: Counter[str], block: str, where: str
) -> Fault:
    """Name the words that are gone: those of the HTML that were not found."""
    words = Counter(" ".join(texts).split())
    words.subtract(Counter(" ".join(found).split()))
    gone = [word for word, count in words.items() if count > 0]
    shown = " ".join(gone[:_WORDS_TOLD]) + (" …" if len(gone) > _WORDS_TOLD else "")
    count = sum(missing.values())
    part = f"{where}: " if where else ""
    hint = "text that fits no page is lost: look at the block's size"
    if where:
        hint = "shorten the note, or the notes around it"
    elif not block:  # what is around the blocks: a section's title, the title matter of the cover
        hint = "shorten the title, or what stands with it"
    message = f"{part}{count} letters of the text are not printed: “{shown}”"
    remedy = "look for a set `height`, `overflow` or `position`"
    return Fault(message, block, hint, remedy=remedy, kind="lost")


def _goes_on(pages: Sequence[int], call: int, fragment: Fragment) -> bool:
    """Whether a note begins at its call, and goes on from page to page.

    A page between may be taken by other notes: those who were called before go on first.
    """
    if pages[0] != call:
        return False
    between = set(range(call, pages[-1])) - set(pages)
    return all(fragment.pages[page].note_depth for page in between)


def _notes_alone(fragment: Fragment, start: int) -> Iterator[Fault]:
    """No page is all notes, but where a note goes on that the text has left behind."""
    begun: set[str] = set()
    for number, page in enumerate(fragment.pages, start=start + 1):
        noted = [run for run in page.runs if run.note and run.kind == "text"]
        text = [run for run in page.runs if not run.note and run.kind in ("text", "drawing")]
        new = [run for run in noted if run.note not in begun]
        if new and page.note_depth and not text:
            hint = "shorten the notes of the page before"
            message = f"page {number} has notes and no text"
            yield Fault(message, new[0].block, hint, kind="note")
        begun.update(run.note for run in noted)


def crowded(fragments: Sequence[Fragment], notes_at_most: float) -> Iterator[Fault]:
    """Say on which pages notes take more than a share of the text's depth, for advice."""
    pages = [page for fragment in fragments for page in fragment.pages]
    over: dict[int, float] = {}
    for number, page in enumerate(pages, start=1):
        share = page.note_depth / page.text_depth if page.text_depth else 0.0
        if share > notes_at_most:
            over[number] = share
    if not over:
        return
    most = max(over, key=lambda number: over[number])
    noted = (run.block for run in pages[most - 1].runs if run.note and run.kind == "text")
    *others, last = map(str, over)
    told = f"pages {', '.join(others)} and {last}" if others else f"page {last}"
    allowed = min(round(100 * over[most]) + 5, 100)
    worst = f"notes take {over[most]:.0%} of the text on page {most}"
    yield Fault(
        f"{worst}; more than {notes_at_most:.0%} on {told}",
        next(noted, ""),
        "shorten the notes called there, join calls, or raise `notes-at-most`",
        remedy=f"`limits: {{notes: {allowed}}}` in theme.yaml allows it",
    )


_RUN_OVER = {
    "page": (
        "runs off the page",
        "shorten it, or give it room: an unbroken word is as wide as it is long",
    ),
    "cell": ("runs into the next column", "shorten it, or make its column wider"),
    "row": ("is a row that goes on from the page before", "shorten its longest cell"),
    "over": ("stands over other words", "give the two room, or shorten one"),
    "broken": ("is broken in its cell", "make its column wider, or say where: a soft hyphen"),
    "head": (
        "runs into the words beside it",
        "give a `running-title`, and sections a `short-title`",
    ),
}


_REMEDIES = {
    "page": "keep it in the live width, `--full`: shares of it, in the place of lengths",
    "cell": "give its column a larger share, or smaller type",
    "row": "smaller type, or wider columns",
    "over": "look for `position`, a negative margin, or a height that is set",
    "broken": "give its column a larger share, or `overflow-wrap: normal`",
    "head": "smaller type in `@top-left` and its like, or one of them left out",
}


def _overruns(fragments: Sequence[Fragment]) -> Iterator[Fault]:
    """No text runs off its page or out of its cell, and no head into another.

    Each is told once, where it first stands: a running head stands on every page. Of a block that
    has many of a kind, the first is told, and how many there are.
    """
    yield from _told_once(fragments, {"page", "cell", "head", "over"})


def broken(fragments: Sequence[Fragment]) -> Iterator[Fault]:
    """Say which words a cell breaks where no hyphen may stand, and which rows a page; as doubts.

    A row that is taller than its page goes on with the next one, and nothing of it is lost.
    """
    yield from _told_once(fragments, {"broken", "row"})


def _told_once(fragments: Sequence[Fragment], places: Container[str]) -> Iterator[Fault]:
    found: dict[tuple[str, str], dict[Overrun, int]] = defaultdict(dict)
    pages = (page for fragment in fragments for page in fragment.pages)
    for number, page in enumerate(pages, start=1):
        for run in page.overruns:
            if run.place in places:
                one = run.text if run.place == "head" or not run.block else ""
                found[run.place, run.block or one].setdefault(run, number)
    for runs in found.values():
        (run, number), *others = runs.items()
        how, hint = _RUN_OVER[run.place]
        words = run.text if len(run.text) <= _LETTERS_TOLD else f"{run.text[:_LETTERS_TOLD]}…"
        head = run.text if run.place == "head" or not run.block else ""
        texts = f"{len(others)} more text{'s' * (len(others) > 1)} of this block"
        more = f", and so with {texts}" if others else ""
        message = f"page {number}: “{words}” {how}{more}"
        yield Fault(message, run.block, hint, head, _REMEDIES[run.place], run.place)


def _unreadable(
    fragment: Fragment, extracted: Sequence[str], start: int, numbers: Mapping[str, int], front: int
) -> Iterator[Fault]:
    """Each letter that was laid out on a page can be got out of the file again."""
    late_numbers: dict[int, list[str]] = defaultdict(list)
    for late in fragment.late:
        own = start + late.page + 1 - front
        late_numbers[late.page].append(str(numbers.get(late.target, own) if late.target else own))
    for number, page in enumerate(fragment.pages):
        if start + number >= len(extracted):
            return
        found = extracted[start + number]
        expected = [run.text for run in page.runs] + late_numbers[number]
        if missing := _letters(expected) - _letters([found]):
            yield from _pointed(page, found, missing, start + number + 1)


def _pointed(
    page: PrintedPage, found: str, missing: Mapping[str, int], number: int
) -> Iterator[Fault]:
    """Name the blocks of a page whose words cannot be read."""
    hint = "the file is damaged, or a font gives its glyphs no text"
    read = _squash(found)
    told = False
    for run in page.runs:
        gone = [word for word in run.text.split() if _squash(word) and _squash(word) not in read]
        if gone:
            told = True
            shown = " ".join(gone[:_WORDS_TOLD])
            message = f"the words “{shown}” on page {number} cannot be selected or copied"
            yield Fault(message, run.block, hint, kind="read")
    if not told:
        letters = "".join(sorted(missing))
        message = f"letters on page {number} cannot be selected or copied: {letters}"
        yield Fault(message, "", hint, kind="read")


def _letters(texts: Sequence[str]) -> Counter[str]:
    return Counter(_squash("".join(texts)))


def _squash(text: str) -> str:
    """Return letters and digits in a row: a word is there if its own stand together."""
    text = text if text.isascii() else unicodedata.normalize("NFD", text)  # ẍ, set as x and a mark
    return _OTHERS.sub("", text.casefold())
