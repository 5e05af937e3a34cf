"""Deliberate damages of a sound file, each with the rule of ours that must find it, and veraPDF's.

veraPDF cannot be run here: what it would report is told from its published profiles ("ISO 14289-1:
7.1-3" is test 3 of clause 7.1), and was not run; "" says that it has no rule for it. The harmless
edits at the end must yield no finding at all.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

Change = Callable[[Pdf], None]


@dataclass(frozen=True)
class Damage:
    """One damage; ``after`` changes the bytes once the PDF is saved with the options ``saved``."""

    name: str
    rule: str
    verapdf: str
    change: Change
    saved: dict[str, Any] = field(default_factory=dict)
    after: Callable[[bytes], bytes] = lambda data: data

    def do(self, data: bytes) -> bytes:
        """Return a damaged copy of a file."""
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self.change(pdf)
            target = io.BytesIO()
            usual = {"compress_streams": False, "stream_decode_level": RAW}
            options = ({} if "encryption" in self.saved else usual) | self.saved
            pdf.save(target, fix_metadata_version=False, **options)
        return self.after(target.getvalue())


RAW = pikepdf.StreamDecodeLevel.none
DAMAGES: list[Damage] = []
HARMLESS: list[Damage] = []


def damage(name: str, rule: str, verapdf: str, **options: Any) -> Callable[[Change], Change]:
    """Take a function as a damage."""

    def take(change: Change) -> Change:
        DAMAGES.append(Damage(name, rule, verapdf, change, **options))
        return change

    return take


def harmless(name: str, **options: Any) -> Callable[[Change], Change]:
    """Take a function as a harmless edit."""

    def take(change: Change) -> Change:
        HARMLESS.append(Damage(name, "", "", change, **options))
        return change

    return take


def simple(name: str, rule: str, verapdf: str, change: Change, **options: Any) -> None:
    """Take a damage of one line."""
    damage(name, rule, verapdf, **options)(change)


# ------------------------------------------------------------------------------- to find one's way


def kids(element: Any) -> list[Any]:
    """Return what an element holds."""
    held = element.get("/K")
    return [] if held is None else list(held) if isinstance(held, Array) else [held]


def elements(pdf: Pdf, role: str = "") -> Iterator[Any]:
    """Yield the structure elements of a role, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        if not role or str(element.S) == f"/{role}":
            yield element
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot.K)


def first(pdf: Pdf, role: str) -> Any:
    """Return the first element of a role."""
    return next(elements(pdf, role))


def leave_out(element: Any) -> None:
    """Take an element out of its parent."""
    element.P.K = Array([k for k in kids(element.P) if not same(k, element)])


def same(one: Any, other: Any) -> bool:
    """Whether two are one object."""
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def insert(pdf: Pdf, parent: Any, role: str, at: int = 0) -> Any:
    """Give an element a new kid without content."""
    kid = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, K=Array())
    )
    held = kids(parent)
    parent.K = Array([*held[:at], kid, *held[at:]])
    return kid


def links(pdf: Pdf) -> Iterator[Any]:
    """Yield the link annotations."""
    for page in pdf.pages:
        yield from page.get("/Annots", ())


def put(holder: Any, **entries: Any) -> None:
    """Set entries of a dictionary."""
    for key, value in entries.items():
        holder[f"/{key}"] = String(value) if isinstance(value, str) else value


def packet(pdf: Pdf, pattern: str, text: str) -> None:
    """Change the XMP packet."""
    old = pdf.Root.Metadata.read_bytes().decode()
    new = re.sub(pattern, text, old, flags=re.S)
    assert new != old
    pdf.Root.Metadata.write(new.encode())


def content(pdf: Pdf, pattern: bytes, text: bytes, page: int = 1, count: int = 1) -> None:
    """Change a page's content, put together in one stream."""
    holder = pdf.pages[page].obj
    pdf.pages[page].contents_coalesce()
    old = holder.Contents.read_bytes()
    new = re.sub(pattern, text, old, count=count, flags=re.S)
    assert new != old
    holder.Contents = Stream(pdf, new)


def font(pdf: Pdf) -> Any:
    """Return a font that much text is set in."""
    return next(iter(pdf.pages[1].Resources.Font.values()))


def blank(pdf: Pdf) -> bytes:
    """Return the code of the word space."""
    found = re.search(rb"<([0-9a-fA-F]{4})>\s*<0020>", font(pdf).ToUnicode.read_bytes())
    assert found is not None
    return found[1].lower()


def to_unicode(pdf: Pdf, text: bytes) -> None:
    """Let the letter "e" of every font stand for other characters."""
    for page in pdf.pages:
        for one in page.Resources.Font.values():
            old = one.ToUnicode.read_bytes()
            one.ToUnicode.write(
                re.sub(rb"(<[0-9a-fA-F]{4}>)\s*<0065>", rb"\1 <" + text + b">", old)
            )


def specification(pdf: Pdf) -> Any:
    """Return the specification of the attached file."""
    return pdf.Root.AF[0]


UA, A3, WCAG = "ISO 14289-1:", "ISO 19005-3:", "WCAG 2.2:"
