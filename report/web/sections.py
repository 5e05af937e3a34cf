"""The sections of the filled page come in one by one; they go out fit for the web, with claims.

The sentences are found first; what their links say of the evidence is added once that is known.
"""

from collections.abc import Mapping
from itertools import count
from xml.etree.ElementTree import Element

from ..content import Content
from ..notes import Notes
from . import calls, claims, dom, footnotes, shaping
from .calls import Called
from .claims import MarkedClaim
from .evidence import Evidence, ShownClaim


class Sections:
    """The sections as they are made, the claims found in them, and how many notes they have."""

    def __init__(self, read: Content, notes: Notes, drawn: str) -> None:
        self.read, self.drawn = read, drawn
        self.say = read.briefing.catalogue
        self.called: Mapping[str, Called] = calls.called(read, notes)
        self.marked: list[tuple[MarkedClaim, ShownClaim]] = []
        self.done: list[Element] = []
        self.notes = 0
        self._names, self._numbers = count(1), count(1)

    def add(self, section: Element) -> None:
        """Make one section fit."""
        shaping.still(section)
        head = next((e for e in section.iter() if e.tag == "h1"), None)
        title = dom.words(head, lambda e: dom.has(e, "fn", "fnref")) if head is not None else ""
        shaping.shape(section, self.say, self._names, self.drawn)
        found = claims.mark(section, self._numbers, self.read.briefing.language)
        self.notes += footnotes.to_foot(section, self.say, title)
        self.marked += [(claim, self._shown(claim)) for claim in found]
        self.done.append(section)

    @property
    def claims(self) -> list[ShownClaim]:
        """The claims of all sections, as the index has them."""
        return [shown for _, shown in self.marked]

    def _shown(self, claim: MarkedClaim) -> ShownClaim:
        """Return a claim as the index has it."""
        mine = [self.called[name] for name in claim.calls if name in self.called]
        keys = [key for one in mine for key in one.cites]
        facts = self.read.library.facts
        label = ", ".join(dict.fromkeys(one.label for one in mine))
        if not claim.noted:
            label = self.say.say("web-sentence", number=claim.id.partition(".")[2])
        return ShownClaim(
            claim.id,
            label,
            claim.words,
            mine[0].section if mine else "",
            mine[0].anchor if mine else "",
            tuple(dict.fromkeys(key.key for key in keys if key.key in facts)),
            tuple(dict.fromkeys(key for key in keys if key.key not in facts)),
        )

    def lead_to(self, evidence: Evidence) -> None:
        """Give sentences their links to the evidence, and notes the ways back to their calls."""
        exhibits = {c.anchor: c.section for c in self.claims if c.anchor}
        for claim, shown in self.marked:
            if not shown.anchor:
                self._ring(claim.element, shown, evidence)
        by_id = {e.get("id"): e for section in self.done for e in section.iter() if e.get("id")}
        for anchor, section in exhibits.items():
            self._exhibit_link(by_id.get(anchor), anchor, section)
        called_by: dict[str, list[str]] = {}
        for name, call in self.called.items():
            called_by.setdefault(call.note, []).append(name)
        for note, names in called_by.items():
            if len(names) > 1 and (element := by_id.get(note)) is not None:
                element.append(self._ways_back(names[1:], self.called[names[0]].label))
        for element in by_id.values():
            element.attrib.pop("data-label", None)

    def _ring(self, sentence: Element, shown: ShownClaim, evidence: Evidence) -> None:
        """Put the link to the evidence at the end of a sentence, on one line with what ends it."""
        told = self.say.say("web-evidence-for", place=shown.label, what=evidence.sums[shown.id])
        no_break = "\u2060"
        link = dom.make("a", no_break, css="ev", href=f"#{shown.entry}", aria_label=told)
        sentence.append(link)

    def _exhibit_link(self, exhibit: Element | None, anchor: str, section: str) -> None:
        if exhibit is None:
            return
        above = dom.parents(exhibit)
        for letters in [e for e in exhibit.iter() if dom.has(e, "letters")]:
            label = exhibit.get("data-label", "").partition(". ")[0] or section
            link = dom.make("p", css="to-evidence ui")
            words = self.say.say("web-evidence-of", exhibit=label)
            link.append(dom.make("a", words, href=f"#ei.{anchor}"))
            above[letters].append(link)

    def _ways_back(self, names: list[str], label: str) -> Element:
        """Return links to the later calls of a note."""
        again = dom.make("span", " ", css="again ui")
        for number, name in enumerate(names, start=2):
            link = dom.make("a", str(number), role="doc-backlink", href=f"#{name}")
            link.set("aria-label", self.say.say("web-back-again", call=number, note=label))
            link.tail = " "
            again.append(link)
        return again
