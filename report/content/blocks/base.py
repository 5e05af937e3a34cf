"""What every kind of block has, and what every exhibit has."""

from typing import ClassVar

from pydantic import Field, PrivateAttr

from ...errors import Loc
from ...options import Reader
from ..document import Id
from ..model import Model, Title


class Allowance(Model):
    """A case that a check of the evidence should let stand, with the reason."""

    check: str
    text: str
    because: str


class Block(Model):
    """A kind of block: its fields, and what each stage asks of the kind.

    A kind is added by a class like ours (``report/README.md`` shows one). Its fields are declared
    in the order in which its template prints them; its docstring and theirs are its words in the
    schema; ``kind`` is a ``Literal`` of one name, and the template is ``blocks/NAME.html.jinja``.
    The functions are named as ``package.module:function``, and imported when they are wanted.
    """

    exhibit: ClassVar[bool] = False
    """It is numbered and titled (``Exhibit``)."""
    lettered: ClassVar[bool] = False
    """Its calls become lettered notes under it; the calls of the others are page notes."""
    once: ClassVar[bool] = False
    """A briefing has at most one."""
    surveys: ClassVar[bool] = False
    """It lists what stands in the whole briefing, so that its HTML grows with all of that."""
    asks: ClassVar[bool] = False
    """Its lines ask and state nothing: the evidence holds them as questions."""
    claims: ClassVar[bool] = True
    """Its lines say what documents say; those of a contents list or a licence do not."""
    drawn_by: ClassVar[str] = ""
    """``draw(block, site) -> drawing | list[Diagnostic]``: see ``report.exhibits.Site``."""
    viewed_by: ClassVar[str] = ""
    """``fill(view, block, views) -> None`` adds to the template's view what the kind computes."""
    files: ClassVar[str] = ""
    """``package:folder`` with its template and sheets, laid out as a theme: a theme goes before."""

    allow: tuple[Allowance, ...] = ()
    reader: Reader = Field(default="everyone", alias="for")

    _loc: Loc = PrivateAttr(default=())
    _name: str = PrivateAttr(default="")

    @property
    def loc(self) -> Loc:
        """Where it is written in the briefing's file: ``("sections", 2, "blocks", 0)``."""
        return self._loc

    @property
    def name(self) -> str:
        """Its name in this briefing, which does not change when a block is added above it."""
        return self._name

    def counted(self) -> frozenset[int] | None:
        """Return what a number in its title may count; None for the lengths of its lists."""
        return None


class Exhibit(Block):
    """A numbered block that stands by itself: number, finding as title, body, notes."""

    exhibit: ClassVar[bool] = True
    lettered: ClassVar[bool] = True
    id: Id
    title: Title
