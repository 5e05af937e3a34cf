"""Filled pages come in; a Word file with real footnotes, heads, tables and languages goes out.

The file is written by us, element by element, since what it needs beyond text (references to a
footnote, heads of rows, words of pictures, languages, the same bytes twice) the writers at hand
leave to raw XML. It is read back before it is handed out.
"""

from .document import WordFile, document

__all__ = ["WordFile", "document"]
