"""Each way in which a file can lose what its HTML says is made here, and found."""

import io
from dataclasses import replace

import engine_sample
import pikepdf
import pytest
from engine_sample import METADATA, again, note, page

from report.press import gate
from report.press.assembly import assemble
from report.press.conformance import Conformance
from report.press.fragment import Fragment, NoteCall, Overrun, PrintedPage, TextRun
from report.press.recent import Recent
from report.press.typeset import Typesetter


def block(body: str, path: str = "sections.0.blocks.3") -> str:
    return page(f'<h1>Title</h1><div class="block" data-block="{path}">{body}</div>')


def inspected(*htmls: str, css: str = "", **options):
    setter = Typesetter([engine_sample.CSS + css]) if css else engine_sample.typesetter()
    fragments = [setter.section(html) for html in htmls]
    pdf = assemble(fragments, METADATA)
    return gate.inspect(htmls, fragments, pdf, **{"pages_at_most": None, **options})


def messages(faults) -> str:
    return "\n".join(fault.message for fault in faults)


@pytest.mark.parametrize("conformance", list(Conformance))
def test_a_whole_file_has_no_fault(conformance):
    fragments = engine_sample.fragments(engine_sample.SECTIONS, conformance)
    pdf = engine_sample.built(conformance)

    assert gate.inspect(engine_sample.SECTIONS, fragments, pdf, pages_at_most=4) == ()


def test_small_capitals_hyphens_shared_glyphs_and_capitals_by_style_are_no_fault():
    text = "Oʼzbekiston’s infrastructure interoperability fi ffi straße administration " * 6
    css = "p { hyphens: auto; width: 150px } .up { text-transform: uppercase }"

    faults = inspected(block(f'<p>{text}</p><p class="up small-caps">{text}</p>'), css=css)

    assert faults == ()


@pytest.fixture(scope="module")
def strayed():
    """Return the faults of a page so full that the note of its last line goes to the next."""
    filler = '<div style="height: 600px"></div>'
    css = ".fn { footnote-policy: auto }"
    return inspected(block(f"{filler}<p>The last line.{note(1, 'Strayed.')}</p>"), css=css)


def test_a_note_on_another_page_than_its_first_call_is_found(strayed):
    assert messages(strayed[:1]) == "Footnote 1 stands on page 2, its first call on page 1"
    assert strayed[0].block == "sections.0.blocks.3"


def test_a_page_of_notes_without_text_is_found(strayed):
    assert messages(strayed[1:]) == "page 2 has notes and no text"


def test_a_note_that_is_called_again_on_a_later_page_is_no_fault():
    later = f"<p style='break-before: page'>Again.{again(1)}</p>"

    assert inspected(block(f"<p>Text.{note(1, 'First.')}</p>{later}")) == ()


def test_a_note_without_a_call_is_found():
    body = '<p>Text.<span class="fn" id="n1"><a class="fnlabel" href="#x">1</a>. Note.</span></p>'

    faults = inspected(block(f'<p id="x">Before.</p>{body}'))

    assert "Footnote 1 is called nowhere" in messages(faults)


def test_a_note_that_is_not_printed_is_found():
    faults = inspected(block(f"<p>Text.{note(1, 'Gone.')}</p>"), css=".fn { display: none }")

    assert messages(faults[:1]) == "Footnote 1 is not in the file"
    assert faults[0].block == "sections.0.blocks.3"


def test_text_below_the_edge_of_the_page_is_found():
    css = ".tall { position: absolute; top: 1200px }"

    faults = inspected(block('<p>Seen.</p><p class="tall">Unseen words.</p>'), css=css)

    assert "“Unseen words.”" in messages(faults)
    assert faults[0].block == "sections.0.blocks.3"


def test_text_that_a_style_sheet_hides_is_found():
    faults = inspected(block("<p>Seen.</p><p class='gone'>Unseen.</p>"), css=".gone{display:none}")

    assert "“Unseen.”" in messages(faults)


def test_a_word_said_twice_and_printed_once_is_found():
    faults = inspected(
        block("<table><tr><td>Yes</td><td class='gone'>Yes</td></tr></table>"),
        css=".gone { display: none }",
    )

    assert "3 letters of the text are not printed: “Yes”" in messages(faults)


def test_invisible_text_is_found_in_the_finished_bytes():
    faults = inspected(block("<p>Seen. <b>Unseen.</b></p>"), css="b { visibility: hidden }")

    assert "the words “Unseen.” on page 1 cannot be selected" in messages(faults)
    assert faults[0].block == "sections.0.blocks.3"


def test_a_font_that_gives_its_glyphs_no_text_is_found():
    html = block("<p>Words to read.</p>")
    fragments = engine_sample.fragments([html])
    with pikepdf.open(io.BytesIO(assemble(fragments, METADATA))) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                thing.ToUnicode = pdf.make_stream(b"1 beginbfchar <0000> <0041> endbfchar")
        damaged = io.BytesIO()
        pdf.save(damaged)

    faults = gate.inspect([html], fragments, damaged.getvalue(), pages_at_most=None)

    assert "cannot be selected or copied" in messages(faults)


def test_a_page_taken_out_of_the_file_is_found():
    html = block("<p>One</p><p style='break-before: page'>Two</p>")
    fragments = engine_sample.fragments([html])
    with pikepdf.open(io.BytesIO(assemble(fragments, METADATA))) as pdf:
        del pdf.pages[1]
        damaged = io.BytesIO()
        pdf.save(damaged)

    faults = gate.inspect([html], fragments, damaged.getvalue(), pages_at_most=None)

    assert "the file has 1 pages, its sections 2" in messages(faults)


def test_a_page_number_of_the_contents_that_is_not_printed_is_found():
    fragments = engine_sample.fragments(engine_sample.SECTIONS)
    others = [fragments[0], fragments[1], *fragments[3:], fragments[2]]
    htmls = [engine_sample.SECTIONS[i] for i in (0, 1, 3, 2)]

    faults = gate.inspect(htmls, others, engine_sample.built(), pages_at_most=None)

    assert any("on page 3 cannot be selected" in fault.message for fault in faults)


def test_more_pages_than_allowed_are_found():
    faults = inspected(block("<p>One</p><p style='break-before: page'>Two</p>"), pages_at_most=1)

    assert messages(faults) == "2 pages, at most 1 allowed"


def test_texts_of_drawings_are_looked_for_in_the_finished_bytes():
    html = engine_sample.EXHIBITS
    fragments = engine_sample.fragments([html])
    pdf = assemble(fragments, METADATA)
    assert gate.inspect([html], fragments, pdf, pages_at_most=None) == ()

    pages = tuple(
        replace(p, runs=tuple(replace(r, text=r.text.replace("four", "fünf")) for r in p.runs))
        for p in fragments[0].pages
    )
    faults = gate.inspect([html], [replace(fragments[0], pages=pages)], pdf, pages_at_most=None)

    assert "“fünf”" in messages(faults)


def test_text_that_runs_off_the_page_is_found_in_its_block():
    faults = inspected(block(f'<p style="white-space: nowrap">{"many words " * 30}</p>'))

    assert faults
    assert "runs off the page" in faults[0].message
    assert faults[0].block == "sections.0.blocks.3"


def test_text_that_runs_out_of_its_cell_is_found_in_its_block():
    table = (
        '<table style="table-layout: fixed; width: 100px"><tbody><tr>'
        '<th scope="row">Unbreakablewordofonecell</th><td>Next</td></tr></tbody></table>'
    )

    faults = inspected(block(table))

    assert messages(faults) == "page 1: “Unbreakablewordofonecell” runs into the next column"
    assert faults[0].block == "sections.0.blocks.3"


def test_a_row_that_is_taller_than_a_page_goes_on_whole_and_is_doubted_once():
    rows = f'<tr><th scope="row">Head</th><td>{"many words " * 3000}</td></tr>'
    table = f'<table><thead><tr><th scope="col">A</th></tr></thead><tbody>{rows}</tbody></table>'

    fragment = engine_sample.typesetter().section(block(table))

    assert inspected(block(table)) == ()
    (doubt,) = gate.broken([fragment])
    assert "“Head many words" in doubt.message
    assert "goes on from the page before" in doubt.message


def test_running_heads_that_meet_are_found_once():
    css = (
        "@page { @top-left { content: string(t); white-space: nowrap }"
        " @top-right { content: 'Right'; white-space: nowrap } } body { string-set: t attr(title) }"
    )
    html = block('<p>One.</p><p style="break-before: page">Two.</p>')
    html = html.replace("<body", f'<body title="{"Left words " * 12}"', 1)

    faults = inspected(html, css=css)

    assert len(faults) == 1
    assert "runs into the words beside it" in faults[0].message


# --------------------------------------------------------- fragments that no layout has to make


def run(text, note="", block="b", kind="text"):
    return TextRun(kind, block, note, text)


def printed(*runs, notes=0.0, text=100.0, over=()):
    return PrintedPage(text, notes, runs, tuple(over))


def fragment(*pages, calls=()):
    return Fragment(b"", Conformance.NONE, "en", pages, (), (), {}, {}, (), calls, ())


def found(*sections):
    """Inspect (html, fragment) pairs beside a file of empty pages; what it lacks is left out."""
    htmls, fragments = zip(*sections, strict=True)
    with pikepdf.new() as pdf:
        for _ in range(sum(len(made.pages) for made in fragments)):
            pdf.add_blank_page()
        kept = io.BytesIO()
        pdf.save(kept)
    faults = gate.inspect(htmls, fragments, kept.getvalue(), pages_at_most=None)
    return [fault for fault in faults if "cannot be selected" not in fault.message]


NOTED = block(f"<p>Text{note(1, 'First')}</p>", "b").replace("<h1>Title</h1>", "")
CALL = NoteCall("r1", "n1", 0)


def on_pages(*pages):
    """Return what is found of a note that is called on the first page."""
    return messages(found((NOTED, fragment(*pages, calls=(CALL,)))))


TEXT, NOTE = run("Text1"), run("1. First", "n1")


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([printed(TEXT, NOTE, notes=9)], ""),
        ([printed(TEXT, run("1. Fi", "n1"), notes=9), printed(run("rst", "n1"), notes=9)], ""),
        (
            [
                printed(TEXT, run("1. Fi", "n1"), notes=9),
                printed(run("More"), notes=9),
                printed(run("rst", "n1"), notes=9),
            ],
            "",
        ),
        (
            [
                printed(TEXT, run("1. Fi", "n1"), notes=9),
                printed(run("More")),
                printed(run("Text"), run("rst", "n1"), notes=9),
            ],
            "Footnote 1 stands on page 1, 3, its first call on page 1",
        ),
        (
            [printed(TEXT), printed(NOTE, notes=9)],
            "Footnote 1 stands on page 2, its first call on page 1\npage 2 has notes and no text",
        ),
        (
            [printed(TEXT), printed(NOTE, run("", kind="drawing"), notes=9)],
            "Footnote 1 stands on page 2, its first call on page 1",
        ),
        ([printed(TEXT)], "Footnote 1 is not in the file"),
        ([printed(TEXT, run("1. First", "n1", kind="margin"))], "Footnote 1 is not in the file"),
    ],
)
def test_a_note_begins_at_its_call_and_goes_on_where_others_are_before_it(pages, told):
    said = [line for line in on_pages(*pages).splitlines() if "letters of the text" not in line]

    assert "\n".join(said) == told


def test_pages_are_counted_through_the_sections():
    before = block("", "a").replace("<h1>Title</h1>", ""), fragment(printed(), printed())

    faults = found(before, (NOTED, fragment(printed(TEXT), printed(NOTE, notes=9), calls=(CALL,))))

    assert messages(faults) == (
        "Footnote 1 stands on page 4, its first call on page 3\npage 4 has notes and no text"
    )


def test_the_words_that_are_gone_are_named_up_to_six_and_counted():
    html = block("<p>One two three four five six seven</p>", "b").replace("<h1>Title</h1>", "")

    (six,) = found((html, fragment(printed(run("seven")))))
    (seven,) = found((html, fragment(printed())))

    assert six.message == "22 letters of the text are not printed: “One two three four five six”"
    assert (
        seven.message == "27 letters of the text are not printed: “One two three four five six …”"
    )
    assert "look at the block's size" in six.hint


def test_what_is_gone_of_a_note_or_a_title_is_said_to_be():
    (gone,) = found((NOTED, fragment(printed(TEXT, run("1 .", "n1"), notes=9), calls=(CALL,))))
    (title,) = found((block("", "b"), fragment(printed())))

    assert gone.message == "Footnote 1: 5 letters of the text are not printed: “First”"
    assert gone.hint == "shorten the note, or the notes around it"
    assert (title.message[:10], title.block) == ("5 letters ", "")
    assert "shorten the title" in title.hint


def test_texts_of_other_kinds_are_no_text_of_the_html():
    html = block("<p>Text</p>", "b").replace("<h1>Title</h1>", "")

    assert found((html, fragment(printed(run("Text"), run("More", kind="generated"))))) == []
    assert found((html, fragment(printed(run("Text", kind="generated")))))


def shares(*depths):
    pages = [printed(TEXT, NOTE, notes=notes, text=text) for text, notes in depths]
    return [
        (fault.message, fault.block, fault.remedy)
        for fault in gate.crowded([fragment(pages[0]), fragment(*pages[1:])], 0.4)
    ]


def test_pages_on_which_notes_crowd_are_named_with_the_worst():
    assert shares((100, 40), (0, 30)) == []
    ((one, where, remedy),) = shares((100, 40), (100, 41))
    assert one == "notes take 41% of the text on page 2; more than 40% on page 2"
    assert (where, remedy[:22]) == ("b", "`limits: {notes: 46}` ")
    ((two, *_),) = shares((100, 50), (100, 98))
    assert two == "notes take 98% of the text on page 2; more than 40% on pages 1 and 2"
    ((three, _, most),) = shares((100, 50), (100, 98), (100, 45))
    assert three == "notes take 98% of the text on page 2; more than 40% on pages 1, 2 and 3"
    assert "notes: 100}" in most


def overrun(*texts, place="broken", block="b"):
    return [Overrun(place, block, text) for text in texts]


def test_of_many_texts_of_a_block_the_first_is_told_and_the_rest_are_counted():
    def told(*texts):
        (fault,) = gate.broken([fragment(printed(), printed(over=overrun(*texts)))])
        return fault.message

    assert told("one") == "page 2: “one” is broken in its cell"
    assert told("one", "two").endswith(", and so with 1 more text of this block")
    assert told("one", "two", "three").endswith(", and so with 2 more texts of this block")
    assert told("one", "one") == "page 2: “one” is broken in its cell"
    assert f"“{'w' * 60}”" in told("w" * 60)
    assert f"“{'w' * 60}…”" in told("w" * 61)


def test_what_is_a_doubt_and_what_is_a_fault_are_told_apart():
    html = block("", "b").replace("<h1>Title</h1>", "")
    over = [*overrun("x"), *overrun("y", place="cell"), *overrun("z", place="over", block="c")]
    pages = fragment(printed(over=over))

    assert messages(gate.broken([pages])) == "page 1: “x” is broken in its cell"
    assert messages(found((html, pages))) == (
        "page 1: “y” runs into the next column\npage 1: “z” stands over other words"
    )


def test_each_running_head_is_told_once_and_by_its_words():
    html = block("", "b").replace("<h1>Title</h1>", "")
    first = overrun("One", "Two", place="head", block="")

    faults = found((html, fragment(printed(over=first), printed(over=first))))

    assert [(f.head, f.message[:14]) for f in faults] == [
        ("One", "page 1: “One” "),
        ("Two", "page 1: “Two” "),
    ]
    assert [f.head for f in gate.broken([fragment(printed(over=overrun("x")))])] == [""]


def test_letters_that_are_missing_though_each_word_is_there_are_found():
    html = block("<p>ab ab</p>")
    fragments = engine_sample.fragments([html])
    pdf = assemble(fragments, METADATA)
    twice = tuple(
        replace(page, runs=(*page.runs, run("ab", kind="generated"))) for page in fragments[0].pages
    )

    faults = gate.inspect([html], [replace(fragments[0], pages=twice)], pdf, pages_at_most=1)

    assert messages(faults) == "letters on page 1 cannot be selected or copied: ab"


def test_each_section_of_a_long_briefing_is_read_once(monkeypatch):
    monkeypatch.setattr(gate, "_late", Recent(lambda html: pytest.fail("it is read again")))
    read = []

    def recall(find, html, *code):
        read.append(html)
        return find()

    htmls = [block("", str(number)).replace("<h1>Title</h1>", "") for number in range(40)]
    for _ in range(2):
        assert list(gate.read(htmls, recall)) == [None] * 40
    assert read == htmls
