"""A place in a file comes in; out, the address that opens it in an editor."""

from pathlib import Path
from urllib.parse import quote

ADDRESSES = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "none": "",
}


def template(name: str) -> str | None:
    """Return the address of an editor by its name, or the one that is given; None if it is none.

    An address has a scheme that is not a script's, and says where {path} stands.
    """
    if name in ADDRESSES:
        return ADDRESSES[name]
    scheme, parted, _ = name.partition(":")
    known = parted and scheme.replace("-", "").replace("+", "").isalnum()
    if known and scheme.casefold() not in ("javascript", "data") and "{path}" in name:
        return name
    return None


def address(template: str, path: Path, line: int, column: int = 1) -> str:
    """Return the address of a place, "" without an editor."""
    whole = path.resolve().as_posix()
    rooted = whole if whole.startswith("/") else f"/{whole}"
    values = {"{path}": quote(rooted), "{line}": str(line), "{column}": str(column)}
    for field, value in values.items():
        template = template.replace(field, value)
    return template
