"""Servers on a socket that misbehave: each connection is given to a function that may do with it what it likes."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import TypeAlias

from fencepost.campaign.wire.exchange import Answer, Request

from ..campaign.things import ThingServer

TOKEN = "a-token-that-is-right"
LINE = b"HTTP/1.1 200 OK\r\n"


class Wire:
    """One connection, seen from the server."""

    def __init__(self, connection: socket.socket, over: threading.Event) -> None:
        self._connection = connection
        self._file = connection.makefile("rb")
        self._over = over

    def asked(self) -> Request | None:
        """The next request; None where the client left."""
        line = self._file.readline().decode("latin-1")
        if not line.strip():
            return None
        method, target, _ = line.split(" ")
        headers = []
        while text := self._file.readline().decode("latin-1").strip():
            name, _, value = text.partition(":")
            headers.append((name.lower(), value.strip()))
        size = int(dict(headers).get("content-length", "0"))
        content = self._file.read(size) if size else None
        return Request(method=method, url=f"http://server{target}", headers=tuple(headers), content=content)

    def say(self, octets: bytes) -> None:
        self._connection.sendall(octets)

    def say_for_ever(self, octets: bytes, every: float = 0) -> None:
        """The same again and again, until the client leaves or the test is over."""
        while not self._over.wait(every):
            self.say(octets)

    def hang(self) -> None:
        """Say nothing, until the test is over."""
        self._over.wait()

    def reset(self) -> None:
        """End the connection with RST, as a crash does."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._file.close()
        self._connection.close()


Behaviour: TypeAlias = Callable[[Wire], None]
"""What becomes of a connection."""


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[str]:
    """The address of a server with this behaviour, until the end of the block."""
    over, threads = threading.Event(), []

    def serve(connection: socket.socket) -> None:
        # A client that has left is no fault of the server.
        with connection, suppress(OSError, ValueError):
            behaviour(Wire(connection, over))

    def accept(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threads.append(threading.Thread(target=serve, args=[connection], daemon=True))
                threads[-1].start()

    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        accepting = threading.Thread(target=accept, args=[listener], daemon=True)
        accepting.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            over.set()
            listener.shutdown(socket.SHUT_RDWR)
            for thread in (accepting, *threads):
                thread.join(5)


def after_each_request(misbehave: Behaviour) -> Behaviour:
    """Reads whatever is asked, and misbehaves every time."""

    def behaviour(wire: Wire) -> None:
        while wire.asked() is not None:
            misbehave(wire)

    return behaviour


def saying(octets: bytes) -> Behaviour:
    """Says the same to every request, and ends the connection."""

    def behaviour(wire: Wire) -> None:
        if wire.asked() is not None:
            wire.say(octets)

    return behaviour


def now_and_then(misbehave: Behaviour, when: Callable[[int], bool], server: ThingServer | None = None) -> Behaviour:
    """A correct server of the things, but for the requests whose ordinal, from 1, is one of those it misbehaves on."""
    things, numbers = server or ThingServer(), count(1)

    def behaviour(wire: Wire) -> None:
        while (request := wire.asked()) is not None:
            if when(next(numbers)):
                misbehave(wire)
            else:
                with things.lock:
                    wire.say(octets_of(things.answer(request)))

    return behaviour


def octets_of(answer: Answer) -> bytes:
    """An answer as it goes over the wire."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    head = f"HTTP/1.1 {answer.status} Said\r\n{headers}content-length: {len(answer.content)}\r\n\r\n"
    return head.encode() + answer.content
