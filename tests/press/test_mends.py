"""Mends hold for the WeasyPrint that they were written against, and for no other."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from report.press import installed, mends
from report.press.copied import Copy, MisfitError

ROOT = Path(mends.__file__).parents[2]


def only(names: set[str]) -> str:
    """Return a line of Python that leaves only these mends on."""
    states = {m.name: "on" if m.name in names else "off" for m in mends.MENDS}
    return (
        "from report.press import installed; "
        f"installed.standing = lambda: installed.Standing('70.0', True, {states})"
    )


def run(code: str, **environ: str) -> str:
    """Run code in a process of its own: imports are what is tested."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, **environ},
    )
    return done.stdout.strip()


@pytest.fixture
def changed(tmp_path):
    """Return a function that runs code beside a copy of WeasyPrint in which files were changed."""
    folder = tmp_path / "site" / "weasyprint"
    shutil.copytree(installed._folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))

    def change(code: str, **files: tuple[str, str]) -> str:
        for name, (theirs, ours) in files.items():
            path = folder / f"{name.replace('__', '/')}.py"
            text = path.read_text(encoding="utf-8")
            assert theirs in text
            path.write_text(text.replace(theirs, ours, 1), encoding="utf-8")
        return run(code, PYTHONPATH=str(folder.parent), XDG_CACHE_HOME=str(tmp_path / "cache"))

    return change


STATES = (
    "import json; from report.press import installed; s = installed.standing()\n"
    "print(json.dumps([s.tried, s.states, [[d.level, d.message] for d in s.doubts()]]))"
)
COMMENT = ('"""', '# A comment.\n"""')


def test_the_locked_weasyprint_is_known_to_the_letter():
    standing = installed.standing()

    assert standing.tried
    assert set(standing.states.values()) == {"on"}
    assert standing.doubts() == ()


def test_a_weasyprint_whose_files_differ_is_tried_and_said_so(changed, tmp_path):
    tried, states, told = json.loads(changed(STATES, layout__block=COMMENT))

    assert not tried
    assert set(states.values()) == {"on"}
    ((level, words),) = told
    assert level == "advice"
    assert words.startswith("WeasyPrint 70.0, whose files were changed here, is not one that was ")


def test_what_was_found_of_a_weasyprint_is_kept(changed, tmp_path):
    changed(STATES, layout__block=COMMENT)
    (kept,) = (tmp_path / "cache" / "briefing-report").iterdir()
    kept.write_text(kept.read_text().replace('"on"', '"unneeded"'), encoding="utf-8")

    assert set(json.loads(changed(STATES))[1].values()) == {"unneeded"}


@pytest.mark.slow
def test_a_mend_that_fails_is_a_doubt_that_says_what_may_be_lost(changed):
    line = "report = not context.in_column and can_break_now and not could_break_before"
    other = line.replace("report = not", "report =  not")

    _, states, told = json.loads(changed(STATES, layout__block=(line, other)))

    assert states[mends.KEPT_NOTES.name] == "off"
    assert set(states.values()) == {"on", "off"}
    assert [level for level, _ in told] == ["doubt"]
    assert (
        "the mend “notes with their calls” fails there: a note may stand on the page" in told[0][1]
    )


@pytest.mark.slow
def test_a_mend_that_weasyprint_needs_no_more_is_left_out(changed):
    line = "report = not context.in_column and can_break_now and not could_break_before"

    _, states, told = json.loads(changed(STATES, layout__block=(line, "report = False")))

    assert states[mends.KEPT_NOTES.name] == "unneeded"
    assert [level for level, _ in told] == ["advice"]


def test_a_function_that_is_not_as_it_was_is_not_edited():
    copy = Copy(mends.NAME)
    installed.weasyprint()
    before = copy.part("layout.block")._linebox_layout

    with pytest.raises(MisfitError, match=r"another layout\.block\._linebox_layout"):
        copy.edit("layout.block", "_linebox_layout", ("no such line", ""))
    with pytest.raises(MisfitError):
        copy.function("layout.block", "float_layout", "context")

    assert copy.part("layout.block")._linebox_layout is before


def test_weasyprint_is_imported_without_forks_and_without_fonttools():
    told = run(
        "import json, subprocess, sys\n"
        "forks = []\n"
        "sys.addaudithook(lambda e, a: forks.append(str(a)) if e == 'subprocess.Popen' else None)\n"
        "from report.press import installed; installed.weasyprint()\n"
        "import ctypes.util\n"
        "print(json.dumps([len(forks), [m for m in sys.modules if m.startswith('fontTools')],\n"
        "                  ctypes.util.find_library.__module__]))"
    )

    assert json.loads(told) == [0, [], "ctypes.util"]


def test_fonttools_is_there_when_weasyprint_needs_it():
    """WeasyPrint alone, without our fonts in its place, still makes its static subsets."""
    told = run(
        "from report.press import fonts, installed; wp = installed.weasyprint()\n"
        "FontConfiguration = installed.part('text.fonts').FontConfiguration\n"
        "c = FontConfiguration()\n"
        "css = wp.CSS(string=fonts.css() + 'p{font-family:\"Source Serif 4\"}', font_config=c)\n"
        "html = wp.HTML(string='<html lang=en><p>Words')\n"
        "pdf = html.write_pdf(stylesheets=[css], font_config=c, uncompressed_pdf=True)\n"
        "f = installed.part('pdf.fonts')\n"
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

    others = {m.name for m in mends.MENDS if m.without and m is not mends.ADDED_NOTES}

    assert run(code.format(only(others))) == run(code.format(""))


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
    without = only({m.name for m in mends.MENDS} - {mends.KEPT_NOTES.name})

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
    without = only({m.name for m in mends.MENDS} - {mends.ADDED_NOTES.name})

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


@pytest.mark.slow
def test_a_side_note_is_in_one_piece_only_with_the_mend():
    without = only({m.name for m in mends.MENDS} - {mends.WHOLE_FLOATS.name})

    assert int(run(MARGINS.format(without))) > 0
    assert int(run(MARGINS.format(""))) == 0
