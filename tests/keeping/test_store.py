"""What is kept comes back as it was, or not at all; and there is never more than there may be."""

import os
from pathlib import Path

import pytest

from report.keeping.store import Store


def entries(folder):
    return [path for path in folder.iterdir() if path.is_file()]


def test_what_is_kept_comes_back_under_its_name_alone(tmp_path):
    store = Store(tmp_path / "kept")
    store.put("one", b"1")
    store.put("two", b"2" * 1000)

    assert (store.get("one"), store.get("two"), store.get("three")) == (b"1", b"2" * 1000, None)
    assert Store(tmp_path / "kept").get("one") == b"1"


def test_a_damaged_file_is_none(tmp_path):
    store = Store(tmp_path)
    for damage in (b"", b"short", b"x" * 40, None):
        store.put("one", b"the same bytes")
        (path,) = entries(tmp_path)
        path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)

        assert store.get("one") is None


def test_a_file_of_another_name_is_none(tmp_path):
    store = Store(tmp_path)
    store.put("one", b"1")
    store.put("two", b"2")
    Path(store._path("one")).replace(store._path("two"))

    assert store.get("two") is None


def linked(path, data):
    path.symlink_to("/dev/zero")


def huge(path, data):
    path.write_bytes(data)
    os.truncate(path, 3 << 30)


def open_to_all(path, data):
    path.write_bytes(data)
    path.chmod(0o666)


@pytest.mark.parametrize(
    "kind", [linked, huge, open_to_all, lambda path, *_: os.mkfifo(path), lambda p, *_: p.mkdir()]
)
def test_what_is_no_plain_file_of_this_user_alone_is_none(kind, tmp_path):
    store = Store(tmp_path / "kept")
    store.put("one", b"the same bytes")
    (path,) = entries(tmp_path / "kept")
    data = path.read_bytes()
    path.unlink()
    kind(path, data)

    assert store.get("one") is None


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="root alone gives away")
def test_what_another_user_kept_is_none(tmp_path):
    store = Store(tmp_path)
    store.put("one", b"the same bytes")
    os.chown(store._path("one"), 12345, 12345)

    assert store.get("one") is None


def test_the_longest_unused_goes_first(tmp_path):
    store = Store(tmp_path, most=1100)
    for number in range(8):
        store.put(f"{number}", bytes([number]) * 100)
        path = store._path(f"{number}")
        os.utime(path, (number, number))
    store.get("0")
    store.put("new", b"n" * 300)
    store.prune()

    assert sum(path.stat().st_size for path in entries(tmp_path)) <= 1100
    assert store.get("0")
    assert store.get("new")
    assert store.get("1") is None


def test_a_folder_that_cannot_be_written_to_keeps_nothing(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "kept")
    store.put("one", b"1")

    assert store.get("one") is None


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "the disk is full")

    monkeypatch.setattr(os, "replace", full)
    store = Store(tmp_path)
    store.put("one", b"1")

    assert entries(tmp_path) == []
