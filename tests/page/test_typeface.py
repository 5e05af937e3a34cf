"""Tokens follow from what a typeface has."""

import pytest

from report.page import typeface
from report.press import faces


def test_our_own_typefaces_need_no_token():
    assert typeface.tokens() == {}
    assert typeface.sheet() == ""


def test_a_text_in_sans_has_no_optical_sizes_and_its_own_figures():
    own = faces.ours()
    with faces.using(faces.Typefaces(own.labels, own.labels, own.labels)):
        found = typeface.tokens()

    assert found["serif"] == '"Source Sans 3"'
    assert found["optical-text"] == "normal"
    assert '"onum"' in found["figures-text"]
    assert "call" not in found  # it has raised figures and letters
    assert ":root { --serif: " not in typeface.sheet()


@pytest.mark.parametrize(
    ("feature", "sample", "has"),
    [("sups", "0123456789", True), ("onum", "0123456789", True), ("none", "0123456789", False)],
)
def test_what_a_face_has_is_found_by_shaping(feature, sample, has):
    assert typeface.has(faces.ours().text, feature, sample) is has
