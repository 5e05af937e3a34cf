"""An HTML tree in; out, of each element: what it is, its block and note, where its words begin."""

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NAMING = {"caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
_NUMBERED = re.compile(r".*?\d[^\s.]*(?=\. )|[^.]*(?=\. )")
_UNPRINTED = {f"{SVG}title", f"{SVG}desc", "script", "style"}
_NOTE_CLASSES = {"fn", "letter-note"}
_CALL_CLASSES = {"fnref", "letter"}
_LABEL_CLASSES = {"fnlabel", "letter-label"}
_LONGEST_TITLE = 90
_LONGEST_NAME = 50


def parse(html: str) -> Element:
    """Return the tree of a page, by WeasyPrint's own parser: what is read is what is laid out."""
    import tinyhtml5  # type: ignore[import-untyped]  # loaded when it is needed

    root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return root


def classes(element: Element) -> set[str]:
    """Return the classes of an element."""
    return set((element.get("class") or "").split())


def is_note(element: Element) -> bool:
    """Whether the element is a page note or a lettered note that can be pointed at."""
    return bool(element.get("id")) and bool(classes(element) & _NOTE_CLASSES)


def is_page_note(element: Element) -> bool:
    """Whether the element is a note at the foot of the page."""
    return "fn" in classes(element) and is_note(element)


def is_call(element: Element) -> bool:
    """Whether the element calls a note from the text or from a table."""
    return element.tag == "a" and bool(classes(element) & _CALL_CLASSES)


def is_label(element: Element) -> bool:
    """Whether the element is the number at a note, which leads back to its call."""
    return element.tag == "a" and bool(classes(element) & _LABEL_CLASSES)


def pieces(element: Element, *, notes: bool = True) -> Iterator[str]:
    """Yield the texts of an element in order, with or without the notes and calls in it.

    Titles and descriptions of drawings are left out: they are told, not printed.
    """
    if callable(element.tag) or element.tag in _UNPRINTED:  # a comment's tag is a function
        return
    if notes or not (is_note(element) or is_call(element)):
        yield element.text or ""
        for child in element:
            yield from pieces(child, notes=notes)
            yield child.tail or ""


def text_of(element: Element) -> str:
    """Return the readable text of an element on one line, its notes and calls left out."""
    return " ".join("".join(pieces(element, notes=False)).replace("\u2060", "").split())


SAID = {
    "footnote": "Footnote {number}",
    "note-of": "Note {number} of {place}",
    "back-to": "Back to {place} at note {number}",
    "the-text": "the text",
    "the-exhibit": "the exhibit",
    "web-page": "Web page at {host}",
    "e-mail": "E-mail to {host}",
    "phrase": "“{words}”",
}
"""What readers are told of links; a page in another language says it in ``data-said``, as JSON."""


def title_of(element: Element, index: "Index") -> str:
    """Return what tells a reader where a link to this element leads."""
    own = "".join(pieces(element)).strip()
    if is_call(element):
        text = index.say("the-text") if "fnref" in classes(element) else _exhibit(element, index)
        return index.say("back-to", place=text, number=own)
    if is_note(element):
        label = next((e for e in element.iter() if is_label(e)), None)
        number = (
            "".join(label.itertext()) if label is not None else str(element.get("id")).lstrip("n")
        )
        if "fn" in classes(element):
            return index.say("footnote", number=number)
        return index.say("note-of", number=number, place=_exhibit(element, index))
    name = next((e for e in element.iter() if _names(e)), element)
    return _short(text_of(name), _LONGEST_TITLE)


def _exhibit(element: Element, index: "Index") -> str:
    """Return what a lettered note belongs to: "Exhibit 3", or the title of what has no number."""
    for above in index.ancestors(element):
        label = above.get("data-label") or ""
        if label:
            numbered = _NUMBERED.match(label)
            return _short(numbered[0] if numbered else label, _LONGEST_NAME)
        if (name := next((e for e in above.iter() if _names(e)), None)) is not None:
            return index.say("phrase", words=_short(text_of(name), _LONGEST_NAME))
    return index.say("the-exhibit")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def is_one_figure(figure: Element) -> bool:
    """Whether a <figure> is one picture and its caption; with other text it is a group."""
    tags = ("img", f"{SVG}svg")
    images = [e for e in figure.iter() if e.tag in tags and e.get("aria-hidden") != "true"]
    return len(images) == 1 and _is_bare(figure, images[0])


def _is_bare(element: Element, image: Element) -> bool:
    """Whether nothing is said in an element but by the image and captions."""
    for child in element:
        if (child.tail or "").strip():
            return False
        silent = child is image or child.tag == "figcaption" or child.get("aria-hidden") == "true"
        if not silent and ((child.text or "").strip() or not _is_bare(child, image)):
            return False
    return not (element.text or "").strip()


def alternative(image: Element) -> str:
    """Return the text alternative of an image, "" without one: an SVG's title and description."""
    if image.tag != f"{SVG}svg":
        return image.get("alt") or ""
    parts = (image.find(f"{SVG}{name}") for name in ("title", "desc"))
    texts = [" ".join("".join(e.itertext()).split()) for e in parts if e is not None]
    texts = [text for text in texts if text]
    ended = (text if text.endswith((".", "!", "?", "。")) else f"{text}." for text in texts[:-1])
    return " ".join([*ended, *texts[-1:]]) or image.get("aria-label") or ""


def _names(element: Element) -> bool:
    return element.tag in _NAMING


class ElementWords:
    """The characters of one element's own text, and before which of them a space stands.

    Layout drops the spaces at the ends of lines and writes hyphens where it breaks words. Walking
    along the characters tells, for each piece of text that was laid out, which of both happened.
    """

    __slots__ = ("at", "characters", "folded", "starts")

    def __init__(self) -> None:
        self.characters = ""
        self.folded = ""
        self.starts: set[int] = set()
        self.at = 0

    def untransformed(self, text: str, at: int) -> str:
        """Return text that stands at a place as it was before the style sheet changed its case."""
        letters = iter(self.characters[at:])
        return "".join(c if c.isspace() else next(letters, c) for c in text)

    def take(self, text: str, hyphen: str) -> tuple[bool, bool]:
        """Step over laid-out text; tell if a space stood before it, and if it was hyphenated."""
        taken = _SPACE.sub("", text).casefold()
        if not self.folded:
            self.folded = self.characters.casefold()
        hyphenated = False
        if not self.folded.startswith(taken, self.at):
            if (
                hyphen
                and taken.endswith(hyphen)
                and self.folded.startswith(taken[: -len(hyphen)], self.at)
            ):
                taken, hyphenated = taken[: -len(hyphen)], True
            elif (found := self.folded.find(taken, self.at)) >= 0:
                self.at = found
        before, self.at = self.at, self.at + len(taken)
        return before in self.starts, hyphenated


class Index:
    """What an element's boxes do not tell."""

    def __init__(self, root: Element) -> None:
        self.parents: dict[Element, Element] = {}
        self.blocks: dict[Element, str] = {}
        self.notes: dict[Element, str] = {}
        self.hidden: set[Element] = set()
        self.foreign: set[Element] = set()  # in another language than what is around
        self.contents: set[Element] = set()
        self.ids: dict[str, Element] = {}
        self.words: dict[Element, ElementWords] = {}
        self.said: dict[str, str] = {**SAID, **json.loads(root.get("data-said") or "{}")}
        self._space = False
        self._walk(root, "", "", root.get("lang"), hidden=False, contents=False)

    def say(self, word: str, **filling: str) -> str:
        """Return what a reader is told of a link, in the words of the page (``data-said``)."""
        return self.said[word].format(**filling)

    def _walk(
        self,
        element: Element,
        block: str,
        note: str,
        language: str | None,
        *,
        hidden: bool,
        contents: bool,
    ) -> None:
        if not isinstance(element.tag, str):
            return  # a comment
        block = element.get("data-block") or block
        if is_note(element):
            note = element.get("id") or ""
        if (own := element.get("lang", language)) != language:
            self.foreign.add(element)
        empty = element.tag == "img" and element.get("alt") == ""
        hidden = hidden or empty or element.get("aria-hidden") == "true"
        contents = contents or element.tag == "nav"
        self.blocks[element], self.notes[element] = block, note
        if hidden:
            self.hidden.add(element)
        if contents:
            self.contents.add(element)
        if name := element.get("id"):
            self.ids.setdefault(name, element)
        if element.tag == "br":
            self._space = True
        self._text(element, element.text)
        for child in element:
            self.parents[child] = element
            self._walk(child, block, note, own, hidden=hidden, contents=contents)
            self._text(element, child.tail)

    def _text(self, element: Element, text: str | None) -> None:
        if not text:
            return
        words = self.words.setdefault(element, ElementWords())
        for part in re.split(f"({_SPACE.pattern})", text):
            if not part:
                continue
            if _SPACE.fullmatch(part):
                self._space = True
            else:
                if self._space:
                    words.starts.add(len(words.characters.casefold()))
                words.characters += part
                self._space = False

    def ancestors(self, element: Element) -> Iterator[Element]:
        """Yield the elements around an element, nearest first."""
        while element in self.parents:
            element = self.parents[element]
            yield element
