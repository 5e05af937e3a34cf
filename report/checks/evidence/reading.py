"""A briefing made ready for the checks: its claims, and what is looked up in judging them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise, product
from typing import Any

from ...content.briefing import Briefing
from ...content.document import Document, Fact
from ...content.library import Library
from ...content.reading_order import Text, read_in_order
from ...content.yamlfile import YamlFile
from ...errors import Loc
from ...text import grammar, inline
from ...text.grammar import Grammar
from ...text.inline import plain
from ...text.quantities import Date, Meaning, Number, Quantity, figures
from ...text.wording import exact, forms, loose, names, quotations, runs, spans, without
from . import claims
from .claims import Claim
from .held import Held, held, together

_INFLECTIONS = ("s", "es", "ies", "y", "e", "d", "ed", "ing", "er", "ers", "al", "ally")
SHORTEST = 4  # letters of a stem
_DOCUMENTS = re.compile(
    r"\s+(?:of\s+(?:the|these)\s+)?(?:source\s+)?"
    r"(?:documents|sources|witnesses|files|records|texts)\b"
)
_SMALL = re.compile(r"(?<![\w’'])[^\W\dA-Z_][^\W\d_]*")


@cache
def _documents(language: str) -> re.Pattern[str]:
    """Return what follows a number that counts documents."""
    named = "|".join(map(re.escape, sorted(grammar.of(language).documents)))
    if language == "en" or not named:
        return _DOCUMENTS
    return re.compile(rf"\s*(?:\w?の)?(?:{named})", re.IGNORECASE)  # 2つの資料


@dataclass(frozen=True)
class Reading:
    """What every check is given."""

    briefing: Briefing
    library: Library
    source: YamlFile
    texts: tuple[Text, ...]
    claims: tuple[Claim, ...]
    quoted: tuple[Claim, ...] = ()  # block quotations: the documents' words, and no claims of ours
    _joined: dict[tuple[str, ...], Held] = field(default_factory=dict)
    _own_words: dict[int, str] = field(default_factory=dict)

    def held(self, claim: Claim) -> Held:
        """Return what a claim is held against; a work cited whole holds all that is known of it."""
        keys = (*claim.facts, *claim.works)
        if keys not in self._joined:
            self._joined[keys] = together(self._held[key] for key in keys)
        return self._joined[keys]

    def held_by(self, key: str) -> Held:
        """Return what one fact holds, or one work cited whole."""
        return self._held[key]

    @cached_property
    def _held(self) -> Mapping[str, Held]:
        facts = {
            key: held(" | ".join((f.says, *(place.under for place in f.places))), f.as_of)
            for key, (_, f) in self.library.facts.items()
        }
        works = {key: held(_text_of(item)) for key, item in self.library.items.items()}
        whole = {
            key: together((works[key], *(facts[name] for name in doc.facts)))
            for key, doc in self.library.documents.items()
        }
        return {**works, **whole, **facts}

    @property
    def language(self) -> str:
        """The language of the briefing, as a tag."""
        return self.briefing.language

    @property
    def grammar(self) -> Grammar:
        """What is known of it; nothing for a language that has no file."""
        return grammar.of(self.briefing.language)

    @cached_property
    def everything(self) -> Held:
        """What all facts and works hold."""
        return together(self._held.values())

    @cached_property
    def cited(self) -> frozenset[str]:
        """Every key that a call cites, wherever it stands."""
        return frozenset(one.key for text in self.texts for one in inline.cited(text.text))

    def own_words(self, claim: Claim) -> str:
        """Return a sentence without quotations, titles of what it cites, and declared numbers.

        They are blanked out, so that every place stays.
        """
        if id(claim) not in self._own_words:
            quoted = ((q.start, q.end) for q in quotations(claim.sentence))
            text = without(claim.sentence, quoted)
            titles = (title for title in self.titles(claim) if " " in title)
            text = without(text, list(spans(text, (*titles, *self._declared_numbers))))
            self._own_words[id(claim)] = text
        return self._own_words[id(claim)]

    @cached_property
    def _declared_numbers(self) -> tuple[str, ...]:
        return tuple(word for word in self.briefing.declared if figures(word))

    def facts(self, claim: Claim) -> tuple[tuple[Document, Fact], ...]:
        """Return the facts that a claim is held against; all of a document that it cites whole."""
        whole = (
            (doc, fact)
            for key in claim.works
            if (doc := self.library.documents.get(key))
            for fact in doc.facts.values()
        )
        return (*(self.library.facts[key] for key in claim.facts), *whole)

    def facts_by_key(self, claim: Claim) -> Iterator[tuple[str, Fact]]:
        """Yield the facts that a claim is held against with their keys, as ``facts`` has them."""
        for key in claim.facts:
            yield key, self.library.facts[key][1]
        for work in claim.works:
            if doc := self.library.documents.get(work):
                yield from doc.facts.items()

    def works(self, claim: Claim) -> tuple[str, ...]:
        """Return the documents and references that a claim rests on, in order."""
        found = [self.library.facts[key][0].key for key in claim.facts]
        return tuple(dict.fromkeys([*found, *claim.works]))

    def titles(self, claim: Claim) -> frozenset[str]:
        """Return the titles, short titles and headings of the works that a claim rests on."""
        found: set[str] = set()
        for key in self.works(claim):
            found |= self._titles[key]
        return frozenset(found)

    @cached_property
    def _titles(self) -> Mapping[str, frozenset[str]]:
        found = {}
        for key, item in self.library.items.items():
            titles = {str(v) for k, v in item.items() if "title" in k}
            if doc := self.library.documents.get(key):
                titles |= {t for p in doc.structure for t in (p.heading, p.cited_as) if t}
            titles |= {t.partition(": ")[0] for t in titles}
            found[key] = frozenset(titles)
        return found

    @cached_property
    def authors(self) -> Mapping[str, Held]:
        """The names of those who made each work: they may be named where it is cited."""
        makers = ("author", "editor", "translator", "publisher", "container-title")
        return {
            key: held(_text_of([item.get(name, "") for name in makers]))
            for key, item in self.library.items.items()
        }

    @cached_property
    def issued(self) -> Mapping[str, frozenset[Meaning]]:
        """The date on which each work came out: it may be given where the work is cited."""
        return {
            key: frozenset(f.meaning for f in figures(_date_of(item.get("issued")), iso=True))
            for key, item in self.library.items.items()
        }

    @cached_property
    def own_titles(self) -> frozenset[str]:
        """The briefing's own titles and labels, loosely: they may be quoted as words."""
        return frozenset(loose(c.sentence).strip(".") for c in self.claims if c.kind == "title")

    @cached_property
    def known_names(self) -> frozenset[str]:
        """Words that the facts write with a capital inside a sentence, and nobody without."""
        return frozenset(
            word.written.casefold()
            for _, fact in self.library.facts.values()
            for word in names(fact.says)
            if not word.initial and not self.is_plain(word.written.casefold())
        )

    @cached_property
    def plain_words(self) -> frozenset[str]:
        """Words that facts or claims write without a capital: no names, wherever they stand."""
        texts = [claim.sentence for claim in self.claims]
        for doc in self.library.documents.values():
            texts += [doc.summary, doc.witness_to, doc.does_not_say]
            texts += [t for f in doc.facts.values() for t in (f.says, f.remark or "", *f.supports)]
        return frozenset(word for text in texts for word in _SMALL.findall(text))

    @cached_property
    def pairs_of_names(self) -> frozenset[tuple[str, str]]:
        """Every two words with capitals that stand side by side in a fact or a reference."""
        texts = [_text_of(item) for item in self.library.items.values()]
        texts += [name for item in self.library.items.values() for name in _people(item)]
        for doc in self.library.documents.values():
            texts += [p.name or p.caption or "" for p in doc.structure]
            texts += [t for fact in doc.facts.values() for t in (fact.says, *fact.supports)]
        return frozenset(
            pair
            for text in texts
            for one, two in pairwise(names(text))
            if text[one.start + len(one.written) : two.start] == " "
            for pair in product(forms(one.written), forms(two.written))
        )

    @cached_property
    def spelled_out(self) -> Mapping[str, str]:
        """The abbreviation of each long name that the facts somewhere give both ways."""
        short = {word for part in self._held.values() for word in part.words}
        return {
            run: letters
            for _, fact in self.library.facts.values()
            for run, letters in _long_names(fact.says)
            if letters in short
        }

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for word in self.plain_words for stem in _stems(word))

    def is_plain(self, word: str) -> bool:
        """Say whether the word, or another form of it, is written without a capital somewhere."""
        stems = _stems(word)
        return word in self.plain_words or not (
            self._stems.isdisjoint(stems) and _common(self.language).isdisjoint(stems)
        )

    def titles_of(self, work: str) -> frozenset[str]:
        """Return the titles, short titles and headings of one work."""
        return self._titles[work]

    def headings(self, claim: Claim) -> Held:
        """Return what the titles above a claim hold: the briefing's, its section's."""
        above = [c.sentence for c in self.claims if c.kind == "title" and self._above(c, claim)]
        return together(map(held, above))

    @staticmethod
    def _above(title: Claim, claim: Claim) -> bool:
        block = title.text.block
        return block[0] != "sections" or claim.text.block[: len(block)] == block

    @cached_property
    def record_to(self) -> str:
        """The end of the record, as the briefing prints it."""
        return plain(self.briefing.record_to)

    @cached_property
    def _horizon(self) -> tuple[int, int] | None:
        dates = [f.meaning for f in figures(self.record_to) if isinstance(f.meaning, Date)]
        ends = [(d.year, d.month or 12) for d in dates if d.year]
        return max(ends, default=None)

    def after_the_record(self, meaning: Meaning) -> bool:
        """Say whether a date is later than the end of the record."""
        if self._horizon is None or not isinstance(meaning, Date) or meaning.year is None:
            return False
        return (meaning.year, meaning.month or 0) > self._horizon

    def latest_events(self, claim: Claim) -> frozenset[Meaning]:
        """Return the dates to which the documents of a claim run, as far as they are given."""
        found = [self.record_to]
        for work in self.works(claim):
            if (doc := self.library.documents.get(work)) and doc.latest_event:
                found.append(doc.latest_event)
        dates = (f.meaning for text in found for f in figures(text))
        return frozenset(d for d in dates if isinstance(d, Date) and d.month)

    @cached_property
    def witness(self) -> Mapping[str, str]:
        """The first of the documents that share a text with each document, itself at least."""
        found = {key: key for key in self.library.documents}
        for key, doc in self.library.documents.items():
            if doc.same_text_as:
                one, other = found[key], found[doc.same_text_as.document]
                found = {k: one if first == other else first for k, first in found.items()}
        return found

    def miscounts(self, sentence: str, figure: Quantity) -> bool | None:
        """Say whether it counts more documents than there are; None if it counts other things."""
        language = self.briefing.language.partition("-")[0]
        if not _documents(language).match(sentence, figure.start + len(figure.written)):
            return None
        digits = figure.meaning.digits if isinstance(figure.meaning, Number) else ""
        return not digits.isdigit() or int(digits) > len(self.library.documents)

    def countable(self, block: Loc) -> tuple[int, ...]:
        """Return what a sentence of a block may count: in it, in its neighbours, in its section."""
        if len(block) < 4 or block[0] != "sections":
            return (len(self.briefing.sections), len(self.library.facts))
        section = self.briefing.sections[int(block[1])]
        here = int(block[3])
        own = [claim for claim in self.claims if claim.text.block == block]
        facts = {key for claim in own for call in claim.calls for key in call}
        lists = (
            len(value)
            for number in (here - 1, here, here + 1)
            if 0 <= number < len(section.blocks)
            for _, value in section.blocks[number]
            if isinstance(value, tuple)
        )
        return (len(own), len(facts), *lists)

    @cached_property
    def parts(self) -> Mapping[str, frozenset[int]]:
        """What can be counted in each document: bullets of its lists, authors; and works listed."""
        return {
            key: frozenset(p.bullet for f in doc.facts.values() for p in f.places if p.bullet)
            | {len(self.library.references), len(self.library.not_consulted)}
            | {len(doc.reference.get("author") or ())}
            for key, doc in self.library.documents.items()
        }

    @cached_property
    def variants(self) -> Mapping[str, tuple[str, ...]]:
        """The names that the reason for a declared word ties it to; none where it stands alone."""
        return {
            word: tuple(
                name.written
                for name in names(reason)
                if not name.initial and self.everything.name(name.written)
            )
            for word, reason in self.briefing.declared.items()
        }

    def declared(self, words: str) -> str | None:
        """Return why the briefing declares these words; None when it does not."""
        wanted = exact(words).casefold()
        reasons = self.briefing.declared.items()
        return next((why for key, why in reasons if exact(key).casefold() == wanted), None)


def read(briefing: Briefing, library: Library, source: YamlFile) -> Reading:
    """Read the briefing for its claims."""
    texts = tuple(read_in_order(briefing, library, source))
    found = claims.read(briefing, library, texts)
    quoted = tuple(claim for claim in found if claim.quoted)
    return Reading(
        briefing, library, source, texts, tuple(c for c in found if not c.quoted), quoted
    )


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(stem for word in grammar.of(language).plain for stem in _stems(word))


def _stems(word: str) -> frozenset[str]:
    """Return what is left of a word without the endings of its forms: judg of judge and judging."""
    if not word.endswith(_INFLECTIONS):
        return frozenset((word,) if len(word) >= SHORTEST else ())
    cut = (word.removesuffix(ending) for ending in _INFLECTIONS if word.endswith(ending))
    return frozenset(stem for stem in (word, *cut) if len(stem) >= SHORTEST)


def _text_of(value: Any) -> str:
    """Return every text in a reference; the bars keep names from running on over its fields."""
    if isinstance(value, Mapping):
        return " | ".join(map(_text_of, value.values()))
    if isinstance(value, list | tuple):
        return " | ".join(map(_text_of, value))
    return str(value)


def _people(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of people in a reference, in either order: Ota Ken’ichi, Ken’ichi Ota."""
    for people in item.values():
        for person in people if isinstance(people, list | tuple) else ():
            if isinstance(person, Mapping) and {"family", "given"} <= person.keys():
                family, given = str(person["family"]), str(person["given"])
                yield from (f"{family} {given}", f"{given} {family}")


def _date_of(issued: Any) -> str:
    """Return the first date of a CSL field as 2014-05-14; its words where it has no parts."""
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    if not parts:
        return _text_of(issued or "")
    year, *rest = parts[0]
    return "-".join((str(year), *(f"{int(part):02}" for part in rest)))


def _long_names(text: str) -> Iterator[tuple[str, str]]:
    """Yield every name of two words and more, in one case, with its initials."""
    for run in runs(text):
        parts = re.findall(r"[^\s-]+", run)
        for start in range(len(parts)):
            for end in range(start + 2, len(parts) + 1):
                name = parts[start:end]
                letters = "".join(w[0] for w in name if w[0].isupper()).casefold()
                if name[0][0].isupper() and name[-1][0].isupper():
                    yield loose(" ".join(name)), letters
