"""What the editions of a briefing need is packed as data, and stands elsewhere as it stood."""

import io
import zipfile
from dataclasses import replace

import pytest

from report import Diagnostic, ReportError, Span, limits
from report.batch import making, parcel
from report.content.printings import Planned, Printing
from tests.small import small

ONE = (Planned("briefing.pdf", Printing()),)


def held(packed):
    with zipfile.ZipFile(io.BytesIO(packed.data)) as archive:
        return set(archive.namelist())


def test_what_the_briefing_names_is_sent_and_nothing_else_that_lies_beside_it(write):
    path = small(write)
    write("a private matter", "letter.txt")

    names = held(parcel.pack(path, ONE, ()))

    own = path.parent.relative_to(path.anchor).as_posix()
    assert f"{own}/briefing.yaml" in names
    assert not any(name.endswith("letter.txt") for name in names)
    assert all(name.startswith(own) for name in names)


def test_a_theme_is_sent_whole_and_with_those_that_it_extends(write):
    path = small(write)
    write("{name: house, extends: ../base}", "house/theme.yaml")
    write("p { color: #111 }", "house/own.css")
    write("p { color: #222 }", "base/style.css")
    asked = (replace(ONE[0], theme=path.parent / "house"),)

    names = held(parcel.pack(path, asked, ()))

    own = path.parent.relative_to(path.anchor).as_posix()
    files = {"house/theme.yaml", "house/own.css", "base/style.css"}
    assert files <= {name.removeprefix(f"{own}/") for name in names}


def test_the_same_content_gives_the_same_parcel(write):
    path = small(write)

    assert parcel.pack(path, ONE, ()) == parcel.pack(path, ONE, ())


def test_a_parcel_that_is_too_large_is_refused(write, monkeypatch):
    monkeypatch.setattr(limits, "PARCEL_BYTES", 100)
    path = small(write)

    with pytest.raises(ReportError, match="a cluster is sent at most"):
        parcel.pack(path, ONE, ())


def test_what_is_told_there_has_the_places_of_here(write, tmp_path, monkeypatch):
    path = small(write)
    monkeypatch.chdir(path.parent)
    packed = parcel.pack(path, ONE, ())
    there = parcel.below(tmp_path / "there", path)
    told = Diagnostic(f"{there} is at fault", Span(there, 3, 1), hint=f"look into {there}")
    made = making.Made(ONE[0], warnings=(told,))

    (back,) = packed.of_here(made, ONE[0], tmp_path / "there").warnings

    assert str(back.span) == "briefing.yaml:3:1"
    assert back.message == f"{path} is at fault"
    assert back.hint == f"look into {path}"


def test_the_file_of_a_course_is_sent_and_found_there(write, tmp_path):
    path = small(write)
    asked = (replace(ONE[0], course=write("course: Peace", "peace.yaml")),)
    packed = parcel.pack(path, asked, ())

    packed.unpack(tmp_path / "there")
    there = packed.of_there(asked[0], tmp_path / "there").course
    assert there.read_text() == "course: Peace"
