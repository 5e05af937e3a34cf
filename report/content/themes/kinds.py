"""What a theme declares of its own kinds of block comes in; the classes of the kinds go out."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, create_model

from ...errors import Diagnostic
from ..blocks import OURS, Block, Exhibit, kind_of
from ..model import ID, Line, Model, Prose, Title
from ..yamlfile import YamlFile


class PlacedPicture(Model):
    """A picture from a file beside the briefing; ``alt`` says in words what is to be seen."""

    file: str
    alt: str = Field(min_length=1)


TYPES: Mapping[str, Any] = MappingProxyType(
    {
        "text": Line,
        "prose": Prose,
        "plain": Title,
        "texts": tuple[Line, ...],
        "rows": tuple[tuple[Line, ...], ...],
        "number": int | float,
        "picture": PlacedPicture,
    }
)
"""The types of fields: a paragraph with note calls, several paragraphs, a line without calls, a
list of paragraphs, a table's rows, a number, and a picture from a file."""

_DECLARED = re.compile(r"([a-z]+)\s*(\?)?")
_TAKEN = {"kind", "allow", "for", "reader", "loc", "name", "id", "title", "letters", "anchor"}


def _declared(written: Any) -> str:
    found = _DECLARED.fullmatch(str(written).strip())
    if found is None or found[1] not in TYPES:
        known = ", ".join(TYPES)
        raise ValueError(f"a field is one of {known}; with `?` after it, it may be left out")
    return f"{found[1]}{found[2] or ''}"


_SCHEMA = {"enum": [*TYPES, *(f"{name}?" for name in TYPES)]}
FieldType = Annotated[str, BeforeValidator(_declared), WithJsonSchema(_SCHEMA)]


class DeclaredKind(Model):
    """A kind of block of the theme's own; its template is ``blocks/NAME.html.jinja``.

    ``fields`` are in the order in which the template prints them, each with its type: `text`,
    `prose`, `plain`, `texts`, `rows`, `number`, `picture`; `text?` may be left out. ``exhibit``: it
    is numbered, has an `id` and a `title`, and its calls become lettered notes. ``asks``: its texts
    ask and state nothing. ``once``: a briefing has at most one.
    """

    says: str = "A kind of block of this theme."
    fields: dict[str, FieldType] = Field(min_length=1, max_length=40)
    exhibit: bool = False
    asks: bool = False
    once: bool = False


def faults(kinds: Mapping[str, DeclaredKind], source: YamlFile) -> Iterator[Diagnostic]:
    """Yield the names, of kinds and of fields, that cannot be had."""
    ours = [kind_of(cls) for cls in OURS]
    for name, declared in kinds.items():
        place = source.key_at(("kinds", name))
        if not re.fullmatch(ID, name):
            hint = "small letters, digits and hyphens: pull-quote"
            yield Diagnostic(f"`{name}` cannot be the name of a kind", place, hint)
        elif name in ours:
            hint = f"to change how it looks, put blocks/{name}.html.jinja into the theme"
            yield Diagnostic(f"there is a kind `{name}` already", place, hint)
        for field in declared.fields:
            taken = field in _TAKEN or field.startswith("model")
            if taken or not re.fullmatch(ID, field):
                span = source.key_at(("kinds", name, "fields", field))
                wanted = "small letters, digits and hyphens: said-by"
                hint = "every block has a field of this name" if field in _TAKEN else wanted
                yield Diagnostic(f"`{field}` cannot be the name of a field", span, hint)


def unprinted(name: str, source: YamlFile) -> Diagnostic:
    """Say of a declared kind that the theme has no template for it."""
    hint = f"write blocks/{name}.html.jinja into the theme, with each field as `block.NAME`"
    return Diagnostic(f"the kind `{name}` has no template", source.key_at(("kinds", name)), hint)


@lru_cache(maxsize=64)
def made(declared: tuple[tuple[str, str], ...]) -> tuple[type[Block], ...]:
    """Return the classes of kinds, from their names and what is declared of them, as JSON.

    The same declarations give the same classes.
    """
    return tuple(_class(name, DeclaredKind.model_validate_json(text)) for name, text in declared)


def _class(name: str, kind: DeclaredKind) -> type[Block]:
    fields: dict[str, Any] = {"kind": (Literal[name], ...)}
    pictures = False
    for field, declared in kind.fields.items():
        wanted = TYPES[declared.rstrip("?")]
        pictures = pictures or wanted is PlacedPicture
        optional = declared.endswith("?")
        fields[field.replace("-", "_")] = (wanted | None, None) if optional else (wanted, ...)
    base = Exhibit if kind.exhibit else Block
    title = "".join(part.capitalize() for part in name.split("-"))
    cls: Any = create_model(title, __base__=base, __doc__=kind.says, **fields)
    cls.asks, cls.once = kind.asks, kind.once
    if pictures:
        cls.drawn_by = "report.exhibits.artists:pictures"
        cls.viewed_by = "report.page.kinds:pictured"
    found: type[Block] = cls
    return found
