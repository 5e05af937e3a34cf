"""A theme and the pages that it filled come in; out, the rules that would lose what is written.

A small cascade of the theme's own rules says which of them wins for each element: it hides notes,
or keeps them from the foot of the page, or puts words where no reader reads them. So one rule is
told once, with what it loses, in the place of each note and each word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import cssselect2
import tinycss2

from ... import limits
from ...errors import Diagnostic
from ...press import markup
from ..check import Check, Printed
from . import rules
from .rules import CssRule, Declared

_WATCHED = ("display", "visibility", "float", "position", "opacity", "transform")
_TABLE = {"thead", "tbody", "tr", "th", "td"}
_WORDS_TOLD = 5


@dataclass(slots=True)
class _Lost:
    """What one declaration does to the elements that it holds for."""

    rule: CssRule
    declared: Declared
    notes: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    elements: int = 0


def examine(filled: Printed) -> Iterator[Diagnostic]:
    """Yield each rule of an author's theme that loses notes or words, with how many."""
    if filled.theme is None:
        return
    watched = [
        rule
        for sheet in rules.of(filled.theme)
        if not sheet.for_drawings
        for rule in sheet.rules
        if rule.pages is None and any(d.name in _WATCHED for d in rule.declarations)
    ]
    if not watched:
        return
    cascade = _Cascade(watched)
    for page in filled.pages:
        cascade.read(page)
    if cascade.gave_up:
        message = "these sheets have more rules that may hide something than can be held to it"
        yield Diagnostic(message, watched[0].span, "take out what is not used, or `:has()`")
    yield from cascade.told()


CHECK = Check(
    "hidden",
    "No rule of a theme hides a note or a text, or keeps it from where it is read.",
    examine,
    level="error",
    needs="pages",
)


class _Cascade:
    """The watched declarations that win, for each element of the pages."""

    def __init__(self, watched: list[CssRule]) -> None:
        self._matcher = cssselect2.Matcher()
        self._left, self._weight = limits.CSS_MATCHES, 0
        for number, rule in enumerate(watched):
            try:
                selectors = cssselect2.compile_selector_list(tinycss2.serialize(rule.prelude))
            except cssselect2.SelectorError:
                continue  # told where it stands
            for selector in selectors:
                if selector.pseudo_element is None:
                    self._matcher.add_selector(selector, (number, rule))
                    self._weight += 1 + 40 * rule.selector.count(":has(") ** 2
        self._lost: dict[tuple[str, int, str], _Lost] = {}
        self._kinds: dict[tuple[str, int, str], str] = {}

    @property
    def gave_up(self) -> bool:
        """Whether there was more to match than is matched."""
        return self._left < 0

    def read(self, html: str) -> None:
        """Take in a page."""
        self._left -= self._weight * html.count("<")
        if self._left < 0:
            return
        tree = markup.parse(html)
        index = markup.Index(tree)
        root = cssselect2.ElementWrapper.from_html_root(tree)
        self._walk(root, index)

    def _walk(self, wrapper: Any, index: markup.Index) -> None:
        element = wrapper.etree_element
        winners = self._winners(wrapper)
        hidden = False
        for kind, won in self._judged(element, winners):
            self._take(kind, won, element, index)
            hidden = hidden or kind == "hidden"
        if not hidden:  # what is inside is lost with it
            for child in wrapper.iter_children():
                self._walk(child, index)

    def _winners(self, wrapper: Any) -> dict[str, tuple[CssRule, Declared]]:
        found: dict[str, tuple[tuple[Any, ...], CssRule, Declared]] = {}
        for specificity, _, _, (number, rule) in self._matcher.match(wrapper):
            for place, declared in enumerate(rule.declarations):
                if declared.name in _WATCHED:
                    weight = declared.important, specificity, number, place
                    if declared.name not in found or found[declared.name][0] <= weight:
                        found[declared.name] = weight, rule, declared
        return {name: (rule, declared) for name, (_, rule, declared) in found.items()}

    @staticmethod
    def _judged(
        element: Any, winners: dict[str, tuple[CssRule, Declared]]
    ) -> Iterator[tuple[str, tuple[CssRule, Declared]]]:
        values = {name: declared.value.lower() for name, (_, declared) in winners.items()}
        if values.get("display") == "none":
            yield "hidden", winners["display"]
        elif values.get("visibility") in ("hidden", "collapse"):
            yield "hidden", winners["visibility"]
        if values.get("opacity") not in (None, "1", "1.0", "100%"):
            yield "faint", winners["opacity"]
        if values.get("transform") not in (None, "none"):
            yield "turned", winners["transform"]
        if values.get("position") in ("absolute", "fixed"):
            yield "placed", winners["position"]
        if markup.is_page_note(element) and values.get("float", "footnote") != "footnote":
            yield "in the text", winners["float"]
        if element.tag in _TABLE:
            if values.get("float", "none") != "none":
                yield "torn", winners["float"]
            if values.get("display", "none") in ("grid", "flex", "block", "inline-block"):
                yield "torn", winners["display"]

    def _take(
        self, kind: str, won: tuple[CssRule, Declared], element: Any, index: markup.Index
    ) -> None:
        rule, declared = won
        key = str(declared.span), declared.span.line, kind
        lost = self._lost.setdefault(key, _Lost(rule, declared))
        self._kinds[key] = kind
        lost.elements += 1
        for inner in element.iter():
            if markup.is_page_note(inner):
                lost.notes.add(f"{index.notes[inner]} {markup.title_of(inner, index)}")
        if markup.is_note(element):
            lost.notes.add(f"{index.notes[element]} {markup.title_of(element, index)}")
        if len(lost.words) <= _WORDS_TOLD and element not in index.hidden:
            lost.words += " ".join(markup.pieces(element)).split()

    def told(self) -> Iterator[Diagnostic]:
        """Yield what was found, a rule at a time."""
        for key, lost in self._lost.items():
            found = _told(self._kinds[key], lost)
            if found is not None:
                message, hint = found
                yield Diagnostic(message, lost.declared.span, hint)


def _told(kind: str, lost: _Lost) -> tuple[str, str] | None:
    said = f"`{lost.rule.selector} {{ {lost.declared.name}: {lost.declared.value} }}`"
    notes = f"{len(lost.notes)} note{'s' * (len(lost.notes) != 1)}"
    match kind:
        case "hidden" if lost.notes:
            return f"{said} hides {notes}", "notes are printed, each once: take the rule out"
        case "hidden" if lost.words:
            shown = " ".join(lost.words[:_WORDS_TOLD])
            hint = "leave the words out in a template, if a reader may do without them"
            return f"{said} hides “{shown} …”, {lost.elements} times", hint
        case "faint" if lost.words or lost.notes:
            hint = "take an opaque colour in the place of `opacity`"
            return f"{said} puts words into a group that no screen reader reads", hint
        case "turned" if lost.words or lost.notes:
            hint = (
                "turned or moved so, words are not held to their page: use margins, or a template"
            )
            return f"{said} moves words after they are laid out", hint
        case "placed" if lost.notes:
            hint = "notes called in it find no foot of a page: let it float, or stand in the flow"
            return f"{said} loses {notes}", hint
        case "in the text":
            hint = "take the rule out: notes keep `float: footnote`"
            return f"{said} sets {notes} in the text, not at the foot of the page", hint
        case "torn":
            hint = "write the block's template anew, with `div`, as `report theme eject` copies it"
            return f"{said} takes the cells of a table apart", hint
    return None
