"""``report facts``: words come in; the facts that have them go out, with ids ready to paste."""

from pathlib import Path

import click

from .common import content_at_fault, count, existing, root_option

in_option = click.option(
    "--in",
    "briefing",
    metavar="BRIEFING",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The briefing.  [default: content/briefing.yaml, or briefing.yaml]",
)


@click.command()
@click.argument("words", metavar="[TEXT]...", nargs=-1)
@in_option
@click.option("--unused", is_flag=True, help="Only those that nothing cites.")
@root_option
def facts(
    words: tuple[str, ...], briefing: Path | None, unused: bool, roots: tuple[Path, ...]
) -> None:
    """Find facts by words, with ids ready to paste.

    Each word of TEXT, in whatever form, must stand in what a fact says, in its phrases or in its
    id. Without TEXT every fact is listed.
    """
    path = existing(briefing)
    from .. import content
    from ..desk import search

    with content_at_fault():
        found = search.facts(content.read(path, roots), " ".join(words))
    chosen = [one for one in found if not (unused and one.cited)]
    for one in chosen:
        cited = f"cited {one.cited} ×" if one.cited else "not cited"
        click.echo(f"[@{one.id}]  {one.fact.says}")
        click.echo(f"    {one.document.short}, {one.place}; {one.fact.as_of}; {cited}")
    click.echo(count(len(chosen), "fact"), err=True)
    if not chosen:
        raise click.exceptions.Exit(1)
