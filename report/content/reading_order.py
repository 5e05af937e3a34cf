"""A briefing and its library come in; every text that it prints goes out, in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..errors import Loc
from .blocks import Block, Documents, Exhibit
from .briefing import Briefing
from .library import Library
from .model import HouseLine, HouseTitle, Title, texts
from .yamlfile import YamlFile

Where = tuple[str, Loc]  # the file of a text, and its place there


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the briefing, in reading order: where it was written, and the block it is in."""

    source: YamlFile
    loc: Loc
    text: Title
    block: Loc
    exhibit: str = ""  # anchor of the exhibit or box whose lettered notes its calls are
    implied: str = ""  # key of the document that is cited at its end without being written there

    @property
    def where(self) -> Where:
        """Return the key under which the marks of this text are kept."""
        return str(self.source.path), self.loc


def read_in_order(briefing: Briefing, library: Library, source: YamlFile) -> Iterator[Text]:
    """Yield every text that the briefing prints, in reading order."""
    numbers = briefing.exhibits()
    for name, value in briefing:
        if name != "sections":
            alias = type(briefing).model_fields[name].alias or name
            for loc, text in texts(value, (alias,)):
                yield Text(source, loc, text, (alias,))
    for section in briefing.sections:
        for name in ("title", "short_title"):
            if (title := getattr(section, name)) is not None:
                field_loc: Loc = (*section.loc, name.replace("_", "-"))
                yield Text(source, field_loc, title, section.loc)
        for block in section.blocks:
            loc = block.loc
            anchor = anchor_of(block, section.id, numbers) if block.lettered else ""
            for place, text in texts(block, loc):
                if isinstance(text, HouseTitle | HouseLine):
                    continue  # the house says it, in whatever language
                yield Text(source, place, text, loc, anchor)
            if isinstance(block, Documents):
                yield from _documents(library, loc)


def _documents(library: Library, block: Loc) -> Iterator[Text]:
    for key, doc in library.documents.items():
        for name in ("summary", "witness-to", "does-not-say"):
            text = getattr(doc, name.replace("-", "_"))
            implied = key if name == "summary" and "[@" not in text else ""
            yield Text(library.sources[key], (name,), text, block, implied=implied)


def anchor_of(block: Block, section: str, numbers: Mapping[str, int]) -> str:
    """Return the id that links to ``block``: an exhibit's number, or its section and kind."""
    if isinstance(block, Exhibit):
        return f"exhibit-{numbers[block.id]}"
    return f"{section}-{getattr(block, 'kind', 'block')}"
