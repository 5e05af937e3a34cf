"""The kinds for a class: what the instructor has beside the questions that everybody gets.

What is false on purpose, the wrong options of a quiz and a paragraph to be mended, is written in
fields of the type ``Decoy``, which no check holds; model answers, keys and feedback are prose, and
are held to their facts.
"""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from ...options import Reader
from ..document import Id
from ..model import Aside, Asked, Decoy, Line, Model, PlacedError, Prose, Title, house_title
from .base import Block


class ModelAnswer(Model):
    """A model answer to a question of the briefing, by its number, and what to draw out of it."""

    question: int = Field(ge=1)
    answer: Prose
    draw_out: tuple[Asked, ...] = ()


class _ForInstructor(Block):
    """A kind that is for the instructor, unless it says otherwise."""

    reader: Reader = Field(default="instructor", alias="for")


class Answers(_ForInstructor):
    """Model answers to the questions for discussion."""

    viewed_by: ClassVar[str] = "report.page.teaching:answers"
    kind: Literal["answers"]
    title: Title = house_title("model-answers")
    answers: tuple[ModelAnswer, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _once(self) -> "Answers":
        numbers = [answer.question for answer in self.answers]
        for n, number in enumerate(numbers):
            if number in numbers[:n]:
                message = f"question {number} is answered twice"
                raise PlacedError(message, ("answers", n, "question"))
        return self


class QuizQuestion(Model):
    """A question with one right option and some wrong ones, and what is said once it is answered.

    ``facts`` are what the right option rests on.
    """

    id: Id
    stem: Asked
    right: Asked
    wrong: tuple[Decoy, ...] = Field(min_length=1)
    feedback: Prose


class Quiz(_ForInstructor):
    """A check that the text was read; ``passes`` is how many right answers are enough."""

    viewed_by: ClassVar[str] = "report.page.teaching:quiz"
    kind: Literal["quiz"]
    title: Title = house_title("reading-check")
    time: Aside | None = None
    passes: int | None = Field(default=None, ge=1)
    questions: tuple[QuizQuestion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sound(self) -> "Quiz":
        seen: set[str] = set()
        for n, question in enumerate(self.questions):
            if question.id in seen:
                raise PlacedError(f"the id `{question.id}` is used twice", ("questions", n, "id"))
            seen.add(question.id)
            options = [question.right, *question.wrong]
            if len({option.casefold() for option in options}) < len(options):
                raise PlacedError("two options are the same", ("questions", n, "wrong"))
        if self.passes and self.passes > len(self.questions):
            raise PlacedError(f"there are only {len(self.questions)} questions", ("passes",))
        return self


class Step(Model):
    """One step of a plan: when, what is done, what to expect."""

    minutes: Aside
    title: Aside
    does: Aside
    expect: Aside | None = None


class Plan(_ForInstructor):
    """A plan for the hour."""

    kind: Literal["plan"]
    title: Title = house_title("seminar-plan")
    length: Aside | None = None
    group: Aside | None = None
    before: Aside | None = None
    steps: tuple[Step, ...] = Field(min_length=1)
    if_short: Aside | None = None
    if_long: Aside | None = None
    assess: Aside | None = None


class PlantedFault(Model):
    """One planted error, and what is right; the right words cite their facts."""

    error: Decoy
    right: Line


class ExercisePart(Model):
    """One part of an exercise: what is asked, and its key.

    ``faulty`` is a paragraph with planted errors, which ``faults`` lists.
    """

    title: Aside
    task: Asked
    key: tuple[Line, ...] = ()
    faulty: Decoy | None = None
    faults: tuple[PlantedFault, ...] = ()

    @model_validator(mode="after")
    def _planted(self) -> "ExercisePart":
        for n, fault in enumerate(self.faults):
            if self.faulty is None or fault.error.casefold() not in self.faulty.casefold():
                message = f"“{fault.error}” is not in the faulty paragraph"
                raise PlacedError(message, ("faults", n, "error"), "write it as it stands there")
        return self


class Criterion(Model):
    """One line of a rubric."""

    name: Aside
    full: Aside
    partial: Aside
    none: Aside


class Exercise(_ForInstructor):
    """An exercise in parts, with its key and a rubric."""

    kind: Literal["exercise"]
    title: Title
    time: Aside | None = None
    needs: Aside | None = None
    parts: tuple[ExercisePart, ...] = Field(min_length=1)
    rubric: tuple[Criterion, ...] = ()
