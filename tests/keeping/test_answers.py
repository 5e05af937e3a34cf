"""A build whose inputs are as they were gives the answer of before, and no other build does."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import small
from click.testing import CliRunner

from report.cli import cli
from report.keeping import glance, recording


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build once, with everything that a build may read; return the folder and the arguments."""
    folder = tmp_path_factory.mktemp("built")
    before, here = dict(os.environ), Path.cwd()
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")

    def write(text, name):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    included = small.SECTION.split("    blocks:\n")[1]
    write(included.replace("      - kind", "- kind").replace("        ", "  "), "parts/blocks.yaml")
    sections = (
        small.SECTION.split("    blocks:\n")[0]
        + "    blocks:\n      - include: parts/blocks.yaml\n"
    )
    small.small(write, sections)
    write(":root { --note-size: 7.9pt }\n", "own/theme.css")
    write("{% extends 'default/blocks/prose.html.jinja' %}\n", "own/blocks/prose.html.jinja")
    (folder / "elsewhere").mkdir()
    os.chdir(folder)
    arguments = ("build", "briefing.yaml", "-o", "out.pdf", "--theme", "own")
    done = CliRunner().invoke(cli, arguments, obj=arguments)
    assert done.exit_code == 0, done.output
    yield folder, arguments, done
    os.chdir(here)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def unchanged(built):
    """Return what says whether the answer is given again; what a test changes is put back."""
    folder, arguments, _ = built
    saved = folder.with_name("saved")
    os.chdir(folder)
    shutil.copytree(folder, saved, symlinks=True)
    yield lambda: glance.given(arguments) is not None
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.copytree(saved, folder, symlinks=True, dirs_exist_ok=True)
    shutil.rmtree(saved)


def test_nothing_to_do_gives_what_was_printed(built, unchanged):
    _, arguments, done = built

    assert unchanged()
    known = glance.given(arguments)
    assert known["err"] in done.stderr
    assert known["out"].removesuffix("unchanged\n") in done.stdout


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


CHANGES = {
    "a word of the briefing": lambda: replaced(
        Path("briefing.yaml"), "Harbour dues", "Harbour fees"
    ),
    "a word that is included": lambda: replaced(Path("parts/blocks.yaml"), "Dues", "DUES"),
    "a word of a document": lambda: replaced(Path("harbour.yaml"), "The other", "All other"),
    "a size of the theme": lambda: replaced(Path("own/theme.css"), "7.9pt", "7.8pt"),
    "a template of the theme": lambda: replaced(Path("own/blocks/prose.html.jinja"), "%}", "%} "),
    "a new template": lambda: Path("own/blocks/list.html.jinja").write_text("none"),
    "a new folder of templates": lambda: Path("own/parts").mkdir(),
    "a new theme.yaml": lambda: Path("own/theme.yaml").write_text("fits: 1"),
    "a new document beside the others": lambda: Path("other.yaml").write_text("key: other"),
    "a document that is gone": lambda: Path("harbour.yaml").unlink(),
    "a part that is gone": lambda: shutil.rmtree("parts"),
    "another file behind a link": lambda: linked("harbour.yaml"),
    "an output that is gone": lambda: Path("out.pdf").unlink(),
    "an output that was changed": lambda: Path("out.pdf").write_bytes(b"%PDF-"),
    "an output with one more byte": lambda: longer(Path("out.pdf")),
    "a damaged record": lambda: next(Path("cache").rglob("answers/*.json")).write_text("{}"),
    "no cache": lambda: shutil.rmtree("cache"),
}


def longer(path):
    path.write_bytes(path.read_bytes() + b" ")


def linked(name):
    """Put a link to a copy elsewhere in the place of a file: its folder counts as well."""
    shutil.move(name, f"elsewhere/{name}")
    Path(name).symlink_to(f"elsewhere/{name}")


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen(unchanged, what):
    CHANGES[what]()

    assert not unchanged()


def test_a_change_with_the_same_length_and_time_is_seen(unchanged):
    path = Path("harbour.yaml")
    then = path.stat()
    replaced(path, "Dues rose", "Fees rose")
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))

    assert not unchanged()


@pytest.mark.parametrize(
    "change",
    [("LANG", "tg_TJ.UTF-8"), ("FONTCONFIG_FILE", "/elsewhere"), ("REPORT_OWN", "1")],
)
def test_the_environment_counts(unchanged, monkeypatch, change):
    monkeypatch.setenv(*change)

    assert not unchanged()


def test_another_package_counts(unchanged, monkeypatch, tmp_path):
    (tmp_path / "weasyprint-99.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])

    assert not unchanged()


def test_other_arguments_another_folder_and_force_are_other_questions(
    built, unchanged, monkeypatch
):
    folder, arguments, _ = built

    assert glance.given((*arguments, "--strict")) is None
    assert glance.given((*arguments, "--force")) is None
    monkeypatch.chdir(folder / "elsewhere")
    assert glance.given(arguments) is None


def test_a_check_that_would_say_the_same_is_answered_too(unchanged):
    arguments = ("check", "briefing.yaml")
    done = CliRunner().invoke(cli, arguments, obj=arguments)
    known = glance.given(arguments)

    assert (known["out"], known["err"]) == (done.stdout, done.stderr)
    replaced(Path("briefing.yaml"), "Harbour dues", "Harbour fees")
    assert glance.given(arguments) is None


def test_a_check_that_finds_an_error_is_made_again(unchanged):
    arguments = ("check", "briefing.yaml")
    replaced(Path("parts/blocks.yaml"), "@dues-rose", "@dues-fell")
    done = CliRunner().invoke(cli, arguments, obj=arguments)

    assert done.exit_code == 1
    assert glance.given(arguments) is None


def test_a_file_of_an_editor_is_no_change(unchanged):
    Path(".briefing.yaml.swp").write_text("…")

    assert unchanged()


def test_the_folder_that_a_build_makes_for_its_file_is_no_change(write, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    small.small(write)
    arguments = ("build",)

    assert CliRunner().invoke(cli, arguments, obj=arguments).exit_code == 0

    assert glance.given(arguments) is not None


def test_what_changes_while_it_is_read_is_not_kept(tmp_path, write):
    with recording.recorded() as record:
        path = write("one", "content.yaml")
        path.read_text(encoding="utf-8")
        path.write_text("two", encoding="utf-8")

    assert recording.inputs(record, tmp_path / "out.pdf") is None


def test_a_file_that_was_looked_for_in_vain_counts(tmp_path):
    missing = tmp_path / "missing.csv"
    with recording.recorded() as record, pytest.raises(FileNotFoundError):
        missing.read_text(encoding="utf-8")
    found = recording.inputs(record, tmp_path / "out.pdf")

    assert glance.holds(vars(found), str(tmp_path / "out.pdf"))
    missing.write_text("here", encoding="utf-8")
    assert not glance.holds(vars(found), str(tmp_path / "out.pdf"))


def test_the_command_answers_before_anything_heavy_is_imported(built, unchanged):
    folder, arguments, _ = built
    code = (
        "import sys; sys.argv = ['report', *sys.argv[1:]]\n"
        "import report.__main__ as main\n"
        "from report.keeping import glance\n"
        "glance.given = lambda a: {'out': 'as before\\n', 'err': 'a doubt\\n'}\n"
        "main.main()\n"
        "heavy = {'click', 'dataclasses', 'subprocess', 'report.files'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True
    )

    assert done.stdout == "as before\n[]\n"
    assert done.stderr == "a doubt\n"


@pytest.mark.parametrize(
    "text", ["null", "[" * 100_000, '{"answer": {"out": 1}, "inputs": []}', "{}", ""]
)
def test_an_answer_of_another_form_is_none(text, built, unchanged):
    place = Path(glance.place(built[1]))
    place.write_text(text, encoding="utf-8")

    assert not unchanged()


def test_an_answer_that_holds_no_text_is_none(built, unchanged):
    place = Path(glance.place(built[1]))
    told = json.loads(place.read_bytes())
    told["answer"]["out"] = 7
    place.write_text(json.dumps(told), encoding="utf-8")

    assert not unchanged()


@pytest.mark.parametrize("form", ["html", "docx", "epub"])
def test_a_file_without_pages_is_given_again_until_something_changes(write, tmp_path, form):
    small.small(write)
    arguments = ("build", str(tmp_path / "briefing.yaml"), "-o", str(tmp_path / f"out.{form}"))
    arguments += ("--format", form)
    done = CliRunner().invoke(cli, arguments, obj=arguments)
    assert done.exit_code == 0, done.output

    assert glance.given(arguments) is not None
    write((tmp_path / "briefing.yaml").read_text().replace("Findings", "Found"))
    assert glance.given(arguments) is None


def test_whoever_has_no_home_has_no_answers(monkeypatch):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)

    assert glance.given(("build",)) is None
