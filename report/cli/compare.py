"""``report compare``: two editions come in; what changed from one to the other goes out."""

from pathlib import Path

import click

from .common import content_at_fault, file_at_fault

_PATH = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("old", metavar="OLD", type=_PATH)
@click.argument("new", metavar="NEW", type=_PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "block"]),
    default="text",
    show_default=True,
    help="For a reader, for a program, or as a block `changes` to be edited and pasted.",
)
def compare(old: Path, new: Path, form: str) -> None:
    """Compare two editions of a briefing.

    OLD and NEW are a briefing's file, its folder, or a PDF that carries its content (`attach:
    [content]`). Told are sections, sentences and what they cite, and facts. The exit code is 0,
    whatever changed.
    """
    from ..desk import editions, told
    from ..desk.compare import compare

    read = []
    for path in (old, new):
        with content_at_fault(), file_at_fault(path):
            read.append(editions.read(path))
    changes = compare(*read)
    if form == "json":
        click.echo(told.as_json(changes))
    elif form == "block":
        click.echo(told.block(changes))
    else:
        for line in told.text(changes):
            click.echo(line)
