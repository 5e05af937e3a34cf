"""What is to be built comes in, once or again and again; out, a file each time.

In a session what did not change is not made again: sections that were laid out, formatted citations
and compiled templates are kept in this process and in the cache folder, and the workers stay. The
bytes are those of a build in a fresh process.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import files
from .options import Annex, Edition, Paper, Promise
from .press.memory import Memory, Proof

if TYPE_CHECKING:
    from .content.yamlfile import YamlFile
    from .pdf import Pdf


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """The arguments of ``report.build``, which says what they mean."""

    briefing: str | Path | None = None
    text: str | None = None
    base: str | Path = "."
    paper: Paper | None = None
    theme: str | Path | None = None
    style: str | None = None
    conformance: Promise = "a3a-ua1"
    annex: Annex | None = None
    edition: Edition = "student"
    strict: bool = False
    roots: Sequence[str | Path] = ()
    cache: str | Path | None = None
    engine: Literal["tagged", "plain"] = "tagged"
    draft: bool = False
    course: str | Path | None = None
    progress: Callable[[str], None] | None = None

    def build(self, memory: Memory | None = None) -> "Pdf":
        """Read everything, and build it."""
        from . import pipeline
        from .press.conformance import Conformance

        return pipeline.build(
            written(self.briefing, self.text, self.base, self.roots),
            paper=self.paper,
            theme=self.theme,
            style=self.style,
            conformance=Conformance(self.conformance),
            annex=self.annex,
            edition=self.edition,
            strict=self.strict,
            roots=tuple(map(Path, self.roots)),
            cache=None if self.cache is None else Path(self.cache),
            memory=memory,
            engine=self.engine,
            draft=self.draft,
            course=None if self.course is None else Path(self.course),
            progress=self.progress or (lambda stage: None),
        )


def written(
    briefing: str | Path | None, text: str | None, base: str | Path, roots: Sequence[str | Path]
) -> "Path | YamlFile":
    """Return the path of a briefing, or what its text says; ``TypeError`` unless one is given."""
    if (briefing is None) == (text is None):
        raise TypeError("give either the path of a briefing, or its text")
    if text is None:
        return Path(briefing or "")
    from .content import yamlfile

    return yamlfile.parse(Path(base) / "briefing.yaml", text, tuple(map(Path, roots)))


class Session:
    """Builds one briefing several times; use it in a ``with``, and from one thread at a time.

    The arguments are those of ``report.build``; ``cache`` is the user's cache folder by default.

    Example:
        >>> with report.Session("content/briefing.yaml") as session:
        ...     first = session.build()
        ...     ...  # the author writes
        ...     second = session.build(proof=lambda proof: show(proof.data, proof.pages))
    """

    def __init__(self, briefing: str | Path | None = None, **options: Any) -> None:
        self._order = BuildOrder(briefing, **{"cache": files.cache_folder(), **options})
        self._memory = Memory()
        self._open = ExitStack()

    def __enter__(self) -> "Session":
        from .press import workers

        self._open.enter_context(workers.at_hand())
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the workers go, and what is remembered."""
        self._open.close()
        self._memory = Memory()

    def build(self, proof: Callable[[Proof], None] | None = None) -> "Pdf":
        """Read everything again, and build what has changed; errors as of ``report.build``.

        ``proof`` is called first, with the pages of the sections that are others than in the build
        before: they are laid out, and not yet checked. It is not called where none has changed.
        """
        self._memory.proof = proof
        return self._order.build(self._memory)
