"""``report check``: a briefing comes in, what is wrong with it goes out; nothing is laid out."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import files
from ..errors import Diagnostic, MachineError, ReportError
from ..keeping import answers, recording
from ..keeping.answers import printed
from ..machine import scratch
from .common import (
    Refusal,
    briefing_argument,
    content_at_fault,
    existing,
    root_option,
    strict_option,
    tell,
    theme_option,
    warn,
)

if TYPE_CHECKING:
    from ..desk.counting import SectionWords

_KINDS = {"error": "error", "doubt": "warning", "advice": "notice"}


class _WithChecks(click.Command):
    """A command whose help lists the checks; they are read when it is asked for, and not before."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from .. import checks

        with formatter.section("Checks, as each message names its own"), content_at_fault():
            formatter.write_dl([(check.id, check.sentence) for check in checks.known()])
        super().format_epilog(ctx, formatter)


@click.command(cls=_WithChecks)
@briefing_argument
@theme_option
@strict_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For a reader, for GitHub's annotations, or for an editor.",
)
@click.option("--words", is_flag=True, help="Say how many words each section has.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
@root_option
@click.pass_obj
def check(
    asked: tuple[str, ...] | None,
    briefing: Path | None,
    theme: str | Path | None,
    strict: bool,
    form: str,
    words: bool,
    watch: bool,
    roots: tuple[Path, ...],
) -> None:
    """Check BRIEFING without laying it out.

    BRIEFING is content/briefing.yaml by default. All problems of a stage are reported at once, by
    file, each with its line and column.
    """
    path = existing(briefing)

    def once() -> bool:
        return _checked(path, theme, strict, form, words, roots)

    if watch:
        _watched(path, (*roots, *([theme] if isinstance(theme, Path) else [])), once)
    elif not _answered(asked, once):
        raise click.exceptions.Exit(1)


def _answered(asked: tuple[str, ...] | None, act: Callable[[], bool]) -> bool:
    """Do it; where all is well, keep what was said for the next time it is asked."""
    if asked is None:
        return act()
    with recording.recorded() as record, printed() as said:
        well = act()
    record.leave_out(scratch.starts())
    if well and (inputs := recording.inputs(record)):
        answers.keep(asked, inputs, None, said.out, said.err)
    return well


def _checked(
    path: Path,
    theme: str | Path | None,
    strict: bool,
    form: str,
    words: bool,
    roots: tuple[Path, ...],
) -> bool:
    """Check once and say what was found; return whether there is no error."""
    from .. import pipeline

    try:
        with scratch.used():
            found = pipeline.check(
                path, theme=theme, strict=strict, roots=roots, cache=files.cache_folder()
            )
        errors: Sequence[Diagnostic] = ()
    except MachineError as error:
        tell(error.diagnostics, "error")
        raise click.exceptions.Exit(Refusal.exit_code) from None
    except ReportError as error:
        found, errors = (), error.diagnostics
    counted = _counted(path, roots) if words and not errors else ()
    if form == "json":
        click.echo(json.dumps(_data((*errors, *found), counted), ensure_ascii=False, indent=2))
    elif form == "github":
        from ..verification.shown import annotation

        for one in (*errors, *found):
            click.echo(annotation(_KINDS[one.level], one, one.check or "check"))
    elif errors:
        tell(errors, "error")
    else:
        warn(found)
        _tell_words(counted)
        click.echo(f"{path}: no errors")
    return not errors


def _counted(path: Path, roots: tuple[Path, ...]) -> "tuple[SectionWords, ...]":
    from .. import content
    from ..desk import counting

    return counting.words(content.read(path, roots))


def _tell_words(counted: "tuple[SectionWords, ...]") -> None:
    for section in counted:
        click.echo(f"{section.words:7,}  {section.title}")
    if counted:
        click.echo(f"{sum(section.words for section in counted):7,}  words")


def _data(found: Sequence[Diagnostic], counted: "tuple[SectionWords, ...]") -> dict[str, Any]:
    """Return what was found as an editor reads it."""
    messages = [
        {
            "level": one.level,
            "check": one.check or None,
            "message": one.message,
            "file": str(one.span.path) if one.span else None,
            "line": one.span.line if one.span else None,
            "column": one.span.column if one.span else None,
            "hint": one.hint,
        }
        for one in found
    ]
    data: dict[str, Any] = {
        "ok": all(one.level != "error" for one in found),
        "messages": messages,
    }
    if counted:
        data["words"] = [
            {"section": one.section, "title": one.title, "words": one.words} for one in counted
        ]
    return data


def _watched(path: Path, beside: Sequence[Path], once: Any) -> None:
    """Check now, and again after each save of a file beside the briefing, until Ctrl-C."""
    import watchfiles

    from ..watch.saves import WrittenFiles

    folders = {folder.resolve() for folder in (path.parent, *beside)}
    once()
    changes = watchfiles.watch(
        *folders,
        watch_filter=WrittenFiles(folders),
        debounce=200,
        step=50,
        raise_interrupt=False,
    )
    for changed in changes:
        names = sorted({Path(name).name for _, name in changed})
        click.clear()
        click.echo(f"{', '.join(names)} saved", err=True)
        once()
