"""A briefing comes in; what catalogues of learning material read of it goes out, as JSON-LD."""

import json
from typing import Any

from ..content import Content
from ..content.blocks import Objectives
from ..content.briefing import Briefing
from ..content.course import CourseFile
from ..text.inline import plain

_FEATURES = [
    *("tableOfContents", "structuralNavigation", "alternativeText", "longDescription"),
    *("readingOrder", "displayTransformability", "index", "ARIA"),
]


def record(read: Content) -> dict[str, Any]:
    """Return the record: schema.org's LearningResource."""
    model = read.briefing
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": plain(model.title),
        "description": plain(model.standfirst),
        "learningResourceType": plain(model.series),
        "inLanguage": model.language,
        "license": model.licence.url or model.licence.name,
        "datePublished": model.edition_date.isoformat(),
        "publisher": {"@type": "Organization", "name": plain(model.issued_by)},
        "isAccessibleForFree": True,
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": [{"@type": "ItemList", "itemListElement": ["textual"]}],
        "accessibilityFeature": _FEATURES,
        "accessibilityHazard": "none",
        "accessibilitySummary": model.catalogue.say("web-accessibility"),
        "isBasedOn": [_source(read, key) for key in read.library.documents],
    }
    if model.keywords:
        found["keywords"] = list(model.keywords)
    if model.subject:
        found["about"] = model.subject
    if model.audience:
        found["audience"] = {"@type": "Audience", "audienceType": plain(model.audience)}
    if model.authors:
        found["author"] = [_author(author) for author in model.authors]
    taught = [plain(item) for block in _objectives(model) for item in block.items]
    taught += [plain(item) for item in (read.course.file.objectives if read.course else ())]
    if taught:
        found["teaches"] = taught
    if read.course:
        found |= _course(read.course.file)
    return found


def _course(file: CourseFile) -> dict[str, Any]:
    """Return the course that the briefing is read in, and how long the reading takes."""
    course: dict[str, Any] = {"@type": "Course", "name": plain(file.course)}
    if file.institution:
        provider = {"@type": "Organization", "name": plain(file.institution)}
        course["provider"] = provider
    found: dict[str, Any] = {"isPartOf": course}
    if file.reading_time:
        found["timeRequired"] = f"PT{file.reading_time}M"
    return found


def script(read: Content) -> str:
    """Return the record as the text of a script element, in which nothing ends the element."""
    text = json.dumps(record(read), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _objectives(model: Briefing) -> list[Objectives]:
    return [block for block in model.blocks() if isinstance(block, Objectives)]


def _author(author: Any) -> dict[str, str]:
    return {"@type": "Organization" if author.literal else "Person", "name": str(author)}


def _source(read: Content, key: str) -> dict[str, str]:
    doc = read.library.documents[key]
    found = {"@type": "CreativeWork", "name": str(doc.reference.get("title") or plain(doc.short))}
    if doc.licence:
        found["license"] = doc.licence.url or doc.licence.name
    if doc.located:
        found["url"] = str(doc.located)
    return found
