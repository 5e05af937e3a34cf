"""Finished files and a briefing come in; one cartridge, the same bytes each time, goes out.

Ids come from what they name, never from a counter: another question changes no id but its own, so
that a package can be compared with the one before.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from ..citations import exchange
from ..content import Content
from ..content.blocks import Questions, Quiz
from ..content.blocks.course import QuizQuestion
from ..content.course import in_line
from ..errors import Diagnostic, Loc, ReportError
from ..page import imprint
from ..pdf import is_draft
from ..text.inline import CrossReference, Words, pieces, plain
from . import cartridge_check, duties, manifest, qti
from .manifest import Resource, escaped

_ENDS = (".", "?", "!", "…", "”", "。", "？", "！")


@dataclass(frozen=True, slots=True)
class Files:
    """The finished briefing: its PDF, and its page for the web."""

    pdf: bytes
    page: bytes


@dataclass(frozen=True, slots=True)
class Cartridge:
    """A finished package and what is in it."""

    data: bytes
    topics: int
    checks: int
    links: int


def cartridge(read: Content, whole: Content, files: Files) -> Cartridge:
    """Return the cartridge of an edition; reading checks come from the ``whole`` content.

    ``ReportError`` says what in the briefing cannot be packed. A draft goes out to nobody.
    """
    if is_draft(files.pdf):
        hint = "build it without `--draft`, and mend what it says"
        raise ReportError([Diagnostic("the PDF is a draft", read.source.at(()), hint)])
    if problems := tuple(duties.open_duties(read)):
        raise ReportError(problems)
    checks = list(_checks(whole, whole.source.theirs if read.source.is_cut else frozenset()))
    made: dict[str, bytes] = {
        "web_resources/briefing.pdf": files.pdf,
        "web_resources/briefing.html": files.page,
        **_records(read),
    }
    topics, links = list(_topics(read)), list(_links(read))
    for resource, data in (*topics, *checks, *links):
        made[resource.href] = data
    title = manifest.fitting(plain(read.briefing.title))
    say = read.briefing.catalogue.say
    folders = [
        (say("course-read"), _reading(title, say("web-page-of", title=title))),
        (say("course-discuss"), [resource for resource, _ in topics]),
        (say("course-check"), [resource for resource, _ in checks]),
        (say("course-sources"), [resource for resource, _ in links]),
    ]
    made["web_resources/README.html"] = _sheet(read, len(topics), len(checks)).encode()
    rest = [_plain(name) for name in sorted(made) if name.startswith("web_resources/references")]
    rest.append(_plain("web_resources/README.html"))
    made["imsmanifest.xml"] = manifest.write(
        read.briefing, folders, rest, _course_line(read)
    ).encode()
    data = _zipped(made)
    if wrong := cartridge_check.faults(data):
        raise AssertionError(f"the cartridge is not sound: {'; '.join(wrong)}")
    return Cartridge(data, len(topics), len(checks), len(links))


def _reading(title: str, page: str) -> list[Resource]:
    pdf = Resource("I_pdf", "webcontent", "web_resources/briefing.pdf", f"{title} (PDF)")
    needs = ("I_pdf",)
    return [pdf, Resource("I_page", "webcontent", "web_resources/briefing.html", page, needs)]


def _plain(name: str) -> Resource:
    """Return a file that stands in no folder."""
    return Resource(f"I_{_digest(name)}", "webcontent", name, "")


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


# ----------------------------------------------------------------------------------------- topics


def _topics(read: Content) -> Iterator[tuple[Resource, bytes]]:
    """Yield a topic for each question; its title can stand alone, since folders get lost."""
    number = 0
    for block in read.briefing.blocks():
        for level in block.levels if isinstance(block, Questions) else ():
            for question in level.questions:
                number += 1
                words = _worded(str(question), read)
                title = read.briefing.catalogue.say("course-topic", number=number)
                name = f"topic_{_digest(str(question))}"
                yield (
                    Resource(f"I_{name}", "imsdt_xmlv1p1", f"discussion/{name}.xml", title),
                    manifest.topic(title, f"<p>{escaped(words)}</p>").encode(),
                )


def _worded(text: str, read: Content) -> str:
    """Return a text without calls, and with references in words: “Exhibit 3”, “a section”."""
    numbers, say = read.briefing.exhibits(), read.briefing.catalogue.say
    titles = {section.id: plain(section.title or "") for section in read.briefing.sections}
    parts = []
    for piece in pieces(text):
        if isinstance(piece, Words):
            parts.append(piece.plain)
        elif isinstance(piece, CrossReference):
            number = numbers.get(piece.target)
            name = say("exhibit", number=number) if number else f"“{titles[piece.target]}”"
            ended = "".join(parts).rstrip().endswith(_ENDS)  # a page, named after the sentence
            parts.append(f"({name})" if piece.page and ended else name)
    return " ".join("".join(parts).split())


# ----------------------------------------------------------------------------------------- checks


def _checks(whole: Content, theirs: frozenset[Loc]) -> Iterator[tuple[Resource, bytes]]:
    """Yield the reading checks: each quiz in fours, without questions that are not for them."""
    say, number = whole.briefing.catalogue.say, 0
    for block in (b for b in whole.briefing.blocks() if isinstance(b, Quiz)):
        questions = _open(block, theirs)
        total, four = len(questions), qti.QUESTIONS
        if over := total % four:
            place = whole.source.at((*block.loc, "questions"))
            hint = f"write {total + four - over} questions, or {total - over}"
            message = f"a reading check has {four} questions, or twice as many, not {total}"
            raise ReportError([Diagnostic(message, place, hint)])
        for start in range(0, total, four):
            number += 1
            some = questions[start : start + four]
            title = say("course-quiz", title=manifest.fitting(plain(block.title)), number=number)
            name = f"check_{_digest(some[0].id)}"
            yield (
                Resource(f"I_{name}", qti.TYPE, f"quiz/{name}.xml", title),
                qti.write(f"I_{name}", title, [_asked(one, whole) for one in some]).encode(),
            )


def _open(block: Quiz, theirs: frozenset[Loc]) -> list[QuizQuestion]:
    """Return the questions of a quiz, and their wrong options, that are for everyone."""
    found = []
    for n, question in enumerate(block.questions):
        loc: Loc = (*block.loc, "questions", n)
        wrong = [w for k, w in enumerate(question.wrong) if (*loc, "wrong", k) not in theirs]
        if loc not in theirs and wrong:
            found.append(question.model_copy(update={"wrong": tuple(wrong)}))
    return found


def _asked(question: QuizQuestion, read: Content) -> qti.AskedItem:
    options = [(question.right, True), *((wrong, False) for wrong in question.wrong)]
    order = sorted(options, key=lambda option: _digest(f"{question.id}\0{option[0]}"))
    return qti.AskedItem(
        question.id,
        _worded(question.stem, read),
        tuple(_worded(text, read) for text, _ in order),
        next(n for n, (_, right) in enumerate(order) if right),
        _worded(str(question.feedback), read),
    )


# ------------------------------------------------------------------------------ links and records


def _links(read: Content) -> Iterator[tuple[Resource, bytes]]:
    """Yield a link to each document that has an address, and to the licence of the text."""
    found = {
        str(doc.located): manifest.fitting(plain(doc.short))
        for doc in read.library.documents.values()
        if doc.located
    }
    if url := read.briefing.licence.url:
        found.setdefault(str(url), read.briefing.licence.name)
    for url, title in found.items():
        name = f"link_{_digest(url)}"
        resource = Resource(f"I_{name}", "imswl_xmlv1p1", f"links/{name}.xml", title)
        yield resource, manifest.link(title, url).encode()


def _records(read: Content) -> dict[str, bytes]:
    """Return the records of the briefing and its sources, for reference programs."""
    items = {**imprint.own_record(read.briefing), **read.library.items}
    return {
        "web_resources/references.bib": exchange.write(items, "bibtex").encode(),
        "web_resources/references.ris": exchange.write(items, "ris").encode(),
        "web_resources/references.json": exchange.write(items, "csl-json").encode(),
    }


def _sheet(read: Content, topics: int, checks: int) -> str:
    """Return the sheet that says what is in the package and how to use it."""
    say = read.briefing.catalogue.say
    title = escaped(plain(read.briefing.title))
    told = [
        say("course-sheet-what", topics=topics, checks=checks),
        say("course-sheet-once"),
        say("course-sheet-edx"),
    ]
    credit = read.briefing.licence.credit
    rights = " ".join(filter(None, [read.briefing.licence.name + ".", credit and plain(credit)]))
    lines = filter(None, (_course_line(read), *told, rights))
    body = "".join(f"<p>{escaped(line)}</p>\n" for line in lines)
    files = "".join(
        f'<li><a href="{name}">{name}</a></li>\n'
        for name in (
            *("briefing.pdf", "briefing.html"),
            *("references.bib", "references.ris", "references.json"),
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{read.briefing.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<meta name="viewport" content="width=device-width">\n</head>\n'
        f"<body>\n<main>\n<h1>{title}</h1>\n{body}<ul>\n{files}</ul>\n</main>\n</body>\n</html>\n"
    )


def _course_line(read: Content) -> str:
    """Return the course on one line, "" where there is none."""
    parts = in_line(read.course.file, read.briefing) if read.course else ()
    return " · ".join(plain(words) for _, words in parts)


def _zipped(made: dict[str, bytes]) -> bytes:
    """Return the package; nothing in it depends on the clock or the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ["imsmanifest.xml", *sorted(set(made) - {"imsmanifest.xml"})]:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            stored = name.endswith(".pdf")
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, made[name])
    return out.getvalue()
