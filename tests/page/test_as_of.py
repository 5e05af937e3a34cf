"""The date that a fact is true of is printed in the briefing's language."""

import pytest

from report.page import ledger
from report.text.catalogue import Catalogue


@pytest.mark.parametrize(
    ("written", "language", "printed"),
    [
        ("undated", "en-GB", "undated"),
        ("1997-06", "en-GB", "June 1997"),
        ("c. 2013, undated", "en-GB", "c. 2013, undated"),
        ("c. 2013, undated", "ru", "ок. 2013, без даты"),
        ("2019-05-12", "ja", "2019年5月12日"),
        ("ahead of the talks", "de", "ahead of the talks"),
    ],
)
def test_a_date_is_put_in_words(written, language, printed):
    assert ledger.as_of(written, Catalogue(language)) == printed
