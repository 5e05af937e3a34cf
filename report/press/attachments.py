"""Files in; out, files inside a PDF, each with its relationship to it and a description."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from .xmp import Metadata

Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be kept with the document; ``relationship`` is one of ISO 32000-2, table 43."""

    name: str
    data: bytes
    media_type: str
    relationship: Relationship
    description: str


def own_reference(metadata: Metadata) -> Attachment:
    """Return how the document itself is cited, as CSL-JSON.

    PDF/A-4f is for files that hold files, and one without any is no PDF/A-4f (ISO 19005-4, 6.9). So
    a document that has nothing else attached has this.
    """
    item: dict[str, Any] = {
        "id": "this-document",
        "type": "report",
        "title": metadata.title,
        "author": [{"literal": author} for author in metadata.authors],
        "language": metadata.language,
        "abstract": metadata.subject,
        "keyword": ", ".join(metadata.keywords),
    }
    if metadata.date is not None:
        day = metadata.date
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    told = {key: value for key, value in item.items() if value}
    return Attachment(
        name="this-document.json",
        data=json.dumps([told], ensure_ascii=False, indent=2).encode() + b"\n",
        media_type="application/vnd.citationstyles.csl+json",
        relationship="Supplement",
        description="How this document is cited, as CSL-JSON",
    )


def embed(pdf: Pdf, attachments: Sequence[Attachment], moment: str) -> None:
    """Embed files, in their order; ``moment`` is a date of PDF for all of them, or ""."""
    if len({a.name for a in attachments}) != len(attachments):
        raise ValueError("two attachments have one name")
    if not attachments:
        return
    found = [(a.name, pdf.make_indirect(_specification(pdf, a, moment))) for a in attachments]
    pdf.Root.AF = Array([specification for _, specification in found])
    names = Array()
    for name, specification in sorted(found, key=lambda pair: pair[0].encode()):
        names.append(String(name))
        names.append(specification)
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(Dictionary(Names=names)))


def attached(pdf: bytes, attachments: Sequence[Attachment], moment: str) -> bytes:
    """Return a finished file with more files in it."""
    if not attachments:
        return pdf
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        embed(opened, attachments, moment)
        opened.save(target, deterministic_id=True)
    return target.getvalue()


def _specification(pdf: Pdf, attachment: Attachment, moment: str) -> Dictionary:
    stream = Stream(pdf, attachment.data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name("/" + attachment.media_type)
    checksum = hashlib.md5(attachment.data, usedforsecurity=False).digest()  # ISO 32000-1 asks it
    stream.Params = Dictionary(Size=len(attachment.data), CheckSum=String(checksum))
    if moment:
        stream.Params.CreationDate = stream.Params.ModDate = String(moment)
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        Desc=String(attachment.description),
        AFRelationship=Name("/" + attachment.relationship),
        EF=Dictionary(F=stream, UF=stream),
    )
