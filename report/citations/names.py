"""The names in a field of BibTeX come in; names of CSL go out, particles kept with the family name.

Names are parted by bibtexparser, by BibTeX's own rules; BibLaTeX's extended form, ``family=Gogh,
given=Vincent, prefix=van``, is read here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from . import tex

_Name = dict[str, str]

OTHERS = "others"
_EXTENDED = re.compile(r"^\s*[{\"]?\s*(?:family|given|prefix|suffix)(?:-i)?\s*=")
_PART = re.compile(r"\s*[{\"]?\s*(family|given|prefix|suffix|useprefix|\w+-i)\s*=\s*(.*)$", re.S)
_LAST_FIRST = re.compile(r"[^;,]+,[^;,]+(?:;[^;,]+,[^;,]+)+;?")


def read(field: str) -> list[_Name]:
    """Return the names in a field; ``and others`` is a name that is ``others``."""
    if not field.strip():
        return []
    from bibtexparser.middlewares.names import split_multiple_persons_names

    field = " ".join(field.split())
    if " and " not in field and _LAST_FIRST.fullmatch(field):  # parted as RIS and CSV part them
        field = " and ".join(filter(None, (part.strip() for part in field.split(";"))))
    found = [name for one in split_multiple_persons_names(field) if (name := _name(one))]
    return _turned(found) if "," not in field else found


def _turned(found: list[_Name]) -> list[_Name]:
    """Return names the right way round that all stand as PubMed has them: Shade AB, Stopnisek N."""
    persons = [name for name in found if "literal" not in name]
    if len(persons) < 2 or not all(_is_turned(name) for name in persons):
        return found
    return [
        {"family": name["given"], "given": name["family"]} if "literal" not in name else name
        for name in found
    ]


def _is_turned(name: _Name) -> bool:
    given = name.get("given", "")
    initials = re.fullmatch(r"[A-Z]{1,3}", name["family"])
    return bool(initials and name.keys() == {"family", "given"} and re.search("[a-z]", given))


def is_rest(written: str) -> bool:
    """Say whether words in the place of a name stand for all the others."""
    return bool(re.fullmatch(r"\W*(?:\.{2,}|…|et\.? al\b\.?|others)\W*", written))


def _name(written: str) -> _Name | None:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if is_rest(written):
        return {"literal": OTHERS}
    written = written.strip(" ,;") if not written.endswith("}") else written.strip()
    if _EXTENDED.match(written):
        return _extended(written)
    if _is_braced(written):
        whole = _said([written])
        return {"literal": whole} if whole else None
    parts = parse_single_name_into_parts(written, strict=False)
    von, last = list(parts.von), list(parts.last)
    if von and _said(von[:1])[:1].isupper():  # López de Molina: no particle begins it
        von, last = [], [*von, *last]
    made = {
        "family": _said(last),
        "given": _said(parts.first),
        "non-dropping-particle": _said(von),
        "suffix": _said(parts.jr),
    }
    made = {part: words for part, words in made.items() if words}
    if "family" not in made or made == {"family": OTHERS}:
        return {"literal": " ".join(made.values())} if made else None
    return made


def _said(words: Sequence[str]) -> str:
    return tex.bare(tex.text(" ".join(words))).replace("\u00a0", " ").strip()


def _is_braced(written: str) -> bool:
    """Say whether one pair of braces is around it all."""
    if not (written.startswith("{") and written.endswith("}")) or written.startswith("{\\"):
        return False
    depth = 0
    for mark in re.finditer(r"\\.|[{}]", written, re.S):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0 and mark.end() < len(written):
            return False
    return depth == 0


def _extended(written: str) -> _Name | None:
    found: dict[str, str] = {}
    for part in _parts(written):
        if one := _PART.match(part):
            found[one[1]] = one[2].strip().strip('"')
    given = {
        "family": found.get("family", ""),
        "given": found.get("given", ""),
        "non-dropping-particle": found.get("prefix", ""),
        "suffix": found.get("suffix", ""),
    }
    made = {part: said for part, words in given.items() if (said := _said([words]))}
    if made and "family" not in made:
        return {"literal": " ".join(made.values())}
    return made or None


def _parts(written: str) -> Iterator[str]:
    """Yield what commas part, outside of braces and quotation marks."""
    depth, quoted, start = 0, False, 0
    for number, sign in enumerate(written):
        if sign == '"':
            quoted = not quoted
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "," and depth <= 0 and not quoted:
            yield written[start:number]
            start = number + 1
    yield written[start:]


def mend(value: Any) -> list[_Name]:
    """Return names as other programs write them in JSON, as CSL has them; what is empty goes."""
    if isinstance(value, str | Mapping):
        value = [value]
    if not isinstance(value, list):
        return []
    return [name for one in value if (name := _mended(one))]


def _mended(one: Any) -> _Name | None:
    if isinstance(one, str):
        return {"literal": one.strip()} if one.strip() else None
    if not isinstance(one, Mapping):
        return None
    known = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal")
    made = {
        part: " ".join(str(one[part]).split())
        for part in known
        if isinstance(one.get(part), str | int) and str(one[part]).strip()
    }
    for other in (
        "name",
        "lastName",
        "last",
        "organization",
    ):  # of Crossref, Zotero and citation.js
        if not ({"family", "literal"} & made.keys()) and isinstance(one.get(other), str):
            made["literal" if other in ("name", "organization") else "family"] = one[other].strip()
    if "given" not in made and isinstance(one.get("firstName"), str):
        made["given"] = one["firstName"].strip()
    if "family" in made:
        made.pop("literal", None)
        return made
    if "literal" in made:
        return {"literal": made["literal"]} if made["literal"] else None
    words = " ".join(made.values())
    return {"literal": words} if words else None
