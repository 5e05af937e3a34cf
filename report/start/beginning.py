"""A folder comes in; a briefing that builds stands in it: the specimen, or the least there can be.

The specimen is a briefing on an invented subject that shows every kind of block once. It is what
``report new`` writes, what a theme is tried on, and what the documentation shows.
"""

from collections.abc import Iterator
from pathlib import Path

from .. import files
from ..content import schema
from ..files import FileError

IGNORED = "# What is built, and what is drafted and not yet taken.\n/build/\n*.draft.yaml\n"
_HERE = Path(__file__).parent


def specimen() -> Path:
    """Return the folder of the specimen: ``briefing.yaml``, and all that it names, beside it.

    It is part of the package and may lie where nothing can be written: build it from there, with
    ``pipeline.build(specimen() / "briefing.yaml")``, or ``begin`` a copy of it elsewhere.
    """
    return _HERE / "specimen"


def begin(folder: Path, *, bare: bool = False) -> tuple[Path, ...]:
    """Write a new briefing into a folder, and return its files, ``briefing.yaml`` first.

    ``bare`` is for the least. The schemas beside it are those of this installation, so that an
    editor completes the kinds of other packages too. ``FileError`` where something of these names
    stands there already, or where nothing may be written; nothing is ever written over.
    """
    written = dict(_written(_HERE / "bare" if bare else specimen()))
    for name in written:
        if (folder / name).exists():
            raise FileError(
                f"has a file {name} already", "name a folder that is empty, or not there yet"
            )
    for name, data in written.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(files.reason(error)) from None
        files.write(path, data)
    return tuple(folder / name for name in written)


def _written(source: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a new briefing by its name under the folder, the briefing first."""
    found = (path for path in source.rglob("*") if path.is_file())
    for path in sorted(found, key=lambda path: (path.name != "briefing.yaml", path)):
        yield path.relative_to(source).as_posix(), path.read_bytes()
    for name in (name for name in schema.NAMES if name != "theme"):
        yield f"schema/{name}.json", schema.schema(name).encode()
    yield ".gitignore", IGNORED.encode()
