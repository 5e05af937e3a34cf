"""``report build``: a briefing comes in, its PDF goes out."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from .. import files
from ..keeping import answers, recording
from ..keeping.recording import Inputs, Recording
from ..machine import scratch
from ..options import FORMS
from ..pdf import named
from ..press.conformance import Conformance
from . import reflowed, several
from .common import (
    briefing_argument,
    collect_seldom,
    content_at_fault,
    count,
    course_option,
    default_output,
    edition_option,
    existing,
    need_libraries,
    paper_option,
    progressing,
    replace,
    root_option,
    strict_option,
    theme_option,
    warn,
    weight,
    writable,
)

if TYPE_CHECKING:
    from ..options import Annex, Edition
    from ..pdf import Pdf
    from ..press.engines import EngineName


def _scheduler(ctx: click.Context, param: click.Parameter, address: str | None) -> str | None:
    """Return the address of a scheduler, as Dask writes it."""
    if address is not None and not re.fullmatch(r"(tcp|tls)://[^\s/]+:\d{1,5}", address):
        raise click.BadParameter(f"`{address}` is not like tcp://HOST:PORT", ctx, param)
    return address


@click.command()
@briefing_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write.  [default: build/NAME.pdf, build/NAME-letter.pdf, build/NAME.html, …]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="pdf",
    show_default=True,
    help="The PDF; one HTML page whose sentences lead to their evidence; a Word file; an EPUB.",
)
@click.option(
    "--documents",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="With `--format html`: your copies of the documents, to show facts in their context.",
)
@paper_option
@theme_option
@click.option(
    "--style",
    metavar="CSL",
    help="A citation style by its name, in the place of the briefing's own: apa, mhra-notes, …",
)
@click.option(
    "--conformance",
    type=click.Choice([level.value for level in Conformance]),
    default=Conformance.A3A_UA1.value,
    show_default=True,
    help="PDF/A-3a and PDF/UA-1; PDF/A-4f and PDF/UA-2; or a plain file.",
)
@click.option(
    "--annex",
    type=click.Choice(["evidence"]),
    help="A last section: every fact with its place, its words, and the notes that cite it.",
)
@edition_option
@course_option
@click.option(
    "--engine",
    type=click.Choice(["tagged", "plain"]),
    default="tagged",
    show_default=True,
    help="Who writes the PDF: this programme, or WeasyPrint alone (its own tags, no PDF/UA).",
)
@click.option(
    "--draft",
    is_flag=True,
    help="Write NAME-draft.pdf whatever is at fault: pages marked, faults framed and listed.",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Every edition that `editions.yaml` asks for, side by side; without it, both papers.",
)
@click.option(
    "--on",
    metavar="ADDRESS",
    callback=_scheduler,
    help="With `--all`: make them on a Dask cluster, tcp://HOST:PORT. The content is sent there.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Build anew, even where nothing has changed since the last time.",
)
@strict_option
@root_option
@click.pass_obj
def build(
    asked: tuple[str, ...] | None,
    briefing: Path | None,
    output: Path | None,
    form: str,
    documents: Path | None,
    paper: str | None,
    theme: str | Path | None,
    style: str | None,
    conformance: str,
    annex: "Annex | None",
    edition: "Edition",
    course: Path | None,
    engine: "EngineName",
    draft: bool,
    every: bool,
    on: str | None,
    force: bool,
    strict: bool,
    roots: tuple[Path, ...],
) -> None:
    """Build BRIEFING: PDF, web page, Word file or e-book.

    BRIEFING is content/briefing.yaml by default. Nothing is written unless everything is sound: on
    any error the file of before stays as it was, and `--draft` alone goes on. Where nothing has
    changed since the last time, the answer of then is given again.
    """
    _refuse_idle(*_IDLE[form], under=f"--format {form}")
    if every:
        _refuse_idle(*_IDLE["all"], under="--all")
        need_libraries()
        several.build(existing(briefing), strict=strict, roots=roots, on=on)
        return
    if on:
        raise click.UsageError("`--on` is for the editions of `--all`")
    options: dict[str, Any] = {"theme": theme, "style": style, "strict": strict, "roots": roots}
    options |= {"edition": edition, "course": course}
    if form == "html":
        reflowed.page(asked, briefing, output, documents, **options)
    elif form == "docx":
        reflowed.word(asked, briefing, output, paper=paper, annex=annex, **options)
    elif form == "epub":
        reflowed.book(asked, briefing, output, annex=annex, **options)
    else:
        options |= {"conformance": Conformance(conformance), "annex": annex}
        _print(asked, briefing, output, paper, engine=engine, draft=draft, **options)


def _print(
    asked: tuple[str, ...] | None,
    briefing: Path | None,
    output: Path | None,
    paper: str | None,
    **options: Any,
) -> None:
    """Write the PDF, say what is in it, and keep the answer for the next time."""
    started = time.perf_counter()
    with ExitStack() as stack:
        record = stack.enter_context(recording.recorded()) if asked else None
        path = existing(briefing)
        target = writable(output or default_output(path, ".pdf", options["edition"], paper))
        need_libraries()
        pdf = _made(path, paper=paper, **options)
        target = writable(named(target, draft=pdf.draft))
        replace(target, pdf.data)  # first: it may make the folder whose names are an input
        inputs = _inputs(record, target) if record and not pdf.draft else None
    warned = warn(pdf.warnings, draft=pdf.draft)
    facts = f"{target}: {', '.join(_facts(pdf))}"
    click.echo(f"{facts}, {time.perf_counter() - started:.1f} s")
    if asked and inputs:
        answers.keep(asked, inputs, target, f"{facts}, unchanged\n", warned)


def _made(path: Path, **options: Any) -> "Pdf":
    """Build, while a line says how far it is; end the command where the content is at fault."""
    from ..press import workers

    collect_seldom()
    with content_at_fault(), workers.at_hand(), progressing() as progress:
        from .. import pipeline  # while the workers load WeasyPrint

        return pipeline.build(path, cache=files.cache_folder(), progress=progress, **options)


def _inputs(record: Recording, target: Path) -> Inputs | None:
    """Return what the build depended on, None where that changed meanwhile."""
    record.leave_out(scratch.starts())
    return recording.inputs(record, target)


def _facts(pdf: "Pdf") -> Iterator[str]:
    """Say what was made."""
    if pdf.draft:
        yield "a draft"
    yield count(pdf.pages, "page")
    yield count(pdf.notes, "note")
    yield weight(pdf.data)


_IDLE = {
    "html": ("paper", "conformance", "annex", "engine", "draft"),
    "docx": ("documents", "conformance", "engine", "draft"),
    "epub": ("documents", "paper", "conformance", "engine", "draft"),
    "pdf": ("documents",),
    "all": (
        *("output", "form", "documents", "paper", "theme", "style"),
        *("conformance", "annex", "edition", "course", "engine", "draft"),
        "force",
    ),
}  # options that mean nothing beside another


def _refuse_idle(*names: str, under: str) -> None:
    """Refuse an option that would do nothing under another."""
    ctx = click.get_current_context()
    for param in ctx.command.params:
        given = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
        if given and param.name in names:
            raise click.UsageError(f"`{param.opts[-1]}` does nothing with `{under}`", ctx)
