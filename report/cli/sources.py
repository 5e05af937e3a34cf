"""``report sources``: a briefing comes in, its sources for other programs go out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import files
from .common import (
    Refusal,
    briefing_argument,
    content_at_fault,
    existing,
    need_libraries,
    root_option,
)

if TYPE_CHECKING:
    from ..citations.exchange import ReferenceFormat
    from ..page.ledger import LedgerFormat as Account


@click.command()
@briefing_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["bibtex", "csl-json", "ris", "text", "csv", "json"]),
    default="text",
    show_default=True,
    help="BibTeX, CSL-JSON (Zotero, pandoc), RIS (EndNote, Zotero), or a bibliography as text;"
    " csv and json: the facts, with their words and the notes and pages that cite them.",
)
@click.option("--own", is_flag=True, help="The record of the briefing itself, for citing it.")
@root_option
def sources(
    briefing: Path | None, form: "ReferenceFormat | Account", own: bool, roots: tuple[Path, ...]
) -> None:
    """Print the sources of BRIEFING for other programs.

    These are its documents and its references, and what else their files hold; as text, those that
    it cites; with --own, the briefing itself. As csv or json it is the ledger of the evidence, fact
    by fact; the pages are set for it.
    """
    path = existing(briefing)
    from .. import content, pipeline

    if form == "csv" or form == "json":
        if own:
            raise Refusal("--own is a reference: ask for bibtex, csl-json, ris or text")
        need_libraries()
        with content_at_fault():
            click.echo(
                pipeline.account(path, form, roots=roots, cache=files.cache_folder()), nl=False
            )
        return
    from ..citations import exchange
    from ..page import imprint

    with content_at_fault():
        read = content.read(path, roots)
        model = read.briefing
        spare = {} if form == "text" else read.library.spare
        items = imprint.own_record(model) if own else {**read.library.items, **spare}
        text = exchange.write(
            items, form, style=model.style, locale=model.locale, quotes=model.quotes
        )
    click.echo(text, nl=False)
