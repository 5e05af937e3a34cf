"""What a line's end may not part is bound; words, tags and other spaces are left as they are."""

import pytest

from report.text.typography import bind


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("bullets 1–4.", "bullets\u00a01–\u20604."),
        ("paras. 2, 4–5, bullet 1", "paras.\u00a02, 4–\u20605, bullet\u00a01"),
        ("captions 1–2", "captions\u00a01–\u20602"),
        ("1 February 2025", "1\u00a0February\u00a02025"),
        ("the years 1992–1997", "the years 1992–1997"),
    ],
)
def test_locators_and_dates_are_bound(text, bound):
    assert bind(text) == bound
