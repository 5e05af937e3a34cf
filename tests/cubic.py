"""A font with cubic outlines, made of Source Sans: what a house typeface often is."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from report.press import faces


def write(target: Path) -> Path:
    """Write the font and return its path; its features are those of Source Sans."""
    font = instantiateVariableFont(TTFont(faces.ours().labels.face(400).path), {"wght": 400})
    order, glyphs, cmap = font.getGlyphOrder(), font.getGlyphSet(), font.getBestCmap()
    drawings = {}
    for name in order:
        pen = T2CharStringPen(font["hmtx"][name][0], glyphs)
        glyphs[name].draw(pen)
        drawings[name] = pen.getCharString()
    made = FontBuilder(font["head"].unitsPerEm, isTTF=False)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(cmap)
    made.setupCFF("HouseSans", {"FullName": "House Sans"}, drawings, {})
    made.setupHorizontalMetrics({name: font["hmtx"][name] for name in order})
    made.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    made.setupNameTable({"familyName": "House Sans", "styleName": "Regular"})
    made.setupOS2(usWeightClass=400, fsType=0)
    made.setupPost()
    made.font["GSUB"] = font["GSUB"]
    made.save(target)
    return target
