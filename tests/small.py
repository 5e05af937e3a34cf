"""A small briefing on a subject of its own, for tests: one document, one section, one note."""

from collections.abc import Callable
from pathlib import Path

DOCUMENT = """\
key: harbour-report
short: Harbour Dues
reference:
  type: report
  title: Harbour dues in the north
  publisher: Harbour Board
  issued: undated
latest-event: May 2019
words: 400
summary: An unsigned report on what ships paid in three ports of the north, and why.
witness-to: Dues in three ports.
does-not-say: It does not say who set them.
structure:
  - heading: Dues
  - heading: Ports
facts:
  dues-rose:
    says: Dues rose by at least 12 per cent in Norwich in 2018.
    place: {under: Dues, paragraph: 1}
    supports: [at least 12 per cent, Norwich in 2018]
    as-of: "2018"
    must-keep: [at least]
  ports-held:
    says: The other ports reportedly held their dues.
    place: {under: Ports, paragraph: 2}
    supports: [other ports, reportedly]
    must-keep: [reportedly]
"""

BRIEFING = """\
title: Harbour dues
standfirst: What one report says of the dues.
series: Source briefing
record-to: Record to May 2019
issued-by: The Harbour Desk
edition-date: 2024-03-01
licence: {name: CC BY 4.0}
documents: [harbour.yaml]
sections:
"""

SECTION = """\
  - id: findings
    title: Findings
    blocks:
      - kind: prose
        text: Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]
"""


def small(write: Callable[..., Path], sections: str = SECTION, document: str = DOCUMENT) -> Path:
    """Write the small briefing and its document; return the briefing's path."""
    write(document, "harbour.yaml")
    return write(BRIEFING + sections, "briefing.yaml")
