"""What is shown, and what is found under a point, come in; out, what the page is answered."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from .. import files, limits
from ..errors import Span
from ..text.inline import plain
from . import editors, printed, styling
from .locating import Whereabouts
from .making import LaidOut
from .styling import HittingRule
from .watching import Problem, Watch

_AROUND = 2  # lines shown above and below one


@dataclass(frozen=True, slots=True)
class WatchAnswers:
    """Answers the page; ``editor`` is the address that opens a file at a line."""

    watch: Watch
    editor: str = editors.ADDRESSES["vscode"]

    def state(self) -> dict[str, Any]:
        """Return all that the page shows."""
        watch, state = self.watch, self.watch.state
        read = watch.layout.read.content.briefing if watch.layout else None
        return {
            "version": state.version,
            "build": state.build,
            "busy": state.busy,
            "ok": state.ok,
            "checked": state.checked,
            "title": plain(read.title) if read else watch.maker.briefing.name,
            "file": self._name(watch.maker.briefing),
            "at": state.at,
            "toPages": round(state.to_pages, 2),
            "toFile": round(state.to_file, 2),
            "notes": state.notes,
            "pdf": bool(watch.pdf),
            "pages": [
                {"n": s.number, "w": s.width, "h": s.height, "digest": s.name.digest}
                for s in watch.sheets.shown
            ],
            "problems": [self._problem(one) for one in state.problems[: limits.PROBLEMS]],
        }

    def lines(self, digest: str) -> list[list[Any]]:
        """Return the lines of a page, each with its place: what is selected and read aloud."""
        return [
            [" ".join(word.text for word in line), *printed.area(line)]
            for line in printed.lines(self.watch.sheets.words(digest))
        ]

    def at(self, page: int, x: float, y: float, rules: bool = False) -> dict[str, Any]:
        """Return where the words under a point were written, and what they rest on; {} off them.

        ``rules`` asks for the rules of the theme that fit them, too.
        """
        locator, layout = self.watch.locator, self.watch.layout
        found = locator.at(page, x, y) if locator else None
        if found is None or layout is None:
            return {}
        span = _moved(found.span, layout)
        return {
            **self._place(span),
            "words": found.words,
            "areas": found.areas,
            "note": found.note,
            "field": found.field,
            "source": _around(span),
            **self._evidence(found, layout),
            "rules": [self._rule(one) for one in self._rules(found, layout)] if rules else [],
        }

    def _rules(self, found: Whereabouts, layout: LaidOut) -> tuple[HittingRule, ...]:
        stack = layout.read.content.theme
        return styling.hitting(found.run, layout.html, stack) if found.run else ()

    def _rule(self, rule: HittingRule) -> dict[str, Any]:
        return {
            "selector": rule.selector,
            "declares": rule.declares,
            "element": rule.element,
            "own": rule.own,
            **self._place(rule.span),
        }

    def _evidence(self, found: Whereabouts, layout: LaidOut) -> dict[str, Any]:
        library, say = layout.read.content.library, layout.read.content.briefing.catalogue
        facts = []
        for key in found.facts:
            doc, fact = library.facts[key]
            span = _moved(library.sources[doc.key].key_at(("facts", key)), layout)
            facts.append(
                {
                    "key": key,
                    "says": fact.says,
                    "phrases": list(fact.supports),
                    "document": plain(doc.short),
                    "passage": doc.cited_places(fact.places, words=say),
                    **self._place(span),
                }
            )
        works = []
        for key in found.works:
            if key in library.documents:
                span, title = library.sources[key].at(("key",)), library.documents[key].short
                works.append({"key": key, "title": plain(title), **self._place(span)})
            else:
                works.append({"key": key, "title": str(library.items[key].get("title", key))})
        return {"facts": facts, "works": works}

    def _place(self, span: Span) -> dict[str, Any]:
        return {
            "file": self._name(span.path),
            "line": span.line,
            "column": span.column,
            "open": self.editor and editors.address(self.editor, span.path, span.line, span.column),
        }

    def _problem(self, problem: Problem) -> dict[str, Any]:
        told, span = problem.diagnostic, problem.diagnostic.span
        where = {} if span is None else self._place(span)
        if span:
            where |= {"excerpt": span.excerpt, "caret": span.caret or span.column}
        return {
            "level": told.level,
            "message": told.message,
            "hint": told.hint or "",
            "check": told.check or "",
            "page": problem.page,
            "area": problem.area,
            **where,
        }

    def _name(self, path: Path) -> str:
        base = self.watch.maker.briefing.resolve().parent
        path = path.resolve()
        return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name


def _moved(span: Span, layout: LaidOut) -> Span:
    """Return where a line stands now: the file may have been saved since the pages were set."""
    then = layout.texts.get(span.path)
    now = _text(span.path)
    if then is None or now == then:
        return span
    old, new = then.splitlines(), now.splitlines()
    for tag, start, end, first, last in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if start <= span.line - 1 < end:
            line = first + span.line - 1 - start
            line = line if tag == "equal" else min(line, max(first, last - 1))
            return Span.at_line(span.path, now, line + 1, span.column)
    return span


def _around(span: Span) -> list[list[Any]]:
    """Return the lines around one: number, text, whether it is the one."""
    lines = _text(span.path).splitlines()
    first = max(span.line - 1 - _AROUND, 0)
    last = min(span.line + _AROUND, len(lines))
    return [
        [n, line[: limits.EXCERPT_LETTERS], n == span.line]
        for n, line in enumerate(lines[first:last], start=first + 1)
    ]


def _text(path: Path) -> str:
    try:
        return files.read_text(path, limits.YAML_BYTES)
    except files.FileError:
        return ""
