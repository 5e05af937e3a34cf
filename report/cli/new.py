"""``report new``: a folder comes in; a briefing that builds stands in it afterwards."""

from pathlib import Path

import click

from .common import count, file_at_fault


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--bare", is_flag=True, help="The least: one document, one section, one sentence.")
def new(folder: Path, bare: bool) -> None:
    """Begin a briefing in DIR.

    It is on an invented subject, builds as it stands and shows every kind of block; its comments
    say how it works. Change it, or take out what you do not need. Nothing is written over.
    """
    from ..start import begin

    with file_at_fault(folder):
        written = begin(folder, bare=bare)
    click.echo(f"{written[0]}: {count(len(written), 'file')} written in {folder}")
    click.echo(f"Now open it in an editor, and build it: cd {folder}; report build")
