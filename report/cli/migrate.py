"""``report migrate``: a briefing of an older format comes in; its files are brought up to date."""

from pathlib import Path

import click

from .common import briefing_argument, content_at_fault, count, existing


@click.command()
@briefing_argument
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def migrate(briefing: Path | None, dry_run: bool) -> None:
    """Bring the files of BRIEFING up to this format.

    Fields that had another name are renamed where they stand, and schemas beside the briefing are
    renewed; everything else stays as it is. Each change is told.
    """
    path = existing(briefing)
    from ..desk import migrate as work

    with content_at_fault():
        changes = work.migrate(path, write=not dry_run)
    for change in changes:
        click.echo(f"{change.span}: {change.told}")
    if not changes:
        click.echo(f"{path}: nothing to change")
        return
    click.echo(f"{path}: {count(len(changes), 'change')}{', not made' if dry_run else ''}")
