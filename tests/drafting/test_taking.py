"""What becomes of a draft: facts are taken, documents change, and the check names what is open."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from report import ReportError, pipeline
from report.cli import cli
from report.content import document
from report.drafting import draft, take, update
from report.start import begin

TEXT = """\
The Boats

The council counted 12 boats in 1954.

At least three boats were lost in the north. Nobody said so in 1955.

Dues

A boat paid 5 marks to the harbour in 1956.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Begin a briefing, and draft a document into it."""
    begin(tmp_path, bare=True)
    (tmp_path / "sources" / "boats.txt").write_text(TEXT, "utf-8")
    draft(tmp_path / "sources" / "boats.txt", tmp_path / "documents")
    return tmp_path


def written(folder: Path, sentence: str, says: str) -> str:
    """Write what a drafted fact says; return its id."""
    path = folder / "documents" / "boats.draft.yaml"
    head, _, tail = path.read_text("utf-8").partition(f"# {sentence}")
    path.write_text(f"{head}# {sentence}{tail.replace('TODO', says, 1)}", "utf-8")
    return next(
        line.strip().rstrip(":")
        for line in tail.splitlines()[1:]
        if line.endswith(":") and not line.strip().startswith("#")
    )


COUNTED = "The council counted 12 boats in 1954."


def test_a_fact_that_says_something_moves_into_its_document(folder):
    name = written(folder, COUNTED, "There were 12 boats in 1954, as the council counted.")

    (taken,) = take(folder / "documents", [name])

    doc, _ = document.load(folder / "documents" / "boats.yaml")
    assert list(doc.facts) == [name]
    assert doc.facts[name].says.startswith("There were 12 boats")
    assert (taken.left, taken.doubts, taken.licensed) == (3, (), False)
    assert taken.quoted == doc.words_quoted > 0
    draft = (folder / "documents" / "boats.draft.yaml").read_text("utf-8")
    assert name not in draft
    assert COUNTED not in draft
    assert draft.count("says: TODO") == 3


def test_without_ids_what_is_written_is_taken_and_the_order_stays(folder):
    first = written(folder, COUNTED, "There were 12 boats in 1954.")
    second = written(folder, "Nobody said so in 1955.", "It was not said in 1955.")

    (taken,) = take(folder / "documents")

    assert taken.ids == (first, second)


def test_what_says_nothing_is_not_taken(folder):
    before = (folder / "documents" / "boats.yaml").read_text("utf-8")
    name = written(folder, COUNTED, "TODO")

    with pytest.raises(ReportError, match="does not say anything yet"):
        take(folder / "documents", [name, "nonsense"])

    assert (folder / "documents" / "boats.yaml").read_text("utf-8") == before


def test_a_sentence_of_the_document_is_doubted(folder):
    sentence = "At least three boats were lost in the north."
    written(folder, sentence, sentence)

    (taken,) = take(folder / "documents")

    assert "says the sentence of the document itself" in taken.doubts[0].message


def test_the_check_names_what_is_open(folder):
    briefing = folder / "briefing.yaml"
    text = briefing.read_text("utf-8")
    briefing.write_text(text.replace("report.yaml]", "report.yaml, documents/boats.yaml]"), "utf-8")
    written(folder, COUNTED, "There were 12 boats in 1954.")

    found = pipeline.check(briefing)

    by_check = {d.check: d for d in found}
    assert len([d for d in found if d.check == "todo"]) == 3
    assert "`summary` is still to be written" in {d.message for d in found}
    open_, waiting = (d.message for d in found if d.check == "drafts")
    assert waiting.startswith("written, and not taken: ") or open_.startswith("written, and")
    assert by_check["drafts"].level == "advice"


def test_a_fact_left_as_todo_is_refused(folder):
    path = folder / "documents" / "report.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("says: Dues rose", "says: TODO Dues rose"), "utf-8")

    with pytest.raises(ReportError, match="fact `dues-rose` does not say anything yet"):
        pipeline.check(folder / "briefing.yaml")


def test_a_text_that_would_be_printed_as_a_mere_todo_is_refused(folder):
    briefing = folder / "briefing.yaml"
    text = briefing.read_text("utf-8").replace("report.yaml]", "report.yaml, documents/boats.yaml]")
    briefing.write_text(f"{text}      - kind: documents\n", "utf-8")

    with pytest.raises(ReportError) as error:
        pipeline.check(briefing)

    assert "`summary` is still to be written" in {d.message for d in error.value.diagnostics}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[documents/report.yaml]", "[documents/report.yaml, documents/boats.draft.yaml]"),
        ("sections:", "values: {include: documents/boats.draft.yaml}\nsections:"),
    ],
)
def test_a_draft_is_no_part_of_a_briefing(folder, old, new):
    briefing = folder / "briefing.yaml"
    briefing.write_text(briefing.read_text("utf-8").replace(old, new), "utf-8")

    with pytest.raises(ReportError, match="is a draft"):
        pipeline.check(briefing)


def test_a_document_that_changed_is_followed(folder):
    name = written(folder, COUNTED, "There were 12 boats in 1954.")
    take(folder / "documents")
    lost = written(folder, "Nobody said so in 1955.", "It was not said in 1955.")
    changed = (
        TEXT.replace("The council counted", "A first word.\n\nThe council counted")
        .replace("Dues\n", "Dues and marks\n")
        .replace(" Nobody said so in 1955.", "")
        .replace("5 marks", "six marks")
    )
    (folder / "sources" / "boats.txt").write_text(changed, "utf-8")

    made = update(folder / "sources" / "boats.txt", folder / "documents")

    doc, _ = document.load(folder / "documents" / "boats.yaml")
    assert doc.facts[name].places[0].paragraph == 2
    assert [part.heading for part in doc.structure] == ["The Boats", "Dues and marks"]
    assert [d.message for d in made.lost] == [f"`{lost}` no longer stands in the document"]
    assert made.summary == "0 facts stand, 2 moved, 1 new, 1 lost"
    assert "new: heading “Dues and marks”" in made.lines
    again = update(folder / "sources" / "boats.txt", folder / "documents")
    assert again.summary == "3 facts stand, 0 moved, 0 new, 1 lost"


def test_a_row_of_a_table_is_followed_with_all_its_cells(tmp_path):
    row = "<table><tr><td>1902</td><td>Northby</td><td>some 420 marks</td></tr></table>"
    page, into = tmp_path / "pay.html", tmp_path / "documents"
    page.write_text(f"<h1>Pay</h1>{row}", "utf-8")
    made = draft(page, into)
    name = made.facts[0].id
    filled = made.draft.read_text("utf-8").replace("TODO", "Northby paid some 420 marks in 1902.")
    made.draft.write_text(filled, "utf-8")
    take(into)
    page.write_text(f"<h1>Pay</h1><p>A first word of it.</p>{row}", "utf-8")

    found = update(page, into)

    doc, _ = document.load(into / "pay.yaml")
    assert [place.paragraph for place in doc.facts[name].places] == [2, 3, 4]
    assert f"moved: `{name}`: under “Pay,” paras. 1–3 -> under “Pay,” paras. 2–4" in found.lines


def test_a_record_of_another_program_is_named(tmp_path):
    (tmp_path / "works.bib").write_text("@book{lee, title={Boats}, year=1999}\n", "utf-8")
    (tmp_path / "boats.txt").write_text(TEXT, "utf-8")
    run = CliRunner().invoke

    done = run(
        cli,
        [
            *("draft", str(tmp_path / "boats.txt"), "--into", str(tmp_path / "documents")),
            *("--reference", f"{tmp_path / 'works.bib'}#leo"),
        ],
    )
    assert done.exit_code == 1
    assert "has no reference `leo`" in done.output

    found = draft(
        tmp_path / "boats.txt", tmp_path / "documents", record=f"{tmp_path / 'works.bib'}#lee"
    )
    assert "from: ../works.bib#lee" in found.document.read_text("utf-8")


def test_git_is_told_to_keep_no_draft(folder, tmp_path):
    other = tmp_path / "other"
    (tmp_path / "boats.txt").write_text(TEXT, "utf-8")

    assert not (folder / "documents" / ".gitignore").exists()  # the briefing's own says it
    (folder / ".gitignore").unlink()
    draft(tmp_path / "boats.txt", other)

    assert (other / ".gitignore").read_text("utf-8") == "*.draft.yaml\n"
