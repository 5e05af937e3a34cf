"""Content streams are read as ISO 32000 has them, and as pikepdf reads them."""

import io
from decimal import Decimal

import engine_sample
import pikepdf
import pytest

from report.audit import objects
from report.audit.lexer import operators


def read(data: bytes) -> list[tuple[str, list[object]]]:
    """Return the operators, those of a line that is read as one among them."""
    found: list[tuple[str, list[object]]] = []
    for name, operands in operators(data, set()):
        if name == "line":
            matrix, face, glyphs = operands
            found += [("BT", []), ("Tm", matrix), ("Tf", face), ("TJ", [glyphs]), ("ET", [])]
        else:
            found.append((name, operands))
    return found


@pytest.mark.parametrize(
    ("data", "operands"),
    [
        (b"1 -2.5 .5 +3 4. x", [1.0, -2.5, 0.5, 3.0, 4.0]),
        (b"(plain) x", [b"plain"]),
        (b"(a (nested) one) x", [b"a (nested) one"]),
        (rb"(\(\)\\ \101\n\
end) x", [b"()\\ A\nend"]),
        (b"<48 65 6c6C6f2> x", [b"Hello "]),
        (b"[(a) -120 <62>] x", [[b"a", -120.0, b"b"]]),
        (b"[<0001>5<0002>-7.5<0003>] x", [[b"\x00\x01\x00\x02\x00\x03", -2.5]]),
        (b"/A#20B << /L (en) /K [1 2] >> x", ["A B", {"L": b"en", "K": [1.0, 2.0]}]),
        (b"/P<</MCID 12>>BDC", ["P", {"MCID": 12.0}]),
        (b"true false null x", [True, False, None]),
        (b"% a remark (\n1 x", [1.0]),
        (b"1.2.3 x", [0.0]),
    ],
)  # fmt: skip
def test_operands(data, operands):
    assert [found for _, found in read(data)] == [operands]


def test_an_inline_image_is_one_operator_whatever_its_bytes_are():
    data = b"q BI /W 2 /H 1 /BPC 8 /F [/Fl] ID \x00 EI\xff(((\nEI Q"

    image = {"W": 2.0, "H": 1.0, "BPC": 8.0, "F": ["Fl"]}
    assert read(data) == [("q", []), ("EI", [image]), ("Q", [])]


def test_a_line_of_text_is_read_as_one():
    line = b"BT 1 0 0 -1 2 3.5 Tm /F 9 Tf [<0001>-5<0002>] TJ ET"
    other = b"BT 1 0 0 -1 2 3.5 Tm /F 9 Tf 1 Tr [<0001>] TJ ET"

    assert list(operators(line, set())) == [
        ("line", [[1, 0, 0, -1, 2, 3.5], ["F", 9.0], [b"\x00\x01\x00\x02", -5.0]])
    ]
    assert len(list(operators(other, set()))) == 6


def test_operators_that_are_passed_over_are_seen():
    seen: set[bytes] = set()

    assert [name for name, _ in operators(b"0 0 m 1 1 l S", seen, {b"m", b"l"})] == ["S"]
    assert seen == {b"m", b"l", b"S"}


def test_what_is_broken_is_read_on():
    assert [name for name, _ in read(b"( never closed q Q")] == []
    assert [name for name, _ in read(b"] >> ) q [ 1 2 Q")] == ["q", "Q"]


def flat(value: object) -> object:
    """Return an operand of pikepdf as ours are: glyphs in one string, and what is between."""
    if isinstance(value, pikepdf.Array):
        items = [flat(item) for item in value]
        if items and all(isinstance(item, bytes | float) for item in items):
            strings = [item for item in items if isinstance(item, bytes)]
            return [b"".join(strings), sum(item for item in items if isinstance(item, float))]
        return items
    if isinstance(value, pikepdf.Dictionary):
        return {key[1:]: flat(inner) for key, inner in value.items()}
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    if isinstance(value, pikepdf.String):
        return bytes(value)
    return float(value) if isinstance(value, int | Decimal) else value


def joined(value: object) -> object:
    """Return an array of glyphs with its strings put together, however it was read."""
    if isinstance(value, list) and value and all(isinstance(item, bytes | float) for item in value):
        strings = [item for item in value if isinstance(item, bytes)]
        return [b"".join(strings), sum(item for item in value if isinstance(item, float))]
    return value


def test_our_files_are_read_as_pikepdf_reads_them():
    with pikepdf.open(io.BytesIO(engine_sample.built())) as pdf:
        for page in pdf.pages:
            ours = read(objects.stream_bytes(page.obj.Contents))
            theirs = pikepdf.parse_content_stream(page)

            assert [name for name, _ in ours] == [str(one.operator) for one in theirs]
            assert [[joined(operand) for operand in found] for _, found in ours] == [
                [flat(operand) for operand in one.operands] for one in theirs
            ]
