"""WeasyPrint's content streams in; out, streams that agree with the structure tree.

Artifacts are marked as such, word spaces that layout dropped are put back, glyphs that stand for
another text are spelled out, and each number that only assembly knows gets a content stream of its
own. The streams are still lists of operators here: nothing is parsed.
"""

import re
from collections.abc import Callable
from typing import Any

from . import ordering
from .fragment import LateNumber
from .markup import is_page_note
from .structure import ContentMark, Node, TagTree

_NOTES = 1_000_000
SOFT_HYPHEN = "\u00ad"
_SHOWN = b"] TJ"
_GLYPHS = re.compile(rb"<([0-9a-f]*)>")
_LATE = re.compile(
    r"(.*?[\d.-]+ [\d.-]+ [\d.-]+ [\d.-]+ )([\d.-]+)( [\d.-]+ Tm.*?"  # up to x, x, and after it
    r"/(\w+) ([\d.]+) Tf.*?)\[([^]]*)\]( TJ.*)",  # font, size, what is shown, the rest
    re.S,
)


class Cutter:
    """Cuts the streams of one fragment.

    ``space`` gives, for the name of a font, the glyph of its word space, or None if it is not one
    of ours; ``advance`` the advance of a glyph, and ``text`` what it stands for.
    """

    def __init__(
        self,
        tree: TagTree,
        *,
        space: Callable[[str], int | None],
        advance: Callable[[str, int], int],
        text: Callable[[str, int], str],
        tagged: bool,
    ) -> None:
        self._tree, self._space, self._advance, self._text = tree, space, advance, text
        self._tagged = tagged
        self._places = _places(tree) if tagged else {}
        self.late: list[LateNumber] = []
        self.seen: set[ContentMark] = set()

    def cut(self, page: int, operators: list[Any]) -> list[list[Any]]:
        """Return the streams in the place of one: more than one if there are late numbers."""
        if self._tagged:
            ordered = ordering.in_reading_order(page, operators, self._places, self._advance)
            operators = operators if ordered is None else ordered
        streams: list[list[Any]] = [[]]
        run: list[Any] = []  # the marked content being read, from BDC to EMC
        mark: ContentMark | None = None
        depth = 0
        for op in operators:
            if mark is None:
                if op == b"BDC" and "MCID" in streams[-1][-1]:
                    mark = ContentMark(page, streams[-1].pop()["MCID"])
                    run, depth = [streams[-1].pop()], 1
                elif self._tagged or not self._untag(streams[-1], op):
                    streams[-1].append(op)
                continue
            run.append(op)
            if op in (b"BDC", b"BMC"):
                depth += 1
            elif op == b"EMC":
                depth -= 1
                if depth == 0:
                    self._marked(mark, run, streams)
                    mark = None
        return streams

    def _untag(self, stream: list[Any], op: Any) -> bool:
        """Leave the marks of artifacts out of a file without tags; return whether this was one."""
        if op == b"BMC":
            stream.pop()
        return op in (b"BMC", b"EMC")

    def _marked(self, mark: ContentMark, run: list[Any], streams: list[list[Any]]) -> None:
        """Put marked content back as what the tree says it is; ``run`` is tag, content and EMC."""
        tree = self._tree
        self.seen.add(mark)
        tag, before, content, after = run[0], *_apart(run[1:-1])
        if not self._tagged:
            before, after = ([op for op in ops if not _is_mark(op)] for ops in (before, after))
        if mark in tree.dropped:
            streams[-1] += before + _without_text(content) + after
            return
        if mark in tree.late:
            streams[-1] += before
            head, foot = self._frame(mark, tag)
            number = [*head, *content, *foot]
            self.late.append(self._late(mark, len(streams), number))
            streams += [number, list(after)]
            return
        if mark not in tree.artifacts:
            if mark in tree.hyphenated:
                self._soften(content)
            elif mark in tree.spaced:
                self._add_space(content)
        head, foot = self._frame(mark, tag, content)
        streams[-1] += [*before, *head, *content, *foot, *after]

    def _frame(
        self, mark: ContentMark, tag: Any, content: list[Any] | None = None
    ) -> tuple[list[Any], list[Any]]:
        if not self._tagged:
            return [], []
        if (properties := self._tree.artifacts.get(mark)) is not None:
            return ["/Artifact", f"<<{properties}>>", b"BDC"], [b"EMC"]
        spelled, moved = self._tree.spelled.get(mark), mark in self._tree.moved
        if spelled is not None and mark in self._tree.spaced:
            spelled += " "
        if spelled is not None and content and (moved or self._read(content) != spelled):
            return [tag, f"<</MCID {mark.mcid} /ActualText {_string(spelled)}>>", b"BDC"], [b"EMC"]
        return [tag, f"<</MCID {mark.mcid}>>", b"BDC"], [b"EMC"]

    def _read(self, content: list[Any]) -> str:
        """Return the text that the glyphs stand for."""
        found, font = [], ""
        for op in content:
            if isinstance(op, bytes) and op.endswith(b" Tf"):
                font = op[1:].split(b" ")[0].decode()
            elif isinstance(op, bytes) and op.endswith(_SHOWN):
                for glyphs in _GLYPHS.findall(op):
                    found += [
                        self._text(font, int(glyphs[i : i + 4], 16))
                        for i in range(0, len(glyphs), 4)
                    ]
        return "".join(found)

    def _shown(self, content: list[Any]) -> tuple[int, str] | None:
        """Return where text is shown last, and the name of its font."""
        for place in range(len(content) - 1, -1, -1):
            if isinstance(content[place], bytes) and content[place].endswith(_SHOWN):
                for op in reversed(content[:place]):
                    if isinstance(op, bytes) and op.endswith(b" Tf"):
                        return place, op[1:].split(b" ")[0].decode()
        return None

    def _add_space(self, content: list[Any]) -> None:
        """Show a word space after the text: ISO 32000-1, 14.8.2.5, wants it in the content."""
        if (shown := self._shown(content)) is not None:
            place, font = shown
            if (glyph := self._space(font)) is not None:
                content[place] = content[place][: -len(_SHOWN)] + b"<%04x>" % glyph + _SHOWN

    def _soften(self, content: list[Any]) -> None:
        """Let a hyphen that layout put in read as a soft one: ISO 32000-1, 14.8.2.2.3."""
        if (shown := self._shown(content)) is None or not self._tagged:
            return
        place, _ = shown
        text = content[place][: -len(_SHOWN)]
        match = re.fullmatch(rb"(.*)([0-9a-f]{4})>([^<>]*)", text, re.S)
        if match is None:
            return
        first, hyphen, _ = match.groups()
        content[place : place + 1] = [
            first + b">" + _SHOWN,
            "/Span",
            f"<</ActualText {_string(SOFT_HYPHEN)}>>",
            b"BDC",
            b"[<" + hyphen + b">" + _SHOWN,
            b"EMC",
        ]

    def _late(self, mark: ContentMark, index: int, operators: list[Any]) -> LateNumber:
        """Describe a number to be filled in, from the operators that show its placeholder."""
        from pydyf import _to_bytes

        asked = self._tree.late[mark]
        source = b"\n".join(_to_bytes(op) for op in operators).decode("latin-1")
        parts = _LATE.fullmatch(source)
        if parts is None or source.count(" TJ") != 1:
            raise ValueError(f"cannot replace the number in {source!r}")
        font, size = parts[4], float(parts[5])
        glyphs = "".join(re.findall(r"<([0-9a-f]*)>", parts[6]))
        width = sum(
            self._advance(font, int(glyphs[i : i + 4], 16)) for i in range(0, len(glyphs), 4)
        )
        return LateNumber(
            page=mark.page,
            stream=index,
            target=asked.target,
            font=font,
            size=size,
            features=asked.features,
            x=float(parts[2]),
            width=width * size / 1000,
            align=asked.align,
            template=(parts[1], parts[3], parts[7]),
        )


def _places(tree: TagTree) -> dict[ContentMark, float]:
    """Return where each mark is painted on its page: as it is read, notes last, feet after them."""
    places: dict[ContentMark, float] = {}
    waiting: list[tuple[Any, bool]] = [(tree.root, False)]
    while waiting:
        thing, note = waiting.pop()
        if isinstance(thing, ContentMark):
            places[thing] = len(places) + (_NOTES if note else 0)
        elif isinstance(thing, Node):
            note = note or (thing.element is not None and is_page_note(thing.element))
            waiting += [(kid, note) for kid in reversed(thing.kids)]
    feet = (mark for mark, said in tree.artifacts.items() if "/Footer" in said)
    return places | dict.fromkeys(feet, 2.0 * _NOTES)


def _apart(content: list[Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """Take lines under, over and through a text out of its marked content.

    They are artifacts, and an artifact may not stand in tagged content (ISO 14289-1, 7.1).
    WeasyPrint draws the first two before the text and the last after it; so the painting order
    stays.
    """
    before: list[Any] = []
    kept: list[Any] = []
    after: list[Any] = []
    shown, depth = False, 0
    taken: list[Any] = []
    for op in content:
        if depth == 0:
            if op == b"BMC" and kept and kept[-1] == "/Artifact":
                taken, depth = [kept.pop(), op], 1
                continue
            kept.append(op)
            shown = shown or (isinstance(op, bytes) and op.endswith(_SHOWN))
            continue
        taken.append(op)
        depth += (op in (b"BDC", b"BMC")) - (op == b"EMC")
        if depth == 0:
            (after if shown else before).extend(taken)
    return before, kept, after


def _without_text(content: list[Any]) -> list[Any]:
    """Keep what sets colours: text after it relies on them."""
    kept: list[Any] = []
    inside = False
    for op in content:
        inside = inside or op == b"BT"
        if not inside:
            kept.append(op)
        inside = inside and op != b"ET"
    return kept


def _is_mark(op: Any) -> bool:
    return op in (b"BMC", b"EMC") or op == "/Artifact"


def _string(text: str) -> str:
    """Write a text string in UTF-16."""
    return f"<feff{text.encode('utf-16-be').hex()}>"
