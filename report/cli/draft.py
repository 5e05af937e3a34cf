"""``report draft``: documents come in; their YAML files, with drafted facts beside them, go out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..files import FileError
from .common import Refusal, content_at_fault, count, tell, why

if TYPE_CHECKING:
    from ..drafting import Draft, Taken, Update

_FOLDERS = (Path("content/documents"), Path("documents"))


@click.command()
@click.argument("names", metavar="[FILE|ID]...", nargs=-1)
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the documents' files.  [default: content/documents, or documents]",
)
@click.option("--key", help="The citation key of the one document.  [default: its file's name]")
@click.option(
    "--reference",
    metavar="FILE#KEY",
    help="Its record in a file of Zotero or another program: works.bib#lee2019.",
)
@click.option("--take", is_flag=True, help="Take facts whose `says` is written: ID..., or all.")
@click.option(
    "--update", is_flag=True, help="Follow FILE..., which changed since they were drafted."
)
def draft(
    names: tuple[str, ...],
    into: Path | None,
    key: str | None,
    reference: str | None,
    take: bool,
    update: bool,
) -> None:
    """Draft the YAML of documents, and their facts.

    A FILE is a .txt, .md, .html, .docx, .odt, .rtf, .epub or .pdf. KEY.yaml gets its reference,
    headings and captions, KEY.draft.yaml a fact for each sentence that states something: its place
    and phrases, and the sentence above it. Write what each fact says in your own words, then take
    it: `report draft --take`.
    """
    folder = into or next((path for path in _FOLDERS if path.is_dir()), _FOLDERS[-1])
    if take and update:
        raise click.UsageError("give --take or --update, not both")
    if not names and not take:
        raise click.UsageError("name the files of the documents")
    if (key or reference) and (len(names) != 1 or take or update):
        raise click.UsageError("--key and --reference are of one document that is drafted")
    if take:
        _take(folder, names)
    elif update:
        _update(folder, [Path(name) for name in names])
    else:
        _draft(folder, [Path(name) for name in names], key or "", reference or "")


def _draft(folder: Path, paths: list[Path], key: str, reference: str) -> None:
    from ..drafting import draft

    made: list[Draft] = []
    for path in paths:
        with content_at_fault():
            try:
                made.append(draft(path, folder, key=key, record=reference))
                _tell_draft(made[-1])
            except FileError as fault:
                click.echo(f"Error: {path} {why(fault)}", err=True)
    if made:
        named = ", ".join(f"{one.document.parent.name}/{one.document.name}" for one in made)
        click.echo("Write what each fact says, then take it: report draft --take")
        click.echo(f"In the briefing, list under `documents`: {named}")
    if len(made) < len(paths):
        raise click.exceptions.Exit(2)


def _tell_draft(made: "Draft") -> None:
    parts = made.outline.parts
    headings = sum("caption" not in part for part in parts)
    language = made.language if made.sure else f"{made.language}, a guess"
    click.echo(
        f"{made.document}: {count(headings, 'heading')}, "
        f"{count(len(parts) - headings, 'caption')}, {count(made.words, 'word')} ({language})"
    )
    share = f"{made.quoted / made.words:.0%}" if made.words else "0%"
    click.echo(
        f"{made.draft}: {count(len(made.facts), 'fact')} drafted; all of them would quote {share} "
        "of the words; without a licence a quarter is the most"
    )
    if made.rows:
        told = f"{count(made.rows, 'row')} of tables, of which nothing is drafted"
        click.echo(f"{made.draft}: {told}: write a fact for each that you need")


def _take(folder: Path, ids: tuple[str, ...]) -> None:
    from ..drafting import take

    with content_at_fault():
        taken = take(folder, ids)
    if not taken:
        raise Refusal(f"no draft in {folder} has a fact that says something yet")
    for one in taken:
        tell(one.doubts, "doubt") if one.doubts else None
        click.echo(f"{one.document}: {count(len(one.ids), 'fact')} taken: {', '.join(one.ids)}")
        click.echo(f"{one.document}: {_tally(one)}; {count(one.left, 'draft')} left")


def _tally(one: "Taken") -> str:
    if not one.words:
        return f"the facts have {count(one.quoted, 'word')} of the document"
    share = f"the facts have {one.quoted} of its {one.words} words, {one.quoted / one.words:.0%}"
    if one.licensed:
        return share
    return f"{share}: without a licence a quarter ({one.words // 4}) may be had"


def _update(folder: Path, paths: list[Path]) -> None:
    from ..drafting import update

    for path in paths:
        with content_at_fault():
            try:
                _tell_update(update(path, folder))
            except FileError as fault:
                raise Refusal(f"{path} {why(fault)}") from None


def _tell_update(made: "Update") -> None:
    for line in made.lines:
        click.echo(line)
    tell(made.lost, "doubt") if made.lost else None
    click.echo(f"{made.document}: {made.summary}")
    if made.lost:
        raise click.exceptions.Exit(1)
