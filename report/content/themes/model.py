"""What a ``theme.yaml`` may say: the model of the file."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ..model import DIGEST, Model
from ..typefaces import NamedTypefaces
from .kinds import DeclaredKind
from .paper import Length, PageSetting

CONTRACT = 1
"""The contract between themes and templates (``templates/README.md``) that holds now."""

_VERSION = re.compile(r"\d+(?:\.\d+){0,3}(?:(?:a|b|rc)\d+)?")


def _version(written: Any) -> str:
    if not _VERSION.fullmatch(str(written)):
        raise ValueError("a version is numbers with points between them: 1.2")
    return str(written)


def _several(written: Any) -> Any:
    return [written] if isinstance(written, str) else written


class Logo(Model):
    """The mark of a house, from SVG, PNG or JPEG files beside the theme's ``theme.yaml``.

    ``large`` stands on the cover in the place of the issuer's name, as high as ``height`` (in
    millimetres); ``small`` in running heads. ``text`` is said of them to those who cannot see them.
    """

    large: str | None = None
    small: str | None = None
    text: str = Field(min_length=1)
    height: Length = Field(default=9.0, ge=3, le=60)


class ThemeLimits(Model):
    """What a theme may loosen; what a briefing says itself goes before it.

    ``notes``: the share of a page, in per cent, from which notes are reported. ``pages: any``: the
    author's ``pages-at-most`` is advice, since a page of this theme holds less than another's.
    """

    notes: int | None = Field(default=None, ge=1, le=100)
    pages: Literal["any"] | None = None


class EjectedFile(Model):
    """A file that was copied from another theme: from which, and its digest there."""

    of: str = "default"
    digest: Annotated[str, Field(pattern=DIGEST)]


class ThemeFile(Model):
    """A theme: who made it, what it extends, and what it sets without a template or a rule.

    ``extends``: the themes beneath it, by name or folder, the first to win first; the default theme
    is always the last. ``fits``: the contract of templates it was made for (`report theme check`
    prints the present one). ``ejected`` is written by `report theme eject`.
    """

    name: str = Field(min_length=1)
    version: Annotated[str, BeforeValidator(_version, json_schema_input_type=str)] = "1.0"
    licence: str | None = None
    extends: Annotated[
        tuple[str, ...],
        Field(max_length=8),
        BeforeValidator(_several, json_schema_input_type=str | list[str]),
    ] = ()
    fits: int = CONTRACT
    logo: Logo | None = None
    fonts: NamedTypefaces | None = None
    page: PageSetting = PageSetting()
    limits: ThemeLimits = ThemeLimits()
    kinds: dict[str, DeclaredKind] = Field(default={}, max_length=40)
    ejected: dict[str, EjectedFile] = {}
