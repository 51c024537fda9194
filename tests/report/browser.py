"""A real browser without a window, spoken to in its devtools protocol over two pipes: no network, and no package.

Source: Chrome DevTools Protocol; `--remote-debugging-pipe` reads messages from descriptor 3 and writes them to 4, each
ended by NUL.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    *("--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-features=Translate,MediaRouter", "--hide-scrollbars", "--mute-audio"),
)
PATIENCE = 60.0
"""Seconds after which a browser that does not answer is given up."""


@cache
def browser_path() -> str | None:
    """The browser of this machine; None where there is none that starts."""
    known = [path for path in map(shutil.which, NAMES) if path is not None] + [str(MAC)] * MAC.exists()
    return next((path for path in known if starts(path)), None)


def starts(path: str) -> bool:
    """Whether a browser is one: some systems put a word in its place that tells how to install it."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


class Browser:
    """One page of a browser, and all that it told of it."""

    def __init__(self, told: int, asked: int) -> None:
        self._told, self._asked = told, asked
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []

    def open(self, url: str, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
        """Show a page, and wait until it has loaded; what is told from now on is told of it."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.resize(width, height)
        wanted = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in wanted.items()]
        self.ask("Emulation.setEmulatedMedia", features=features)
        self.events.clear()
        self.ask("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Make the window so wide and high, in pixels of the page; each is `scale` pixels of a picture."""
        is_phone = width < 600
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": is_phone}
        self.ask("Emulation.setDeviceMetricsOverride", **size)

    def value(self, expression: str) -> Any:
        """What an expression is on the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, path: Path) -> None:
        """What is seen of the page, as PNG."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    def named(self, method: str) -> list[dict[str, Any]]:
        """What was told under a name."""
        return [event["params"] for event in self.events if event.get("method") == method]

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._asked, json.dumps(message).encode() + b"\0")
        for answer in self._messages():
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
        raise AssertionError

    def wait(self, method: str) -> None:
        """Read on until something is told."""
        messages = self._messages()
        while not self.named(method):
            next(messages)

    def _messages(self) -> Iterator[dict[str, Any]]:
        until = time.monotonic() + PATIENCE
        while True:
            while b"\0" not in self._rest:
                ready, _, _ = select.select([self._told], [], [], max(0.0, until - time.monotonic()))
                chunk = os.read(self._told, 1 << 20) if ready else b""
                assert chunk, "the browser does not answer"
                self._rest += chunk
            line, _, self._rest = self._rest.partition(b"\0")
            message: dict[str, Any] = json.loads(line)
            self.events.append(message)
            yield message


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with a profile of its own, which ends with the block."""
    path = browser_path()
    assert path is not None
    read_asked, asked = os.pipe()
    told, write_told = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # The shell puts the pipes where the browser looks for them.
        script = f'exec "$0" "$@" 3<&{read_asked} 4>&{write_told}'
        command = ["bash", "-c", script, path, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, pass_fds=(read_asked, write_told), stdout=quiet, stderr=quiet) as process:
            os.close(read_asked)
            os.close(write_told)
            try:
                yield Browser(told, asked)
            finally:
                process.terminate()
                process.wait()
                os.close(told)
                os.close(asked)
