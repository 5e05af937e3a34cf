"""What a line's end may not part is bound; words, tags and other spaces are left as they are."""

import pytest

from report.text.typography import bind, without_breaks


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("bullets 1–4.", "bullets\u00a01–\u20604."),
        ("paras. 2, 4–5, bullet 1", "paras.\u00a02, 4–\u20605, bullet\u00a01"),
        ("captions 1–2", "captions\u00a01–\u20602"),
        ("1 February 2025", "1\u00a0February\u00a02025"),
        ("the years 1992–1997", "the years 1992–1997"),
        ("It cost €15.2 million then", "It cost €15.2\u00a0million then"),
        ("5.16 cubic km of water", "5.16\u00a0cubic\u00a0km of water"),
        ("143,100 km² of land", "143,100\u00a0km² of land"),
        ("10 000 ₽ and 19 500 000 more", "10\u00a0000\u00a0₽ and 19\u00a0500\u00a0000 more"),
        ("in 2018 300 people", "in 2018 300 people"),
        ("no. 7 and Nos. 3", "no.\u00a07 and Nos.\u00a03"),
        ("USD 20 and 5 % of it", "USD\u00a020 and 5\u00a0% of it"),
        ("5 млн кВт⋅ч, § 12", "5\u00a0млн кВт⋅ч,\u00a0§\u00a012"),
        ("2 men, 3 groups", "2 men, 3 groups"),
        ("“Dues,” ¶ 2; Lee, ¶¶ 1–2.", "“Dues,”\u00a0¶\u00a02; Lee,\u00a0¶¶\u00a01–2."),
        ("Co-operation, Chair-in-Office", "Co-\u2060operation, Chair-\u2060in-\u2060Office"),
        ("the Kurgan-Tyube post-war office", "the Kurgan-Tyube post-war office"),
        ("so-called by-and-large.", "so-\u2060called by-\u2060and-\u2060large."),
        ("https://a-b.org/so-so/x-y, a-b@c-d.org", "https://a-b.org/so-so/x-y, a-b@c-d.org"),
    ],
)
def test_locators_and_dates_are_bound(text, bound):
    assert bind(text) == bound


def test_what_says_where_lines_end_is_taken_out_again():
    bound = bind("Co-operation, vols. 1–2")

    assert without_breaks(bound) == "Co-operation, vols.\u00a01–2"
    assert without_breaks("har\u00adbour.\u200bexample") == "harbour.example"
