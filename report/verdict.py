"""A finished file comes in; what is wrong with it goes out, each at its line of the briefing."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from . import faulty
from .checks.look import telling
from .content import Content
from .content.briefing import Briefing
from .errors import Diagnostic, Loc, Span, as_doubts
from .faulty import marks, repairs, waiting
from .keeping.recalled import recall
from .options import Annex, Edition
from .page.theme import Theme
from .press import workers
from .press.conformance import Conformance
from .text import extraction
from .text.inline import plain

if TYPE_CHECKING:
    from .audit.findings import Report
    from .press.engines import Engine
    from .press.gate import Fault
    from .press.xmp import Metadata


@dataclass(frozen=True, slots=True)
class Finished:
    """A file, the HTML of its sections as they were laid out, and the content that is printed."""

    pages: Sequence[str]
    laid: workers.Typeset
    data: bytes
    content: Content

    def frames(self) -> str:
        """Return the sheet that frames what is at fault in a draft."""
        written = self.content
        blocks = repairs.blocks_at(written.briefing, written.source, faulty.faults())
        return marks.frames(block.name for block in blocks)

    def marked(
        self, again: "Engine", metadata: "Metadata", told: Sequence[Diagnostic]
    ) -> tuple[bytes, tuple[Diagnostic, ...]]:
        """Return the draft, laid out again with its frames, and what is said of it.

        ``told`` are the doubts about it.
        """
        words = self.content.briefing.catalogue
        laid = again.lay_out(self.pages, lambda number: None)
        doubts = [one for one in as_doubts(told) if one.level == "doubt"]
        bound, faults = again.bind(laid, metadata, ()), faulty.faults()
        return marks.marked(bound, faults, doubts, metadata, words), (*faults, *as_doubts(told))


def expect(pages: Sequence[str]) -> Iterator[None]:
    """Load what will judge the file, ask who waits, and read its sections: while they are laid out.

    What is left of the steps, once they are, is done when it is needed.
    """
    from . import audit
    from .press import assembly, gate

    extraction.load()
    del audit, assembly  # they are loaded
    yield from waiting.steps()
    yield from gate.read(pages, recall)


def allowed(read: Content, laid: workers.Typeset, annex: Annex | None) -> int | None:
    """Return how many pages there may be: a course's sheet and an annex come on top."""
    most = read.briefing.pages_at_most
    if most is None:
        return None
    front = sum(fragment.front for fragment in laid.fragments)
    return most + front + (len(laid.fragments[-1].pages) if annex else 0)


def longer(edition: Edition, style: str | None) -> str:
    """Return what may take more pages than that: a summary's two are ours, and a style is tried."""
    return "summary" if edition == "summary" else "style" if style else ""


def judged(
    done: Finished,
    look: Theme,
    conformance: Conformance,
    annex: Annex | None,
    longer: str,
    *,
    plain: bool,
) -> tuple[Diagnostic, ...]:
    """Refuse a file that lost something or breaks a promise; return the doubts about it.

    Those of judges that were to be asked later are among them.

    An ``annex`` has its pages on top of those allowed; ``longer`` names what may take more, "" for
    nothing: a style that is only tried, or a summary. The plain engine promises nothing: what it
    loses makes the file a draft.
    """
    laid, read = done.laid, done.content
    with ThreadPoolExecutor(1) as beside:  # PDFium reads the file while we do
        extracted = beside.submit(extraction.pages, done.data)
        waited = waiting.end()
        report = report_of(done.data, conformance, ours=not plain)
    longer = "theme" if look.stack.limits.pages else longer
    most = allowed(read, laid, annex)
    held_to = None if longer else most
    found = faults(done.pages, laid, done.data, read, held_to, extracted.result())
    if plain and found and not faulty.is_made():
        raise faulty.UnsoundError
    faulty.refuse(found)
    place = partial(first_on, laid=laid, read=read)
    seen = (*faint(done.data, look, place), *lengths(laid, read, most, longer, look))
    held = broken(report) if plain else audited(report, place)
    return (*waited, *as_doubts((*telling.unsaid(laid.warnings), *held, *seen)))


def report_of(data: bytes, conformance: Conformance, *, ours: bool) -> "Report | None":
    """Hold a file to what it claims; None where it claims nothing."""
    if not conformance.tagged:
        return None
    from . import audit

    return audit.audit(data, against=conformance.standards, quick=True, ours=ours)


def faults(
    pages: Sequence[str],
    laid: workers.Typeset,
    data: bytes,
    read: Content,
    most: int | None,
    extracted: Sequence[str] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what the finished file lost of the pages; ``extracted`` is its text, if read."""
    from .press import gate

    for _ in gate.read(pages, recall):
        pass
    fragments = laid.fragments
    found = gate.inspect(pages, fragments, data, pages_at_most=most, extracted=extracted)
    return tuple(_caused(found, pages, read))


def _caused(found: "Sequence[Fault]", pages: Sequence[str], read: Content) -> Iterator[Diagnostic]:
    """Yield the faults, at the rule of a theme that may be why, or else in the briefing."""
    if all(layer.ours for layer in read.theme.layers):
        yield from (_placed(fault, read) for fault in found)
        return
    from .checks.look import causing

    for fault, cause in causing.causes(found, pages, read.theme):
        yield _placed(fault, read) if cause is None else cause


def broken(report: "Report | None") -> Iterator[Diagnostic]:
    """Doubt a file of which we do not promise what it should keep."""
    if report and report.errors:
        told = f"the file breaks what PDF/A or PDF/UA ask, in {len(report.errors)} ways"
        yield Diagnostic(told, hint="`report check-pdf FILE` lists them", level="doubt")


def faint(data: bytes, look: Theme, place: Callable[[int], Span | None]) -> tuple[Diagnostic, ...]:
    """Refuse texts that a theme makes so faint that they cannot be read; doubt fainter ones."""
    from .checks.look import faint as looked

    return faulty.standing(looked.examine(data, look, place))


def lengths(
    laid: workers.Typeset, read: Content, most: int | None, longer: str, look: Theme
) -> Iterator[Diagnostic]:
    """Advise on pages that notes take up, and doubt a length that the gate let pass.

    It does where ``longer`` names why: a theme whose type is large needs more room.
    """
    from .press import gate

    written = read.briefing
    share = written.notes_at_most
    if "notes_at_most" not in written.model_fields_set:
        share = look.stack.limits.notes or share
    for fault in gate.broken(laid.fragments):
        yield replace(_placed(fault, read), level="doubt")
    for fault in gate.crowded(laid.fragments, share / 100):
        yield replace(_placed(fault, read), level="advice")
    if longer and most and (pages := laid.count) > most:
        message = f"{pages} pages in this {longer}, at most {most} allowed"
        place = read.source.at(("pages-at-most",))
        yield Diagnostic(message, place, level="advice" if longer == "theme" else "doubt")


def first_on(page: int, laid: workers.Typeset, read: Content) -> Span:
    """Return where the first block on a page of the file is written."""
    return read.source.at(read.briefing.place_of(laid.block_on(page)))


def audited(report: "Report | None", place: Callable[[int], Span | None]) -> tuple[Diagnostic, ...]:
    """Refuse a file that breaks what it promises its readers; return what a person should look at.

    ``place`` says where in the briefing a page begins. Contrast, and what needs a second reading of
    the file, is left to ``report check-pdf``.
    """
    if report is None:
        return ()
    from .audit.rules import OURS

    told = {
        finding: Diagnostic(
            f"{finding.place}: {finding.message}",
            place(finding.page),
            hint=finding.clause if finding.clause != OURS else None,
            check=finding.rule,
        )
        for finding in report.findings
    }
    faulty.refuse(told[finding] for finding in report.errors)
    return tuple(told.values())


def _placed(fault: "Fault", read: Content) -> Diagnostic:
    """Return a fault of the gate at the line of the block that it names.

    With a theme of somebody's own in play, its maker is spoken to first.
    """
    named = _head_at(fault.head, read.briefing) or read.briefing.place_of(fault.block)
    loc = named or ("pages-at-most",)  # what belongs to no block is the length of the whole
    hint = fault.hint
    if fault.remedy and not all(layer.ours for layer in read.theme.layers):
        hint = f"in the theme: {fault.remedy}; or in the briefing: {hint}"
    return Diagnostic(fault.message, read.source.at(loc), hint or None)


def _head_at(head: str, model: Briefing) -> Loc:
    """Return where the words of a running head are written; () where they are nobody's."""
    titles: list[tuple[Loc, str | None]] = []
    for section in model.sections:
        titles += [
            ((*section.loc, "short-title"), section.short_title),
            ((*section.loc, "title"), section.title),
        ]
    titles += [(("running-title",), model.running_title), (("title",), model.title)]
    wanted = "".join(head.split())
    for loc, title in titles:
        if wanted and title and wanted.startswith("".join(plain(title).split())):
            return loc
    return ()
