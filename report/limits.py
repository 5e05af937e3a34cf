"""Every limit on what may come in, in one place: sizes, depths and counts, each with its reason.

They stand far above what a briefing of several hundred pages holds, and low enough that a file
made to exhaust the machine is refused in a few seconds. The README states them.
"""

# ------------------------------------------------------------------------------------------ files

YAML_BYTES = 4_000_000
"""A content file; that of a briefing of sixteen pages has 52,000."""

JSON_BYTES = 10_000_000
"""An outline of a map, or references as CSL-JSON."""

BIB_BYTES = 20_000_000
"""A file of references in BibTeX or RIS; libraries of ten years' reading have 3,000,000."""

CSV_BYTES = 4_000_000
"""The data of a chart or a table."""

PICTURE_BYTES = 10_000_000
"""A picture; a briefing is sent by mail."""

THEME_BYTES = 1_000_000
"""A template or a style sheet; all of the default theme has 120,000."""

THEME_FILES = 500
"""Templates and style sheets of a theme; the default theme has 80."""

FONT_BYTES = 20_000_000
"""A typeface; one with all of Chinese has 17,000,000."""

DOCUMENT_BYTES = 50_000_000
"""A source document that is held against its facts."""

PDF_BYTES = 500_000_000
"""A PDF that is checked."""

NAME_LETTERS = 200
"""The name of a file, and a key, an id or an anchor."""

KEPT_BYTES = 300_000_000
"""What is kept of sections that were laid out; a page has about 10,000 bytes."""

# ------------------------------------------------------------------------------------------- YAML

YAML_DEPTH = 40
"""Lists and mappings inside each other; the content needs nine."""

INCLUDES = 8
"""Files that include each other in a row."""

YAML_VALUES = 200_000
"""Values of a file, those that aliases repeat counted each time."""

# ------------------------------------------------------------------------------------------- data

JSON_DEPTH = 40
"""Lists and objects inside each other; GeoJSON needs eight."""

DIGITS = 60
"""Digits of one number in JSON or CSV."""

CSV_ROWS = 5_000
"""Rows of a CSV file."""

CSV_LINE = 20_000
"""Letters of a row."""

ENTRIES = 20_000
"""References in one file."""

BRACES = 40
"""Braces inside each other in a field of BibTeX."""

CROSSREFS = 8
"""Entries of BibTeX that inherit from each other in a row."""

POINTS = 50_000
"""Points of a map's outline."""

# ------------------------------------------------------------------------------------------ texts

TEXT_LETTERS = 50_000
"""Letters of one text, about sixteen pages of print."""

WORD_LETTERS = 2_000
"""Letters without a space; the longest addresses that are printed have a few hundred."""

MARKS = 30
"""Accents and other marks on one letter."""

PROBLEMS = 100
"""Mistakes of one kind of reading that are told at once; the rest wait for the next time."""

# ---------------------------------------------------------------------------------------- pictures

SVG_ELEMENTS = 20_000
"""Elements of a drawing, those that `use` repeats counted each time."""

SVG_DEPTH = 40
"""Groups inside each other."""

SVG_LETTERS = 20_000
"""Letters of the texts of a drawing."""

PIXELS = 50_000_000
"""Width times height of a picture: a full page at 600 dots to the inch has 35,000,000."""

# ------------------------------------------------------------------------------------------ themes

TEMPLATE_STEPS = 5_000_000
"""What the templates of one section may do: rounds of loops, calls, letters that filters make."""

TEMPLATE_ROUNDS = 100_000
"""Numbers of a `range` in a template."""

TEMPLATE_PRODUCT = 10_000_000
"""The size that one operation of a template may come to, in letters or rounds."""

HTML_LETTERS = 5_000_000
"""Letters of the HTML of a section."""

HTML_FREE = 20_000
"""Letters of HTML that a section may have whatever it says, drawings and pictures apart, ..."""

HTML_A_LETTER = 6
"""... and more for each letter of its content and documents: the default theme makes 3, ..."""

HTML_A_VALUE = 60
"""... for each value, such as a cell: the default theme makes 15, ..."""

HTML_A_CALL = 600
"""... and for each call of a note: the default theme makes 150."""

SVG_FREE = 100_000
"""Letters of drawings that a theme may add to a section without an exhibit; a logo has 5,000."""

HTML_ELEMENTS = 40_000
"""Elements of the HTML of a section; a table of a thousand rows has about ten thousand."""

HTML_DEPTH = 100
"""Elements inside each other."""

CSS_DEPTH = 30
"""Brackets inside each other in a style sheet."""

CSS_RULES = 3_000
"""Rules of one style sheet; the default theme has four hundred in twenty."""

CSS_SELECTOR = 100
"""Tokens of one selector."""

CSS_MATCHES = 3_000_000
"""Times that a selector of a theme is held against an element, to say what its rules hide."""

CSS_VALUE = 5_000
"""Tokens of a value, its variables filled in."""

# ----------------------------------------------------------------------------------------- workers

WORKERS = 4
"""Processes that lay out sections at once, if there are so many processors; each takes 100 MB."""

SECTION_MEMORY = 3 << 29
"""Bytes of address space of a worker; a section of 125 pages needs 480 million.

The files of typefaces for every script that can be set take 500 million more, if all are opened.
"""

SECTION_SECONDS = 4.0
"""Processor time that any section may take; a short one takes 0.5 s, ..."""

SECTION_SECONDS_A_KILOBYTE = 0.15
"""... for each kilobyte of its HTML besides; a page of text has 4, and takes 0.1 s, ..."""

SECTION_SECONDS_A_DRAWN_KILOBYTE = 0.02
"""... and for each kilobyte of drawings and pictures in it; a map of 24 takes 0.1 s."""

# -------------------------------------------------------------------------------------------- PDFs

PDF_STREAM_BYTES = 100_000_000
"""One stream of a PDF that is checked, unpacked."""

PDF_CONTENT_BYTES = 200_000_000
"""Content of all pages of a PDF, unpacked, beyond ten bytes for each packed one."""

PDF_OPERATORS = 2_000_000
"""Operators of a PDF beyond one for each of its bytes; those of forms count each time."""

PDF_FORM_BYTES = 20_000_000
"""Content of the forms that a page of a document paints, each time that it does."""

PDF_FORM_DEPTH = 20
"""Forms painted inside each other."""

JOINED_PAGES = 5_000
"""Pages of each of two PDFs that are joined; a reader for a term has some hundreds."""

PDF_TAGS = 500_000
"""Elements of a structure tree."""

PDF_TAG_DEPTH = 200
"""Elements of a structure tree inside each other."""

PDF_OBJECTS = 2_000_000
"""Objects of a PDF."""

# ---------------------------------------------------------------------------------------- editions

PRINTINGS = 200
"""Files that one `report build --all` makes; a course has a dozen."""

PARCEL_FILES = 5_000
"""Files that a cluster is sent of a briefing, with its themes, ..."""

PARCEL_BYTES = 100_000_000
"""... and their size in all; each worker gets a copy."""

# ---------------------------------------------------------------------------------------- messages

EXCERPT_LETTERS = 200
"""Of a line that is shown under a message; a longer one is cut around its caret."""

MESSAGE_LETTERS = 600
"""Of a message or a hint."""

MESSAGE_LINES = 180
"""Lines of messages that a command prints; the rest are counted."""
