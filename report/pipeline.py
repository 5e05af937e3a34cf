"""The whole path, from a briefing in YAML to a checked PDF: the table of contents."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from . import checks, citations, content, exhibits, faulty, notes, verdict
from .checks.look import telling
from .content import Content, briefing, editions, library, yamlfile
from .content import course as courses
from .content.briefing import Briefing
from .content.yamlfile import YamlFile
from .errors import Diagnostic, ReportError, Span, together
from .errors import doubts as _doubts
from .exhibits import Drawings
from .exhibits import paper as measures
from .faulty import marks, repairs, waiting
from .keeping import recalled
from .keeping.store import Store
from .notes import Notes
from .options import Annex, Edition
from .page import filling, html, imprint, ledger, titling, tongues, typeface
from .page.theme import Theme
from .page.view import Views
from .pdf import Pdf
from .prepared import Begun, Prepared
from .press import faces, scripts, workers
from .press.conformance import Conformance
from .press.memory import Kept, Memory

if TYPE_CHECKING:
    from .press.engines import Begin, Engine, EngineName
    from .press.typeset import Typesetter
    from .press.xmp import Metadata

_FILLINGS = 3  # of layout, to fill pages; each tries what the one before made possible
_ROUNDS = 4  # of layout, to print shared notes again where they are called; one or two do

Progress = Callable[[str], None]


def _silent(stage: str) -> None:
    """Tell nobody how far a build is."""


Onlooker = Callable[[Prepared, tuple[str, ...], workers.Typeset], None]
"""Called with what was read, its HTML and its layout when the pages are set, and not yet bound."""


def prepare(
    written: Path | YamlFile,
    edition: Edition = "student",
    annex: Annex | None = None,
    roots: Sequence[Path] = (),
    look: Theme | None = None,
    course: Path | None = None,
    begun: Begun | None = None,
) -> Prepared:
    """Read the briefing and what it rests on; find its notes, draw, hold its claims to account.

    ``annex`` adds the ledger of the evidence as a last section; files may also lie in ``roots``.
    The ``course`` is the one in that file, or in ``course.yaml`` beside the briefing.
    Without a ``look`` the theme is the one that the briefing names; ``begun`` is what begins when
    the notes are known.
    ``ReportError`` lists every mistake of the stage that found the first.
    """
    stack = look.stack if look else None
    read = repairs.read(lambda source: content.read(source, roots, stack), written)
    faces.use(read.theme.typefaces(read.briefing.fonts, read.source))
    measures.use(titling.measured(read.theme, look))
    whole, books, text = read.briefing, read.library, read.source
    given = _for(edition, read, course)
    shown, own, left = given.briefing, given.library, given.source

    def whole_of(model: Briefing) -> Content:
        more = briefing.with_annex(model) if annex else model
        if given.course and given.course.printed == "sheet":
            more = briefing.with_sheet(more)
        return replace(given, briefing=more, library=own)

    def printed(model: Briefing) -> tuple[Notes, Drawings]:
        with together() as problems:
            with problems.of():
                if model is shown is not whole:
                    notes.gather(whole, books, text)  # the instructor's calls that lead nowhere
                called = notes.gather(model, own, left)
                if begun:
                    begun.begin(whole_of(model), called)
            with problems.of():
                drawings = exhibits.draw(model, left)
        return called, drawings

    model, (called, drawings) = repairs.tried(printed, shown, left)
    doubts = list(books.doubts)
    held = read if model is shown else replace(given, briefing=model)
    doubts += waiting.ask(_judge(held, model, given))
    return Prepared(whole_of(model), called, drawings, (*doubts, *drawings.doubts))


def _judge(read: Content, printed: Briefing, given: Content) -> waiting.Judge:
    """Return what holds a content to account; in a draft less is ``printed`` than was ``given``."""

    def judged() -> tuple[Diagnostic, ...]:
        with faulty.keeping():
            found = checks.content(read.briefing, read.library, read.source)
            return faulty.standing(repairs.outside(found, printed, given.briefing, given.source))
        return ()

    return judged


@faces.apart
@recalled.with_cache
@telling.with_errors
@faulty.allowed
@waiting.allowed
@workers.at_hand()  # they load while the content is read
def build(
    written: Path | YamlFile,
    *,
    paper: str | None = None,
    theme: str | Path | Theme | None = None,
    style: str | None = None,
    conformance: Conformance = Conformance.A3A_UA1,
    annex: Annex | None = None,
    edition: Edition = "student",
    strict: bool = False,
    roots: Sequence[Path] = (),
    cache: Path | None = None,
    memory: Memory | None = None,
    engine: "EngineName" = "tagged",
    draft: bool = False,
    course: Path | None = None,
    progress: Progress = lambda stage: None,
    seen: Onlooker = lambda read, pages, laid: None,
) -> Pdf:
    """Build a briefing; ``report.build`` says what the options mean, and what errors there are."""
    progress("reading")
    conformance = Conformance.NONE if draft else conformance
    source, look = _look(written, theme, roots, paper)
    made = partial(_typesetter, look, paper, conformance)
    begun = Begun(style, cache, made)
    read = _themed(prepare(source, edition, annex, roots, look, course, begun), look, strict)
    cited = begun.cited(read)
    progress("filling the templates")
    typesetter = begun.made(read)
    metadata = marks.named(imprint.metadata(read.content), read.content.briefing.catalogue)
    press = _press(engine, typesetter, metadata, Store.within(cache), memory)
    with press.beginning() as begin:
        read, pages = _filled(read, cited, look, begin=begin)
        faulty.refuse(_doubts(read.warnings) if strict else ())
    progress("setting the pages")
    pages, laid, read = _laid(press, pages, read, cited, look, _guess(source, typesetter, cache))
    seen(read, pages, laid)
    press.remember(laid)
    progress("binding")
    data = _bound(press, laid, metadata, read.content, draft=draft)
    progress("checking")
    done = verdict.Finished(repairs.printed(press, pages), laid, data, read.content)
    longer = verdict.longer(edition, style)
    late = verdict.judged(done, look, conformance, annex, longer, plain=press.name == "plain")
    faulty.refuse(_doubts(late) if strict else ())
    told = (*read.warnings, *late)
    if draft:
        again = _press(engine, made(read.content.briefing.language, done.frames()), metadata)
        data, told = done.marked(again, metadata, told)
    return Pdf(data, laid.count, len(read.notes.page), told, draft)


@faces.apart
@recalled.with_cache
@telling.with_errors
def check(
    written: Path | YamlFile,
    *,
    theme: str | Path | Theme | None = None,
    strict: bool = False,
    roots: Sequence[Path] = (),
    cache: Path | None = None,
) -> tuple[Diagnostic, ...]:
    """Read a briefing and fill its templates, without laying it out.

    Returns the warnings; ``ReportError`` lists what is wrong, and with ``strict`` the doubts too.
    """
    written, look = _look(written, theme, roots)
    begun = Begun(cache=cache)
    read = _themed(prepare(written, roots=roots, look=look, begun=begun), look)
    read, _ = _filled(read, begun.cited(read), look)
    faulty.refuse(_doubts(read.warnings) if strict else ())
    return read.warnings


class Reflowed(TypedDict, total=False):
    """What may be asked of an edition without pages: arguments that ``build`` has too."""

    edition: Edition
    theme: str | Path | None
    style: str | None
    annex: Annex | None
    paper: str | None
    strict: bool
    roots: Sequence[Path]
    cache: Path | None
    course: Path | None
    progress: Progress


def reflowed(
    written: Path | YamlFile, **asked: Unpack[Reflowed]
) -> tuple[Prepared, Views, tuple[str, ...], Theme]:
    """Read a briefing, and fill the templates of an edition that has no pages.

    It says what the document is set in: it is called within ``faces.apart``.
    """
    progress, roots = asked.get("progress", _silent), asked.get("roots", ())
    progress("reading")
    written, look = _look(written, asked.get("theme"), roots, asked.get("paper"))
    edition, annex = asked.get("edition", "student"), asked.get("annex")
    read = prepare(written, edition, annex, roots, look, asked.get("course"))
    read = _themed(read, look, asked.get("strict", False))
    cited = read.cite(asked.get("style"), asked.get("cache"))
    progress("filling the templates")
    from . import web

    look = look.for_web()
    read, filled = _filled(read, cited, look, web.WebViews)
    return read, read.views(cited.result(), web.WebViews), filled, look


@faces.apart
@workers.at_hand()
def account(
    path: Path,
    form: ledger.LedgerFormat,
    *,
    theme: str | Path | Theme | None = None,
    roots: Sequence[Path] = (),
    cache: Path | None = None,
) -> str:
    """Return the ledger of the evidence; the pages are set, so that it can name them."""
    written, look = _look(path, theme, roots)
    read = prepare(written, roots=roots, look=look)
    cited = read.cite(cache=cache)
    from .press import engines

    typesetter = _typesetter(look, None, Conformance.A3A_UA1, read.content.briefing.language)
    read, pages = _filled(read, cited, look)
    metadata = imprint.metadata(read.content)
    press = engines.engine("tagged", typesetter, metadata, Store.within(cache))
    guess = _guess(written, typesetter, cache)
    _, laid, read = _laid(press, pages, read, cited, look, guess)
    entries = ledger.entries(
        read.content.briefing, read.content.library, read.content.source, read.notes
    )
    if not cited.result().note_style:
        entries = ledger.by_section(entries, read.content.briefing)
    return ledger.write(entries, read.content.library, ledger.pages(laid.fragments), form)


def contents(
    path: Path,
    edition: Edition,
    theme: str | Path | None = None,
    roots: Sequence[Path] = (),
    course: Path | None = None,
) -> tuple[Content, Content]:
    """Return what is written, whole, and what the readers of an edition get of it."""
    source, look = _look(path, theme, roots)
    whole = content.read(source, roots, look.stack)
    return whole, _for(edition, whole, course)


def _for(edition: Edition, whole: Content, course: Path | None) -> Content:
    """Return what the readers of an edition get, with the references that it cites."""
    model, text = editions.of(whole.briefing, whole.source, edition, whole.theme.kinds)
    books = whole.library if model is whole.briefing else library.load(model, text)
    taught = None
    try:
        taught = courses.read(course, text, model, sheet=edition != "summary")
    except ReportError as error:
        faulty.refuse(error.diagnostics)
    return replace(whole, source=text, briefing=model, library=books, course=taught)


def _look(
    written: Path | YamlFile,
    theme: str | Path | Theme | None,
    roots: Sequence[Path],
    paper: str | None = None,
) -> tuple[YamlFile, Theme]:
    """Return a briefing's YAML, and the theme that it names or that is asked for, on its paper."""
    source = yamlfile.read(written, roots) if isinstance(written, Path) else written
    return source, replace(Theme.chosen(source, theme, roots), paper=paper)


def _press(
    engine: "EngineName",
    typesetter: "Typesetter",
    metadata: "Metadata",
    kept: Kept | None = None,
    memory: Memory | None = None,
) -> "Engine":
    """Return the engine of that name; in a draft one that sections at fault do not stop."""
    from .press import engines

    press = engines.engine(engine, typesetter, metadata, kept, memory, verdict.expect)
    return repairs.Lenient(press) if faulty.is_made() else press


def _typesetter(
    look: Theme, paper: str | None, kind: Conformance, language: str, last: str = ""
) -> "Typesetter":
    """Return what sets the pages; the workers read the sheets at once."""
    from .press.typeset import Typesetter

    tokens, rtl = typeface.sheet(), scripts.is_rtl(language)
    sheets = [*look.stylesheets(paper), *filter(None, (tokens, last))]
    made = Typesetter(sheets, conformance=kind, roots=look.allowed, mirrored=rtl)
    workers.prepare(made)
    return made


def _themed(read: Prepared, look: Theme, strict: bool = False) -> Prepared:
    """Add to the doubts about the content those about the author's theme; or refuse them all."""

    def judged() -> tuple[Diagnostic, ...]:
        doubts = faulty.standing(checks.theme(look))
        telling.keep(doubts)
        return doubts

    ours = all(layer.ours for layer in look.stack.layers)
    doubts = waiting.ask(judged) if ours else judged()
    read = replace(read, warnings=(*doubts, *read.warnings))
    faulty.refuse(_doubts(read.warnings) if strict else ())
    return read


def _filled(
    read: Prepared,
    cited: citations.Pending,
    look: Theme,
    made: type[Views] = Views,
    begin: "Begin" = lambda page: None,
) -> tuple[Prepared, tuple[str, ...]]:
    """Fill the templates; refuse what is lost in them, or what no face of ours draws.

    ``begin`` is called with each section that is filled.
    """
    views = html.dressed(read.views(cited.result(), made), look)
    languages = read.content.library.languages

    def shown(page: str) -> None:
        begin(*tongues.marked((page,), languages))

    pages = repairs.filled(lambda theme: html.render(views, theme, shown), look)
    printed = checks.Printed(read.content, views, pages, look)
    doubts = waiting.ask(lambda: faulty.standing(checks.pages(printed)))
    spoken = tongues.marked(pages, languages)
    return replace(read, warnings=(*read.warnings, *doubts)), spoken


def _laid(
    press: "Engine",
    pages: tuple[str, ...],
    read: Prepared,
    cited: citations.Pending,
    look: Theme,
    guess: filling.Guess = filling.NO_GUESS,
) -> tuple[tuple[str, ...], workers.Typeset, Prepared]:
    """Lay the pages out, until they are full and each has every note that is called on it.

    A note printed again takes room, and may move the call of another: sections are set anew while
    that goes on, and no more than ``_ROUNDS`` times.
    """
    pages, laid, read = _full(press, pages, read, cited, look, guess)
    place = _starts(read.content)
    for _ in range(_ROUNDS):
        called = notes.repeated(read.notes, ledger.pages(laid.fragments))
        if called.again == read.notes.again:
            break
        read = replace(read, notes=called)
        _, pages = _filled(read, cited, look)
        laid = press.lay_out(pages, place)
    return pages, laid, read


def _guess(written: YamlFile, typesetter: "Typesetter", cache: Path | None) -> filling.Guess:
    """Return what is known of the flow of this briefing under these sheets."""
    kept = Store.within(cache)
    name = f"flow {written.path.absolute()} {typesetter.sheets_key()}"
    return filling.Guess(kept, name) if kept else filling.NO_GUESS


def _full(
    press: "Engine",
    pages: tuple[str, ...],
    read: Prepared,
    cited: citations.Pending,
    look: Theme,
    guess: filling.Guess = filling.NO_GUESS,
) -> tuple[tuple[str, ...], workers.Typeset, Prepared]:
    """Lay the pages out; let sections run on, and exhibits float, where that fills pages."""
    written, flow, guessed = read.content.briefing, filling.Flow(), guess.flow()
    ahead: tuple[tuple[str, ...], Prepared] | None = None

    def filled(flow: filling.Flow) -> tuple[tuple[str, ...], Prepared]:
        flowing = replace(read, content=replace(read.content, briefing=flow.applied(written)))
        return _filled(flowing, cited, look)[1], flowing

    def tried(flow: filling.Flow) -> tuple[tuple[str, ...], workers.Typeset, Prepared]:
        known = ahead if ahead and flow.changes == guessed.changes else None
        anew, flowing = known or filled(flow)
        return anew, press.lay_out(anew, _starts(flowing.content)), flowing

    if guessed.changes and not faulty.is_made():
        with suppress(ReportError):  # which is told where it is no guess
            ahead = filled(guessed)
            more = [page for page in ahead[0] if page not in pages]
            press.lay_out((*pages, *more), lambda number: None)
    laid = press.lay_out(pages, _starts(read.content))
    for _ in range(_FILLINGS):
        before = filling.parted(list(html.parts(read.content.briefing)), laid.fragments)
        changes = filling.proposed(before, flow)
        if not changes:
            break
        offered = replace(flow, changes=(*flow.changes, *changes))
        try:
            new = tried(offered)
        except ReportError:  # what was written can be set, and stands
            break
        now = filling.parted(list(html.parts(new[2].content.briefing)), new[1].fragments)
        kept = filling.judged(flow, changes, before, now)
        if kept.changes == offered.changes:  # as it was tried: nothing is set again
            pages, laid, read = new
        elif kept.changes != flow.changes:
            pages, laid, read = tried(kept)
        flow = kept
    guess.keep(flow)
    return pages, laid, read


def _starts(read: Content) -> Callable[[int], Span]:
    """Return where each part begins."""
    starts = [part[0].loc for part in html.parts(read.briefing)]
    return lambda number: read.source.at(starts[number])


def _bound(
    press: "Engine", laid: workers.Typeset, metadata: "Metadata", read: Content, *, draft: bool
) -> bytes:
    with _placed_at_sections(read):
        return press.bind(laid, metadata, () if draft else imprint.attachments(read))


@contextmanager
def _placed_at_sections(read: Content) -> Iterator[None]:
    """Give what is wrong between sections a place: where they begin in the briefing."""
    try:
        yield
    except ReportError as error:
        span = read.source.at(("sections",))
        raise ReportError(replace(d, span=d.span or span) for d in error.diagnostics) from error
