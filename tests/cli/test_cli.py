"""The command line: what is asked for, what is written, what is said, and how it leaves."""

import hashlib
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import engine_sample
import pytest
from click.testing import CliRunner, Result
from small import small

import report
from report.cli import cli
from report.errors import Diagnostic, ReportError, Span
from report.machine import libraries
from report.press.conformance import Conformance

TYPO = Diagnostic("no fact `x`", Span(Path("content/briefing.yaml"), 9, 3, "  x"), hint="`y`?")
DOUBT = Diagnostic("`unused` is never cited", Span(Path("content/briefing.yaml"), 2, 1, "unused"))


@dataclass(frozen=True)
class Pdf:
    """What the pipeline returns."""

    data: bytes = b"%PDF-1.7 new"
    pages: int = 12
    notes: int = 1
    warnings: tuple[Diagnostic, ...] = ()
    draft: bool = False


class Pipeline(SimpleNamespace):
    """Stands in for report.pipeline: keeps what it was asked, returns or raises what it is told."""

    def __init__(self) -> None:
        super().__init__(asked=[], pdf=Pdf(), warnings=(), error=None)

    def build(self, path, *, progress, **options):
        self.asked.append((path, options))
        progress("setting the pages")
        if self.error:
            raise self.error
        return self.pdf

    def check(self, path, **options):
        self.asked.append((path, options))
        if self.error:
            raise self.error
        return self.warnings


@pytest.fixture
def pipeline(monkeypatch) -> Pipeline:
    fake = Pipeline()
    monkeypatch.setitem(sys.modules, "report.pipeline", fake)
    monkeypatch.setattr(report, "pipeline", fake, raising=False)
    return fake


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """Make a folder with a briefing the current one."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "briefing.yaml").write_text("title: A\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="report")


def test_build_writes_to_the_build_folder_and_says_what_it_wrote(pipeline, here):
    done = run("build")

    assert done.exit_code == 0
    assert (here / "build" / "briefing.pdf").read_bytes() == b"%PDF-1.7 new"
    digest = hashlib.sha256(b"%PDF-1.7 new").hexdigest()[:12]
    said = f"build/briefing.pdf: 12 pages, 1 note, 0 kB, sha256 {digest}, 0.0 s\n"
    assert done.stdout.replace(" 0.1 s", " 0.0 s") == said


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        ((), "build/briefing.pdf"),
        (("--paper", "letter"), "build/briefing-letter.pdf"),
        (("--paper", "Letter", "-o", "out/mine.pdf"), "out/mine.pdf"),
        (("content/other.yaml",), "build/other.pdf"),
        (("content/other.yaml", "--paper", "letter"), "build/other-letter.pdf"),
    ],
)
def test_the_output_is_named_after_the_briefing_and_its_paper(pipeline, here, arguments, written):
    (here / "content" / "other.yaml").touch()

    done = run("build", *arguments)

    assert done.exit_code == 0
    assert [str(p.relative_to(here)) for p in here.rglob("*.pdf")] == [written]
    assert done.stdout.startswith(f"{written}: ")


def test_a_briefing_is_not_written_as_anything_but_a_pdf(pipeline, here):
    done = run("build", "-o", "out.docx")

    assert done.exit_code == 2
    assert "what is written is a PDF; name it out.pdf" in done.stderr
    assert pipeline.asked == []


def test_build_hands_every_option_on(pipeline, here):
    options = ("--paper", "letter", "--theme", "content", "--style", "apa", "--annex", "evidence")
    run("build", "--strict", "--edition", "instructor", *options)

    ((path, options),) = pipeline.asked
    assert path == Path("content/briefing.yaml")
    assert options.pop("cache").name == "briefing-report"
    assert options == {
        "paper": "letter",
        "theme": Path("content"),
        "strict": True,
        "roots": (),
        "engine": "tagged",
        "draft": False,
        "style": "apa",
        "conformance": Conformance.A3A_UA1,
        "annex": "evidence",
        "edition": "instructor",
        "course": None,
    }


def test_build_takes_the_other_conformance(pipeline, here):
    run("build", "--conformance", "a4f-ua2")

    assert pipeline.asked[0][1]["conformance"] is Conformance.A4F_UA2


def test_check_hands_every_option_on_and_writes_nothing(pipeline, here):
    done = run("check", "--theme", "content", "--strict")

    assert done.exit_code == 0
    [(path, options)] = pipeline.asked
    assert path == Path("content/briefing.yaml")
    assert options.pop("cache")
    assert options == {"theme": Path("content"), "strict": True, "roots": ()}
    assert done.stdout == "content/briefing.yaml: no errors\n"
    assert not (here / "build").exists()


@pytest.mark.parametrize("command", ["build", "check"])
def test_every_problem_is_printed_in_full_and_then_counted(pipeline, here, command):
    pipeline.error = ReportError([TYPO, DOUBT])

    done = run(command)

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.removeprefix("setting the pages ...\n") == f"{TYPO}\n{DOUBT}\n2 errors\n"


def test_the_old_pdf_stays_as_it_was_on_an_error(pipeline, here):
    run("build")
    pipeline.error = ReportError([TYPO])

    run("build")

    assert (here / "build" / "briefing.pdf").read_bytes() == b"%PDF-1.7 new"
    assert [p.name for p in (here / "build").iterdir()] == ["briefing.pdf"]


def test_a_folder_that_can_only_be_read_is_reported_before_the_work(pipeline, here, monkeypatch):
    (here / "kept").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: path != here / "kept")
    done = run("build", "-o", "kept/new/x.pdf")

    assert done.exit_code == 2
    assert "kept/new/x.pdf cannot be written: " in done.stderr
    assert "kept can only be read; name another place" in done.stderr
    assert pipeline.asked == []


@pytest.mark.parametrize(
    "asked",
    [
        ("attach", "pipe.pdf", "pipe.pdf", "-o", "x.pdf"),
        ("print-set", "pipe.pdf"),
        ("print-set", "pipe.pdf", "--split"),
        ("check-pdf", "pipe.pdf"),
    ],
)
def test_a_pdf_that_is_no_plain_file_is_refused_in_a_sentence(here, asked):
    os.mkfifo(here / "pipe.pdf")
    done = run(*asked)

    assert done.exit_code == 2
    assert "pipe.pdf is not a plain file" in done.stderr


@pytest.mark.parametrize("at", ["²", "9" * 5000, "-1", "1.5", "begin"])
def test_a_page_to_attach_at_is_a_number(here, at):
    (here / "x.pdf").write_bytes(b"%PDF-1.7")
    done = run("attach", "x.pdf", "x.pdf", "--at", at, "-o", "y.pdf")

    assert done.exit_code == 2
    assert "`--at` takes a number of a page, or `end`" in done.stderr


def test_the_old_pdf_stays_as_it_was_when_writing_fails(pipeline, here, monkeypatch):
    run("build")

    def full(path, data):
        path.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    done = run("build")

    assert done.exit_code == 2
    assert "build/briefing.pdf cannot be written: it does not fit: the disk is full" in done.stderr
    assert (here / "build" / "briefing.pdf").read_bytes() == b"%PDF-1.7 new"
    assert [p.name for p in (here / "build").iterdir()] == ["briefing.pdf"]


def test_the_pdf_is_readable_to_whom_files_are_readable(pipeline, here):
    mask = os.umask(0o022)
    try:
        run("build")
    finally:
        os.umask(mask)

    assert (here / "build" / "briefing.pdf").stat().st_mode & 0o777 == 0o644


def test_nothing_but_a_pdf_is_written_over(pipeline, here):
    done = run("build", "-o", "content/briefing.yaml")

    assert done.exit_code == 2
    assert "content/briefing.yaml exists and is not a PDF" in done.stderr
    assert (here / "content" / "briefing.yaml").read_text(encoding="utf-8") == "title: A\n"
    assert pipeline.asked == []


def test_what_is_no_file_is_not_replaced_by_one(pipeline, here):
    """A socket stands for /dev/null, which root would lose if this ever failed."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("mine.pdf")

        done = run("build", "-o", "mine.pdf")

    assert done.exit_code == 2
    assert (here / "mine.pdf").is_socket()


def test_a_link_stays_a_link(pipeline, here):
    (here / "shared.pdf").touch()
    (here / "mine.pdf").symlink_to("shared.pdf")

    run("build", "-o", "mine.pdf")

    assert (here / "mine.pdf").is_symlink()
    assert (here / "shared.pdf").read_bytes() == b"%PDF-1.7 new"


def test_advice_is_counted_apart_from_doubts(pipeline, here):
    advice = replace(DOUBT, message="a long note", level="advice")
    pipeline.pdf = Pdf(warnings=(advice, DOUBT, advice))

    done = run("build")

    assert done.stderr.endswith(f"{DOUBT}\n1 doubt\n{advice}\n{advice}\n2 pieces of advice\n")


def test_warnings_are_printed_and_counted_and_the_file_is_written(pipeline, here):
    pipeline.pdf = Pdf(warnings=(DOUBT,))

    done = run("build")

    assert done.exit_code == 0
    assert done.stderr.endswith(f"{DOUBT}\n1 doubt\n")
    assert (here / "build" / "briefing.pdf").exists()


def test_progress_is_plain_lines_where_there_is_no_terminal(pipeline, here):
    assert run("build").stderr == "setting the pages ...\n"


def test_without_a_briefing_a_sentence_says_how_to_name_one(pipeline, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    done = run("build")

    assert done.exit_code == 2
    assert done.stderr == (
        "Error: there is no content/briefing.yaml and no briefing.yaml here: name the briefing, "
        "`report build PATH`, or begin one, `report new DIR`\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "absent.yaml"),
        ("check", "absent.yaml"),
        ("build", "--paper", "a5"),
        ("build", "--theme", "absent"),
        ("build", "-o", "content"),
        ("schema", "novel"),
        ("publish",),
        ("build", "--no-such-option"),
    ],
)
def test_wrong_usage_leaves_with_2(pipeline, here, arguments):
    assert run(*arguments).exit_code == 2
    assert pipeline.asked == []


def test_a_machine_without_pango_is_told_the_command_and_nothing_is_tried(
    pipeline, here, monkeypatch
):
    monkeypatch.setattr(libraries, "lacking", lambda: {"Pango": "Pango is missing"})
    monkeypatch.setattr(libraries, "manager", lambda platform: libraries.MANAGERS[0])

    done = run("build")

    assert done.exit_code == 2
    assert done.stderr.startswith("Error: Pango is missing: run `")
    assert done.stderr.endswith("apt-get install -y libpango-1.0-0`\n")
    assert pipeline.asked == []


def test_a_bug_of_ours_is_a_traceback(pipeline, here):
    pipeline.error = ZeroDivisionError("ours")

    assert isinstance(run("build").exception, ZeroDivisionError)


@pytest.mark.parametrize("name", ["briefing", "document", "references"])
def test_each_schema_is_json(name):
    done = run("schema", name)

    assert done.exit_code == 0
    assert json.loads(done.stdout)["$schema"].startswith("https://json-schema.org/")


def test_the_schema_of_the_briefing_is_the_default():
    assert run("schema").stdout == run("schema", "briefing").stdout


@pytest.mark.parametrize("ok", [True, False])
def test_the_doctor_leaves_with_1_when_something_needs_attention(monkeypatch, ok):
    from report.cli import diagnosis

    monkeypatch.setattr(diagnosis, "diagnose", lambda: (diagnosis.Condition("Pango", ok, "1.50"),))

    done = run("doctor")

    assert done.exit_code == (0 if ok else 1)
    assert done.stdout.startswith(f"{'ok' if ok else 'NO'}  Pango  1.50\n")


@pytest.mark.parametrize("command", [(), ("build",), ("check",), ("schema",), ("doctor",)])
def test_everything_has_help(command):
    done = run(*command, "--help")

    assert done.exit_code == 0
    assert "Usage: report" in done.stdout
    assert "..." not in done.stdout.replace("[ARGS]...", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_help_tells_how_to_complete_in_each_shell(shell):
    assert f"_REPORT_COMPLETE={shell}_source report" in run("--help").stdout


def test_help_and_completion_import_nothing_heavy():
    code = "import sys, report.__main__, report.cli; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in said.stdout.split()}
    assert loaded.isdisjoint({"weasyprint", "pydantic", "jinja2", "yaml", "rich", "pikepdf"})


def test_python_m_report_is_the_same_command():
    command = [sys.executable, "-m", "report", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)

    assert said.stdout == "report 0.2.0\n"


def test_bash_completes_commands():
    environ = {"_REPORT_COMPLETE": "bash_complete", "COMP_WORDS": "report ch", "COMP_CWORD": "1"}
    command = [sys.executable, "-m", "report"]
    said = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | environ, check=False
    )

    assert said.stdout == "plain,check\nplain,check-pdf\n"


def test_sources_go_out_in_the_format_asked_for():
    result = CliRunner().invoke(cli, ["sources", "--format", "ris"])

    assert result.exit_code == 0
    assert result.output.count("TY  - ") == result.output.count("ER  - ") >= 3


def test_the_record_of_the_briefing_itself_goes_out_too(write):
    path = str(small(write))
    result = CliRunner().invoke(cli, ["sources", path, "--own", "--format", "csl-json"])

    (record,) = json.loads(result.output)
    assert record["title"] == "Harbour dues"


def test_a_thousand_problems_are_counted_and_the_first_are_shown(pipeline, here):
    pipeline.error = ReportError([TYPO] * 1_000)

    done = run("check")

    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) < 200
    assert "955 errors not shown here" in done.stderr
    assert "1000 errors" in done.stderr


def test_a_pdf_is_read_as_a_screen_reader_says_it(tmp_path):
    (tmp_path / "sample.pdf").write_bytes(engine_sample.built())

    result = CliRunner().invoke(cli, ["check-pdf", str(tmp_path / "sample.pdf"), "--read"])

    assert result.exit_code == 0
    assert "    H1 What was said" in result.output.splitlines()
    assert "TH (Scope=Row) Refugees" in result.output


def test_a_pdf_without_tags_has_nothing_to_read(tmp_path):
    (tmp_path / "plain.pdf").write_bytes(engine_sample.built(Conformance.NONE))

    result = CliRunner().invoke(cli, ["check-pdf", str(tmp_path / "plain.pdf"), "--read"])

    assert result.exit_code == 2
    assert "plain.pdf has no structure tree" in result.output
