"""What a writer asks: which facts, where, how many words, what changed, what is out of date."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from small import BRIEFING, DOCUMENT, SECTION, small

from report import content, pipeline
from report.cli import cli
from report.desk import counting, editions, migrate, search
from report.desk.compare import compare
from report.start import begin, specimen

SPECIMEN = specimen() / "briefing.yaml"


@pytest.fixture(scope="module")
def read():
    return content.read(SPECIMEN)


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("burning lights", ["lights-promised"]),
        ("pilot", ["pilots-promised", "pilots-trained"]),
        ("80,000", ["lighthouse-cost"]),
        ("maire", ["lighthouse-cost"]),  # a word of its phrases
        ("nowhere", []),
    ],
)
def test_facts_are_found_by_their_words(read, words, ids):
    assert [found.id for found in search.facts(read, words)] == ids


def test_a_fact_is_listed_with_its_place_and_how_often_it_is_cited():
    done = run("facts", "--in", SPECIMEN, "burning")

    assert done.stdout == (
        "[@lights-promised]  Sandhaven was to keep two harbour lights burning on every night.\n"
        "    Lights Agreement, under “Article I. Lights,” clause 2; 1974-05-03; cited 3 ×\n"
    )


def test_facts_that_nothing_cites_are_listed(write):
    done = run("facts", "--in", small(write), "--unused")

    assert done.stdout.startswith("[@ports-held]")
    assert done.stdout.count("[@") == 1


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        ("lighthouse-lit", "documents/survey.yaml", "lighthouse-lit:"),
        ("[@lighthouse-lit]", "documents/survey.yaml", "lighthouse-lit:"),
        ("survey", "documents/survey.yaml", "key: survey"),
        ("article-one", "documents/agreement.yaml", "article-one:"),
        ("promises", "briefing.yaml", "- kind: matrix"),
        ("story", "briefing.yaml", "- id: story"),
    ],
)
def test_a_name_leads_to_its_line(name, file, words):
    done = run("open", name, "--in", SPECIMEN)

    path, line, _ = done.stdout.splitlines()[0].rsplit(":", 2)
    assert path == str(specimen() / file)
    assert Path(path).read_text("utf-8").splitlines()[int(line) - 1].strip() == words


def test_a_section_shows_what_it_holds_and_cites_and_a_block_where_it_is_referred_to():
    section, block, document = (
        run("open", name, "--in", SPECIMEN).stdout for name in ("story", "promises", "survey")
    )

    assert "    has objectives at " in section
    assert "lighthouse-lit" in section.partition("    cites ")[2]
    assert "    referred to at " in block
    assert "    has lighthouse-lit at " in document


def test_a_name_that_is_nowhere_is_told_with_the_nearest():
    done = run("open", "lighthouse-lid", "--in", SPECIMEN)

    assert done.exit_code == 2
    assert "lighthouse-lit" in done.stderr


def test_words_are_counted_by_section(write, tmp_path):
    path = small(write, SECTION.replace("title: Findings", "title: One two"))

    assert [(s.title, s.words) for s in counting.words(content.read(path))] == [("One two", 14)]


def test_messages_are_for_readers_programs_and_annotations(write):
    path = small(write, SECTION.replace("by at least 12", "by at least 13"))

    text, data, marks = (run("check", path, "--format", f) for f in ("text", "json", "github"))

    assert "briefing.yaml: " in text.stderr  # the messages of two files, by file
    found = json.loads(data.stdout)
    assert found["ok"] is True
    assert {m["check"] for m in found["messages"]} == {"numbers", "unused-fact"}
    assert all(m["line"] and m["file"] for m in found["messages"])
    assert "::warning file=" in marks.stdout
    assert "title=numbers::" in marks.stdout


def test_an_error_is_told_in_every_form(write):
    path = small(write, SECTION.replace("[@dues-rose]", "[@dues-rise]"))

    data = run("check", path, "--format", "json")

    assert data.exit_code == 1
    assert json.loads(data.stdout)["ok"] is False
    assert "::error file=" in run("check", path, "--format", "github").stdout


def test_two_editions_are_compared_by_section_sentence_and_fact(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    begin(old)
    begin(new)
    briefing, survey = new / "briefing.yaml", new / "documents" / "survey.yaml"
    text = briefing.read_text("utf-8")
    text = text.replace("and it was\n          well made.", "and it was\n          badly made.")
    text = text.replace("[@sandhaven-kept-word] Another", "[@lights-kept] Another")
    briefing.write_text(text.replace("title: For a class", "title: For the class"), "utf-8")
    survey.write_text(
        survey.read_text("utf-8").replace("says: Ada Brandt designed", "says: Ada Brandt drew"),
        "utf-8",
    )

    changes = compare(editions.read(old), editions.read(new))

    story, class_ = changes.sections
    changed, cites = story.sentences
    assert changed.marked == "The lighthouse was late, and it was [-well-] {+badly+} made."
    assert cites.cites == "+lights-kept -sandhaven-kept-word"
    assert (class_.retitled, class_.sentences) == ("For a class", ())
    (fact,) = changes.facts
    assert (fact.id, fact.kind, [f[0] for f in fact.fields]) == (
        "brandt-designed",
        "changed",
        ["says"],
    )
    assert compare(editions.read(old), editions.read(old)).same
    block = run("compare", old, new, "--format", "block").stdout
    assert "“Lights were promised, and lit”: 2 sentences changed." in block
    assert "1 fact changed." in block


def test_a_pdf_that_carries_its_content_is_an_edition(write, tmp_path):
    head = BRIEFING.replace("sections:", "attach: [content]\nsections:")
    write(DOCUMENT, "harbour.yaml")
    path = write(head + SECTION)
    pdf = tmp_path / "old.pdf"
    pdf.write_bytes(pipeline.build(path).data)
    path.write_text(head + SECTION.replace("rose by", "grew by"), "utf-8")

    done = run("compare", pdf, path)

    assert "~ Dues [-rose-] {+grew+} by at least 12 per cent in Norwich in 2018." in done.stdout


def test_a_file_without_content_is_told(tmp_path):
    (tmp_path / "a.pdf").write_text("no PDF")

    done = run("compare", tmp_path / "a.pdf", tmp_path)

    assert done.exit_code == 2
    assert "is damaged, or is not a PDF" in done.stderr


OLD = BRIEFING.replace("sections:", "not-consulted: further.yaml  # a remark\nsections:")


def test_files_of_an_older_format_are_brought_up_to_date(write):
    write(DOCUMENT, "harbour.yaml")
    write("references: {}\n", "further.yaml")
    path = write(OLD + SECTION)

    told = migrate.migrate(path, write=False)
    assert path.read_text("utf-8") == OLD + SECTION
    assert next(change.told for change in told) == "`not-consulted` is `further-reading` now"

    assert migrate.migrate(path) == told
    assert "further-reading: further.yaml  # a remark" in path.read_text("utf-8")
    assert path.read_text("utf-8").startswith("format: 1\n")
    assert migrate.migrate(path) == ()


def test_a_new_briefing_is_up_to_date(tmp_path):
    shutil.copytree(specimen(), tmp_path / "specimen")

    assert migrate.migrate(tmp_path / "specimen" / "briefing.yaml") == ()
