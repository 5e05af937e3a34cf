"""What is slow to work out is worked out once, for as long as all that decides it is the same."""

import pytest

from report.keeping import recalled


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    """Let each test begin in a process that knows nothing."""
    monkeypatch.setattr(recalled, "_known", {})


@pytest.fixture
def counted():
    made = []

    def make():
        made.append(1)
        return {"box": [1.1, 2], "leader": None}

    make.times = made
    return make


def test_it_is_worked_out_once_and_comes_out_as_it_was(counted):
    first, again = (recalled.recall(counted, ("a", 1), __file__) for _ in range(2))

    assert first == again == {"box": [1.1, 2], "leader": None}
    assert len(counted.times) == 1


def test_another_basis_is_another_answer(counted):
    for basis in (("a", 1), ("a", 2), ("a", 1.5)):
        recalled.recall(counted, basis, __file__)

    assert len(counted.times) == 3


def test_a_change_of_our_code_makes_it_anew(counted, tmp_path):
    code = tmp_path / "code.py"
    for text in ("one", "two"):
        code.write_text(text, encoding="utf-8")
        recalled._digest.cache_clear()
        recalled.recall(counted, "a", str(code))

    assert len(counted.times) == 2


def test_another_process_finds_it_in_the_cache_and_damage_is_made_again(counted, tmp_path):
    @recalled.with_cache
    def work(*, cache):
        recalled._known.clear()
        return recalled.recall(counted, "a", __file__)

    work(cache=tmp_path)
    assert work(cache=tmp_path) == {"box": [1.1, 2], "leader": None}
    assert len(counted.times) == 1
    for kept in (tmp_path / "kept").iterdir():
        kept.write_bytes(kept.read_bytes()[:-2] + b"..")
    work(cache=tmp_path)
    assert len(counted.times) == 2
    work(cache=None)
    assert len(counted.times) == 3
