"""Licences by name and by address: SPDX's list, what was meant, what asks for a credit."""

import pytest

from report.content import licences


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
        ("cc by-nc-nd 3.0 igo", "CC-BY-NC-ND-3.0-IGO"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("CC0 1.0", "CC0-1.0"),
        ("Creative Commons Attribution 3.0, by the publisher’s page", "CC-BY-3.0"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("CC BY", None),
        ("By permission of the Harbour Board", None),
    ],
)
def test_a_licence_is_known_by_its_id_and_by_its_name(name, found):
    assert licences.spdx(name) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
        ("http://www.creativecommons.org/licenses/by/3.0/de/deed.de", "CC-BY-3.0-DE"),
        ("https://creativecommons.org/licenses/by/4.0/deed.en", "CC-BY-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/licenses/by/9.9/", None),
        ("https://example.org/terms", None),
    ],
)
def test_an_address_of_creative_commons_says_which_licence(address, found):
    assert licences.at(address) == found


def test_what_was_meant_is_offered_and_a_licence_of_one_s_own_is_let_be():
    assert "CC BY 4.0" in licences.nearly("CC BY 4.O")
    assert any(one.startswith("CC BY") for one in licences.nearly("CC BY"))
    assert licences.nearly("By permission of the Harbour Board") == ()
    assert licences.nearly("All rights reserved") == ()
    assert licences.nearly("Public domain") == ()


def test_attribution_asks_for_a_credit_and_a_waiver_does_not():
    assert licences.asks_credit("CC BY-NC 4.0")
    assert licences.asks_credit("Open Government Licence v3.0")
    assert not licences.asks_credit("CC0 1.0")
    assert not licences.asks_credit("By permission")
