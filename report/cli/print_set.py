"""``report print-set``: a finished PDF comes in, a booklet or its parts go out."""

from pathlib import Path

import click

from .common import Refusal, content_at_fault, count, finished, replace, writable


@click.command("print-set")
@click.argument("pdf", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--split",
    "parted",
    is_flag=True,
    help="A file for each bookmark of the first level, as reserves want them; tags are kept.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Where to write.  [default: build/NAME-booklet.pdf, or the folder build/NAME-parts]",
)
def print_set(pdf: Path, output: Path | None, *, parted: bool) -> None:
    """Make a booklet of PDF, or its parts.

    A booklet has two pages on a side, in the order of folding, 4 to 64 in all. Print it on both
    sides, turned over the short edge, fold it once and stitch it. The files are for printing, as
    their titles say, and claim no standard.
    """
    if pdf.stem.endswith("-draft"):
        raise Refusal(f"{pdf} is a draft, and is not handed out")
    if parted:
        _split(pdf, output or Path("build") / f"{pdf.stem}-parts")
        return
    target = writable(output or Path("build") / f"{pdf.stem}-booklet.pdf")
    if target.resolve() == pdf.resolve():
        raise Refusal(f"{target} is the file itself: name another")
    from ..course import booklet

    with content_at_fault():
        made = booklet.booklet(finished(pdf))
    replace(target, made.data)
    sheets = f"{count(made.sheets, 'sheet')}, {len(made.data) / 1000:.0f} kB"
    click.echo(f"{target}: {sheets}; print both sides, turned over the short edge")


def _split(pdf: Path, folder: Path) -> None:
    from ..course import splitting

    with content_at_fault():
        parts = splitting.split(finished(pdf))
        targets = [writable(folder / f"{part.name}.pdf") for part in parts]
    for part, target in zip(parts, targets, strict=True):
        replace(target, part.data)
        pages = (
            f"page {part.first}" if part.first == part.last else f"pages {part.first}–{part.last}"
        )
        click.echo(f"{target}: {pages}, {len(part.data) / 1000:.0f} kB")
