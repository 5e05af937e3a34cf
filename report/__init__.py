"""Turn YAML summaries of source documents into a printed, footnoted briefing.

What a programmer calls is here; all else may change from one version to the next::

    import report

    pdf = report.build("content/briefing.yaml", paper="letter")
    pdf.save("briefing.pdf")

Every function may be called from several threads at once, and leaves WeasyPrint, which others may
use in the same process, as it was.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what is imported here comes before the command can say `Aborted!`
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any, Literal

    from .audit import Report as Inspection
    from .errors import Diagnostic, ReportError, Span
    from .options import Annex, Edition, Paper, Promise
    from .pdf import Pdf
    from .session import Session
    from .verification import Verification

__all__ = [
    "Diagnostic",
    "Pdf",
    "ReportError",
    "Session",
    "Span",
    "build",
    "check",
    "inspect",
    "verify",
]


def build(
    briefing: str | Path | None = None,
    *,
    text: str | None = None,
    base: str | Path = ".",
    paper: Paper | None = None,
    theme: str | Path | None = None,
    style: str | None = None,
    conformance: Promise = "a3a-ua1",
    annex: Annex | None = None,
    edition: Edition = "student",
    strict: bool = False,
    roots: Sequence[str | Path] = (),
    cache: str | Path | None = None,
    engine: Literal["tagged", "plain"] = "tagged",
    draft: bool = False,
    course: str | Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Pdf:
    """Build a briefing and return the finished PDF.

    Args:
        briefing: The path of the assembly file. Either this or ``text``.
        text: The YAML of the assembly file itself, for content that has no file (a web form).
        base: With ``text``: the folder that the files it names are relative to; it need not hold
            the assembly file. Problems are then placed in ``base/briefing.yaml``.
        paper: The size of the page: ``"a4"`` or ``"letter"``; by default the theme's own, or A4.
        theme: A theme by its name or its folder, in the place of the briefing's own.
        style: A CSL style by its name, in the place of the briefing's own: ``"apa"``.
        conformance: ``"a3a-ua1"`` is PDF/A-3a and PDF/UA-1, ``"a4f-ua2"`` is PDF/A-4f and PDF/UA-2,
            ``"none"`` is a plain file.
        annex: ``"evidence"`` adds a last section: every fact with its place and its words.
        edition: ``"instructor"`` has what is ``for: instructor``, too; ``"summary"`` is one sheet.
        strict: Take every doubt for an error.
        roots: Folders in which files may lie that the content or the theme names, beside their own.
        cache: A folder that keeps sections that were laid out, and formatted citations, between
            builds; several processes may share it, and it may be deleted. Without one nothing is
            kept.
        engine: ``"plain"`` leaves the writing to WeasyPrint: its own tags, no PDF/UA. ``"tagged"``
            does so by itself, with a doubt, where the installed WeasyPrint does not fit it.
        draft: Go on after faults, as long as the YAML can be read: every page of the file is marked
            as a draft, what is at fault is framed, and the last page lists it. ``Pdf.warnings``
            then has the faults, too. It claims no standard and carries no attachments.
        course: The file of the course that it is read in; by default the ``course.yaml`` beside the
            briefing, where there is one.
        progress: Called with the name of each stage as it begins.

    Returns:
        The file with its counts and warnings: ``Pdf.data``, ``.pages``, ``.notes``, ``.warnings``,
        ``.save(path)``. The same input gives the same bytes.

    Raises:
        ReportError: The content or the theme is at fault; ``.diagnostics`` lists every mistake of
            the stage that found the first, each with its place.
        TypeError: Neither ``briefing`` nor ``text`` was given, or both.

    Example:
        >>> pdf = report.build("content/briefing.yaml", paper="letter")
        >>> pdf.pages, len(pdf.warnings)
        (16, 0)
    """
    from .session import BuildOrder

    return BuildOrder(
        briefing,
        text,
        base,
        paper,
        theme,
        style,
        conformance,
        annex,
        edition,
        strict,
        roots,
        cache,
        engine,
        draft,
        course,
        progress,
    ).build()


def check(
    briefing: str | Path | None = None,
    *,
    text: str | None = None,
    base: str | Path = ".",
    theme: str | Path | None = None,
    strict: bool = False,
    roots: Sequence[str | Path] = (),
) -> tuple[Diagnostic, ...]:
    """Check a briefing without laying it out; return the warnings.

    The arguments are those of ``build``, and so are the errors: ``ReportError`` lists what is
    wrong, and with ``strict`` the doubts too.

    Example:
        >>> for warning in report.check("content/briefing.yaml"):
        ...     print(warning.span, warning.message)
    """
    from pathlib import Path

    from . import pipeline
    from .session import written

    return pipeline.check(
        written(briefing, text, base, roots),
        theme=theme,
        strict=strict,
        roots=tuple(map(Path, roots)),
    )


def verify(
    briefing: str | Path | None = None,
    *,
    documents: str | Path,
    text: str | None = None,
    base: str | Path = ".",
    roots: Sequence[str | Path] = (),
) -> Verification:
    """Prove that the phrases of every fact stand in the documents themselves.

    Args:
        briefing: The path of the assembly file. Either this or ``text`` with its ``base``.
        documents: The folder with the documents' texts, under any name: .txt, .md, .html, .docx,
            .odt, .rtf, .epub or .pdf.
        text: As in ``build``.
        base: As in ``build``.
        roots: As in ``build``.

    Returns:
        What was proved: ``.ok``, ``.proved`` (keys of facts), ``.misses`` (each with the nearest
        words), ``.absent`` (documents that are not there).

    Raises:
        ReportError: The content cannot be read.

    Example:
        >>> proof = report.verify("content/briefing.yaml", documents="sources")
        >>> [miss.fact for miss in proof.misses]
        []
    """
    from pathlib import Path

    from . import content
    from .session import written
    from .verification import verify as prove

    read = content.read(written(briefing, text, base, roots), tuple(map(Path, roots)))
    return prove(read.library, Path(documents))


def inspect(
    pdf: str | Path | bytes | Pdf, *, against: Promise | None = None, quick: bool = False
) -> Inspection:
    """Hold a PDF, ours or anybody's, to the standards for its readers and for archives.

    Args:
        pdf: A path, the bytes of a file, or what ``build`` returned.
        against: The standards to hold it to; without them, what the file claims, and PDF/UA in any
            case.
        quick: Leave out what draws every page or looks at every object.

    Returns:
        The findings, each with its rule and page: ``.errors``, ``.findings``, ``.as_text()``.

    Raises:
        ReportError: The file cannot be read: it is encrypted, damaged, or not a PDF.

    Example:
        >>> report.inspect("build/briefing.pdf").errors
        ()
    """
    from pathlib import Path

    from . import audit
    from . import pdf as finished
    from .press.conformance import Conformance

    data: bytes | str | Path = pdf.data if isinstance(pdf, finished.Pdf) else pdf
    return audit.audit(
        data if isinstance(data, bytes) else Path(data),
        quick=quick,
        against=Conformance(against).standards if against else (),
    )


def __getattr__(name: str) -> Any:
    if name == "Pdf":  # a class that a program may want for its annotations
        from .pdf import Pdf

        return Pdf
    if name == "Session":
        from .session import Session

        return Session
    if name in ("Diagnostic", "ReportError", "Span"):
        from . import errors

        return getattr(errors, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
