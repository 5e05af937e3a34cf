"""Who issued the briefing and when: content comes in, what the PDF says of itself goes out."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..citations import exchange
from ..citations.references import Reference
from ..content import Content, editions
from ..content.briefing import Briefing
from ..press import xmp
from ..text import inline

if TYPE_CHECKING:
    from ..press.attachments import Attachment

_ARTICLES = ("a", "an", "the")


def metadata(content: Content) -> xmp.Metadata:
    """Return the file's metadata; its dates come from the content, never from a clock."""
    model = content.briefing
    return xmp.Metadata(
        title=inline.plain(model.title),
        authors=tuple(map(str, model.authors)) or (inline.plain(model.issued_by),),
        language=model.language,
        subject=model.subject or inline.plain(model.standfirst),
        keywords=model.keywords,
        rights=model.licence.name,
        rights_url=model.licence.url or "",
        date=model.edition_date,
    )


def attachments(content: Content) -> "tuple[Attachment, ...]":
    """Return the files that the briefing wants inside its PDF, in a fixed order."""
    from ..press.attachments import Attachment

    files: list[Attachment] = []
    say = content.briefing.catalogue.say
    if "content" in content.briefing.attach:
        for text in (content.source, *content.library.sources.values()):
            what = "briefing" if text is content.source else "document"
            description = say(f"attached-{what}")
            own = editions.written(text, content.briefing) if what == "briefing" else None
            if own is not None:
                name, data = text.path.name, own.encode()
                files.append(Attachment(name, data, "application/yaml", "Source", description))
                continue
            for file in text.files:
                name = _relative(file.path, content.source.path.parent, text.path.parent)
                data = file.text.encode()
                files.append(Attachment(name, data, "application/yaml", "Source", description))
    if "references" in content.briefing.attach:
        items = exchange.write(content.library.items, "csl-json")
        files.append(
            Attachment(
                "references.json",
                items.encode(),
                "application/vnd.citationstyles.csl+json",
                "Data",
                say("attached-references"),
            )
        )
    return tuple(files)


def _relative(path: Path, briefing: Path, beside: Path) -> str:
    """Return the name of an attached file: of one that is included, with its folder."""
    if path.parent == beside or not path.is_relative_to(briefing):
        return path.name
    return path.relative_to(briefing).as_posix().replace("/", "-")


def own_record(briefing: Briefing) -> dict[str, Reference]:
    """Return the record of the briefing itself, by the key under which it may be cited.

    Who issued it publishes it, and stands for an author where none is named.
    """
    issuer = inline.plain(briefing.issued_by)
    authors = [author.model_dump(exclude_none=True) for author in briefing.authors]
    title = inline.plain(briefing.title)
    words = [word for word in re.findall(r"\w+", title.lower()) if word not in _ARTICLES]
    return {
        "-".join(words[:4]): {
            "type": "report",
            "author": authors or [{"literal": issuer}],
            "title": title,
            "genre": inline.plain(briefing.series),
            **({"publisher": issuer} if authors else {}),
            "issued": briefing.edition_date.isoformat(),
            "language": briefing.language,
        }
    }
