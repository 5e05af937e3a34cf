"""What is shown follows the saves, and the last good pages stay."""

import asyncio
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
import small

from report import limits
from report.errors import Diagnostic, Span
from report.press import workers
from report.watch import editors, saves, server, watching
from report.watch.answers import WatchAnswers
from report.watch.making import MadeFile, Maker
from report.watch.sheets import PageName, WatchedPages
from report.watch.watching import Watch


class Answer:
    """What was answered."""

    def __init__(self, status_code: int, headers: dict[str, str], content: bytes) -> None:
        self.status_code, self.headers, self.content = status_code, headers, content
        self.text = content.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.content)


class Client:
    """Asks an application, without a network."""

    def __init__(self, app) -> None:
        self.app = app

    def get(self, address: str, headers: dict[str, str] | None = None, method="GET") -> Answer:
        path, _, query = address.partition("?")
        sent = {"host": "127.0.0.1:8765", **(headers or {})}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(k.encode(), v.encode()) for k, v in sent.items()],
        }
        said, asked = [], []

        async def receive():
            if asked:
                await asyncio.Event().wait()  # nobody hangs up
            asked.append(True)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            said.append(message)

        asyncio.run(self.app(scope, receive, send))
        headers = {k.decode(): v.decode() for k, v in said[0]["headers"]}
        return Answer(said[0]["status"], headers, b"".join(m.get("body", b"") for m in said[1:]))

    def post(self, address: str) -> Answer:
        return self.get(address, method="POST")


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched")

    def write(text: str, name: str) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    path = small.small(write)
    watch = Watch(Maker(path))
    with workers.at_hand(0):
        asyncio.run(watch._build())
    yield watch, path
    watch.sheets.close()


@pytest.fixture
def client(watched):
    app = server.application(WatchAnswers(watched[0]), 8765)
    return Client(app)


def test_the_pages_are_shown_and_then_held_to_account(watched):
    watch, _ = watched

    assert watch.state.ok
    assert watch.state.checked
    assert not watch.state.busy
    assert len(watch.sheets.shown) == 1
    assert watch.pdf.startswith(b"%PDF-")


def test_the_page_and_its_parts_are_served(client):
    page = client.get("/")

    assert "default-src 'none'" in page.headers["content-security-policy"]
    for name in ("page.css", "page.js"):
        assert name in page.text
        assert client.get(f"/{name}").status_code == 200
    state = client.get("/state").json()
    digest = state["pages"][0]["digest"]
    assert client.get(f"/page/{digest}.png?scale=1").content.startswith(b"\x89PNG")
    words = " ".join(line[0] for line in client.get(f"/page/{digest}.json").json())
    assert "Dues rose by at least 12 per cent in Norwich in 2018" in words
    assert client.get("/briefing.pdf").content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example:8765"},
        {"host": "127.0.0.1:9"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/state", "/at?page=1&x=1&y=1", "/briefing.pdf", "/events"])
def test_nobody_else_is_served(client, headers, path):
    assert client.get(path, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/briefing.yaml", "/page/..%2f..%2fbriefing.yaml", "/page/nothing.png", "/..%2fserver.py"],
)
def test_nothing_else_is_served(client, path):
    assert client.get(path).status_code == 404
    assert client.post("/").status_code == 405


@pytest.mark.parametrize(
    "asked", ["page=x&x=1&y=1", "page=1&x=1", "page=1&x=nan&y=1", "page=0&x=1&y=1"]
)
def test_a_question_that_is_none_is_no_fault(client, asked):
    answer = client.get(f"/at?{asked}")

    assert answer.status_code == 400 or answer.json() == {}


def test_a_point_is_answered_with_its_line_and_its_facts(client, watched):
    digest = client.get("/state").json()["pages"][0]["digest"]
    line = next(one for one in client.get(f"/page/{digest}.json").json() if "12 per cent" in one[0])
    found = client.get(f"/at?page=1&x={line[1] + 60}&y={line[2] + line[4] / 2}").json()

    assert found["file"] == "briefing.yaml"
    text = watched[1].read_text(encoding="utf-8").splitlines()
    assert "Dues rose" in text[found["line"] - 1]
    assert found["open"].startswith(f"vscode://file{watched[1].as_posix()}:{found['line']}:")
    fact = found["facts"][0]
    assert (fact["key"], fact["file"]) == ("dues-rose", "harbour.yaml")
    assert fact["phrases"] == ["at least 12 per cent", "Norwich in 2018"]
    assert fact["passage"] == "under “Dues,” para. 1"


def test_the_pages_stay_while_a_save_is_broken_and_the_lines_are_those_of_now(watched, client):
    watch, path = watched
    before, pages, kept = path.read_text(encoding="utf-8"), watch.sheets.shown, watch.state
    try:
        path.write_text(f"# one\n# two\n{before}    oops: [\n", encoding="utf-8")
        with workers.at_hand(0):
            asyncio.run(watch._build())

        assert not watch.state.ok
        assert watch.sheets.shown == pages
        told = client.get("/state").json()
        assert told["problems"][0]["level"] == "error"
        assert told["problems"][0]["line"] > len(before.splitlines())
        line = next(
            one
            for one in client.get(f"/page/{pages[0].name.digest}.json").json()
            if "12 per cent" in one[0]
        )
        found = client.get(f"/at?page=1&x={line[1] + 60}&y={line[2] + line[4] / 2}").json()
        assert "Dues rose" in path.read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    finally:
        path.write_text(before, encoding="utf-8")
        watch.state = kept


def test_a_fault_of_ours_is_shown_and_the_next_save_is_built(tmp_path):
    class Broken(Maker):
        def make(self, laid, proved=None) -> MadeFile:
            raise KeyError("x")

    watch = Watch(Broken(tmp_path / "briefing.yaml"))
    asyncio.run(watch._build())

    assert "fault of the program" in watch.state.problems[0].diagnostic.message
    assert not watch.state.busy


def test_what_saves_are_heard(tmp_path):
    heard = saves.WrittenFiles([tmp_path])

    assert heard(None, str(tmp_path / "documents" / "a.yaml"))
    assert heard(None, str(tmp_path / "theme.css"))
    assert not heard(None, str(tmp_path / "build" / "a.yaml"))
    assert not heard(None, str(tmp_path / ".git" / "a.yaml"))
    assert not heard(None, str(tmp_path / "briefing.pdf"))
    (tmp_path / "in").mkdir()
    assert saves.outermost([tmp_path / "in", tmp_path, tmp_path / "none"]) == (tmp_path,)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("vscode", "vscode://file/a%20b/x.yaml:3:4"),
        ("idea", "idea://open?file=/a%20b/x.yaml&line=3&column=4"),
        ("my-editor://{path}#{line}", "my-editor:///a%20b/x.yaml#3"),
        ("none", ""),
    ],
)
def test_a_place_has_an_address_in_an_editor(name, told):
    assert editors.address(editors.template(name) or "", Path("/a b/x.yaml"), 3, 4) == told


@pytest.mark.parametrize(
    "name", ["vim", "javascript:alert('{path}')", "x://nothing", "data:,{path}", ""]
)
def test_what_is_no_editor_is_refused(name):
    assert editors.template(name) is None


def test_a_second_watch_takes_the_next_port():
    first = server.listen(None)
    second = server.listen(None)
    try:
        assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"
        assert first.getsockname()[1] != second.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            server.listen(first.getsockname()[1])
    finally:
        first.close()
        second.close()


class _Pages:
    def __init__(self, count: int) -> None:
        self.sizes, self.closed = ((600.0, 800.0),) * count, False

    def close(self) -> None:
        self.closed = True


def names(*given: str) -> list[PageName]:
    return [PageName(one[:1], one) for one in given]


def test_a_proof_is_shown_among_the_pages_of_before():
    shown = WatchedPages()
    first, proof, second = _Pages(3), _Pages(1), _Pages(4)
    shown.take(names("a1", "b2", "c3"), first)

    assert shown.prove(names("a1", "x2", "b3", "c4"), proof, [2])
    assert [one.name.digest for one in shown.shown] == ["a1", "x2", "b2", "c3"]
    assert not shown.prove(names("a1", "y2"), proof, [])
    shown.take(names("a1", "x2", "b3", "c4"), second)
    assert [one.name.digest for one in shown.shown] == ["a1", "x2", "b3", "c4"]
    assert (first.closed, proof.closed, second.closed) == (True, True, False)


def test_many_problems_are_told_within_a_bound(watched):
    watch, path = watched
    kept = watch.state

    def make(laid, proved=None) -> MadeFile:
        return MadeFile(None, tuple(Diagnostic(f"{n}", Span(path, 1, 1)) for n in range(9999)), 0.0)

    real, watch.maker.make = watch.maker.make, make
    try:
        asyncio.run(watch._build())
        assert len(WatchAnswers(watch).state()["problems"]) == limits.PROBLEMS
    finally:
        watch.maker.make, watch.state = real, kept


def test_a_page_whose_file_is_closed_while_it_is_drawn_is_drawn_from_the_next():
    class Closing(_Pages):
        def picture(self, index: int, scale: float) -> bytes:
            if self.closed:
                return b""
            shown.take(names("a1"), second)
            return b""

    class Whole(_Pages):
        def picture(self, index: int, scale: float) -> bytes:
            return b"picture"

    shown, second = WatchedPages(), Whole(1)
    shown.take(names("a1"), Closing(1))

    assert shown.picture("a1", 1.0) == b"picture"


def test_what_is_saved_while_a_file_is_made_is_not_missed(tmp_path, monkeypatch):
    path = tmp_path / "briefing.yaml"
    path.write_text("first", encoding="utf-8")
    watch, made = Watch(Maker(path)), []

    async def built() -> None:
        made.append(path.read_text(encoding="utf-8"))
        if len(made) < 3:
            path.write_text(f"while build {len(made)} ran", encoding="utf-8")
            await asyncio.sleep(0.2)

    monkeypatch.setattr(watch, "_build", built)

    async def watched() -> None:
        running = asyncio.create_task(watch.run())
        for _ in range(200):
            if len(made) == 3:
                break
            await asyncio.sleep(0.02)
        running.cancel()

    asyncio.run(watched())
    assert made == ["first", "while build 1 ran", "while build 2 ran"]


def test_free_memory_is_given_back_every_few_builds(watched, monkeypatch):
    watch, _ = watched
    given = []
    monkeypatch.setattr(watching.resting, "give_back", lambda: given.append(watch.state.build))
    monkeypatch.setattr(watch, "_make", lambda: None)
    for _ in range(12):
        asyncio.run(watch._build())

    assert len(given) == 3
