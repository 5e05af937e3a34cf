"""A briefing on a subject of its own, to try evidence on: three documents, two of one text."""

from collections.abc import Callable
from pathlib import Path
from textwrap import indent

from report import checks as every_check
from report.content import briefing, library, yamlfile
from report.errors import Diagnostic

Write = Callable[..., Path]

SURVEY = """\
key: survey
short: Harbour Dues
reference: {type: document, title: Harbour Dues in the North}
latest-event: May 2019
words: 200
summary: An unsigned page on what ships paid in three ports, with at least 12 wrecks off Norwich.
witness-to: Dues in Norwich and Hull.
does-not-say: It does not say who set them, and never mentions Okafor.
structure:
  - heading: Dues
  - heading: Wrecks
  - heading: The Port Board
facts:
  dues-rose:
    says: Dues rose by 12 per cent in Norwich in 2018.
    place: {under: Dues, paragraph: 1}
    supports: [12 per cent, Norwich in 2018]
    as-of: "2018"
  wrecks-counted:
    says: At least 12 ships were reportedly wrecked off Hull on 27 February 2003.
    place: {under: Wrecks, paragraph: 1}
    supports: [at least twelve ships, reportedly wrecked, "Hull, 27 February 2003"]
    as-of: 2003-02-27
    must-keep: [at least, reportedly|reported]
  board-leases:
    says: The Northern Port Board (NPB) leased three quays in Hull.
    place: {under: The Port Board, paragraph: 1}
    supports: [Northern Port Board, leases three quays in Hull]
    declared: {NPB: the abbreviation stands in the heading of the paragraph before}
    as-of: c. 2019, undated
  board-by-and-large:
    says: The page judges that the rules were by and large kept.
    place: {under: The Port Board, paragraph: 2}
    supports: [by and large kept]
    as-of: undated
    must-keep: [by and large]
  pilots-asked:
    says: The Board asked for more pilots.
    place: {under: The Port Board, paragraph: 3, bullet: 1}
    supports: [more pilots, the Board]
    as-of: "2018"
  lights-asked:
    says: The Board asked for new lights.
    place: {under: The Port Board, paragraph: 3, bullet: 2}
    supports: [new lights, the Board]
    as-of: "2018"
"""

PAGE = """\
key: paper-page
short: Northern Ports
reference:
  type: document
  author: [{family: Okafor, given: Ines}]
  title: Northern Ports and Their Keepers
  issued: {literal: undated}
licence: {name: CC BY 4.0}
same-text-as: {document: paper-record, because: the abstracts are one text}
words: 100
summary: The journal's page of a paper on Dover.
witness-to: A conference in Dover.
does-not-say: It does not say what came of it.
structure:
  - section: abstract
    begins: In 1999
facts:
  conference-held:
    says: In 1999 a conference was held in Dover.
    place: {under: abstract, paragraph: 1}
    supports: [In 1999 a conference was held in Dover]
    as-of: "1999"
    also: [{document: paper-record, under: Abstract, paragraph: 1}]
"""

RECORD = """\
key: paper-record
short: Northern Ports (record)
reference: {type: document, title: Northern Ports and Their Keepers}
licence: {name: CC BY 4.0}
same-text-as: {document: paper-page, because: the abstracts are one text}
words: 100
summary: A record of the same paper on Dover.
witness-to: A conference in Dover, and its pilots.
does-not-say: It does not say what came of it.
structure:
  - heading: Abstract
  - heading: Introduction
facts:
  conference-in-record:
    says: A conference was held in Dover in 1999.
    place: {under: Abstract, paragraph: 1}
    supports: [conference was held in Dover, in 1999]
    as-of: "1999"
  pilots-came:
    says: Pilots came from Iceland.
    place: {under: Introduction, paragraph: 1}
    supports: [Pilots came from Iceland]
    as-of: "1999"
"""

HEAD = """\
title: Harbour dues
standfirst: What three documents say of the dues.
series: Source briefing
record-to: Record to May 2019
issued-by: The Harbour Desk
edition-date: 2024-03-01
licence: {name: CC BY 4.0}
documents: [survey.yaml, page.yaml, record.yaml]
"""

# Cites every fact once, so that only what a test plants is found.
CITES_ALL = """\
      - kind: prose
        text: >-
          Dues rose by 12 per cent in Norwich in 2018.[@dues-rose] At least 12 ships were
          reportedly wrecked off Hull on 27 February 2003.[@wrecks-counted] The Northern Port Board
          (NPB) leased three quays in Hull.[@board-leases] By the page's judgement the rules were by
          and large kept.[@board-by-and-large] The Board asked for pilots and lights.[@pilots-asked;
          @lights-asked] In 1999 a conference was held in Dover.[@conference-held] By the record it
          was held in Dover.[@conference-in-record] Pilots came from Iceland.[@pilots-came]
"""


def examine(
    write: Write,
    text: str = "",
    *,
    blocks: str = "",
    head: str = "",
    survey: str = SURVEY,
    page: str = PAGE,
    cites_all: bool = True,
) -> tuple[Diagnostic, ...]:
    """Examine a briefing of one section with a paragraph of prose, or with these blocks."""
    write(survey, "survey.yaml")
    write(page, "page.yaml")
    write(RECORD, "record.yaml")
    if text:
        blocks += f"      - kind: prose\n        text: |\n{indent(text.strip(), ' ' * 10)}\n"
    section = "sections:\n  - id: findings\n    title: Findings\n    blocks:\n"
    path = write(HEAD + head + section + blocks + (CITES_ALL if cites_all else ""))
    read = yamlfile.read(path)
    model = briefing.parse(read)
    return every_check.content(model, library.load(model, read), read)


def checks(found: tuple[Diagnostic, ...]) -> list[str]:
    """Return the ids of the checks that found something, in order of place."""
    return [diagnostic.check for diagnostic in found]


SURVEY_TEXT = """\
Dues

Dues rose, it is said, by 12 per cent in
Norwich in 2018.

Wrecks

Of wrecks there were at least twelve ships, all reportedly wrecked near
Hull, 27 February 2003.

The Port Board

The Northern Port Board leases three quays in Hull.

The rules were by and large kept.

At its meeting the Board asked for:

.

  • more pilots, said the Board
  • new lights, said the Board
"""
PAGE_TEXT = "In 1999 a conference was held in Dover, as was said.\n"
RECORD_TEXT = """\
Abstract

In 1999 a conference was held in Dover, in 1999 indeed. So it is told.

Introduction

Pilots came from Iceland.
"""
