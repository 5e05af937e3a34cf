"""Plain text comes in; its headings and captions, by the shape of their lines, go out.

A heading stands alone or at the end of its block, is short, and ends like no sentence. A line that
is said twice running, as a page copied from a browser has it, is a caption.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ..verification.texts import blocks_of, normal
from .marked import CAPTION, DataRow
from .script import unspaced

ENUMERATED = re.compile(
    r"(?:Article|Chapter|Part|Section|Annex|Appendix|Title|Schedule|Статья|Глава|Раздел|Приложение"
    r"|Artikel|Kapitel|Abschnitt|Chapitre|Titre|Artículo|Capítulo)\s+(?:\d+|[IVXLC]+|[A-Z]|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|FIRST|SECOND|THIRD"
    r"|перв\w+|втор\w+|трет\w+|четв[её]рт\w+|пят\w+)\b"
    r"|第[一二三四五六七八九十百\d]+[章節条編](?=[\s　]|$)|附則|前文",
    re.IGNORECASE,
)
_ENDS_TEXT = re.compile(r"[.,;:!?。、；：！？…]$")
_BULLET = re.compile(r"^(?:[•*–—-]|\(?\w{1,3}[.)])\s")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVXLC]+\.|[A-Z]\.)\s+(?=[^\W\d_])")
_REFERENCE = re.compile(r"\(\d{4}\)|\b\d{4}\)?\.|https?:|www\.|@")
_UNDERLINE = re.compile(r"^([=\-~*_])\1{2,}$")
_SHORT, _SHORT_UNSPACED = 10, 20  # words, letters
_ABSTRACT = 60  # words after a title, set apart from the rest: most often the abstract
_LABELS = (
    ("licence", r"licen[cs]e|creative commons|©|all rights reserved"),
    ("references", r"(?:\(\d{4}\).*){2}|\(\d{4}\)[^()]{20,}:"),
    ("keywords", r"^(?:key\s?words\b.*|[^.]{0,40}(?:,[^.,]{3,40}){2,})$"),
    ("full text", r"^full text\b"),
)


def _grouped(text: str) -> list[list[str]]:
    """Return the blocks of a text as lines; several empty lines running are one of their own."""
    text = re.sub(r"\n(?:[^\S\n]*\n){2,}", "\n\n\f\n\n", text)
    blocks = (b for b in blocks_of(text) if re.search(r"[\w\f]", b))
    return [
        [" ".join(line.split()) for line in block.split("\n") if re.search(r"\w|={3}|-{3}", line)]
        for block in blocks
    ]


def parts(text: str) -> Iterator[dict[str, str]]:
    """Yield the headings and captions in order."""
    blocks = _grouped(text)
    told = ""
    for lines, after in pairwise([*blocks, []]):
        if not lines or _uncredited(lines[-1]) == told:
            told = told if not lines else ""
            continue
        last, following = lines[-1], " ".join(after)
        told = ""
        again = _uncredited(last) == _uncredited(following) and len(last.split()) > 2
        if again or CAPTION.match(last):
            told = _uncredited(last)
            yield from ({"heading": line} for line in lines[:-1] if _is_heading(line, last))
            yield {"caption": told}
        else:
            yield from _headings(lines, following)


def rows(text: str) -> Iterator[DataRow]:
    """Yield the rows with a number of tables that are typed with bars."""
    for row in re.findall(r"(?m)^[^\S\n]*\|(?=.*\d)(.*)\|[^\S\n]*$", text):
        cells = tuple(cell.strip() for cell in row.split("|") if cell.strip())
        yield DataRow(cells, ("",) * len(cells))


def _headings(lines: Sequence[str], following: str) -> Iterator[dict[str, str]]:
    """Yield the headings in one block."""
    if len(lines) > 1 and _UNDERLINE.match(lines[1]):
        yield {"heading": lines[0]}
    elif ENUMERATED.match(lines[0]) and 1 < len(lines) < 4 and _is_heading(lines[0], lines[1]):
        yield {"heading": lines[0]}  # its title, or its text, stands on the next line
        if len(lines) == 2 and _is_heading(lines[1], following):
            yield {"heading": lines[1]}
    elif len(lines) < 4 and all(_is_title(line) for line in lines):
        yield from ({"heading": line} for line in lines if following)
    elif _is_list_of_headings(lines):
        yield from ({"heading": line} for line in lines)
    elif len(lines) == 1 or all(_BULLET.match(line) for line in lines[:-1]):
        if _is_heading(lines[-1], following):
            yield {"heading": lines[-1]}
    elif len(lines[0].split()) <= _SHORT and lines[0].isupper() and _is_heading(lines[0], lines[1]):
        yield {"heading": lines[0]}


def _is_title(line: str) -> bool:
    """Say whether a line is in capitals, or is numbered as a part is."""
    plain = not _ENDS_TEXT.search(line) and re.search(r"[^\W\d_]{2}", line)
    return bool(plain and len(line.split()) <= _SHORT and line.isupper())


def _is_list_of_headings(lines: Sequence[str]) -> bool:
    """Say whether a block is the headings of a page whose texts were not copied."""
    capitals = 2 * sum(map(str.isupper, lines)) > len(lines) > 2
    return capitals and not any(_ENDS_TEXT.search(ln) or len(ln.split()) > 9 for ln in lines)


def _uncredited(line: str) -> str:
    """Leave out a credit in brackets at the end of a caption."""
    return re.sub(r"\s*\([^()]{2,40}\)$", "", line)


def _is_heading(line: str, after: str) -> bool:
    if not after or _UNDERLINE.match(line):
        return False
    if ENUMERATED.match(line):
        return len(line) <= 90 and not re.search(r"[,;:。]$|[a-zа-я]{2}\.$", line)
    bare = _NUMBERED.sub("", line)
    if _ENDS_TEXT.search(line) or (_BULLET.match(line) and bare == line):
        return False
    without_spaces = unspaced(line)
    short = len(line) <= _SHORT_UNSPACED if without_spaces else len(bare.split()) <= _SHORT
    more = len(after) > len(line) or ENUMERATED.match(after) or _BULLET.match(after)
    capital = without_spaces or not bare[0].islower()
    letters = re.search(r"[^\W\d_]{2}", bare)
    plain = not _REFERENCE.search(line) and line.count(",") < 2
    return bool(short and more and plain and capital and letters)


def unheaded(text: str, parts: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the parts before the first heading, which empty lines set apart."""
    known = {normal(p.get("heading") or p["caption"]) for p in parts if "section" not in p}
    openings = tuple(known) or ("\0",)
    groups = re.split(r"\n(?:[^\S\n]*\n){2,}", text)
    found: list[Mapping[str, str]] = []
    for group in groups:
        lines = [" ".join(line.split()) for line in group.split("\n") if re.search(r"\w", line)]
        if not lines or normal(lines[0]).startswith(openings):
            if lines and parts:
                break
            continue
        found.append({"section": _label(lines, found), "begins": _begins(lines[0])})
        if any(normal(line) in known for line in lines):
            break  # the first heading: from here on headings do the work
    return found if len(found) > 1 or not parts else found[:1]


def _label(lines: Sequence[str], found: Sequence[Mapping[str, str]]) -> str:
    whole = " ".join(lines)
    name = next((n for n, rule in _LABELS if re.search(rule, whole, re.IGNORECASE)), "")
    if not name:
        abstract = len(found) == 1 and len(whole.split()) >= _ABSTRACT
        name = "opening" if not found else "abstract" if abstract else "part"
    taken = sum(re.sub(r" \d+$", "", part["section"]) == name for part in found)
    return f"{name} {taken + 1}" if taken else name


def _begins(line: str) -> str:
    return line[:12] if unspaced(line) else " ".join(line.split()[:4])
