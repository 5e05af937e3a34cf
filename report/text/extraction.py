"""A PDF in; out, the text of its pages as a reader gets it, by PDFium.

PDFium may be used by one thread at a time: whoever opens a document with it does so under ``LOCK``.
"""

import threading
from typing import Any

LOCK = threading.RLock()
"""Held around every use of PDFium in this process."""


def load() -> None:
    """Load PDFium now, while something else is being waited for."""
    import pypdfium2

    del pypdfium2


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    import pypdfium2

    with LOCK:
        document: Any = pypdfium2.PdfDocument(pdf)
        try:
            found = []
            for page in document:
                text = page.get_textpage()
                found.append(str(text.get_text_range()))
                text.close()
                page.close()
            return found
        finally:
            document.close()
