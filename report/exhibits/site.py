"""What every drawing is given beside its block."""

from dataclasses import dataclass, field

from ..content.yamlfile import YamlFile
from ..errors import Loc
from ..text.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Site:
    """Where a drawing goes: its file, the place of its block there, the number of its exhibit."""

    source: YamlFile
    loc: Loc
    number: int
    words: Catalogue = field(default_factory=Catalogue)  # what the house prints, in its language
