"""Fragments and metadata in, one archival PDF out; the same bytes for the same input.

All work here grows with pages, links and elements, not with text: structure elements are copied as
they are, and of the content streams only those with a page number in them are written.
"""

import importlib.util
import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ..errors import Diagnostic, ReportError
from . import fonts, xmp
from .attachments import Attachment, embed, own_reference
from .conformance import Conformance
from .fragment import FontUse, Fragment, LateNumber
from .tagwriter import ROLE_MAP


def assemble(
    fragments: Sequence[Fragment],
    metadata: xmp.Metadata,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Join the sections of a document, in order, and embed the files that go with it.

    ``ReportError`` if an id stands in two sections, or a link leads to an id that none has.
    """
    if len({fragment.conformance for fragment in fragments}) != 1:
        raise ValueError("fragments of different conformance, or none")
    _check(fragments)
    if fragments[0].conformance is Conformance.A4F_UA2 and not attachments:
        attachments = [own_reference(metadata)]
    return _Assembler(fragments, metadata, attachments).run()


def _check(fragments: Sequence[Fragment]) -> None:
    owners: dict[str, int] = {}
    faults = []
    for number, fragment in enumerate(fragments):
        for name in fragment.anchors:
            if owners.setdefault(name, number) != number:
                faults.append(Diagnostic(f"two sections have the id `{name}`"))
    if faults:
        raise ReportError(faults)


def proof(fragments: Sequence[Fragment], chosen: Sequence[int]) -> bytes:
    """Return the pages of some sections alone, with their numbers: without tags, links, outline."""
    made = _Assembler(fragments, xmp.Metadata(""), ())
    made.fragments = [fragments[number] for number in chosen]
    made.starts = [made.starts[number] for number in chosen]
    made.copy()
    places = (
        start + page
        for fragment, start in zip(made.fragments, made.starts, strict=True)
        for page in range(len(fragment.pages))
    )
    made.pages = dict(zip(places, made.pages, strict=True))
    made.write_numbers()
    made.write_fonts()
    for page in made.out.pages:
        for entry in {"/Annots", "/StructParents", "/Tabs"} & set(page.obj.keys()):
            del page.obj[entry]
    return made.save()


class _Assembler:
    def __init__(
        self,
        fragments: Sequence[Fragment],
        metadata: xmp.Metadata,
        attachments: Sequence[Attachment],
    ) -> None:
        self.fragments, self.metadata, self.attachments = fragments, metadata, attachments
        self.pages: Any = []  # by their numbers
        self.conformance = fragments[0].conformance
        self.out = pikepdf.new()
        self.front = sum(fragment.front for fragment in fragments)
        self.starts = [0]
        for fragment in fragments:
            self.starts.append(self.starts[-1] + len(fragment.pages))
        self.anchors = {
            name: (start + place.page, place.x, place.y)
            for fragment, start in zip(fragments, self.starts, strict=False)
            for name, place in fragment.anchors.items()
        }
        self.titles = {name: title for f in fragments for name, title in f.titles.items()}
        self.named: dict[str, Any] = {}  # id -> its structure element, for PDF/UA-2
        self.unions: dict[Any, list[tuple[Any, fonts.Union]]] = {}

    def run(self) -> bytes:
        self.copy()
        self.merge_images()
        self.write_numbers()
        self.write_fonts()
        if self.conformance.tagged:
            self.write_tree()
        self.write_links()
        self.write_outline()
        self.write_catalog()
        return self.save()

    def save(self) -> bytes:
        target = io.BytesIO()
        self.out.save(
            target,
            deterministic_id=True,
            compress_streams=True,
            force_version=self.conformance.version,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return target.getvalue()

    def copy(self) -> None:
        """Copy pages first: what is copied after them refers to the copied pages."""
        self.sources: list[Pdf] = []
        self.handles: list[Any] = []
        for fragment in self.fragments:
            source = pikepdf.open(io.BytesIO(fragment.pdf))
            self.out.pages.extend(source.pages)
            self.handles.append(self.out.copy_foreign(source.Root.XFragment))
            self.sources.append(source)
        self.pages = [page.obj for page in self.out.pages]

    def merge_images(self) -> None:
        """Keep one of the images that several sections show."""
        kept: dict[bytes, Any] = {}
        for start in self.starts[:-1]:
            if start < len(self.pages):
                _merge(self.pages[start].get("/Resources", Dictionary()), kept)

    # ------------------------------------------------------------------- fonts, numbers

    def union(self, use: FontUse) -> tuple[Any, fonts.Union]:
        """Return the font of a use: one for each instance, two if a code stands for two texts."""
        candidates = self.unions.setdefault(fonts.instance(use), [])
        for shell, union in candidates:
            if union.agrees(use):
                union.add(use)
                return shell, union
        candidates.append((self.out.make_indirect(Dictionary()), fonts.Union(use)))
        candidates[-1][1].add(use)
        return candidates[-1]

    def write_numbers(self) -> None:
        """Take in the fonts, and fill in the page numbers of feet and contents."""
        for fragment, start, handle in zip(self.fragments, self.starts, self.handles, strict=False):
            found = {use.name: self.union(use) for use in fragment.fonts}
            for name, (shell, _) in found.items():
                handle.Fonts[f"/{name}"] = shell
            for late in fragment.late:
                self.write_number(late, start, found[late.font][1])

    def write_number(self, late: LateNumber, start: int, font: fonts.Union) -> None:
        page = start + late.page
        if late.target and late.target not in self.anchors:
            raise ReportError(
                [Diagnostic(f"a page number of `{late.target}`, which no section has")]
            )
        printed = self.anchors[late.target][0] if late.target else page
        glyphs, width = font.set_number(str(printed + 1 - self.front), dict(late.features))
        slack = late.width - width * late.size / 1000
        x = late.x + {"left": 0.0, "right": slack, "center": slack / 2}[late.align]
        before, between, after = late.template
        content = f"{before}{x:.3f}{between}[<{glyphs}>]{after}"
        self.pages[page].Contents[late.stream].write(content.encode("latin-1"))

    def write_fonts(self) -> None:
        for candidates in self.unions.values():
            for shell, union in candidates:
                for key, value in self.font(union).items():
                    shell[key] = value

    def font(self, union: fonts.Union) -> dict[str, Any]:
        first, data = union.first, union.file()
        name = Name("/" + union.name(data))
        stream = Stream(self.out, data)
        if union.cubic:
            stream.Subtype = Name.CIDFontType0C
        else:
            stream.Length1 = len(data)
        italic = -10 if first.italic else 0
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            FontFamily=String(first.family),
            Flags=first.flags,
            FontBBox=[0, first.descent, max(union.widths.values(), default=1000), first.ascent],
            ItalicAngle=italic,
            Ascent=first.ascent,
            Descent=first.descent,
            CapHeight=first.ascent,
            StemV=80,
        )
        descriptor["/FontFile3" if union.cubic else "/FontFile2"] = stream
        described = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if union.cubic else Name.CIDFontType2,
            BaseFont=name,
            FontDescriptor=self.out.make_indirect(descriptor),
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            W=[x for code, width in sorted(union.widths.items()) for x in (code, [width])],
        )
        if not union.cubic:
            glyphs = union.map()
            described.CIDToGIDMap = Name.Identity if glyphs is None else Stream(self.out, glyphs)
        return {
            "/Type": Name.Font,
            "/Subtype": Name.Type0,
            "/BaseFont": name,
            "/Encoding": Name("/Identity-H"),
            "/DescendantFonts": Array([self.out.make_indirect(described)]),
            "/ToUnicode": Stream(self.out, union.cmap()),
        }

    # ------------------------------------------------------------------- links, outline

    def destination(self, page: int, x: float, y: float) -> Array:
        return Array([self.pages[page], Name.XYZ, x, y, 0])

    def lead(self, entries: Any, element: Any, place: tuple[int, float, float]) -> None:
        """Let a link or bookmark lead to a place; in PDF/UA-2 to the structure element there."""
        if element is None:
            entries.Dest = self.destination(*place)
            return
        structure = Array([element, *list(self.destination(*place))[1:]])
        entries.A = Dictionary(
            Type=Name.Action, S=Name.GoTo, D=self.destination(*place), SD=structure
        )

    def write_links(self) -> None:
        missing = []
        for handle in self.handles:
            for annotation in handle.Open:
                name = str(annotation.XTarget)
                del annotation.XTarget
                if name not in self.anchors and name in self.titles:
                    continue  # a note that layout lost, which the gate tells with its place
                if name not in self.anchors:
                    missing.append(Diagnostic(f"a link leads to `#{name}`, which no section has"))
                    continue
                self.lead(annotation, self.named.get(name), self.anchors[name])
                if "/Contents" not in annotation:
                    annotation.Contents = String(self.titles.get(name) or name)
        if missing:
            raise ReportError(dict.fromkeys(missing))

    def write_outline(self) -> None:
        """Nest the bookmarks of all sections by level, opened."""
        top = self.out.make_indirect(Dictionary(Type=Name.Outlines))
        path: list[tuple[int, Any]] = [(0, top)]
        for fragment, start, handle in zip(self.fragments, self.starts, self.handles, strict=False):
            elements = iter(handle.get("/Headings", ()))
            for mark in fragment.bookmarks:
                while path[-1][0] >= mark.level:
                    path.pop()
                item = self.out.make_indirect(
                    Dictionary(Title=String(mark.label), Parent=path[-1][1])
                )
                place = (start + mark.place.page, mark.place.x, mark.place.y)
                self.lead(item, next(elements, None), place)
                for _, above in path:  # an opened entry counts all that is shown below it
                    above.Count = int(above.get("/Count", 0)) + 1
                _hang(item, path[-1][1])
                path.append((mark.level, item))
        if "/First" in top:
            self.out.Root.Outlines, self.out.Root.PageMode = top, Name.UseOutlines

    # ---------------------------------------------------------------------- tree, catalog

    def write_tree(self) -> None:
        out = self.out
        root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array())
        )
        root.K = document
        nums = Array()
        arrays = (array for handle in self.handles for array in handle.Parents)
        for number, (page, array) in enumerate(zip(self.pages, arrays, strict=True)):
            page.StructParents = number
            nums.append(number)
            nums.append(array)
        key = len(self.pages)
        for handle, fragment in zip(self.handles, self.fragments, strict=True):
            for element in handle.Roots:
                element.P = document
                if fragment.language and fragment.language != self.metadata.language:
                    element.Lang = element.get("/Lang", String(fragment.language))
                document.K.append(element)
            pairs = list(handle.Annots)
            for annotation, element in zip(pairs[::2], pairs[1::2], strict=True):
                annotation.StructParent = key
                nums.append(key)
                nums.append(element)
                key += 1
            names = list(handle.get("/Named", ()))
            self.named |= {str(n): e for n, e in zip(names[::2], names[1::2], strict=True)}
        root.ParentTree, root.ParentTreeNextKey = out.make_indirect(Dictionary(Nums=nums)), key
        for handle in self.handles:
            entries = list(handle.get("/Entries", ()))
            for entry, name in zip(entries[::2], entries[1::2], strict=True):
                if str(name) in self.named:
                    entry.Ref = Array([self.named[str(name)]])
        self.write_ids(root)
        if self.conformance.ua2:
            self.join_namespaces(root, document)
        if self.conformance is Conformance.A3A_UA1:
            root.RoleMap = Dictionary(
                {f"/{ours}": Name(f"/{std}") for ours, std in ROLE_MAP.items()}
            )
        out.Root.StructTreeRoot = root

    def join_namespaces(self, root: Any, document: Any) -> None:
        """Give all elements one namespace of PDF 2.0; each fragment brought one of its own."""
        kept = self.out.make_indirect(
            Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn"))
        )
        for thing in self.out.objects:
            if isinstance(thing, Dictionary) and "/NS" in thing and "/S" in thing:
                thing.NS = kept
        document.NS = kept
        root.Namespaces = Array([kept])

    def write_ids(self, root: Any) -> None:
        pairs: list[tuple[bytes, Any, Any]] = []
        for handle in self.handles:
            ids = list(handle.IDs)
            pairs += [(bytes(n), n, e) for n, e in zip(ids[::2], ids[1::2], strict=True)]
        pairs.sort(key=lambda pair: pair[0])
        if pairs:
            names = Array([x for _, name, element in pairs for x in (name, element)])
            root.IDTree = self.out.make_indirect(Dictionary(Names=names))

    def write_catalog(self) -> None:
        root, metadata = self.out.Root, self.metadata
        root.Lang = String(metadata.language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        front = [0, Dictionary(S=Name.r)] if self.front else []
        root.PageLabels = Dictionary(Nums=[*front, self.front, Dictionary(S=Name.D)])
        if self.conformance.tagged:
            root.MarkInfo = Dictionary(Marked=True)
            root.OutputIntents = [self.intent()]
        embed(self.out, self.attachments, self.moment())
        packet = xmp.packet(metadata, self.conformance, attached=bool(self.attachments))
        root.Metadata = Stream(self.out, packet)
        root.Metadata.Type, root.Metadata.Subtype = Name.Metadata, Name.XML
        if self.conformance is Conformance.A4F_UA2:
            if "/Info" in self.out.trailer:
                del self.out.trailer["/Info"]  # ISO 19005-4 has the XMP packet alone
        else:
            self.write_info()

    def intent(self) -> Dictionary:
        """Return what the colours mean: all are sRGB."""
        profile = Stream(self.out, _srgb())
        profile.N = 3
        return Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB2014"),
            Info=String("sRGB2014.icc"),
            DestOutputProfile=profile,
        )

    def moment(self) -> str:
        """Return the document's date as PDF writes it, "" without one."""
        digits = "".join(c for c in self.metadata.moment if c.isdigit())
        return f"D:{digits}Z" if digits else ""

    def write_info(self) -> None:
        """Say in the old place what the packet says."""
        metadata = self.metadata
        values = {
            "/Title": metadata.title,
            "/Author": ", ".join(metadata.authors),
            "/Subject": metadata.subject,
            "/Keywords": ", ".join(metadata.keywords),
            "/Producer": metadata.producer,
            "/Creator": metadata.generator,
            "/CreationDate": self.moment(),
            "/ModDate": self.moment(),
        }
        info = Dictionary({key: String(value) for key, value in values.items() if value})
        self.out.trailer.Info = self.out.make_indirect(info)


def _hang(item: Any, parent: Any) -> None:
    """Make a bookmark the last one under its parent."""
    if "/Last" in parent:
        item.Prev, parent.Last.Next = parent.Last, item
    else:
        parent.First = item
    parent.Last = item


def _merge(resources: Any, kept: dict[bytes, Any]) -> None:
    """Replace images, here and in forms and patterns, by the first one with the same bytes."""
    for kind in ("/XObject", "/Pattern"):
        for name, thing in dict(resources.get(kind, Dictionary())).items():
            if thing.get("/Subtype") == "/Image":
                resources[kind][name] = kept.setdefault(_image(thing), thing)
            elif "/Resources" in thing:
                _merge(thing.Resources, kept)


def _image(image: Any) -> bytes:
    """Return all that an image is."""
    entries = b"".join(
        f"{key}={_image(value) if isinstance(value, Stream) else value.unparse()!r}".encode()
        if isinstance(value, pikepdf.Object)
        else f"{key}={value!r}".encode()
        for key, value in sorted(image.items())
    )
    return entries + bytes(image.read_raw_bytes())


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """Return the colour profile that WeasyPrint brings, without importing WeasyPrint."""
    spec = importlib.util.find_spec("weasyprint")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("WeasyPrint is missing: reinstall the project")
    return (Path(spec.origin).parent / "pdf" / "sRGB2014.icc").read_bytes()
