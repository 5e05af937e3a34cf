# ruff: noqa: S704  (the one module that makes Markup: texts are escaped by prose.parse)
"""Turn the content models into what templates place: the same names, every text ready to print.

Models, ``Notes`` and ``Citations`` come in; plain namespaces go out, in which a title or a line is
one piece of HTML, running text is a list of paragraphs, and what a kind computes stands beside what
its author wrote. Templates need no filter and decide nothing.
"""

import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, ClassVar

from markupsafe import Markup, escape

from ..citations import Citations
from ..content.blocks import Block, Exhibit
from ..content.briefing import Briefing, Section
from ..content.course import Course
from ..content.library import Library
from ..content.model import HouseLine, HouseTitle, Item, Model, Prose, Title
from ..content.reading_order import anchor_of
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError
from ..exhibits import Drawings
from ..exhibits.paper import grid
from ..notes import OWN, Mark, Notes
from ..press import scripts
from ..text import eastern, structure
from ..text.inline import (
    Call,
    CrossReference,
    OwnNote,
    OwnReading,
    Piece,
    Recall,
    Words,
    parse,
    plain,
    to_html,
)
from ..text.stops import calls_before_stops, readings_before_stops
from ..text.typography import bind
from . import running, titling

WORD_JOINER = "\u2060"  # before every call: without it a line can begin with a stranded number

# A citation in parentheses with none inside it, and the stop at the end of a text.
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_GAP = "\ue000"
_STOP = re.compile(r"[.!?]$")
_ENDED = re.compile(r"(?:^|[.!?…][”’)]*)$")

_LETTERS_AT_END = re.compile(rf'(?:{WORD_JOINER}<a class="letter"[^>]*>[^<]*</a>)+$')
_TAGS = re.compile(r"<[^>]*>")

LONG_NOTE = 200  # characters of a note that is set over the full width: some five lines of half
SEVERAL_LINES = 90  # characters of a text that no narrow cell holds: its end is cared for


class Running(Markup):
    """A paragraph of running text, to be put into ``<p>``; its class where it is a formula."""

    whole = False
    css = ""


class Formula(Running):
    """A line that stands apart."""

    css = "formula"


class Apart(Running):
    """A list or a block quotation: HTML that stands for itself."""

    whole = True


@dataclass(frozen=True, slots=True)
class Views:
    """Everything that the views of one briefing are made from."""

    at_foot: ClassVar[bool] = True  # notes stand at the foot of a page, as the theme makes them

    briefing: Briefing
    source: YamlFile
    library: Library
    notes: Notes
    citations: Citations
    drawings: Drawings = field(default_factory=Drawings)
    note_template: Callable[[SimpleNamespace], str] | None = None  # what a theme makes of a note
    course: Course | None = None

    def metadata(self) -> SimpleNamespace:
        """Return the title matter: every field of the briefing but its sections."""
        fields = {
            name: self.value(getattr(self.briefing, name), self.source, (field.alias or name,))
            for name, field in type(self.briefing).model_fields.items()
            if name != "sections"
        }
        rtl = scripts.is_rtl(self.briefing.language)
        fields["direction"] = "rtl" if rtl else "ltr"
        fields["authors"] = list(map(str, self.briefing.authors))
        say = self.briefing.catalogue.say
        day = bind(self.briefing.catalogue.date(self.briefing.edition_date))
        fields["edition_date"] = day
        named = fields["edition"]
        fields["edition_of"] = (
            say("edition-named", edition=named, date=day) if named else say("edition-of", date=day)
        )
        fields["text_licence"] = say("text-licence", licence=self.briefing.licence.name)
        fields["text_under"] = say("text-under", licence=self.briefing.licence.name)
        heads = [head for one in self.briefing.sections if (head := _running(one))]
        named = plain(self.briefing.running_title or self.briefing.title)
        fields["running_title"] = escape(running.title(named, heads))
        return SimpleNamespace(**fields)

    def section(self, section: Section) -> SimpleNamespace:
        """Return a section with its blocks."""
        view: SimpleNamespace = self.value(section, self.source, section.loc, skip=("blocks",))
        view.anchor = anchor(section)
        view.running = escape(self._head_of(section))
        view.motif = self.drawings.motif if section.layout == "cover" else None
        view.titling = self._titling() if section.layout == "cover" else None
        view.blocks = [self.block(block, section) for block in section.blocks]
        return view

    def _head_of(self, section: Section) -> str:
        named = plain(self.briefing.running_title or self.briefing.title)
        heads = [head for one in self.briefing.sections if (head := _running(one))]
        return running.section(_running(section), running.title(named, heads))

    def _titling(self) -> titling.Setting:
        found = titling.setting(plain(self.briefing.title))
        if found is None:
            least = grid().titles[-1]
            hint = (
                f"shorten the title: at most {titling.LINES_SMALLER} lines of {least:g} pt stand "
                "there; a theme may set `--title-small` smaller"
            )
            message = "the title is too long for the cover"
            raise ReportError([Diagnostic(message, self.source.at(("title",)), hint)])
        return found

    def block(self, block: Block, section: Section) -> SimpleNamespace:
        """Return a block with what its kind adds: number, lettered notes, entries made for it."""
        view: SimpleNamespace = self.value(block, self.source, block.loc)
        view.name = block.name
        if block.lettered:
            view.anchor = anchor_of(block, section.id, self.briefing.exhibits())
            view.letters = self._letters(view.anchor)
        if isinstance(block, Exhibit):
            view.number = self.briefing.exhibits()[block.id]
            view.label = self.briefing.catalogue.say("exhibit", number=view.number)
            say = self.briefing.catalogue.say
            view.continued = say("exhibit-continued", exhibit=view.label)
            view.heard = f"{view.label}. {view.title.striptags()}"  # where no tag may stand
            view.label = view.label.replace(" ", "\u00a0")
            view.drawing = self.drawings.of.get(block.loc)
        if block.viewed_by:
            pkgutil.resolve_name(block.viewed_by)(view, block, self)
        return view

    # ------------------------------------------------------------------------------------ texts

    def value(self, value: Any, source: YamlFile, loc: Loc, skip: tuple[str, ...] = ()) -> Any:
        """Return ``value`` with every text in it ready to print; models become namespaces."""
        if isinstance(value, Prose):
            return self.paragraphs(value, source, loc)
        if isinstance(value, Item):
            return _joined(self.paragraphs(value, source, loc))
        if isinstance(value, Title):
            return self.line(value, source, loc)
        if isinstance(value, Model):
            cls = type(value)
            fields = {
                name: self.value(getattr(value, name), source, (*loc, field.alias or name))
                for name, field in cls.model_fields.items()
                if name not in skip
            }
            computed = {name: getattr(value, name) for name in cls.model_computed_fields}
            return SimpleNamespace(**fields, **computed)
        if isinstance(value, dict):
            return {key: self.value(item, source, (*loc, key)) for key, item in value.items()}
        if isinstance(value, tuple):
            return [self.value(item, source, (*loc, n)) for n, item in enumerate(value)]
        return value

    def line(self, text: Title, source: YamlFile, loc: Loc) -> Markup:
        """Return a text of one paragraph as HTML."""
        return Markup(" ").join(self.paragraphs(text, source, loc))

    def paragraphs(self, text: Title, source: YamlFile, loc: Loc) -> list[Markup]:
        """Return the paragraphs of ``text`` as HTML, each call with what prints there.

        A list or a block quotation is one of them, and ``whole``.
        """
        if isinstance(text, HouseTitle | HouseLine):
            text = type(text)(self.briefing.catalogue.say(text.word))
        marks_of = self.notes.marks.get((str(source.path), loc), ())
        marks = iter(marks_of)

        def printed(piece: Piece) -> str:
            match piece:
                case OwnNote(inside):
                    mark = next(marks)
                    return self._noted(mark, self._own_words(inside, marks, printed))
                case Call() | Recall():
                    return self._call(next(marks))
                case CrossReference(target, _, page):
                    return self._page_of(target) if page else self._cross(target)
                case OwnReading():
                    words = escape(self.briefing.catalogue.say("our-reading"))
                    space = self.briefing.catalogue.say("space")
                    return f'{space}<span class="own-reading">{words}</span>'
            return ""

        lettered = any(mark.kind == "letter" for mark in marks_of)
        order = tuple if self.citations.note_style or lettered else calls_before_stops
        running = isinstance(text, Prose) or len(text) > SEVERAL_LINES
        found = [
            Markup(to_html(order(readings_before_stops(paragraph)), printed, running=running))
            for paragraph in parse(text)
        ]
        for mark in marks:  # a document's own note, implied at the end of its summary
            found[-1] = self._at_end(found[-1], self._call(mark))
        return _structured(text, found) if structure.lines(text) else found

    def _at_end(self, html: Markup, call: str) -> Markup:
        """Return a text with a call at its end; a citation in the text stands before the stop."""
        stop = None if self.citations.note_style else _STOP.search(html)
        return (
            html[: stop.start()] + Markup(call) + html[stop.start() :]
            if stop
            else html + Markup(call)
        )

    def _call(self, mark: Mark) -> str:
        note = mark.note
        if mark.kind == "page" and not self.citations.note_style:
            return f" {self.citations.in_text[note.cluster]}"
        css = "fnref" if mark.kind == "page" else "letter"
        again = self.notes.again.get(mark.id)
        own, cluster = again or note.id, note.cluster
        if again:
            cluster = self.notes.brief.get(note.id, cluster)
        call = f'{WORD_JOINER}<a class="{css}" id="{mark.id}" href="#{own}">{note.label}</a>'
        if mark.kind == "letter" or not (mark.first or again):
            return call
        return call + self._footnote(mark.id, own, note.label, self.citations.notes[cluster])

    def _noted(self, mark: Mark, words: str) -> str:
        """Return the call of a note in the author's own words, and the note."""
        label, own = mark.note.label, mark.note.id
        if not self.citations.note_style:  # no other notes are printed
            mine = [note.id for note in self.notes.page if note.cluster == OWN]
            label = str(mine.index(own) + 1)
        call = f'{WORD_JOINER}<a class="fnref" id="{mark.id}" href="#{own}">{label}</a>'
        return call + self._footnote(mark.id, own, label, words)

    def _own_words(
        self, inside: Sequence[Piece], marks: Iterator[Mark], printed: Callable[[Piece], str]
    ) -> str:
        """Return the author's words of a note, what they cite after its sentence or in brackets."""
        order = tuple if self.citations.note_style else calls_before_stops
        parts, before = [], ""
        for piece in order(readings_before_stops(inside)):
            if isinstance(piece, Words):
                parts.append(piece.html)
                before += piece.plain
            elif not isinstance(piece, Call):
                parts.append(printed(piece))
            elif not self.citations.note_style:
                parts.append(f" {self.citations.in_text[next(marks).note.cluster]}")
            else:
                said = self.citations.notes[next(marks).note.cluster]
                ended = _ENDED.search(before)
                parts.append(f" {said}" if ended else f" ({said.removesuffix('.')})")
        return eastern.punctuated("".join(parts), self.briefing.language)

    def _footnote(self, call: str, own: str, label: str, words: str) -> str:
        text = bind(words)
        note = SimpleNamespace(
            id=own,
            call=call,
            number=label,
            stop=".",
            text=Markup(text),
            continued=self.briefing.catalogue.say("note-continued", number=label),
            long=len(_TAGS.sub("", text)) > LONG_NOTE,
        )
        if self.note_template is not None:
            return self.note_template(note)
        return (
            f'<span class="fn" id="{own}"><a class="fnlabel" href="#{call}">{label}</a>.'
            f"\u2002{text}</span>"
        )

    def _letters(self, anchor: str) -> list[SimpleNamespace]:
        """Return the notes under an exhibit, in any style: a table has no room for citations."""
        return [
            SimpleNamespace(
                label=note.label,
                id=note.id,
                first=note.first,
                text=Markup(bind(self._source(note.cluster))),
            )
            for note in self.notes.letters.get(anchor, ())
        ]

    def _source(self, cluster: int) -> str:
        """Return what a note says; of a citation in the text, without its parentheses."""
        if self.citations.note_style:
            return self.citations.notes[cluster]
        words = self.citations.in_text[cluster]
        whole = _PARENTHESES.fullmatch(words)
        return f"{whole[1]}." if whole else words

    def _page_of(self, target: str) -> str:
        """Return a reference to a page, whose number is known when the parts are put together."""
        number = self.briefing.exhibits().get(target)
        name = f"s-{target}" if number is None else f"exhibit-{number}"
        figures = len(str(2 * self._place_of(target) + 1))  # a guess: a section has two pages
        folio = f'<span class="folio" data-page="{name}">{"0" * figures}</span>'
        words = escape(self.briefing.catalogue.say("page", number=_GAP)).replace(" ", "\u00a0")
        before, _, after = words.partition(_GAP)
        return f'<a class="cross page-reference" href="#{name}">{before}{folio}{after}</a>'

    def _place_of(self, target: str) -> int:
        """Return which section a reference leads to, or into."""
        for number, section in enumerate(self.briefing.sections):
            if section.id == target or any(
                getattr(b, "id", None) == target for b in section.blocks
            ):
                return number
        return 0

    def _cross(self, target: str) -> str:
        number = self.briefing.exhibits().get(target)
        if number is not None:
            label = escape(self.briefing.catalogue.say("exhibit", number=number))
            return f'<a class="cross" href="#exhibit-{number}">{label}</a>'
        section = next(s for s in self.briefing.sections if s.id == target)
        title = escape(self.briefing.catalogue.say("phrase", words=section.title or ""))
        return f'<a class="cross" href="#{anchor(section)}">{title}</a>'

    def bibliography(self) -> dict[str, Markup]:
        """Return the entry of each work in the bibliography, by its key."""
        return {key: Markup(html) for key, html in self.citations.bibliography}


def _joined(paragraphs: Sequence[Markup]) -> Markup:
    """Return an item of a list: its text, and under it the lists that stand inside."""
    first, *rest = paragraphs
    parts = (p if getattr(p, "whole", False) else f"<p>{p}</p>" for p in rest)
    return Markup("".join([first, *parts]))


def _structured(text: Title, paragraphs: list[Markup]) -> list[Markup]:
    """Return the paragraphs of running text with those of each list and quotation in one."""
    rest = iter(paragraphs)
    found: list[Markup] = []
    for node in structure.read(text):
        if isinstance(node, structure.Nest):
            found.append(Apart(structure.html(node, lambda: next(rest))))
        else:
            found.append((Formula if node.formula else Running)(next(rest)))
    return found


def _running(section: Section) -> str:
    return plain(section.short_title or section.title or "")


def before_letters(html: Markup) -> tuple[Markup, Markup]:
    """Part a text from the letters at its end, before which a template may put a stop."""
    calls = _LETTERS_AT_END.search(html)
    at = calls.start() if calls else len(html)
    return html[:at], html[at:]


def anchor(section: Section) -> str:
    """Return the id that links to ``section``."""
    return f"s-{section.id}"
