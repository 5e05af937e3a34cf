"""WeasyPrint's way with letters comes in; out, one that suits every script, while we lay out.

What is here is put into WeasyPrint by ``mends``, which says why and against which source. Where no
``reserve`` is kept, and for a text that needs none, all is as it was.
"""

import re
from collections.abc import Callable
from typing import Any

from ..text import eastern
from . import codes, fonts, reserve, scripts
from .copied import Copy

_TAG = re.compile(r"(<[^>]*>)")
_DRAWING = re.compile(r"(<svg\b.*?</svg>|<[^>]*>)", re.S)
_TAGLESS = re.compile(  # what can hold no tag of ours, and tags
    r"(<svg\b.*?</svg>|<style\b.*?</style>|<script\b.*?</script>|<title\b.*?</title>|<[^>]*>)", re.S
)


# Signs that Pango looks for in a face of coloured pictures first (Unicode's Emoji_Presentation),
# unless a selector asks for the sign of a text.
_PICTURED = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693"
    "\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd"
    "\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c"
    "\u2b50\u2b55](?![\ufe0e\ufe0f])"
)


def prepared(html: str) -> str:
    """Return a section with its non-breaking hyphens, signs and letters as our faces have them.

    Source Serif has no U+2011, and the hyphen of another face would show: joiners keep its own from
    a line's end, and it reads as U+2011. No line ends in a drawing, whose face has it.
    Marks of Japanese and Chinese that meet are set closer.
    """
    if html.isascii():
        return html
    html = reserve.set_apart(html)
    html = _in_texts(_TAG, html, lambda text: _PICTURED.sub(f"\\g<0>{codes.TEXT_SIGN}", text))
    html = _in_texts(_TAGLESS, html, eastern.squeezed)
    if "\u2011" not in html:
        return html
    return _in_texts(_DRAWING, html, lambda text: text.replace("\u2011", codes.JOINED_HYPHEN))


def _in_texts(others: re.Pattern[str], html: str, change: Callable[[str], str]) -> str:
    parts = others.split(html)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


_DRAWN = (  # of the function that draws a line: what stands there, and what stands there with codes
    (
        "        string += '<'\n        for i,",
        "        codes = report_spell(font, glyph_item, textbox.pango_layout.text)\n"
        "        string += '<'\n        for i,",
    ),
    (
        "            if glyph_id not in font.to_unicode:",
        "            code = glyph_id if codes is None else codes[i]\n"
        "            if codes is None and glyph_id not in font.to_unicode:",
    ),
    (
        "            if glyph_id == pango.PANGO_GLYPH_EMPTY:\n",
        "            if glyph_id == pango.PANGO_GLYPH_EMPTY and codes and codes[i]:\n"
        "                string += f'{codes[i]:04x}'\n"
        "            if glyph_id == pango.PANGO_GLYPH_EMPTY:\n",
    ),
    ("else f'<{glyph_id:04x}>'", "else f'<{code:04x}>'"),
    ("else f'{glyph_id:04x}'", "else f'{code:04x}'"),
)


def spell_glyphs(copy: Copy) -> None:
    """Write codes in the place of glyphs, while somebody gives them (``codes.given``)."""
    copy.edit("draw.text", "draw_first_line", *_DRAWN, report_spell=codes.spell)


def keep_families_behind(copy: Copy) -> None:
    """Ask Pango for the families in reserve, after those that a style names."""
    ffi, fonts = copy.part("text.ffi"), copy.part("text.fonts")
    made = copy.function("text.fonts", "get_font_description", "style")

    def get_font_description(style: Any) -> Any:
        description = made(style)
        named = style["font_family"]
        asked = reserve.families(named, style["lang"], style["font_weight"])
        if asked != ",".join(named):
            pointer, _ = ffi.unicode_to_char_p(asked)
            ffi.pango.pango_font_description_set_family(description, pointer)
        return description

    for module in (fonts, copy.part("text.line_break"), copy.part("pdf.anchors")):
        vars(module)["get_font_description"] = get_font_description


def keep_lines_even(copy: Copy) -> None:
    """Hang a text on the baseline of its first face, whatever faces it is set in."""
    inline = copy.part("layout.inline")
    made = inline.split_text_box

    def split_text_box(*arguments: Any, **options: Any) -> Any:
        box, *rest = made(*arguments, **options)
        if box is not None and reserve.is_kept() and box.style["line_height"] != "normal":
            _, baseline = inline.strut(box.style)
            shift = baseline - box.baseline  # up in the line, not on the page
            box.margin_top += shift
            box.margin_bottom -= shift
            box.baseline = baseline
        return (box, *rest)

    vars(inline)["split_text_box"] = split_text_box


def set_labels_whole(copy: Copy) -> None:
    """Set a text of a drawing in one piece where its letters are not set one by one."""
    svg, text = copy.part("svg"), copy.part("svg.text")
    before = text.text
    change = "for char in node.text]", "for char in report_pieces(node)]"
    copy.edit("svg.text", "text", change, report_pieces=_pieces)
    vars(svg)["text"] = text.text
    svg.TAGS.update({name: text.text for name, made in svg.TAGS.items() if made is before})


def _pieces(node: Any) -> Any:
    placed = (len((node.get(name) or "").replace(",", " ").split()) for name in _PLACES)
    return [node.text] if scripts.is_shaped(node.text) and max(placed) < 2 else node.text


def share_files(copy: Copy) -> None:
    """Give all fonts that are made of a file the same copy of it."""
    ffi, pdf_fonts = copy.part("text.ffi"), copy.part("pdf.fonts")
    parameters = "hb_object", "ot_color", "glyph"
    made = copy.function("text.fonts", "get_hb_object_data", *parameters)

    def get_hb_object_data(hb_object: Any, ot_color: Any = None, glyph: Any = None) -> Any:
        if ot_color is not None:
            return made(hb_object, ot_color, glyph)
        blob = ffi.harfbuzz.hb_face_reference_blob(hb_object)
        with ffi.ffi.new("unsigned int *") as length:
            data = ffi.harfbuzz.hb_blob_get_data(blob, length)
            view = memoryview(ffi.ffi.buffer(data, int(length[0]))) if length[0] else b""
            known = fonts.copy_of(view)
        ffi.harfbuzz.hb_blob_destroy(blob)
        return made(hb_object) if known is None else known

    vars(pdf_fonts)["get_hb_object_data"] = get_hb_object_data


_PLACES = ("x", "y", "dx", "dy", "rotate")
