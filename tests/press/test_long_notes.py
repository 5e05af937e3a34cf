"""A long note goes on at the foot of the next pages: nothing of it is lost, said twice or moved."""

import re

import engine_sample
import pytest
from engine_sample import METADATA, page, sentence

from report import audit
from report.press import gate
from report.press.assembly import assemble

CHANCE = engine_sample.random.Random(7)


def words(number: int, count: int) -> str:
    return " ".join(f"n{number}w{i}" for i in range(count))


def note(number: int, count: int) -> str:
    """Return a call with a note of so many words, each of which names itself."""
    made = engine_sample.note(number, words(number, count))
    return made.replace('class="fn"', f'class="fn" data-continued="{number}, continued"')


def text(count: int) -> str:
    return f"<p>{sentence(CHANCE, count)}</p>"


def section(*parts: str) -> str:
    return page(f'<h1>Title</h1><div data-block="sections.0.blocks.0">{"".join(parts)}</div>')


def printed(html: str):
    """Return the fragment of a section, and what the gate finds wrong with its file."""
    fragment = engine_sample.typesetter().section(html)
    pdf = assemble([fragment], METADATA)
    return fragment, gate.inspect([html], [fragment], pdf, pages_at_most=None)


def pieces(fragment, number: int) -> list[tuple[int, list[int]]]:
    """Return the pages of a note, with the numbers of its words on each."""
    found = []
    for at, one in enumerate(fragment.pages):
        said = " ".join(r.text for r in one.runs if r.note == f"n{number}" and r.kind == "text")
        if numbers := [int(m) for m in re.findall(rf"n{number}w(\d+)", said)]:
            found.append((at, numbers))
    return found


@pytest.mark.parametrize("before", [10, 250, 420])
@pytest.mark.parametrize("count", [400, 1500])
@pytest.mark.parametrize("others", ["alone", "short ones after", "two in a line"])
def test_a_long_note_is_whole_and_in_order_wherever_its_call_stands(before, count, others):
    more = {
        "alone": text(900),
        "short ones after": f"<p>Words.{note(2, 20)} More.{note(3, 20)}</p>{text(900)}",
        "two in a line": text(900),
    }[others]
    second = note(2, 30) if others == "two in a line" else ""

    fragment, faults = printed(section(text(before), f"<p>A.{note(1, count)}{second}</p>", more))

    found = pieces(fragment, 1)
    assert [n for _, numbers in found for n in numbers] == list(range(count))
    assert found[0][0] == next(call.page for call in fragment.calls if call.note == "n1")
    assert count == 400 or len(found) > 1
    assert faults == ()


def test_two_long_notes_near_each_other_are_both_whole():
    html = section(text(200), f"<p>A.{note(1, 700)}</p>", f"<p>B.{note(2, 700)}</p>", text(900))

    fragment, faults = printed(html)

    for number in (1, 2):
        found = [n for _, numbers in pieces(fragment, number) for n in numbers]
        assert found == list(range(700))
    assert faults == ()


def test_a_piece_is_marked_as_continued_and_the_mark_is_no_text_of_the_note():
    fragment, _ = printed(section(text(100), f"<p>A.{note(1, 900)}</p>", text(900)))

    marked = [
        [run.text for run in one.runs if run.kind == "generated" and "continued" in run.text]
        for one in fragment.pages
    ]
    on = [at for at, _ in pieces(fragment, 1)]
    assert [at for at, found in enumerate(marked) if found] == on[1:]
    assert marked[on[1]] == ["1, continued"]


def test_a_file_with_a_note_on_several_pages_keeps_its_standards():
    html = section(text(200), f"<p>A.{note(1, 1200)}</p>", text(900))

    pdf = assemble([engine_sample.typesetter().section(html)], METADATA)

    assert audit.audit(pdf, quick=True).errors == ()


def test_a_note_that_fits_whole_is_not_cut():
    fragment, _ = printed(section(text(300), f"<p>A.{note(1, 120)}</p>", text(600)))

    assert len(pieces(fragment, 1)) == 1


def test_pages_that_notes_take_up_are_advice_that_names_the_worst():
    fragment, _ = printed(section(text(100), f"<p>A.{note(1, 900)}</p>", text(900)))

    (told,) = gate.crowded([fragment], 0.05)

    assert re.match(
        r"notes take \d\d% of the text on page \d; more than 5% on pages ", told.message
    )
    assert told.block == "sections.0.blocks.0"
    assert list(gate.crowded([fragment], 1.0)) == []
