"""Golden pages: pages of the shipped briefing, drawn, beside those that were last approved.

``pytest --update-golden`` approves what is drawn: look at the images before you commit them.
"""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from report import pipeline

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parents[1] / "golden"
DRAWN = ROOT / "build" / "golden"
PAGES = {"a4": (1, 2, 4, 7), "letter": (1, 10)}  # cover, record, timeline, matrix; cover, map
SCALE = 1.0  # 72 px an inch: enough to see a rule move, small enough to keep
TOLERANCE = 24  # of 255, in each channel: antialiasing differs a little between machines
LARGEST = 48 * 1024  # bytes: a page full of small type, in 32 colours


@pytest.fixture(scope="module")
def drawn():
    """Return the pages of both papers, drawn."""
    pages = {}
    for paper, numbers in PAGES.items():
        pdf = pypdfium2.PdfDocument(
            pipeline.build(ROOT / "content/briefing.yaml", paper=paper).data
        )
        for number in numbers:
            pages[f"{paper}-{number}"] = pdf[number - 1].render(scale=SCALE).to_pil().convert("RGB")
    return pages


@pytest.mark.parametrize("name", [f"{p}-{n}" for p, numbers in PAGES.items() for n in numbers])
def test_a_page_looks_as_it_was_approved(name, drawn, request):
    page, path = drawn[name], GOLDEN / f"{name}.png"
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        page.quantize(32).save(path, optimize=True)

    approved = Image.open(path).convert("RGB")

    assert path.stat().st_size <= LARGEST
    assert page.size == approved.size
    difference = ImageChops.difference(page.quantize(32).convert("RGB"), approved)
    if max(high for _, high in difference.getextrema()) > TOLERANCE:
        DRAWN.mkdir(parents=True, exist_ok=True)
        page.save(DRAWN / f"{name}.png")
        pytest.fail(f"{name} differs in {difference.getbbox()}; see {DRAWN / name}.png")
