"""A watch comes in; its page is served to this machine until Ctrl-C.

Nothing is served but the page, its pictures and words, and the file; nothing can be changed through
it. A request under another name than this machine's, or from another site's page, is refused.
"""

import asyncio
import contextlib
import json
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from math import isfinite
from pathlib import Path
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from .answers import WatchAnswers

HOST = "127.0.0.1"
PORT = 8765  # the first that is tried, of a score
_TRIES = 20
_PAGE = Path(__file__).with_name("page")
_PARTS = {"/": "index.html", "/page.css": "page.css", "/page.js": "page.js"}
_LARGEST = 4.0  # dots to a point of a picture
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_KEPT = {**_HEADERS, "Cache-Control": "private, max-age=86400, immutable"}

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Guard:
    """Lets requests through that come from this machine's own page."""

    def __init__(self, app: Any, port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}" for name in (HOST, "localhost")}
        self.origins = {f"http://{host}" for host in self.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and not self._welcome(dict(scope["headers"])):
            refusal = Response("This page is for its own machine alone.", 403, _HEADERS)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _welcome(self, headers: dict[bytes, bytes]) -> bool:
        said = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers.items()}
        origin, site = said.get("origin"), said.get("sec-fetch-site", "none")
        own = origin is None or origin in self.origins
        return said.get("host") in self.hosts and own and site in ("none", "same-origin")


class _Routes:
    """What is served."""

    def __init__(self, answers: WatchAnswers) -> None:
        self.answers, self.watch = answers, answers.watch

    async def state(self, _: Request) -> Response:
        return JSONResponse(self.answers.state(), headers=_HEADERS)

    async def picture(self, request: Request) -> Response:
        try:
            asked = float(request.query_params.get("scale", "2"))
        except ValueError:
            return Response(status_code=400)
        scale = min(max(asked, 0.1), _LARGEST) if isfinite(asked) else 1.0
        name = request.path_params["digest"]
        data = await self.watch.ask(lambda: self.watch.sheets.picture(name, round(scale, 2)))
        if not data:
            return Response(status_code=404, headers=_HEADERS)
        return Response(data, media_type="image/png", headers=_KEPT)

    async def lines(self, request: Request) -> Response:
        name = request.path_params["digest"]
        found = await self.watch.ask(lambda: self.answers.lines(name))
        return JSONResponse(found, headers=_KEPT if found else _HEADERS)

    async def at(self, request: Request) -> Response:
        try:
            page = int(request.query_params["page"])
            x, y = (float(request.query_params[name]) for name in "xy")
        except (KeyError, ValueError):
            return Response(status_code=400, headers=_HEADERS)
        if not (isfinite(x) and isfinite(y)):
            return Response(status_code=400, headers=_HEADERS)
        rules = "rules" in request.query_params
        found = await self.watch.ask(lambda: self.answers.at(page, x, y, rules))
        return JSONResponse(found, headers=_HEADERS)

    async def pdf(self, _: Request) -> Response:
        if not self.watch.pdf:
            return Response(status_code=404, headers=_HEADERS)
        name = self.watch.maker.briefing.stem.encode("ascii", "replace").decode().replace('"', "")
        told = {**_HEADERS, "Content-Disposition": f'inline; filename="{name}.pdf"'}
        return Response(self.watch.pdf, media_type="application/pdf", headers=told)

    async def events(self, _: Request) -> Response:
        return StreamingResponse(self._news(), media_type="text/event-stream", headers=_HEADERS)

    async def _news(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[bool] = asyncio.Queue()
        self.watch.listeners.add(queue)
        try:
            going = True
            while going:
                yield f"retry: 1000\ndata: {json.dumps(self.answers.state())}\n\n"
                going = await queue.get()
        finally:
            self.watch.listeners.discard(queue)

    def app(self, port: int) -> Any:
        routes = [
            *(Route(path, self._part(name)) for path, name in _PARTS.items()),
            Route("/state", self.state),
            Route("/page/{digest}.png", self.picture),
            Route("/page/{digest}.json", self.lines),
            Route("/at", self.at),
            Route("/briefing.pdf", self.pdf),
            Route("/events", self.events),
        ]
        return Guard(Starlette(routes=routes), port)

    def _part(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        async def part(_: Request) -> Response:
            return FileResponse(_PAGE / name, headers=_HEADERS)

        return part


def application(answers: WatchAnswers, port: int) -> Any:
    """Return the server's application; ``port`` is where it is reached."""
    return _Routes(answers).app(port)


def listen(port: int | None) -> socket.socket:
    """Return a socket on this machine alone: at a port, or at the first that is free.

    ``OSError`` where it is taken.
    """
    for number in [port] if port is not None else [*range(PORT, PORT + _TRIES), 0]:
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, number))
            found.listen()
        except OSError:
            found.close()
            if port is not None or number == 0:
                raise
            continue
        return found
    raise AssertionError("a port 0 is always free")


class _Server(uvicorn.Server):
    """Leaves the signals to the command."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(answers: WatchAnswers, at: socket.socket) -> None:
    """Serve until Ctrl-C; then everybody is let go."""
    app = application(answers, at.getsockname()[1])
    config = uvicorn.Config(
        app, log_level="error", access_log=False, lifespan="off", timeout_graceful_shutdown=1,
        server_header=False, ws="none", http="h11",
    )  # fmt: skip
    logging.getLogger("uvicorn.error").addFilter(_worth_a_word)
    server = _Server(config)

    def stop(*_: object) -> None:
        server.should_exit = True
        answers.watch.end()

    async def both() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_passed_over)
        loop.add_signal_handler(signal.SIGINT, stop)
        building = asyncio.create_task(answers.watch.run())
        await server.serve(sockets=[at])
        building.cancel()

    before = signal.getsignal(signal.SIGINT)
    try:
        asyncio.run(both())
    finally:
        signal.signal(signal.SIGINT, before)
        answers.watch.sheets.close()


def _passed_over(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), h11.LocalProtocolError):
        loop.default_exception_handler(context)


def _worth_a_word(record: logging.LogRecord) -> bool:
    """Say whether something is the matter here: not where a request breaks the rules of HTTP."""
    return not (record.exc_info and isinstance(record.exc_info[1], h11.LocalProtocolError))
