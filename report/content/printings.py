"""``editions.yaml`` comes in; out, what a briefing is to be printed as, one file each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, product
from pathlib import Path

from pydantic import Field

from .. import limits
from ..errors import Diagnostic, Loc, ReportError, Span
from ..options import PAPERS, Annex, Edition, Form, Paper, Promise
from . import Content, editions, themes, yamlfile
from .model import Model, validate
from .yamlfile import YamlFile

FILE = "editions.yaml"


class Printing(Model):
    """One file to make of a briefing; what is left out is as ``report build`` has it.

    ``name`` is that of the file, without its ending.
    """

    name: str | None = Field(default=None, pattern=r"^[^\s./\\][^/\\]*$")
    form: Form = Field(default="pdf", alias="format")
    edition: Edition = "student"
    paper: Paper | None = None
    theme: str | None = None
    style: str | None = None
    annex: Annex | None = None
    conformance: Promise = "a3a-ua1"
    course: str | None = Field(default=None, description="A course file beside this one.")


class Every(Model):
    """Lists of which every combination is printed; what has no pages has no paper."""

    formats: tuple[Form, ...] = Field(default=("pdf",), min_length=1)
    editions: tuple[Edition, ...] = Field(default=("student",), min_length=1)
    papers: tuple[Paper | None, ...] = Field(default=(None,), min_length=1)
    themes: tuple[str | None, ...] = Field(default=(None,), min_length=1)
    styles: tuple[str | None, ...] = Field(default=(None,), min_length=1)
    courses: tuple[str | None, ...] = Field(default=(None,), min_length=1)


class EditionsFile(Model):
    """What ``report build --all`` prints: every combination of lists, and files one by one."""

    every: Every | None = None
    also: tuple[Printing, ...] = Field(default=(), max_length=limits.PRINTINGS)


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to make: its name, without folder, what it is, and its theme: a name, or a folder.

    ``course`` is the file of its course, where one is named. ``span`` says where it is asked for;
    with ``faults`` it cannot be made.
    """

    name: str
    printing: Printing
    theme: str | Path | None = None
    span: Span | None = None
    faults: tuple[Diagnostic, ...] = ()
    course: Path | None = None


def planned(briefing: Path, read: Content, roots: tuple[Path, ...] = ()) -> tuple[Planned, ...]:
    """Return what the ``editions.yaml`` beside a briefing asks for.

    Without one: both papers, for students, and for the instructor if something is theirs alone.
    ``ReportError`` has the places of two printings under one name.
    """
    path = briefing.parent / FILE
    if not path.is_file():
        readers: tuple[Edition, ...] = ("student", "instructor")
        every = Every(
            papers=PAPERS,
            editions=readers if editions.parted(read.briefing, read.source) else readers[:1],
        )
        return tuple(Planned(_name(briefing, one), one) for one in _combined(every))
    source = yamlfile.read(path, roots)
    wanted = _asked(briefing, validate(EditionsFile, source), source)
    asked = tuple(islice(wanted, limits.PRINTINGS + 1))
    if not asked:
        hint = "`every: {papers: [a4, letter]}` asks for both papers"
        raise ReportError([Diagnostic("no edition is asked for", source.at(()), hint)])
    if problems := [*_twins(asked), *_too_many(asked, source)]:
        raise ReportError(problems)
    return asked


def _asked(briefing: Path, file: EditionsFile, source: YamlFile) -> Iterator[Planned]:
    wanted: Iterator[tuple[Printing, Loc, str]] = chain(
        ((one, ("every",), "s") for one in (_combined(file.every) if file.every else ())),
        ((one, ("also", number), "") for number, one in enumerate(file.also)),
    )
    for one, loc, many in wanted:
        theme: str | Path | None = None
        faults: tuple[Diagnostic, ...] = ()
        try:
            theme = themes.asked(one.theme, source, (*loc, f"theme{many}")) if one.theme else None
        except ReportError as error:
            faults = tuple(error.diagnostics)
        course = source.path.parent / one.course if one.course else None
        if course and one.course and not course.is_file():
            place, hint = source.at((*loc, f"course{many}"), one.course), "it lies beside this file"
            faults += (Diagnostic(f"there is no file `{one.course}`", place, hint),)
        yield Planned(_name(briefing, one), one, theme, source.at(loc), faults, course)


def _combined(every: Every) -> Iterator[Printing]:
    """Yield each combination once; what means nothing for the web is left out there."""
    seen = set()
    for form, theme, style, course, edition, paper in product(
        dict.fromkeys(every.formats),
        dict.fromkeys(every.themes),
        dict.fromkeys(every.styles),
        dict.fromkeys(every.courses),
        dict.fromkeys(every.editions),
        dict.fromkeys(every.papers),
    ):
        one = Printing(
            format=form,
            edition=edition,
            theme=theme,
            style=style,
            course=course,
            paper=paper if form in ("pdf", "docx") else None,
        )
        if one not in seen:
            seen.add(one)
            yield one


def _name(briefing: Path, printing: Printing) -> str:
    """Return the name of the file that is made."""
    parts = [
        printing.edition if printing.edition != "student" else None,
        printing.theme and Path(printing.theme).name,
        printing.style and Path(printing.style).stem,
        printing.course and Path(printing.course).stem,
        printing.annex,
        printing.conformance if printing.conformance != "a3a-ua1" else None,
        printing.paper if printing.paper != "a4" else None,
    ]
    stem = printing.name or "-".join([briefing.stem, *filter(None, parts)])
    return f"{stem}.{printing.form}"


def _twins(asked: tuple[Planned, ...]) -> Iterator[Diagnostic]:
    seen: dict[str, Planned] = {}
    for one in asked:
        before = seen.setdefault(one.name.casefold(), one)
        if before is not one:
            hint = "give one of them a `name:`, or take it out"
            yield Diagnostic(f"two editions would be written as {one.name}", one.span, hint)


def _too_many(asked: tuple[Planned, ...], source: YamlFile) -> Iterator[Diagnostic]:
    if len(asked) > limits.PRINTINGS:
        message = f"more than {limits.PRINTINGS} editions are asked for at once"
        yield Diagnostic(message, source.at(()), "list fewer of them")
