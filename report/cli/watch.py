"""``report watch``: a briefing comes in; its page is served while it is written."""

from pathlib import Path
from typing import Any

import click

from .common import (
    Refusal,
    briefing_argument,
    edition_option,
    existing,
    need_libraries,
    paper_option,
    root_option,
    theme_option,
)


def _editor(ctx: click.Context, param: click.Parameter, name: str) -> str:
    from ..watch import editors

    template = editors.template(name)
    if template is None:
        known = ", ".join(editors.ADDRESSES)
        hint = "an address holds {path}, as in myeditor://{path}:{line}:{column}"
        raise click.BadParameter(f"`{name}` is not one of {known}, nor an address: {hint}")
    return template


@click.command()
@briefing_argument
@theme_option
@paper_option
@click.option("--style", metavar="CSL", help="A citation style by its name.")
@edition_option
@click.option(
    "--editor",
    metavar="NAME|ADDRESS",
    default="vscode",
    show_default=True,
    callback=_editor,
    help="What opens a line: vscode, vscodium, cursor, zed, idea, sublime, textmate, none; or an "
    "address with {path}, {line} and {column}.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Where to serve.  [default: 8765, or the next]"
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@root_option
def watch(
    briefing: Path | None,
    theme: str | Path | None,
    paper: str | None,
    style: str | None,
    edition: str,
    editor: str,
    port: int | None,
    opened: bool,
    roots: tuple[Path, ...],
) -> None:
    """Show BRIEFING in the browser, and build it at each save.

    BRIEFING is content/briefing.yaml by default. The page keeps its place; while a file cannot be
    built, it keeps the last good pages and says what is wrong. Click a sentence, a note or a cell
    to see its file and line, and to open it in your editor; point at it to see its facts. Only this
    machine can see the page. Nothing is written; `report build` writes the file. Ctrl-C ends it.
    """
    from ..machine import scratch
    from ..press import workers
    from ..watch import server
    from ..watch.answers import WatchAnswers
    from ..watch.making import Maker
    from ..watch.watching import Watch

    path = existing(briefing)
    need_libraries()
    try:
        listening = server.listen(port)
    except OSError:
        raise Refusal(f"the port {port} is taken: choose another one, or leave it out") from None
    options: dict[str, Any] = {"theme": theme, "paper": paper, "style": style, "roots": roots}
    options["edition"] = edition
    folders = [*roots, *([theme] if isinstance(theme, Path) else [])]
    address = f"http://{server.HOST}:{listening.getsockname()[1]}/"
    click.echo(f"{path}: {address} (Ctrl-C ends it)")
    if opened:
        click.launch(address)
    with scratch.used(), workers.at_hand():
        server.serve(WatchAnswers(Watch(Maker(path, options), folders), editor), listening)
    click.echo("Ended.")
