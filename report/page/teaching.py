"""A block for the instructor and its view come in; what the kind computes goes into the view.

Options are put into an order that tells nothing and is always the same; answers stand under the
words of their questions.
"""

import hashlib
from types import SimpleNamespace

from ..content.blocks import Answers, Questions, Quiz
from ..content.course import in_line, numbered
from ..content.model import Title
from ..text.inline import plain
from .view import Views

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def course(views: Views) -> SimpleNamespace | None:
    """Return the course that the briefing is read in, None without one.

    It is its file's fields, the week and the time in words, and ``line``: the parts of a strip.
    """
    given = views.course
    if given is None:
        return None
    file, source = given.file, given.source
    view: SimpleNamespace = views.value(file, source, ())
    if file.week:
        view.week = views.line(numbered(file.week, views.briefing), source, ("week",))
    say = views.briefing.catalogue.say
    view.minutes = say("course-minutes", number=file.reading_time) if file.reading_time else None
    view.printed = given.printed
    view.line = [
        views.line(Title(words), source, (name,)) for name, words in in_line(file, views.briefing)
    ]
    return view


def answers(view: SimpleNamespace, block: Answers, views: Views) -> None:
    """Give each answer the words of its question, without its notes: they stand there."""
    asked = [
        question
        for one in views.briefing.blocks()
        if isinstance(one, Questions)
        for level in one.levels
        for question in level.questions
    ]
    say = views.briefing.catalogue.say
    for entry, own in zip(view.answers, block.answers, strict=True):
        known = own.question <= len(asked)
        entry.asked = plain(asked[own.question - 1]) if known else ""
        entry.head = say("answer-to", number=own.question)


def quiz(view: SimpleNamespace, block: Quiz, views: Views) -> None:
    """Letter the options of each question, and say which is right, and how many are enough."""
    say = views.briefing.catalogue.say
    for entry, own in zip(view.questions, block.questions, strict=True):
        options = [(entry.right, True), *((wrong, False) for wrong in entry.wrong)]
        order = sorted(options, key=lambda option: _order(own.id, str(option[0])))
        entry.options = [
            SimpleNamespace(letter=letter, text=text, right=right)
            for letter, (text, right) in zip(_LETTERS, order, strict=False)
        ]
        right = next(option.letter for option in entry.options if option.right)
        entry.key = say("right-option", letter=right)
    total = len(block.questions)
    view.enough = say("quiz-passes", number=block.passes, total=total) if block.passes else ""


def _order(question: str, option: str) -> str:
    return hashlib.sha256(f"{question}\0{option}".encode()).hexdigest()
