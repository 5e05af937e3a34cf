"""The one way in and out for files: what lies outside or cannot be read is a sentence."""

import fcntl
import json
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import files, limits
from report.files import FileError


def refused(act, *arguments):
    with pytest.raises(FileError) as caught:
        act(*arguments)
    return caught.value


def test_a_file_beside_is_found_and_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("words")

    path = files.find("in/a.txt", tmp_path, [tmp_path])

    assert files.read_text(path, 10) == "words"


@pytest.mark.parametrize(
    "name", ["../out.txt", "{outside}", "link.txt", "folder/out.txt", "in/../../out.txt"]
)
def test_a_file_outside_is_refused_whichever_way_it_is_named(tmp_path, name):
    own = tmp_path / "own"
    (own / "in").mkdir(parents=True)
    (tmp_path / "out.txt").write_text("secret")
    (own / "link.txt").symlink_to(tmp_path / "out.txt")
    (own / "folder").symlink_to(tmp_path)

    fault = refused(files.find, name.format(outside=tmp_path / "out.txt"), own, [own])

    assert fault.reason == files.OUTSIDE


def test_whether_a_file_outside_exists_is_not_said(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "there.txt").write_text("secret")

    there, nowhere = (
        refused(files.find, f"../{name}.txt", tmp_path / "own", [tmp_path / "own"])
        for name in ("there", "nowhere")
    )

    assert (there.reason, there.hint) == (nowhere.reason, nowhere.hint)


def test_another_folder_can_be_opened_on_purpose(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.txt").write_text("words")

    assert files.find("../shared/a.txt", tmp_path / "own", [tmp_path / "own", tmp_path / "shared"])


def test_a_folder_that_is_a_link_itself_may_be_read(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("words")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert files.find("a.txt", tmp_path / "link", [tmp_path / "link"])


@pytest.mark.parametrize(
    "name", ["n" * 300, "a/" * 3000 + "b", "a\0b", "", ".", "pipe", "loop", "\ud800"]
)
def test_what_is_no_plain_file_is_a_sentence(tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")

    fault = refused(files.find, name, tmp_path, [tmp_path])

    assert fault.reason.startswith(("is ", "has "))
    assert len(str(fault.at(None, name))) < 200


@pytest.mark.parametrize("name", ["pipe", "loop", "folder", "none"])
def test_reading_never_waits_and_never_fails_without_a_sentence(tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()

    assert refused(files.read_bytes, tmp_path / name, 10).reason.startswith("is ")


def test_a_file_is_read_up_to_its_limit(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 11)

    assert len(files.read_bytes(tmp_path / "a", 11)) == 11
    assert "too large" in refused(files.read_bytes, tmp_path / "a", 10).reason


def test_text_in_another_encoding_has_its_place(tmp_path):
    (tmp_path / "latin").write_bytes("ab\né".encode("latin-1"))
    (tmp_path / "wide").write_bytes("ab".encode("utf-16"))

    assert refused(files.read_text, tmp_path / "latin", 99).line == 2
    assert "UTF-16" in refused(files.read_text, tmp_path / "wide", 99).reason


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ('{"a": NaN}', 6),
        ('{"a": -Infinity}', 6),
        ('{"a": 1e400}', 6),
        ('{"a": ' + "1" * 5000 + "}", 6),
        ('{"a": 0.' + "1" * 5000 + "}", 6),
        ("[" * 100_000, limits.JSON_DEPTH),
        ('["[[[", ' + "[" * 50 + "]" * 50 + "]", 8 + limits.JSON_DEPTH - 1),
        ('["x\\ud800y"]', 3),
        ("{", 1),
        ("", 0),
    ],
)
def test_json_that_no_file_of_ours_has_is_refused_in_place(text, index):
    assert refused(files.parse_json, text).index == index


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_other_json_is_read_as_it_is(data):
    assert files.parse_json(json.dumps(data)) == data


def test_depth_is_counted_in_a_time_that_grows_with_the_text():
    def seconds(count):
        text = '["' + '\\"' * count
        start = time.process_time()
        refused(files.parse_json, text)
        return time.process_time() - start

    assert seconds(400_000) < 12 * seconds(100_000) + 0.05


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    files.write(target, b"new")

    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["file/a.pdf", "n" * 300, "loop", "folder"])
def test_where_nothing_can_be_written_is_a_sentence(tmp_path, name):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")

    assert refused(files.write, tmp_path / name, b"new").reason.startswith(("is ", "has ", "lies "))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder", "loop"]


def test_a_name_of_the_greatest_length_can_be_written(tmp_path):
    files.write(tmp_path / ("n" * 255), b"new")

    assert (tmp_path / ("n" * 255)).read_bytes() == b"new"


def test_what_a_killed_command_left_is_swept(tmp_path):
    (tmp_path / ".report-part-999999999").write_bytes(b"half")
    (tmp_path / f".report-part-{os.getppid()}").write_bytes(b"in use")

    files.write(tmp_path / "a.pdf", b"new")

    assert sorted(p.name for p in tmp_path.iterdir()) == [f".report-part-{os.getppid()}", "a.pdf"]


def test_a_folder_that_a_sweep_takes_before_it_is_locked_is_made_again(tmp_path, monkeypatch):
    names = iter(["briefing-report-a", "briefing-report-b"])

    def make():
        folder = tmp_path / next(names)
        folder.mkdir()
        return folder

    lock = fcntl.flock

    def first_the_sweep(descriptor, how):
        monkeypatch.setattr(fcntl, "flock", lock)
        files.sweep(tmp_path)
        lock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", first_the_sweep)

    folder = files.held(make)

    assert [path.name for path in tmp_path.iterdir()] == ["briefing-report-b"] == [folder.name]
