"""The page for designers, templates/README.md, says what the code has: no more and no less."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from report import pipeline, start
from report.checks.look import slips
from report.cli import cli
from report.content import themes
from report.content.blocks import OURS, kind_of
from report.content.themes.kinds import TYPES
from report.content.themes.model import ThemeFile
from report.page import drawing
from report.page.theme import Theme

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
FOR_THE_INSTRUCTOR = {"answers", "quiz", "plan", "exercise"}  # read and checked, not printed


def table(head: str) -> str:
    """Return the rows of the table with this head."""
    return PAGE.split(head)[1].split("\n\n")[0]


def test_every_token_is_listed_and_no_other():
    listed = set(re.findall(r"`--([\w-]+)`", table("| Token | Means |")))

    assert listed == set(drawing.tokens(Theme.load()))


def test_every_role_that_is_listed_is_printed_or_styled():
    roles = table("| Role | Names |") + table("| Drawing | Classes in `css/drawing.css` |")
    names = set(re.findall(r"`\.([\w-]+)`", roles)) - {"block-KIND", "exhibit-KIND"}

    assert names - slips.known_classes(Theme.load()) == set()
    assert len(names) > 100


def test_every_block_of_a_template_is_listed_and_no_other():
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|$", table("| Template | Blocks |"), re.M)
    listed = {
        name: set(re.findall(r"`(\w+)`", blocks))
        for names, blocks in rows
        for name in re.findall(r"`([^`]+)`", names)
    }
    default = ROOT / "templates" / "default"
    found = {
        path.relative_to(default).as_posix(): set(re.findall(r"\{%-? block (\w+)", text))
        for path in default.rglob("*.jinja")
        if "web" not in path.parts
        and "{% extends" not in (text := path.read_text(encoding="utf-8"))
        and "{% block" in text
    }
    found["sections/run-on.html.jinja"] = found["sections/page.html.jinja"]

    assert listed == found


def test_every_kind_is_listed_with_fields_that_its_template_is_given():
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", table("| Kind | Fields |"), re.M))
    assert rows.keys() == {kind_of(cls) for cls in OURS} - FOR_THE_INSTRUCTOR

    read = pipeline.prepare(start.specimen() / "briefing.yaml")
    views = read.views(read.cite().result())
    missing = []
    for section in read.content.briefing.sections:
        for block in section.blocks:
            kind = kind_of(type(block))
            wanted = set(re.findall(r"`([\w.]+)`", rows.get(kind, "")))
            there = set(names_in(views.block(block, section)))
            missing += [f"{kind}: {n}" for n in wanted if not set(n.split(".")) <= there]

    assert set(missing) <= EMPTY_IN_THE_SPECIMEN


EMPTY_IN_THE_SPECIMEN = {"table: head"}
"""Fields of lists that the specimen leaves empty."""


def names_in(value):
    """Yield the names of all that a view holds."""
    if isinstance(value, SimpleNamespace):
        for name, inner in vars(value).items():
            yield name
            yield from names_in(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from names_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from names_in(inner)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield name
            yield from names_in(getattr(value, name))
    elif isinstance(value, str):
        yield from ("whole", "css")


def test_every_command_that_is_listed_is_there():
    listed = set(re.findall(r"^\| `report theme (\w+)", PAGE, re.M))

    assert listed == set(cli.commands["theme"].commands)


@pytest.mark.parametrize("text", re.findall(r"```yaml\n(.*?)```", PAGE, re.S))
def test_what_is_shown_of_a_theme_yaml_can_be_read(text):
    read = yaml.safe_load(text)

    ThemeFile.model_validate({"name": "X", **read})


def test_the_types_of_fields_and_the_themes_of_ours_are_listed():
    types = PAGE.split("The types: ")[1].split("\n")[0]

    assert set(re.findall(r"`(\w+)`", types)) >= set(TYPES)
    assert set(re.findall(r"^\| `(\w+)` \|", table("| Theme |"), re.M)) == set(themes.own_names())


def test_the_page_is_read_in_ten_minutes():
    prose = re.sub(r"```.*?```|^\|.*$", "", PAGE, flags=re.S | re.M)
    looked_at = len(PAGE.split()) - len(prose.split())

    assert len(prose.split()) / 230 + looked_at / 600 < 10


def test_the_recipes_work_as_they_stand(tmp_path):
    css = PAGE.split("<!-- test: recipes -->\n```css\n")[1].split("```")[0]
    lines = re.findall(r"`(blocks/\S+)`: `(\{% include .*? %\})`", PAGE)
    assert len(lines) == 2
    for name, text in (*lines, ("theme.css", css)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "cover.jpg").write_bytes((ROOT / "tests/golden/a4-1.png").read_bytes())

    found = pipeline.check(start.specimen() / "briefing.yaml", theme=tmp_path, strict=True)

    assert [one for one in found if one.level != "advice"] == []
