"""A document is parsed again when its file, or one that it includes, is another than before."""

import pytest
from small import DOCUMENT

from report import ReportError
from report.content import document

INCLUDING = DOCUMENT.partition("facts:")[0] + "facts: {include: facts.yaml}\n"
FACTS = """\
dues-rose:
  says: Dues rose by 12 per cent.
  place: {under: Dues, paragraph: 1}
  supports: [12 per cent]
  as-of: "2018"
"""


def test_a_document_that_is_as_it_was_is_not_parsed_again(write):
    path = write(DOCUMENT, "harbour.yaml")
    first, file = document.load(path)

    assert document.load(path)[0] is first
    write(DOCUMENT.replace("short:", "short: New"), "harbour.yaml")
    again, text = document.load(path)
    assert again.short.startswith("New")
    assert text.text != file.text


def test_a_file_that_it_includes_counts_too(write):
    write(FACTS, "facts.yaml")
    path = write(INCLUDING, "harbour.yaml")
    first, _ = document.load(path)

    assert document.load(path)[0] is first
    write(FACTS.replace("Dues rose", "The dues rose"), "facts.yaml")
    assert document.load(path)[0].facts["dues-rose"].says.startswith("The dues")


def test_a_document_that_is_damaged_or_gone_is_refused(write):
    path = write(DOCUMENT, "harbour.yaml")
    document.load(path)
    write("key: [", "harbour.yaml")
    with pytest.raises(ReportError):
        document.load(path)
    path.unlink()
    with pytest.raises(ReportError):
        document.load(path)
