"""What a briefing, or a theme, says of its typefaces comes in; they go out, found and read.

A typeface is named by a package that carries it, or by its files::

    fonts:
      text: {package: fontpkg-eb-garamond}
      labels: {family: Fira Sans, files: [fonts/FiraSans-Regular.ttf, fonts/FiraSans-Bold.ttf]}
      scripts: {Japanese: {files: [fonts/Mincho.ttf]}}
"""

from pathlib import Path

from pydantic import Field, model_validator

from ..errors import Diagnostic, Loc, ReportError, suggestion
from ..press import faces, scripts
from ..press.faces import FontError, Typeface, Typefaces
from .files import beside
from .model import Model
from .yamlfile import YamlFile

_PACKAGE = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"


class NamedTypeface(Model):
    """A typeface: a ``package`` that has its files, or the ``files``; ``family`` of several."""

    family: str | None = None
    package: str | None = Field(default=None, pattern=_PACKAGE)
    files: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_two(self) -> "NamedTypeface":
        if bool(self.package) == bool(self.files):
            raise ValueError("a typeface has a `package`, as fontpkg-eb-garamond, or its `files`")
        return self


class NamedTypefaces(Model):
    """The typefaces of a document, by role; ``scripts`` are by the name of a script (Japanese).

    ``text`` is what is read at length, ``labels`` tables, drawings, small heads and running heads;
    ``headings`` the title and all heads, which are otherwise set in the first two.
    """

    text: NamedTypeface | None = None
    headings: NamedTypeface | None = None
    labels: NamedTypeface | None = None
    scripts: dict[str, NamedTypeface] = {}


def load(
    named: NamedTypefaces | None,
    source: YamlFile,
    loc: Loc = ("fonts",),
    under: Typefaces | None = None,
) -> Typefaces:
    """Return the typefaces that a file names at ``loc``; for what it does not, those ``under`` it.

    Without them, ours. Headings that nobody names are set in the typeface of the text.

    ``ReportError`` tells of all that cannot be used: a missing file or package, a licence that
    forbids embedding, a weight that is not there.
    """
    own = under or faces.ours()
    if named is None:
        return own
    problems: list[Diagnostic] = []
    found: dict[str, Typeface] = {}
    for role in ("text", "headings", "labels"):
        if (wanted := getattr(named, role)) is not None:
            made = _typeface(wanted, source, (*loc, role))
            if isinstance(made, Typeface):
                found[role] = made
            else:
                problems += made
    special: list[tuple[str, Typeface]] = []
    for name, wanted in named.scripts.items():
        known = [script.name for script in scripts.SCRIPTS]
        made = _typeface(wanted, source, (*loc, "scripts", name))
        if name not in known:
            message = f"there is no script `{name}`"
            hint = suggestion(name, known)
            problems.append(Diagnostic(message, source.key_at((*loc, "scripts", name)), hint))
        elif isinstance(made, Typeface):
            special.append((name, made))
        else:
            problems += made
    if problems:
        raise ReportError(problems)
    text = found.get("text", own.text)
    labels = found.get("labels", own.labels)
    headings = found.get("headings", text if own.headings == own.text else own.headings)
    mine = {name for name, _ in special}
    special += [(name, typeface) for name, typeface in own.scripts if name not in mine]
    return Typefaces(text, headings, labels, tuple(special))


def _typeface(named: NamedTypeface, source: YamlFile, loc: Loc) -> Typeface | list[Diagnostic]:
    family = named.family or ""
    try:
        if named.package:
            return faces.packaged(named.package, family)
        paths: list[Path] = []
        missing: list[Diagnostic] = []
        for number, name in enumerate(named.files):
            place = (*loc, "files", number)
            path = beside(source, name, "font file", place, "ttf", "otf")
            if isinstance(path, Diagnostic):
                missing.append(path)
            else:
                paths.append(path)
        return missing or faces.typeface(tuple(paths), family)
    except FontError as error:
        span = source.at((*loc, "package" if named.package else "files"))
        return [Diagnostic(error.message, span, error.hint)]
