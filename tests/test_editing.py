"""Whatever is edited, a build with what was kept gives the bytes of a build with nothing kept."""

import io
import random
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
import small
import yaml

import report
from report.press import workers

ATOMS = (
    "Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]",
    "In Norwich dues rose in 2018, by at least 12 per cent.[@dues-rose]",
    "The other ports reportedly held their dues.[@ports-held]",
    "The dues of the other ports were reportedly held.[@ports-held; @dues-rose]",
)


class Author:
    """Writes a briefing by chance, and edits it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  not for secrets
        self.number = 0
        self.sections = [self.section() for _ in range(4)]

    def section(self) -> dict:
        self.number += 1
        blocks = [self.block() for _ in range(self.chance.randint(1, 4))]
        return {"id": f"s{self.number}", "title": f"Of ports, {self.number}", "blocks": blocks}

    def block(self) -> dict:
        text = " ".join(self.chance.choices(ATOMS, k=self.chance.randint(1, 12)))
        if self.chance.random() < 0.3:
            items = self.chance.choices(ATOMS, k=self.chance.randint(2, 4))
            return {"kind": "list", "items": items}
        return {"kind": "prose", "text": text}

    def edit(self) -> str:
        """Change something; return what."""
        kinds = ["word", "title", "insert", "delete", "move", "section", "less", "order", "note"]
        kind = self.chance.choice(kinds)
        section = self.chance.choice(self.sections)
        blocks = section["blocks"]
        place = self.chance.randrange(len(blocks))
        if kind == "word":
            blocks[place] = self.block()
        elif kind == "title":
            self.number += 1
            section["title"] = f"Of harbours, {self.number}"
        elif kind == "insert" and len(blocks) < 8:
            blocks.insert(place, self.block())
        elif kind == "delete" and len(blocks) > 1:
            del blocks[place]
        elif kind == "move":
            other = self.chance.choice(self.sections)["blocks"]
            other.insert(self.chance.randint(0, len(other)), blocks[place])
            if len(blocks) > 1:
                blocks.pop(blocks.index(blocks[place]))
        elif kind == "section" and len(self.sections) < 7:
            self.sections.insert(self.chance.randint(0, len(self.sections)), self.section())
        elif kind == "less" and len(self.sections) > 2:
            self.sections.remove(section)
        elif kind == "order":
            self.chance.shuffle(self.sections)
        elif kind == "note":
            blocks.append({"kind": "prose", "text": self.chance.choice(ATOMS)})
        return kind

    def text(self) -> str:
        """Return the sections as YAML."""
        dumper = yaml.SafeDumper
        dumper.ignore_aliases = lambda *_: True
        return yaml.dump(self.sections, Dumper=dumper, sort_keys=False, allow_unicode=True)


def write_all(write, author) -> Path:
    return small.small(write, "".join(f"  {line}\n" for line in author.text().splitlines()))


def test_an_edit_gives_the_bytes_of_a_new_build(write, tmp_path):
    author = Author(1)
    with report.Session(write_all(write, author), cache=tmp_path / "cache") as session:
        session.build()
        for _ in range(2):
            author.edit()
            path = write_all(write, author)

            assert session.build().data == report.build(path).data


@pytest.mark.slow
def test_another_process_takes_what_was_laid_out_and_damage_is_made_again(
    write, tmp_path, monkeypatch
):
    author = Author(2)
    path = write_all(write, author)
    first = report.build(path, cache=tmp_path / "cache")
    laid = []
    typeset = workers.typeset
    monkeypatch.setattr(
        workers, "typeset", lambda s, p, **k: laid.append(len(p)) or typeset(s, p, **k)
    )

    assert report.build(path, cache=tmp_path / "cache").data == first.data
    assert laid == []
    author.sections[-1]["blocks"][0] = {"kind": "prose", "text": ATOMS[0]}
    edited = report.build(write_all(write, author), cache=tmp_path / "cache")
    assert 1 <= max(laid) < len(author.sections)
    for kept in (tmp_path / "cache" / "kept").iterdir():
        kept.write_bytes(kept.read_bytes()[:-3] + b"...")
    assert edited.data != first.data
    assert report.build(path, cache=tmp_path / "cache").data == edited.data


def test_a_doubt_about_a_sheet_is_told_though_nothing_is_laid_out(write, tmp_path):
    path = write_all(write, Author(3))
    write("p { colour: red }\n", "own/theme.css")
    told = [
        report.build(path, theme=tmp_path / "own", cache=tmp_path / "cache").warnings
        for _ in range(2)
    ]

    assert any("colour" in warning.message for warning in told[0])
    assert told[0] == told[1]


@pytest.mark.slow
def test_a_kept_process_sees_a_sheet_that_changes(write, tmp_path):
    path = write_all(write, Author(4))
    sheet = write("h1 { color: #101010 !important }\n", "own/theme.css")
    with report.Session(path, theme=tmp_path / "own", cache=None) as session:
        first = session.build().data
        sheet.write_text("h1 { color: #202020 !important }\n", encoding="utf-8")
        second = session.build().data

    assert second != first
    assert second == report.build(path, theme=tmp_path / "own").data


def test_a_proof_has_the_pages_that_changed_before_the_file_is_checked(write, tmp_path):
    author, proofs = Author(5), []
    with report.Session(write_all(write, author), cache=None) as session:
        session.build()
        session.build(proof=proofs.append)
        assert proofs == []
        author.sections[-1]["blocks"].append({"kind": "prose", "text": ATOMS[2]})
        path = write_all(write, author)
        pdf = session.build(proof=proofs.append)

    (proof,) = proofs
    with pikepdf.open(io.BytesIO(proof.data)) as shown:
        assert len(shown.pages) == len(proof.pages) < pdf.pages
    assert proof.pages[-1] == pdf.pages
    fresh = report.build(path)
    assert pdf.data == fresh.data
    assert set(pdf.warnings) == set(fresh.warnings)


FRESH = "import sys, report; report.build(sys.argv[1]).save(sys.argv[2])"


@pytest.mark.slow
def test_two_hundred_edits_in_a_row_give_the_bytes_of_a_fresh_process(write, tmp_path):
    author = Author(6)
    with report.Session(write_all(write, author), cache=tmp_path / "cache") as session:
        for number in range(200):
            edited = author.edit()
            path = write_all(write, author)
            data = session.build().data
            if number % 10 == 9:
                fresh = tmp_path / "fresh.pdf"
                subprocess.run([sys.executable, "-c", FRESH, path, fresh], check=True)
                assert data == fresh.read_bytes(), f"edit {number}, {edited}"
