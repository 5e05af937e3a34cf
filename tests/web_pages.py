"""Pages for the web, made for tests: built, parsed, and read as the printed pages are."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5
from harbour import HEAD, PAGE, PAGE_TEXT, RECORD, RECORD_TEXT, SURVEY, SURVEY_TEXT

from report import reflowing, web
from report.press.markup import classes

SECTIONS = """\
sections:
  - id: first
    layout: cover
    blocks:
      - kind: key-points
        points:
          - lead: Did dues rise?
            text: Dues rose by 12 per cent in Norwich in 2018.[@dues-rose]{#rose}
  - id: findings
    title: Findings
    blocks:
      - kind: prose
        run-in: Wrecks.
        side-note: Counted by the page alone.
        text: |
          At least 12 ships were reportedly wrecked off Hull on 27 February 2003.[@wrecks-counted]
          See [#dues], [p. #dues]. Dues rose in Norwich.[^rose]

          The Northern Port Board (NPB) leased[@board-leases] three quays in Hull.^[By its own
          page.[@board-by-and-large]]

          - It asked for pilots.[@pilots-asked]
          - It asked for lights.[@lights-asked]
      - kind: table
        id: dues
        title: Dues, and a conference
        boxhead: [Where, What]
        rows:
          - [Norwich, "12 per cent more[@dues-rose]"]
          - - Dover
            - A conference[@conference-held; @conference-in-record] with pilots[@pilots-came]
"""


def harbour(folder: Path) -> Path:
    """Write a briefing on three documents, and the texts of these in a folder beside it."""
    (folder / "texts").mkdir()
    for name, written in (("survey", SURVEY), ("page", PAGE), ("record", RECORD)):
        (folder / f"{name}.yaml").write_text(written, encoding="utf-8")
    texts = (("survey", SURVEY_TEXT), ("paper-page", PAGE_TEXT), ("paper-record", RECORD_TEXT))
    for name, written in texts:
        (folder / "texts" / f"{name}.txt").write_text(written, encoding="utf-8")
    path = folder / "briefing.yaml"
    path.write_text(HEAD + SECTIONS, encoding="utf-8")
    return path


def page(path: Path, **options: Any) -> web.WebPage:
    return reflowing.page(path, **options)


def parsed(made: web.WebPage) -> Element:
    root: Element = tinyhtml5.parse(made.data.decode(), namespace_html_elements=False)
    return root


def by_id(root: Element) -> dict[str, Element]:
    return {e.get("id", ""): e for e in root.iter() if e.get("id")}


def all_of(root: Element, *css: str) -> list[Element]:
    return [e for e in root.iter() if isinstance(e.tag, str) and classes(e) & set(css)]


def claims_of(root: Element) -> list[Element]:
    """Return the sentences that lead to evidence."""
    return [e for e in root.iter() if e.get("id", "").startswith("s.")]


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).replace("\u2060", "").split())


def printed(root: Element) -> Element:
    """Return the main part as it was on paper: without the evidence, notes back at their calls."""
    main = next(e for e in root.iter() if e.tag == "main")
    notes = {first_call(e): e for e in main.iter() if e.get("role") == "doc-footnote"}
    for parent in list(main.iter()):
        for child in list(parent):
            if classes(child) & {"ui", "notes"}:
                _drop(parent, child)
    for parent in list(main.iter()):
        for child in list(parent):
            if child.get("role") == "doc-noteref" and (note := notes.pop(child.get("id"), None)):
                note.set("class", "fn")
                note.tail, child.tail = child.tail, None
                parent.insert(list(parent).index(child) + 1, note)
    return main


def first_call(note: Element) -> str:
    """Return the id of the call that a note leads back to."""
    back = next(e for e in note.iter() if e.get("role") == "doc-backlink")
    return back.get("href", "")[1:]


def _drop(parent: Element, child: Element) -> None:
    at = list(parent).index(child)
    tail = child.tail or ""
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)
