"""The values of XMP properties are of the types that their schemas give them."""

import pytest
from lxml import etree

from report.audit import xmptypes

LI = "<rdf:li>"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def fits(kind: str, inner: str, attributes: str = "") -> bool:
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in xmptypes.SPACES.items())
    text = f'<p xmlns:rdf="{RDF}"{spaces} {attributes}>{inner}</p>'
    return xmptypes.fits(etree.fromstring(text), kind)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", "five", "<rdf:Bag><rdf:li>five</rdf:li></rdf:Bag>"),
        ("integer", "-5", "five"),
        ("real", "0.5", "five"),
        ("boolean", "True", "true"),
        ("date", "2012-06-01T10:00:00Z", "1 June 2012"),
        ("mime", "application/pdf", "PDF"),
        ("integer of 1 2", "2", "3"),
        ("text of As_Shot Auto", "As Shot", "As_Shot"),
        (
            "bag text",
            "<rdf:Bag><rdf:li>a</rdf:li></rdf:Bag>",
            "<rdf:Seq><rdf:li>a</rdf:li></rdf:Seq>",
        ),
        (
            "seq integer",
            "<rdf:Seq><rdf:li>1</rdf:li></rdf:Seq>",
            "<rdf:Seq><rdf:li>a</rdf:li></rdf:Seq>",
        ),
        (
            "language alternative",
            '<rdf:Alt><rdf:li xml:lang="x-default">a</rdf:li></rdf:Alt>',
            "<rdf:Alt><rdf:li>a</rdf:li></rdf:Alt>",
        ),
        (
            "Dimensions",
            "<rdf:Description><stDim:w>1</stDim:w><stDim:unit>mm</stDim:unit></rdf:Description>",
            "<rdf:Description><stDim:w>wide</stDim:w></rdf:Description>",
        ),
        (
            "Version",
            "<rdf:Description><stVer:event><rdf:Description><stEvt:action>saved</stEvt:action>"
            "</rdf:Description></stVer:event></rdf:Description>",
            "<rdf:Description><stVer:event>saved</stVer:event></rdf:Description>",
        ),
    ],
)
def test_a_value_fits_its_type_and_no_other(kind, good, bad):
    assert fits(kind, good)
    assert not fits(kind, bad)


def test_the_fields_of_a_structure_may_be_attributes():
    assert fits("Dimensions", "", 'stDim:w="1" stDim:h="2.5"')
    assert not fits("Dimensions", "", 'stDim:w="wide"')


def test_a_text_may_have_qualifiers():
    assert fits("text", "<rdf:Description><rdf:value>a</rdf:value></rdf:Description>")


def test_every_type_in_the_table_is_known():
    structures = set(xmptypes.types())
    for fields in xmptypes.types().values():
        for kind in fields.values():
            words = kind.partition(" of ")[0].split()
            last = "language alternative" if kind == xmptypes.LANGUAGE else words[-1]
            assert last in structures | set(xmptypes.SIMPLE) | {xmptypes.LANGUAGE, "anything"}
