"""Folders come in; out, word of every save of a file that a briefing is made of."""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path

_ENDINGS = frozenset(
    [
        *(".yaml", ".yml", ".csv", ".json", ".bib", ".ris", ".svg", ".png", ".jpg", ".jpeg"),
        *(".css", ".jinja", ".html", ".ttf", ".otf", ".woff", ".woff2", ".csl"),
    ]
)
_LEFT_OUT = frozenset(["build", "node_modules", "__pycache__"])
_PAUSE = 50  # milliseconds without a save after which a batch of saves is over
_STEP = 15


class WrittenFiles:
    """Lets through the files that a briefing is made of, and none that tools and builds write."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)

    def __call__(self, change: object, path: str) -> bool:
        """Say whether a file counts."""
        named = Path(path)
        inside = next((f for f in self.folders if named.is_relative_to(f)), named.parent)
        parts = named.relative_to(inside).parts
        left_out = any(part.startswith(".") or part in _LEFT_OUT for part in parts)
        return named.suffix.lower() in _ENDINGS and not left_out


def outermost(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders that lie in no other of them, resolved."""
    found = sorted({folder.resolve() for folder in folders if folder.is_dir()})
    return tuple(one for one in found if not any(one.is_relative_to(o) for o in found if o != one))


async def saves(folders: Iterable[Path]) -> AsyncIterator[tuple[str, ...]]:
    """Yield the names of the files that were saved, each batch of saves at once."""
    import watchfiles

    watched = outermost(folders)
    changes = watchfiles.awatch(
        *watched, watch_filter=WrittenFiles(watched), debounce=_PAUSE, step=_STEP
    )
    async for changed in changes:
        yield tuple(sorted({Path(name).name for _, name in changed}))
