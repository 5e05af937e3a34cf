"""A finished briefing: its bytes and its counts, to be saved, sent or shown."""

from dataclasses import dataclass
from pathlib import Path

from . import files
from .errors import Diagnostic, ReportError

STATUS, DRAFT = "/Status", "draft"
"""The entry of a file's information by which it is known for a draft, and what it holds."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished briefing.

    ``data`` are the bytes of the file; ``pages`` and ``notes`` count its pages and its page notes;
    ``warnings`` are what its makers should look at. A ``draft`` is marked as one on every page, and
    has its faults among the warnings. A notebook shows page 1.
    """

    data: bytes
    pages: int
    notes: int
    warnings: tuple[Diagnostic, ...] = ()
    draft: bool = False

    def save(self, path: str | Path) -> Path:
        """Write the file in one step, so that nobody reads half of it; return its path.

        Folders that are missing are made. The name of a draft ends with ``-draft``, whatever was
        asked for. ``ReportError`` says why it cannot be written.
        """
        target = named(Path(path), draft=self.draft)
        try:
            files.write(target, self.data)
        except files.FileError as error:
            raise ReportError([error.at(None, target)]) from None
        return target

    def _repr_png_(self) -> bytes:
        """Return page 1 as a picture (96 dots to the inch), which Jupyter looks for."""
        import io

        import pypdfium2

        from .text import extraction

        with extraction.LOCK, pypdfium2.PdfDocument(self.data) as document:
            picture = document[0].render(scale=96 / 72).to_pil()
        kept = io.BytesIO()
        picture.save(kept, "PNG")
        return kept.getvalue()


def named(target: Path, *, draft: bool) -> Path:
    """Return where a file is written: a draft never stands under the name of a final one."""
    marked = not draft or target.stem.endswith("-draft")
    return target if marked else target.with_stem(f"{target.stem}-draft")


def is_draft(pdf: bytes | Path) -> bool:
    """Return whether a file is a draft of ours, which nothing that goes out may hold.

    One that cannot be read is none.
    """
    import io

    import pikepdf

    try:
        with pikepdf.open(pdf if isinstance(pdf, Path) else io.BytesIO(pdf)) as opened:
            return str(opened.docinfo.get(STATUS, "")) == DRAFT
    except (OSError, pikepdf.PdfError):
        return False
