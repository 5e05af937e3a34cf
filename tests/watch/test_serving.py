"""Requests that break the rules of HTTP are cut off without a word, and others are answered."""

import os
import signal
import socket
import subprocess
import sys

SERVER = """
import asyncio
from types import SimpleNamespace
from report.watch import server

class Watch:
    pdf, sheets = b"", SimpleNamespace(close=lambda: None)
    async def run(self):
        await asyncio.sleep(100)
    def end(self):
        pass

at = server.listen(None)
print(at.getsockname()[1], flush=True)
server.serve(SimpleNamespace(watch=Watch()), at)
"""
GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
BROKEN = {
    "a chunk without a length": GET.replace(b"GET", b"POST")
    + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "two lengths": GET + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "more after its end": GET + b"Connection: close\r\n\r\nmore\r\n\r\n",
    "no request": bytes(range(256)).replace(b"%", b""),
    "a head without an end": b"GET / HTTP/1.1\r\nX: " + b"y" * 200_000,
}


def answered(port, data):
    found = b""
    with socket.create_connection(("127.0.0.1", port), 5) as asking:
        asking.settimeout(1)
        try:
            asking.sendall(data)
            found = asking.recv(100)
            asking.sendall(b"zz\r\n\r\n")
            while asking.recv(1000):
                pass
        except OSError:
            pass
    return found


def test_a_broken_request_is_cut_off_without_a_word():
    serving = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    port = int(serving.stdout.readline())
    for request in BROKEN.values():
        answered(port, request % port if b"%d" in request else request)
    sound = answered(port, GET % port + b"Connection: close\r\n\r\n")
    os.kill(serving.pid, signal.SIGINT)
    _, said = serving.communicate(timeout=20)

    assert sound.startswith(b"HTTP/1.1 200")
    assert said == ""
