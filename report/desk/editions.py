"""A briefing's file, its folder, or a PDF that carries its content comes in; the content goes out.

Only what is written is read: no picture, no map and no reference is needed for comparing.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import files, limits
from ..content import briefing as assembly
from ..content import document, yamlfile
from ..content.briefing import Briefing
from ..content.document import DRAFT, Document
from ..content.yamlfile import YamlFile
from ..files import FileError

_INCLUDED = re.compile(r"(?m)^[^\S\n]*(?:-\s+|[\w-]+:\s+\{?\s*|)include:\s*[\"']?([^\s\"'}]+)")


@dataclass(frozen=True, slots=True)
class BriefingEdition:
    """A briefing as it is written, and its documents by key."""

    name: str
    briefing: Briefing
    source: YamlFile
    documents: Mapping[str, Document]


def read(path: Path) -> BriefingEdition:
    """Return what a path has; ``FileError`` where it has no content, ``ReportError`` if unsound."""
    if path.is_dir():
        here = (path / name for name in ("briefing.yaml", "content/briefing.yaml"))
        found = next((one for one in here if one.is_file()), None)
        if found is None:
            raise FileError("has no briefing.yaml", "name the briefing's file")
        return _read(found, str(path))
    if path.suffix.lower() != ".pdf":
        return _read(path, str(path))
    carried = _carried(path)
    with TemporaryDirectory(prefix="report-") as folder:
        return _read(_unpacked(carried, Path(folder)), str(path))


def _read(path: Path, name: str) -> BriefingEdition:
    source = yamlfile.read(path)
    model = assembly.parse(source)
    documents: dict[str, Document] = {}
    for written in model.documents:
        doc, _ = document.load(path.parent / written, source.roots)
        documents[doc.key] = doc
    return BriefingEdition(name, model, source, documents)


def _carried(path: Path) -> dict[str, str]:
    """Return the YAML files that a PDF carries, by name."""
    import pikepdf

    from ..audit import bounds
    from ..audit.objects import TooMuchError

    data = files.read_bytes(path, limits.PDF_BYTES)
    try:
        bounds.refuse_packed_objects(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            bounds.refuse_large(pdf)
            bounds.refuse_tangled_files(pdf)
            found = {
                name: pdf.attachments[name].get_file().read_bytes()
                for name in pdf.attachments
                if name.endswith(".yaml") and not name.endswith(DRAFT)
            }
    except pikepdf.PasswordError:
        raise FileError("is locked with a password", "name a copy without one") from None
    except TooMuchError as error:
        raise FileError(str(error)) from None
    except (pikepdf.PdfError, TypeError, ValueError, LookupError, AttributeError):
        raise FileError("is damaged, or is not a PDF") from None
    if not found:
        hint = "a PDF carries its content where the briefing says `attach: [content]`"
        raise FileError("carries no content", hint)
    if any(len(data) > limits.YAML_BYTES for data in found.values()):
        raise FileError("carries a file that is larger than may be read")
    return {name: data.decode("utf-8", "replace") for name, data in found.items()}


def _unpacked(carried: Mapping[str, str], folder: Path) -> Path:
    """Write what a PDF carries as the briefing names it, and return the briefing's path."""
    plain = {Path(name).name: text for name, text in carried.items()}
    main = next((name for name, text in plain.items() if _is_briefing(text)), None)
    if main is None:
        raise FileError("carries no briefing")
    for text in plain.values():
        named = [*_INCLUDED.findall(text), *re.findall(r"[\w./-]+\.yaml", text)]
        for name in dict.fromkeys(name for name in named if len(name) <= limits.NAME_LETTERS):
            found = plain.get(Path(name).name, plain.get(name.replace("/", "-")))
            target = folder / name
            inside = files.is_inside(target, [folder])
            if found is not None and inside and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(found, encoding="utf-8")
    (folder / main).write_text(plain[main], encoding="utf-8")
    return folder / main


def _is_briefing(text: str) -> bool:
    return bool(re.search(r"(?m)^sections:", text) and re.search(r"(?m)^title:", text))
