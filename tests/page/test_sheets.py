"""What a theme's style sheet may not hold: files outside, the network, what has no bound."""

import time

import pytest

from report.errors import ReportError
from report.page.theme import Theme


def refused(folder, css, name="theme.css"):
    """Return what is said of a sheet in a theme, each at its place."""
    theme = folder / "theme"
    (theme / name).parent.mkdir(parents=True, exist_ok=True)
    (theme / name).write_text(css, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        Theme.load(theme)
    return [f"{d.span.line}:{d.span.column}: {d.message}" for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("@import '../secret.css';", "1:9: `../secret.css` lies outside"),
        ("p {}\n@import url(../secret.css);", "2:9: `../secret.css` lies outside"),
        (r"@\69mport '../secret.css';", "1:11: `../secret.css` lies outside"),
        ("p { background: url(../secret.css) }", "1:17: `../secret.css` lies outside"),
        ("p { background: url('/etc/hostname') }", "1:17: `/etc/hostname` lies outside"),
        ("p { background: url(%2e%2e/secret.css) }", "1:17: `%2e%2e/secret.css` lies outside"),
        ("@font-face { src: url(../secret.css) }", "1:19: `../secret.css` lies outside"),
        (
            "p { background: url(http://a.invalid/x.png) }",
            "1:17: `http://a.invalid/x.png` is not a",
        ),
        ("p { background: url(//a.invalid/x.png) }", "1:17: `//a.invalid/x.png` is not a"),
        ("@import 'file:///etc/passwd';", "1:9: `file:///etc/passwd` is not a"),
        ("@import 'data:text/css,p{}';", "1:9: `data:text/css,p{}` is not a"),
        ("@media print { p { content: url(none.png) } }", "1:29: `none.png` is not there"),
        ("p { color: " + "(" * 50_000, "1:41: brackets stand more than 30 deep"),
        ("p" + ":not(p" * 500 + ")" * 500 + " {}", "1:181: brackets stand more than 30 deep"),
        (":is(p, div) " * 200 + "{}", "1:1: this selector has more than 100 parts"),
        ("p { width: calc(" + "1px + " * 20_000 + "1px) }", "1:17: this value has more than 5,000"),
        ("p.x {}" * 4_000, "1:1: the sheet has 4,000 rules"),
        (
            ":root { --a: x;\n"
            + "\n".join(f"--b{n}: {f'var(--b{n - 1}) ' * 10};" for n in range(12))
            + "}",
            "5:1: `--b3` has more than 5,000 parts",
        ),
    ],
)
def test_what_a_sheet_may_not_hold_is_said_at_its_place(tmp_path, css, said):
    (tmp_path / "secret.css").write_text("p::after { content: 'SECRET' }")
    start = time.process_time()

    first = refused(tmp_path, css)[0]

    assert first.startswith(said)
    assert "SECRET" not in first
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", ["theme.css", "blocks/prose.html.jinja"])
def test_a_file_of_a_theme_that_is_a_link_out_of_it_is_not_shown(tmp_path, name):
    (tmp_path / "secret").write_text("SECRET { oh")
    (tmp_path / "theme" / name).parent.mkdir(parents=True)
    (tmp_path / "theme" / name).symlink_to(tmp_path / "secret")

    with pytest.raises(ReportError, match=f"{name}:1:1: the file lies outside") as caught:
        Theme.load(tmp_path / "theme")

    assert "SECRET" not in str(caught.value)


def test_a_template_behind_a_linked_folder_is_not_read(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.html.jinja").write_text("SECRET")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "parts").symlink_to(tmp_path / "elsewhere")
    theme = Theme.load(tmp_path / "theme")

    with pytest.raises(Exception, match="lies outside"):
        theme.environment().get_template("parts/a.html.jinja")


def test_another_folder_can_be_opened_on_purpose(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.css").write_text(":root { --ink: #123456 }")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "theme.css").write_text("@import '../shared/a.css';")

    assert Theme.load(tmp_path / "theme", roots=[tmp_path / "shared"])


def test_what_designers_write_is_let_through(tmp_path):
    css = """
    @import "own.css";
    :root { --a: var(--b); --b: var(--a); --c: 1px }
    @page :first { margin: calc(1mm + 2 * var(--c)) }
    p:not(.x, .y) > a[href^="https:"]::after { content: url("mark.svg#x") " " attr(href) }
    .a { mask: url(#b); background: url(data:image/png;base64,AAAA) }
    """
    (tmp_path / "own.css").write_text("")
    (tmp_path / "mark.svg").write_text("")
    (tmp_path / "theme.css").write_text(css)

    assert Theme.load(tmp_path)


def test_no_sheet_of_the_default_theme_would_be_refused(tmp_path):
    """They are held to what a stranger's are held to."""
    import shutil

    shutil.copytree(Theme.load().folders[0], tmp_path / "copy")

    assert Theme.load(tmp_path / "copy")
