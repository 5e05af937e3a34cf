"""Mends hold for the WeasyPrint that they were written against, and for no other."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from report.press import mends

ROOT = Path(mends.__file__).parents[2]


def run(code: str) -> str:
    """Run code in a process of its own: imports are what is tested."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("mend", mends.MENDS, ids=lambda mend: mend.name)
def test_each_mend_fits_the_locked_weasyprint_and_gives_its_reason(mend):
    assert mends.fits(mend)
    assert len(mend.reason) > 40


@pytest.mark.parametrize("mend", mends.MENDS, ids=lambda mend: mend.name)
def test_a_mend_does_not_fit_a_source_that_has_changed(mend, tmp_path, monkeypatch):
    for name, _ in mend.sources:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((mends._folder() / name).read_bytes())
    monkeypatch.setattr(mends, "_folder", lambda: tmp_path)
    assert mends.fits(mend)

    with (tmp_path / mend.sources[0][0]).open("a") as file:
        file.write("\n")

    assert not mends.fits(mend)


def test_a_mend_does_not_fit_where_its_source_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(mends, "_folder", lambda: tmp_path)

    assert not any(mends.fits(mend) for mend in mends.MENDS)


def test_weasyprint_is_imported_without_forks_and_without_fonttools():
    told = run(
        "import json, subprocess, sys\n"
        "forks = []\n"
        "sys.addaudithook(lambda e, a: forks.append(str(a)) if e == 'subprocess.Popen' else None)\n"
        "from report.press import mends; mends.weasyprint()\n"
        "import ctypes.util\n"
        "print(json.dumps([len(forks), [m for m in sys.modules if m.startswith('fontTools')],\n"
        "                  ctypes.util.find_library.__module__]))"
    )

    assert json.loads(told) == [0, [], "ctypes.util"]


def test_fonttools_is_there_when_weasyprint_needs_it():
    """WeasyPrint alone, without our fonts in its place, still makes its static subsets."""
    told = run(
        "from report.press import fonts, mends; wp = mends.weasyprint()\n"
        "FontConfiguration = mends.part('text.fonts').FontConfiguration\n"
        "c = FontConfiguration()\n"
        "css = wp.CSS(string=fonts.css() + 'p{font-family:\"Source Serif 4\"}', font_config=c)\n"
        "html = wp.HTML(string='<html lang=en><p>Words')\n"
        "pdf = html.write_pdf(stylesheets=[css], font_config=c, uncompressed_pdf=True)\n"
        "f = mends.part('pdf.fonts')\n"
        "print(b'fvar' in pdf, f.TTFont.__module__, issubclass(f.TTLibError, Exception))"
    )

    assert told == "False fontTools.ttLib.ttFont True"


def test_the_mends_that_save_time_change_nothing_that_is_printed():
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests')\n"
        "import engine_sample\n"
        "from report.press import mends\n"
        "{}\n"
        "pdf = engine_sample.assemble(engine_sample.fragments(engine_sample.briefing(2)),"
        " engine_sample.METADATA)\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )

    assert run(code.format("mends.fits = lambda mend: mend is mends.KEPT_NOTES")) == run(
        code.format("")
    )


def test_a_list_of_notes_knows_its_boxes_by_identity():
    first, second = [1], [1]
    notes = mends.Footnotes([first])

    assert first in notes
    assert second not in notes
    notes.append(second)
    assert second in notes.copy()
    notes.remove(first)
    assert first not in notes


NOTED = (
    "import sys; sys.path.insert(0, 'tests')\n"
    "import random, engine_sample as sample\n"
    "from report.press import mends\n"
    "{}\n"
    "chance, body, number = random.Random(4), '', 0\n"
    "for _ in range(40):\n"
    "    body += '<p>' + sample.sentence(chance, chance.randint(8, 60))\n"
    "    if chance.random() < .8:\n"
    "        number += 1\n"
    "        body += sample.note(number, sample.sentence(chance, chance.randint(8, 30)))\n"
    "    body += '</p>'\n"
    "made = sample.fragments([sample.page(body)])[0]\n"
    "calls = {{call.note: call.page for call in made.calls}}\n"
    "notes = {{run.note: i for i, p in enumerate(made.pages) for run in p.runs if run.note}}\n"
    "print(sum(calls[note] != page for note, page in notes.items()))"
)


def test_a_note_stays_with_its_call_only_with_the_mend():
    """Kozea/WeasyPrint#1564."""
    without = "fits = mends.fits; mends.fits = lambda m: m is not mends.KEPT_NOTES and fits(m)"

    assert int(run(NOTED.format(without))) > 0
    assert int(run(NOTED.format(""))) == 0


RESIDUE = (
    "import sys; sys.path.insert(0, 'tests')\n"
    "import random, engine_sample as sample\n"
    "from report.press import mends\n"
    "{}\n"
    "from report.press.typeset import Typesetter\n"
    "chance = random.Random(4)\n"
    "css = sample.CSS.replace('padding: 6px 0 .05px; margin-top: 12px',\n"
    "    'padding-top: 4pt; margin-top: 7pt').replace('8.5px/11px', '8.25pt/10.5pt')\n"
    "body = ''.join('<p>' + sample.sentence(chance, 30)\n"
    "    + sample.note(n, sample.sentence(chance, 12)) + '</p>' for n in range(1, 16))\n"
    "print(len(Typesetter([css]).section(sample.page(body)).pages))"
)


def test_a_rounding_residue_puts_notes_on_pages_of_their_own_only_without_the_mend():
    """Kozea/WeasyPrint#2502."""
    without = "fits = mends.fits; mends.fits = lambda m: m is not mends.ADDED_NOTES and fits(m)"

    assert int(run(RESIDUE.format(without))) > 10
    assert int(run(RESIDUE.format(""))) <= 3


MARGINS = (
    "import sys; sys.path.insert(0, 'tests')\n"
    "import engine_sample as sample\n"
    "from report.press import mends\n"
    "{}\n"
    "from report.press.typeset import Typesetter\n"
    "css = sample.CSS + '.side {{ float: left; width: 30mm; break-inside: avoid }}'\n"
    "typesetter, broken = Typesetter([css]), 0\n"
    "for lines in range(30, 60):\n"
    "    body = '<p>line</p>' * lines + '<div><aside class=side data-block=side>' + 'words ' * 40\n"
    "    body += '</aside><p>' + 'words ' * 60 + '</p></div>'\n"
    "    pages = typesetter.section(sample.page(body)).pages\n"
    "    broken += sum(any(run.block == 'side' for run in p.runs) for p in pages) != 1\n"
    "print(broken)"
)


def test_a_side_note_is_in_one_piece_only_with_the_mend():
    without = "fits = mends.fits; mends.fits = lambda m: m is not mends.WHOLE_FLOATS and fits(m)"

    assert int(run(MARGINS.format(without))) > 0
    assert int(run(MARGINS.format(""))) == 0
