"""What is made of a section is kept while it is the same, and not for ever."""

from report.press.recent import Recent


def test_a_section_is_read_once_while_it_is_the_same():
    made = []
    recent = Recent(lambda html, beside: made.append((html, beside)) or html.upper())

    assert [recent.get("a", 1), recent.get("a", 1), recent.get("a", 2)] == ["A", "A", "A"]
    assert made == [("a", 1), ("a", 2)]


def test_all_sections_of_a_long_briefing_are_kept_and_versions_of_one_are_let_go():
    made = []
    recent = Recent(lambda html: made.append(html))
    recent.expect(100)
    for _ in range(2):
        for number in range(100):
            recent.get(f"section {number}")
    assert len(made) == 100

    for edit in range(500):
        recent.get(f"edit {edit}")
    assert len(recent._made) <= 200
