"""Format notes and bibliography: clusters of citations and references come in, HTML goes out.

One call of pandoc's citeproc does it all. It runs beside the rest of the program from ``start`` to
``result``, and not at all when the same request was formatted before and is still in the cache.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Any

from ..errors import Diagnostic, MachineError, ReportError
from ..text import eastern
from ..text.catalogue import Catalogue
from . import correction, csl, pandoc, references, sigla, styles
from .cited import Cited, Cluster
from .references import BIBLIOGRAPHY, HEREAFTER, Reference
from .styles import Quotes, Style

_KEPT = 32  # answers in a cache folder; one is some 30 KB

_LETTERED = "--lettered-"  # in the id of a work that lettered notes alone cite
_APART = -1  # in the order of the clusters: a work that is not printed
_KNOWN = -2  # all works, not printed: what follows is short
_EMPHASIS = "\ue000"  # around words in italics, in texts of ours
_SINGLE = str.maketrans("“”‘", "‘’“")


@dataclass(frozen=True, slots=True)
class Citations:
    """One note or one text citation for each cluster, in order; and the entries with their keys.

    ``notes`` is empty for a style that cites in the text, ``in_text`` for one that cites in notes.
    The bibliography is in the style's order, without what the style leaves out of it.
    ``american`` puts stops inside closing quotation marks.
    """

    notes: tuple[str, ...]
    in_text: tuple[str, ...]
    bibliography: tuple[tuple[str, str], ...]
    note_style: bool
    american: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """Citations that pandoc may still be formatting."""

    future: Future[Citations]

    def result(self) -> Citations:
        """Wait for pandoc, if it has not finished."""
        return self.future.result()


@dataclass(frozen=True, slots=True)
class Request:
    """What pandoc is given: the style, the items (CSL-JSON), the clusters (Pandoc's JSON)."""

    style: Style
    items: str
    document: str
    order: tuple[int, ...]  # of the clusters, as they stand in the document

    @property
    def digest(self) -> str:
        """A name for the answer: the same request to the same pandoc through the same code."""
        code = [Path(m.__file__ or "").read_bytes() for m in (correction, eastern, pandoc)]
        order = json.dumps(self.order)
        parts = [
            self.items,
            self.document,
            order,
            self.style.text,
            self.style.locale,
            pandoc.version(),
        ]
        return sha256(b"\0".join([*(part.encode() for part in parts), *code])).hexdigest()

    def answer(self) -> Citations:
        """Run pandoc."""
        try:
            said = pandoc.run(
                *("--citeproc", "--from=json", "--to=json"),
                *("--csl=style.csl", "--bibliography=references.json"),
                text=self.document,
                files={"style.csl": self.style.text, "references.json": self.items},
            )
        except pandoc.BrokenPandocError as error:
            raise MachineError(
                [Diagnostic(f"the citations can't be formatted: {error}")]
            ) from error
        except pandoc.PandocError as error:
            message = f"the citations can't be formatted in this style: {error}"
            raise ReportError([Diagnostic(message, hint="try another `style`")]) from error
        return _read(json.loads(said)["blocks"], self)


def cite(
    clusters: Sequence[Cluster],
    references: Mapping[str, Reference],
    *,
    style: str = "chicago-notes-bibliography-classic",
    locale: str | None = None,
    quotes: Quotes = "double",
    bibliography: Sequence[str] = (),
    numbers: Sequence[int] = (),
    short: bool = False,
    called: Mapping[str, str] = MappingProxyType({}),
    words: Catalogue | None = None,
    cache: Path | None = None,
) -> Citations:
    """Format at once what ``start`` formats beside other work."""
    return start(
        clusters,
        references,
        style=style,
        locale=locale,
        quotes=quotes,
        bibliography=bibliography,
        numbers=numbers,
        short=short,
        called=called,
        words=words,
        cache=cache,
    ).result()


def start(
    clusters: Sequence[Cluster],
    references: Mapping[str, Reference],
    *,
    style: str = "chicago-notes-bibliography-classic",
    locale: str | None = None,
    quotes: Quotes = "double",
    day_first: bool = False,
    bibliography: Sequence[str] = (),
    numbers: Sequence[int] = (),
    short: bool = False,
    called: Mapping[str, str] = MappingProxyType({}),
    words: Catalogue | None = None,
    cache: Path | None = None,
) -> Pending:
    """Begin to format ``clusters``, which are in the order of their notes.

    ``bibliography`` lists works beside those cited. ``locale`` is the language of terms, the
    style's own without it; ``day_first`` then asks for British dates. ``numbers`` are those of the
    notes, if not 1, 2, 3: some styles refer to them. ``short`` gives the first note of a work the
    form of the later ones; ``called`` are the sigla by which notes call works, by key; ``words``
    stand among them. ``cache`` is a folder to keep answers in. ``ReportError`` for an unknown style
    and for references that are not CSL; ``KeyError`` for a key that ``references`` lacks.
    """
    found = styles.find(style, locale=locale, quotes=quotes, day_first=day_first)
    printed = words or Catalogue()
    called = called if found.note else {}
    rest = sigla.without(clusters, called)
    full = [n for n, cluster in enumerate(rest) if cluster]
    request = _request(
        [rest[n] for n in full],
        references,
        found,
        quotes,
        bibliography,
        [numbers[n] for n in full] if numbers else (),
        printed,
        short=short and found.full_first,
    )

    def whole(answer: Citations) -> Citations:
        if not called:
            return answer
        made = dict(zip(full, answer.notes, strict=True))
        american = found.locale == "en-US"
        return replace(
            answer, notes=sigla.notes(clusters, made, called, printed, american=american)
        )

    return Pending(_begun(request, cache and cache / f"{request.digest}.json", whole))


def _begun(
    request: Request, kept: Path | None, whole: Callable[[Citations], Citations]
) -> Future[Citations]:
    """Begin to answer a request, unless its answer is kept; ``whole`` completes the answer."""
    if kept and (answer := _recall(kept)):
        done: Future[Citations] = Future()
        done.set_result(whole(answer))
        return done

    def answered() -> Citations:
        citations = request.answer()
        if kept:
            _keep(kept, citations)
        return whole(citations)

    worker = ThreadPoolExecutor(1, thread_name_prefix="pandoc")
    future = worker.submit(answered)
    worker.shutdown(wait=False)
    return future


# ------------------------------------------------------------------------------------- the request


def _request(
    clusters: Sequence[Cluster],
    library: Mapping[str, Reference],
    style: Style,
    quotes: Quotes,
    bibliography: Sequence[str],
    numbers: Sequence[int],
    words: Catalogue,
    *,
    short: bool,
) -> Request:
    cited = [c.key for cluster in clusters for c in cluster]
    wanted = {key: library[key] for key in dict.fromkeys([*cited, *bibliography])}
    _refuse_unsound(wanted)
    items = [
        item
        for key, reference in wanted.items()
        for item in references.items(key, reference, style, words)
    ]
    order = [*([_KNOWN] if short else []), *(_order(numbers, style) or range(len(clusters)))]
    alone = _lettered_alone(clusters, numbers, style)
    items += [{"id": _LETTERED, "type": "book", "title": _LETTERED}] if _APART in order else []
    items += [
        {**item, "id": f"{item['id']}{_LETTERED}{n}"}
        for n in alone
        for item in items
        if item["id"] in alone[n]
    ]
    document = {
        "pandoc-api-version": pandoc.API,
        "meta": {
            "lang": {"t": "MetaString", "c": style.locale},
            "nocite": {"t": "MetaInlines", "c": [_cite([_citation(i["id"]) for i in items])]},
        },
        "blocks": [
            {"t": "Para", "c": [_cite(cluster)]}
            for cluster in _clusters(clusters, wanted, style, quotes, numbers, order, alone, words)
        ],
    }
    return Request(
        style,
        json.dumps(items, ensure_ascii=False),
        json.dumps(document, ensure_ascii=False),
        tuple(order),
    )


def _order(numbers: Sequence[int], style: Style) -> list[int]:
    """Return the clusters in the order in which citeproc meets them.

    A style that names an earlier note by its number cannot name a lettered one: those come last, so
    that no page note takes them for the first. Before each stands a work that is not printed, or it
    would say “ibid.” of a note on another page.
    """
    lettered = _lettered(numbers, style)
    on_pages = [n for n in range(len(numbers)) if n not in lettered]
    return [*on_pages, *(n for last in sorted(lettered) for n in (_APART, last))]


def _lettered(numbers: Sequence[int], style: Style) -> set[int]:
    """Return the lettered clusters: they have the number of the page note above them."""
    if not style.note or not style.full_first or style.short_titles:
        return set()
    return {n for n in range(len(numbers)) if numbers[n] <= max(numbers[:n], default=0)}


def _lettered_alone(
    clusters: Sequence[Cluster], numbers: Sequence[int], style: Style
) -> dict[int, set[str]]:
    """Return, for each lettered cluster, its works that no page note names: they are full there."""
    lettered = _lettered(numbers, style)
    on_pages = {c.key for n, cluster in enumerate(clusters) if n not in lettered for c in cluster}
    found = {n: {c.key for c in clusters[n]} - on_pages for n in sorted(lettered)}
    return {n: keys for n, keys in found.items() if keys}


def _refuse_unsound(wanted: Mapping[str, Reference]) -> None:
    found = [
        Diagnostic(f"reference `{key}`: {message}", hint=hint)
        for key, reference in wanted.items()
        for _, message, hint in csl.problems(reference)
    ]
    if found:
        raise ReportError(found)


def _clusters(
    clusters: Sequence[Cluster],
    library: Mapping[str, Reference],
    style: Style,
    quotes: Quotes,
    numbers: Sequence[int],
    order: Sequence[int],
    alone: Mapping[int, set[str]],
    words: Catalogue,
) -> Iterator[list[dict[str, Any]]]:
    """Yield each cluster as Pandoc's citations; the first of a work has more to say."""
    times = Counter(cited.key for cluster in clusters for cited in cluster)
    seen: set[str] = set()
    for n in order:
        if n == _APART:
            yield [_citation(_LETTERED)]
            continue
        if n == _KNOWN:
            yield [_citation(key) for key in library]
            seen.update(library)
            continue
        cluster = clusters[n]
        made, searched = [], False
        for place, cited in enumerate(cluster):
            before, after = cited.prefix, ""
            if absent := before.casefold() == sigla.ABSENT:
                before, _ = sigla.absence(words)
            searched = searched or absent
            last = place == len(cluster) - 1
            if style.full_first and cited.key not in seen:
                reference = library[cited.key]
                before = f"{before} {_in_notes(reference, 'opening')}".strip()
                named = style.short_titles and times[cited.key] > 1
                after = _hereafter(reference, words) if named else ""
                after += _closing(_in_notes(reference, "closing"), last=last)
            seen.add(cited.key)
            if searched and last:
                after += f" {sigla.absence(words)[1]}".rstrip()
            if quotes == "single":
                before, after = before.translate(_SINGLE), after.translate(_SINGLE)
            number = numbers[n] if numbers else 0
            key = f"{cited.key}{_LETTERED}{n}" if cited.key in alone.get(n, ()) else cited.key
            made.append(_citation(key, before, _where(cited, style), after, number))
        yield made


def _in_notes(reference: Reference, name: str) -> str:
    return str((reference.get("in-notes") or {}).get(name, ""))


def _hereafter(reference: Reference, words: Catalogue) -> str:
    """Return how the first note names the work from then on; a book in italics, the rest quoted."""
    short = reference.get("short") or reference.get("title-short")
    if not short or not references.is_hereafter(reference):
        return ""
    book = reference.get("type") == "book"
    named = f"{_EMPHASIS}{short}{_EMPHASIS}" if book else words.say("phrase", words=short)
    return f" ({HEREAFTER}{words.say('hereafter', short=named)})"


def _closing(words: str, *, last: bool) -> str:
    """Return the words that close a first note; a sentence of their own if they begin like one."""
    words = words.rstrip(".").replace(".”", "”")
    if not words:
        return ""
    if not words[0].isupper():
        return f"; {words}"
    return f". {words}" if last else f" ({words[0].lower()}{words[1:]})"


def _where(cited: Cited, style: Style) -> str:
    """Return Pandoc's locator: a place goes in braces, and comes out as it went in.

    A comma stands inside the quotation marks in American English alone, as in titles.
    """
    place = (cited.said or cited.place).rstrip(".")
    if style.locale != "en-US":
        place = place.replace(",”", "”,")
    if place:
        return f"{{{', '.join(filter(None, (cited.locator, place)))}}}"
    return f", {cited.locator}" if cited.locator else ""


def _cite(citations: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"t": "Cite", "c": [citations, []]}


def _citation(
    key: str, before: str = "", where: str = "", after: str = "", number: int = 0
) -> dict[str, Any]:
    return {
        "citationId": key,
        "citationPrefix": _words(before),
        "citationSuffix": _words(where + after),
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": number,
        "citationHash": 0,
    }


def _words(text: str) -> list[dict[str, Any]]:
    """Return ``text`` as Pandoc's inlines."""
    made: list[dict[str, Any]] = []
    for n, run in enumerate(text.split(_EMPHASIS)):
        words: list[dict[str, Any]] = []
        for m, word in enumerate(run.split(" ")):
            words += [{"t": "Space"}] if m else []
            words += [{"t": "Str", "c": word}] if word else []
        made += [{"t": "Emph", "c": words}] if n % 2 else words
    return made


# -------------------------------------------------------------------------------------- the answer


def _read(blocks: Sequence[Mapping[str, Any]], request: Request) -> Citations:
    style, american = request.style, request.style.locale == "en-US"
    count = len(request.order)
    set_as = [pandoc.to_html(_note(block)) for block in blocks[:count]]
    in_order = sorted(zip(request.order, set_as, strict=True))
    printed = [words for n, words in in_order if n >= 0]
    entries = []
    for div in blocks[-1]["c"][1] if len(blocks) > count else ():
        (name, _, _), children = div["c"]
        key = name.removeprefix("ref-")
        entry = pandoc.to_html(children).strip()
        if entry and _LETTERED not in key:
            entries.append((key, entry))
    doubles = {k.removesuffix(BIBLIOGRAPHY) for k, _ in entries if k.endswith(BIBLIOGRAPHY)}
    mend = correction.entry if style.note else correction.citation
    form = correction.note if style.note else correction.citation
    set_right = [
        eastern.punctuated(form(text, american=american), style.locale) for text in printed
    ]
    return Citations(
        notes=tuple(set_right) if style.note else (),
        in_text=() if style.note else tuple(set_right),
        bibliography=tuple(
            (
                key.removesuffix(BIBLIOGRAPHY),
                eastern.punctuated(mend(entry, american=american), style.locale),
            )
            for key, entry in entries
            if key not in doubles
        ),
        note_style=style.note,
        american=american,
    )


def _note(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the inlines of the note that citeproc made of a cluster, or of the text citation."""
    cite: Mapping[str, Any] = node["c"][0]
    inlines: list[Mapping[str, Any]] = cite["c"][1]
    note = next((i for i in inlines if i["t"] == "Note"), None)
    return list(note["c"]) if note else inlines


# --------------------------------------------------------------------------------------- the cache


def _recall(path: Path) -> Citations | None:
    """Return the answer kept at ``path``; one that is damaged is none."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        answer = Citations(
            notes=tuple(map(_text, kept["notes"])),
            in_text=tuple(map(_text, kept["in_text"])),
            bibliography=tuple((_text(key), _text(entry)) for key, entry in kept["bibliography"]),
            note_style=bool(kept["note_style"]),
            american=bool(kept["american"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    with suppress(OSError):
        os.utime(path)
    return answer


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value


def _keep(path: Path, answer: Citations) -> None:
    """Keep ``answer``, and drop the oldest beyond ``_KEPT``; a read-only folder keeps nothing."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
        ) as file:
            json.dump(asdict(answer), file, ensure_ascii=False)
        Path(file.name).replace(path)
        by_age = sorted(path.parent.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in by_age[_KEPT:]:
            old.unlink(missing_ok=True)
