"""A small briefing in German, French, Spanish or Persian: blocks that print words of ours."""

from collections.abc import Callable
from pathlib import Path

WORDS = {
    "de": {
        "title": "Hafengebühren im Norden",
        "said": "Die Gebühren stiegen in Talhafen um 12 Prozent",
        "late": "Ende 1996",
        "month": "Mai 1997",
        "after": "nach 2000",
        "not": "Wer sie festsetzte, ist offen.",
        "one": "Gebühren",
        "two": "Hafen",
        "held": "Die anderen Häfen hielten sie",
        "quay": "Kai",
    },
    "fr": {
        "title": "Droits de port au nord",
        "said": "Les droits montèrent de 12 pour cent à Valport",
        "late": "fin 1996",
        "month": "mai 1997",
        "after": "après 2000",
        "not": "Qui les fixa reste inconnu.",
        "one": "Droits",
        "two": "Port",
        "held": "Les autres ports les gardèrent",
        "quay": "Quai",
    },
    "es": {
        "title": "Derechos de puerto en el norte",
        "said": "Los derechos subieron un 12 por ciento en Valpuerto",
        "late": "finales de 1996",
        "month": "mayo de 1997",
        "after": "después de 2000",
        "not": "Quien los fijó no consta.",
        "one": "Derechos",
        "two": "Puerto",
        "held": "Los otros puertos los mantuvieron",
        "quay": "Muelle",
    },
    "fa": {
        "title": "عوارض بندر در شمال",
        "said": "عوارض در دره‌بندر ۱۲ درصد افزایش یافت",
        "late": "اواخر 1996",
        "month": "مه 1997",
        "after": "پس از 2000",
        "not": "تعیین‌کنندهٔ آن معلوم نیست.",
        "one": "عوارض",
        "two": "بندر",
        "held": "بندرهای دیگر آن را نگه داشتند",
        "quay": "اسکله",
    },
}

_DOCUMENT = """\
key: report
short: "{one}"
reference:
  type: webpage
  author: [{{family: Lind, given: Ida}}]
  title: "{title}"
  container-title: "{two}"
  URL: https://example.org/a
  issued: undated
  accessed: 2024-02-03
  language: {language}
summary: "{said}."
witness-to: "{one}."
does-not-say: "{not}"
structure: [{{heading: "{one}"}}, {{caption: "{two}"}}]
facts:
  rose:
    says: "{said}."
    place: {{under: "{one}", paragraph: 1}}
    supports: ["{said}"]
    as-of: 1997-05-12
  held:
    says: "{held}."
    place: [{{under: "{one}", caption: 1}}, {{under: "{one}", paragraph: 2}}]
    supports: ["{held}"]
    as-of: c. 2013, undated
    status: attributed
"""

_WORKS = """\
references:
  four:
    type: chapter
    author:
      - {{family: Ax, given: A.}}
      - {{family: By, given: B.}}
      - {{family: Cy, given: C.}}
      - {{family: Do, given: D.}}
    title: "{two}"
    container-title: "{title}"
    editor: [{{family: Ek, given: E.}}, {{family: Fo, given: F.}}]
    edition: "2"
    volume: "3"
    page: 10-19
    issued: {{date-parts: [[1998, 3]]}}
    publisher: "{two}"
    language: {language}
"""

_BRIEFING = """\
title: "{title}"
standfirst: "{one}"
series: "{two}"
record-to: "2019"
issued-by: "{two}"
authors: ["Lind, Ida", Jo Berg]
edition-date: 2024-03-01
language: {language}
licence: {{name: CC BY 4.0}}
documents: [report.yaml]
references: works.yaml
sections:
  - id: one
    title: "{one}"
    blocks:
      - kind: key-points
        points: [{{lead: "{one}.", text: "{said}.[@rose]"}}]
      - kind: glance
        rows: [{{head: "{one}", text: "{said}.[@rose]"}}]
      - kind: prose
        text: >-
          {said}.[@rose] {held} [#kept], [p. #two], [#two].[@four; @held] {held}.[@four]
          {held}.[reading]
      - {{kind: not-reported, text: "{not}[not in @report]"}}
      - kind: matrix
        id: kept
        title: "{one}"
        provisions:
          - {{number: "1", agreed: "{one}[@rose]", done: "{said}.[@rose]"}}
          - {{number: "2", agreed: "{two}[@rose]", fell-short: "{held}.[@held]"}}
          - {{number: "3", agreed: "{quay}[@rose]", not-done: "{held}.[@held]"}}
          - {{number: "4", agreed: "{quay}[@rose]"}}
      - kind: who-did-what
        id: who
        title: "{two}"
        columns: [{{id: a, label: "{one}"}}, {{id: b, label: "{quay}"}}]
        rows: [{{actor: "{two}", did: {{a: "{said}.[@rose]"}}}}]
      - kind: timeline
        id: years
        title: "{quay}"
        from: 1995
        to: 2002
        tracks: [{{id: t, label: "{one}", symbol: disc}}]
        entries:
          - {{when: "{late}", track: t, text: "{said}.[@rose]"}}
          - {{when: "{month}", track: t, text: "{held}.[@held]"}}
          - {{when: 1998-03-01, track: t, text: "{said}.[@rose]"}}
          - {{when: "{after}", track: t, text: "{held}.[@held]", expected: true}}
        undated: ["{held}.[@held]"]
      - kind: chart
        id: dues
        type: bar
        title: "{one}"
        unit: "%"
        rows: [{{label: "{two}", value: "12"}}, {{label: "{quay}"}}]
        source: "{one}.[@rose]"
  - id: two
    title: "{two}"
    blocks:
      - {{kind: documents, full-reference: true}}
      - {{kind: sources}}
      - {{kind: exhibits-list}}
      - {{kind: suggested-citation}}
      - {{kind: changes, items: ["{one}"]}}
      - {{kind: licences}}
      - {{kind: contents}}
"""


def write_in(language: str, write: Callable[..., Path]) -> Path:
    """Write the briefing in a language; return its path."""
    words = {**WORDS[language], "language": language}
    write(_DOCUMENT.format(**words), "report.yaml")
    write(_WORKS.format(**words), "works.yaml")
    return write(_BRIEFING.format(**words), "briefing.yaml")
