"""Fill the theme's templates: a briefing comes in, one HTML document per laid-out part goes out."""

import traceback
from collections.abc import Iterator
from pathlib import Path

import jinja2

from . import omissions
from .errors import Diagnostic, ReportError, Span
from .exhibits import style
from .theme import Theme
from .view import Views


def render(views: Views, theme: Theme) -> tuple[str, ...]:
    """Return the HTML of each part: a section that starts a page, with those that run on under it.

    ``ReportError`` points at the line of the template that failed, or at the texts that the
    templates leave out.
    """
    environment = theme.environment()
    environment.globals["drawing_style"] = style.sheet(theme)
    environment.globals["tokens"] = style.tokens(theme)
    try:
        page = environment.get_template("briefing.html.jinja")
        data = views.metadata()
        pages = tuple(
            page.render(briefing=data, sections=[views.section(number) for number in part])
            for part in _parts(views)
        )
    except jinja2.TemplateError as error:
        raise ReportError([_diagnostic(error)]) from error
    if left_out := tuple(omissions.find(views, pages)):
        raise ReportError(left_out)
    return pages


def _parts(views: Views) -> Iterator[list[int]]:
    part: list[int] = []
    for number, section in enumerate(views.briefing.sections):
        if section.layout != "run-on" and part:
            yield part
            part = []
        part.append(number)
    yield part


def _diagnostic(error: jinja2.TemplateError) -> Diagnostic:
    """Place the error; Jinja rewrites its tracebacks to name the template's line."""
    message = error.message or str(error)
    if isinstance(error, jinja2.TemplateNotFound):
        message = f"there is no template `{error.name}`"
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        return Diagnostic(message, _span(Path(error.filename), error.lineno))
    frames = traceback.extract_tb(error.__traceback__)
    inner = next((f for f in reversed(frames) if f.filename.endswith(".jinja")), None)
    if inner is None:
        return Diagnostic(message)
    hint = "templates/README.md lists what each template is given"
    return Diagnostic(message, _span(Path(inner.filename), inner.lineno or 1), hint)


def _span(path: Path, line: int) -> Span:
    try:
        excerpt = path.read_text(encoding="utf-8").splitlines()[line - 1]
    except (OSError, IndexError):
        excerpt = ""
    column = len(excerpt) - len(excerpt.lstrip()) + 1
    return Span(path, line, column, excerpt)
