"""Licences of a briefing and its documents come in; out, names and addresses that do not fit."""

from collections.abc import Iterator

from ..content import licences
from ..content.document import Licence
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic
from .check import Check
from .evidence.reading import Reading


def examine(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each name that is nearly one of SPDX's, and each address of another licence."""
    yield from _of(reading.briefing.licence, reading.source)
    for key, doc in reading.library.documents.items():
        if doc.licence is not None:
            yield from _of(doc.licence, reading.library.sources[key])


def _of(licence: Licence, source: YamlFile) -> Iterator[Diagnostic]:
    named = licences.spdx(licence.name)
    if named is None and (near := licences.nearly(licence.name)):
        message = f"there is no licence “{licence.name}” in the list of SPDX"
        hint = f"did you mean {' or '.join(near)}?"
        yield Diagnostic(message, source.at(("licence", "name")), hint)
    there = licences.at(str(licence.url)) if licence.url else None
    if there and named and there != named:
        message = f"the address is that of {licences.printed(there)}, not of {licence.name}"
        hint = "catalogues go by the address, readers by the name: mend one of the two"
        yield Diagnostic(message, source.at(("licence", "url")), hint)


CHECK = Check(
    "licences",
    "A licence goes by its name in the list of SPDX, and its address is that of the same licence.",
    examine,
)
