"""Who issued the briefing and when: content comes in, what the PDF says of itself goes out."""

from . import prose
from .citations import exchange
from .content import Content
from .press import xmp
from .press.attachments import Attachment


def metadata(content: Content) -> xmp.Metadata:
    """Return the file's metadata; its dates come from the content, never from a clock."""
    model = content.briefing
    return xmp.Metadata(
        title=prose.plain(model.title),
        authors=tuple(map(str, model.authors)) or (prose.plain(model.issued_by),),
        language=model.language,
        subject=model.subject or prose.plain(model.standfirst),
        keywords=model.keywords,
        rights=model.licence.name,
        rights_url=model.licence.url or "",
        date=model.edition_date,
    )


def attachments(content: Content) -> tuple[Attachment, ...]:
    """Return the files that the briefing wants inside its PDF, in a fixed order."""
    files: list[Attachment] = []
    if "content" in content.briefing.attach:
        for text in (content.source, *content.library.sources.values()):
            what = "The briefing" if text is content.source else "A source document"
            files.append(
                Attachment(
                    text.path.name,
                    text.text.encode(),
                    "application/yaml",
                    "Source",
                    f"{what} as written, from which this file was made",
                )
            )
    if "references" in content.briefing.attach:
        items = exchange.write(content.library.items, "csl-json")
        files.append(
            Attachment(
                "references.json",
                items.encode(),
                "application/vnd.citationstyles.csl+json",
                "Data",
                "The sources of this briefing as CSL-JSON",
            )
        )
    return tuple(files)
