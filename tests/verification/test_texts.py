"""Documents of every encoding are read, or why not is told; phrases stand in every script."""

import io
import os
import time
import zipfile
import zlib

import pikepdf
import pytest

from report.files import FileError
from report.text.wording import has
from report.verification import texts


def pdf_with(password: str = "") -> bytes:
    """Return a PDF of an empty page."""
    file, data = pikepdf.new(), io.BytesIO()
    file.add_blank_page()
    locked = pikepdf.Encryption(user=password, owner="owner") if password else None
    file.save(data, **({"encryption": locked} if locked else {}))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"", "is empty"),
        ("a.pdf", pdf_with(), "holds no text"),
        ("a.pdf", pdf_with("secret"), "is locked with a password"),
        ("a.pdf", b"%PDF-1.7 and no more", "is damaged, or is not a PDF"),
        ("a.txt", b"PK\x03\x04\x80rest\x00\x00of\x00it", "is no text: it has zero bytes"),
        ("a.txt", "费用由日方负担。会议在东京举行。".encode("gb18030"), "is not in UTF-8"),
    ],
)
def test_why_a_file_cannot_be_read_is_told(tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(FileError) as raised:
        texts.read(tmp_path / name)

    assert raised.value.reason.startswith(why)
    assert raised.value.hint


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_ends_of_lines_of_every_system_are_one(tmp_path, end):
    written = end.join(["Dues", "", "Dues rose", "in Norwich.", "", "They fell."])
    (tmp_path / "a.txt").write_bytes(written.encode())

    found = texts.blocks_of(texts.read(tmp_path / "a.txt"))

    assert found == ["Dues", "Dues rose\nin Norwich.", "They fell."]


def test_a_pipe_does_not_wait_for_its_writer(tmp_path):
    os.mkfifo(tmp_path / "a.txt")

    with pytest.raises(FileError, match="is not a plain file"):
        texts.read(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Dues rose in Norwich.", "utf-16"),
        ("Dues rose in Norwich.", "utf-16-le"),
        ("Dues rose in Norwich.", "utf-16-be"),
        ("Dues rose in Norwich.", "utf-32"),
        ("Größe, café, naïve Straße", "cp1252"),
        ("Переговоры шли в Москве, Россия", "cp1251"),
        ("Переговоры шли в Москве, Россия", "koi8-r"),
        ("費用は日本側が負担する見通しだ。", "shift_jis"),
        ("費用は日本側が負担する見通しだ。", "euc_jp"),
    ],
)
def test_a_text_in_an_old_encoding_is_read(tmp_path, text, encoding):
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))

    assert texts.read(tmp_path / "a.txt").strip() == text


# ------------------------------------------------------------------- scripts without spaces


@pytest.mark.parametrize(
    ("phrase", "document", "stands"),
    [
        ("日本側が負担する見通しだ", "費用は日本側が負担する見通しだ。", True),
        ("日本側が負担する", "費用は日本\n側が負担する見通しだ。", True),
        ("ครับ", "สวัสดีครับ", True),
        ("ガス", "オーガスト", False),
        ("9年", "2019年6月", False),
        ("6月", "2019年6月", True),
        ("rose", "prose", False),
    ],
)
def test_a_phrase_stands_in_a_script_without_spaces(phrase, document, stands):
    assert has(texts.normal(document), texts.normal(phrase)) is stands


def test_a_pdf_that_takes_up_the_memory_is_refused(tmp_path):
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(10_000_000)) for _ in range(11)]
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        bomb = pikepdf.Stream(
            pdf, b"".join(parts) + packer.flush(), Filter=pikepdf.Name.FlateDecode
        )
        pdf.pages[0].obj.Contents = pdf.make_indirect(bomb)
        pdf.save(tmp_path / "a.pdf", compress_streams=False)

    with pytest.raises(FileError, match="larger than 100 MB when it is unpacked"):
        texts.read(tmp_path / "a.pdf")


def test_a_pdf_that_paints_itself_without_end_is_refused(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        inner = pdf.make_stream(b"BT (x) Tj ET " * 10)
        for _ in range(8):
            inner.Type, inner.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            inner.BBox = pikepdf.Array([0, 0, 9, 9])
            outer = pdf.make_stream(b"/X Do " * 10)
            outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner = outer
        pdf.pages[0].obj.Contents, pdf.pages[0].obj.Resources = inner, inner.Resources
        pdf.save(tmp_path / "a.pdf")

    with pytest.raises(FileError, match="repeated too often"):
        texts.read(tmp_path / "a.pdf")


def test_what_is_begun_in_a_page_and_never_ended_is_read_in_a_time_that_grows_with_it():
    def seconds(text, number):
        start = time.process_time()
        texts.plain_of(text * number)
        return time.process_time() - start

    for text in ("<!-- ", "<a ", "<!x ", "<?x ", "<![CDATA[ "):
        assert seconds(text, 20_000) < 7 * seconds(text, 5_000) + 0.05, text


@pytest.mark.parametrize("name", ["undefined", "idna", "unicode_escape", "hex", "x" * 90])
def test_a_page_in_no_code_for_texts_is_read_as_it_looks(name, tmp_path):
    page = b"<meta charset=%b><p>Dues rose\\ud800 in 1998.\xe9</p>" % name.encode()
    (tmp_path / "a.html").write_bytes(page)

    texts.read(tmp_path / "a.html").encode()


@pytest.mark.slow
def test_an_e_book_that_names_its_chapter_on_and_on_is_refused(tmp_path):
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        "<spine>" + 100_000 * '<itemref idref="a"/>' + "</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
        'full-path="o.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Dues rose.</p></body></html>'
    with zipfile.ZipFile(tmp_path / "book.epub", "w") as book:
        book.writestr("META-INF/container.xml", container)
        book.writestr("o.opf", opf)
        book.writestr("a.xhtml", page)

    with pytest.raises(FileError, match="takes too long to be read"):
        texts.read(tmp_path / "book.epub")
