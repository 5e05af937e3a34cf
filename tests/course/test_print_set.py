"""A booklet has its pages in the order of folding; a part has what is its own, and its tags."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from small import small

from report import pipeline
from report.audit import audit
from report.course import attaching, booklet, splitting
from report.errors import ReportError

SECTION = """\
  - id: part-{n}
    title: Part {n}
    layout: page
    blocks:
      - kind: prose
        text: "Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose] See [#part-{m}]."
      - kind: table
        id: table-{n}
        title: Dues rose in Norwich
        boxhead: [Where, When]
        rows: [[Norwich, "2018[@dues-rose]"], ["", "2018[@dues-rose]"]]
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("print")

    def write(text, name):
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    sections = "".join(SECTION.format(n=n, m=n % 6 + 1) for n in range(1, 7))
    return pipeline.build(small(write, sections)).data


def halves(data):
    """Return the part that is printed on the left and on the right half of each side."""
    for page in pypdfium2.PdfDocument(data):
        width, height = page.get_size()
        text = page.get_textpage()
        boxes = ((0, width / 2), (width / 2, width))
        words = [text.get_text_bounded(left, 0, right, height) for left, right in boxes]
        found = [re.search(r"Part (\d)", some) for some in words]
        yield tuple(int(one[1]) if one else 0 for one in found)


def test_a_booklet_is_read_in_order_once_it_is_folded(pdf):
    made = booklet.booklet(pdf)

    assert made.sides == ((0, 1), (2, 0), (6, 3), (4, 5))
    assert tuple(halves(made.data)) == made.sides


def test_a_booklet_says_what_it_is_for_and_claims_nothing(pdf):
    with pikepdf.open(io.BytesIO(booklet.booklet(pdf).data)) as made:
        with made.open_metadata() as metadata:
            assert metadata["dc:title"] == "Harbour dues (for printing)"
            assert "pdfuaid:part" not in metadata
            assert "pdfaid:part" not in metadata
        assert "/StructTreeRoot" not in made.Root
        assert made.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert made.pages[0].mediabox[2] > made.pages[0].mediabox[3]


def test_a_booklet_is_of_the_version_of_its_pages(pdf):
    with pikepdf.open(io.BytesIO(booklet.booklet(pdf).data)) as made:
        assert made.pdf_version == "1.7"


@pytest.mark.parametrize("pages", [3, 65])
def test_what_no_fold_holds_is_refused(pages):
    blank = pikepdf.new()
    for _ in range(pages):
        blank.add_blank_page()
    out = io.BytesIO()
    blank.save(out)

    with pytest.raises(ReportError, match=f"4 to 64 pages, and the file has {pages}"):
        booklet.booklet(out.getvalue())


def test_each_part_has_its_pages_tags_labels_and_bookmarks(pdf):
    parts = splitting.split(pdf)

    assert [(part.name, part.first, part.last) for part in parts] == [
        (f"0{n}-part-{n}", n, n) for n in range(1, 7)
    ]
    for number, part in enumerate(parts, start=1):
        with pikepdf.open(io.BytesIO(part.data)) as made:
            assert len(made.pages) == 1
            assert str(made.docinfo.Title) == f"Harbour dues: Part {number} (for printing)"
            assert int(made.Root.PageLabels.Nums[1].St) == number
            with made.open_outline() as outline:
                assert [item.title for item in outline.root] == [f"Part {number}"]
        assert [str(finding) for finding in audit(part.data).errors] == []


def test_a_part_has_nothing_of_the_others(pdf):
    data = splitting.split(pdf)[1].data
    with pikepdf.open(io.BytesIO(data)) as made:
        elements = [o for o in made.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o]
        pages = [o for o in made.objects if isinstance(o, pikepdf.Dictionary) and "/Parent" in o]

    said = [str(e.get("/ActualText", "")) + str(e.get("/Alt", "")) for e in elements]
    assert not any(f"Part {n}" in words for words in said for n in (1, 4, 5, 6))
    assert len([page for page in pages if page.get("/Type") == "/Page"]) == 1


def test_names_of_places_are_read_once_for_each_part(pdf, monkeypatch):
    read = []
    names = attaching.name_tree
    monkeypatch.setattr(attaching, "name_tree", lambda tree: read.append(1) or names(tree))
    parts = splitting.split(pdf)

    assert len(read) == len(parts) + 1


def test_a_file_without_bookmarks_is_not_parted():
    blank = pikepdf.new()
    blank.add_blank_page()
    out = io.BytesIO()
    blank.save(out)

    with pytest.raises(ReportError, match="no two parts"):
        splitting.split(out.getvalue())
