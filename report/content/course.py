"""``course.yaml`` comes in; out, the course that a briefing is read in, and how that is printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from .. import files
from ..errors import Diagnostic, ReportError, suggestion
from ..text.inline import CrossReference, Words, pieces, plain
from . import yamlfile
from .briefing import Briefing
from .model import Aside, Model, PlacedError, Title, texts, validate
from .yamlfile import YamlFile

FILE = "course.yaml"
STRIP = 120  # letters that one line of a cover holds, in the type of its edition line


class CourseFile(Model):
    """The course, and what it asks of whoever reads the briefing.

    It is printed as a ``sheet`` before the cover, or as a ``strip`` at the foot of the cover; where
    ``print`` is left out, as a sheet if there is more to say than a line holds.
    """

    institution: Aside | None = None
    course: Aside
    term: Aside | None = None
    week: Aside | None = None
    instructor: Aside | None = None
    reading_time: int | None = Field(default=None, ge=1, le=6000, description="In minutes.")
    objectives: tuple[Aside, ...] = ()
    tasks: tuple[Aside, ...] = ()
    printed: Literal["sheet", "strip"] | None = Field(default=None, alias="print")

    @model_validator(mode="after")
    def _in_a_line(self) -> "CourseFile":
        for name in ("objectives", "tasks"):
            if self.printed == "strip" and getattr(self, name):
                raise PlacedError(f"a strip has no room for {name}", (name,), "`print: sheet` has")
        return self


@dataclass(frozen=True, slots=True)
class Course:
    """A course as its file has it, and how it is printed with this briefing."""

    file: CourseFile
    source: YamlFile
    printed: Literal["sheet", "strip"]


def read(
    asked: Path | None, briefing: YamlFile, model: Briefing, *, sheet: bool = True
) -> Course | None:
    """Return the course in the file that is asked for, or else in the one beside the briefing.

    Without a ``sheet`` there is room for a strip alone, or for none.
    ``ReportError`` has what is wrong in it, each at its place.
    """
    path = asked or briefing.path.parent / FILE
    if not asked:
        files.looked_for(path)
        if not path.is_file():
            return None
    source = yamlfile.read(path)
    file = validate(CourseFile, source)
    if not sheet:
        file = file.model_copy(update={"objectives": (), "tasks": (), "printed": None})
    if problems := [*_calls(file, source, model), *_no_strip(file, source, model)]:
        raise ReportError(problems)
    printed = file.printed or _fitting(file, model)
    return Course(file, source, printed) if sheet or printed == "strip" else None


def _fitting(file: CourseFile, model: Briefing) -> Literal["sheet", "strip"]:
    """Return how a course is printed that does not say so."""
    more = file.objectives or file.tasks or _too_long(file, model)
    return "strip" if _has_cover(model) and not more else "sheet"


def _has_cover(model: Briefing) -> bool:
    return any(section.layout == "cover" for section in model.sections)


def in_line(file: CourseFile, model: Briefing) -> tuple[tuple[str, Title], ...]:
    """Return the parts of a strip, each with its field."""
    say = model.catalogue.say
    parts: list[tuple[str, Title]] = []
    for name in ("institution", "course", "term", "week", "instructor"):
        if value := getattr(file, name):
            parts.append((name, numbered(value, model) if name == "week" else value))
    if file.reading_time:
        parts.append(("reading-time", Title(say("course-minutes", number=file.reading_time))))
    return tuple(parts)


def numbered(week: Title, model: Briefing) -> Title:
    """Return a week in words: a number alone is that of a week."""
    return Title(model.catalogue.say("course-week", number=week)) if week.isdecimal() else week


def _too_long(file: CourseFile, model: Briefing) -> bool:
    return len(" · ".join(plain(words) for _, words in in_line(file, model))) > STRIP


def _no_strip(file: CourseFile, source: YamlFile, model: Briefing) -> Iterator[Diagnostic]:
    """Yield why no strip can be printed, where one is asked for."""
    if file.printed != "strip":
        return
    place, hint = source.at(("print",)), "`print: sheet` prints a sheet of its own"
    if not _has_cover(model):
        yield Diagnostic("the briefing has no cover that a strip could stand on", place, hint)
    elif _too_long(file, model):
        yield Diagnostic(f"a strip has one line, of some {STRIP} letters", place, hint)


def _calls(file: CourseFile, source: YamlFile, model: Briefing) -> Iterator[Diagnostic]:
    """Yield each call in a course, which cites nothing, and each reference that leads nowhere."""
    known = {*model.exhibits(), *(section.id for section in model.sections)}
    for loc, text in texts(file):
        for piece in pieces(text):
            if isinstance(piece, CrossReference):
                if piece.target not in known:
                    hint = suggestion(piece.target, sorted(known))
                    message = f"there is no exhibit and no section `{piece.target}`"
                    yield Diagnostic(message, source.at(loc, piece.raw), hint)
            elif not isinstance(piece, Words):
                hint = "facts and notes stand in the briefing; write the sentence without it"
                yield Diagnostic("a course cites nothing", source.at(loc, piece.raw), hint)
