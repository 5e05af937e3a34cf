"""A page in Debian's Chromium, spoken to over a pipe: no driver, no port, no package beside it."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """Return the path of a browser of this family, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One headless browser with one page in it."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="report-browser-")
        to_it, self._out = os.pipe()
        self._in, from_it = os.pipe()

        def given() -> None:  # the browser reads descriptor 3 and writes to 4
            a, b = os.dup(to_it), os.dup(from_it)
            os.dup2(a, 3)
            os.dup2(b, 4)

        flags = ("--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--disable-gpu")
        quiet = (
            "--no-first-run",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
        )
        self._process = subprocess.Popen(
            [executable() or NAMES[0], *flags, *quiet, f"--user-data-dir={self._folder}"],
            preexec_fn=given,
            pass_fds=(3, 4, to_it, from_it),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_it)
        os.close(from_it)
        self._left, self._number = b"", 0
        self.asked: list[str] = []  # addresses that pages wanted
        target = self._say("Target.createTarget", url="about:blank")["targetId"]
        made = self._say("Target.attachToTarget", targetId=target, flatten=True)
        self._session = made["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.say(f"{domain}.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def say(self, method: str, **values: Any) -> dict[str, Any]:
        """Send a command to the page and return its answer."""
        return self._say(method, self._session, **values)

    def open(self, path: Path, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Show a file in a window of that size."""
        self.asked.clear()
        self.say(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        motion = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.say("Emulation.setEmulatedMedia", media="", features=[scheme, motion])
        self.go(path.resolve().as_uri())
        loaded = "document.readyState === 'complete' ? r() : addEventListener('load', r)"
        self.run(f"new Promise(r => {loaded})")
        self.run("document.fonts.ready.then(() => 1)")

    def go(self, address: str) -> None:
        """Leave the document that is shown: until the next one begins, it would still answer."""
        self.run("window.left = true")
        self.say("Page.navigate", url=address)
        end = time.monotonic() + 120
        while self.run("!!window.left"):
            if time.monotonic() > end:
                raise AssertionError(f"{address} does not begin")
            time.sleep(0.02)

    def run(self, script: str) -> Any:
        """Return the value of an expression, awaited, in the page."""
        answer = self.say(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def heard(self) -> list[dict[str, Any]]:
        """Return what a screen reader gets of the page: its nodes, with their roles."""
        self.say("Accessibility.enable")
        nodes: list[dict[str, Any]] = self.say("Accessibility.getFullAXTree")["nodes"]
        return [node for node in nodes if not node.get("ignored")]

    def press(self, key: str) -> None:
        """Press a key: Tab, Enter, Escape."""
        code = {"Tab": 9, "Enter": 13, "Escape": 27}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.say(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                **(text if kind == "keyDown" else {}),
            )

    def picture(self, path: Path, whole: bool = False) -> None:
        """Save what is seen, or the whole page, as a PNG."""
        data = self.say("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(b64decode(data))

    def printed(self) -> bytes:
        """Return the page as the browser prints it."""
        return b64decode(
            self.say("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
        )

    def close(self) -> None:
        """End the browser."""
        self._process.terminate()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _say(self, method: str, session: str = "", **values: Any) -> dict[str, Any]:
        self._number += 1
        words = {"id": self._number, "method": method, "params": values}
        if session:
            words["sessionId"] = session
        os.write(self._out, json.dumps(words).encode() + b"\0")
        while True:
            answer = self._heard()
            if answer.get("method") == "Network.requestWillBeSent":
                self.asked.append(answer["params"]["request"]["url"])
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]

    def _heard(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            data = os.read(self._in, 1 << 16)
            if not data:
                raise AssertionError("the browser has gone")
            self._left += data
        words, _, self._left = self._left.partition(b"\0")
        return json.loads(words)
