"""A copy of WeasyPrint comes in; in it is done once what was done many times, to the same end.

What is here is put into WeasyPrint by ``mends``, which says why.
"""

from typing import Any

from . import reserve
from .copied import Copy

_LINES_KEPT = 4000  # late ones, and as many before: with what Pango holds, a line takes some 5 kB
_DECIDING = (  # what of a style decides where a line ends, and how wide and high it is
    *("font_family", "font_style", "font_stretch", "font_weight", "font_variant_ligatures"),
    *("font_variant_position", "font_variant_caps", "font_variant_numeric", "tab_size"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings", "font_size"),
    *("font_variation_settings", "font_language_override", "font_kerning", "lang", "direction"),
    *("white_space", "letter_spacing", "word_spacing", "overflow_wrap", "word_break", "hyphens"),
    *("hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
    "text_decoration_line",
)


def keep_lines(copy: Copy) -> None:
    """Break a text into lines once for a style and a width.

    What a style says may be kept with it: where layout changes a style, it copies it first.
    """
    line_break = copy.part("text.line_break")
    parameters = "text style context max_width justification_spacing is_line_start minimum"
    split = copy.function("text.line_break", "split_first_line", *parameters.split())
    blank = line_break.Layout.__new__

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        lines: list[dict[Any, Any]] = vars(style.font_config).setdefault("report_lines", [{}, {}])
        known, before = lines
        own = vars(style)
        deciding = own.get("report_deciding")
        if deciding is None:
            deciding = own["report_deciding"] = str([style[name] for name in _DECIDING])
        asked = text, max_width, justification_spacing, is_line_start, minimum
        key = (*asked, deciding, reserve.current())
        found = known.get(key)
        if found is None:
            if len(known) >= _LINES_KEPT:
                lines[:] = {}, known
            given = text, style, context, max_width, justification_spacing, is_line_start, minimum
            found = lines[0][key] = before.get(key) or split(*given)
        layout = blank(line_break.Layout)  # it is filled again when it is drawn
        vars(layout).update(vars(found[0]))
        return (layout, *found[1:])

    for module in (line_break, copy.part("layout.inline"), copy.part("layout.preferred")):
        vars(module)["split_first_line"] = split_first_line


def keep_struts(copy: Copy) -> None:
    """Find the height of an empty line once for a style."""
    line_break = copy.part("text.line_break")
    made = copy.function("text.line_break", "strut", "style")

    def strut(style: Any) -> Any:
        own = vars(style)
        found = own.get("report_strut")
        if found is None:
            found = own["report_strut"] = made(style)
        return found

    for module in (line_break, copy.part("layout.inline")):
        vars(module)["strut"] = strut


def find_plain_properties(copy: Copy) -> None:
    """Take what no rule sets from the parent or from the initial values, and ask no further."""
    css, computed = copy.part("css"), copy.part("css.computed_values")
    made = copy.function("css", "ComputedStyle.__missing__", "self", "key")
    initial = css.INITIAL_VALUES
    odd = {"page", "position", "float", "display"}
    inherited = frozenset(css.INHERITED) - odd
    plain = frozenset(initial) - frozenset(css.INHERITED) - css.INITIAL_NOT_COMPUTED - odd
    plain = frozenset(key for key in plain if not key.startswith("text_decoration_"))
    inherited = frozenset(key for key in inherited if not key.startswith("text_decoration_"))
    physical = computed.PHYSICAL_FUNCTIONS
    logical = {
        function(block="ttb", inline=inline)
        for function in physical.values()
        for inline in ("ltr", "rtl")
    }

    def __missing__(self: Any, key: Any) -> Any:  # noqa: N807  WeasyPrint's
        if key not in self.cascaded and not (key in physical and is_logical(self)):
            if key in plain:
                value = self[key] = initial[key]
                return value
            if key in inherited and self.parent_style is not None:
                value = self[key] = self.parent_style[key]
                return value
        return made(self, key)

    def is_logical(style: Any) -> bool:
        own = vars(style)
        if "report_logical" not in own:
            own["report_logical"] = not logical.isdisjoint(style.cascaded)
        return bool(own["report_logical"])

    css.ComputedStyle.__missing__ = __missing__
