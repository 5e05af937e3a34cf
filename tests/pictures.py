"""Make the pictures of the documentation: each example is set, and cut out of its page.

``python -m tests.pictures`` writes ``content/pictures/KIND.png``, and says how large all are.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageChops

from report import pipeline

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "content" / "pictures"
_SCALE = 1.55
_HEAD, _FOOT = 0.075, 0.945  # of a page's height: between running heads and folios
_GAP, _EDGE = 18, 12  # pixels: the widest empty stripe that is kept, and the margin
_TALLEST = 700  # pixels: a table of all facts is only begun
_COLOURS = 24


def main() -> None:
    """Set the examples, and write a picture of each that prints something."""
    sys.path.insert(0, str(Path(__file__).parent))
    import kinds

    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        data = pipeline.build(kinds.write(Path(folder) / "briefing")).data
    size = 0
    with pypdfium2.PdfDocument(data) as pdf:
        for item in pdf.get_toc():
            before, of, name = item.get_title().partition("The block ")
            if before or not of:
                continue
            page = pdf[item.get_dest().get_index()]
            picture = _cut(page.render(scale=_SCALE).to_pil().convert("RGB"))
            path = FOLDER / f"{name}.png"
            picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
            size += path.stat().st_size
    sys.stdout.write(f"{size / 1000:.0f} kB\n")


def _cut(page: Image.Image) -> Image.Image:
    """Return what is printed on a page, without its margins and without wide empty stripes."""
    area = page.crop((0, int(_HEAD * page.height), page.width, int(_FOOT * page.height)))
    ink = ImageChops.difference(area, Image.new("RGB", area.size, "white")).convert("L")
    left, top, right, bottom = ink.getbbox() or (0, 0, 1, 1)
    rows = [ink.crop((left, y, right, y + 1)).getextrema()[1] > 8 for y in range(top, bottom)]
    kept: list[int] = []
    empty = 0
    for number, printed in enumerate(rows):
        empty = 0 if printed else empty + 1
        if empty <= _GAP:
            kept.append(top + number)
    kept = kept[:_TALLEST]
    width = right - left
    cut = Image.new("RGB", (width + 2 * _EDGE, len(kept) + 2 * _EDGE), "white")
    for number, y in enumerate(kept):
        cut.paste(area.crop((left, y, right, y + 1)), (_EDGE, _EDGE + number))
    return cut


if __name__ == "__main__":
    main()
