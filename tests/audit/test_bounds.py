"""A file made to exhaust its reader is refused with a sentence, or read in time."""

import base64
import io
import time
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from report import limits
from report.audit import audit, readaloud, unpacking
from report.course import attaching, booklet, splitting
from report.desk import editions
from report.errors import ReportError
from report.files import FileError


def pdf(content: bytes, change: Callable[[pikepdf.Pdf], None] = lambda pdf: None) -> bytes:
    """Return a file of one page with that content."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    document.pages[0].Contents = document.make_stream(content)
    change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def packed(data: bytes, filters: list[Name]) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(document, b"")
        stream.write(data, filter=Array(filters))
        document.pages[0].Contents = stream

    return pdf(b"", change)


def nothing(size: int) -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    return b"".join([*(packer.compress(block) for _ in range(size)), packer.flush()])


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_swells_is_refused_before_it_is_held(times):
    data = nothing(110)
    for _ in range(times - 1):
        data = zlib.compress(data)

    with pytest.raises(ReportError, match="larger than 100 MB when it is unpacked"):
        audit(packed(data, [Name.FlateDecode] * times))


@pytest.mark.parametrize(
    "do", [audit, booklet.booklet, splitting.split], ids=lambda do: do.__name__
)
@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (nothing(110).hex().encode(), [Name.ASCIIHexDecode, Name.FlateDecode]),
        (base64.a85encode(nothing(110)) + b"~>", [Name.ASCII85Decode, Name.FlateDecode]),
        (b"\x81 " * 800_000, [Name.RunLengthDecode]),
        (zlib.compress(b"\x81 " * 800_000), [Name.FlateDecode, Name.RunLengthDecode]),
    ],
)
def test_a_stream_that_swells_is_refused_whatever_it_is_packed_with(do, data, filters):
    with pytest.raises(ReportError, match=r"larger than 100 MB|packed several times over"):
        do(packed(data, filters))


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ([256, 97, 98, 97, 257], 3),
        ([256, 97, 258, 259, 260, 257], 1 + 2 + 3 + 4),  # each code names the one being made
        ([256, *range(254), *[97] * 4, 257], 258),  # codes of ten bits from the 254th on
    ],
)
def test_the_size_of_what_lzw_packs_is_that_of_qpdf(written, size):
    bits, width = "", 9
    for place, code in enumerate(written):
        width = 9 if place < 255 else 10
        bits += f"{code:0{width}b}"
    bits += "0" * (-len(bits) % 8)
    document = pikepdf.new()
    stream = pikepdf.Stream(document, b"")
    stream.write(int(bits, 2).to_bytes(len(bits) // 8, "big"), filter=Name.LZWDecode)

    assert unpacking.size(stream) == (len(bits) // 8, size)
    assert len(stream.read_bytes()) == size


def test_pages_that_share_what_is_large_are_refused():
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Contents = document.make_stream(b" " * 60_000_000)
        for _ in range(4):
            document.pages.append(document.pages[0])

    with pytest.raises(ReportError, match="pages whose content is larger than 200 MB"):
        audit(pdf(b"", change))


def test_attachments_that_are_listed_in_a_circle_are_refused(tmp_path):
    def change(document: pikepdf.Pdf) -> None:
        node = document.make_indirect(Dictionary(Names=Array([])))
        for _ in range(40):
            node = document.make_indirect(Dictionary(Kids=Array([node, node])))
        document.Root.Names = Dictionary(EmbeddedFiles=node)

    data = pdf(b"", change)
    (tmp_path / "old.pdf").write_bytes(data)

    for read in (lambda: attaching.attach(data, data), lambda: editions.read(tmp_path / "old.pdf")):
        with pytest.raises((ReportError, FileError), match="lists its attachments in a circle"):
            read()


def test_packed_objects_that_swell_are_refused_before_the_file_is_opened():
    bomb = nothing(110)
    data = (
        b"%PDF-1.7\n1 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
        + str(len(bomb)).encode()
        + b">>\nstream\n"
        + bomb
        + b"\nendstream\nendobj\ntrailer <</Root 2 0 R>>\n%%EOF\n"
    )

    with pytest.raises(ReportError, match="larger than 100 MB"):
        audit(data)


def test_forms_that_show_each_other_ten_times_are_refused():
    def change(document: pikepdf.Pdf) -> None:
        inner = None
        for _ in range(12):
            form = document.make_stream(b"/X Do\n" * 10 if inner is not None else b"0 0 1 1 re f")
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
            if inner is not None:
                form.Resources = Dictionary(XObject=Dictionary(X=inner))
            inner = document.make_indirect(form)
        document.pages[0].Resources = Dictionary(XObject=Dictionary(X=inner))

    with pytest.raises(ReportError, match="repeated too often"):
        audit(pdf(b"/X Do", change))


def test_tags_that_are_too_deep_are_refused():
    def change(document: pikepdf.Pdf) -> None:
        root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        above = root
        for _ in range(limits.PDF_TAG_DEPTH + 50):
            below = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=above))
            above.K = below
            above = below
        document.Root.StructTreeRoot = root

    for read in (audit, readaloud.read):
        with pytest.raises(ReportError, match="has tags more than 200 deep"):
            read(pdf(b"", change))


TIMES: dict[str, Callable[[int], bytes]] = {
    "marks in marks": lambda n: b"/P <</MCID 0>> BDC\n" * n + b"0 0 1 1 re f\n" + b"EMC\n" * n,
    "numbers without an operator": lambda n: b"[" + b"1 " * (10 * n) + b"] TJ",
    "the digits of a number": lambda n: b"1" * (20 * n) + b"x",
    "blanks at the end": lambda n: b"q Q" + b" " * (20 * n),
    "strings that are not closed": lambda n: b"(a" * (5 * n),
    "lists that are not closed": lambda n: b"[" * (5 * n),
    "dictionaries that are not closed": lambda n: b"<<" * (5 * n),
    "comments": lambda n: b"%\n" * (10 * n),
    "hexadecimal strings that are not closed": lambda n: b"[<" + b"a" * (20 * n),
    "states saved in each other": lambda n: b"q " * (10 * n),
    "names": lambda n: b"/a" * (10 * n),
    "an image without an end": lambda n: b"BI ID " + b" EI\x01" * (5 * n),
}


@pytest.mark.parametrize("kind", TIMES)
def test_content_is_read_in_a_time_that_grows_with_it(kind):
    def seconds(size: int) -> float:
        data = pdf(TIMES[kind](size))
        start = time.process_time()
        audit(data, quick=True, ours=True)
        return time.process_time() - start

    seconds(100)  # what is imported and kept
    small, large = seconds(2_000), seconds(16_000)

    assert large < 20 * small + 3


def test_notes_links_and_figures_are_read_in_a_time_that_grows_with_them():
    def tagged(count: int) -> bytes:
        def change(document: pikepdf.Pdf) -> None:
            root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
            top = document.make_indirect(Dictionary(S=Name.P, P=root))
            kinds = (Name.Note, Name.Link, Name.TOCI, Name.Figure)
            top.K = Array(
                [
                    document.make_indirect(Dictionary(S=kinds[i % 4], P=top, ID=b"%d" % i))
                    for i in range(count)
                ]
            )
            root.K = top
            document.Root.StructTreeRoot = root

        return pdf(b"", change)

    def seconds(count: int) -> float:
        data = tagged(count)
        start = time.process_time()
        audit(data, quick=True, ours=True)
        return time.process_time() - start

    seconds(100)
    small, large = seconds(1_000), seconds(8_000)

    assert large < 20 * small + 3
