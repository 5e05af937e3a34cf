"""A briefing comes in; out, what each of its readers gets of it: student, instructor, one sheet.

What is `for: instructor` is in nobody else's edition: not in its text, its notes, its numbers, nor
in what is attached to it. A student's edition is that of a content which never had it.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import yaml

from ..errors import Loc, ReportError
from ..options import Edition
from ..text.inline import CrossReference, pieces
from . import addressed
from .blocks import (
    Block,
    Contents,
    Exhibit,
    ExhibitsList,
    Heading,
    Licences,
    Objectives,
    Questions,
    Sources,
    Suggested,
    Task,
)
from .briefing import UNWRITTEN, Briefing, Section, parse
from .model import Title, texts
from .yamlfile import YamlFile

SHEET = 2  # pages of a summary
_BACK = (Sources, Suggested, Licences)
_FOR_A_CLASS = (Objectives, Questions, Task)
_LISTS = (Contents, ExhibitsList)


def of(
    briefing: Briefing, source: YamlFile, edition: Edition, added: tuple[type[Block], ...] = ()
) -> tuple[Briefing, YamlFile]:
    """Return the briefing as the readers of an edition get it, and what is written of it.

    ``added`` are the kinds of block of its theme. What is left is read anew, as if the rest had
    never been there; ``ReportError`` says where it cannot stand alone.
    """
    if edition == "instructor":
        return _marked(briefing, source), source
    gone = _theirs(briefing, source)
    if not gone:
        return (_sheet(briefing) if edition == "summary" else briefing), source
    left = _cut(briefing, source, gone)
    try:
        for_all = parse(left, added)
    except ReportError as error:
        raise ReportError(
            replace(d, message=f"in the student's edition: {d.message}") for d in error.diagnostics
        ) from error
    return (_sheet(for_all) if edition == "summary" else for_all), left


def parted(briefing: Briefing, source: YamlFile) -> bool:
    """Whether there is something in it that not everybody gets."""
    return bool(_theirs(briefing, source))


def _marked(briefing: Briefing, source: YamlFile) -> Briefing:
    """Say on the cover whose edition it is, so that it is not handed out by mistake."""
    if not parted(briefing, source):
        return briefing
    say = briefing.catalogue.say
    called = Title(say("instructors-edition"))
    return briefing.model_copy(update={"audience": called, "pages_at_most": None})


def _theirs(briefing: Briefing, source: YamlFile) -> frozenset[Loc]:
    """Return the places of what is for the instructor: sections, blocks, items of lists."""
    sections = {one.loc for one in briefing.sections if one.reader != "everyone"}
    blocks = {one.loc for one in briefing.blocks() if one.reader != "everyone"}
    return source.theirs | sections | blocks


def _cut(briefing: Briefing, source: YamlFile, gone: frozenset[Loc]) -> YamlFile:
    """Return what is written without what stands at these places.

    A section that is left empty goes, too, and a block that is left without a list that it needs.
    """

    def needs(loc: Loc, name: str) -> bool:
        block = briefing.block_at(loc)
        fields = type(block).model_fields.items() if block else ()
        return any(f.is_required() for field, f in fields if name == (f.alias or field))

    data, root, included = addressed.cut(source.data, source.root, gone, source.included, needs)
    return replace(source, data=data, root=root, included=included, theirs=frozenset(), is_cut=True)


# ---------------------------------------------------------------------------------------- summary


def _sheet(briefing: Briefing) -> Briefing:
    """Return the cover; on its back the boxes and texts of the next section, and the sources.

    Exhibits, lists of what is not there, and what is for a class stay out; so does a block that
    refers to these, and a heading over it.
    """
    head, rest = briefing.sections[:2], briefing.sections[2:]
    out = (*_LISTS, *_FOR_A_CLASS, Exhibit)
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
    headed = {one.id: one.blocks for one in head}
    sections = [_with(s, _under(s.blocks, headed.get(s.id, s.blocks))) for s in sections]
    sections = [section for section in sections if section.blocks]
    return briefing.model_copy(update={"sections": tuple(sections), "pages_at_most": SHEET})


def _under(kept: Sequence[Block], whole: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks that are kept, but for headings over one that is not."""
    after = {id(one): other for one, other in pairwise(whole)}
    there = {id(one) for one in kept}
    return [
        block
        for block in kept
        if not isinstance(block, Heading) or id(after.get(id(block))) in there
    ]


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
        if number < UNWRITTEN:
            own = sections[number]
            kept.append(
                {**own, "blocks": [own["blocks"][block.loc[3]] for block in section.blocks]}
            )
    if kept == sections and not source.is_cut:
        return None
    data = {**source.data, "sections": kept}
    return yaml.safe_dump(_spoken(data), allow_unicode=True, sort_keys=False, width=100)


def _spoken(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out words that are declared or allowed for what is not there; values are filled in."""
    rest = {k: v for k, v in data.items() if k not in ("values", "declared", "allow")}
    said = " ".join(yaml.safe_dump(rest, allow_unicode=True, width=10**6).split())
    declared = {word: why for word, why in data.get("declared", {}).items() if word in said}
    allow = [one for one in data.get("allow", ()) if one["text"] in said]
    more = {"declared": declared, "allow": allow}
    found = {key: more.get(key, value) for key, value in data.items() if key != "values"}
    return {key: value for key, value in found.items() if key not in more or value}
