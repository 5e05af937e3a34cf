"""A page is painted in the order of its tags, and looks as it did."""

from collections.abc import Iterator

import engine_sample
import pypdfium2
import pytest
from engine_chance import Writer
from pydyf import Dictionary

from report.audit.subject import Subject
from report.audit.tree import ClaimedContent, StructElement
from report.press import ordering
from report.press.assembly import assemble
from report.press.fragment import Fragment
from report.press.structure import ContentMark
from report.press.typeset import Typesetter

GAUDY = """
html { background: #eef }
h1 { background: #223; color: #fff; padding: 6px; margin: -20px 0 10px }
h2 { position: relative; left: -30px; background: linear-gradient(#fc8, #fff) }
p { background: #fffbe6; border-left: 3px solid #c33; text-decoration: underline }
p:nth-child(3n) { float: right; width: 40%; background: #dfd; margin: -4px 0 0 6px }
p:nth-child(4n) { position: relative; top: -5px; left: 12px; z-index: 3; background: #fdf }
p:nth-child(5n) { transform: rotate(-1deg); background: #dff }
blockquote { position: absolute; right: -20px; width: 160px; background: #ff8; z-index: -1 }
strong { background: #ee0; text-decoration: line-through }
li { overflow: hidden; border-radius: 6px; background: #eee }
table { position: relative; z-index: 1 } tr:nth-child(2n) { background: #ddf }
td { box-shadow: none; outline: 1px dotted #393 }
figure { border: 2px dashed #888; margin: -8px 0 10px; background: #f6f6f6 }
aside { float: left; width: 30%; background: #dee; margin: 0 8px -10px 0 }
.fn { background: #efe }
"""
"""A style sheet that lays what it can over something else."""


def fragments(css: str, html: str) -> list[Fragment]:
    return [Typesetter((engine_sample.CSS + css,)).section(html)]


def file(css: str, html: str) -> bytes:
    return assemble(fragments(css, html), engine_sample.METADATA)


def pixels(pdf: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    return [bytes(page.render(scale=2).buffer) for page in document]


def as_read(subject: Subject) -> Iterator[ClaimedContent]:
    """Yield the content of the tags in their order, that of page notes after all the rest."""
    waiting: list[StructElement | ClaimedContent] = list(reversed(subject.tree.tops))
    notes: list[StructElement | ClaimedContent] = []
    while waiting or notes:
        if not waiting:
            waiting, notes = notes[::-1], []
        thing = waiting.pop()
        if isinstance(thing, ClaimedContent):
            yield thing
        elif isinstance(thing, StructElement):
            if thing.role == "Note" and (thing.id or b"").startswith(b"note-n"):
                thing.role = ""  # it is held back once
                notes.append(thing)
                continue
            kids = (k for k in thing.kids if isinstance(k, StructElement | ClaimedContent))
            waiting += reversed(list(kids))


def test_each_page_is_painted_in_the_order_of_its_tags_with_its_notes_last():
    subject = Subject(engine_sample.sound(), "sound")

    wanted: dict[int, list[int]] = {}
    for content in as_read(subject):
        wanted.setdefault(subject.numbers[content.page], []).append(content.mcid)
    for page in subject.content:
        painted = [mark.mcid for mark in page.marks if mark.mcid is not None]
        assert painted == wanted.get(page.number, [])


@pytest.mark.parametrize("css", ["", GAUDY], ids=["ours", "gaudy"])
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 30))]
)
def test_a_page_looks_as_it_did(monkeypatch, css, seed):
    html = Writer(seed).document()
    moved = file(css, html)
    monkeypatch.setattr(ordering, "in_reading_order", lambda *_: None)

    for now, before in zip(pixels(moved), pixels(file(css, html)), strict=True):
        if now != before:  # where letters lie on letters, one sum may be rounded otherwise
            assert max(abs(a - b) for a, b in zip(now, before, strict=True)) <= 1


# ------------------------------------------------------------------------------------- operators

ONE, TWO, THREE = (ContentMark(0, n) for n in range(3))


def text(mark: ContentMark, x: int, *state: bytes) -> list[object]:
    shown = [b"BT", b"1 0 0 1 %d 0 Tm" % x, b"/F 10 Tf", b"[<0001>] TJ", b"ET"]
    return ["/P", Dictionary({"MCID": mark.mcid}), b"BDC", *state, *shown, b"EMC"]


def rectangle(x: int) -> list[object]:
    return ["/Artifact", b"BMC", b"%d 0 5 5 re" % x, b"f", b"EMC"]


def ordered(operators: list[object], *marks: ContentMark) -> list[object] | None:
    places = {mark: float(place) for place, mark in enumerate(marks)}
    return ordering.in_reading_order(0, operators, places, lambda font, code: 500)


def test_what_is_in_order_stays_as_it_is():
    assert ordered([*text(ONE, 0), *text(TWO, 50)], ONE, TWO) is None


def test_a_text_is_painted_in_the_state_that_it_had():
    red, blue = b"1 0 0 rg", b"0 0 1 rg"
    operators = [b"q", b"1 0 0 1 5 5 cm", *text(ONE, 0, red), *text(TWO, 50), b"Q", blue]

    found = ordered([*operators, *text(THREE, 90)], THREE, TWO, ONE)

    assert found == [
        *(b"q", blue, *text(THREE, 90), b"Q", b"q", b"q", b"1 0 0 1 5 5 cm", red),
        *(*text(TWO, 50), b"Q", b"q", b"1 0 0 1 5 5 cm", *text(ONE, 0, red), b"Q", b"Q"),
    ]


def test_a_drawing_is_not_moved_over_or_under_what_it_lies_on():
    apart = ordered([*text(TWO, 0), *rectangle(100), *text(ONE, 50)], ONE, TWO)
    over = ordered([*text(TWO, 0), *rectangle(2), *text(ONE, 50)], ONE, TWO)

    assert apart is not None
    assert over is None


def test_a_page_that_paints_outside_of_marks_stays_as_it_is():
    assert ordered([*text(TWO, 0), b"0 0 5 5 re", b"f", *text(ONE, 50)], ONE, TWO) is None
