"""``report check``: a briefing comes in, what is wrong with it goes out; nothing is laid out."""

from pathlib import Path

import click

from .common import (
    briefing_argument,
    content_at_fault,
    existing,
    root_option,
    strict_option,
    theme_option,
    warn,
)


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
@root_option
def check(
    briefing: Path | None, theme: str | Path | None, strict: bool, roots: tuple[Path, ...]
) -> None:
    """Check BRIEFING without laying it out.

    BRIEFING is content/briefing.yaml by default. All problems of a stage are told at once, each
    with its file, line and column.
    """
    path = existing(briefing)
    from .. import pipeline

    with content_at_fault():
        warnings = pipeline.check(path, theme=theme, strict=strict, roots=roots)
    warn(warnings)
    click.echo(f"{path}: no errors")
