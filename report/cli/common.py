"""What commands share: arguments come in; a file, lines and an exit code go out."""

import gc
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import click

from .. import files, limits
from ..errors import Diagnostic, MachineError, ReportError
from ..files import FileError, MissingFileError
from ..machine import scratch
from ..options import EDITIONS, PAPERS, Edition

DEFAULTS = (Path("content/briefing.yaml"), Path("briefing.yaml"))


class Refusal(click.ClickException):
    """What was asked for cannot be done here; the content is not at fault."""

    exit_code = 2


briefing_argument = click.argument(
    "briefing", required=False, type=click.Path(dir_okay=False, path_type=Path)
)


def _theme(ctx: click.Context, param: click.Parameter, name: str | None) -> Path | str | None:
    """Return the path of a folder, or the name of a theme that there is."""
    if name is None:
        return None
    files.looked_for(Path(name))
    if Path(name).is_dir():
        return Path(name)
    from ..content import themes

    try:
        themes.find(name)
    except ReportError as error:
        told = error.diagnostics[0]
        message = "; ".join(filter(None, (told.message, told.hint)))
        raise click.BadParameter(message, ctx, param) from None
    return name


theme_option = click.option(
    "--theme",
    metavar="NAME|DIR",
    callback=_theme,
    help="A theme by its name or its folder, in the place of the briefing's own.",
)

root_option = click.option(
    "--root",
    "roots",
    metavar="DIR",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another folder in which files may lie that the content or the theme names.",
)

paper_option = click.option(
    "--paper",
    type=click.Choice(PAPERS, case_sensitive=False),
    help="The size of the page.  [default: the theme's own, or a4]",
)

edition_option = click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="student",
    show_default=True,
    help="For students; for the instructor, with answers and keys; or a summary of one sheet.",
)

course_option = click.option(
    "--course",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The course that it is read in.  [default: course.yaml beside the briefing, if any]",
)

strict_option = click.option(
    "--strict", is_flag=True, help="Treat every doubt as an error; advice stays advice."
)


def existing(briefing: Path | None) -> Path:
    """Return the path of the briefing that was asked for, or of the one in `content/` or here."""
    for path in [briefing] if briefing else DEFAULTS:
        files.looked_for(path)
        if path.is_file():
            return path
    if briefing:
        raise Refusal(f"there is no file {briefing}")
    raise Refusal(
        f"there is no {DEFAULTS[0]} and no {DEFAULTS[1]} here: name the briefing, "
        "`report build PATH`, or begin one, `report new DIR`"
    )


def default_output(
    briefing: Path, ending: str, edition: Edition = "student", paper: str | None = None
) -> Path:
    """Return where a file is written that nobody gave a name: build/NAME-instructor-letter.pdf."""
    suffix = f"-{edition}" if edition != "student" else ""
    suffix += f"-{paper}" if paper and paper != "a4" else ""
    return Path("build") / f"{briefing.stem}{suffix}{ending}"


_WRITTEN = {
    ".pdf": ("a PDF", b"%PDF-"),
    ".html": ("an HTML page", b"<!DOCTYPE html"),
    ".docx": ("a Word file", b"PK"),
    ".epub": ("an e-book", b"PK"),
    ".imscc": ("a cartridge", b"PK"),
}


def writable(target: Path, suffix: str = ".pdf") -> Path:
    """Return the target when a file of that kind may stand there: no other is written over."""
    what, start = _WRITTEN[suffix]
    before = beginning(target)
    if before and not before.lower().startswith(start.lower()):
        raise Refusal(f"{target} exists and is not {what}; it was left as it is: name another")
    if target.suffix.lower() != suffix:
        raise Refusal(f"{target}: what is written is {what}; name it {target.stem}{suffix}")
    folder = next(filter(os.path.isdir, target.absolute().parents))
    if not os.access(folder, os.W_OK | os.X_OK):  # said now, and not after the work
        raise Refusal(f"{target} cannot be written: {folder} can only be read; name another place")
    return target


def beginning(target: Path) -> bytes:
    """Return the first bytes of what stands at a target, none where nothing does."""
    try:
        return files.read_bytes(target, 30, whole=False)
    except MissingFileError:
        return b""
    except FileError as fault:
        raise Refusal(f"{target} cannot be written: it {fault.reason}") from None


def need_libraries() -> None:
    """Refuse to start without the system libraries; WeasyPrint's own words are a traceback."""
    from ..machine import libraries

    libraries.reach()
    if lacks := libraries.lacking():
        raise Refusal(f"{', '.join(lacks.values())}: {libraries.remedy(lacks)}")


@contextmanager
def content_at_fault() -> Iterator[None]:
    """Work in a folder of the command's own; print what a ReportError carries, and leave.

    The exit code is 1, and 2 where the machine is at fault.
    """
    try:
        with scratch.used():
            yield
    except MachineError as error:
        tell(error.diagnostics, "error")
        raise click.exceptions.Exit(Refusal.exit_code) from None
    except ReportError as error:
        tell(error.diagnostics, "error")
        raise click.exceptions.Exit(1) from None


def collect_seldom() -> None:
    """Let Python look for garbage less often: a build makes much that lives to its end.

    Measured on the shipped briefing: 4 to 8 % of the time, 4 % more memory.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def why(fault: FileError) -> str:
    """Return what is the matter with a file, and what to do."""
    return f"{fault.reason}; {fault.hint}" if fault.hint else fault.reason


def finished(pdf: Path) -> bytes:
    """Return a finished PDF; one that cannot be read is refused in a sentence."""
    with file_at_fault(pdf):
        return files.read_bytes(pdf, limits.PDF_BYTES)


@contextmanager
def file_at_fault(path: Path) -> Iterator[None]:
    """Refuse what cannot be read or written there, in a sentence."""
    try:
        yield
    except FileError as fault:
        raise Refusal(f"{path} {why(fault)}") from None


def weight(data: bytes) -> str:
    """Return how large a file is, and the beginning of its digest, as each command prints it."""
    return f"{len(data) / 1000:.0f} kB, sha256 {hashlib.sha256(data).hexdigest()[:12]}"


def replace(target: Path, data: bytes) -> None:
    """Put the data in the target's place, in one step: nobody ever reads half a file."""
    try:
        files.write(target, data)
    except FileError as fault:
        raise Refusal(f"{target} cannot be written: it {fault.reason}") from None


def warn(warnings: tuple[Diagnostic, ...], *, draft: bool = False) -> str:
    """Print doubts on stderr, and then advice, and how many there are of each; return the lines.

    The faults of a draft go before them.
    """
    kinds = {"error": "error" if draft else "doubt", "doubt": "doubt", "advice": "piece of advice"}
    text = "".join(
        f"{line}\n"
        for kind in dict.fromkeys(kinds.values())
        if (told := [w for w in warnings if kinds[w.level] == kind])
        for line in _lines(told, kind)
    )
    click.echo(text, nl=False, err=True)
    return text


def tell(diagnostics: Iterable[Diagnostic], kind: str) -> None:
    """Print diagnostics on stderr, at most `limits.MESSAGE_LINES` lines, and how many there are."""
    for line in _lines(diagnostics, kind):
        click.echo(line, err=True)


def _lines(diagnostics: Iterable[Diagnostic], kind: str) -> Iterator[str]:
    told = _by_file(diagnostics)
    files = Counter(_file(diagnostic) for diagnostic in told)
    lines, before = 0, ""
    for number, diagnostic in enumerate(told):
        text = str(diagnostic)
        if len(files) > 1 and (here := _file(diagnostic)) != before:
            text = f"{here}: {count(files[here], kind)}\n{text}" if here else text
            before = here
        lines += text.count("\n") + 1
        if lines > limits.MESSAGE_LINES:
            yield f"… and {count(len(told) - number, kind)} not shown here"
            break
        yield text
    yield count(len(told), kind)


def _by_file(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics so that those of a file stand together, the files as they come first."""
    groups: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        groups.setdefault(_file(diagnostic), []).append(diagnostic)
    return tuple(chain.from_iterable(groups.values()))


def _file(diagnostic: Diagnostic) -> str:
    return str(diagnostic.span.path) if diagnostic.span else ""


def count(number: int, noun: str) -> str:
    """Return a number with its noun: 1 note, 2 notes, 3 pieces of advice."""
    head, of, rest = noun.partition(" of ")
    return f"{number} {noun}" if number == 1 else f"{number} {head}s{of}{rest}"


@contextmanager
def progressing() -> Iterator[Callable[[str], None]]:
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
