"""The commands of a theme: begun, copied into, compared, tried, packed and installed elsewhere."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from small import SECTION, small

from report import ReportError, pipeline
from report.cli import cli
from report.page.theme import Theme
from report.theming import ejecting, trying

ROOT = Path(__file__).parents[2]


def run(*arguments):
    return CliRunner().invoke(cli, ["theme", *map(str, arguments)], prog_name="report")


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("new", "house").exit_code == 0
    return tmp_path / "house"


@pytest.fixture
def base(house, write):
    """Give the theme one beneath it, whose templates a test may change."""
    write("name: Base\n", "house/base/theme.yaml")
    write("<p>{{ block.text[0] }}</p>\n", "house/base/blocks/prose.html.jinja")
    yaml = house / "theme.yaml"
    yaml.write_text(yaml.read_text().replace("# extends: [plain]  ", "extends: [base]  "))
    return house / "base"


def test_a_new_theme_has_nothing_to_be_told_and_is_not_written_over(house):
    assert (house / "specimen" / "briefing.yaml").is_file()
    assert pipeline.check(house / "specimen" / "briefing.yaml", theme=house) == ()

    again = run("new", "house")

    assert again.exit_code == 2
    assert "has a file theme.yaml already" in again.stderr


def test_every_commented_line_of_a_new_theme_may_be_taken_in(house, tmp_path):
    yaml = house / "theme.yaml"
    wanted = {"name:", "version:", "fits:", "limits:", "kinds:", "page:", "extends:"}
    lines = yaml.read_text().splitlines()
    kept = []
    for line in lines:
        bare = line.removeprefix("# ")
        if bare.split(" ")[0] in {"logo:", "fonts:", "extends:"}:
            wanted = set()  # these name files that are not there
        elif bare.split(" ")[0] in {"page:", "limits:", "kinds:"}:
            wanted = {"on"}
        kept.append(bare if wanted == {"on"} and line.startswith("# ") else line)
    yaml.write_text("\n".join(kept))
    (house / "blocks").mkdir()
    (house / "blocks" / "pull-quote.html.jinja").write_text("{{ block.text }}")

    stack = Theme.load(house).stack

    assert stack.page.size == (148, 210)
    assert [cls.__name__ for cls in stack.kinds] == ["PullQuote"]


def test_a_copied_file_is_stamped_and_a_build_says_when_its_original_changed(base, house, write):
    assert run("eject", house, "prose").exit_code == 0
    path = small(write)
    assert not [d for d in pipeline.check(path, theme=house) if "changed" in d.message]

    (base / "blocks/prose.html.jinja").write_text("<p>{{ block.text | join }}</p>\n<hr>\n")
    (told,) = [d for d in pipeline.check(path, theme=house) if "changed" in d.message]

    assert told.span.path == house / "blocks/prose.html.jinja"
    assert "report theme diff" in str(told)
    assert str(told).count("\n") == 0


def test_what_an_original_changed_is_shown_until_it_is_taken_as_seen(base, house):
    run("eject", house, "prose")
    (base / "blocks/prose.html.jinja").write_text("<p>{{ block.text | join }}</p>\n<hr>\n")

    shown = run("diff", house).stdout

    assert "-<p>{{ block.text[0] }}</p>" in shown
    assert "+<hr>" in shown
    assert "1 file stamped anew" in run("diff", house, "--seen").stdout
    assert "no original of a copied file has changed" in run("diff", house).stdout


def test_comments_and_order_of_a_theme_yaml_are_kept_when_a_file_is_copied(house):
    before = (house / "theme.yaml").read_text()

    run("eject", house, "matrix")
    run("eject", house, "cover")
    after = (house / "theme.yaml").read_text()

    assert after.startswith(before.rstrip())
    assert after.count("ejected:") == 1
    assert {"blocks/matrix.html.jinja", "sections/cover.html.jinja"} == set(
        Theme.load(house).stack.layers[0].file.ejected
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [("matrx", "did you mean `matrix`?"), ("figure", "is there already")],
)
def test_what_cannot_be_copied_is_said(house, name, told):
    run("eject", house, "figure")

    done = run("eject", house, name)

    assert done.exit_code == 1
    assert told in done.stderr


def test_which_file_is_used_is_said_with_those_that_it_hides(house):
    run("eject", house, "matrix")

    first, second = run("which", "matrix", "--theme", house).stdout.splitlines()

    assert first.endswith("house/blocks/matrix.html.jinja")
    assert second.startswith("    over ")
    assert "plain" not in run("which", house).stdout


def test_a_packed_theme_installs_elsewhere_and_a_briefing_names_it(house, write, tmp_path):
    (house / "theme.css").write_text(":root { --accent: #123456; }")
    run("pack", house)
    (wheel,) = (tmp_path / "build").glob("*.whl")
    place = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)  # as pip does with a wheel
    path = small(write)
    path.write_text(path.read_text() + "theme: house\n")
    (tmp_path / "house").rename(tmp_path / "elsewhere")

    code = "import report, sys; from report.content import themes; "
    code += "print(themes.find('house')); report.check(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{place}:{ROOT}", "PATH": ""},
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("report_theme_house/theme")
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "specimen" in name]


def test_a_package_is_the_same_bytes_each_time_and_holds_no_link(house, tmp_path):
    run("pack", house, "-o", "one")
    run("pack", house, "-o", "two")
    (one,), (two,) = (tmp_path / "one").iterdir(), (tmp_path / "two").iterdir()
    assert one.read_bytes() == two.read_bytes()

    (house / "secret.svg").symlink_to("/etc/hostname")
    done = run("pack", house)

    assert done.exit_code == 1
    assert "secret.svg:1:1: this is a link" in done.stderr


def test_a_font_is_not_packed_without_its_licence(house):
    (house / "fonts").mkdir()
    (house / "fonts" / "House.ttf").write_bytes(b"x")
    assert "House.ttf:1:1: this font has no licence" in run("pack", house).stderr

    (house / "fonts" / "OFL.txt").write_text("SIL Open Font License")

    assert run("pack", house).exit_code == 0


def test_larger_type_and_grey_are_sheets_of_tokens(house):
    look = Theme.load(house)

    assert "--text: 13.325pt/18.2pt" in trying.larger(look)
    assert "--accent: rgb(" in trying.grey(look)
    assert set(ejecting.below(look)) >= {"blocks/matrix.html.jinja", "css/paper-a4.css"}


@pytest.mark.slow
def test_a_new_theme_passes_its_own_check(house):
    done = run("check", house)

    assert done.exit_code == 0, done.output
    assert done.stdout.count("0 findings") == 4


def test_a_kind_that_only_another_theme_has_is_told_with_that_theme(write, tmp_path, monkeypatch):
    kind = "kinds:\n  pull-quote: {fields: {text: text}}\n"
    write(f"name: Quotes\n{kind}", "quotes/theme.yaml")
    block = (
        "      - kind: pull-quote\n        text: Dues rose by at least 12 per cent.[@dues-rose]\n"
    )
    path = small(write, SECTION + block)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ReportError) as caught:
        pipeline.check(path)
    (found,) = caught.value.diagnostics
    assert found.message == "there is no kind `pull-quote`"
    assert "quotes` has it: `--theme " in found.hint

    (tmp_path / "quotes" / "theme.yaml").unlink()
    with pytest.raises(ReportError) as caught:
        pipeline.check(path)
    (found,) = caught.value.diagnostics
    assert "`report schema` lists the kinds" in found.hint
