"""Tags of languages and addresses, as a file may write them; out comes what is wrong with one."""

import re
from typing import Annotated

from pydantic import AfterValidator

TAG = r"^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})*$"
ADDRESS = r"^(?i:https?://|mailto:|doi:)[^\s]+$"
TAG_WANTED = "a tag of a language is wanted here: en-GB, ru, pt-BR"
ADDRESS_WANTED = "an address is wanted here that begins with https://, http://, mailto: or doi:"

_NAMES = {
    **{"arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl"},
    **{"english": "en", "finnish": "fi", "french": "fr", "german": "de", "greek": "el"},
    **{"hungarian": "hu", "italian": "it", "japanese": "ja", "norwegian": "nb", "persian": "fa"},
    **{"polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "swedish": "sv"},
    **{"tajik": "tg", "turkish": "tr", "ukrainian": "uk", "uzbek": "uz"},
}
_REGIONS = {"UK": "GB", "EN": "GB"}  # as people write them, and as ISO 3166 does

# The languages that the locales of CSL are in.
_CSL = """
af ar bal bg bn brl ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk
km kn ko la li lij lt lv mn mr ms nb nl nn no pa pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur uz
vi zh
"""


def fault(tag: str) -> str | None:
    """Return a sentence on what is no tag of a language, None where it is one (RFC 5646)."""
    if meant := _NAMES.get(tag.strip().lower()):
        return f"a tag of a language is wanted here: `{meant}` for {tag}"
    if not re.match(TAG, tag):
        return TAG_WANTED
    first, *rest = tag.split("-")
    for part in rest:
        if meant := _REGIONS.get(part.upper()):
            return f"there is no region `{part}`: write `{first}-{meant}`"
    return None


def is_address(text: str) -> bool:
    """Say whether a text is an address that a link may have: of a page, a mailbox or a DOI."""
    return re.match(ADDRESS, text.strip()) is not None


def _tag(text: str) -> str:
    if found := fault(text):
        raise ValueError(found)
    return text


def _locale(text: str) -> str:
    if not can_cite(_tag(text)):
        raise ValueError(f"citations cannot be set in the language `{text}`; leave `locale` out")
    return text


def can_cite(tag: str) -> bool:
    """Say whether CSL has the terms of citations in the language of a tag."""
    return tag.partition("-")[0].lower() in _CSL.split()


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError(ADDRESS_WANTED)
    return text


Tag = Annotated[str, AfterValidator(_tag)]
Locale = Annotated[str, AfterValidator(_locale)]
Address = Annotated[str, AfterValidator(_address)]
