"""What every kind of block has, and what every exhibit has."""

from typing import ClassVar

from ..document import Key
from ..model import Model, Title


class Allowance(Model):
    """A case that a check of the evidence should let stand, with the reason."""

    check: str
    text: str
    because: str


class Block(Model):
    """What every kind has: its exceptions to the checks."""

    exhibit: ClassVar[bool] = False
    lettered: ClassVar[bool] = False
    allow: tuple[Allowance, ...] = ()


class Exhibit(Block):
    """A numbered block that stands by itself: number, finding as title, body, notes."""

    exhibit: ClassVar[bool] = True
    lettered: ClassVar[bool] = True
    id: Key
    title: Title
