"""``report check-pdf``: a PDF comes in; where it fails its readers goes out, or what they hear."""

from pathlib import Path

import click

from .. import files, limits
from ..errors import ReportError
from ..files import FileError
from ..press.conformance import Conformance
from .common import Refusal, beginning, need_libraries, replace, writable


@click.command("check-pdf")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the findings.",
)
@click.option(
    "--conformance",
    type=click.Choice([c.value for c in Conformance if c.tagged]),
    help="Hold the file to these standards, whatever it claims.",
)
@click.option(
    "--statement",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Save an accessibility statement of one page, as .txt or .pdf.",
)
@click.option(
    "--read",
    is_flag=True,
    help="Print what a screen reader says, in order, with the role of each tag; check nothing.",
)
def check_pdf(
    file: Path, form: str, conformance: str | None, statement: Path | None, read: bool
) -> None:
    """Check a PDF for its readers: ours, or anybody's.

    FILE is held to what it claims of PDF/UA and PDF/A, and to PDF/UA in any case; each finding has
    its page and rule. The exit code is 1 when FILE fails a standard that it claims, or that you
    name (PDF/UA, if it claims none), and 2 when it cannot be read. What else might hinder a reader
    is a warning.
    """
    _refuse_unreadable(file)
    target = _statement(statement, file) if statement else None
    from .. import audit
    from ..page import statement as told

    try:
        if read:
            click.echo(audit.readaloud.as_text(file))
            return
        against = Conformance(conformance).standards if conformance else ()
        report = audit.audit(file, against=against)
    except ReportError as error:
        raise Refusal("\n".join(map(str, error.diagnostics))) from None
    click.echo(report.as_json() if form == "json" else f"{report.as_text()}\n", nl=False)
    if target is not None:
        stated = told.state(report, file.read_bytes(), file.name)
        pdf = target.suffix.lower() == ".pdf"
        replace(target, told.as_pdf(stated) if pdf else told.as_text(stated).encode())
        click.echo(f"{target}: the statement", err=True)
    if report.errors:
        raise click.exceptions.Exit(1)


def _statement(target: Path, file: Path) -> Path:
    """Return where a statement may be written: over nothing but another statement or a PDF."""
    kind = target.suffix.lower()
    if kind not in (".txt", ".pdf"):
        raise Refusal(f"{target}: a statement is a .txt or a .pdf")
    start = beginning(target)
    if start and target.samefile(file):
        raise Refusal(f"{target} is the file that is checked")
    if kind == ".pdf":
        need_libraries()
        return writable(target)
    if start and not start.startswith(b"Accessibility statement"):
        raise Refusal(f"{target} exists and is not a statement; it was left as it is: name another")
    return target


def _refuse_unreadable(file: Path) -> None:
    """Say why a file cannot be read, before the checker is loaded; a pipe would be waited for."""
    try:
        files.read_bytes(file, 1, whole=False)
        if file.stat().st_size > limits.PDF_BYTES:
            raise FileError(f"is too large: at most {limits.PDF_BYTES // 1_000_000} MB are checked")
    except FileError as fault:
        raise Refusal(f"{file} {fault.reason}") from None
