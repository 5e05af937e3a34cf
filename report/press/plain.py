"""All sections in, one whole file out, written by WeasyPrint alone.

The pages are laid out as ever, and what stands on them is recorded for the gate. What our own
engine adds is not there: tags that follow the HTML, PDF/UA, fonts that are shared.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from . import installed
from .conformance import Conformance
from .fragment import Fragment, PagePlace, PrintedPage
from .printed import below
from .sheets import Laid, Sheets
from .tags import PX, Builder
from .xmp import Metadata

PART = "report-part-"
"""The id of what stands around a section, with its number."""

_ROUNDS = 3  # of layout, until the numbers that are printed are those of the pages
_BODY = re.compile(r"(.*?<body[^>]*>)(.*)</body>", re.S)
_NUMBER = re.compile(r'(data-page="([^"]+)"[^>]*>)[^<]*')
_VARIANTS = {Conformance.A3A_UA1: "pdf/a-3a", Conformance.A4F_UA2: "pdf/a-4f"}


def joined(pages: Sequence[str], numbers: Mapping[str, int]) -> str:
    """Return all sections as one document, with the numbers of the pages that they name."""
    found = [match for page in pages if (match := _BODY.match(page))]
    head = found[0][1] if found else ""
    parts = "".join(
        f'<div id="{PART}{number}"{" style=break-before:page" if number else ""}>{match[2]}</div>'
        for number, match in enumerate(found)
    )
    told = _NUMBER.sub(lambda m: f"{m[1]}{numbers.get(m[2], 0):02}", parts)
    return f"{head}{told}</body></html>"


class PlainWriter:
    """The engine that leaves the writing to WeasyPrint."""

    def __init__(self, sheets: Sheets, conformance: Conformance) -> None:
        self._sheets, self._conformance = sheets, conformance

    def whole(self, pages: Sequence[str], metadata: Metadata) -> Fragment:
        """Lay out and write all sections; ``ReportError`` tells what would be printed wrongly.

        The pages of the fragment are empty where they can't be read from this WeasyPrint's boxes.
        """
        numbers: dict[str, int] = {}
        for last in range(_ROUNDS, 0, -1):
            with self._sheets.laid_out(joined(pages, numbers)) as laid:
                found = {name: place.page + 1 for name, place in _anchors(laid.document).items()}
                if found == numbers or last == 1:
                    pdf = self._written(laid.document, metadata)
                    break
                numbers = found
        laid.refuse(())
        return self._recorded(laid, pdf)

    def _written(self, document: Any, metadata: Metadata) -> bytes:
        told = document.metadata
        told.title, told.authors = metadata.title, list(metadata.authors)
        told.description, told.keywords = metadata.subject, list(metadata.keywords)
        told.created = told.modified = metadata.date.isoformat() if metadata.date else None
        told.generator = metadata.generator
        identifier = hashlib.sha256(repr(metadata).encode()).digest()[:16]
        _without_clock()
        options = {"pdf_identifier": identifier, "pdf_tags": self._conformance.tagged}
        variant = _VARIANTS.get(self._conformance)
        with suppress(KeyError, TypeError, ValueError):  # a WeasyPrint without that variant
            pdf: bytes = document.write_pdf(pdf_variant=variant, **options)
            return pdf
        return bytes(document.write_pdf(pdf_identifier=identifier))

    def _recorded(self, laid: Laid, pdf: bytes) -> Fragment:
        printed = [PrintedPage(0.0, 0.0, ()) for _ in laid.document.pages]
        calls: list[Any] = []
        builder = Builder(laid.root, self._conformance)
        with suppress(AttributeError, KeyError, TypeError, ValueError):  # boxes that we do not know
            for page in laid.document.pages:
                boxes = filter(_is_printed, below(page._page_box))
                builder.page(page, {box: {"mcid": n} for n, box in enumerate(boxes)})
            tree = builder.finish()
            printed, calls = list(tree.pages), list(tree.calls)
        anchors = _anchors(laid.document)
        return Fragment(
            pdf=pdf,
            conformance=self._conformance,
            language=laid.root.get("lang") or "",
            pages=tuple(printed),
            fonts=(),
            late=(),
            anchors=anchors,
            titles={},
            bookmarks=(),
            calls=tuple(calls),
            warnings=laid.warnings,
        )


def _without_clock() -> None:
    """Let fonts that are made from variable ones keep their date: the file has none of its own."""
    with suppress(AttributeError, ImportError):
        module = installed.part("pdf.fonts")
        if not isinstance(module.TTFont, partial):
            module.TTFont = partial(module.TTFont, recalcTimestamp=False)


def _is_printed(box: Any) -> bool:
    return hasattr(box, "text") or "Replaced" in type(box).__name__


def _anchors(document: Any) -> dict[str, PagePlace]:
    found: dict[str, PagePlace] = {}
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            place = PagePlace(number, round(x * PX, 2), round((page.height - y) * PX, 2))
            found.setdefault(name, place)
    return found
