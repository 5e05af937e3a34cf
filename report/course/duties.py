"""What is to be handed out comes in; out, what the licences of its documents still ask for."""

from collections.abc import Iterator

from ..content import Content, licences
from ..content.blocks import Licences
from ..errors import Diagnostic
from ..text.inline import plain


def open_duties(read: Content) -> Iterator[Diagnostic]:
    """Yield each document whose licence asks for a credit that is not written, or not printed."""
    printed = any(isinstance(block, Licences) for block in read.briefing.blocks())
    own = plain(read.briefing.licence.credit or "")
    for key, doc in read.library.documents.items():
        licence, source = doc.licence, read.library.sources[key]
        if licence is None or not licences.asks_credit(licence.name):
            continue
        if not licence.credit:
            message = f"{licence.name} asks for a credit, and `{key}` has none"
            hint = "write `credit:` there: the author, the title, the licence"
            yield Diagnostic(message, source.at(("licence",)), hint)
        elif not printed and plain(licence.credit) not in own:
            message = f"the credit that {licence.name} asks for is printed nowhere"
            hint = "add a block of `kind: licences`, or name it in the briefing's own `credit`"
            yield Diagnostic(message, source.at(("licence", "credit")), hint)
