# ruff: noqa: S704  (HTML that templates wrote, and text that is escaped where it is made)
"""Filled pages come in, one HTML file goes out: sections, evidence, typefaces, sheet and script.

Nothing is fetched and no script is needed: a policy in the page forbids every request, and every
script but the page's own.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from markupsafe import Markup

from .. import files, limits
from ..content import Content
from ..errors import Diagnostic
from ..machine import installed
from ..notes import Notes
from ..page import drawing
from ..page.theme import Theme
from ..page.view import Views
from ..text.catalogue import Catalogue
from ..text.inline import plain
from . import dom, evidence, fonts, linked, slimming
from .evidence import Evidence
from .sections import Sections

LARGEST = 500_000  # bytes of a page; a larger one is advised of

_TEMPLATE, _SHEET, _SCRIPT = "web.html.jinja", "web.css", "web.js"
_BETWEEN = (
    re.compile(  # white space that nobody sees, after the end of what stands in lines of its own
        r"(</(?:li|ul|ol|p|div|tr|td|th|tbody|thead|table|section|article|dl|dd|dt|h\d)>)\s+(?=<)"
    )
)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_STATUSES = ("stated", "attributed", "passive", "caption", "heading", "meta")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A finished page: its bytes, and how many notes, claims and facts it has."""

    data: bytes
    notes: int
    claims: int
    facts: int
    warnings: tuple[Diagnostic, ...] = ()


def page(
    read: Content,
    notes: Notes,
    views: Views,
    filled: Sequence[str],
    theme: Theme,
    documents: Path | None = None,
    pdf: str = "",
) -> WebPage:
    """Return the page; ``documents`` is a folder with the reader's copies of the documents.

    ``pdf`` is the name of the PDF that will lie beside the page, and is linked.
    """
    shown = Sections(read, notes, drawing.sheet(theme))
    for part in filled:
        for section in list(dom.read(part)):
            shown.add(section)
    held = evidence.shown(read, shown.claims, documents)
    shown.lead_to(held)
    data = _whole(read, views, shown, held, theme, pdf).encode()
    doubts = (*held.doubts, *_large(data, read), *_private(held, read))
    return WebPage(data, shown.notes, len(shown.claims), held.facts, doubts)


def _whole(
    read: Content, views: Views, shown: Sections, held: Evidence, theme: Theme, pdf: str
) -> str:
    """Return the page as text: filled first, then its typefaces cut to the words that it has."""
    own = Theme.load().for_web()
    script = files.read_text(own.file(_SCRIPT), limits.THEME_BYTES).strip()
    template = own.environment().get_template(_TEMPLATE)
    say = read.briefing.catalogue
    go, sheets = _anchors(shown), _sheets(theme)
    large = [e for s in shown.done for e in s.iter() if e.tag in ("h1", "h2", "dt")]
    has_title = any(dom.has(e, "title") for e in large if e.tag == "h1")
    titles = "".join(map(dom.words, large)) + plain(read.briefing.title)
    titles += say.say("web-evidence") + _sigla(held)
    slimming.letters(shown.done)
    ours = installed.bundled("templates")
    bare = all(folder.resolve().is_relative_to(ours) for folder in theme.chain)
    if bare:
        slimming.names(shown.done, slimming.named(sheets, script))
    text = template.render(
        briefing=views.metadata(),
        words=say.plain,
        body=Markup("\n".join(map(dom.write, shown.done))),
        contents=_contents(shown, read),
        has_title=has_title,
        go=go,
        pdf=pdf,
        held=held,
        told=_told(held, say),
        linked=Markup(linked.script(read)),
        policy=base64.b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode(),
        sheet=Markup("@sheet@"),
        script=Markup("@script@"),
    )
    text = slimming.text(_BETWEEN.sub(r"\1", re.sub(r"\n\s*\n+", "\n", text)))
    slanted = plain(read.briefing.running_title or read.briefing.title) + _slanted(text)
    sheets = slimming.rules(sheets, text + script) if bare else sheets
    faces = fonts.rules(_printed(text) + _of_the_panel(say), titles, slanted)
    sheet = faces + "\n" + sheets + fonts.fallbacks()
    return text.replace("@sheet@", sheet.replace("</", "<\\/"), 1).replace("@script@", script, 1)


def _sheets(theme: Theme) -> str:
    """Return the page's style sheets, the author's own last, on one line and without comments."""
    found = [folder / _SHEET for folder in reversed(theme.chain) if (folder / _SHEET).is_file()]
    text = "\n".join(files.read_text(path, limits.THEME_BYTES) for path in found)
    text = re.sub(r"\s+", " ", _COMMENT.sub("", text)).strip()
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(": ", ":").replace(";}", "}")


def _printed(text: str) -> str:
    """Return the letters that a page shows."""
    return re.sub(r"(?s)<(style|script).*?</\1>|<[^>]*>", " ", text)


def _of_the_panel(say: Catalogue) -> str:
    """Return the words that the script prints, which stand in its attributes."""
    names = ("previous", "next", "close", "others", "no-others", "whole-passage", "evidence")
    return "".join(say.say(f"web-{name}") for name in names)


def _slanted(text: str) -> str:
    """Return the letters that are set in italics, of tags too: there they are few."""
    return "".join(found[2] for found in re.finditer(r"(?s)<(em|i|cite|dfn|var)\b(.*?)</\1>", text))


def _sigla(held: Evidence) -> str:
    return "".join(document.siglum for document in held.documents)


def _contents(shown: Sections, read: Content) -> list[SimpleNamespace]:
    """Return the sections with a title, for a briefing that has no list of its own."""
    heads = [
        (section, next((e for e in section.iter() if e.tag == "h2"), None))
        for section in shown.done
    ]
    return [
        SimpleNamespace(anchor=section.get("id") or "", title=dom.words(head))
        for section, head in heads
        if head is not None and section.get("id")
    ]


def _anchors(shown: Sections) -> SimpleNamespace:
    """Return where the bar at the head of the page leads, "" to what is not there."""
    found = {"contents": "", "exhibits": ""}
    for element in (e for section in shown.done for e in section.iter() if e.tag == "nav"):
        name = "exhibits" if dom.has(element, "exhibits-list") else "contents"
        if not found[name]:
            found[name] = name
            element.set("id", name)
    return SimpleNamespace(**found)


def _told(held: Evidence, say: Catalogue) -> SimpleNamespace:
    """Return the sentences over the evidence that depend on what was at hand."""
    copies = ", ".join(held.own_copies)
    return SimpleNamespace(
        proved=say.say("web-proved" if held.proved else "web-not-proved"),
        own_copies=say.say("web-own-copies", documents=copies) if copies else "",
        statuses=[
            SimpleNamespace(
                name=name, label=say.say(f"ledger-{name}"), means=say.say(f"web-means-{name}")
            )
            for name in _STATUSES
            if name in held.statuses
        ],
    )


def _large(data: bytes, read: Content) -> Iterator[Diagnostic]:
    if len(data) > LARGEST:
        message = f"the page has {len(data) / 1000:.0f} kB, more than {LARGEST / 1000:.0f}"
        hint = "pictures weigh most: an SVG, or a smaller PNG, is lighter"
        yield Diagnostic(message, read.source.at(("sections",)), hint, level="advice")


def _private(held: Evidence, read: Content) -> Iterator[Diagnostic]:
    """Advise whoever shows a reader's own copies that the page is not to be passed on."""
    if held.own_copies:
        message = f"the page holds passages of {', '.join(held.own_copies)}, without a licence"
        hint = "keep it for yourself; without `--documents` it has the phrases alone"
        yield Diagnostic(message, read.source.at(("documents",)), hint, level="advice")
