"""What cannot be printed comes in; what is printed in its place in a draft goes out."""

import copy
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..content.blocks import Block, ProseBlock
from ..content.briefing import Briefing
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, MachineError, ReportError, Span
from ..page.theme import Theme
from ..press import reserve
from ..text.catalogue import ENGLISH, Catalogue
from . import is_made, keeping

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ..press.engines import Begin, Engine, EngineName
    from ..press.workers import Typeset
    from ..press.xmp import Metadata

T = TypeVar("T")
U = TypeVar("U")

_TRIES = 3  # a block that is left out may be what another leads to

_CALL = re.compile(
    r"\[(?:not in )?[@^][^\[\]]*\](?:\{#[^}]*\})?|\[connective\]|\[reading\]|\[(?:p\. ?)?#[^\]]*\]"
)
_HEAD = re.compile(r".*?<body[^>]*>", re.S)
_TITLE = re.compile(r"<h1\b.*?</h1>", re.S)
_ID = re.compile(r'\sid="([^"]*)"')


def read(act: Callable[[Path | YamlFile], T], written: Path | YamlFile) -> T:
    """Return what ``act`` reads; in a draft a sentence stands for a block that cannot be read."""
    if is_made() and isinstance(written, YamlFile):
        for _ in range(_TRIES):
            try:
                return act(written)
            except MachineError:
                raise
            except ReportError as error:
                readable = _readable(written, error.diagnostics)
                if readable is None:
                    raise
                with keeping():
                    raise
                written = readable
    return act(written)


def _readable(source: YamlFile, problems: Sequence[Diagnostic]) -> YamlFile | None:
    """Return the file without the blocks at fault; None where something else is."""
    data = copy.deepcopy(source.data)
    starts: list[tuple[Span, Loc]] = []
    sections = data.get("sections") if isinstance(data, dict) else None
    for number, section in enumerate(sections if isinstance(sections, list) else ()):
        starts.append((source.at(("sections", number)), ()))
        blocks = section.get("blocks") if isinstance(section, dict) else None
        for b, _ in enumerate(blocks if isinstance(blocks, list) else ()):
            loc: Loc = ("sections", number, "blocks", b)
            starts.append((source.at(loc), loc))
    at_fault = [_start_of(problem.span, starts) for problem in problems]
    if not all(at_fault):
        return None
    words = Catalogue(str(data.get("language") or ENGLISH))
    for loc in filter(None, at_fault):
        data["sections"][loc[1]]["blocks"][loc[3]] = _stand_in_of(words)
    return replace(source, data=data)


def _stand_in_of(words: Catalogue) -> dict[str, str]:
    return {"kind": "prose", "text": f"*{words.say('draft-left-out')}* [connective]"}


def _start_of(span: Span | None, starts: Iterable[tuple[Span, U]]) -> U | None:
    """Return what begins last before a place."""
    if span is None:
        return None
    before = [
        ((start.line, start.column), what)
        for start, what in starts
        if start.path == span.path and (start.line, start.column) <= (span.line, span.column)
    ]
    return max(before, key=lambda pair: pair[0])[1] if before else None


def tried(read: Callable[[Briefing], T], model: Briefing, source: YamlFile) -> tuple[Briefing, T]:
    """Return a briefing with what ``read`` makes of it; in a draft, what is at fault gives way.

    First the block loses its calls, then a sentence stands in its place.
    """
    if is_made():
        for change in (_uncited, _emptied, _emptied, _emptied):
            try:
                return model, read(model)
            except MachineError:
                raise
            except ReportError as error:
                with keeping():
                    raise
                model = _changed(model, change, blocks_at(model, source, error.diagnostics))
    return model, read(model)


def blocks_at(model: Briefing, source: YamlFile, found: Iterable[Diagnostic]) -> tuple[Block, ...]:
    """Return the blocks in which the problems stand, as far as they stand in one."""
    starts = _starts(model, source)
    blocks = {}
    for problem in found:
        if (block := _start_of(problem.span, starts)) is not None:
            blocks[block.loc] = block
    return tuple(blocks.values())


def _starts(model: Briefing, source: YamlFile) -> list[tuple[Span, Block | None]]:
    """Return where sections and blocks begin."""
    starts: list[tuple[Span, Block | None]] = [
        (source.at(section.loc), None) for section in model.sections
    ]
    return starts + [(source.at(block.loc), block) for block in model.blocks()]


def outside(
    found: Iterable[Diagnostic], printed: Briefing, written: Briefing, source: YamlFile
) -> tuple[Diagnostic, ...]:
    """Leave out what is said of blocks that have given way: why they have is kept already.

    The words that stand in their place are the house's, whether they came while reading or later.
    """
    whole = {block.loc: block for block in written.blocks()}
    ours = _stand_in_of(printed.catalogue)["text"]
    gone = {
        block.loc
        for block in printed.blocks()
        if block is not whole.get(block.loc) or getattr(block, "text", "") == ours
    }
    if not gone:
        return tuple(found)
    starts = _starts(printed, source)
    places = ((problem, _start_of(problem.span, starts)) for problem in found)
    return tuple(problem for problem, block in places if block is None or block.loc not in gone)


def _changed(
    model: Briefing, change: Callable[[Block, Briefing], Block], blocks: Sequence[Block]
) -> Briefing:
    new = {block.loc: change(block, model) for block in blocks}
    sections = tuple(
        section.model_copy(update={"blocks": tuple(new.get(b.loc, b) for b in section.blocks)})
        for section in model.sections
    )
    made = model.model_copy(update={"sections": sections})
    made._by_loc = {block.loc: block for block in made.blocks()}
    return made


def _uncited(block: Block, model: Briefing) -> Block:
    made: Block = _without_calls(block)
    return made


def _without_calls(value: Any) -> Any:
    if isinstance(value, str):
        made = _CALL.sub("", value)
        return value if made == value else type(value)(made)
    if isinstance(value, tuple):
        return tuple(map(_without_calls, value))
    if hasattr(value, "model_copy"):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        new = {name: _without_calls(old) for name, old in fields.items()}
        return value.model_copy(update={n: v for n, v in new.items() if v is not fields[n]})
    return value


def _emptied(block: Block, model: Briefing) -> Block:
    made = ProseBlock.model_validate(_stand_in_of(model.catalogue))
    made._loc, made._name = block.loc, block.name
    return made


# --------------------------------------------------------------------------------------- sections


def filled(fill: Callable[[Theme], T], look: Theme) -> T:
    """Return the filled templates; in a draft, of the default theme where those of another fail."""
    if is_made():
        with keeping():
            return fill(look)
        return fill(Theme.load())
    return fill(look)


def printed(press: "Engine", pages: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is laid out for these sections."""
    return press.printed(pages) if isinstance(press, Lenient) else pages


@dataclass
class Lenient:
    """An engine that prints what is wrong with a section in the place of one it cannot lay out."""

    engine: "Engine"
    _instead: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> "EngineName":
        """What the engine is called."""
        return self.engine.name

    def beginning(self) -> "AbstractContextManager[Begin]":
        """Wait: what is at fault gives way first."""
        return nullcontext(lambda page: None)

    def lay_out(self, pages: Sequence[str], place: Callable[[int], Span | None]) -> "Typeset":
        """Lay the sections out, one by one where they do not go together."""
        try:
            return self.engine.lay_out(self.printed(pages), place)
        except MachineError:
            raise
        except ReportError:
            for number, page in enumerate(pages):
                self._try(page, place(number))
        return self.engine.lay_out(self.printed(pages), place)

    def remember(self, laid: "Typeset") -> None:
        """Let the engine take note of it."""
        self.engine.remember(laid)

    def _try(self, page: str, span: Span | None) -> None:
        with keeping():
            try:
                self.engine.lay_out(self.printed([page]), lambda number: span)
            except MachineError:
                raise
            except ReportError as error:
                self._instead[page] = self._other(page, error.diagnostics)
                raise

    def _other(self, page: str, problems: Iterable[Diagnostic]) -> str:
        """Return the section without characters that no typeface has, or why it is not there."""
        if (written := drawable(page)) != page:
            try:
                self.engine.lay_out([written], lambda number: None)
                return written
            except MachineError:
                raise
            except ReportError:
                pass
        return _stand_in(page, problems)

    def printed(self, pages: Sequence[str]) -> tuple[str, ...]:
        """Return what is laid out for these sections."""
        return tuple(self._instead.get(page, page) for page in pages)

    def bind(self, laid: "Typeset", metadata: "Metadata", files: Sequence[Any]) -> bytes:
        """Return the file."""
        return self.engine.bind(laid, metadata, files)


def _stand_in(page: str, problems: Iterable[Diagnostic]) -> str:
    """Return a section that says why it is not there, and to which others may link."""
    head, title = _HEAD.match(page), _TITLE.search(page)
    told = "".join(f"<p>{escape(drawable(problem.message))}</p>" for problem in problems)
    ids = "".join(f'<span id="{name}"></span>' for name in dict.fromkeys(_ID.findall(page)))
    heading = re.sub(r'\sid="[^"]*"', "", title[0]) if title else ""
    return f"{head[0] if head else ''}<p>{ids}</p>{heading}{told}</body></html>"


def drawable(text: str) -> str:
    """Return a text with the number of each character that no typeface here has."""
    for character in reserve.lacking(text):
        text = text.replace(character, f"U+{ord(character):04X}")
    return text
