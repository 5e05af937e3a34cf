"""A document for the engine's tests: small sections with every kind of markup, and long ones."""

import datetime
import random
from collections.abc import Sequence
from functools import lru_cache

from report.press.assembly import assemble
from report.press.attachments import Attachment
from report.press.conformance import Conformance
from report.press.fragment import Fragment
from report.press.typeset import Typesetter
from report.press.xmp import Metadata

METADATA = Metadata(
    title="Water & peace",
    authors=("A. Author", "B. Writer"),
    language="en-GB",
    subject="A sample",
    keywords=("water", "peace"),
    rights="CC BY 4.0",
    rights_url="https://creativecommons.org/licenses/by/4.0/",
    date=datetime.date(2026, 1, 2),
)

CSS = """
@page { size: 595px 842px; margin: 76px 88px 84px 88px;
  @top-left { content: string(title); font: 9px "Source Sans 3"; color: #444;
    font-variation-settings: normal }
  @bottom-left { content: "Record to October 2013"; font: 9px "Source Sans 3";
    font-variation-settings: normal }
  @bottom-right { content: counter(page); font: 9px "Source Sans 3"; text-align: right;
    font-variation-settings: normal }
  @footnote { border-top: .75px solid #1a1a1a; padding: 6px 0 .05px; margin-top: 12px } }
html { font: 11px/15px "Source Serif 4"; font-variation-settings: "opsz" 11; hyphens: manual }
body { margin: 0 }
section { break-before: page }
h1, h2, h3 { font-weight: 600; break-after: avoid }
h1 { font-size: 24px; line-height: 30px; margin: 0 0 15px; string-set: title content();
  font-variation-settings: "opsz" 24; bookmark-level: 1 }
h2 { font-size: 15px; line-height: 20px; margin: 15px 0 5px; font-variation-settings: "opsz" 15;
  bookmark-level: 2 }
h3 { font-size: 12px; line-height: 15px; margin: 10px 0 3px; font-variation-settings: "opsz" 12;
  bookmark-level: 3 }
p { margin: 0 0 7.5px }
a { color: #123a6b; text-decoration: none }
a.underlined { text-decoration: underline }
.fnref, .letter { font-size: 7px; line-height: 0; vertical-align: 4px }
.fn { float: footnote; footnote-policy: line; font: 8.5px/11px "Source Serif 4";
  font-variation-settings: "opsz" 8; text-align: left }
.fn::footnote-call, .fn::footnote-marker { content: none }
.letters { font: 8px/10px "Source Sans 3"; font-variation-settings: normal }
.letter-note { display: block }
table { border-collapse: collapse; margin: 10px 0; width: 100%; font: 9px/12px "Source Sans 3";
  font-variation-settings: normal }
caption { text-align: left; font-weight: 600; padding-bottom: 4px }
th, td { border-bottom: .5px solid #999; padding: 2px 4px; text-align: left }
tr { break-inside: avoid }
figure { margin: 10px 0 }
figcaption { font: 9px/12px "Source Sans 3"; font-variation-settings: normal }
ul, ol { margin: 0 0 7.5px; padding-left: 18px }
ul, ol ul, ul ul, ol ol ul { list-style-type: disc }
nav ol { list-style: none; padding: 0 }
nav li { position: relative; padding-right: 30px; margin-bottom: 4px }
nav .page { position: absolute; right: 0; top: 0; width: 30px; text-align: right }
.small-caps { font-variant-caps: all-small-caps }
code { font: 10px "Source Sans 3"; font-variation-settings: normal }
aside { font-style: italic; margin: 0 20px }
"""


def page(body: str, title: str = "Sample", *, language: str = "en-GB") -> str:
    """Return a whole HTML document, as the templates make them."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>{title}</title></head>'
        f"<body>{body}</body></html>"
    )


def note(number: int, text: str) -> str:
    """Return the first call of a note, with the note."""
    return (
        f'&#8288;<a class="fnref" id="r{number}" href="#n{number}">{number}</a>'
        f'<span class="fn" id="n{number}"><a class="fnlabel" href="#r{number}">{number}</a>. '
        f"{text}</span>"
    )


def again(number: int, time: int = 2) -> str:
    """Return a later call of a note."""
    return f'&#8288;<a class="fnref" id="r{number}-{time}" href="#n{number}">{number}</a>'


COVER = page(
    """<section id="s-cover" class="section"><h1 class="title">Water and peace</h1>
<nav class="contents"><h2>Contents</h2><ol>
<li><a href="#s-prose">What was said
<span class="page" data-page="s-prose">00</span></a></li>
<li><a href="#s-lists">What was counted
<span class="page" data-page="s-lists">00</span></a></li>
<li><a href="#s-exhibits">What was drawn
<span class="page" data-page="s-exhibits">00</span></a></li>
</ol></nav></section>""",
    "Water and peace",
)

PROSE = page(
    f"""<section id="s-prose" class="section"><h1>What was said</h1>
<div class="block block-prose" data-block="sections.0.blocks.0">
<p>The accord was signed in <em>Moscow</em> in June 1997.{note(1, "Under “Accord,” para. 1.")}
The fighters of the office-based staff re-entered the first offices.{again(1)}
It is told in <a href="#exhibit-1">Exhibit 1</a>, in <a class="underlined"
href="https://www.example.org/report">the report of the mission</a>, and at <a
href="https://example.org/a">https://example.org/a</a>.</p>
<p>In Russian it is <i lang="ru">Общее соглашение</i>, as <cite>The Accord</cite> has it;
<q>peace</q> is <strong>not</strong> <code>defined</code> by the
<abbr title="United Nations">UN</abbr>, and <span class="small-caps">Osce Staff</span>
agreed.{note(2, 'Under <em>Peace</em>, see <a href="https://example.org/b">example.org/b</a>.')}</p>
</div>
<div class="block block-quote" data-block="sections.0.blocks.1">
<blockquote>Peace is more than silence.</blockquote>
<aside class="side-note"><p>Said in a side note.</p></aside></div>
</section>""",
    "What was said",
)

LISTS = page(
    """<section id="s-lists" class="section"><h1>What was counted</h1>
<div class="block" data-block="sections.1.blocks.0"><h2>Lists</h2>
<ul><li>First point</li><li>Second point<ul><li>Below it</li></ul></li></ul>
<ol><li>One</li><li>Two</li></ol>
<ol type="a"><li><p>Letter</p></li></ol>
<dl><dt>Term</dt><dd>What it means.</dd><dt>Other</dt><dt>Same</dt><dd>Both.</dd><dd>More.</dd></dl>
</div></section>""",
    "What was counted",
)

EXHIBITS = page(
    """<section id="s-exhibits" class="section"><h1>What was drawn</h1>
<div class="block" data-block="sections.2.blocks.0">
<div class="exhibit" id="exhibit-1"><table><caption><span class="exhibit-number">Exhibit 1</span>
<span class="exhibit-title">Who did what</span></caption>
<thead><tr><th scope="col">Measure</th><th scope="col" colspan="2">Status</th></tr></thead>
<tbody><tr><th scope="row">Refugees</th><td><svg class="mark" viewBox="0 0 10 10" width="9"
height="9" aria-hidden="true"><title>done</title><circle cx="5" cy="5" r="4"/></svg> Done</td>
<td>1997&#8288;<a class="letter" id="exhibit-1-a-1" href="#exhibit-1-a">a</a></td></tr>
<tr><th scope="row">Courts</th><td></td><td>None reported</td></tr></tbody></table>
<div class="exhibit-foot"><p class="key">A full disc: done.</p>
<p class="letters"><span class="letter-note" id="exhibit-1-a"><a class="letter-label"
href="#exhibit-1-a-1">a</a>. Under “Status,” para. 3.</span></p></div></div></div>
<div class="block" data-block="sections.2.blocks.1">
<figure class="exhibit" id="exhibit-2"><figcaption><span class="exhibit-number">Exhibit 2</span>
Staff by year</figcaption><svg xmlns="http://www.w3.org/2000/svg" role="img" width="300"
height="80" viewBox="0 0 300 80" font-family="Source Sans 3"
font-size="9"><title>Staff by year</title><desc>Staff rose from 4 in 1998 to 9 in 2003.</desc>
<rect x="10" y="30" width="40" height="40" fill="#357"/><text x="10"
y="25">1998: four</text>
<rect x="80" y="10" width="40" height="60" fill="#357"/></svg></figure></div>
</section>""",
    "What was drawn",
)

SECTIONS = [COVER, PROSE, LISTS, EXHIBITS]


_WORDS = [
    "river", "harbour", "permit", "council", "review", "tariff", "water", "capacity", "storage",
    "ministry", "estimate", "budget", "auditor", "transport", "regional", "supply", "maintenance",
    "contract", "evidence", "measure", "household", "pressure", "seasonal", "reservoir",
    "licence", "forecast", "annual", "network", "programme", "district", "inspection", "quality",
    "revenue", "policy", "public", "report", "finding", "committee", "operator", "finance",
    "efficient", "office", "traffic", "official", "affected", "difficult", "flow", "first",
    "specific", "sufficient", "the", "of", "and", "to", "in", "a", "for", "is", "on", "that",
]  # fmt: skip


def sentence(chance: random.Random, words: int) -> str:
    """Return a sentence of words without a sense."""
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def briefing(sections: int = 8, pages: int = 2, notes: int = 9, seed: int = 1) -> list[str]:
    """Return a cover with contents and sections of about so many pages, with so many notes each."""
    chance = random.Random(seed)  # noqa: S311  not for secrets
    titles = [f"{i + 1}. {sentence(chance, 3)[:-1]}" for i in range(sections)]
    items = "".join(
        f'<li><a href="#s-{i}">{title} <span class="page" data-page="s-{i}">00</span></a></li>'
        for i, title in enumerate(titles)
    )
    cover = '<section id="s-cover"><h1 class="title">A briefing</h1><nav class="contents">'
    found = [page(f"{cover}<h2>Contents</h2><ol>{items}</ol></nav></section>", "A briefing")]
    number = 1
    for i, title in enumerate(titles):
        blocks, called = [], 0
        for j in range(pages * 5):
            sentences = []
            for k in range(5):
                sentences.append(sentence(chance, chance.randint(12, 22)))
                if called < notes and (j * 5 + k) % max(1, pages * 25 // notes) == 2:
                    text = f"{sentence(chance, chance.randint(8, 18))} See <em>Review</em>, p. {j}."
                    sentences[-1] += note(number, text)
                    number, called = number + 1, called + 1
            heading = f"<h2>{sentence(chance, 4)[:-1]}</h2>" if j % 4 == 1 else ""
            blocks.append(
                f'<div class="block" data-block="sections.{i}.blocks.{j}">{heading}'
                f"<p>{' '.join(sentences)}</p></div>"
            )
            if j == 2 and i % 3 == 1:
                blocks.append(table(chance, 9, f"t-{i}"))
        found.append(
            page(f'<section id="s-{i}"><h1>{title}</h1>{"".join(blocks)}</section>', title)
        )
    return found


def table(chance: random.Random, rows: int, name: str) -> str:
    """Return a table of numbers."""
    head = "".join(f'<th scope="col">{c}</th>' for c in ("District", "Supply", "Losses"))
    body = "".join(
        f'<tr><th scope="row">District {i + 1}</th>'
        + "".join(f"<td>{chance.randint(10, 9999)}</td>" for _ in range(2))
        + "</tr>"
        for i in range(rows)
    )
    return (
        f'<div class="exhibit" id="{name}"><table><caption>Supply by district</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def whole(sections: list[str], numbers: dict[str, int] | None = None) -> str:
    """Return the sections as one HTML document, the page numbers of its contents filled in."""
    bodies = "".join(html.split("<body>")[1].split("</body>")[0] for html in sections)
    for name, number in (numbers or {}).items():
        bodies = bodies.replace(f'data-page="{name}">00', f">{number}")
    return page(bodies)


@lru_cache(maxsize=3)
def typesetter(conformance: Conformance = Conformance.A3A_UA1) -> Typesetter:
    """Return a typesetter that all tests share: the first section loads WeasyPrint."""
    return Typesetter([CSS], conformance=conformance)


def fragments(
    sections: Sequence[str], conformance: Conformance = Conformance.A3A_UA1
) -> list[Fragment]:
    """Return the fragments of sections."""
    return [typesetter(conformance).section(html) for html in sections]


@lru_cache(maxsize=3)
def built(conformance: Conformance = Conformance.A3A_UA1) -> bytes:
    """Return the sample as a finished file."""
    return assemble(fragments(SECTIONS, conformance), METADATA)


def pdf_of(*bodies: str) -> bytes:
    """Return the file of some bodies, a section each."""
    return assemble(fragments([page(body) for body in bodies]), METADATA)


REFERENCES = Attachment("references.json", b"[]\n", "application/json", "Data", "The references")


@lru_cache(maxsize=1)
def sound() -> bytes:
    """Return a whole file without a fault."""
    laid_out = fragments(SECTIONS)
    return assemble(laid_out, METADATA, [REFERENCES])
