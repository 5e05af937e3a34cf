"""Documents by chance, of any nesting, to try the engine on what nobody thought of."""

import random

from engine_sample import again, note, page, sentence

_FIGURE = (
    '<figure><svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><title>A bar</title>'
    '<rect width="9" height="9"/></svg><figcaption>{}</figcaption></figure>'
)


class Writer:
    """Writes one document."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  not for secrets
        self.notes: list[int] = []
        self.number = self.times = 0
        self.inside: set[str] = set()

    def document(self) -> str:
        """Return a section of some blocks."""
        blocks = range(self.chance.randint(3, 10))
        body = "".join(f'<div data-block="blocks.{i}">{self.block(0)}</div>' for i in blocks)
        return page(f'<section id="s"><h1>A section</h1>{body}</section>')

    def words(self, most: int = 9) -> str:
        """Return a sentence."""
        return sentence(self.chance, self.chance.randint(1, most))

    def line(self, depth: int) -> str:
        """Return text with markup inside it, now and then without spaces between."""
        parts = [self.inline(depth) for _ in range(self.chance.randint(1, 5))]
        return (" " if self.chance.random() < 0.9 else "").join(parts)

    def inline(self, depth: int) -> str:
        """Return a piece of a line."""
        kinds = ["text"] * 6 + ["em", "strong", "foreign", "q", "br", "again"]
        kind = self.chance.choice([*kinds, "link", "note"]) if depth < 3 else "text"
        if kind in ("em", "strong"):
            return f"<{kind}>{self.line(depth + 1)}</{kind}>"
        if kind == "foreign":
            return f'<i lang="ru">мир и {self.words(3)}</i>'
        if kind == "q":
            return f"<q>{self.words()}</q>"
        if kind == "br":
            return f"<br>{self.words()}"
        if kind == "again" and self.notes and not self.inside:
            self.times += 1
            return again(self.chance.choice(self.notes), 100 + self.times)
        if kind in ("link", "note") and not self.inside:
            return self.held(kind, depth)
        return self.words()

    def held(self, kind: str, depth: int) -> str:
        """Return a link or a note, which hold no other."""
        self.inside.add(kind)
        line = self.line(depth + 1)
        self.inside.clear()
        if kind == "link":
            return f'<a href="{self.chance.choice(["#s", "https://example.org/x"])}">{line}</a>'
        self.number += 1
        self.notes.append(self.number)
        return note(self.number, line)

    def block(self, depth: int) -> str:
        """Return a block."""
        kinds = ["p", "p", "p", "ul", "ol", "dl", "blockquote", "aside", "table", "figure", "h2"]
        kind = self.chance.choice([*kinds, "div"]) if depth < 3 else "p"
        if kind in ("ul", "ol"):
            items = "".join(f"<li>{self.item(depth)}</li>" for _ in range(3))
            return f"<{kind}>{items}</{kind}>"
        if kind == "dl":
            return f"<dl><dt>{self.words(2)}</dt><dd>{self.line(1)}</dd></dl>"
        if kind in ("blockquote", "div") or (kind == "aside" and depth == 0):
            return f"<{kind}>{self.line(1)}{self.block(depth + 1)}</{kind}>"
        if kind == "table":
            return self.table()
        if kind == "figure":
            return _FIGURE.format(self.words())
        return f"<h2>{self.words(3)}</h2>" if kind == "h2" else f"<p>{self.line(0)}</p>"

    def item(self, depth: int) -> str:
        """Return what stands in an item of a list."""
        return self.line(1) + (self.block(depth + 2) if self.chance.random() < 0.3 else "")

    def table(self) -> str:
        """Return a table of some rows, which may run over pages."""
        rows = "".join(
            f'<tr><th scope="row">{i}</th><td>{self.line(2)}</td><td></td></tr>'
            for i in range(self.chance.randint(1, 40))
        )
        head = "".join(f'<th scope="col">{self.words(1)}</th>' for _ in range(3))
        caption = f"<caption>{self.words()}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
