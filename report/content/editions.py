"""A briefing comes in; out, what each of its readers gets of it: student, instructor, one sheet.

What is `for: instructor` is in nobody else's edition: not in its text, its notes, its numbers, nor
in what is attached to it. A student's edition is that of a content which never had it.
"""

from collections.abc import Sequence
from typing import Any

import yaml

from ..options import Edition
from ..text.inline import CrossReference, pieces
from .blocks import (
    Block,
    Contents,
    Exhibit,
    ExhibitsList,
    Licences,
    Questions,
    Sources,
    Suggested,
)
from .briefing import Briefing, Section
from .model import Title, texts
from .yamlfile import YamlFile

SHEET = 2  # pages of a summary
_BACK = (Sources, Suggested, Licences)
_LISTS = (Contents, ExhibitsList)


def of(briefing: Briefing, edition: Edition) -> Briefing:
    """Return the briefing as the readers of an edition get it."""
    if edition == "instructor":
        return _marked(briefing)
    for_all = _without(briefing)
    return _sheet(for_all) if edition == "summary" else for_all


def parted(briefing: Briefing) -> bool:
    """Whether there is something in it that not everybody gets."""
    return _without(briefing) is not briefing


def _marked(briefing: Briefing) -> Briefing:
    """Say on the cover whose edition it is, so that it is not handed out by mistake."""
    if not parted(briefing):
        return briefing
    say = briefing.catalogue.say
    called = Title(say("instructors-edition"))
    return briefing.model_copy(update={"audience": called, "pages_at_most": None})


def _without(briefing: Briefing) -> Briefing:
    """Return the briefing without what is for the instructor; a section left empty goes, too."""
    sections = []
    for section in briefing.sections:
        if section.reader != "everyone":
            continue
        blocks = tuple(filter(None, map(_kept, section.blocks)))
        if blocks == section.blocks:
            sections.append(section)
        elif blocks:
            sections.append(_with(section, blocks))
    if tuple(sections) == briefing.sections:
        return briefing
    return briefing.model_copy(update={"sections": tuple(sections)})


def _kept(block: Block) -> Block | None:
    """Return what everybody gets of a block."""
    if block.reader != "everyone":
        return None
    if isinstance(block, Questions) and any(level.reader != "everyone" for level in block.levels):
        levels = tuple(level for level in block.levels if level.reader == "everyone")
        return block.model_copy(update={"levels": levels}) if levels else None
    return block


# ---------------------------------------------------------------------------------------- summary


def _sheet(briefing: Briefing) -> Briefing:
    """Return the cover; on its back the boxes and texts of the next section, and the sources.

    Exhibits and lists of what is not there stay out, and so does a block that refers to it.
    """
    head, rest = briefing.sections[:2], briefing.sections[2:]
    out = (*_LISTS, Exhibit)
    kept = [_with(s, [b for b in s.blocks if not isinstance(b, out)]) for s in head]
    back = [
        _with(s, [_shortened(b) for b in s.blocks if isinstance(b, _BACK)]).model_copy(
            update={"layout": "run-on"}
        )
        for s in rest
    ]
    sections = [section for section in (*kept, *back) if section.blocks]
    while True:
        there = {section.id for section in sections}
        there |= {b.id for s in sections for b in s.blocks if isinstance(b, Exhibit)}
        less = [_with(s, [b for b in s.blocks if _targets(b) <= there]) for s in sections]
        less = [section for section in less if section.blocks]
        if less == sections:
            break
        sections = less
    return briefing.model_copy(update={"sections": tuple(sections), "pages_at_most": SHEET})


def _shortened(block: Block) -> Block:
    """Leave out of the sources what is listed for reading on."""
    if isinstance(block, Sources):
        return block.model_copy(update={"further_reading": False})
    return block


def _with(section: Section, blocks: Sequence[Block]) -> Section:
    return section.model_copy(update={"blocks": tuple(blocks)})


def _targets(block: Block) -> set[str]:
    """Return the sections and exhibits that the texts of a block refer to."""
    return {
        piece.target
        for _, text in texts(block)
        for piece in pieces(text)
        if isinstance(piece, CrossReference)
    }


# ------------------------------------------------------------------------------------- attachments


def written(source: YamlFile, briefing: Briefing) -> str | None:
    """Return the YAML of what is in ``briefing`` alone, without comments; None if that is all."""
    sections = source.data["sections"]
    kept = []
    for section in briefing.sections:
        number = int(section.loc[1])
        if number < len(sections):  # the annex is written nowhere
            own = sections[number]
            blocks = [_cut(own["blocks"][block.loc[3]], block) for block in section.blocks]
            kept.append({**own, "blocks": blocks})
    if kept == sections:
        return None
    data = {**source.data, "sections": kept}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def _cut(data: dict[str, Any], block: Block) -> dict[str, Any]:
    """Return a block as written, with the levels of questions that it still has."""
    if not isinstance(block, Questions) or len(block.levels) == len(data["levels"]):
        return data
    levels = [level for level in data["levels"] if level.get("for", "everyone") == "everyone"]
    return {**data, "levels": levels}
