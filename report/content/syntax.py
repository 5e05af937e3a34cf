"""Say where broken YAML went wrong: a parser's error and the text come in, place and words go out.

A parser stops where it can no longer go on, which is often lines below the mistake. What authors
slip in are a few things: a tab, a quotation mark that is never closed, a text that is not indented,
a colon left out. Those are looked for first.
"""

import re
import unicodedata
from collections.abc import Iterator

import yaml

SyntaxFault = tuple[int, str, str | None]  # index in the text, message, way out

_KINDS: tuple[tuple[str, str, str | None], ...] = (
    # What the parser says, what that means to an author, the way out. The first that fits counts.
    ("duplicate anchor", "two values are given the same name with `&`", "give one another name"),
    (
        "alias",
        "a value that starts with `*`",
        "YAML takes a `*` that starts a value for the name of another value; quote it",
    ),
    (
        "anchor",
        "a value that starts with `&`",
        "YAML takes an `&` that starts a value for a name given to it; quote it",
    ),
    (
        "mapping values are not allowed",
        "a second colon stands on this line",
        "a colon starts a new field; quote the value if it is text",
    ),
    (
        "could not find expected ':'",
        "a field's name stands here without a colon",
        "write a colon after it; if it is text, indent it, or quote it",
    ),
    (
        "expected '-' indicator",
        "this stands in the column of a list, and is no item of it",
        "begin it with `- `, or put it into another column",
    ),
    (
        "end of flow",
        "the file ends before what is open here is closed",
        "close each list with `]`, and what `{` opens with `}`",
    ),
    (
        "expected key :",
        "a colon stands here without a name before it",
        "write the field's name before it",
    ),
    (
        "expected key -",
        "an item of a list stands here among fields",
        "indent it under the field whose list it belongs to",
    ),
    (
        "expected key",
        "no field can begin here",
        "the indentation or a quotation mark is off here, or in the line above",
    ),
    (
        r"expected ',' or '\]'",
        "this list is not closed",
        "close the list with `]`, or put a comma between items",
    ),
    (
        "expected ',' or '}'",
        "this `{` is not closed",
        "close it with `}`, or put a comma between its fields",
    ),
    (
        "flow (?:sequence|mapping|node)",
        "something is missing between these marks",
        "put a value, or take the comma or the mark out",
    ),
    ("cannot start any token", "a value may not start with this mark", "quote the value"),
    (
        "found another document",
        "another document begins here",
        "a file holds one document: take the line `---` out",
    ),
    (
        "document indicator",
        "a line of `---` or `...` stands inside a quoted value",
        "close the quotation before it, or take the line out",
    ),
    (
        "block sequence entries|sequence entries",
        "a list cannot begin on this line",
        "put `- ` at the start of the next line, further in",
    ),
    ("mapping keys are not allowed", "a `?` that starts a value", "quote the value"),
    (
        "escape",
        "a backslash that YAML does not know stands in this value",
        r"write two (`\\`), or use single quotation marks",
    ),
    (
        "hexadecimal|hexdecimal|Unicode character",
        "this code of a character is not whole",
        "write the character itself",
    ),
    (
        "indentation indicator equal to 0",
        "the number after `>` or `|` is 0",
        "take the number out: the text stands further in than its field",
    ),
    ("tab character", "a tab stands here", "indent with spaces; YAML allows no tabs"),
    ("block scalar", "something stands after `>` or `|`", "begin the text on the next line"),
    ("tag", "a `!` that starts a value", "YAML takes it for a type; quote the value"),
    ("directive|YAML document", "a line that starts with `%`", "take the mark out, or quote it"),
    ("end of stream", "the file ends in the middle of a value", "close what is open"),
    ("node content", "a value is missing here", "write it, or take the mark before it out"),
)
_ONE_COLUMN = "align the fields of one item"
_FIELD = re.compile(r"(?P<lead> *(?:- +)*)(?P<name>[\w-]+):(?:[ \t]+(?P<value>\S.*))?[ \t]*$")
_FOLDED = re.compile(r"[>|][+\-0-9]*(?:\s+#.*)?$")
_COMMENT = re.compile(r"\s*(?:#|$)")
_QUOTED = re.compile(r"""(?P<lead> *(?:- +)*)(?:[\w-]+: +)?(?P<quoted>["'])""")
_CLOSED = {'"': re.compile(r'"(?:\\.|[^"\\])*"', re.S), "'": re.compile(r"'(?:''|[^'])*'")}


def explain(error: yaml.MarkedYAMLError, text: str) -> SyntaxFault:
    """Return what is wrong, as near to the author's slip as can be told."""
    problem = error.problem or "invalid YAML"
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark else 0
    if found := next(_slips(text, at), None):
        return found
    if (end := _unseen_end(text, at)) is not None:
        name = unicodedata.name(text[end], "NEXT LINE").lower()
        message = f"not valid YAML: an invisible {name} (U+{ord(text[end]):04X}) ends the line here"
        return end, message, "take it out: it comes with text that is pasted in"
    if found := _curly(text, at):
        return found
    unclosed = re.search("end of stream|document indicator", problem)
    if unclosed and "quoted scalar" in (error.context or "") and error.context_mark:
        start = min(error.context_mark.index, len(text))
        message = "not valid YAML: this quotation mark is not closed"
        return start, message, f"close it with {text[start : start + 1]} where the value ends"
    if problem.startswith("did not find expected key") and (found := _further_out(text, at)):
        return found
    if problem == "did not find expected <document start>":
        return at, "not valid YAML: this stands further out than what is above it", _ONE_COLUMN
    told = f"{error.context or ''} {problem}"
    kinds = (kind for kind in _KINDS if re.search(kind[0], _at_sign(text, at, told)))
    _, message, way = next(kinds, ("", "it cannot be read from here on", _ONE_COLUMN))
    opened = re.search("alias|simple key|expected ',' or|escape|directive", told)
    if opened and error.context_mark:
        at = min(error.context_mark.index, len(text))
    elif problem.startswith("did not find expected key") and _goes_on(text, at):
        message = "something stands after the end of a quoted value"
        way = "the value goes on after its closing mark; quote the whole of it"
    return at, f"not valid YAML: {message}", way


def _at_sign(text: str, at: int, told: str) -> str:
    """Return what a parser says of a place, where the sign that stands there says more."""
    sign = text[at : at + 1]
    if "flow" in told and not text[at:].strip():
        return "end of flow"
    if "node content" in told and "flow" not in told and sign and sign in ",]}":
        return "cannot start any token"
    if "expected key" in told and sign and sign in ":-":
        return f"expected key {sign}"
    return told


_CURLY = re.compile(
    r"(?:^ *(?:- +)*(?:[\w-]+: +)?|[\[,{] *(?:[\w-]+: +)?)(?P<mark>[“”„‟‘’‚«»])", re.M
)


def _curly(text: str, at: int) -> SyntaxFault | None:
    """Return the quotation mark that an author took for one of YAML's, on the line that failed."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    found = _CURLY.search(text, start, len(text) if end < 0 else end)
    if not found or found.start("mark") > at:
        return None
    message = f"not valid YAML: {found['mark']} is a letter of the text to YAML, and quotes nothing"
    return found.start("mark"), message, 'put the value into straight marks as well: "…"'


def _unseen_end(text: str, at: int) -> int | None:
    """Return where an invisible character ends the line that failed, or the one before it."""
    start = text.rfind("\n", 0, max(text.rfind("\n", 0, at), 0)) + 1
    found = re.search("[\u0085\u2028\u2029]", text[start : at + 1])
    return start + found.start() if found else None


def _further_out(text: str, at: int) -> SyntaxFault | None:
    """Return a field that stands to the left of the one above it, in a column of its own."""
    start = text.rfind("\n", 0, at) + 1
    here = _FIELD.match(text[start:].partition("\n")[0].rstrip("\r"))
    fields = (_FIELD.match(line) for line in reversed(text[:start].splitlines()))
    above = next((field for field in fields if field), None)
    if here and above and len(here["lead"]) < len(above["lead"]):
        message = f"not valid YAML: `{here['name']}` stands further out than `{above['name']}`"
        return start + len(here["lead"]), message, _ONE_COLUMN
    return None


def _goes_on(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    return line.endswith(('"', "'", "]", "}"))


def _slips(text: str, at: int) -> Iterator[SyntaxFault]:
    """Yield the likely slip at or above the place at which the parser stopped."""
    lines = text.splitlines(keepends=True)
    stop = text.count("\n", 0, at)
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0]
    if tab := re.match(r" *(\t)", line):
        yield (
            start + tab.start(1),
            "not valid YAML: a tab stands here",
            "indent with spaces; YAML allows no tabs",
        )
    yield from _unclosed(text, lines, stop)
    yield from _unindented(lines, stop)
    yield from _too_deep(lines, stop)
    yield from _without_colon(lines, stop)


def _unclosed(text: str, lines: list[str], stop: int) -> Iterator[SyntaxFault]:
    """Yield a quotation mark that closes in another field, or nowhere."""
    index, past, folded = 0, 0, -1
    for line in lines[: stop + 1]:
        indent = len(line) - len(line.lstrip(" "))
        inside = folded >= 0 and (indent > folded or not line.strip())
        if not inside:
            field = _FIELD.match(line.rstrip("\r\n"))
            is_text = field and field["value"] and _FOLDED.match(field["value"])
            folded = len(field["lead"]) if field and is_text else -1
            begin = _QUOTED.match(line)
            if begin and index + begin.start("quoted") >= past:
                mark = index + begin.start("quoted")
                end = _CLOSED[begin["quoted"]].match(text, mark)
                column = len(begin["lead"])
                if end is None or _holds_field(end[0], column):
                    message = "not valid YAML: this quotation mark is not closed"
                    yield mark, message, f"close it with {begin['quoted']} where the value ends"
                    return
                past = end.end()
        index += len(line)


def _holds_field(quoted: str, column: int) -> bool:
    """Say whether a quoted value runs over a line that begins another field."""
    for line in quoted.splitlines()[1:]:
        field = _FIELD.match(line) or re.match(r"(?P<lead> *(?:- +)*)[\w-]+: +[\"']$", line)
        if field and len(field["lead"]) <= column:
            return True
    return False


def _unindented(lines: list[str], stop: int) -> Iterator[SyntaxFault]:
    """Yield the first line of a folded text that stands too far to the left."""
    index = 0
    for number, line in enumerate(lines[: stop + 1]):
        index += len(line)
        field = _FIELD.match(line.rstrip("\r\n"))
        if not (field and field["value"] and _FOLDED.match(field["value"])):
            continue
        following = next(
            (n for n in range(number + 1, len(lines)) if not _COMMENT.match(lines[n])), None
        )
        if following is None or following > stop:
            continue
        body = lines[following]
        indent = len(body) - len(body.lstrip(" "))
        is_own = _FIELD.match(body.rstrip("\r\n")) or body.lstrip().startswith(("- ", "---"))
        if indent <= len(field["lead"]) and not is_own:
            place = index + sum(map(len, lines[number + 1 : following])) + indent
            hint = f"its lines stand further in than `{field['name']}`"
            yield place, f"not valid YAML: the text of `{field['name']}` is not indented", hint
            return


def _too_deep(lines: list[str], stop: int) -> Iterator[SyntaxFault]:
    """Yield a field that stands further in than the one above it, which has a value already."""
    here = _FIELD.match(lines[stop].rstrip("\r\n")) if stop < len(lines) else None
    above = next((n for n in range(stop - 1, -1, -1) if lines[n].strip()), None)
    before = _FIELD.match(lines[above].rstrip("\r\n")) if above is not None else None
    if here and before and before["value"] and len(here["lead"]) > len(before["lead"]):
        place = sum(map(len, lines[:stop])) + len(here["lead"])
        message = f"not valid YAML: `{here['name']}` stands further in than `{before['name']}`"
        yield (
            place,
            message,
            _ONE_COLUMN,
        )


def _without_colon(lines: list[str], stop: int) -> Iterator[SyntaxFault]:
    """Yield the line above a field that is a name and a value with no colon between them."""
    if stop >= len(lines) or not (here := _FIELD.match(lines[stop].rstrip("\r\n"))):
        return
    above = next((n for n in range(stop - 1, -1, -1) if lines[n].strip()), None)
    if above is None:
        return
    words = re.match(
        r"(?P<lead> *(?:- +)*)(?P<name>[a-z][a-z-]*)(?: +[^:]*)?$", lines[above].rstrip()
    )
    if words is None:
        return
    before = lines[above - 1] if above else ""
    opens = "-" in words["lead"] or _COMMENT.match(before) or _FIELD.match(before.rstrip())
    if opens and len(words["lead"]) == len(here["lead"]):
        place = sum(map(len, lines[:above])) + len(words["lead"])
        message = f"not valid YAML: `{words['name']}` has no colon after it"
        yield place, message, f"write `{words['name']}: …`"
