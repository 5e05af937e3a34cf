"""Every character that the two typefaces draw is copied as typed, beside notes 1 to 120."""

import re
import subprocess
import unicodedata

import pytest
import yaml
from small import DOCUMENT

from report import pipeline
from report.press import faces, reserve
from report.text.letters import compose

NOTES = 120
CURLED = "'\""  # straight quotation marks are set as curly ones


def typed() -> list[str]:
    """Return what is typed: every character that a face draws, marks on a letter."""
    found = []
    drawn = reserve.drawn_by_some(faces.ours())
    for character in sorted(drawn):
        kind = unicodedata.category(character)
        if kind in ("Zs", "Cc", "Cf", "Co", "Cn") or character in CURLED:
            continue  # spaces are read as spaces, and what prints nothing is not copied
        if character != "\u034f":  # a joiner that prints nothing
            typed = compose(f"x{character}") if kind.startswith("M") else character
            # ẋ and ẍ are letters of their own, which our faces lack; a face for them is an extra.
            found += [typed] if len(typed) > 1 or typed in drawn else []
    return found


def escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]()#+\-.!~^<>&|@$=:])", r"\\\1", text)


def noted(text: str) -> str:
    """Return what may stand before the key of a call: its punctuation has a meaning there."""
    return "".join(c for c in text if not c.isascii() or c.isalnum())


def marked(name: str, number: int, letters: str) -> str:
    """Return letters between marks by which they are found again."""
    return f"{name}{number}i{letters}j{name}{number}"


def write(folder, chunks: list[str]):
    facts = "Dues rose by at least 12 per cent in Norwich in 2018."
    assert facts in DOCUMENT
    (folder / "harbour.yaml").write_text(DOCUMENT, encoding="utf-8")
    sections = []
    for start in range(0, NOTES, 20):
        numbers = range(start + 1, start + 21)
        blocks = [
            {
                "kind": "prose",
                "text": "\n\n".join(
                    f"{marked('T', n, escaped(chunks[(n - 1) % len(chunks)]))} is of km² and "
                    "10³; the river and the harbour are both of it, and so is what ships paid in "
                    "three ports of the north."
                    f"[see {marked('N', n, noted(chunks[(n - 1) % len(chunks)]))} @dues-rose]"
                    for n in numbers
                ),
            },
            {
                "kind": "table",
                "id": f"table-{start}",
                "title": "Letters",
                "boxhead": ["Number", "Letters"],
                "rows": [
                    [str(n), marked("C", n, escaped(chunks[(n - 1) % len(chunks)]))]
                    for n in numbers
                ],
            },
            {
                "kind": "chart",
                "id": f"chart-{start}",
                "type": "bar",
                "title": "Letters",
                "unit": "number",
                "source": "Own.",
                "rows": [
                    {"label": marked("D", n, escaped(chunks[(n - 1) % len(chunks)])), "value": "5"}
                    for n in numbers
                ],
            },
        ]
        sections.append({"id": f"part-{start}", "title": f"Part {start}", "blocks": blocks})
    briefing = {
        "title": "Letters",
        "standfirst": "All of them.",
        "series": "Test",
        "record-to": "Record",
        "issued-by": "Desk",
        "edition-date": "2024-03-01",
        "licence": {"name": "CC BY 4.0"},
        "documents": ["harbour.yaml"],
        "sections": sections,
    }
    path = folder / "briefing.yaml"
    path.write_text(yaml.safe_dump(briefing, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.slow
def test_every_letter_is_copied_as_typed_in_text_table_chart_and_note(tmp_path):
    letters = typed()
    size = -(-len(letters) // NOTES)
    chunks = ["".join(letters[n : n + size]) for n in range(0, len(letters), size)]

    pdf = pipeline.build(write(tmp_path, chunks))

    (tmp_path / "made.pdf").write_bytes(pdf.data)
    command = ["pdftotext", "-raw", str(tmp_path / "made.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    read = "".join(told.split())
    assert len(letters) > 1500
    assert pdf.notes == NOTES
    missed = [
        (name, number, "".join(sorted(set(chunk) - set(found[1] if found else ""))))
        for name in "TNCD"
        for number in range(1, NOTES + 1)
        for whole in (chunks[(number - 1) % len(chunks)],)
        for chunk in (noted(whole) if name == "N" else whole,)
        for found in (re.search(f"{name}{number}i(.*?)j{name}{number}", read),)
        if found is None or found[1] != chunk
    ]
    assert missed == []
