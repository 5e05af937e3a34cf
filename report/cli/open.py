"""``report open``: a name comes in; where it is written, and where it is cited, goes out."""

import os
import shlex
import subprocess
from pathlib import Path

import click

from ..errors import Span, suggestion
from .common import Refusal, content_at_fault, existing, root_option
from .facts import in_option


@click.command("open")
@click.argument("name", metavar="ID")
@in_option
@click.option("--editor", is_flag=True, help="Open it in $VISUAL or $EDITOR, at its line.")
@root_option
def open_(name: str, briefing: Path | None, editor: bool, roots: tuple[Path, ...]) -> None:
    """Print where a fact or a block is written.

    ID is the name of a fact, a document, a section, an exhibit, a passage or a reference. The first
    line is FILE:LINE:COLUMN, as editors and terminals follow it; then come what it holds and cites,
    and the places that cite it.
    """
    path = existing(briefing)
    from .. import content
    from ..desk import search

    with content_at_fault():
        read = content.read(path, roots)
        found = search.where(read, name.removeprefix("[").removesuffix("]").removeprefix("@"))
    if found is None:
        hint = suggestion(name, search.names(read))
        raise Refusal(f"nothing here is called {name}{f'; {hint}' if hint else ''}")
    click.echo(found.span)
    for what, span in found.holds:
        click.echo(f"    has {what} at {span}")
    if found.cites:
        click.echo(f"    cites {', '.join(found.cites)}")
    cited = "referred to" if found.what in ("section", "block") else "cited"
    for span in found.cited:
        click.echo(f"    {cited} at {span}")
    if editor:
        _edit(found.span)


def _edit(span: Span) -> None:
    """Open a file at a line in the editor that the environment names."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not named:
        raise Refusal("no editor is named: set $VISUAL or $EDITOR")
    words = shlex.split(named)
    program = Path(words[0]).stem
    goto = {"code": ["--goto", f"{span.path}:{span.line}:{span.column}"]}
    place = goto.get(program, [f"+{span.line}", str(span.path)])
    try:
        subprocess.run([*words, *place], check=False)
    except OSError as error:
        raise Refusal(f"{named} cannot be started: {error.strerror}") from None
