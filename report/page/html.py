"""Fill the theme's templates: a briefing comes in, one HTML document per laid-out part goes out."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import jinja2

from .. import files, limits
from ..content.blocks import kind_of
from ..content.briefing import Briefing, Section
from ..content.themes import unprinted
from ..errors import Diagnostic, ReportError, Span
from ..files import FileError
from . import columns, drawing, logo, placed, proportion, teaching, written
from .sandbox import TemplateLimitError
from .theme import RefusedTemplateError, Theme
from .view import Views


def dressed(views: Views, theme: Theme) -> Views:
    """Return the views with the theme's template for page notes, where they have any."""
    if not views.at_foot:
        return views
    environment = theme.environment()
    name = "parts/note.html.jinja"

    def note(given: SimpleNamespace) -> str:
        environment.begin()
        try:
            return environment.get_template(name).render(note=given).rstrip("\n")
        except Exception as error:
            if not (isinstance(error, jinja2.TemplateError) or _template_line(error)):
                raise
            raise ReportError([_diagnostic(error)]) from error

    return replace(views, note_template=note)


def render(
    views: Views, theme: Theme, shown: Callable[[str], None] = lambda page: None
) -> tuple[str, ...]:
    """Return the HTML of each part: a section that starts a page, with those that run on under it.

    ``shown`` is called with each that is sound and has no picture of the theme, when it is filled.
    ``ReportError`` points at the line of the template that failed.
    """
    views = dressed(views, theme)
    environment = theme.environment()
    environment.globals["tokens"] = tokens = drawing.tokens(theme)
    environment.globals["drawing_style"] = drawing.sheet(theme, tokens)
    environment.globals["logo"] = logo.view(theme.logo)
    pages: list[str] = []
    problems: list[Diagnostic] = []
    library = proportion.of_library(views.library)
    whole = proportion.of_whole(views.briefing.sections)
    try:
        page = environment.get_template("briefing.html.jinja")
        data = views.metadata()
        words, course = views.briefing.catalogue.plain, teaching.course(views)
        for part in parts(views.briefing):
            environment.begin()
            with columns.set_in(tokens.get("table", "")):
                sections = [views.section(section) for section in part]
            filled = page.render(briefing=data, words=words, sections=sections, course=course)
            pages.append(filled)
            refused = [*_refused(filled, library + proportion.of_part(part, whole), views, theme)]
            problems += refused
            if not refused and not placed.names_pictures(filled):
                shown(filled)
    except jinja2.TemplateNotFound as error:
        raise ReportError([_block_without(error, views, theme) or _diagnostic(error)]) from error
    except Exception as error:  # whatever a template does, its designer is told where
        if not (isinstance(error, jinja2.TemplateError) or _template_line(error)):
            raise
        raise ReportError([_diagnostic(error)]) from error
    if problems:
        raise ReportError(problems)
    return placed.pictures(tuple(pages), theme)


def parts(briefing: Briefing) -> Iterator[list[Section]]:
    """Yield the sections that are laid out as one part."""
    part: list[Section] = []
    for section in briefing.sections:
        if section.layout != "run-on" and part:
            yield part
            part = []
        part.append(section)
    yield part


def _refused(
    page: str, measure: proportion.Measure, views: Views, theme: Theme
) -> Iterator[Diagnostic]:
    """Yield what the HTML of a part may not hold, at the author's template or at the block."""
    for name, message, hint in islice(written.faults(page, measure), limits.PROBLEMS):
        block = next((b for b in views.briefing.blocks() if b.name == name), None)
        template = f"blocks/{kind_of(type(block))}.html.jinja" if block else "briefing.html.jinja"
        path = theme.file(template)
        own = any(path.is_relative_to(folder) for folder in theme.folders[:-1])
        span = Span(path, 1, 1) if own else views.source.at(views.briefing.place_of(name))
        yield Diagnostic(message, span, hint)


def _block_without(error: jinja2.TemplateNotFound, views: Views, theme: Theme) -> Diagnostic | None:
    """Place a template that is missing where the theme declares its kind, or at the first block."""
    for block in views.briefing.blocks():
        name = kind_of(type(block))
        if error.name == f"blocks/{name}.html.jinja":
            for _, file, source in theme.stack.said:
                if name in file.kinds:
                    return unprinted(name, source)
            span = views.source.at((*block.loc, "kind"))
            hint = f"add {error.name} to your theme, or take the block out"
            return Diagnostic("the theme has no template for this block", span, hint)
    return None


def _diagnostic(error: Exception) -> Diagnostic:
    """Place the error; Jinja rewrites its tracebacks to name the template's line."""
    message = str(getattr(error, "message", None) or error)
    hint = "templates/README.md lists what each template is given"
    if isinstance(error, jinja2.TemplateNotFound):
        message = f"there is no template `{error.name}`"
    if isinstance(error, RefusedTemplateError):
        return Diagnostic(message, Span(Path(error.filename or ""), 1, 1))
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        hint = "each block, if and for is closed by its own {% end… %}" if "end" in message else ""
        return Diagnostic(message, _span(Path(error.filename), error.lineno), hint or None)
    if isinstance(error, TemplateLimitError):
        hint = "loops, texts and numbers are counted: README.md, “Limits”"
    if isinstance(error, RecursionError):
        message = "this template includes itself"
        hint = "`default/NAME` is the default theme's template, which yours may extend"
    elif not isinstance(error, jinja2.TemplateError):
        message = f"the template fails: {message or type(error).__name__}"
    span = _template_line(error)
    return Diagnostic(message, span, hint if span else None)


def _template_line(error: Exception) -> Span | None:
    """Return the innermost line of a template in a traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    inner = next((f for f in reversed(frames) if f.filename.endswith(".jinja")), None)
    return _span(Path(inner.filename), inner.lineno or 1) if inner else None


def _span(path: Path, line: int) -> Span:
    try:
        text = files.read_text(path, limits.THEME_BYTES)
    except FileError:
        return Span(path, line, 1)
    excerpt = Span.at_line(path, text, line).excerpt
    column = len(excerpt) - len(excerpt.lstrip()) + 1
    return Span(path, line, column, excerpt)
