"""``report build``: a briefing comes in, its PDF goes out."""

import gc
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import files
from ..keeping import answers, recording
from ..keeping.recording import Inputs, Recording
from ..machine import scratch
from ..press.conformance import Conformance
from .common import (
    briefing_argument,
    content_at_fault,
    count,
    existing,
    need_libraries,
    replace,
    root_option,
    strict_option,
    theme_option,
    warn,
    writable,
)

if TYPE_CHECKING:
    from ..pdf import Pdf
    from ..pipeline import Annex
    from ..press.engines import EngineName


@click.command()
@briefing_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write.  [default: build/NAME.pdf, or build/NAME-letter.pdf for Letter]",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"], case_sensitive=False),
    help="The size of the page.  [default: the theme's own, or a4]",
)
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
@click.option(
    "--engine",
    type=click.Choice(["tagged", "plain"]),
    default="tagged",
    show_default=True,
    help="Who writes the PDF: this programme, or WeasyPrint alone (its own tags, no PDF/UA).",
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
    paper: str | None,
    theme: str | Path | None,
    style: str | None,
    conformance: str,
    annex: "Annex | None",
    engine: "EngineName",
    force: bool,
    strict: bool,
    roots: tuple[Path, ...],
) -> None:
    """Build the PDF of BRIEFING.

    BRIEFING is content/briefing.yaml by default. Nothing is written unless everything is sound: on
    any error the PDF of before stays as it was. Where nothing has changed since the last time, the
    answer of then is given again.
    """
    started = time.perf_counter()
    with ExitStack() as stack:
        record = stack.enter_context(recording.recorded()) if asked else None
        path = existing(briefing)
        target = writable(output or _default_output(path, paper))
        need_libraries()
        pdf = _made(
            path,
            paper=paper,
            theme=theme,
            style=style,
            conformance=Conformance(conformance),
            annex=annex,
            strict=strict,
            roots=roots,
            engine=engine,
        )
        if pdf.draft:
            target = target.with_stem(f"{target.stem}-draft")
        inputs = _inputs(record, target) if record and not pdf.draft else None
    replace(target, pdf.data)
    warned = warn(pdf.warnings)
    facts = f"{target}: {', '.join(_facts(pdf))}"
    click.echo(f"{facts}, {time.perf_counter() - started:.1f} s")
    if asked and inputs:
        answers.keep(asked, inputs, target, f"{facts}, unchanged\n", warned)


def _made(path: Path, **options: Any) -> "Pdf":
    """Build, while a line says how far it is; end the command where the content is at fault."""
    from ..press import workers

    _collect_seldom()
    with content_at_fault(), workers.at_hand(), _progress() as progress:
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
    yield f"{len(pdf.data) / 1000:.0f} kB"
    yield f"sha256 {hashlib.sha256(pdf.data).hexdigest()[:12]}"


def _collect_seldom() -> None:
    """Let Python look for garbage less often: a build makes much that lives to its end.

    Measured on the shipped briefing: 4 to 8 % of the time, 4 % more memory.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _default_output(briefing: Path, paper: str | None) -> Path:
    suffix = f"-{paper}" if paper and paper != "a4" else ""
    return Path("build") / f"{briefing.stem}{suffix}.pdf"


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show each stage on stderr: in place on a terminal, as plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield _line
        return
    clear = "\r\033[K"  # back to the start of the line, and what stood there away
    try:
        yield lambda stage: click.echo(f"{clear}{stage} ...", nl=False, err=True)
    finally:
        click.echo(clear, nl=False, err=True)


def _line(stage: str) -> None:
    click.echo(f"{stage} ...", err=True)
