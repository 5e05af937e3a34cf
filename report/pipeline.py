"""The whole path, from a briefing in YAML to a checked PDF: the table of contents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from . import characters, content, html, ledger, overrides
from .errors import Diagnostic, ReportError
from .press.conformance import Conformance
from .source import Loc, Source
from .theme import Theme

if TYPE_CHECKING:
    from .citations import Pending
    from .press.fragment import Fragment
    from .press.gate import Fault
    from .press.typeset import Typesetter

Annex = Literal["evidence"]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished briefing: its bytes, its counts, and what its makers should look at."""

    data: bytes
    pages: int
    notes: int
    warnings: tuple[Diagnostic, ...] = ()


def build(
    path: Path,
    *,
    paper: str = "a4",
    theme: Path | None = None,
    style: str | None = None,
    conformance: Conformance = Conformance.A3A_UA1,
    annex: Annex | None = None,
    strict: bool = False,
    cache: Path | None = None,
    progress: Progress = lambda stage: None,
) -> Pdf:
    """Build the briefing written in ``path``; ``ReportError`` says what to fix, and where.

    ``style`` is a citation style in the place of the briefing's own; ``annex`` adds a last section;
    ``strict`` makes every warning an error; ``cache`` is a folder that keeps formatted citations.
    The bytes depend on the content, the templates, these options, and the versions of WeasyPrint,
    Pango, HarfBuzz and pandoc; on nothing else.
    """
    look = Theme.load(theme)
    progress("reading")
    read = _themed(content.read(path, annex=annex is not None), look)
    _refuse(read.warnings if strict else ())
    cited = read.cite(style, cache)
    from . import imprint
    from .press import assembly, gate, typeset

    typesetter = typeset.Typesetter(look.stylesheets(paper), conformance=conformance)
    typesetter.prepare()  # pandoc works while WeasyPrint loads
    progress("filling the templates")
    pages = _filled(read, cited, look)
    progress("setting the pages")
    fragments = _set(typesetter, pages, read)
    printed = sum(len(fragment.pages) for fragment in fragments)
    progress("binding")
    data = assembly.assemble(fragments, imprint.metadata(read), imprint.attachments(read))
    progress("checking")
    most = read.briefing.pages_at_most
    if most and annex:
        most += len(fragments[-1].pages)  # an annex comes on top
    faults = gate.inspect(pages, fragments, data, pages_at_most=None if style else most)
    _refuse(_placed(fault, read.source) for fault in faults)
    late = (*typesetter.warnings, *_audited(data, conformance), *_too_long(read, printed, most))
    _refuse(late if strict else ())
    warnings = (*read.warnings, *late)
    return Pdf(data, printed, len(read.notes.page), warnings)


def check(path: Path, *, theme: Path | None = None, strict: bool = False) -> tuple[Diagnostic, ...]:
    """Read the briefing in ``path`` and fill its templates, without laying it out.

    Returns the warnings; ``ReportError`` lists what is wrong, and with ``strict`` the warnings too.
    """
    look = Theme.load(theme)
    read = _themed(content.read(path), look)
    _filled(read, read.cite(), look)
    _refuse(read.warnings if strict else ())
    return read.warnings


def account(
    path: Path, form: ledger.Format, *, theme: Path | None = None, cache: Path | None = None
) -> str:
    """Return the ledger of the evidence; the pages are set, so that it can name them."""
    look = Theme.load(theme)
    read = content.read(path)
    cited = read.cite(cache=cache)
    from .press import typeset

    typesetter = typeset.Typesetter(look.stylesheets("a4"))
    pages = _filled(read, cited, look)
    fragments = _set(typesetter, pages, read)
    entries = ledger.entries(read.briefing, read.library, read.source, read.notes)
    if not cited.result().note_style:
        entries = ledger.by_section(entries, read.briefing)
    return ledger.write(entries, read.library, ledger.pages(fragments), form)


def _themed(read: content.Content, look: Theme) -> content.Content:
    """Add to the doubts about the content those about the author's theme."""
    return replace(read, warnings=(*overrides.examine(look), *read.warnings))


def _filled(read: content.Content, cited: "Pending", look: Theme) -> tuple[str, ...]:
    """Fill the templates; refuse what no face of ours draws."""
    pages = html.render(read.views(cited.result()), look)
    _refuse(characters.find(read, pages))
    return pages


def _set(typesetter: "Typesetter", pages: Sequence[str], read: content.Content) -> list["Fragment"]:
    """Lay the pages out; where the face of a text lacks a character, say where it is written."""
    from .press import workers

    try:
        return workers.fragments(typesetter, pages)
    except ReportError as error:
        told = "".join(diagnostic.message for diagnostic in error.diagnostics)
        _refuse(characters.find(read, pages, among=told))
        raise


def _too_long(read: content.Content, pages: int, most: int | None) -> Iterator[Diagnostic]:
    """Doubt a length that the gate let pass: a style that is only tried may take more room."""
    if most and pages > most:
        message = f"{pages} pages in this style, at most {most} allowed"
        yield Diagnostic(message, read.source.at(("pages-at-most",)))


def _audited(data: bytes, conformance: Conformance) -> tuple[Diagnostic, ...]:
    """Refuse a file that breaks what it promises its readers; return what a person should look at.

    Contrast, and what needs a second reading of the file, is left to ``report check-pdf``.
    """
    if not conformance.tagged:
        return ()
    from . import audit

    report = audit.audit(data, quick=True, against=conformance)
    told = {
        finding: Diagnostic(
            f"{finding.place}: {finding.message}", hint=finding.clause, check=finding.rule
        )
        for finding in report.findings
    }
    _refuse(told[finding] for finding in report.errors)
    return tuple(told.values())


def _placed(fault: "Fault", text: Source) -> Diagnostic:
    """Return a fault of the gate at the line of the block that it names."""
    steps = [step for step in fault.block.split(".") if step]
    loc: Loc = tuple(int(step) if step.isdigit() else step for step in steps)
    return Diagnostic(fault.message, text.at(loc), fault.hint or None)


def _refuse(problems: Iterable[Diagnostic]) -> None:
    if found := tuple(problems):
        raise ReportError(found)
