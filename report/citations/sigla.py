"""Notes that call a document by its siglum: clusters and formatted notes come in, notes go out.

A siglum is no form that a citation style has: what has one is set here, and the style formats the
other works of the note. P, “Accord implemented,” ¶ 2; Burton, *Conflict*, 4.
"""

from collections.abc import Mapping, Sequence
from html import escape

from ..text import eastern
from ..text.catalogue import Catalogue
from . import correction
from .cited import Cited, Cluster

_GAP = "\ue000"
ABSENT = "not in"  # written before works that were searched, and do not have what is said


def without(clusters: Sequence[Cluster], sigla: Mapping[str, str]) -> tuple[Cluster, ...]:
    """Return the clusters without the works that have a siglum; one may be empty."""
    return tuple(tuple(c for c in cluster if c.key not in sigla) for cluster in clusters)


def notes(
    clusters: Sequence[Cluster],
    others: Mapping[int, str],
    sigla: Mapping[str, str],
    words: Catalogue,
    *,
    american: bool,
) -> tuple[str, ...]:
    """Return the notes as printed; ``others`` is what the style made of works without siglum."""
    return tuple(
        _note(cluster, others.get(number, ""), sigla, words, american=american)
        for number, cluster in enumerate(clusters)
    )


def _note(
    cluster: Cluster, others: str, sigla: Mapping[str, str], words: Catalogue, *, american: bool
) -> str:
    own = [cited for cited in cluster if cited.key in sigla]
    if not own:
        return others
    if own[0].prefix.casefold() == ABSENT:
        parts = [_absent([_siglum(sigla[cited.key]) for cited in own], words)]
    else:
        parts = [_one(cited, sigla[cited.key]) for cited in own]
    if others:
        parts.append(others.rstrip("."))
    html = "; ".join(parts)
    html = correction.note(html[0].upper() + html[1:], american=american)
    return eastern.punctuated(html, words.language)


def _one(cited: Cited, siglum: str) -> str:
    prefix = f"{escape(cited.prefix, quote=False)} " if cited.prefix else ""
    where = filter(None, (cited.locator, cited.said or cited.place))
    return prefix + ", ".join([_siglum(siglum), *(escape(w, quote=False) for w in where)])


def absence(words: Catalogue) -> tuple[str, str]:
    """Return what is said before and after documents that do not have what is said."""
    before, _, after = words.say("absent", documents=_GAP).partition(_GAP)
    return before.strip(), after.strip()


def _absent(sigla: Sequence[str], words: Catalogue) -> str:
    """Return what is said of documents that were searched: not in A, R or P."""
    *rest, last = sigla
    listed = words.say("either", documents=", ".join(rest), last=last) if rest else last
    return words.say("absent", documents=listed)


def _siglum(siglum: str) -> str:
    return f'<span class="siglum">{escape(siglum)}</span>'
