"""The name of a folder comes in; a theme that builds, commented, stands in it."""

from collections.abc import Iterator
from pathlib import Path

from .. import files, start
from ..content.themes import CONTRACT
from ..files import FileError

YAML = """\
# yaml-language-server: $schema=theme.schema.json
#
# A theme. What stands here needs no CSS; take the # away where you want something else.
# templates/README.md says what a theme may rely on; an editor completes the fields.

name: {name}
version: 1.0
fits: {contract}                 # the contract of templates that it is made for

# extends: [plain]        # themes beneath this one, the first to win first

# logo:                   # SVG, PNG or JPEG, in this folder
#   large: img/logo.svg   # on the cover, in the place of the issuer's name
#   small: img/mark.svg   # in running heads
#   text: The Harbour Desk
#   height: 9             # in millimetres

# fonts:                  # a package that carries the typeface, or its files
#   text: {{package: fontpkg-eb-garamond}}
#   labels: {{files: [fonts/House-Regular.ttf, fonts/House-Bold.ttf]}}

# page:
#   size: A5              # or A4, Letter, B5, 16:9, [170, 240]
#   margins: {{top: 20, bottom: 22, inner: 20, outer: 14}}
#   type: 110             # every size of type, in per cent
#   facing: yes           # pages lie left and right of a spine
#   bleed: 3              # grounds and pictures go beyond the edge, to be cut off
#   marks: yes            # and the sheet is marked where it is cut

# limits: {{notes: 50, pages: any}}

# kinds:                  # blocks of your own; each has a template, blocks/NAME.html.jinja
#   pull-quote:
#     says: A sentence of a document, set large.
#     fields:
#       text: text
#       by: plain?
"""

CSS = """\
/* First the tokens: every colour, face and size by its role. templates/README.md lists them all. */
:root {
  /* --accent: #6b1d2a; */
  /* --tint: #f2f2ee; */
  /* --title: 44pt/46pt; */
}

/* Then rules, by the names of the roles. They stand in no layer, so they win over ours.
   .side-note { font-style: italic; } */
"""

README = """\
# {name}

A theme for `report`.

    report build BRIEFING --theme {folder}              # or `theme: …` in the briefing
    report build {folder}/specimen/briefing.yaml --theme {folder}
    report theme check {folder}                         # the specimen in four ways: what is wrong
    report theme eject {folder} cover                   # copy a template of ours, to change it
    report theme diff {folder}                          # what ours have changed since
    report theme pack {folder}                          # a package that pip installs
"""


def begin(folder: Path, schema: str) -> tuple[Path, ...]:
    """Write a starting theme into a folder, with a specimen of every kind to try it on.

    ``FileError`` where something of these names stands there already; nothing is written over.
    """
    written = dict(_files(folder, schema))
    for name in (*written, "specimen"):
        if (folder / name).exists():
            raise FileError(f"has a file {name} already", "name a folder that is not there yet")
    for name, text in written.items():
        files.write(folder / name, text.encode())
    start.begin(folder / "specimen")
    return tuple(folder / name for name in written)


def _files(folder: Path, schema: str) -> Iterator[tuple[str, str]]:
    name = folder.resolve().name
    title = name.replace("-", " ").replace("_", " ").capitalize()
    yield "theme.yaml", YAML.format(name=title, contract=CONTRACT)
    yield "theme.css", CSS
    yield "README.md", README.format(name=title, folder=name)
    yield "theme.schema.json", schema
