"""What a Python programmer calls: from a path or a text, with errors that survive a pickle."""

import io
import pickle
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from small import BRIEFING, DOCUMENT, SECTION, small

import report


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the small briefing's path, and its PDF."""
    folder = tmp_path_factory.mktemp("api")

    def write(text: str, name: str) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    path = small(write)
    return path, report.build(path)


def test_a_path_gives_a_pdf_with_its_counts(built):
    _, pdf = built

    assert isinstance(pdf, report.Pdf)
    assert (pdf.pages, pdf.notes) == (1, 1)
    assert len(pikepdf.open(io.BytesIO(pdf.data)).pages) == 1


def test_a_path_may_be_a_string(built):
    path, pdf = built

    assert report.build(str(path)).data == pdf.data


def test_a_text_with_a_base_folder_gives_the_same_bytes_and_needs_no_file(built):
    path, pdf = built

    assert report.build(text=BRIEFING + SECTION, base=path.parent).data == pdf.data


def test_a_mistake_in_a_text_is_placed_in_the_base_folder(tmp_path):
    (tmp_path / "harbour.yaml").write_text(DOCUMENT, encoding="utf-8")
    text = BRIEFING.replace("licence:", "license:") + SECTION

    with pytest.raises(report.ReportError) as caught:
        report.check(text=text, base=tmp_path)

    places = [str(diagnostic.span) for diagnostic in caught.value.diagnostics]
    assert f"{tmp_path / 'briefing.yaml'}:7:1" in places


def test_a_path_and_a_text_together_or_neither_is_a_mistake_of_the_program(built):
    with pytest.raises(TypeError, match="either the path of a briefing, or its text"):
        report.check()
    with pytest.raises(TypeError, match="either"):
        report.check(built[0], text="title: A")


def test_a_pdf_is_saved_in_one_step_with_the_folders_it_needs(built, tmp_path):
    saved = built[1].save(tmp_path / "a" / "b" / "briefing.pdf")

    assert saved.read_bytes() == built[1].data
    assert [path.name for path in saved.parent.iterdir()] == ["briefing.pdf"]


def test_a_place_that_cannot_be_written_is_an_error_of_ours(built, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(report.ReportError, match="lies in something that is not a folder"):
        built[1].save(tmp_path / "file" / "briefing.pdf")


def test_a_notebook_shows_page_1(built):
    picture = Image.open(io.BytesIO(built[1]._repr_png_()))

    assert picture.size == (794, 1123)  # A4 at 96 dots to the inch


def test_facts_are_proved_from_a_folder_of_documents(built, tmp_path):
    dues = "Dues\n\nIn 2018 at least 12 per cent more, Norwich in 2018.\n\n"
    text = f"{dues}Ports\n\nOne.\n\nThe other ports, reportedly.\n"
    (tmp_path / "harbour-report.txt").write_text(text, encoding="utf-8")

    proof = report.verify(built[0], documents=tmp_path)

    assert proof.proved == ("dues-rose", "ports-held")


def test_a_pdf_is_inspected_as_bytes_as_a_path_and_as_what_build_returns(built, tmp_path):
    path = built[1].save(tmp_path / "briefing.pdf")

    found = {report.inspect(one, quick=True).errors for one in (built[1], built[1].data, path)}

    assert found == {()}


def test_an_error_is_whole_after_pickling():
    place = report.Span(Path("a.yaml"), 3, 7, "title: x")
    error = report.ReportError([report.Diagnostic("one", place, "do so"), report.Diagnostic("two")])

    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes

    assert again.diagnostics == error.diagnostics
    assert str(again) == str(error)


def told(code: str) -> list[str]:
    """Return the words that a fresh Python prints."""
    run = [sys.executable, "-c", code]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()


def test_the_functions_stay_functions_whatever_is_imported():
    code = (
        "import report, report.pipeline, report.verification, report.audit, report.cli\n"
        "print(*(callable(getattr(report, name)) for name in report.__all__))"
    )

    assert set(told(code)) == {"True"}


def test_importing_the_package_imports_nothing_heavy():
    loaded = told("import sys, report; print(*sys.modules)")

    assert not {"pydantic", "yaml", "jinja2", "weasyprint", "pikepdf"} & set(loaded)
