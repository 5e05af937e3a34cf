"""Filled pages come in; an EPUB goes out, each section a file, its notes at its end.

It is made of the HTML that the page for the web is made of, and is read back before it is handed
out.
"""

from .book import EBook, book

__all__ = ["EBook", "book"]
