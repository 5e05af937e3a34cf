"""A cartridge comes in, ours or anybody's; what importers refuse, lose or pass over goes out.

Three of the worst faults pass every importer that was tried in silence: a key that names no option,
a topic without its file, a link to nothing. So this is stricter than any of them.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from posixpath import normpath
from typing import Any

from lxml import etree

from . import manifest, qti

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_FILE = re.compile(r"[A-Za-z0-9._/-]+")
_TYPES = ("webcontent", "imsdt_xmlv1p1", "imswl_xmlv1p1", qti.TYPE)
_FOREIGN = "course_settings/"  # makes Canvas take a package for its own export
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def faults(data: bytes) -> list[str]:
    """Return what is wrong with a package, each in a sentence."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            held = {name: package.read(name) for name in package.namelist()}
    except zipfile.BadZipFile:
        return ["this is not a zip file"]
    if "imsmanifest.xml" not in held:
        return ["there is no imsmanifest.xml at the top"]
    root = _parsed(held["imsmanifest.xml"])
    if root is None:
        return ["imsmanifest.xml is not well-formed XML"]
    found = [*_names(held), *_manifest(root), *_tree(root), *_files(root, held)]
    for resource in _all(root, "resource"):
        found += _resource(resource, held)
    return found


def _parsed(data: bytes) -> Any:
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        return None


def _all(root: Any, name: str) -> list[Any]:
    return list(root.iter(f"{{{manifest.CP}}}{name}"))


def _names(held: dict[str, bytes]) -> Iterator[str]:
    for name in held:
        if not _FILE.fullmatch(name):
            yield f"the name `{name}` has letters that importers read in different ways"
        if name.startswith(_FOREIGN):
            yield f"`{name}` makes Canvas take the package for its own export"


def _manifest(root: Any) -> Iterator[str]:
    if root.tag != f"{{{manifest.CP}}}manifest":
        yield "the manifest is not in the namespace of version 1.1"
    version = [e.text for e in _all(root, "schemaversion")]
    if version != ["1.1.0"]:
        yield f"the manifest says version {', '.join(map(str, version)) or 'nothing'}, not 1.1.0"
    seen: set[str] = set()
    for element in root.iter():
        if not isinstance(element.tag, str) or "identifier" not in element.attrib:
            continue
        name = element.get("identifier")
        if not _NAME.fullmatch(name):
            yield f"the identifier `{name}` begins with a digit, or has other letters than a name"
        if name in seen:
            yield f"the identifier `{name}` is used twice"
        seen.add(name)
    if "Instructor" in etree.tostring(root, encoding="unicode"):
        yield "a resource is for instructors: some platforms show it to everybody all the same"


def _tree(root: Any) -> Iterator[str]:
    resources = {e.get("identifier") for e in _all(root, "resource")}
    roots = [e for o in _all(root, "organization") for e in o.findall(f"{{{manifest.CP}}}item")]
    if len(roots) != 1:
        yield f"there are {len(roots)} root items, not one"
    for item in _all(root, "item"):
        title = item.find(f"{{{manifest.CP}}}title")
        if item in roots:
            if title is not None:
                yield "the root item has a title, which Moodle refuses"
        elif title is None or not (title.text or "").strip():
            yield f"the item `{item.get('identifier')}` has no title"
        refers = item.get("identifierref")
        if refers is not None and refers not in resources:
            yield f"the item `{item.get('identifier')}` leads to `{refers}`, which is not there"
        if refers is None and item not in roots and not len(_all(item, "item")[1:]):
            yield f"the folder `{item.get('identifier')}` is empty"
    for need in _all(root, "dependency"):
        if need.get("identifierref") not in resources:
            yield f"something needs `{need.get('identifierref')}`, which is not there"


def _files(root: Any, held: dict[str, bytes]) -> Iterator[str]:
    named = {e.get("href") for e in _all(root, "file")} | {"imsmanifest.xml"}
    for name in sorted(named - held.keys()):
        yield f"`{name}` is in the manifest and not in the package"
    for name in sorted(held.keys() - named):
        yield f"`{name}` is in the package and not in the manifest"


def _resource(resource: Any, held: dict[str, bytes]) -> Iterator[str]:
    name, kind = resource.get("identifier"), resource.get("type")
    href = next((e.get("href") for e in resource if e.tag.endswith("}file")), None)
    if kind not in _TYPES:
        yield f"`{name}` is of the type `{kind}`, which is not one of version 1.1"
    if href is None:
        yield f"`{name}` has no file"
        return
    if resource.get("href", href) != href:
        yield f"`{name}` names `{resource.get('href')}` and holds `{href}`"
    if href not in held:
        return
    if kind == qti.TYPE:
        yield from _quiz(href, held[href])
    elif kind == "imsdt_xmlv1p1":
        yield from _topic(href, held[href])
    elif kind == "imswl_xmlv1p1":
        yield from _link(href, held[href])
    elif href.endswith(".html"):
        yield from _page(href, held)


def _topic(name: str, data: bytes) -> Iterator[str]:
    root = _parsed(data)
    if root is None or root.tag != f"{{{manifest.TOPIC}}}topic":
        yield f"`{name}` is not a topic of version 1.1"
        return
    for part in ("title", "text"):
        found = root.find(f"{{{manifest.TOPIC}}}{part}")
        if found is None or not (found.text or "").strip():
            yield f"the topic `{name}` has no {part}"


def _link(name: str, data: bytes) -> Iterator[str]:
    root = _parsed(data)
    url = None if root is None else root.find(f"{{{manifest.LINK}}}url")
    if url is None or not re.match(r"https?://[^\s/]+", url.get("href") or ""):
        yield f"`{name}` leads to no address of the web"


def _quiz(name: str, data: bytes) -> Iterator[str]:
    root = _parsed(data)
    if root is None or root.tag != f"{{{qti.QTI}}}questestinterop":
        yield f"`{name}` is not a quiz of QTI 1.2"
        return
    items = list(root.iter(f"{{{qti.QTI}}}item"))
    if len(items) != qti.QUESTIONS:
        yield f"the quiz `{name}` has {len(items)} questions; Moodle gives every quiz four points"
    for item in items:
        yield from _question(f"{name}, {item.get('ident')}", item)


def _question(name: str, item: Any) -> Iterator[str]:
    def all_of(tag: str) -> list[Any]:
        return list(item.iter(f"{{{qti.QTI}}}{tag}"))

    labels = [e.text for e in all_of("fieldlabel")]
    fields = dict(zip(labels, [e.text for e in all_of("fieldentry")], strict=False))
    if fields.get("cc_profile") != qti.CHOICE:
        yield f"the question {name} is not of the profile {qti.CHOICE}: importers lose it"
    options = [e.get("ident") for e in all_of("response_label")]
    keys = [e.text for e in all_of("varequal")]
    if len(options) < 2 or len(set(options)) < len(options):
        yield f"the question {name} has no two options, or two of one name"
    if len(keys) != 1:
        yield f"the question {name} has {len(keys)} keys"
    for key in keys:
        if key not in options:
            yield f"the key of the question {name} names `{key}`, which is no option"
    said = {e.get("ident") for e in all_of("itemfeedback")}
    for shown in all_of("displayfeedback"):
        if shown.get("linkrefid") not in said:
            yield f"the question {name} shows feedback that is not there"


class _Links(HTMLParser):
    """Collects the addresses and the ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key in ("href", "src") and value:
                self.links.append(value)
            elif key == "id" and value:
                self.ids.add(value)


def _page(name: str, held: dict[str, bytes]) -> Iterator[str]:
    page = _Links()
    page.feed(held[name].decode("utf-8", "replace"))
    folder = name.rpartition("/")[0]
    for link, times in Counter(page.links).items():
        if times > 1 and not re.match(r"#|[a-z][a-z0-9+.-]*:", link):
            yield f"`{name}` links `{link}` more than once, which Moodle makes a dead link of"
    for link in dict.fromkeys(page.links):
        path, _, fragment = link.partition("#")
        if "$" in path:
            yield f"`{name}` links `{link}`, which Moodle leaves as it stands"
        elif re.match(r"[a-z][a-z0-9+.-]*:", path):
            continue
        elif path and normpath(f"{folder}/{path}") not in held:
            yield f"`{name}` links `{link}`, which is not in the package"
        elif not path and fragment and fragment not in page.ids:
            yield f"`{name}` links `{link}`, which is not on the page"
