"""Heavy briefings by chance: every kind of block, long words and notes, scripts, references.

A seed comes in; out, a folder with a briefing, and every word in it that must be printed. Each word
is made for one place, so that one that is lost is missed.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from heavy_words import Words

_TYPES = ("book", "chapter", "article-journal", "report", "webpage", "thesis", "article-newspaper")
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#ddd"/><circle cx="20" cy="10" r="6" fill="#246"/></svg>'
)
_RING = [[0.2, 52.4], [1.8, 52.4], [1.8, 53.0], [0.2, 53.0], [0.2, 52.4]]


class Heavy(Words):
    """One briefing: what it is made of, beside its words."""

    def __init__(self, seed: int, *, size: float = 1.0) -> None:
        super().__init__(seed, size)
        self.files: dict[str, str] = {}
        self.facts: list[str] = []
        self.keys: list[str] = []
        self.used: set[str] = set()
        self.exhibits: list[str] = []
        self._ids = 0

    def call(self) -> str:
        """Return a call of one or several facts, of a document or of a work."""
        kind = self.chance.random()
        if kind < 0.55:
            return f"[@{self.chance.choice(self.facts)}]"
        if kind < 0.75:
            keys = self.chance.sample(self.facts, min(len(self.facts), self.chance.randint(2, 4)))
            return "[" + "; ".join(f"@{key}" for key in keys) + "]"
        if kind < 0.95 and self.keys:
            key = self.chance.choice(self.keys)
            self.used.add(key)
            return f"[@{key}, p. {self.chance.randint(1, 300)}]"
        return f"[see @{self.chance.choice(self.facts)}]"

    def sentence(self, *, cited: bool = True) -> str:
        words = self.decorated(4, 14)
        end = self.call() if cited and self.chance.random() < 0.6 else "[connective]"
        return f"{words[0].upper()}{words[1:]}.{end}"

    def note(self) -> str:
        """Return a note in own words; one in ten is long."""
        long = self.chance.random() < 0.1
        count = self.chance.randint(20, 90) if long else self.chance.randint(1, 3)
        return "^[" + " ".join(self.sentence() for _ in range(count)) + "]"

    def line(self, low: int = 3, high: int = 12) -> str:
        return f"{self.decorated(low, high)}.{self.call()}"

    def title(self) -> str:
        return self.some(2, 5)

    def name(self) -> str:
        self._ids += 1
        return f"part-{self._ids}"

    # ------------------------------------------------------------------------------------ blocks

    def prose(self) -> dict[str, Any]:
        block: dict[str, Any] = {"kind": "prose"}
        if self.chance.random() < 0.3:
            block["side-note"] = self.line(4, 12)
        if self.chance.random() < 0.4:
            block["run-in"] = f"{self.some(1, 4)}."
        paragraphs = []
        for _ in range(self.chance.randint(1, 4)):
            kind = self.chance.random()
            if kind < 0.65:
                text = [self.sentence() for _ in range(self.chance.randint(1, 6))]
                if self.chance.random() < 0.3:
                    text.append(f"{self.some(3, 6)}.{self.note()}")
                if self.exhibits and self.chance.random() < 0.3:
                    text.append(
                        f"{self.word()} [#{self.chance.choice(self.exhibits)}].[connective]"
                    )
                paragraphs.append(" ".join(text))
            elif kind < 0.8:
                mark = self.chance.choice(("-", "1."))
                inner = "  " if mark == "-" else "   "
                items = []
                for _ in range(self.chance.randint(1, 5)):
                    items.append(f"{mark} {self.sentence()}")
                    if self.chance.random() < 0.3:
                        items.append(f"{inner}- {self.sentence()}")
                paragraphs.append("\n".join(items))
            elif kind < 0.9:
                paragraphs.append(f"> {self.some(4, 30)}{self.call()}")
            else:
                paragraphs.append(f"{self.some(2, 4)}:[connective]\n\n    x = {self.word()} + 12")
        return {**block, "text": "\n\n".join(paragraphs)}

    def exhibit(self, kind: str) -> dict[str, Any]:
        name = self.name()
        self.exhibits.append(name)
        return {"kind": kind, "id": name, "title": self.title()}

    def table(self) -> dict[str, Any]:
        columns, rows = self.chance.randint(2, 7), self.chance.randint(1, 24)
        longest = 16 if columns < 4 else 5
        block = self.exhibit("table")

        def cell() -> str:
            kind = self.chance.random()
            if kind < 0.08:
                return ""
            return self.line(1, longest) if kind < 0.3 else self.some(1, longest)

        made = [[self.some(1, 2), *(cell() for _ in range(columns - 1))] for _ in range(rows)]
        block["boxhead"] = [self.some(1, 2) for _ in range(columns)]
        if self.chance.random() < 0.25:
            block["groups"] = [{"head": self.some(1, 3), "rows": made}]
        else:
            block["rows"] = made
        if self.chance.random() < 0.3:
            block["note"] = self.line()
        if columns > 5 and self.chance.random() < 0.5:
            block["landscape"] = "true"
        return block

    def matrix(self) -> dict[str, Any]:
        rows = []
        for number in range(self.chance.randint(1, 12)):
            row = {"number": str(number + 1), "agreed": self.line(2, 8)}
            kind = self.chance.choice(("done", "bears", "not-done", ""))
            if kind:
                row[kind] = self.line(2, 10)
            if kind in ("done", "") and self.chance.random() < 0.4:
                row["fell-short"] = self.line(2, 8)
            if self.chance.random() < 0.3:
                row["note"] = self.some(2, 8)
            rows.append(row)
        return {**self.exhibit("matrix"), "provisions": rows}

    def who_did_what(self) -> dict[str, Any]:
        ids = [f"c{n}" for n in range(self.chance.randint(1, 4))]
        rows = [
            {
                "actor": self.some(1, 3),
                "did": {i: self.line(1, 6) for i in ids if self.chance.random() < 0.7},
            }
            for _ in range(self.chance.randint(1, 8))
        ]
        columns = [{"id": i, "label": self.some(1, 2)} for i in ids]
        return {**self.exhibit("who-did-what"), "columns": columns, "rows": rows}

    def actors(self) -> dict[str, Any]:
        def actor() -> dict[str, str]:
            return {"name": self.some(1, 3), "role": self.line(2, 10), "when": self.some(1, 2)}

        groups = [
            {"head": self.some(1, 3), "actors": [actor() for _ in range(self.chance.randint(1, 6))]}
            for _ in range(self.chance.randint(1, 3))
        ]
        return {**self.exhibit("actors"), "groups": groups}

    def comparison(self) -> dict[str, Any]:
        rows = [
            {"head": self.some(1, 3), "left": self.line(2, 14), "right": self.line(2, 14)}
            for _ in range(self.chance.randint(1, 8))
        ]
        heads = [self.some(1, 2) for _ in range(3)]
        return {**self.exhibit("comparison"), "boxhead": heads, "rows": rows}

    def timeline(self) -> dict[str, Any]:
        tracks = [
            {"id": f"t{n}", "label": self.word(1), "symbol": symbol}
            for n, symbol in enumerate(self.chance.sample(("disc", "square", "cross"), 2))
        ]
        years = sorted(self.chance.choices(range(1991, 2009), k=self.chance.randint(2, 12)))
        forms = ("{y}", "{y}-05", "{y}-05-12", "late {y}", "{y}", "{y}")
        entries = [
            {
                "when": self.chance.choice(forms).format(y=year),
                "track": f"t{number % 2}",
                "text": self.line(1, 5),
            }
            for number, year in enumerate(years)
        ]
        block = {**self.exhibit("timeline"), "from": "1990", "to": "2010", "tracks": tracks}
        return {**block, "entries": sorted(entries, key=_start)}

    def map(self) -> dict[str, Any]:
        count = self.chance.randint(1, 7)
        places = {
            f"p{n}": {
                "latitude": round(52.45 + 0.5 * (n % 4) / 4 + 0.02, 3),
                "longitude": round(0.3 + 1.3 * (n // 2) / 4, 3),
            }
            for n in range(count)
        }
        self.files["places.yaml"] = yaml.safe_dump(
            {"places": {f"p{n}": places.get(f"p{n}", places["p0"]) for n in range(8)}}
        )
        area = {"type": "Polygon", "coordinates": [_RING]}
        land = {"properties": {"role": "state", "name": ""}, "geometry": area}
        self.files["outline.json"] = json.dumps(
            {"type": "FeatureCollection", "bbox": [0, 52, 2, 53.4], "features": [land]}
        )
        return {
            **self.exhibit("map"),
            "outline": "outline.json",
            "positions": "places.yaml",
            "kinds": [
                {"id": "a", "label": self.word(1), "mark": "square", "text": self.line(2, 8)}
            ],
            "places": [
                {"place": f"p{n}", "label": self.word(1), "kinds": ["a"]} for n in range(count)
            ],
            "credit": f"{self.some(2, 6)}.",
        }

    def chart(self) -> dict[str, Any]:
        kind = self.chance.choice(("bar", "column", "line", "dot"))
        series = self.chance.choice((0, 0, 2, 3, 4, 6, 8))
        rows = self.chance.randint(2, 6 if kind == "column" and series > 2 else 9)
        block = {**self.exhibit("chart"), "type": kind, "unit": self.some(1, 3)}
        if kind == "line":
            labels = [str(1990 + n) for n in range(rows)]
        else:
            labels = [self.word(1) for _ in range(rows)]

        def value() -> str:
            return str(self.chance.randint(0, 400))

        if series:
            block["series"] = [{"name": self.word(1)} for _ in range(series)]
            made = [{"label": n, "values": [value() for _ in range(series)]} for n in labels]
        else:
            made = [{"label": n, "value": value()} for n in labels]
        return {**block, "rows": made, "source": self.line(2, 6)}

    def figure(self) -> dict[str, Any]:
        self.files["sign.svg"] = _SVG
        return {
            **self.exhibit("figure"),
            "file": "sign.svg",
            "alt": "A circle in a box.",
            "caption": self.line(3, 12),
            "credit": f"{self.some(2, 5)}.",
        }

    def glossary(self) -> dict[str, Any]:
        entries = [
            {"term": self.some(1, 2), "forms": self.word(), "gloss": self.line(3, 14)}
            for _ in range(self.chance.randint(1, 25))
        ]
        return {"kind": "glossary", "entries": entries}

    def texts(self) -> dict[str, Any]:
        """Return a block of plain texts."""
        count = self.chance.randint(1, 8)
        match self.chance.choice(
            (
                "list",
                "panel",
                "questions",
                "task",
                "objectives",
                "heading",
                "silence",
                "glance",
                "key",
            )
        ):
            case "list":
                mark = self.chance.choice(({}, {"ordered": "true"}, {"start": "4"}))
                items = [self.line(2, 20) for _ in range(count)]
                return {"kind": "list", "title": self.title(), **mark, "items": items}
            case "panel":
                text = " ".join(self.sentence() for _ in range(count))
                return {"kind": "panel", "title": self.title(), "text": text}
            case "questions":
                asked = [f"{self.some(4, 14)}?" for _ in range(count)]
                return {"kind": "questions", "levels": [{"name": self.title(), "questions": asked}]}
            case "task":
                steps = [f"{self.some(4, 12)}." for _ in range(count)]
                return {"kind": "task", "title": self.title(), "steps": steps}
            case "objectives":
                return {
                    "kind": "objectives",
                    "items": [f"{self.some(4, 12)}." for _ in range(count)],
                }
            case "silence":
                text = f"{self.some(3, 20)}.[not in @doc-0]"
                return {"kind": "not-reported", "text": text}
            case "glance":
                rows = [{"head": self.some(1, 2), "text": self.line(3, 14)} for _ in range(count)]
                return {"kind": "glance", "rows": rows}
            case "key":
                points = [
                    {"lead": f"{self.some(1, 4)}.", "text": self.line(4, 14)} for _ in range(count)
                ]
                return {"kind": "key-points", "points": points}
        return {"kind": "heading", "text": self.title()}

    # ------------------------------------------------------------------------------------- whole

    def document(self, number: int) -> None:
        headings = [self._unprinted() for _ in range(3)]
        facts = {}
        for n in range(self.chance.randint(4, 14)):
            key = f"fact-{number}-{n}"
            said = " ".join(self._unprinted() for _ in range(self.chance.randint(4, 12)))
            place = {"under": self.chance.choice(headings), "paragraph": self.chance.randint(1, 9)}
            facts[key] = {"says": f"{said}.", "place": place, "supports": [said], "as-of": "1997"}
            self.facts.append(key)
        record = self._reference()
        data = {
            "key": f"doc-{number}",
            "short": self.some(2, 3),
            "reference": record,
            "summary": f"{self.some(10, 40)}.",
            "witness-to": f"{self.some(4, 12)}.",
            "does-not-say": f"{self.some(4, 12)}.",
            "structure": [{"heading": heading} for heading in headings],
            "facts": facts,
        }
        self.files[f"doc-{number}.yaml"] = _dump(data)

    def _unprinted(self) -> str:
        """Return a word that may be printed or not."""
        made = self.word()
        self.words.pop()
        return made

    def _reference(self) -> dict[str, Any]:
        kind = self.chance.choice(_TYPES)
        record: dict[str, Any] = {"type": kind, "title": self.some(2, 12).capitalize()}
        if self.chance.random() < 0.8:
            record["author"] = [
                {"family": self._unprinted().capitalize(), "given": self._unprinted().capitalize()}
                for _ in range(self.chance.choice((1, 1, 2, 3, 5)))
            ]
        record["issued"] = self.chance.choice(("undated", "1997", "2003-05", "2011-10-12"))
        if kind in ("chapter", "article-journal", "article-newspaper", "webpage"):
            record["container-title"] = self._unprinted().capitalize()
        if kind in ("book", "chapter", "report", "thesis"):
            record |= {"publisher": self._unprinted().capitalize(), "publisher-place": "Norwich"}
        if self.chance.random() < 0.3:
            record["URL"] = "https://example.org/" + "-".join(self._unprinted() for _ in range(6))
        return record

    def section(self, number: int) -> dict[str, Any]:
        layout = self.chance.choice(({}, {}, {"layout": "run-on"}, {"layout": "page"}))
        drawn = (self.timeline, self.map, self.chart, self.figure)
        tabular = (self.table, self.matrix, self.who_did_what, self.actors, self.comparison)
        blocks: list[dict[str, Any]] = []
        makers: list[Callable[[], dict[str, Any]]] = []
        for _ in range(round(self.chance.randint(2, 9) * self.size)):
            kind = self.chance.random()
            group = (self.prose,) if kind < 0.5 else (self.texts,) if kind < 0.7 else tabular
            makers.append(self.chance.choice(drawn if kind > 0.9 else group))
        for maker in makers:
            block = maker()
            lettered = block["kind"] == "glance"
            if not (lettered and any(other["kind"] == "glance" for other in blocks)):
                blocks.append(block)
        if number == 1 and self.chance.random() < 0.7:
            blocks.append(self.glossary())
        return {"id": f"s{number}", "title": self.title(), **layout, "blocks": blocks}

    def write(self, folder: Path, **more: Any) -> Path:
        """Write the briefing and its files; return its path."""
        for number in range(self.chance.randint(1, 3)):
            self.document(number)
        works = {}
        for number in range(self.chance.randint(2, 12)):
            works[f"work-{number}"] = self._reference()
        self.keys.extend(works)
        data = self._briefing(round(self.chance.randint(2, 6) * self.size))
        if cited := {key: record for key, record in works.items() if key in self.used}:
            self.files["works.yaml"] = _dump({"references": cited})
            data["references"] = "works.yaml"
        printed = _dump(data) + "".join(self.files.values())
        there = set(re.findall("[a-z]+", printed.casefold()))
        self.words = [word for word in self.words if word in there]
        self.foreign = [term for term in self.foreign if term in printed]
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        path = folder / "briefing.yaml"
        path.write_text(_dump({**data, **more}), encoding="utf-8")
        return path

    def _briefing(self, count: int) -> dict[str, Any]:
        cover = {
            "id": "cover",
            "layout": "cover",
            "blocks": [
                {
                    "kind": "key-points",
                    "points": [
                        {"lead": f"{self.some(1, 3)}.", "text": f"{self.some(4, 10)}.{self.call()}"}
                        for _ in range(self.chance.randint(1, 4))
                    ],
                }
            ],
        }
        if self.chance.random() < 0.4:
            dates = [
                {"figure": str(1990 + n), "text": f"{self.some(2, 6)}.{self.call()}"}
                for n in range(self.chance.randint(2, 4))
            ]
            cover["blocks"].insert(0, {"kind": "dates", "entries": dates})
        head = {
            "title": " ".join(self.word() for _ in range(self.chance.randint(2, 8))),
            "standfirst": f"{self.some(6, 14)}.",
            "series": self.some(1, 2),
            "record-to": self.some(1, 3),
            "issued-by": self.some(1, 3),
            "edition-date": "2024-03-01",
            "licence": {"name": "CC BY 4.0"},
            "notes": {"share": self.chance.choice(("section", "none"))},
            "documents": sorted(name for name in self.files if name.startswith("doc-")),
        }
        middle = [self.section(number) for number in range(count)]
        back = {
            "id": "back",
            "title": self.title(),
            "blocks": [
                {"kind": "documents", "full-reference": "true"},
                {"kind": "sources"},
                {"kind": "suggested-citation"},
                {"kind": "changes", "items": [f"{self.some(3, 9)}."]},
                {"kind": "licences"},
                {"kind": "exhibits-list"},
                {"kind": "contents"},
            ],
        }
        return {**head, "sections": [cover, *middle, back]}


def _start(entry: dict[str, str]) -> float:
    from report.exhibits import dates

    return dates.read(entry["when"]).start


def _dump(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
