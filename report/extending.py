"""What a package needs to add a kind of block, a drawing or a check: see ``report/README.md``."""

from .checks import Check, Finding
from .content.blocks import Block, Exhibit
from .content.model import Line, Model, Prose, Title
from .errors import Diagnostic
from .exhibits import Site

__all__ = [
    "Block",
    "Check",
    "Diagnostic",
    "Exhibit",
    "Finding",
    "Line",
    "Model",
    "Prose",
    "Site",
    "Title",
]
