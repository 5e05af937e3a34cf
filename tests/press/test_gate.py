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


def test_a_row_that_is_taller_than_a_page_is_found_once():
    rows = f'<tr><th scope="row">Head</th><td>{"many words " * 3000}</td></tr>'
    table = f'<table><thead><tr><th scope="col">A</th></tr></thead><tbody>{rows}</tbody></table>'

    faults = inspected(block(table))

    assert len([fault for fault in faults if "row parted" in fault.message]) == 1
    assert "“Head many words" in messages(faults)


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
