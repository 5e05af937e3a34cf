"""The packet says what the briefing says of itself, in the words of the standards."""

from dataclasses import replace
from xml.etree import ElementTree

import engine_sample
import pytest

from report.press import xmp
from report.press.conformance import Conformance

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def parsed(packet: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(packet.decode().lstrip("\ufeff").encode())  # noqa: S314  our own


def test_every_entry_is_there_and_escaped():
    root = parsed(xmp.packet(engine_sample.METADATA, Conformance.A3A_UA1))
    text = " ".join("".join(root.itertext()).split())

    assert root.find(f".//{DC}title/{RDF}Alt/{RDF}li").text == "Water & peace"
    assert [e.text for e in root.find(f".//{DC}creator/{RDF}Seq")] == ["A. Author", "B. Writer"]
    for expected in ("A sample", "water, peace", "CC BY 4.0", "2026-01-02T00:00:00Z", "en-GB"):
        assert expected in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text


@pytest.mark.parametrize(
    ("conformance", "attached", "wanted", "unwanted"),
    [
        (Conformance.A3A_UA1, False, ["<pdfaid:part>3<", "<pdfuaid:part>1<", "schemas>"], ["rev>"]),
        (Conformance.A4F_UA2, True, ["<pdfaid:part>4<", "<pdfuaid:part>2<", ">F<"], ["schemas>"]),
        (Conformance.NONE, False, [], ["<pdfaid:", "<pdfuaid:"]),
    ],
)
def test_a_file_claims_what_it_follows_and_no_more(conformance, attached, wanted, unwanted):
    packet = xmp.packet(engine_sample.METADATA, conformance, attached=attached).decode()

    assert all(text in packet for text in wanted)
    assert not any(text in packet for text in unwanted)


def test_what_is_not_said_leaves_no_empty_entry():
    packet = xmp.packet(xmp.Metadata("T"), Conformance.A3A_UA1).decode()

    assert "dc:creator" not in packet
    assert "dc:rights" not in packet
    assert "CreateDate" not in packet


def test_the_packet_holds_no_word_of_the_machine():
    packet = xmp.packet(replace(engine_sample.METADATA), Conformance.A3A_UA1).decode()

    assert "/home" not in packet
    assert "Linux" not in packet
