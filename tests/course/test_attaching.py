"""A reader and a briefing in one PDF: the tags, links, bookmarks and page labels of both."""

import io
from contextlib import suppress

import pikepdf
import pytest
from small import SECTION, small

from report import limits, pipeline
from report.audit import readaloud
from report.course.attaching import attach, parent_keys
from report.errors import ReportError


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    def made(name, sections, title):
        folder = tmp_path_factory.mktemp(name)

        def write(text, file):
            (folder / file).write_text(text.replace("title: Harbour dues\n", f"title: {title}\n"))
            return folder / file

        return pipeline.build(small(write, sections)).data

    more = SECTION + SECTION.replace("findings", "more").replace("Findings", "More findings")
    return made("first", more, "The reader"), made("second", SECTION, "The briefing")


@pytest.mark.parametrize("at", [None, 1])
def test_the_tags_of_both_are_read_each_once(two, at):
    joined = attach(*two, at)

    said = str(readaloud.read(joined.data))
    assert joined.pages == 2
    told = [len(list(readaloud.read(data).find("Note"))) for data in (*two, joined.data)]
    assert told[2] == told[0] + told[1] > 0
    assert said


@pytest.mark.parametrize("at", [None, 1])
def test_links_bookmarks_and_labels_of_both_are_kept(two, at):
    joined = attach(*two, at)

    with pikepdf.open(io.BytesIO(joined.data)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles[-1] == "The briefing"
        assert [child.title for child in outline.root[-1].children]
        pages = {page.objgen for page in pdf.pages}
        marks = [*outline.root, *(child for item in outline.root for child in item.children)]
        assert all(mark.destination[0].objgen in pages for mark in marks)
        assert all(e.Pg.objgen in pages for e in tags(pdf.Root.StructTreeRoot) if "/Pg" in e)
        named = set(pdf.Root.Names.Dests.Names[::2]) if "/Names" in pdf.Root else set()
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                where = note.get("/Dest", note.get("/A", {}).get("/D"))
                if isinstance(where, pikepdf.Array):
                    assert where[0].objgen in pages
        assert named is not None
        assert [page.label for page in pdf.pages] == ["1", "1"]


@pytest.mark.parametrize(("at", "order"), [(None, [0, 1]), (1, [1, 0])])
def test_contents_name_both_files_over_their_own_bookmarks(two, at, order):
    joined = attach(*two, at, contents=True)
    titles = ["The reader", "The briefing"]

    with pikepdf.open(io.BytesIO(joined.data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [titles[n] for n in order]
        for item in outline.root:
            page = [page.objgen for page in pdf.pages].index(item.destination[0].objgen)
            assert page == [item.title for item in outline.root].index(item.title)
            assert item.children[0].title == "Findings"


def without_old_title(data):
    """Leave the title in the packet alone, as PDF/A-4 has it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.docinfo["/Title"]
        pdf.save(out)
    return out.getvalue()


def test_the_files_are_named_by_the_titles_in_their_packets(two):
    joined = attach(*map(without_old_title, two), contents=True)

    with pikepdf.open(io.BytesIO(joined.data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["The reader", "The briefing"]


def with_named_ends(data):
    """Let each bookmark lead to a name, and not to a page."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = pdf.Root.Dests = pikepdf.Dictionary()
        with pdf.open_outline() as outline:
            for number, item in enumerate(outline.root):
                names[f"/end{number}"] = item.destination
                item.destination = pikepdf.Name(f"/end{number}")
        pdf.save(out)
    return out.getvalue()


def test_a_bookmark_that_leads_to_a_name_leads_to_its_page(two):
    joined = attach(two[0], with_named_ends(two[1]))

    with pikepdf.open(io.BytesIO(joined.data)) as pdf, pdf.open_outline() as outline:
        pages = {page.objgen for page in pdf.pages}
        assert outline.root[-1].children
        assert all(one.destination[0].objgen in pages for one in outline.root[-1].children)


def with_a_file(data, held):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.attachments["content.yaml"] = pikepdf.AttachedFileSpec(pdf, held, filename="c")
        pdf.save(out)
    return out.getvalue()


def test_what_the_briefing_carries_is_carried_on_or_told_of(two):
    briefing = with_a_file(two[1], b"mine")
    joined = attach(two[0], briefing)
    with pikepdf.open(io.BytesIO(joined.data)) as pdf:
        assert pdf.attachments["content.yaml"].get_file().read_bytes() == b"mine"

    both = attach(with_a_file(two[0], b"theirs"), briefing)
    with pikepdf.open(io.BytesIO(both.data)) as pdf:
        assert pdf.attachments["content.yaml"].get_file().read_bytes() == b"theirs"
    assert any("content.yaml is left out" in told for told in both.lost)


def test_the_parent_tree_has_each_key_once_and_every_page_its_own(two):
    with pikepdf.open(io.BytesIO(attach(*two).data)) as pdf:
        keys = [int(key) for key in pdf.Root.StructTreeRoot.ParentTree.Nums[::2]]
        pages = [int(page.obj.StructParents) for page in pdf.pages]

    assert len(keys) == len(set(keys))
    assert len(pages) == len(set(pages))
    assert set(pages) <= set(keys)


def test_what_is_no_longer_claimed_is_told_and_two_joins_are_equal(two):
    joined = attach(*two)

    assert "the joined file no longer claims PDF/A or PDF/UA" in joined.lost
    assert attach(*two).data == joined.data


def test_an_encrypted_file_a_damaged_one_and_a_page_that_is_none_are_refused(two):
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(two[0])) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user=""))

    with pytest.raises(ReportError, match="the reader is encrypted"):
        attach(locked.getvalue(), two[1])
    with pytest.raises(ReportError, match="the briefing cannot be read"):
        attach(two[0], b"%PDF-1.7 nothing")
    with pytest.raises(ReportError, match="no page 9"):
        attach(*two, 9)


def test_a_file_whose_objects_are_packed_too_tightly_is_refused_unopened(two, monkeypatch):
    monkeypatch.setattr(limits, "PDF_STREAM_BYTES", 1000)

    with pytest.raises(ReportError, match="the reader has a stream that is larger"):
        attach(*two)


def test_a_signed_file_is_refused(two):
    signed = io.BytesIO()
    with pikepdf.open(io.BytesIO(two[0])) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        pdf.save(signed)

    with pytest.raises(ReportError, match="signed"):
        attach(signed.getvalue(), two[1])


def test_a_draft_is_refused_whatever_its_name(two, write):
    draft = pipeline.build(small(write), draft=True).data

    with pytest.raises(ReportError, match="the briefing is a draft"):
        attach(two[0], draft)


def tags(tree):
    waiting = [tree]
    while waiting:
        kids = waiting.pop().get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                waiting.append(kid)
                yield kid


def test_an_id_that_both_have_leads_to_the_tag_of_its_own_file(two):
    headed = io.BytesIO()
    with pikepdf.open(io.BytesIO(two[0])) as pdf:
        note = next(tag for tag in tags(pdf.Root.StructTreeRoot) if "/ID" in tag)
        of_cell = pikepdf.Dictionary(O=pikepdf.Name.Table, Headers=pikepdf.Array([note.ID]))
        note.A = pikepdf.Array([of_cell, 0])
        pdf.save(headed)

    joined = attach(headed.getvalue(), headed.getvalue())

    assert joined.lost == ("the joined file no longer claims PDF/A or PDF/UA",)
    with pikepdf.open(io.BytesIO(joined.data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        named = [(bytes(tag.ID), tag.objgen) for tag in tags(tree) if "/ID" in tag]
        listed = list(tree.IDTree.Names)
        assert len(dict(named)) == len(named) > 2
        pairs = zip(listed[::2], listed[1::2], strict=True)
        assert [(bytes(key), tag.objgen) for key, tag in pairs] == sorted(named)
        headed = [tag for tag in tags(tree) if isinstance(tag.get("/A"), pikepdf.Array)]
        own = [
            (bytes(tag.A[0].Headers[0]), bytes(tag.ID)) for tag in headed if "/Headers" in tag.A[0]
        ]
        assert [head for head, _ in own] == [key for _, key in own]
        assert len(own) == 2


def without_pages(pdf):
    del pdf.pages[0]


def with_text_for_a_number(pdf):
    pdf.Root.StructTreeRoot.ParentTreeNextKey = pikepdf.String("x")


def with_an_outline_without_end(pdf):
    inner = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("a")))
    for _ in range(2000):
        outer = pikepdf.Dictionary(Title=pikepdf.String("b"), First=inner, Last=inner, Count=1)
        inner = pdf.make_indirect(outer)
    pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=inner, Last=inner, Count=1))


def with_a_name_for_its_resources(pdf):
    pdf.pages[0].obj.Resources = pikepdf.Name.Nothing


@pytest.mark.parametrize(
    "damage",
    [
        without_pages,
        with_text_for_a_number,
        with_an_outline_without_end,
        with_a_name_for_its_resources,
    ],
)
@pytest.mark.parametrize("place", [0, 1], ids=["reader", "briefing"])
def test_a_file_that_is_not_built_as_a_pdf_is_joined_or_refused(damage, place, two):
    files = list(two)
    with pikepdf.open(io.BytesIO(files[place])) as pdf:
        damage(pdf)
        out = io.BytesIO()
        pdf.save(out)
    files[place] = out.getvalue()

    with suppress(ReportError):
        assert attach(*files).pages == 2


def test_files_of_very_many_pages_are_not_joined(two):
    with pikepdf.new() as pdf:
        for _ in range(limits.JOINED_PAGES + 1):
            pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)

    with pytest.raises(ReportError, match="5,001 pages"):
        attach(two[0], out.getvalue())


def test_each_key_in_the_tree_of_parents_is_found_once():
    with pikepdf.new() as pdf:
        inner = pdf.make_stream(b"", StructParents=3)
        drawings = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Inner=inner))
        inner.Resources = drawings  # a drawing that draws itself
        outer = pdf.make_stream(b"", Resources=drawings)
        for number in (1, 2):
            page = pdf.add_blank_page().obj
            page.StructParents = number
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Outer=outer))
            links = [pikepdf.Dictionary(StructParent=10 * number + n) for n in range(2)]
            page.Annots = pikepdf.Array(links)
        found = [key for _, _, key in parent_keys(page.obj for page in pdf.pages)]

    assert sorted(found) == [1, 2, 3, 10, 11, 20, 21]
