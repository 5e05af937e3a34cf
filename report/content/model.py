"""What every content model shares: its strictness, the kinds of text, and its errors in place.

Data from a ``YamlFile`` goes in, a frozen pydantic model comes out; a mistake becomes a Diagnostic
at its line and column, with the field that was probably meant.
"""

import re
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, ErrorDetails, core_schema

from .. import limits
from ..errors import Diagnostic, Loc, ReportError, nearest, suggestion, visible
from ..text.catalogue import Catalogue
from .yamlfile import YamlFile

ID = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
NAME = re.compile(ID)
DIGEST = r"^sha256:[0-9a-f]{64}$"
CLAUSE = r"^(?:\d{1,3}[a-z]?(?:\.\d{1,3})*|[IVXLC]+)(?:\([a-z0-9]{1,4}\))*$"
SIGLUM = r"^[\p{Lu}\p{Lo}]\p{L}?$"
_PATTERNS = {
    ID: "an id is made of small letters, digits and hyphens: `signed-in-moscow`",
    DIGEST: "a digest is `sha256:` and 64 hexadecimal digits",
    CLAUSE: "a clause is named by its number as the document has it: 4, 4.2, 4(a), IV",
    SIGLUM: "a siglum is a capital, or a capital and a letter: P, Ur",
}

_EMPTY = ("", "null", "~")  # how YAML writes "nothing here"; the source keeps it as text


class Model(BaseModel):
    """Content is written once and never changed; an unknown field is a mistake."""

    formerly: ClassVar[Mapping[str, str]] = {}
    """Names that fields had in earlier formats: still read, with advice to write the new one."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        str_strip_whitespace=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_empty(cls, data: Any) -> Any:
        """Take an optional field that is written but empty for one that is not written."""
        if not isinstance(data, dict):
            return data
        data = {
            name if (name := cls.formerly.get(key, key)) not in data else key: value
            for key, value in data.items()
        }
        optional = {
            field.alias or name
            for name, field in cls.model_fields.items()
            if not field.is_required()
        }
        return {
            key: value
            for key, value in data.items()
            if not (key in optional and isinstance(value, str) and value.strip() in _EMPTY)
        }


def _format(written: Any) -> int:
    """Read the number of a file's format."""
    if str(written) != str(FORMAT):
        hint = f"write `format: {FORMAT}`, or update this programme if the file is from a newer one"
        raise PlacedError(f"this programme reads format {FORMAT}, not {written}", (), hint)
    return FORMAT


FORMAT = 1
"""The format of content files that is written now."""

Format = Annotated[int, BeforeValidator(_format, json_schema_input_type=int)]


class Title(str):
    """A short text in one line, with emphasis but without note calls: a heading, a label.

    Its numbers and names are held against the facts cited in the same block.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(min_length=1, strip_whitespace=True)
        return core_schema.no_info_after_validator_function(cls, text)


class Line(Title):
    """A text of one paragraph that may carry note calls."""

    __slots__ = ()


class Asked(Title):
    """A text that asks the reader to do something, and states nothing of its own."""

    __slots__ = ()


class Aside(Title):
    """A text on the class or the reading itself, not on what documents say: no check holds it."""

    __slots__ = ()


class Decoy(Title):
    """A text that is false on purpose, a wrong option or a faulty paragraph: no check holds it."""

    __slots__ = ()


class Prose(Line):
    """Running text with note calls; an empty line starts a new paragraph.

    Lines that begin with ``- ``, ``1. `` or ``> `` make lists and block quotations; an indented
    line between empty ones is a formula.
    """

    __slots__ = ()

    structured: ClassVar[bool] = True


class Item(Line):
    """An item of a list; lines of it that begin with ``- `` or ``1. `` make a list inside it."""

    __slots__ = ()

    structured: ClassVar[bool] = True


class HouseTitle(Title):
    """A title of the house's own, for want of the author's: the entry ``word`` of the catalogue."""

    word: str


class HouseLine(Line):
    """A line of the house's own, for want of the author's: the entry ``word`` of the catalogue."""

    word: str


def house_title(word: str) -> HouseTitle:
    """Return an entry of the catalogue as the default of a title."""
    made = HouseTitle(Catalogue().say(word))
    made.word = word
    return made


def house_line(word: str) -> HouseLine:
    """Return an entry of the catalogue as the default of a line."""
    made = HouseLine(Catalogue().say(word))
    made.word = word
    return made


class PlacedError(ValueError):
    """A validator's finding about a value further inside, and the way out."""

    def __init__(self, message: str, loc: Loc, hint: str | None = None) -> None:
        super().__init__(message)
        self.loc = loc
        self.hint = hint


M = TypeVar("M", bound=Model)


def validate(model: type[M], source: YamlFile, data: Any = None, loc: Loc = ()) -> M:
    """Return the data of ``source`` as ``model``; ``ReportError`` lists every mistake, in place."""
    try:
        return model.model_validate(
            source.data if data is None else data, context={"language": _language(source.data)}
        )
    except ValidationError as error:
        found = error.errors(include_url=False)[: limits.PROBLEMS]
        raise ReportError(
            _diagnostic(problem, model, source, loc)
            for problem in found
            if not _follows(problem, found) and not _is_misspelt(problem, found, model)
        ) from error


def _language(data: Any) -> str:
    """Return the language that a file says it is in: numbers in titles are put in its words."""
    found = data.get("language") if isinstance(data, dict) else None
    return found if isinstance(found, str) and found.strip() else "en"


def _follows(problem: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """Say whether a list is called too short only because its items are at fault themselves."""
    inner = problem["loc"]
    return problem["type"] == "too_short" and any(
        len(other["loc"]) > len(inner) and other["loc"][: len(inner)] == inner for other in found
    )


def _is_misspelt(problem: ErrorDetails, found: list[ErrorDetails], model: type[Model]) -> bool:
    """Say whether a field is only missing since its name is misspelt, which is told."""
    if problem["type"] != "missing" or not problem["loc"]:
        return False
    *parent, name = problem["loc"]
    strange = (
        str(other["loc"][-1])
        for other in found
        if other["type"] == "extra_forbidden" and [*other["loc"][:-1]] == parent
    )
    fields = _fields(model, tuple(parent))
    return any(nearest(word, fields) == (name,) for word in strange)


def texts(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Title]]:
    """Yield every text of a model in reading order, with its place in the data.

    Reading order is the order in which a model declares its fields: the templates print them so.
    """
    if isinstance(value, Title):
        yield loc, value
    elif isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            yield from texts(getattr(value, name), (*loc, field.alias or name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, (*loc, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*loc, key))


def _diagnostic(
    problem: ErrorDetails, model: type[Model], source: YamlFile, base: Loc
) -> Diagnostic:
    inner = problem["loc"]
    loc: Loc = (*base, *inner)
    name = str(inner[-1]) if inner else ""
    context = problem.get("ctx", {})
    match problem["type"]:
        case "value_error" if isinstance(error := context.get("error"), PlacedError):
            return Diagnostic(str(error), source.at((*loc, *error.loc)), error.hint)
        case "missing" if isinstance(inner[-1], int):
            message = f"this list is too short: it has no item {inner[-1] + 1}"
            return Diagnostic(message, source.at(loc[:-1]))
        case "missing":
            return Diagnostic(f"`{name}` is missing", source.at(loc[:-1]), f"add `{name}:` here")
        case "extra_forbidden":
            hint = suggestion(name, _fields(model, inner[:-1]))
            return Diagnostic(f"`{visible(name)}` is not a field here", source.key_at(loc), hint)
        case "union_tag_invalid":
            tags = [tag.strip(" '") for tag in str(context["expected_tags"]).split(",")]
            message = f"there is no kind `{visible(str(context['tag']))}`"
            return Diagnostic(message, source.at((*loc, "kind")), suggestion(context["tag"], tags))
        case "union_tag_not_found":
            return Diagnostic("`kind` is missing", source.at(loc), "every block says its `kind:`")
        case "literal_error":
            known = [
                word.strip(" '")
                for word in str(context["expected"]).replace(" or ", ",").split(",")
            ]
            message = f"`{visible(str(problem['input']))}` is not a choice here"
            return Diagnostic(message, source.at(loc), suggestion(str(problem["input"]), known))
    if name == "[key]":  # it is the name of a field that is wrong, and not what it holds
        return Diagnostic(_own_words(problem), source.key_at(loc[:-1]))
    return Diagnostic(_own_words(problem), source.at(loc), _plain_number(problem))


def _plain_number(problem: ErrorDetails) -> str | None:
    """Return how a number is written, where it stands with a sign or a unit."""
    if problem["type"] not in ("int_parsing", "float_parsing"):
        return None
    found = re.search(r"\d+(?:\.\d+)?", str(problem["input"]))
    return f"write `{found[0]}`: a number stands here alone" if found else None


def _own_words(problem: ErrorDetails) -> str:
    if problem["type"] == "string_pattern_mismatch":
        return _PATTERNS.get(problem["ctx"]["pattern"], "this is not written as it should be")
    limits = problem.get("ctx", {})
    kinds = {
        "greater_than_equal": f"a number of at least {limits.get('ge')} is wanted here",
        "greater_than": f"a number above {limits.get('gt')} is wanted here",
        "less_than_equal": f"a number of at most {limits.get('le')} is wanted here",
        "too_long": f"this list is too long: it takes {limits.get('max_length')}",
        "date_from_datetime_inexact": "a date is wanted here, as 2013-10-01",
        "string_type": "a text is wanted here",
        "tuple_type": "a list is wanted here: put `- ` before each item",
        "list_type": "a list is wanted here: put `- ` before each item",
        "dict_type": "a mapping is wanted here: `name: value` lines",
        "model_type": "a mapping is wanted here: `field: value` lines",
        "model_attributes_type": "a mapping is wanted here: `field: value` lines",
        "int_parsing": "a whole number is wanted here",
        "int_type": "a whole number is wanted here",
        "float_parsing": "a number is wanted here",
        "float_type": "a number is wanted here",
        "bool_parsing": "`true` or `false` is wanted here",
        "bool_type": "`true` or `false` is wanted here",
        "date_parsing": "a date is wanted here, as 2013-10-01",
        "date_from_datetime_parsing": "a date is wanted here, as 2013-10-01",
        "date_type": "a date is wanted here, as 2013-10-01",
        "string_too_short": "this may not be empty",
        "too_short": f"this list needs at least {_items(limits.get('min_length', 1))}",
    }
    return kinds.get(problem["type"], problem["msg"].removeprefix("Value error, "))


def _items(number: int) -> str:
    return "one item" if number == 1 else f"{number} items"


def _fields(model: type[Model], loc: tuple[int | str, ...]) -> list[str]:
    """Return the names that may be written at ``loc`` of ``model``."""
    found: Any = model
    for step in loc:
        found = _step(found, step)
    if isinstance(found, type) and issubclass(found, Model):
        return [field.alias or name for name, field in found.model_fields.items()]
    return []


def _step(annotation: Any, step: int | str) -> Any:
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        for name, field in annotation.model_fields.items():
            if step in (field.alias, name):
                return field.annotation
        return None
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next((a for a in arguments if step in _tags(a)), None)
    return arguments[-1] if typing.get_origin(annotation) is dict else next(iter(arguments), None)


def _bare(annotation: Any) -> Any:
    """Strip ``Annotated`` and ``| None``."""
    while True:
        if typing.get_origin(annotation) is Annotated:
            annotation = typing.get_args(annotation)[0]
            continue
        arguments = typing.get_args(annotation)
        if types.NoneType in arguments:
            rest = [a for a in arguments if a is not types.NoneType]
            annotation = rest[0] if len(rest) == 1 else typing.Union[tuple(rest)]  # noqa: UP007
            continue
        return annotation


def _tags(model: Any) -> tuple[str, ...]:
    model = _bare(model)
    if isinstance(model, type) and issubclass(model, Model) and "kind" in model.model_fields:
        return typing.get_args(model.model_fields["kind"].annotation)
    return ()
