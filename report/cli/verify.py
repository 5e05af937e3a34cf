"""``report verify``: a briefing and its documents come in; what is proved goes out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import briefing_argument, content_at_fault, existing, root_option

if TYPE_CHECKING:
    from ..verification.shown import ProofFormat as Proof


@click.command()
@briefing_argument
@click.option(
    "--documents",
    metavar="DIR",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the documents' texts, under any name: .txt, .md, .html, .docx, .odt,"
    " .rtf, .epub or .pdf.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For a reader, for GitHub's annotations, or for a program.",
)
@root_option
def verify(briefing: Path | None, documents: Path, form: "Proof", roots: tuple[Path, ...]) -> None:
    """Prove every fact from the documents themselves.

    Each phrase of a fact must stand in its document, where the fact says. BRIEFING is
    content/briefing.yaml by default. What differs is shown with the nearest passage: [-words-] of
    the fact, {+words+} of the document. The exit code is 1 when a phrase is missed.
    """
    path = existing(briefing)
    from ..content import briefing as assembly
    from ..content import library, yamlfile
    from ..verification import shown
    from ..verification import verify as prove

    with content_at_fault():
        text = yamlfile.read(path, roots)
        books = library.load(assembly.parse(text), text)
    verification = prove(books, documents)
    click.echo(shown.show(verification, books, form), nl=False)
    if not verification.ok:
        raise click.exceptions.Exit(1)
