"""Names find the places that they would find if every choice were weighed first."""

import random
from dataclasses import replace

from report.exhibits import placing
from report.exhibits.placing import Box


def weight(number, choice):
    return (7 * round(choice.box.x) + 13 * round(choice.box.y) + number) % 5 * 4.0


def weighed(number, choice):
    return replace(choice, cost=choice.cost + weight(number, choice))


def test_a_choice_is_weighed_when_its_turn_comes_and_the_places_are_the_same():
    chance, asked = random.Random(3), []  # noqa: S311  places for a sample
    marks = [Box(chance.uniform(40, 360), chance.uniform(40, 360), 6, 6) for _ in range(12)]
    wishes = [[*placing.around(mark, 50, 10)] for mark in marks]
    frame = Box(0, 0, 400, 400)

    def late(number, choice):
        asked.append(number)
        return weighed(number, choice)

    first = [[weighed(n, choice) for choice in choices] for n, choices in enumerate(wishes)]
    found = placing.place(wishes, marks, frame, late)

    assert found == placing.place(first, marks, frame)
    assert len(asked) < sum(map(len, wishes)) / 2
