"""A section is set as its sheets say, keyed by what decides it, refused if it would be wrong."""

import logging
import shutil
import subprocess
import sys
from pathlib import Path

import engine_sample
import pytest
from engine_sample import note, page
from PIL import Image

from report.errors import ReportError
from report.press import installed, typeset
from report.press.conformance import Conformance
from report.press.copied import MisfitError
from report.press.typeset import Typesetter

HTML = page("<p>Words.</p>")


def setter(css: str = "", **options) -> Typesetter:
    return Typesetter([engine_sample.CSS + css], **options)


def refused(body: str, css: str = "") -> str:
    with pytest.raises(ReportError) as caught:
        setter(css).section(page(body))
    return str(caught.value)


# ----------------------------------------------------------------------------------------- keys


def test_a_key_depends_on_html_sheets_and_conformance():
    keys = {
        setter().key(HTML),
        setter().key(page("<p>Other.</p>")),
        setter("p { color: red }").key(HTML),
        setter(conformance=Conformance.A4F_UA2).key(HTML),
    }

    assert len(keys) == 4
    assert setter().key(HTML) in keys


def test_a_key_depends_on_every_version_that_lays_out(monkeypatch):
    before = setter().key(HTML)

    for name in typeset.versions():
        found = {**typeset.versions(), name: "other"}
        monkeypatch.setattr(typeset, "versions", lambda found=found: found)
        assert setter().key(HTML) != before
        monkeypatch.undo()


def test_a_key_depends_on_imported_sheets_and_on_files_that_sheets_and_html_name(tmp_path):
    (tmp_path / "css").mkdir()
    sheet = tmp_path / "theme.css"
    sheet.write_text('@import "css/base.css";', encoding="utf-8")
    base = tmp_path / "css" / "base.css"
    base.write_text("p { background: url(dot.svg) }", encoding="utf-8")
    dot, picture = tmp_path / "css" / "dot.svg", tmp_path / "a.svg"
    html = page('<p><img alt="A" src="a.svg"></p>')
    keys = []

    for path in (base, dot, picture, base):
        path.write_text((path.read_text() if path.exists() else "") + " ", encoding="utf-8")
        keys.append(Typesetter([sheet], base=tmp_path).key(html))

    assert len(set(keys)) == 4


def test_a_key_holds_no_path_of_the_machine(tmp_path):
    keys = set()
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "theme.css").write_text('@import "base.css";', encoding="utf-8")
        (folder / "base.css").write_text("p { color: #123 }", encoding="utf-8")
        keys.add(Typesetter([folder / "theme.css"], base=folder).key(HTML))

    assert len(keys) == 1


def test_a_fragment_holds_no_path_of_the_machine(tmp_path):
    made = set()
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        Image.new("RGB", (20, 20), (200, 10, 10)).save(folder / "red.png")
        (folder / "theme.css").write_text("p { background: url(red.png) }", encoding="utf-8")
        html = page('<p>Words <img alt="Red" src="red.png"></p>')
        sheets = [engine_sample.CSS, folder / "theme.css"]
        made.add(Typesetter(sheets, base=folder).section(html).to_bytes())

    assert len(made) == 1


def test_keys_are_made_without_importing_weasyprint():
    code = (
        "import sys; from report.press.typeset import Typesetter; Typesetter(['p {}']).key('<p>');"
        "print('weasyprint' in sys.modules, 'uharfbuzz' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(typeset.__file__).parents[2],
    )

    assert done.stdout.split() == ["False", "False"]


# --------------------------------------------------------------------------------------- sheets


def test_imports_resolve_beside_their_sheet_and_above_it(tmp_path):
    (tmp_path / "deep" / "css").mkdir(parents=True)
    (tmp_path / "deep" / "theme.css").write_text('@import "css/a.css";', encoding="utf-8")
    (tmp_path / "deep" / "css" / "a.css").write_text('@import "../../b.css";', encoding="utf-8")
    (tmp_path / "b.css").write_text("p { break-before: page }", encoding="utf-8")
    sheets = [engine_sample.CSS, tmp_path / "deep" / "theme.css"]

    fragment = Typesetter(sheets, roots=[tmp_path]).section(page("<h1>One</h1><p>Two</p>"))

    assert len(fragment.pages) == 2


def test_a_warning_names_the_file_the_line_and_the_text(tmp_path):
    sheet, base = tmp_path / "theme.css", tmp_path / "base.css"
    sheet.write_text('@import "base.css";\np { color: red }\n', encoding="utf-8")
    base.write_text("p { margin: 0 }\nh1 { colour: red }\n", encoding="utf-8")
    typesetter = Typesetter([engine_sample.CSS, sheet])

    (warning,) = typesetter.warnings

    assert (warning.span.path, warning.span.line, warning.span.column) == (base.resolve(), 2, 6)
    assert warning.span.excerpt == "h1 { colour: red }"
    assert "unknown property" in warning.message
    assert warning in typesetter.section(HTML).warnings


def test_the_sample_is_set_without_a_warning(caplog):
    with caplog.at_level(logging.WARNING):
        made = engine_sample.fragments(engine_sample.SECTIONS)

    assert [fragment.warnings for fragment in made] == [()] * 4
    assert caplog.records == []


# -------------------------------------------------------------------------------------- refused


def test_a_sign_that_no_face_of_ours_has_is_refused_and_shown():
    assert "◐" in refused("<p>A mark ◐ here.</p>")


def test_a_family_that_is_not_ours_is_refused():
    told = refused('<p style="font-family: monospace">Code</p>')

    assert "“Code” is set in " in told
    assert "Source Serif 4" in told


def test_an_axis_that_the_face_does_not_have_is_refused():
    told = refused("<p style=\"font-family: 'Source Sans 3'\">Too light</p>")

    assert "Unable to instantiate Source Sans 3: it has no axis opsz" in told


def test_a_missing_image_is_refused():
    told = refused('<p><img alt="A" src="missing.png"></p>')

    assert "missing.png" in told


def test_the_network_is_not_read():
    told = refused('<p><img alt="A" src="https://example.org/a.png"></p>')

    assert "Failed to load image" in told


def test_an_id_that_stands_twice_is_refused():
    assert "Anchor defined twice" in refused('<p id="a">One</p><p id="a">Two</p>')


def test_text_in_a_group_with_opacity_is_refused():
    assert "opacity" in refused('<p style="opacity: .5">Faint</p>')


def test_a_page_number_with_words_in_its_box_is_refused():
    told = refused("<p>Text</p>", '@page { @bottom-right { content: "Page " counter(page) } }')

    assert "@bottom-right: a page number stands alone" in told


def test_the_count_of_pages_is_refused():
    assert "counter(pages)" in refused(
        "<p>Text</p>", "@page { @bottom-right { content: counter(pages) } }"
    )


def test_a_link_to_another_section_is_no_fault_of_this_one():
    fragment = setter().section(page('<p><a href="#elsewhere">there</a></p>'))

    assert fragment.warnings == ()


# ------------------------------------------------------------------------------------- recorded


def test_the_places_of_calls_and_notes_are_recorded():
    body = f"<p>One.{note(1, 'First.')}</p><p style='break-before: page'>Two.{note(2, 'B.')}</p>"

    fragment = setter().section(page(body))

    assert [(c.id, c.note, c.page) for c in fragment.calls] == [("r1", "n1", 0), ("r2", "n2", 1)]
    assert all(0 < p.note_depth < p.text_depth == 682 for p in fragment.pages)


def test_what_weasyprint_replaces_is_put_back_after_a_write():
    engine_sample.fragments([HTML])

    pdf = installed.part("pdf")
    assert pdf.add_tags.__module__ == f"{installed.NAME}.pdf.tags"
    assert pdf.build_fonts_dictionary.__module__ == f"{installed.NAME}.pdf.fonts"


def test_another_weasyprint_with_other_functions_is_refused(monkeypatch):
    typesetter = engine_sample.typesetter()
    typesetter.section(HTML)
    monkeypatch.setattr(installed.part("pdf"), "add_tags", lambda pdf, document: None)

    with pytest.raises(MisfitError, match=r"pdf\.add_tags\(\) has other arguments"):
        typesetter.section(HTML)


def test_the_sheet_may_be_gone_after_it_was_read(tmp_path):
    sheet = tmp_path / "a.css"
    sheet.write_text(engine_sample.CSS, encoding="utf-8")
    typesetter = Typesetter([sheet])
    typesetter.section(HTML)
    shutil.rmtree(tmp_path)

    assert typesetter.section(HTML).pages


def test_every_module_that_makes_a_fragment_is_in_its_version():
    """The modules that ``typeset`` imports of ours, and they import, but for errors and names."""
    code = (
        "import sys; from report.press.typeset import Typesetter\n"
        "import report.press.sheets, report.press.tagging\n"
        "print(*sorted(m.removeprefix('report.press.') + '.py' for m in sys.modules"
        " if m.startswith('report.press.')))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(typeset.__file__).parents[2],
    )

    assert not set(done.stdout.split()) & (typeset._AFTERWARDS - {"conformance.py"})


def test_what_weasyprint_stops_at_is_a_sentence():
    setter = Typesetter([engine_sample.CSS + "p { font-size: 1e9px }"])

    with pytest.raises(ReportError, match="WeasyPrint cannot lay out this section"):
        setter.section(page("<p>One</p>"))
