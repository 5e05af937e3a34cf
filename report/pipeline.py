"""The whole path, from a briefing in YAML to a checked PDF: the table of contents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from . import (
    briefing,
    citations,
    evidence,
    exhibits,
    html,
    ledger,
    library,
    notes,
    prose,
    source,
    xmp,
)
from .blocks import Ledger, Sources
from .briefing import Briefing, Section
from .citations import exchange
from .conformance import Conformance
from .errors import Diagnostic, ReportError
from .exhibits import Drawings
from .library import Library
from .model import Title
from .notes import Notes
from .source import Loc, Source
from .theme import Theme
from .view import Views

if TYPE_CHECKING:
    from . import gate
    from .attachments import Attachment

Annex = Literal["evidence"]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished briefing: its bytes, its counts, and what its makers should look at."""

    data: bytes
    pages: int
    notes: int
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A briefing that was read and found sound, with everything that it rests on."""

    source: Source
    briefing: Briefing
    library: Library
    notes: Notes
    drawings: Drawings
    warnings: tuple[Diagnostic, ...]


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
    The bytes depend on the content,
    the templates, these options, and the versions of WeasyPrint, Pango, HarfBuzz and pandoc; on
    nothing else.
    """
    look = Theme.load(theme)
    progress("reading")
    content = read(path)
    if annex:
        content = replace(content, briefing=with_annex(content.briefing))
    cited = cite(content, style, cache)
    from . import assembly, gate, typeset  # here, so that pandoc works while WeasyPrint loads

    _refuse(content.warnings if strict else ())
    progress("filling the templates")
    pages = html.render(views(content, cited.result()), look)
    progress("setting the pages")
    typesetter = typeset.Typesetter(look.stylesheets(paper), conformance=conformance)
    fragments = [typesetter.section(page) for page in pages]
    progress("binding")
    data = assembly.assemble(fragments, metadata(content.briefing), attached(content))
    progress("checking")
    most = content.briefing.pages_at_most
    most = most + len(fragments[-1].pages) if most and annex else most  # an annex comes on top
    faults = gate.inspect(pages, fragments, data, pages_at_most=most)
    _refuse(_placed(fault, content.source) for fault in faults)
    warnings = (*content.warnings, *typesetter.warnings)
    _refuse(warnings if strict else ())
    return Pdf(data, sum(len(f.pages) for f in fragments), len(content.notes.page), warnings)


def check(path: Path, *, theme: Path | None = None, strict: bool = False) -> tuple[Diagnostic, ...]:
    """Read the briefing in ``path`` and fill its templates, without laying it out.

    Returns the warnings; ``ReportError`` lists what is wrong, and with ``strict`` the warnings too.
    """
    look = Theme.load(theme)
    content = read(path)
    html.render(views(content, cite(content).result()), look)
    _refuse(content.warnings if strict else ())
    return content.warnings


def account(
    path: Path, form: ledger.Format, *, theme: Path | None = None, cache: Path | None = None
) -> str:
    """Return the ledger of the evidence; the pages are set, so that it can name them."""
    look = Theme.load(theme)
    content = read(path)
    cited = cite(content, cache=cache)
    from . import typeset

    typesetter = typeset.Typesetter(look.stylesheets("a4"))
    pages = html.render(views(content, cited.result()), look)
    fragments = [typesetter.section(page) for page in pages]
    entries = ledger.entries(content.briefing, content.library, content.source, content.notes)
    if not cited.result().note_style:
        entries = ledger.by_section(entries, content.briefing)
    return ledger.write(entries, content.library, ledger.pages(fragments), form)


def with_annex(model: Briefing) -> Briefing:
    """Return the briefing with the ledger of its evidence as a last section."""
    taken = {*model.exhibits(), *(section.id for section in model.sections)}
    name = next(n for n in ("evidence", "annex", "annex-evidence") if n not in taken)
    section = Section(id=name, title=Title("The evidence"), blocks=(Ledger(kind="evidence"),))
    return model.model_copy(update={"sections": (*model.sections, section)})


def read(path: Path) -> Content:
    """Read the briefing and what it rests on; find its notes, draw, check its claims."""
    text = source.read(path)
    model = briefing.parse(text)
    books = library.load(model, text)
    called = notes.gather(model, books, text)
    drawings = exhibits.draw(model, text)
    doubts = evidence.examine(model, books, text)
    return Content(text, model, books, called, drawings, doubts)


def cite(
    content: Content, style: str | None = None, cache: Path | None = None
) -> citations.Pending:
    """Start to format the notes and the bibliography; ``result()`` waits for them."""
    model = content.briefing
    try:
        return citations.start(
            content.notes.clusters,
            {**content.library.items, **content.library.not_consulted},
            style=style or model.style,
            locale=model.locale,
            quotes=model.quotes,
            bibliography=(*content.library.items, *_listed(content)),
            numbers=content.notes.numbers,
            cache=cache,
        )
    except ReportError as error:
        place = None if style else content.source.at(("style",))
        raise ReportError(replace(d, span=d.span or place) for d in error.diagnostics) from error


def _listed(content: Content) -> Iterable[str]:
    """Return the keys of the works not consulted, where a block of sources prints them."""
    blocks = (block for section in content.briefing.sections for block in section.blocks)
    printed = any(isinstance(block, Sources) and block.not_consulted for block in blocks)
    return content.library.not_consulted if printed else ()


def views(content: Content, cited: citations.Citations) -> Views:
    """Return what the templates place."""
    return Views(
        content.briefing,
        content.source,
        content.library,
        content.notes,
        cited,
        content.drawings,
    )


def metadata(model: Briefing) -> xmp.Metadata:
    """Return what the PDF says of itself; its dates come from the content, never from a clock."""
    return xmp.Metadata(
        title=prose.plain(model.title),
        authors=model.authors or (prose.plain(model.issued_by),),
        language=model.language,
        subject=model.subject or prose.plain(model.standfirst),
        keywords=model.keywords,
        rights=model.licence.name,
        rights_url=model.licence.url or "",
        date=model.edition_date,
    )


def attached(content: Content) -> "tuple[Attachment, ...]":
    """Return the files that the briefing wants inside its PDF, in a fixed order."""
    from .attachments import Attachment

    files: list[Attachment] = []
    if "content" in content.briefing.attach:
        for text in (content.source, *content.library.sources.values()):
            what = "The briefing" if text is content.source else "A source document"
            files.append(
                Attachment(
                    text.path.name,
                    text.text.encode(),
                    "application/yaml",
                    "Source",
                    f"{what} as written, from which this file was made",
                )
            )
    if "references" in content.briefing.attach:
        items = exchange.write(content.library.items, "csl-json")
        files.append(
            Attachment(
                "references.json",
                items.encode(),
                "application/vnd.citationstyles.csl+json",
                "Data",
                "The sources of this briefing as CSL-JSON",
            )
        )
    return tuple(files)


def _placed(fault: "gate.Fault", text: Source) -> Diagnostic:
    """Return a fault of the gate at the line of the block that it names."""
    loc: Loc = tuple(
        int(step) if step.isdigit() else step for step in fault.block.split(".") if step
    )
    return Diagnostic(fault.message, text.at(loc), fault.hint or None)


def _refuse(problems: Iterable[Diagnostic]) -> None:
    if found := tuple(problems):
        raise ReportError(found)
