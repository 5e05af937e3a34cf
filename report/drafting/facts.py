"""A document's text and structure come in; a drafted fact for each sentence goes out.

Nothing is said in the writer's place: ``says`` is not among what is drafted.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..content.document import Place, Status
from ..text.wording import has
from ..verification import passages, texts
from ..verification.passages import At, Passages
from ..verification.texts import as_written, normal
from .holding import Hold, WordUse, must_hold, words_that_matter
from .marked import DataRow
from .phrases import supports
from .script import counted, latin
from .sentences import as_of, sentences, status, tells
from .structure import FoundStructure, document_of

_SKIPPED = (
    "references",
    "keywords",
    "licence",
    "full text",
    "bibliography",
    "works cited",
    "notes",
)
_LEGAL = re.compile(
    r"\b(?:Articles?|Treaty|Agreement|Convention|Charter|Constitution|Statute|Protocol|Covenant|Accord"
    r"|Act|Rules|Regulations?|Resolution|By-?laws|Статья|Договор|Конституция|Конвенция|Устав|Соглашение|Закон"
    r"|Vertrag|Gesetz|Verfassung|Traité|Constitution|Loi|Tratado|Ley|Constitución)\b|[第条約憲法]"
)
# A report on a treaty numbers its paragraphs, too, and is cited by its headings.
_ABOUT = re.compile(
    r"\b(?:Reports?|Letter|Minutes|Note|Statement|Summary|Newsletter|Доклад|Письмо"
    r"|Rapport|Lettre|Procès-verbal|Bericht|Brief|Protokoll|Informe|Carta)\b",
    re.IGNORECASE,
)
_CELL = 15  # words, at most, of a cell of a table that is data
_TRIES = 50  # cells with the same words that a row may begin with
_CLAUSES = 2  # numbered clauses, at least, in a text of laws


@dataclass(frozen=True, slots=True)
class DraftedFact:
    """What could be read of one fact: all but what it says."""

    id: str
    sentence: str
    place: Place
    supports: tuple[str, ...]
    as_of: str
    status: Status
    must_keep: tuple[str, ...]
    also: tuple[tuple[str, Place], ...] = ()
    beside: tuple[Place, ...] = ()
    """Further places: a row of a table has one for each cell."""

    @property
    def digest(self) -> str:
        """A name for its sentence, by which a later draft knows that it was drafted."""
        return digest_of(self.sentence)


def _is_article(heading: str) -> bool:
    return bool(re.match(r"(?:Article|Статья|Artikel|Artículo|§|第.{1,4}[条條])", heading))


def digest_of(words: str) -> str:
    """Return eight letters that stand for some words, whatever their spaces and marks."""
    return hashlib.sha256(normal(words).encode()).hexdigest()[:8]


@dataclass
class Drafter:
    """Drafts the facts of one document; ``taken`` are ids that other facts have."""

    text: str
    outline: FoundStructure
    language: str
    typed: bool
    taken: set[str]
    key: str
    others: Mapping[str, Passages] = field(default_factory=dict)

    def __post_init__(self) -> None:
        blocks = map(as_written, texts.blocks_of(self.text))
        self.known = WordUse("\n".join(blocks), self.language)
        structure = document_of(self.outline.parts)
        self.cut = passages.cut(
            self.text, structure, typed=self.typed, form=as_written, clauses=self._legal()
        )
        self.clauses: dict[str, list[tuple[At, str, str]]] = {}
        for at, text in self.cut.texts.items():
            if at.clause and not at.paragraph:
                self.clauses.setdefault(at.under, []).append((at, text, normal(text)))
        self.elsewhere = {
            key: [(at.place, normal(text)) for at, text in cut.texts.items() if at.is_passage]
            for key, cut in self.others.items()
        }
        self.numbering: dict[str, Iterator[str]] = {}
        self.rows = 0  # of tables, of which a fact is drafted

    def facts(self) -> Iterator[DraftedFact]:
        """Yield the facts in the order of the document."""
        passages = [(at, p) for at, p in self.cut.texts.items() if self._is_text(at, p)]
        rows = self._rows([normal(passage) for _, passage in passages])
        left = 0  # cells of a row that was drafted
        for number, (at, passage) in enumerate(passages):
            if row := rows.get(number):
                left = len(row.cells)
                yield self._of_row(row, passages[number : number + left])
            left -= 1
            if left >= 0:
                continue
            found = (passage,) if at.caption else sentences(passage, self.language)
            for sentence in found:
                if at.caption or tells(sentence, listed=at.bullet is not None):
                    yield self._fact(at, passage, sentence)

    def _rows(self, passages: Sequence[str]) -> Mapping[int, DataRow]:
        """Return the rows of tables by the number of the passage that is their first cell."""
        begin: dict[str, list[int]] = {}
        for number, passage in enumerate(passages):
            begin.setdefault(passage, []).append(number)
        found: dict[int, DataRow] = {}
        at = 0
        for row in self.outline.rows:
            cells = [normal(cell) for cell in row.cells]
            if any(len(cell.split()) > _CELL for cell in cells):
                continue
            firsts = begin.get(cells[0], [])
            for first in firsts[bisect_left(firsts, at) :][:_TRIES]:
                if passages[first : first + len(cells)] == cells:
                    found[first], at = row, first + len(cells)
                    break
        self.rows = len(found)
        return found

    def _of_row(self, row: DataRow, passages: Sequence[tuple[At, str]]) -> DraftedFact:
        """Draft a row: its first cell, and each that has a number, a name or a hedge."""
        told = [f"{h}: {c}" if h else c for h, c in zip(row.heads, row.cells, strict=True)]
        sentence = " | ".join(told)
        places: list[Place] = []
        phrases: list[str] = []
        hedges: list[str] = []
        for at, cell in passages:
            holds = must_hold(cell, self.known)
            if holds or not places:
                places.append(at.place)
                phrases += supports(cell, holds, self.known, cell)
                hedges += [cell[h.start : h.end].strip() for h in holds if h.sort == "hedge"]
        return DraftedFact(
            self._id(" ".join(told), ()),
            sentence,
            places[0],
            tuple(dict.fromkeys(phrases)),
            as_of(sentence, self.language),
            "stated",
            tuple(dict.fromkeys(hedges)),
            beside=tuple(dict.fromkeys(places[1:])),
        )

    def _legal(self) -> bool:
        """Say whether the numbers before its paragraphs are those by which a text is cited."""
        heads = [part.get("heading", "") for part in self.outline.parts]
        marks = re.findall(
            r"(?m)^[^\S\n]*(?:\d{1,3}[.)]|(?:Article|Статья|§)\s*\d+\.?)\s+\S", self.text
        )
        title = f"{self.text[:200]} {heads[0] if heads else ''}"
        law = _LEGAL.search(title) and not _ABOUT.search(title)
        return len(marks) >= _CLAUSES and bool(law or sum(map(_is_article, heads)) >= _CLAUSES)

    def _is_text(self, at: At, passage: str) -> bool:
        if not at.is_passage or at.under.casefold().startswith(_SKIPPED):
            return False
        about = self.outline.about
        return about is None or normal(passage) in about

    def _fact(self, at: At, passage: str, sentence: str) -> DraftedFact:
        place, within = self._place(at, passage, sentence)
        holds = must_hold(sentence, self.known)
        phrases = supports(sentence, holds, self.known, within)
        hedges = dict.fromkeys(
            sentence[h.start : h.end].strip() for h in holds if h.sort == "hedge"
        )
        return DraftedFact(
            self._id(sentence, holds),
            sentence,
            place,
            phrases,
            as_of(sentence, self.language),
            status(sentence, self.language, caption=at.caption is not None),
            tuple(hedges),
            tuple(self._also(sentence, phrases)),
        )

    def _place(self, at: At, passage: str, sentence: str) -> tuple[Place, str]:
        """Return the place of a sentence, and the passage there: the clause where it has one."""
        if not at.caption:
            wanted = normal(sentence)
            having = [
                (len(text), clause, text)
                for clause, text, there in self.clauses.get(at.under, ())
                if wanted in there
            ]
            if having:
                _, clause, text = min(having, key=lambda one: one[0])
                return clause.place, text
        return at.place, passage

    def _also(self, sentence: str, phrases: Sequence[str]) -> Iterator[tuple[str, Place]]:
        """Yield the places in other documents that have the same sentence."""
        wanted = normal(sentence)
        for key, passages_there in self.elsewhere.items():
            for place, there in passages_there:
                if wanted in there and all(has(there, normal(p)) for p in phrases):
                    yield key, place
                    break

    def _id(self, sentence: str, holds: Sequence[Hold]) -> str:
        """Return two to four words that name a fact: its rarest, in the order of the sentence."""
        every = dict.fromkeys(words_that_matter(sentence))
        words = [word for word in every if len(word) > 3]
        if len(words) < 2:
            words = [w for w in re.findall(r"[^\W\d_]{2,}", sentence.casefold()) if latin(w)]
            words = list(dict.fromkeys(words))
        named = {
            word.casefold()
            for hold in holds
            if hold.sort == "name"
            for word in re.findall(r"\w+", sentence[hold.start : hold.end])
        }
        often = self.known.often
        rank = sorted(words, key=lambda word: (often[word] - (word in named), -len(word)))
        slug = ""
        for many in (3, 4, 2):
            chosen = [latin(word) for word in words if word in rank[:many]]
            made = "-".join(part for part in chosen if 1 < len(part) < 25)
            if "-" in made and made not in self.taken:
                self.taken.add(made)
                return made
            slug = slug or made
        stem = slug or self.key
        further = self.numbering.setdefault(stem, counted())
        made = next(made for word in further if (made := f"{stem}-{word}") not in self.taken)
        self.taken.add(made)
        return made
