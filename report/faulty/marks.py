"""A file, and what is wrong with it, come in; out, a file whose every page says that it is a draft.

The marks are laid over the finished pages, so that no theme can hide them.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from ..errors import Diagnostic
from ..pdf import DRAFT, STATUS
from ..press import workers
from ..press.conformance import Conformance
from ..press.typeset import Typesetter
from ..press.xmp import Metadata
from ..text.catalogue import Catalogue
from . import is_made
from .repairs import drawable

if TYPE_CHECKING:  # they are loaded where a draft is made
    import pikepdf
    from pikepdf import Pdf

_FAINT = 0.13  # of the mark that lies over a page
_FRAME = "outline: 1.5pt solid #c00000 !important; outline-offset: 2pt !important;"
_SHEET = """
@page {{ size: {width}pt {height}pt; margin: {margin} }}
body {{ font: 9pt/13pt 'Source Sans 3', sans-serif; margin: 0; color: #1a1a1a }}
.over {{ position: absolute; left: 0; top: 0; width: {width}pt; height: {height}pt }}
.mark {{ position: absolute; left: 0; width: {width}pt; top: {middle}pt; margin: 0;
  text-align: center; font-size: {size}pt; line-height: 1; font-weight: 700;
  color: #c00000;
  white-space: nowrap; transform: rotate(-50deg) }}
.line {{ position: absolute; left: 0; width: {width}pt; top: 5mm; margin: 0; text-align: center;
  color: #c00000; font-weight: 700; font-size: 8pt }}
.line b {{ background: #fff; padding: 1.5pt 5pt }}
h1 {{ font-size: 16pt; line-height: 20pt; color: #c00000; margin: 0 0 10pt }}
h2 {{ font-size: 11pt; margin: 14pt 0 4pt }}
ol {{ padding-left: 18pt; margin: 0 }}
li {{ margin: 0 0 6pt; break-inside: avoid; overflow-wrap: anywhere }}
p {{ margin: 0 }}
.place, .hint {{ color: #595959; font-size: 8pt; line-height: 11pt }}
"""


def frames(blocks: Iterable[str]) -> str:
    """Return the sheet that frames blocks, by their names."""
    return "\n".join(f'[data-block="{name}"] {{ {_FRAME} }}' for name in blocks)


def named(metadata: Metadata, words: Catalogue) -> Metadata:
    """Return what a file says of itself, which in a draft is that it is one."""
    if not is_made():
        return metadata
    title = words.say("draft-title", title=metadata.title)
    return replace(metadata, title=title, keywords=(*metadata.keywords, DRAFT))


def marked(
    data: bytes,
    faults: Sequence[Diagnostic],
    doubts: Sequence[Diagnostic],
    metadata: Metadata,
    words: Catalogue,
) -> bytes:
    """Return the file with a mark on every page, and what is wrong on the last ones."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = [_size(page) for page in pdf.pages]
        over = {size: _over(size, len(faults), metadata, words) for size in dict.fromkeys(sizes)}
        for page, size in zip(pdf.pages, sizes, strict=True):
            _lay_over(pdf, page, over[size])
        with _opened(_list(sizes[0], faults, doubts, metadata, words)) as last:
            for page in last.pages:
                pdf.pages.append(page)
                _lay_over(pdf, pdf.pages[-1], over[sizes[0]])
        pdf.docinfo[STATUS] = DRAFT
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        for mark in over.values():
            mark.close()
    return out.getvalue()


MarkedSize = tuple[float, float]


def _size(page: "pikepdf.Page") -> MarkedSize:
    left, bottom, right, top = map(float, page.mediabox)
    return round(right - left, 2), round(top - bottom, 2)


def _lay_over(pdf: "Pdf", page: "pikepdf.Page", over: "Pdf") -> None:
    from pikepdf import Dictionary, Name

    if Name.Resources not in page.obj:
        page.obj.Resources = Dictionary()
    held = page.obj.Resources
    for kind in (Name.XObject, Name.ExtGState):
        if kind not in held:
            held[kind] = Dictionary()
    for name, form in zip((Name.DraftMark, Name.DraftLine), over.pages, strict=True):
        held.XObject[name] = laid = pdf.copy_foreign(form.as_form_xobject())
        laid.Group = Dictionary(S=Name.Transparency)  # faint as a whole
    held.ExtGState.DraftFaint = Dictionary(Type=Name.ExtGState, ca=_FAINT)
    left, bottom = (float(number) for number in list(page.mediabox)[:2])
    here = f"1 0 0 1 {left:g} {bottom:g} cm"
    paint = f"\nQ\nq {here} /DraftFaint gs /DraftMark Do Q\nq {here} /DraftLine Do Q\n"
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(paint.encode()))


def _over(size: MarkedSize, count: int, metadata: Metadata, words: Catalogue) -> "Pdf":
    word, line = words.say("draft"), words.say("draft-line", number=count)
    marks = f'<p class="mark">{escape(word)}</p>', f'<p class="line"><b>{escape(line)}</b></p>'
    bodies = [f'<div class="over">{mark}</div>' for mark in marks]
    return _opened(_set(size, bodies, "0", len(word), metadata))


def _list(
    size: MarkedSize,
    faults: Sequence[Diagnostic],
    doubts: Sequence[Diagnostic],
    metadata: Metadata,
    words: Catalogue,
) -> bytes:
    body = f"<h1>{escape(drawable(metadata.title))}</h1>"
    for heading, told in (("draft-faults", faults), ("draft-doubts", doubts)):
        if told or heading == "draft-faults":
            body += f"<h2>{escape(words.say(heading, number=len(told)))}</h2>"
            body += f"<ol>{''.join(map(_item, told))}</ol>" if told else ""
    return _set(size, [body], "18mm", 5, metadata)


def _item(fault: Diagnostic) -> str:
    place = f'<p class="place">{escape(drawable(_place(fault)))}</p>' if fault.span else ""
    hint = f'<p class="hint">{escape(drawable(fault.hint))}</p>' if fault.hint else ""
    check = f" [{fault.check}]" if fault.check else ""
    return f"<li><p>{escape(drawable(fault.message + check))}</p>{place}{hint}</li>"


def _place(fault: Diagnostic) -> str:
    span = fault.span
    return f"{span.path.name}:{span.line}:{span.column}" if span else ""


def _set(
    size: MarkedSize, bodies: Sequence[str], margin: str, letters: int, metadata: Metadata
) -> bytes:
    from ..press.assembly import assemble

    width, height = size
    large = min(1.1 * (width**2 + height**2) ** 0.5 / max(letters, 4), height / 3)
    sheet = _SHEET.format(
        width=width, height=height, margin=margin, size=large, middle=(height - large) / 2
    )
    language = escape(metadata.language)
    head = f'<!DOCTYPE html><html lang="{language}"><head><title>{DRAFT}</title></head>'
    typesetter = Typesetter([sheet], conformance=Conformance.NONE)
    laid = workers.typeset(typesetter, [f"{head}<body>{body}</body></html>" for body in bodies])
    return assemble(laid.fragments, Metadata(title=DRAFT, language=metadata.language))


def _opened(data: bytes) -> "Pdf":
    import pikepdf

    return pikepdf.open(io.BytesIO(data))
