# ruff: noqa: S704  (texts reach this module as HTML, escaped by text.inline)
"""A block and its view come in; what the kind computes, or makes from the library, goes into it.

One function a kind, named in its class by ``viewed_by``; each fills the view that the template of
the kind is given.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from types import SimpleNamespace

from markupsafe import Markup, escape

from ..content.blocks import (
    Actors,
    Block,
    Comparison,
    Contents,
    Documents,
    Exhibit,
    ExhibitsList,
    Figure,
    Glossary,
    Ledger,
    Licences,
    Matrix,
    Passage,
    Points,
    Sources,
    Suggested,
    Table,
    Timeline,
    WhoDidWhat,
)
from ..content.blocks.tables import ALWAYS, MARKS
from ..content.document import Document
from ..content.model import HouseLine
from ..errors import Diagnostic, ReportError
from ..exhibits.paper import MM, grid
from ..text import eastern
from ..text.catalogue import Catalogue
from ..text.inline import Words
from ..text.sentences import Sentence, sentences
from . import columns, ledger
from .view import Views, anchor, before_letters

_PART = re.compile(r"(?<=\d)[a-z]$")  # of a provision's number
_BRACKETED = re.compile(r"\([^()]*\)")  # what a document puts after a sentence: (Lee, 2000)

# As in css/blocks/exhibits.css.
_MATRIX = tuple(width * MM for width in (37, 35, 36, 58))
_CELLS = ("status_words", "agreed", "reported", "shortfall")
_UNDER = ("as_of", "note")  # in grey, in the last two columns
_MARK = 18.5  # of a status, and the space after it, in points
_LINE = 5.5  # that holds the parts of a provision together, and the space after it
_MATRIX_TYPE, _STATUS_TYPE = 9.0, 10.1
_ACTORS = tuple(width * MM for width in (44, 94, 28))


def matrix(view: SimpleNamespace, block: Matrix, views: Views) -> None:
    """Put the words of its status into each row, and the scale into its order."""
    given = [*block.provisions, *([block.whole] if block.whole else [])]
    shown = [*view.provisions, *([view.whole] if view.whole else [])]
    for row, own in zip(shown, given, strict=True):
        row.status_words = row.called or getattr(view.scale, row.status)
        row.reported = row.done or row.bears or row.not_done
        of_house = isinstance(own.no_shortfall, HouseLine)
        unsaid = "" if row.status == "undone" and of_house else row.no_shortfall
        row.shortfall = row.fell_short or unsaid
    whole_of = [_PART.sub("", str(row.number)) for row in view.provisions]
    for n, row in enumerate(view.provisions):
        row.goes_on = whole_of[n : n + 2] == [whole_of[n]] * 2
        row.part = row.goes_on or (n > 0 and whole_of[n - 1] == whole_of[n])
    status, agreed, *others = columns.rooms([width * grid().scale for width in _MATRIX])
    for row in shown:
        language = views.briefing.language
        _break_in(row, _CELLS[:1], (status - _MARK,), language, _STATUS_TYPE)
        _break_in(row, _CELLS[1:], (agreed - _LINE, *others), language, _MATRIX_TYPE)
        _break_in(row, _UNDER, others, language, _MATRIX_TYPE)
    borne = ALWAYS | {row.status for row in block.provisions}
    view.scale_in_order = [
        SimpleNamespace(status=name, words=getattr(view.scale, name))
        for name in MARKS
        if name in borne
    ]


def points(view: SimpleNamespace, block: Points, views: Views) -> None:
    """Give a numbered list the number of its first item."""
    view.ordered, view.first = block.numbered, block.start if block.start is not None else 1
    if not block.continues:
        return
    after = None
    for above in (one for one in views.briefing.blocks() if isinstance(one, Points)):
        if above is block:
            break
        if above.numbered:
            begins = above.start if above.start is not None else 1
            begins = after if above.continues and after else begins
            after = begins + len(above.items)
    if after is None:
        place = views.source.at((*block.loc, "continues"))
        hint = "say where it begins with `start: 4`"
        raise ReportError([Diagnostic("no numbered list stands above this one", place, hint)])
    view.first = after


def table(view: SimpleNamespace, block: Table, views: Views) -> None:
    """Give the columns their widths, and the words that are wider than theirs places to break."""
    rows = [*view.rows, *(row for group in view.groups for row in group.rows)]
    language = views.briefing.language
    full = grid().landscape if block.landscape else grid().full
    held = [[head, *(row[n] for row in rows)] for n, head in enumerate(view.boxhead)]
    if block.widths:
        widths = [width * full / sum(block.widths) for width in block.widths]
    else:
        widths = columns.shares(held, full, language)
    view.shares = [round(100 * width / full, 3) for width in widths]
    rooms = columns.rooms(widths)
    for cells in (view.boxhead, *rows):
        _break(cells, rooms, language)


def who_did_what(view: SimpleNamespace, block: WhoDidWhat, views: Views) -> None:
    """Give the columns their widths, and words that are wider than theirs places to break."""
    language = views.briefing.language
    full = grid().landscape if block.landscape else grid().full
    ids = [column.id for column in block.columns]
    heads = [view.boxhead, *(column.label for column in view.columns)]
    held = [
        [heads[0], *(row.actor for row in view.rows)],
        *(
            [head, *(row.did[i] for row in view.rows if i in row.did)]
            for i, head in zip(ids, heads[1:], strict=True)
        ),
    ]
    widths = columns.shares(held, full, language, even=True)
    view.shares = [round(100 * width / full, 3) for width in widths]
    rooms = columns.rooms(widths)
    _break(heads, rooms, language)
    view.boxhead = heads[0]
    for column, head in zip(view.columns, heads[1:], strict=True):
        column.label = head
    for row in view.rows:
        row.actor = columns.broken(row.actor, rooms[0], language)
        for i, room in zip(ids, rooms[1:], strict=True):
            if i in row.did:
                row.did[i] = columns.broken(row.did[i], room, language)


def comparison(view: SimpleNamespace, block: Comparison, views: Views) -> None:
    """Give words that are wider than their column places to break."""
    side = (grid().landscape if block.landscape else grid().full) / 2 - grid().hang / 2
    rooms = columns.rooms((grid().hang, side, side))
    _break(view.boxhead, rooms, views.briefing.language)
    for row in view.rows:
        _break_in(row, ("head", "left", "right"), rooms, views.briefing.language)


def actors(view: SimpleNamespace, block: Actors, views: Views) -> None:
    """Give words that are wider than their column places to break."""
    rooms = columns.rooms([width * grid().scale for width in _ACTORS])
    for group in view.groups:
        for actor in group.actors:
            _break_in(actor, ("name", "role", "when"), rooms, views.briefing.language)


def _break(
    cells: list[Markup], rooms: Sequence[float], language: str, size: float | None = None
) -> None:
    cells[:] = [
        columns.broken(cell, room, language, size) for cell, room in zip(cells, rooms, strict=True)
    ]


def _break_in(
    row: SimpleNamespace,
    names: Sequence[str],
    rooms: Sequence[float],
    language: str,
    size: float | None = None,
) -> None:
    cells = [Markup(getattr(row, name) or "") for name in names]
    _break(cells, rooms, language, size)
    for name, cell in zip(names, cells, strict=True):
        if getattr(row, name):
            setattr(row, name, cell)


def glossary(view: SimpleNamespace, block: Glossary, views: Views) -> None:
    """Make one group of the entries that stand in none."""
    alone = SimpleNamespace(head=None, entries=view.entries, note=None)
    view.parts = view.groups or [alone]


def documents(view: SimpleNamespace, block: Documents, views: Views) -> None:
    """Make an entry of each source document."""
    view.entries = [_document(doc, views) for doc in views.library.documents.values()]


def _document(doc: Document, views: Views) -> SimpleNamespace:
    source = views.library.sources[doc.key]
    view: SimpleNamespace = views.value(doc, source, (), skip=("facts", "structure", "reference"))
    view.heading = views.bibliography().get(doc.key, Markup(doc.short))
    view.facts = len(doc.facts)
    view.drawn = views.briefing.catalogue.say("facts-drawn", number=len(doc.facts))
    return view


def passage(view: SimpleNamespace, block: Passage, views: Views) -> None:
    """Give a passage with its sentences numbered, and say whose it is."""
    doc = views.library.documents[block.document]
    passage, numbers = doc.passages[block.passage], count(1)
    view.paragraphs = [
        [SimpleNamespace(number=next(numbers), text=text) for text in parted]
        for paragraph in passage.text.split("\n\n")
        if (parted := _with_references(sentences([Words("", " ".join(paragraph.split()))])))
    ]
    many, first = len(view.paragraphs) > 1, passage.place.paragraph or 1
    sign = views.briefing.catalogue.say("para-sign", number=1)
    view.labels = [f"{sign} {first + n}" if many else "" for n in range(len(view.paragraphs))]
    view.language = doc.reference.get("language")
    view.source = _named(doc, views.briefing.catalogue, american=views.citations.american)
    licence = doc.licence
    view.licence = licence and SimpleNamespace(name=licence.name, url=licence.url)


def _with_references(parted: Sequence[Sentence]) -> list[str]:
    """Return sentences, each with what stands after it in brackets: “… then. (Lee, 2000)”."""
    found: list[str] = []
    for text in (sentence.text for sentence in parted):
        if found and _BRACKETED.fullmatch(text):
            found[-1] += f" {text}"
        else:
            found.append(text)
    return found


def _named(doc: Document, house: Catalogue, *, american: bool) -> str:
    """Return author, title and publisher of a document: what a licence asks to be named."""
    reference = doc.reference
    names = [
        " ".join(filter(None, (name.get("given"), name.get("family"), name.get("literal"))))
        for name in reference.get("author", ())
    ]
    publisher = f" ({reference['publisher']})" if reference.get("publisher") else ""
    title = house.say("phrase", words=reference.get("title", doc.short))
    said = ", ".join([*names, title]) + f"{publisher}."
    said = said.replace("”.", ".”") if american else said
    return eastern.punctuated(said, house.language)


def sources(view: SimpleNamespace, block: Sources, views: Views) -> None:
    """Make the bibliography: the documents, the works cited beside them, those not consulted."""
    view.entries, view.works, view.listed = [], [], []
    for key, html in views.citations.bibliography:
        doc = views.library.documents.get(key)
        located = doc.located if doc and views.briefing.located_addresses else None
        entry = SimpleNamespace(
            key=key, siglum=doc.siglum if doc else None, text=Markup(html), located=located
        )
        of = view.entries if doc else view.works
        (view.listed if key in views.library.not_consulted else of).append(entry)
    if any(entry.siglum for entry in view.entries):  # a key to the sigla: as everywhere else
        places = list(views.library.documents)
        view.entries.sort(key=lambda entry: places.index(entry.key))
    if not view.entries:
        view.entries, view.works = view.works, []


def suggested_citation(view: SimpleNamespace, block: Suggested, views: Views) -> None:
    """Say how to cite the briefing, from its own title matter."""
    data = views.metadata()
    series = Markup(" ").join(filter(None, (data.series, data.number)))
    edition = [Markup(str(data.edition)[0].lower() + str(data.edition)[1:])] if data.edition else []
    parts = [series, *edition, data.edition_date]
    if authors := views.briefing.authors:
        first, rest = authors[0].inverted, [str(author) for author in authors[1:]]
        last = views.briefing.catalogue.say("and")
        names = [", ".join([first, *rest[:-1]]), *(f"{last} {name}" for name in rest[-1:])]
        maker = ", ".join(names).rstrip(".")
        parts.insert(1, Markup(str(data.issued_by).rstrip(".")))
    else:
        maker = Markup(str(data.issued_by).rstrip("."))
    rest_of_it = Markup(", ").join(parts).rstrip(".")
    form = Markup(views.briefing.catalogue.say("suggested"))
    text = form.format(maker=maker, title=data.title, rest=rest_of_it)
    view.text = Markup(eastern.punctuated(text, views.briefing.language))


def licences(view: SimpleNamespace, block: Licences, views: Views) -> None:
    """List the credits that the documents' licences ask for."""
    view.credits = [
        views.line(doc.licence.credit, views.library.sources[key], ("licence", "credit"))
        for key, doc in views.library.documents.items()
        if doc.licence and doc.licence.credit
    ]


def evidence(view: SimpleNamespace, block: Ledger, views: Views) -> None:
    """List each document with its facts; the words of the document in quotation marks."""
    view.groups = list(_groups(views))


def _groups(views: Views) -> Iterator[SimpleNamespace]:
    say = views.briefing.catalogue.say
    found = ledger.entries(views.briefing, views.library, views.source, views.notes)
    if not views.citations.note_style:
        found = ledger.by_section(found, views.briefing)
    for key, entries in ledger.grouped(found):
        rows = [
            SimpleNamespace(
                claim=entry.claim,
                place=eastern.punctuated(entry.place, views.briefing.language),
                status=say(f"ledger-{entry.status}"),
                as_of=ledger.as_of(entry.as_of, views.briefing.catalogue),
                supports=[say("phrase", words=phrase) for phrase in entry.supports],
                uses=[SimpleNamespace(words=use.note, anchor=use.call) for use in entry.uses],
            )
            for entry in entries
        ]
        short = Markup(escape(views.library.documents[key].short))
        yield SimpleNamespace(heading=views.bibliography().get(key, short), entries=rows)


def contents(view: SimpleNamespace, block: Contents, views: Views) -> None:
    """List the sections, by their titles and by their short ones."""
    view.entries = []
    for section in views.briefing.sections:
        if section.title is None:
            continue
        title = views.line(section.title, views.source, (*section.loc, "title"))
        short = title
        if section.short_title is not None:
            short = views.line(section.short_title, views.source, (*section.loc, "short-title"))
        view.entries.append(SimpleNamespace(anchor=anchor(section), title=title, short=short))


def exhibits_list(view: SimpleNamespace, block: ExhibitsList, views: Views) -> None:
    """List the exhibits."""
    numbers = views.briefing.exhibits()
    view.entries = [
        SimpleNamespace(
            anchor=f"exhibit-{numbers[exhibit.id]}",
            number=numbers[exhibit.id],
            title=views.line(exhibit.title, views.source, (*exhibit.loc, "title")),
        )
        for exhibit in views.briefing.blocks()
        if isinstance(exhibit, Exhibit)
    ]


def timeline(view: SimpleNamespace, block: Timeline, views: Views) -> None:
    """Say where the axis is shortened; end what is undated with its stops."""
    say = views.briefing.catalogue.say
    last = len(view.undated) - 1
    view.undated_ended = [
        _ended(text, say("full-stop" if n == last else "semicolon"))
        for n, text in enumerate(view.undated)
    ]
    years = ", ".join(map(str, view.drawing.left_out)) if view.drawing else ""
    view.axis_shortened = views.briefing.catalogue.say("timeline-break", years=years)


def _ended(text: Markup, stop: str) -> Markup:
    """Return a text with its stop, after which the letters of its notes stand."""
    words, calls = before_letters(text)
    sign = stop.rstrip()
    return Markup(words + escape(sign) + calls + escape(stop[len(sign) :]))


def figure(view: SimpleNamespace, block: Figure, views: Views) -> None:
    """Place a picture that is drawn, as ``exhibits.svg`` made it safe."""
    if view.drawing is not None:
        view.svg = Markup(view.drawing.svg)


def pictured(view: SimpleNamespace, block: Block, views: Views) -> None:
    """Put the pictures of a theme's own kind in the place of what its author wrote of them."""
    for name, picture in views.drawings.of[block.loc].of.items():
        alt = getattr(block, name).alt
        image = Markup('<img src="{}" alt="{}">').format(picture.address, alt)
        setattr(view, name, Markup(picture.svg) if picture.svg else image)
