"""Addresses and DOIs as people and programs write them come in; whole ones go out."""

import re

from ..text import language

_WHOLE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_INSIDE = re.compile(r"(?:https?|ftp)://[^\s<>\"]+", re.I)
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)
_HOST = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/|$))\S*$", re.I)


def url(written: str) -> str:
    """Return a whole address that a link may have; empty where ``written`` is none.

    >>> url("www.example.org/a"), url("10.1000/xyz"), url("+ http://a.org"), url("NA")
    ('https://www.example.org/a', 'https://doi.org/10.1000/xyz', 'http://a.org', '')
    """
    found = _meant(written.strip().strip("<>"))
    return found if language.is_address(found) else ""


def _meant(written: str) -> str:
    if _WHOLE.fullmatch(written):
        return written
    if found := _INSIDE.search(written):
        rest = written[found.end() :].strip()
        whole = found.start() == 0 and rest and not _INSIDE.search(rest) and "/" in rest
        return written.replace(" ", "%20") if whole else found[0].rstrip(",;")
    if found := re.fullmatch(r"(?:doi:\s*)?(10\.\d{4,}/\S+)", written, re.I):
        return f"https://doi.org/{found[1]}"
    return f"https://{written.lstrip('/')}" if _HOST.match(written.lstrip("/")) else ""


def doi(written: str) -> str:
    """Return a DOI without the address of its resolver."""
    return _DOI.sub("", written.strip())
