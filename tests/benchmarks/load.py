"""A client that keeps so many connections busy: each sends its request again as soon as the answer is there.

It does no more than find the ends of answers, so that one process of it can ask for more than any server here gives: an
application of uvicorn that does nothing was asked 27,000 times a second.
"""

from __future__ import annotations

import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector
from urllib.parse import urlsplit

CONNECTIONS = 16

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_CHUNK = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of asking for a while."""

    answers: Counter[int]
    """How many, by status."""

    seconds: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers.total() / self.seconds


def load(url: str, request: bytes, seconds: float) -> Load:
    """Ask the server of an address for so many seconds; the request goes out as it is.

    Raises ConnectionError where the server closes a connection.
    """
    answers: Counter[int] = Counter()
    with _connected(url) as (selector, connections):
        begin = time.perf_counter()
        end = begin + seconds
        for connection in connections:
            connection.sendall(request)
        while (now := time.perf_counter()) < end:
            for key, _ in selector.select(timeout=end - now):
                status = key.data.take()
                if status is not None:
                    answers[status] += 1
                    key.data.connection.sendall(request)
        return Load(answers=answers, seconds=now - begin)


@contextmanager
def _connected(url: str) -> Iterator[tuple[DefaultSelector, list[socket.socket]]]:
    address = urlsplit(url)
    with ExitStack() as stack:
        selector = stack.enter_context(DefaultSelector())
        connections = []
        for _ in range(CONNECTIONS):
            connection = stack.enter_context(socket.create_connection((address.hostname, address.port), timeout=10.0))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, EVENT_READ, _Reader(connection))
            connections.append(connection)
        yield selector, connections


class _Reader:
    """Reads the answers of one connection, one after the other."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._read = b""

    def take(self) -> int | None:
        """The status of the answer that is now whole; None as long as none is."""
        chunk = self.connection.recv(_CHUNK)
        if not chunk:
            raise ConnectionError("the server has closed a connection")
        self._read += chunk
        head, blank, body = self._read.partition(b"\r\n\r\n")
        if not blank or len(body) < _length(head):
            return None
        self._read = b""
        return int(head[9:12])


def _length(head: bytes) -> int:
    """How long the body of an answer is; every server here says so."""
    found = _LENGTH.search(head + b"\r\n")
    if found is None:
        raise ConnectionError("an answer does not say how long it is")
    return int(found[1])
