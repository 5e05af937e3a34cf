"""A table comes in; out, the same with what a narrow window needs to stack its rows.

There each cell stands on a line of its own, under the head of its column, which the sheet repeats
(``--h``). No role is added: browsers keep what a table is whatever its display, and validators
refuse roles there.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from . import dom

_QUOTED = re.compile(r"['\\\n<]")
_ASIDE = ("letter", "fnref", "fn", "as-of", "remark")  # calls, and what else a column holds


def stack(table: Element) -> None:
    """Make a table with one row of heads fit to be stacked; leave any other as it is."""
    head = table.find("thead")
    rows = list(head) if head is not None else []
    if len(rows) != 1:
        return
    heads = [_named(cell) for cell in rows[0] for _ in range(_span(cell))]
    own = {cell.get("id", ""): _named(cell) for cell in rows[0] if cell.get("id")}
    first = rows[0].find("th")
    for empty in rows[0].findall("td"):  # a lane beside the years is the years'
        if first is not None and first.get("id"):
            empty.set("headers", first.get("id", ""))
    dom.add_class(table, "stacks")
    _style(table, {f"--h{n}": name for n, name in enumerate(heads, start=1) if name})
    for cell, place, column in _cells(table):
        named = [own[name] for name in (cell.get("headers") or "").split() if name in own]
        if named or place != column:
            words = named[0] if named else heads[column - 1] if column <= len(heads) else ""
            _style(cell, {"--h": words})


def _cells(table: Element) -> Iterator[tuple[Element, int, int]]:
    """Yield each cell of the body, its place in its row and its column, from 1."""
    for body in table.iter("tbody"):
        below: list[int] = []  # rows that a cell from above still takes, by column
        for row in body:
            column = 1
            for place, cell in enumerate(row, start=1):
                while column <= len(below) and below[column - 1]:
                    below[column - 1] -= 1
                    column += 1
                if cell.tag == "td":
                    yield cell, place, column
                for _ in range(_span(cell)):
                    below += [0] * (column - len(below))
                    below[column - 1] = _span(cell, "rowspan") - 1
                    column += 1
            for rest in range(column, len(below) + 1):
                below[rest - 1] = max(below[rest - 1] - 1, 0)


def _named(head: Element) -> str:
    return dom.words(head, lambda e: dom.has(e, *_ASIDE))


def _span(cell: Element, name: str = "colspan") -> int:
    said = cell.get(name, "1")
    return int(said) if said.isdigit() else 1


def _style(element: Element, values: Mapping[str, str]) -> None:
    """Set custom properties to texts."""
    said = [f"{name}:'{_QUOTED.sub(_escaped, text)}'" for name, text in values.items()]
    before = [element.get("style", "").rstrip("; ")] if element.get("style") else []
    element.set("style", ";".join([*before, *said]))


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{ord(sign[0]):x} "
