"""What judges the content is asked while the pages are laid out, and holds."""

from contextlib import suppress

import pytest

from report.errors import Diagnostic, ReportError
from report.faulty import waiting


@waiting.allowed
def build(judges, after=lambda: None, *, strict=False, draft=False):
    told = ["before", *(one for judge in judges for one in waiting.ask(judge))]
    after()
    return [*told, "pages", *waiting.end()]


def doubt():
    return (Diagnostic("a doubt", level="doubt"),)


def error():
    raise ReportError([Diagnostic("an error of the content")])


def late():
    raise ReportError([Diagnostic("an error of the pages")])


def test_what_is_doubted_is_told_after_the_pages_and_once():
    assert build([doubt, doubt]) == ["before", "pages", *doubt()]


@pytest.mark.parametrize("options", [{"strict": True}, {"draft": True}])
def test_in_a_draft_and_where_doubts_are_refused_it_is_asked_at_once(options):
    assert build([doubt], **options) == ["before", *doubt(), "pages"]


def test_an_error_of_the_content_ends_the_build_and_goes_before_those_of_the_pages():
    for after in (late, lambda: None):
        with pytest.raises(ReportError, match="of the content"):
            build([doubt, error], after)
    with pytest.raises(ReportError, match="of the pages"):
        build([doubt], late)


def test_an_error_that_is_let_go_on_the_way_ends_the_build_all_the_same():
    def tries():
        with suppress(ReportError):
            [*waiting.steps()]

    with pytest.raises(ReportError, match="of the content"):
        build([doubt, error], tries)


def test_one_step_asks_one_judge():
    asked = []

    @waiting.allowed
    def act():
        for name in "ab":
            waiting.ask(lambda name=name: asked.append(name) or ())
        next(waiting.steps())
        assert asked == ["a"]
        waiting.end()

    act()
    assert asked == ["a", "b"]
