"""The typefaces that a page for the web carries."""

from report.web import fonts


def test_a_typeface_is_the_same_whenever_it_is_cut(monkeypatch):
    def cut(second):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", second)  # what fontTools takes for now
        fonts._cut.cache_clear()
        return fonts.rules("Toward AV", "Toward", "so")

    assert cut("1000000000") == cut("2000000000")
