"""The harbour briefing, verified against its documents."""

import pytest

from report.content import briefing, library, yamlfile
from report.verification import verify
from tests.harbour import HEAD, PAGE, PAGE_TEXT, RECORD, RECORD_TEXT, SURVEY, SURVEY_TEXT


@pytest.fixture
def harbour(write, tmp_path):
    """Return a function that verifies the harbour briefing against these documents."""

    def verified(*, survey: str = SURVEY, **documents: str):
        write(survey, "survey.yaml")
        write(PAGE, "page.yaml")
        write(RECORD, "record.yaml")
        section = "sections:\n  - {id: a, title: A, blocks: [{kind: sources}]}\n"
        read = yamlfile.read(write(HEAD + section))
        files = {
            "survey.txt": SURVEY_TEXT,
            "paper-page.txt": PAGE_TEXT,
            "paper-record.txt": RECORD_TEXT,
            **documents,
        }
        for name, text in files.items():
            if text:
                write(text, f"documents/{name}")
        books = library.load(briefing.parse(read), read)
        return verify(books, tmp_path / "documents"), books

    return verified
