"""The tags of HTML elements, and what style sheets say of lists, by the names that PDF has."""

from .markup import SVG

ROLES = {
    "section": "Sect", "nav": "Sect", "article": "Sect", "aside": "Aside",
    "blockquote": "BlockQuote", "p": "P", "address": "P", "pre": "P",
    "q": "Quote", "cite": "Cite", "em": "Em", "strong": "Strong", "code": "Code",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD",
    "figcaption": "Caption", "img": "Figure", f"{SVG}svg": "Figure",
}  # fmt: skip
SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}
NUMBERING = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "none": "None",
    "decimal": "Decimal", "decimal-leading-zero": "Decimal",
    "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman",
}  # fmt: skip
