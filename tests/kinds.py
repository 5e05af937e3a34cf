"""The examples of the page on content: its text in, a briefing out with a section for each kind."""

import re
from pathlib import Path
from textwrap import indent

from report.start import begin

ROOT = Path(__file__).parent.parent
_EXAMPLE = re.compile(r"#### `([\w-]+)`\n.*?\n```yaml\n(.*?)```", re.DOTALL)
MARKUP = """\
- kind: prose
  text: |-
    *Italics*, **strong words**, H~2~O, x^2^ and [mots étrangers]{lang=fr}; a link,
    https://example.org, and an exhibit with its page: [#wrecks], [p. #wrecks].[connective]

    - The towns agreed on 3 May 1974.[@agreement-made]
      - A list may stand in a list.[connective]

    1. The lighthouse was lit in 1977.^[A note in your own words may cite: the day was 14
    September.[@lighthouse-lit]]
    2. It was late, and it was well made.[reading]

    > reportedly dark on at least 11 nights in 1980[@light-dark]

    A formula is written as[connective]

        r = 10^2^ × (b / a − 1)

    Who kept the lights is not said.[not in @survey]
"""


def examples() -> dict[str, str]:
    """Return the YAML of each example by its kind, in the order of the page."""
    page = (ROOT / "content" / "README.md").read_text(encoding="utf-8")
    return dict(_EXAMPLE.findall(page.partition("## The kinds of block")[2]))


def write(folder: Path) -> Path:
    """Write a briefing into the folder that has every example, each in a section of its own."""
    begin(folder)
    path = folder / "briefing.yaml"
    head = path.read_text(encoding="utf-8").partition("\nsections:\n")[0]
    sections = "".join(
        f"  - id: about-{kind}\n    title: The block {kind}\n    layout: page\n    blocks:\n"
        f"{indent(block, ' ' * 6)}"
        for kind, block in {**examples(), "markup": MARKUP}.items()
    )
    path.write_text(f"{head}\nsections:\n{sections}", encoding="utf-8")
    return path
