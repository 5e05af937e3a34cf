"""The structure tree says what the HTML says: no more elements, no fewer, in its order."""

import io

import engine_sample
import pikepdf
import pytest
from engine_sample import again, note, pdf_of
from PIL import Image

from report.audit import readaloud
from report.errors import ReportError
from report.press.conformance import Conformance


def tree(*bodies: str) -> readaloud.SpokenTag:
    return readaloud.read(pdf_of(*bodies))


def dump(*bodies: str) -> list[str]:
    """Return the lines of the tree below its section."""
    lines = readaloud.as_text(pdf_of(*bodies)).splitlines()
    return [line.strip() for line in lines[1:]]


def roles(element: readaloud.SpokenTag) -> list[str]:
    return [e.role for e in element.walk()]


def test_a_paragraph_over_two_pages_is_one_element():
    text = "A sentence of some length that fills the line. " * 200

    found = tree(f"<p>{text}</p>")

    assert roles(found) == ["Document", "P"]
    assert found.find("P")[0].text().split() == text.split()


def test_lines_and_boxes_without_meaning_leave_no_elements():
    found = tree('<div class="block"><div><p><span class="x">One</span> <b>two</b></p></div></div>')

    assert roles(found) == ["Document", "P"]


def test_a_note_follows_its_first_reference_and_a_later_call_is_only_a_reference():
    lines = dump(f"<p>One.{note(1, 'First.')} Two.{again(1)} Three.{note(2, 'Second.')}</p>")

    assert lines == [
        "P One.[Reference [Link 1]][Note [Lbl [Link 1]]. First.] "
        "Two.[Reference [Link 1]] "
        "Three.[Reference [Link 2]][Note [Lbl [Link 2]]. Second.]"
    ]


def test_a_note_called_in_emphasis_or_in_a_cell_stays_with_its_call():
    lines = dump(
        f"<p><em>One{note(1, 'First.')}</em> two.</p>"
        f"<table><tr><th>A</th><td>B{note(2, 'Second.')}</td></tr></table>"
    )

    assert lines[0] == "P [Em One[Reference [Link 1]][Note [Lbl [Link 1]]. First.]] two."
    assert "TD B[Reference [Link 2]][Note [Lbl [Link 2]]. Second.]" in lines


def test_notes_have_ids_in_a_tree_of_ids():
    with pikepdf.open(_io(engine_sample.built())) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)

        found = {
            str(name): str(element.S) for name, element in zip(names[::2], names[1::2], strict=True)
        }
        assert found == {"note-exhibit-1-a": "/Note", "note-n1": "/Note", "note-n2": "/Note"}
        assert [bytes(n) for n in names[::2]] == sorted(bytes(n) for n in names[::2])


def test_headings_do_not_skip_a_level():
    assert [r for r in roles(tree("<h1>A</h1><h3>B</h3><h4>C</h4><h2>D</h2>")) if r[0] == "H"] == [
        "H1",
        "H2",
        "H3",
        "H2",
    ]


def test_a_nested_list_is_in_the_body_of_its_item():
    lines = dump("<ul><li>One<ol><li>Two</li></ol></li></ul>")

    assert lines == [
        "L (ListNumbering=Disc)", "LI", "[Lbl •]", "LBody", "One",
        "L (ListNumbering=Decimal)", "LI", "[Lbl 1.]", "LBody Two",
    ]  # fmt: skip


def test_a_list_without_markers_has_bodies_alone():
    lines = dump('<ul style="list-style: none"><li>One</li></ul>')

    assert lines == ["L (ListNumbering=None)", "LI", "LBody One"]


def test_a_list_whose_items_bring_their_numbers_is_numbered():
    numbers = 'list-style: symbols(numeric "0" "1" "2") outside'

    lines = dump(f"<ol style=\"list-style: none\"><li style='{numbers}'>One</li></ol>")

    assert lines == ["L (ListNumbering=Decimal)", "LI", "[Lbl 1]", "LBody One"]


def test_words_of_two_lines_or_blocks_do_not_run_together():
    lines = dump('<p>One<br>two<span style="display: block">three</span>four</p>')

    assert lines == ["P One two three four"]


def test_terms_are_labels_and_definitions_bodies():
    lines = dump("<dl><dt>A</dt><dd>One</dd><dt>B</dt><dd>Two</dd><dd>Three</dd></dl>")

    assert lines == [
        "L (ListNumbering=None)", "LI", "[Lbl A]", "LBody One",
        "LI", "[Lbl B]", "LBody", "Two", "Div", "P Three",
    ]  # fmt: skip


def test_a_table_over_pages_is_one_table_and_its_repeated_head_an_artifact():
    rows = "".join(f'<tr><th scope="row">{i}</th><td>x</td></tr>' for i in range(90))
    head = '<thead><tr><th scope="col">Number</th><th scope="col">Sign</th></tr></thead>'

    pdf = pdf_of(f"<table><caption>All</caption>{head}<tbody>{rows}</tbody></table>")

    found = readaloud.read(pdf)
    assert [len(found.find(role)) for role in ("Table", "THead", "TBody", "TR", "TD")] == [
        1, 1, 1, 91, 90,
    ]  # fmt: skip
    assert found.find("Table")[0].kids[0].role == "Caption"
    assert [dict(th.attributes)["Scope"] for th in found.find("TH")][:3] == [
        "Column", "Column", "Row",
    ]  # fmt: skip
    with pikepdf.open(_io(pdf)) as document:
        assert len(document.pages) > 2
    assert found.text().count("Number") == 1


def test_a_repeated_foot_is_read_once_and_last():
    rows = "".join(f"<tr><td>{i}</td></tr>" for i in range(90))

    found = tree(f"<table><tfoot><tr><td>Total</td></tr></tfoot><tbody>{rows}</tbody></table>")

    assert found.text().count("Total") == 1


def test_cells_that_span_say_so_and_empty_cells_stay():
    lines = dump('<table><tr><th colspan="2">A</th></tr><tr><td></td><td>B</td></tr></table>')

    assert lines[-5:] == ["TR", "TH (ColSpan=2; Scope=Row) A", "TR", "TD", "TD B"]


def test_a_figure_has_alternative_caption_and_its_place_on_the_page():
    with pikepdf.open(_io(engine_sample.built())) as pdf:
        figure = next(e for e in _elements(pdf.Root.StructTreeRoot.K) if e.S == "/Figure")

        left, bottom, right, top = (float(v) for v in figure.A.BBox)
        assert (round(right - left), round(top - bottom)) == (225, 60)  # 300 by 80 CSS pixels
        assert 0 < bottom < 842 * 0.75
        assert str(figure.Alt).endswith("9 in 2003.")
        assert [str(k.S) for k in figure.K if isinstance(k, pikepdf.Dictionary)] == ["/Caption"]


DOT = '<svg width="9" height="9"><title>A dot</title><circle r="4"/></svg>'


def test_a_caption_stands_in_the_one_picture_that_it_names():
    lines = dump(f"<figure><figcaption>C</figcaption><div>{DOT}</div><p>Words.</p></figure>")

    assert lines == ["Div", "Figure (alt=A dot)", "Caption C", "P Words."]


def test_a_caption_of_more_than_a_picture_is_the_first_of_a_section():
    """Validators look through a Div: in it the caption would be one of the section around."""
    for inner in (f"{DOT}<p>Words.</p>{DOT}", f"<p>Words.</p>{DOT}"):
        lines = dump(f"<p>Before.</p><figure><figcaption>C</figcaption>{inner}</figure>")

        assert lines[:3] == ["P Before.", "Sect", "Caption C"]


def test_a_head_that_runs_into_its_text_is_a_heading_before_it():
    lines = dump(
        '<h1>One</h1><p><strong class="run-in">A <em>head</em>.</strong> Words.</p>'
        '<p>More <strong class="run-in">words</strong>.</p><h2>Two</h2>'
        '<p><strong class="run-in">Deep.</strong> Words.</p>'
        '<ul><li><strong class="run-in">Point.</strong> Words.</li></ul>'
    )

    assert lines[:7] == [
        *("H1 One", "H2 A [Em head].", "P Words.", "P More [Strong words].", "H2 Two"),
        *("H3 Deep.", "P Words."),
    ]
    assert "LBody [Strong Point.] Words." in lines


def test_a_side_note_is_read_after_the_paragraph_beside_it():
    lines = dump(
        '<aside class="side-note">Aside.</aside>'
        '<p><strong class="run-in">Head.</strong> Words.</p><p>More.</p>'
        "<aside>Alone.</aside><table><tr><td>1</td></tr></table><p>Last.</p>"
    )

    assert lines[:6] == ["H1 Head.", "P Words.", "Aside", "P Aside.", "P More.", "Aside"]


def test_a_note_at_the_end_of_its_block_is_read_there():
    lines = dump(
        '<div data-block="a"><p>Words.</p><aside>Last.</aside></div>'
        '<div data-block="b"><p>Other.</p></div>'
    )

    assert lines[:4] == ["P Words.", "Aside", "P Last.", "P Other."]


def test_cells_under_a_head_of_their_group_name_it():
    found = tree(
        '<div id="x"><table><thead><tr><th>Who</th><th>What</th></tr></thead>'
        '<tbody><tr><th scope="rowgroup" colspan="2">Parties</th></tr>'
        '<tr><th scope="row">A</th><td>one</td></tr></tbody>'
        '<tbody><tr><th scope="rowgroup" colspan="2">Others</th></tr>'
        '<tr><th scope="row">B</th><td>two</td></tr></tbody></table></div>'
    )
    ids = {head.id: head.text() for head in found.find("TH")}
    named = {
        cell.text(): [ids[name] for name in dict(cell.attributes)["Headers"].split()]
        for role in ("TD", "TH")
        for cell in found.find(role)
        if "Headers" in dict(cell.attributes)
    }

    assert named == {
        "one": ["Parties", "What", "A"],
        "A": ["Parties", "Who"],
        "two": ["Others", "What", "B"],
        "B": ["Others", "Who"],
    }


def test_a_table_without_heads_of_groups_names_none():
    found = tree("<table><tr><th>A</th><td>one</td></tr></table>")

    assert "Headers" not in dict(found.find("TD")[0].attributes)


def test_what_is_hidden_from_readers_is_an_artifact():
    found = tree(
        '<p><svg width="9" height="9" aria-hidden="true"><title>x</title><circle r="4"/></svg> '
        'done <span aria-hidden="true">decoration</span></p>'
    )

    assert roles(found) == ["Document", "P"]
    assert found.text().split() == ["done"]


def test_an_image_without_an_alternative_is_refused_and_its_block_named():
    with pytest.raises(ReportError, match=r"no text alternative \(block sections\.1\)"):
        tree('<div data-block="sections.1"><svg width="9" height="9"><circle r="4"/></svg></div>')


def test_text_in_a_group_gets_a_paragraph_of_its_own():
    assert dump("<blockquote>One<p>Two</p>Three</blockquote>") == [
        "BlockQuote", "P One", "P Two", "P Three",
    ]  # fmt: skip


def test_two_texts_in_a_group_that_stand_apart_are_two_paragraphs():
    assert dump("<blockquote>One<div><q>Two</q></div></blockquote>") == [
        "BlockQuote", "P One", "P [Quote “Two”]",
    ]  # fmt: skip


def test_foreign_words_and_abbreviations_tell_how_to_read_them():
    lines = dump('<p lang="en-GB"><i lang="ru">мир</i> <abbr title="et cetera">etc.</abbr></p>')

    assert lines == ["P (lang=en-GB) [Span (lang=ru) мир] [Abbr (stands for et cetera) etc.]"]


def test_a_word_in_the_language_of_the_document_inside_a_foreign_one_says_so():
    lines = dump('<p><i lang="ru">мир <b lang="en-GB">peace</b></i></p>')

    assert lines == ["P [Span (lang=ru) мир [Span (lang=en-GB) peace]]"]


def test_capitals_of_the_style_sheet_are_read_as_they_were_written():
    lines = dump('<p style="text-transform: uppercase">Written so, <em>as is</em>.</p>')

    assert lines == ["P Written so, [Em as is]."]


@pytest.mark.parametrize(
    "style",
    [
        "font-variant-caps: all-small-caps",
        "font-feature-settings: 'smcp', 'c2sc'",
        "font-feature-settings: 'c2sc'",
    ],
)
def test_small_capitals_are_read_as_they_were_written(style):
    lines = dump(f'<p><span style="{style}">Osce OSCE osce</span></p>')

    assert lines == ["P Osce OSCE osce"]


def test_a_letter_made_of_two_glyphs_is_read_whole_and_leaves_others_alone():
    lines = dump("<p>ү̄ ү у̀ к̄а ка</p>")

    assert lines == ["P ү̄ ү у̀ к̄а ка"]


def test_an_image_with_an_empty_alternative_is_decoration(tmp_path):
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png")
    setter = engine_sample.Typesetter([engine_sample.CSS], base=tmp_path)

    made = setter.section(engine_sample.page('<p><img alt="" src="a.png"> Words</p>'))

    pdf = engine_sample.assemble([made], engine_sample.METADATA)
    assert roles(readaloud.read(pdf)) == ["Document", "P"]


def test_a_section_in_another_language_says_so():
    section = engine_sample.page("<p>Слово</p>", language="ru")

    pdf = engine_sample.assemble(engine_sample.fragments([section]), engine_sample.METADATA)

    assert readaloud.read(pdf).find("P")[0].language == "ru"


def test_names_that_pdf_1_7_has_not_are_mapped_to_standard_ones():
    with pikepdf.open(_io(engine_sample.built())) as pdf:
        mapped = pdf.Root.StructTreeRoot.RoleMap
        used = {str(e.S) for e in _elements(pdf.Root.StructTreeRoot.K)}

        assert {"/Em", "/Strong", "/Cite", "/Aside", "/Abbr"} <= used
        assert {"/Em", "/Strong", "/Cite", "/Aside", "/Abbr"} <= set(mapped.keys())


def test_pdf_2_names_notes_and_points_both_ways():
    with pikepdf.open(_io(engine_sample.built(Conformance.A4F_UA2))) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot.K))
        notes = [e for e in elements if e.S == "/FENote"]

        assert len(notes) == 3
        (namespace,) = pdf.Root.StructTreeRoot.Namespaces
        assert {e.NS.objgen for e in elements if "/NS" in e} == {namespace.objgen}
        assert "/NS" in pdf.Root.StructTreeRoot.K
        for found in notes:
            assert "/NS" in found
            for reference in found.Ref:
                assert found.objgen in [e.objgen for e in reference.Ref]
        entries = [e for e in elements if e.S == "/TOCI"]
        assert [str(e.Ref[0].S) for e in entries] == ["/Sect"] * 3
        assert any(e.S == "/Title" for e in elements)
        assert not [e for e in elements if e.S in ("/Note", "/Reference", "/Abbr")]


def _elements(node):
    yield node
    for kid in (
        node.get("/K", []) if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]
    ):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield from _elements(kid)


def _io(data):
    return io.BytesIO(data)
