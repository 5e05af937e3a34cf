"""The command line: arguments come in; a file, lines and an exit code go out.

Whatever is heavy is imported inside the command that needs it, so that ``--help`` and completion
answer at once.
"""

import gc
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import limits
from ..errors import Diagnostic, ReportError
from ..press.conformance import Conformance

if TYPE_CHECKING:
    from ..citations.exchange import Format
    from ..page.ledger import Format as Account
    from ..pipeline import Annex
    from ..verify.shown import Format as Proof

DEFAULT = Path("content/briefing.yaml")

EPILOG = """
\b
Exit codes: 0 all is well, 1 the content is at fault (`doctor`: the machine;
`check-pdf`: the PDF), 2 wrong usage, or a machine that lacks what is needed.
A traceback is our bug.

\b
To complete commands, options and files with the Tab key, add a line:
  bash, ~/.bashrc:  eval "$(_REPORT_COMPLETE=bash_source report)"
  zsh, ~/.zshrc:    eval "$(_REPORT_COMPLETE=zsh_source report)"
  fish, ~/.config/fish/completions/report.fish:
                    _REPORT_COMPLETE=fish_source report | source
"""


class Refused(click.ClickException):
    """What was asked for cannot be done here; the content is not at fault."""

    exit_code = 2


briefing_argument = click.argument(
    "briefing", required=False, type=click.Path(dir_okay=False, path_type=Path)
)
theme_option = click.option(
    "--theme",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of templates and style sheets that go before the default ones.",
)
strict_option = click.option("--strict", is_flag=True, help="Treat every warning as an error.")


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefing-report", message="report %(version)s")
def cli() -> None:
    """Turn a briefing written in YAML into a printed, footnoted, accessible PDF.

    Every sentence is held against the facts that it cites before anything is printed. Start with
    `report build`; `report doctor` tells what a machine lacks.
    """


@cli.command()
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
    default="a4",
    show_default=True,
    help="The size of the page.",
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
@strict_option
def build(
    briefing: Path | None,
    output: Path | None,
    paper: str,
    theme: Path | None,
    style: str | None,
    conformance: str,
    annex: "Annex | None",
    strict: bool,
) -> None:
    """Build the PDF of BRIEFING.

    BRIEFING is content/briefing.yaml by default. Nothing is written unless everything is sound: on
    any error the PDF of before stays as it was.
    """
    started = time.perf_counter()
    path = _existing(briefing)
    target = _writable(output or _default_output(path, paper))
    _need_libraries()
    from .. import pipeline

    _collect_seldom()
    with _content_at_fault(), _progress() as progress:
        pdf = pipeline.build(
            path,
            paper=paper,
            theme=theme,
            style=style,
            conformance=Conformance(conformance),
            annex=annex,
            strict=strict,
            cache=_cache(),
            progress=progress,
        )
    _replace(target, pdf.data)
    _warn(pdf.warnings)
    facts = (
        _count(pdf.pages, "page"),
        _count(pdf.notes, "note"),
        f"{len(pdf.data) / 1000:.0f} kB",
        f"sha256 {hashlib.sha256(pdf.data).hexdigest()[:12]}",
        f"{time.perf_counter() - started:.1f} s",
    )
    click.echo(f"{target}: {', '.join(facts)}")


class _WithChecks(click.Command):
    """A command whose help lists the checks; they are read when it is asked for, and not before."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from ..checks.evidence import CHECKS

        with formatter.section("Checks of the evidence, as each doubt names its own"):
            formatter.write_dl([(check.id, check.sentence) for check in CHECKS])
        super().format_epilog(ctx, formatter)


@cli.command(cls=_WithChecks)
@briefing_argument
@theme_option
@strict_option
def check(briefing: Path | None, theme: Path | None, strict: bool) -> None:
    """Check BRIEFING without laying it out.

    BRIEFING is content/briefing.yaml by default. All problems of a stage are told at once, each
    with its file, line and column.
    """
    path = _existing(briefing)
    from .. import pipeline

    with _content_at_fault():
        warnings = pipeline.check(path, theme=theme, strict=strict)
    _warn(warnings)
    click.echo(f"{path}: no errors")


@cli.command()
@briefing_argument
@click.option(
    "--documents",
    metavar="DIR",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the documents' texts: .txt, .md, .html or .pdf, under any name.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For a reader, for GitHub's annotations, or for a program.",
)
def verify(briefing: Path | None, documents: Path, form: "Proof") -> None:
    """Prove every fact from the documents themselves.

    Each phrase of a fact must stand in its document, where the fact says. BRIEFING is
    content/briefing.yaml by default. What differs is shown with the nearest passage: [-words-] of
    the fact, {+words+} of the document. The exit code is 1 when a phrase is missed.
    """
    path = _existing(briefing)
    from ..content import briefing as assembly
    from ..content import library, yamlfile
    from ..verify import shown
    from ..verify import verify as prove

    with _content_at_fault():
        text = yamlfile.read(path)
        books = library.load(assembly.parse(text), text)
    verification = prove(books, documents)
    click.echo(shown.show(verification, books, form), nl=False)
    if not verification.ok:
        raise click.exceptions.Exit(1)


@cli.command()
@briefing_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["bibtex", "csl-json", "ris", "text", "csv", "json"]),
    default="text",
    show_default=True,
    help="BibTeX, CSL-JSON (Zotero, pandoc), RIS (EndNote, Zotero), or a bibliography as text;"
    " csv and json: the facts, with their words and the notes and pages that cite them.",
)
@click.option("--own", is_flag=True, help="The record of the briefing itself, for citing it.")
def sources(briefing: Path | None, form: "Format | Account", own: bool) -> None:
    """Print the sources of BRIEFING for other programs.

    These are its documents and its references; with --own, the briefing itself. As csv or json it
    is the ledger of the evidence, fact by fact; the pages are set for it.
    """
    path = _existing(briefing)
    from .. import content, pipeline

    if form == "csv" or form == "json":
        if own:
            raise Refused("--own is a reference: ask for bibtex, csl-json, ris or text")
        _need_libraries()
        with _content_at_fault():
            click.echo(pipeline.account(path, form, cache=_cache()), nl=False)
        return
    from ..citations import exchange
    from ..page import imprint

    with _content_at_fault():
        read = content.read(path)
        model = read.briefing
        items = imprint.own_record(model) if own else read.library.items
        text = exchange.write(
            items, form, style=model.style, locale=model.locale, quotes=model.quotes
        )
    click.echo(text, nl=False)


@cli.command()
@click.argument(
    "name", type=click.Choice(["briefing", "document", "references"]), default="briefing"
)
def schema(name: str) -> None:
    """Print the JSON Schema of a content file.

    With it an editor completes and checks while one types. The default is that of briefing.yaml.
    """
    from ..content import schema

    click.echo(schema.schema(name), nl=False)


@cli.command("check-pdf")
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
    its page and rule. The exit code is 1 when there are findings, 2 when FILE cannot be read.
    """
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
        raise Refused("\n".join(map(str, error.diagnostics))) from None
    click.echo(report.as_json() if form == "json" else f"{report.as_text()}\n", nl=False)
    if target is not None:
        stated = told.state(report, file.read_bytes(), file.name)
        pdf = target.suffix.lower() == ".pdf"
        _replace(target, told.as_pdf(stated) if pdf else told.as_text(stated).encode())
        click.echo(f"{target}: the statement", err=True)
    if report.findings:
        raise click.exceptions.Exit(1)


@cli.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say what this machine lacks, and what brings it.

    The exit code is 1 when something needs attention.
    """
    from . import diagnosis

    findings = diagnosis.diagnose()
    click.echo(diagnosis.as_text(findings))
    context.exit(0 if all(finding.ok for finding in findings) else 1)


def _existing(briefing: Path | None) -> Path:
    path = briefing or DEFAULT
    if path.is_file():
        return path
    if briefing:
        raise Refused(f"there is no file {briefing}")
    raise Refused(f"there is no {DEFAULT} here: name the briefing, `report build PATH`")


def _collect_seldom() -> None:
    """Let Python look for garbage less often: a build makes much that lives to its end.

    Measured on the shipped briefing: 4 to 8 % of the time, 4 % more memory.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _cache() -> Path:
    """Return the folder that keeps formatted citations from one build to the next."""
    kept = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(kept) if kept else Path.home() / ".cache") / "briefing-report"


def _default_output(briefing: Path, paper: str) -> Path:
    suffix = "" if paper == "a4" else f"-{paper}"
    return Path("build") / f"{briefing.stem}{suffix}.pdf"


def _writable(target: Path) -> Path:
    """Return the target when a PDF may stand there: nothing but a PDF is ever written over."""
    if target.exists():
        if not target.is_file():
            raise Refused(f"{target} is not a file that can be written")
        with target.open("rb") as file:
            start = file.read(5)
        if start and start != b"%PDF-":
            raise Refused(f"{target} is no PDF, and would be overwritten")
    if target.suffix.lower() != ".pdf":
        raise Refused(f"{target}: what is written is a PDF; name it {target.stem}.pdf")
    return target


def _statement(target: Path, file: Path) -> Path:
    """Return where a statement may be written: over nothing but another statement or a PDF."""
    kind = target.suffix.lower()
    if kind not in (".txt", ".pdf"):
        raise Refused(f"{target}: a statement is a .txt or a .pdf")
    if target.exists() and target.samefile(file):
        raise Refused(f"{target} is the file that is checked")
    if kind == ".pdf":
        _need_libraries()
        return _writable(target)
    if target.exists() and not target.read_bytes().startswith(b"Accessibility statement"):
        raise Refused(f"{target} is no statement, and would be overwritten")
    return target


def _need_libraries() -> None:
    """Refuse to start without the system libraries; WeasyPrint's own words are a traceback."""
    from ..machine import libraries

    libraries.reach()
    if lacks := libraries.lacking():
        raise Refused(f"{', '.join(lacks.values())}: {libraries.remedy(lacks)}")


@contextmanager
def _content_at_fault() -> Iterator[None]:
    """Print what a ReportError carries, and leave with 1."""
    try:
        yield
    except ReportError as error:
        _tell(error.diagnostics, "error")
        raise click.exceptions.Exit(1) from None


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show each stage on stderr: in place on a terminal, as plain lines elsewhere."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.live import Live

        # Without a thread that refreshes it: pages are laid out in forks of this process.
        with Live(console=Console(stderr=True), auto_refresh=False, transient=True) as live:
            yield lambda stage: live.update(f"{stage} ...", refresh=True)
    else:
        yield _line


def _line(stage: str) -> None:
    click.echo(f"{stage} ...", err=True)


def _replace(target: Path, data: bytes) -> None:
    """Put the data in the target's place, in one step: nobody ever reads half a file."""
    whole = target.resolve()
    beside = whole.with_name(f".{whole.name}.{os.getpid()}")
    try:
        whole.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(whole)
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}") from None
    finally:
        beside.unlink(missing_ok=True)


def _warn(warnings: tuple[Diagnostic, ...]) -> None:
    if warnings:
        _tell(warnings, "warning")


def _tell(diagnostics: Iterable[Diagnostic], kind: str) -> None:
    told = tuple(diagnostics)
    lines = 0
    for number, diagnostic in enumerate(told):
        text = str(diagnostic)
        lines += text.count("\n") + 1
        if lines > limits.MESSAGE_LINES:
            click.echo(f"… and {_count(len(told) - number, kind)} not shown here", err=True)
            break
        click.echo(text, err=True)
    click.echo(_count(len(told), kind), err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
