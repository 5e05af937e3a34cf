"""Reading YAML: text stays text, and every value knows its place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.content.yamlfile import read
from report.errors import ReportError


def test_scalars_stay_as_typed(write):
    source = read(write("country: no\nrate: 1.10\nwhen: 2013-10-01\n"))

    assert source.data == {"country": "no", "rate": "1.10", "when": "2013-10-01"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: 1\na: 2\n", "2:1"),
        ("a: {b: 1, c: 2, b: 3}\n", "1:17"),
        ("a: 1\n  b: [\n", "2:3"),
        ("", "1:1"),
        ("a: &x [1, *x]\n", "1:4"),
        ("? [a, b]\n: 1\n", "1:3"),
        ("a: 1\n---\nb: 2\n", "2:1"),
        ("a: \x07\n", "1:4"),
    ],
)
def test_a_bad_file_is_located(write, text, where):
    path = write(text)

    with pytest.raises(ReportError) as caught:
        read(path)

    assert str(caught.value.diagnostics[0].span) == f"{path}:{where}"


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: 1\nb: é\n".encode("latin-1"))

    with pytest.raises(ReportError) as caught:
        read(path)

    assert "2:1: the file is not UTF-8" in str(caught.value)


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(ReportError, match=r"nowhere\.yaml:1:1: the file is not"):
        read(tmp_path / "nowhere.yaml")


def test_a_word_is_found_in_a_folded_text_across_its_lines(write):
    source = read(write("text: >-\n  one two\n  three one\n  two\n"))

    first, second = source.at(("text",), "one two"), source.at(("text",), "one two", 1)

    assert (first.line, first.column) == (2, 3)
    assert (second.line, second.column) == (3, 9)


def test_the_key_of_a_value_is_found_though_the_word_stands_before_it(write):
    source = read(write("title: kind\nkind: prose\n"))

    assert source.key_at(("kind",)).line == 2


words = st.text("abcdefgh", min_size=1, max_size=5)


@given(st.dictionaries(words, st.lists(words, min_size=1, max_size=4), min_size=1))
def test_a_location_leads_back_to_its_text(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("p") / "c.yaml"
    path.write_text(
        "".join(f"{k}:\n" + "".join(f"  - {v}\n" for v in vs) for k, vs in data.items())
    )
    source = read(path)

    for key, values in data.items():
        for number, value in enumerate(values):
            span = source.at((key, number))
            assert span.excerpt[span.column - 1 :] == value


@pytest.mark.parametrize(
    ("value", "comment"),
    [
        ("two boats # of three", "# of three"),
        ('"two boats" # of three', None),
        ("two boats#3", None),
        ("two boats", None),
    ],
)
def test_a_comment_after_a_value_without_quotation_marks_is_known(write, value, comment):
    found = read(write(f"text: {value}\nmore: 1\n")).comment_after(("text",))

    assert (found[0] if found else None) == comment


def test_a_value_that_yaml_takes_for_a_type_is_refused(write):
    with pytest.raises(ReportError, match="`!Stop` would not be printed"):
        read(write("text: !Stop the war\n"))


@pytest.mark.parametrize(
    "value", ['"it is closed"', "'it''s closed'", '"two\n    lines"', ">-\n    it's a text"]
)
def test_a_quotation_mark_that_is_closed_is_not_blamed(write, value):
    with pytest.raises(ReportError) as caught:
        read(write(f"a:\n  text: {value}\n  more: x: y\n"))

    assert "closed" not in caught.value.diagnostics[0].message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x: " + "[" * 50_000, "1:43: this is more than 40 levels deep"),
        ("x:\n" + "- " * 3_000 + "x", "2:79: this is more than 40 levels deep"),
        (
            "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 9)),
            "7:15: the file has more than 200,000 values",
        ),
        ("x: " + "w" * 10_000, "1:4: this word has more than 2,000 letters"),
        ("x: " + "word " * 20_000, "1:4: this text has 99,999 letters, at most 50,000"),
        ("x: ab\u202ecd", "1:6: the invisible `right-to-left override` (U+202E) is not closed"),
        ('x: "ab\\u202Ecd"', "1:4: the invisible `right-to-left override` (U+202E) is not closed"),
        ("x: a\u2067b\u202cc", "1:5: the invisible `right-to-left isolate` (U+2067)"),
        ("x: a" + "\u0301\u0327" * 100_000, "1:35: more than 30 marks stand on one letter"),
        ("".join(f"k{n}: 1\nk{n}: 2\n" for n in range(20_000)), "2:1: `k0` is set twice"),
    ],
)
def test_what_no_content_has_is_refused_in_place_and_soon(write, text, said):
    path = write(text)
    start = time.process_time()

    with pytest.raises(ReportError) as caught:
        read(path)

    assert str(caught.value).startswith(f"{path}:{said}")
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "text",
    [
        "x: ab \u202eרב\u202c cd",
        "x: \u2067ab\u2068c\u2069d\u2069",
        "x: \u200fab",
        "x: " + "協定" * 3_000,
        "x: e\u0301\u0327",
        "x: " + "-" * 1_000,
        "a: &a [1, 2]\nb: [*a, *a]",
    ],
)
def test_what_people_write_is_let_through(write, text):
    assert read(write(text)).data


def test_a_link_out_of_the_folder_is_refused_and_nothing_of_it_is_shown(tmp_path):
    (tmp_path / "secret").write_text("SECRET: [")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "briefing.yaml").symlink_to(tmp_path / "secret")

    with pytest.raises(ReportError, match=r"briefing\.yaml:1:1: the file lies outside") as caught:
        read(tmp_path / "own" / "briefing.yaml")

    assert "SECRET" not in str(caught.value)
    with pytest.raises(ReportError, match="SECRET"):
        read(tmp_path / "own" / "briefing.yaml", [tmp_path])
