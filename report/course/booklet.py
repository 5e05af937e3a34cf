"""A finished PDF comes in; its pages as a booklet, two on a side as they are folded, go out.

Sheets are printed on both sides, turned over the short edge, folded once and stitched in the fold.
It is for the printer alone, and says so: it has no tags, and claims no standard.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, String

from ..errors import Diagnostic, ReportError
from ..text.catalogue import ENGLISH, Catalogue
from .attaching import opened, titled, well_built

_MISSHAPEN = "the file cannot be imposed: it is not built as a PDF is"
LEAST, MOST = 4, 64  # pages that one fold holds


@dataclass(frozen=True, slots=True)
class Booklet:
    """A file for the printer, and the pages on each of its sides, from 1; 0 is a blank."""

    data: bytes
    sides: tuple[tuple[int, int], ...]

    @property
    def sheets(self) -> int:
        """How many sheets of paper it takes."""
        return len(self.sides) // 2


def booklet(pdf: bytes) -> Booklet:
    """Return the pages of a PDF imposed as one booklet; ``ReportError`` says why they cannot be."""
    with well_built(_MISSHAPEN), opened(pdf, "the file") as source:
        count = len(source.pages)
        if not LEAST <= count <= MOST:
            hint = "print it on both sides; or `--split` it, and fold its parts"
            message = f"a booklet has {LEAST} to {MOST} pages, and the file has {count}"
            raise ReportError([Diagnostic(message, hint=hint)])
        sides = tuple(_sides(count))
        out = pikepdf.new()
        _impose(out, source, sides)
        _say(out, source)
        target = io.BytesIO()
        out.save(
            target,
            deterministic_id=True,
            compress_streams=True,
            min_version=max(source.pdf_version, "1.4"),  # its pages may see through, and it has XMP
        )
    return Booklet(target.getvalue(), sides)


def _sides(count: int) -> Iterator[tuple[int, int]]:
    """Yield the pages on each side of the sheets, left and right.

    >>> list(_sides(6))
    [(0, 1), (2, 0), (6, 3), (4, 5)]
    """
    whole = -(-count // 4) * 4
    pages = [page if page <= count else 0 for page in range(1, whole + 1)]
    for sheet in range(whole // 4):
        near, far = 2 * sheet, whole - 1 - 2 * sheet
        yield pages[far], pages[near]
        yield pages[near + 1], pages[far - 1]


def _impose(out: pikepdf.Pdf, source: pikepdf.Pdf, sides: tuple[tuple[int, int], ...]) -> None:
    box = source.pages[0].trimbox
    width, height = float(box[2] - box[0]), float(box[3] - box[1])
    half = max(width, height) / 2
    depth = min(width, height)
    forms: dict[int, Any] = {}
    for side in sides:
        out.add_blank_page(page_size=(2 * half, depth))
        page, content = out.pages[-1], b""
        page.obj.Resources = Dictionary(XObject=Dictionary())
        for number, place in zip(side, (0.0, half), strict=True):
            if number:
                form = forms.setdefault(number, _form(out, source, number))
                name = Name(f"/P{number}")
                page.obj.Resources.XObject[name] = form
                content += _placed(form, str(name), place, half, depth)
        page.obj.Contents = out.make_stream(content)


def _form(out: pikepdf.Pdf, source: pikepdf.Pdf, number: int) -> Any:
    """Return a page as a drawing without tags."""
    form = out.copy_foreign(source.pages[number - 1].as_form_xobject())
    for key in (Name.StructParents, Name.StructParent):
        if key in form:
            del form[key]
    return form


def _placed(form: Any, name: str, left: float, half: float, depth: float) -> bytes:
    """Return the operators that draw a page in its half; one that lies on its side is turned."""
    box = [float(edge) for edge in form.BBox]
    matrix = [float(part) for part in form.get(Name.Matrix, [1, 0, 0, 1, 0, 0])]
    x, y, width, height = _seen(box, matrix)
    turned = width > height
    across, up = (height, width) if turned else (width, height)
    scale = min(half / across, depth / up)
    right = left + (half - scale * across) / 2
    above = (depth - scale * up) / 2
    parts: tuple[float, ...]
    if turned:
        parts = (0, scale, -scale, 0, right + scale * (y + height), above - scale * x)
    else:
        parts = (scale, 0, 0, scale, right - scale * x, above - scale * y)
    numbers = " ".join(f"{part:.4f}" for part in parts)
    return f"q {numbers} cm {name} Do Q\n".encode()


def _seen(box: list[float], matrix: list[float]) -> tuple[float, float, float, float]:
    """Return where a form lies once its matrix has turned it: left, foot, width, height."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across) - min(across), max(up) - min(up)


def _say(out: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    """Say in the title what the file is for, and to the printer how to print it."""
    language = str(source.Root.get(Name.Lang, ENGLISH))
    entitle(out, for_printing(source, language))
    out.Root.Lang = String(language)
    out.Root.ViewerPreferences = Dictionary(
        Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"), DisplayDocTitle=True
    )


def for_printing(source: pikepdf.Pdf, language: str, part: str = "") -> str:
    """Return the title of a file that is for printing, in the words of its language."""
    title = titled(source)
    said = f"{title}: {part}" if title and part else title or part
    return Catalogue(language).say("for-printing", title=said).strip()


def entitle(pdf: pikepdf.Pdf, title: str) -> None:
    """Give a PDF its title, in its packet and in its old place."""
    pdf.docinfo[Name.Title] = String(title)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
