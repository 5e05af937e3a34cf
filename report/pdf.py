"""A finished briefing: its bytes and its counts, to be saved, sent or shown."""

from dataclasses import dataclass
from pathlib import Path

from . import files
from .errors import Diagnostic, ReportError


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished briefing.

    ``data`` are the bytes of the file; ``pages`` and ``notes`` count its pages and its page notes;
    ``warnings`` are what its makers should look at, and ``draft`` says that notes or words are lost
    or misplaced: a file of the plain engine is made all the same. A notebook shows page 1.
    """

    data: bytes
    pages: int
    notes: int
    warnings: tuple[Diagnostic, ...] = ()
    draft: bool = False

    def save(self, path: str | Path) -> Path:
        """Write the file in one step, so that nobody reads half of it; return its path.

        Folders that are missing are made. ``ReportError`` says why it cannot be written.
        """
        target = Path(path)
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
