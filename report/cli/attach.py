"""``report attach``: a reader and a briefing come in, one PDF with the tags of both goes out."""

import re
from pathlib import Path

import click

from .common import Refusal, content_at_fault, count, finished, replace, writable

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("reader", type=_FILE)
@click.argument("briefing", type=_FILE)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write.  [default: build/READER-with-BRIEFING.pdf]",
)
@click.option(
    "--at", metavar="N", default="end", help="The page that it begins at.  [default: end]"
)
@click.option(
    "--contents",
    is_flag=True,
    help="Let the bookmarks name both files, each over its own, and let a viewer show them.",
)
def attach(reader: Path, briefing: Path, output: Path | None, at: str, *, contents: bool) -> None:
    """Join BRIEFING, a PDF, to READER, a PDF.

    Tags, notes, bookmarks, page labels and links of both are kept; what is not is printed.
    """
    default = Path("build") / f"{reader.stem}-with-{briefing.stem}.pdf"
    target = writable(output or default)
    if any(target.resolve() == given.resolve() for given in (reader, briefing)):
        raise Refusal(f"{target} is one of the files to join: name another")
    if at != "end" and not re.fullmatch("[0-9]{1,9}", at):
        raise click.UsageError("`--at` takes a number of a page, or `end`")
    if briefing.stem.endswith("-draft"):
        raise Refusal(f"{briefing} is a draft, and is not handed out")
    from ..course import attaching

    with content_at_fault():
        first, second = map(finished, (reader, briefing))
        place = None if at == "end" else int(at)
        made = attaching.attach(first, second, place, contents=contents)
    replace(target, made.data)
    for told in made.lost:
        click.echo(told, err=True)
    click.echo(f"{target}: {count(made.pages, 'page')}, {len(made.data) / 1000:.0f} kB")
