"""WeasyPrint gets the files beside the sheets and under the base folder, and nothing else."""

import pytest

from report.press import faces
from report.press.resources import Resources, named


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "theme" / "css").mkdir(parents=True)
    (tmp_path / "theme" / "theme.css").write_text('@import "css/a.css";', encoding="utf-8")
    (tmp_path / "theme" / "css" / "a.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "picture name.png").write_bytes(b"png")
    return tmp_path


def test_an_address_leads_to_the_file_beside_its_sheet_or_above(folder):
    found = Resources([folder / "theme" / "theme.css"], folder)

    assert found.path(found.address(0) + "css/a.css") == folder / "theme" / "css" / "a.css"
    above = found.address(0).removesuffix("up/") + "picture%20name.png"
    assert found.path(above).samefile(folder / "picture name.png")
    assert found.path(found.address(None) + "picture%20name.png") == folder / "picture name.png"


def test_an_address_holds_no_folder_of_the_machine(folder):
    found = Resources([folder / "theme" / "theme.css"], folder)

    assert not {"theme", folder.name} & set(found.address(0).split("/"))


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.png", "file:///etc/hostname", "https://9.invalid/a", "http://x"],
)
def test_what_is_none_of_ours_is_refused(folder, address):
    found = Resources([], folder)

    assert found.path(address) is None
    with pytest.raises(FileNotFoundError):
        found(address)


def test_our_typefaces_are_found_by_the_address_that_the_rules_give():
    found = Resources([], None)

    assert [found.path(face.path.as_uri()) for face in faces.ours().faces()] == [
        face.path for face in faces.ours().faces()
    ]


def test_a_sheet_and_its_imports_are_read_once_each(folder):
    sheet = folder / "theme" / "theme.css"
    (folder / "theme" / "css" / "a.css").write_text('@import "../theme.css";', encoding="utf-8")

    texts = list(Resources([sheet], None).texts(sheet))

    assert [path.name for path, _ in texts] == ["theme.css", "a.css"]


def test_addresses_in_comments_and_elsewhere_are_not_files():
    css = """/* url(a.png) */ @import url("b.css"); p { background: url('c d.svg?x#y') }
    q { background: url(data:image/png;base64,xx) } r { background: url(https://example.org/e) }"""

    assert named(css) == ["b.css", "c d.svg"]
