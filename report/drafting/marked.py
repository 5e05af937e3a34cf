"""HTML comes in; the headings and captions that its makers marked go out, and what it is about.

A page on the web has menus, notices and footers around what it is about: those are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..verification import texts

_AROUND = (
    "//nav|//form|//dialog|//script|//style|//template|//noscript|//*[@hidden]"
    "|//*[@role='navigation' or @role='search' or @role='dialog' or @role='alertdialog']"
    "|//*[contains(translate(@style,' ',''),'display:none')]"
)
# These have a part in an article, and none around it.
_OUTER = (
    "//header|//footer|//aside|//*[@role='banner' or @role='contentinfo' or @role='complementary']"
)
_WORDS = re.compile(
    r"(?:^|[\s_-])(?:cookie|consent|breadcrumbs?|navbar|navigation|menu|sidebar|share|social"
    r"|newsletter|advert\w*|related|toc|skip-?link)(?:$|[\s_-])",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:Figures?|Fig\.|Tables?|Photo|Map|Chart|Box|Exhibit|Plate|Abbildung|Abb\.|Tabelle|Tableau"
    r"|Figura|Tabla|Рис(?:унок|\.)|Табл(?:ица|\.))\s?\d+\b(?!\s(?:shows?|gives?|is|are|and|lists?)\b)"
    r"|[図表]\s?[\d０-９一二三四五六七八九十]+(?=[\s　.．:：]|$)",
)
_LONGEST = 60  # words of a paragraph that is a caption by its first words


def page(html: str) -> Any:
    """Return a page as lxml reads it; one without any element is an empty page."""
    import lxml.etree
    import lxml.html

    try:
        return lxml.html.document_fromstring(re.sub(r"\A\s*<\?xml[^>]*\?>", "", html))
    except lxml.etree.ParserError:
        return lxml.html.document_fromstring("<p></p>")


def parts(html: str) -> tuple[list[dict[str, str]], str | None]:
    """Return the headings and captions in order, and the text of what the page is about.

    The text is None where nothing was left out.
    """
    import lxml.html

    root = page(html)
    main, dropped = _main(root), _dropped(root)
    text = None
    if main is not root or dropped:
        text = texts.plain_of(lxml.html.tostring(main, encoding="unicode"))
    return list(_found(main)), text


@dataclass(frozen=True, slots=True)
class DataRow:
    """The cells of a row that have words, and above each the head of its column, "" without."""

    cells: tuple[str, ...]
    heads: tuple[str, ...]


def rows(html: str) -> Iterator[DataRow]:
    """Yield the rows with a number of the tables, of what the page is about."""
    root = page(html)
    _dropped(root)
    for table in _main(root).iter("table"):
        heads: tuple[str, ...] = ()
        for number, row in enumerate(_own_rows(table)):
            cells = tuple(" ".join(cell.text_content().split()) for cell in row.iter("td", "th"))
            if number == 0 and all(cell.tag == "th" for cell in row):
                heads = cells
            elif len(cells) > 1 and any(re.search(r"\d", cell) for cell in cells):
                above = heads if len(heads) == len(cells) else ("",) * len(cells)
                told = [(c, h) for c, h in zip(cells, above, strict=True) if re.search(r"\w", c)]
                yield DataRow(*map(tuple, zip(*told, strict=True)))


def _own_rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, not those of a table in it, nor those that hold one."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table and row.find(".//table") is None:
            yield row


def _main(root: Any) -> Any:
    """Return the element that holds what a page is about."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 or (found and path == "//main"):
            return found[0]
    return root


def _dropped(root: Any) -> bool:
    """Take out what stands around the text; say whether there was anything."""
    inner = "ancestor-or-self::main|ancestor-or-self::article"
    around = [
        *root.xpath(_AROUND),
        *(e for e in root.xpath(_OUTER) if e.tag == "aside" or not e.xpath(inner)),
        *(e for e in root.xpath("//*[@class or @id]") if _is_around(e)),
    ]
    for element in around:
        if element.getparent() is not None:
            element.drop_tree()
    return bool(around)


def _is_around(element: Any) -> bool:
    words = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag in ("html", "body", "main", "article") or not _WORDS.search(words):
        return False
    return not element.xpath(".//main|.//article|.//h1")


def _found(main: Any) -> Iterator[dict[str, str]]:
    for small in main.xpath(".//a|.//sup|.//span"):
        if not texts.ASIDES.isdisjoint((small.get("class") or "").split()):
            small.drop_tree()
    for element in main.iter("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "p"):
        words = " ".join(element.text_content().split())
        if not re.search(r"\w", words) or element.xpath("ancestor::figcaption|ancestor::caption"):
            continue
        if element.tag[0] == "h":
            if not element.xpath(".//br"):
                yield {"heading": words}
        elif element.tag != "p" or (CAPTION.match(words) and len(words.split()) < _LONGEST):
            yield {"caption": words}
