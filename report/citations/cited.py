"""What one note cites: its references, each with what is printed around it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cited:
    """One reference in a note, with what is printed around it.

    ``place`` is printed verbatim after it (facts of a document, joined), ``locator`` in the style's
    words (Pandoc's syntax: “para. 3”, “p. 4”), ``prefix`` before it (“see”). ``said`` prints in
    the stead of ``place``, which it holds with the words quoted from there; it makes no other note.
    """

    key: str
    place: str = ""
    locator: str = ""
    prefix: str = ""
    said: str = field(default="", compare=False)


Cluster = tuple[Cited, ...]  # one note: its documents are separated by semicolons
