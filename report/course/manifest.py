"""Resources and a briefing come in; the manifest of a cartridge, a topic or a link goes out."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import entities

from ..content.briefing import Briefing
from ..text.inline import plain

CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
TOPIC = "http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"
LINK = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_PROFILE = "http://www.imsglobal.org/profile/cc/ccv1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NO_TAG = str.maketrans("<>", "‹›")  # Moodle makes a short name of a title: without its spaces
_LONGEST = 200  # letters of a title: what it is, as “(web page)”, is added
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of the package: its id, its type, where it lies, its title, what it needs."""

    id: str
    type: str
    href: str
    title: str
    needs: tuple[str, ...] = ()


def fitting(words: str) -> str:
    """Return a title as long as importers have room for: Moodle refuses one of 256 letters."""
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.–") + "…"


def escaped(words: str) -> str:
    """Return the words of a text for XML, so that importers keep them.

    Moodle reads texts twice: it takes `<quay>` for a tag, and drops it or refuses the package.

    >>> escaped("In Hull <quay>"), escaped("p <0.05")
    ('In Hull ‹quay›', 'p &lt; 0.05')
    """
    tagged = re.search(r"(?s)<.*>", words)
    apart = words.translate(_NO_TAG) if tagged else re.sub(r"<(?=\S)", "< ", words)
    return xml(re.sub(r"&(?=(#\w+|\w+);)", _not_read_again, apart))


def _not_read_again(found: re.Match[str]) -> str:
    name = f"{found[1]};"
    return "& " if name[0] == "#" or name in entities.html5 else found[0]


def xml(text: str) -> str:
    """Return a text for XML; what XML cannot hold is left out."""
    kept = "".join(c for c in text if c in "\t\n\r" or ord(c) >= 0x20)
    return html.escape(kept.replace("\ufffe", "").replace("\uffff", ""), quote=True)


def topic(title: str, body: str) -> str:
    """Return a topic for discussion; ``body`` is HTML."""
    return (
        f'{HEAD}<topic xmlns="{TOPIC}"><title>{escaped(title)}</title>'
        f'<text texttype="text/html">{xml(body)}</text></topic>\n'
    )


def link(title: str, url: str) -> str:
    """Return a link of the web."""
    return (
        f'{HEAD}<webLink xmlns="{LINK}"><title>{escaped(title)}</title>'
        f'<url href="{xml(url)}" target="_blank"/></webLink>\n'
    )


def write(
    briefing: Briefing,
    folders: Sequence[tuple[str, Sequence[Resource]]],
    rest: Sequence[Resource],
    course: str = "",
) -> str:
    """Return the manifest: folders of items, and the resources, ``rest`` without an item.

    ``course`` is the course that the briefing is read in, on one line. The root has no title, and
    no folder is empty: importers stumble over either.
    """
    shown = [(name, items) for name, items in folders if items]
    tree = "".join(
        f'<item identifier="I_folder_{n}"><title>{escaped(name)}</title>'
        + "".join(
            f'<item identifier="{one.id}_item" identifierref="{one.id}">'
            f"<title>{escaped(one.title)}</title></item>"
            for one in items
        )
        + "</item>\n"
        for n, (name, items) in enumerate(shown, start=1)
    )
    resources = "".join(map(_resource, [r for _, items in shown for r in items] + list(rest)))
    return (
        f'{HEAD}<manifest identifier="I_manifest" xmlns="{CP}" xmlns:lomimscc="{LOM}"'
        f' xmlns:xsi="{_XSI}" xsi:schemaLocation="{CP} {_PROFILE}/ccv1p1_imscp_v1p2_v1p0.xsd'
        f' {LOM} {_PROFILE}/LOM/ccv1p1_lommanifest_v1p0.xsd">\n'
        "<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>"
        f"{_lom(briefing, course)}</metadata>\n"
        '<organizations><organization identifier="I_organization" structure="rooted-hierarchy">'
        f'<item identifier="I_root">\n{tree}</item></organization></organizations>\n'
        f"<resources>\n{resources}</resources>\n</manifest>\n"
    )


def _resource(resource: Resource) -> str:
    named = f' href="{resource.href}"' if resource.type == "webcontent" else ""
    needs = "".join(f'<dependency identifierref="{need}"/>' for need in resource.needs)
    return (
        f'<resource identifier="{resource.id}" type="{resource.type}"{named}>'
        f'<file href="{resource.href}"/>{needs}</resource>\n'
    )


def _lom(briefing: Briefing, course: str) -> str:
    """Return the metadata; ``source`` may not stand beside ``value`` in the manifest's profile."""

    def words(name: str, text: str) -> str:
        language = f'language="{escaped(briefing.language)}"'
        inner = f"<lomimscc:string {language}>{escaped(text)}</lomimscc:string>"
        return f"<lomimscc:{name}>{inner}</lomimscc:{name}>"

    licence = briefing.licence
    rights = " ".join(
        filter(None, [licence.name, licence.url, licence.credit and plain(licence.credit)])
    )
    keywords = "".join(words("keyword", keyword) for keyword in briefing.keywords)
    card = f"BEGIN:VCARD VERSION:3.0 FN:{plain(briefing.issued_by)} END:VCARD"
    return (
        "<lomimscc:lom><lomimscc:general>"
        + words("title", fitting(plain(briefing.title)).translate(_NO_TAG))
        + f"<lomimscc:language>{escaped(briefing.language)}</lomimscc:language>"
        + words("description", plain(briefing.standfirst))
        + (words("description", course) if course else "")
        + keywords
        + "</lomimscc:general><lomimscc:lifeCycle><lomimscc:contribute>"
        "<lomimscc:role><lomimscc:value>publisher</lomimscc:value></lomimscc:role>"
        f"<lomimscc:entity>{escaped(card)}</lomimscc:entity><lomimscc:date>"
        f"<lomimscc:dateTime>{briefing.edition_date.isoformat()}</lomimscc:dateTime>"
        "</lomimscc:date></lomimscc:contribute></lomimscc:lifeCycle><lomimscc:rights>"
        "<lomimscc:copyrightAndOtherRestrictions><lomimscc:value>yes</lomimscc:value>"
        "</lomimscc:copyrightAndOtherRestrictions>"
        + words("description", rights)
        + "</lomimscc:rights></lomimscc:lom>"
    )
