"""The fonts that text is set in; out, what is not embedded, not mapped, missing, or misfits."""

from collections.abc import Iterator

from pikepdf import Name, Stream

from . import cmaps, objects
from .faces import Font, unicode_of
from .findings import Hit
from .programs import NamedGlyphs, NumberedGlyphs, TrueType
from .rules import Standards
from .subject import Subject


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong with each font that text is set in."""
    for font in subject.fonts:
        page = min([*font.used().values()], default=0)
        yield from _embedding(font, page)
        yield from _characters(font)
        if font.composite:
            yield from _composite(font, page)
        elif font.subtype == "TrueType":
            yield from _truetype(font, page)
        yield from _glyphs(font)
        yield from _sets(font, page)


def _embedding(font: Font, page: int) -> Iterator[Hit]:
    seen = min(font.used(hidden=False).values(), default=0)
    if not font.embedded and seen:
        yield Hit("MH 31-009", f"the font {font.name} is not embedded", seen)
    elif font.embedded and font.program is None and font.subtype != "Type3":
        yield Hit("A font", f"the program of {font.name} cannot be read: {font.fault}", page)


def _characters(font: Font) -> Iterator[Hit]:
    """Yield codes that stand for no character, or for one that is none."""
    silent: list[int] = []
    for code, page in sorted(font.used().items()):
        text = font.unicode(code)
        if text is None:
            silent.append(page)
        elif "\x00" in text:
            yield Hit("MH 31-028", f"{font.name} maps the code {code:#x} to U+0000", page)
        elif "\ufeff" in text or "\ufffe" in text:
            yield Hit(
                "MH 31-029", f"{font.name} maps the code {code:#x} to U+{ord(text[0]):04X}", page
            )
    if silent and font.to_unicode is None:
        yield Hit(
            "MH 31-027",
            f"{font.name} does not say which characters its codes are (ToUnicode)",
            min(silent),
        )
    elif silent:
        yield Hit(
            "MH 10-001",
            f"{font.name} has {len(silent)} codes that stand for no character",
            min(silent),
        )


def _glyphs(font: Font) -> Iterator[Hit]:
    """Yield glyphs that are undefined, missing, or of another width than the dictionary says."""
    missing: list[int] = []
    wrong: list[tuple[int, int, float, float]] = []
    for code, page in sorted(font.used().items()):
        glyph = font.glyph(code)
        if glyph in (0, ".notdef"):
            yield Hit(
                "MH 31-030", f"{font.name} shows its undefined glyph for the code {code:#x}", page
            )
            continue
        if glyph is None or code not in font.pages:
            continue
        drawn, told = font.program_width(glyph), font.width(code)
        if drawn is None:
            missing.append(page)
        elif told is not None and abs(drawn - told) > 1:
            wrong.append((page, code, told, drawn))
    if missing:
        yield Hit(
            "MH 31-011", f"{font.name} has not {len(missing)} glyphs that are shown", min(missing)
        )
    if wrong:
        page, code, told, drawn = min(wrong)
        more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        yield Hit(
            "MH 31-016",
            f"the code {code:#x} of {font.name} is {drawn:.0f} wide, not {told:.0f}{more}",
            page,
        )


# ------------------------------------------------------------------------------------- composite


def _composite(font: Font, page: int) -> Iterator[Hit]:
    told = objects.entry(font.dictionary, "/Encoding")
    cmap = font.cmap
    if cmap is None:
        return
    if isinstance(told, Stream):
        yield from _embedded_cmap(font, cmap, page)
    elif cmap.name not in cmaps.PREDEFINED:
        yield Hit(
            "MH 31-006",
            f"{font.name} goes through the CMap {cmap.name}, which is not embedded",
            page,
        )
    if objects.name(font.descendant, "/Subtype") == "CIDFontType2" and font.embedded:
        table = objects.entry(font.descendant, "/CIDToGIDMap")
        if not isinstance(table, Stream) and not (
            isinstance(table, Name) and table == Name.Identity
        ):
            yield Hit(
                "MH 31-005",
                f"{font.name} does not say which CID is which glyph (CIDToGIDMap)",
                page,
            )


def _embedded_cmap(font: Font, cmap: cmaps.CMap, page: int) -> Iterator[Hit]:
    if cmap.writing != cmap.told_writing:
        yield Hit(
            "MH 31-007", f"the CMap of {font.name} is said to write another way than it does", page
        )
    if cmap.uses and cmap.uses not in cmaps.PREDEFINED:
        yield Hit(
            "MH 31-008", f"the CMap of {font.name} uses {cmap.uses}, which is not predefined", page
        )
    own = cmaps.system(objects.dictionary(font.descendant, "/CIDSystemInfo"))
    if cmap.system is None or own is None:
        yield Hit(
            "MH 31-001", f"{font.name} or its CMap does not name its character collection", page
        )
        return
    for rule, part, ours, theirs in (
        ("MH 31-001", "registry", own[0], cmap.system[0]),
        ("MH 31-002", "ordering", own[1], cmap.system[1]),
    ):
        if ours != theirs:
            yield Hit(rule, f"{font.name} has the {part} {ours}, its CMap {theirs}", page)
    if own[2] > cmap.system[2]:
        yield Hit(
            "MH 31-003", f"{font.name} has the supplement {own[2]}, its CMap {cmap.system[2]}", page
        )


# -------------------------------------------------------------------------------------- TrueType


def _truetype(font: Font, page: int) -> Iterator[Hit]:
    told = objects.entry(font.dictionary, "/Encoding")
    tables = (
        font.program.cmaps if isinstance(font.program, TrueType) and font.program.has_cmap else {}
    )
    if font.symbolic:
        if told is not None:
            yield Hit("MH 31-024", f"{font.name} is symbolic, and has an encoding", page)
        if font.program is not None and len(tables) != 1 and (3, 0) not in tables:
            yield Hit(
                "MH 31-026", f"{font.name} has {len(tables)} cmaps, and none for symbols", page
            )
        return
    if font.base_encoding not in ("MacRomanEncoding", "WinAnsiEncoding"):
        yield Hit(
            "MH 31-021", f"{font.name} has the encoding {font.base_encoding or 'of nothing'}", page
        )
    if font.differences:
        odd = [
            name for name in font.differences.values() if not unicode_of(name) and name != ".notdef"
        ]
        if odd:
            yield Hit(
                "MH 31-022",
                f"the encoding of {font.name} has {odd[0]}, which is no standard name",
                page,
            )
        elif font.program is not None and (3, 1) not in tables:
            yield Hit("MH 31-022", f"{font.name} has Differences, and no cmap for Unicode", page)
    if font.program is not None and not set(tables) - {(3, 0)}:
        yield Hit("MH 31-017", f"{font.name} has no cmap for its characters", page)


# ------------------------------------------------------------------------------------------ sets


def _sets(font: Font, page: int) -> Iterator[Hit]:
    """Yield subsets whose list of glyphs is not that of their program."""
    if font.name[6:7] != "+" or font.program is None:
        return
    charset = objects.text(font.descriptor, "/CharSet")
    if charset and isinstance(font.program, NamedGlyphs):
        listed = set(charset.split("/")[1:])
        if set(font.program.widths) - {".notdef"} != {name.strip() for name in listed} - {
            ".notdef"
        }:
            yield Hit("MH 31-012", f"the CharSet of {font.name} is not that of its program", page)
    stream = objects.entry(font.descriptor, "/CIDSet")
    if isinstance(stream, Stream):
        bits = objects.stream_bytes(stream)
        listed_cids = {
            8 * i + b for i, byte in enumerate(bits) for b in range(8) if byte & (128 >> b)
        }
        if isinstance(font.program, NumberedGlyphs):
            there = set(font.program.widths)
        elif isinstance(font.program, TrueType):
            there = set(range(font.program.glyphs))
        else:
            return
        if there - listed_cids - {0}:
            yield Hit(
                "MH 31-014", f"the CIDSet of {font.name} does not list all of its glyphs", page
            )
