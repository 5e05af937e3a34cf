"""What a package needs to add a kind of block, a drawing or a check: see ``report/README.md``."""

from .content.blocks import Block, Exhibit
from .content.model import Line, Model, Prose, Title
from .errors import Diagnostic
from .exhibits import Site

__all__ = ["Block", "Diagnostic", "Exhibit", "Line", "Model", "Prose", "Site", "Title"]
