"""A look comes in; out, the part of a Word file that offers its colours and typefaces to writers.

Word opens a file without this part; validators ask for it, and whoever edits the file finds the
briefing's colours in Word's menus.
"""

from xml.etree.ElementTree import Element

from .look import Look
from .ooxml import el, root

_STEPS = 3  # of fills, lines and effects: the least that the format allows


def palette(look: Look) -> Element:
    """Return the part."""
    colours = {
        **{"dk1": look.ink, "lt1": "FFFFFF", "dk2": look.accent, "lt2": look.tint},
        **{"accent1": look.accent, "accent2": look.signal, "accent3": look.quiet},
        **{"accent4": look.hairline, "accent5": look.ink, "accent6": look.tint},
        **{"hlink": look.accent, "folHlink": look.quiet},
    }
    scheme = [el(f"a:{name}", el("a:srgbClr", val=value)) for name, value in colours.items()]
    made = el(
        "a:themeElements",
        el("a:clrScheme", *scheme, name="Briefing"),
        el(
            "a:fontScheme",
            el("a:majorFont", *_families(look.headings)),
            el("a:minorFont", *_families(look.text)),
            name="Briefing",
        ),
        _formats(),
    )
    part = root("a:theme", [made], ("a",))
    part.set("name", "Briefing")
    return part


def _families(latin: str) -> tuple[Element, Element, Element]:
    return el("a:latin", typeface=latin), el("a:ea", typeface=""), el("a:cs", typeface="")


def _formats() -> Element:
    """Return fills, lines and effects, all of them plain."""
    lines = [el("a:ln", _fill(), w=6350 * step) for step in range(1, _STEPS + 1)]
    effects = [el("a:effectStyle", el("a:effectLst")) for _ in range(_STEPS)]
    return el(
        "a:fmtScheme",
        el("a:fillStyleLst", *(_fill() for _ in range(_STEPS))),
        el("a:lnStyleLst", *lines),
        el("a:effectStyleLst", *effects),
        el("a:bgFillStyleLst", *(_fill() for _ in range(_STEPS))),
        name="Briefing",
    )


def _fill() -> Element:
    return el("a:solidFill", el("a:schemeClr", val="phClr"))
