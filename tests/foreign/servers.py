"""Programs of others that listen on a loopback port while a test needs them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

PATIENCE = 90.0
"""Seconds until a server must answer; the largest imports for half a minute on a slow machine."""

PAUSE = 0.1


class SilentError(Exception):
    """A server did not come up; what it said last."""


def free_port() -> int:
    """A loopback port on which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def running(
    command: tuple[str, ...], url: str, *, folder: Path, variables: Mapping[str, str] | None = None
) -> Iterator[None]:
    """The command as a process of its own in the folder, from when the address answers until the end of the block.

    Raises SilentError where the process ends or nothing answers in time.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            if not _answers(process, url):
                said.seek(0)
                raise SilentError(said.read().decode("utf-8", "replace")[-2000:])
            yield
        finally:
            _end(process)


def _answers(process: subprocess.Popen[bytes], url: str) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(url, timeout=5.0, trust_env=False)
        except httpx.TransportError:
            time.sleep(PAUSE)
        else:
            return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started: it leads a group of its own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=10.0)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()
