"""A server where a campaign may meet it: below its own transport, behind respx, as an ASGI application, on a socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx
import uvicorn

from .conditions import Condition, subject
from .messages import Request, Response
from .service import Behaviour, State, respond


class Served:
    """A server that remembers; with a fault, one that shows it where every condition holds."""

    def __init__(self, correct: Behaviour, faulty: Behaviour | None = None, when: tuple[Condition, ...] = ()) -> None:
        self._correct = correct
        self._faulty = correct if faulty is None else faulty
        self._when = when
        self._state = State()
        self._lock = threading.Lock()

    def send(self, request: Request) -> Response:
        with self._lock:
            fields = subject(request, self._state) if self._when else {}
            is_faulty = all(condition.holds(fields) for condition in self._when)
            does = self._faulty if is_faulty else self._correct
            response, self._state = respond(request, self._state, does)
        return response

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """What the campaign's transport calls in place of a connection."""
        assert isinstance(request.stream, Iterable)
        asked = Request(
            method=request.method.decode("ascii"),
            target=request.url.target.decode("ascii"),
            headers=_texts(request.headers),
            content=b"".join(request.stream),
        )
        response = self.send(asked)
        return httpcore.Response(response.status, headers=list(_octets(response)), content=response.content)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """What `httpx.MockTransport` and a respx route call."""
        asked = Request(
            method=request.method,
            target=request.url.raw_path.decode("ascii"),
            headers=_texts(request.headers.raw),
            content=request.content,
        )
        response = self.send(asked)
        # As a stream, because httpx would undo an encoding that is only claimed before it is asked to read.
        stream = httpx.ByteStream(response.content)
        return httpx.Response(response.status, headers=list(response.headers), stream=stream)


Octets = Iterable[tuple[bytes, bytes]]


def _texts(headers: Octets) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers)


def _octets(response: Response) -> Octets:
    return ((name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers)


Scope = MutableMapping[str, Any]


def asgi(server: Served) -> Callable[..., Awaitable[None]]:
    """The server as an ASGI application."""

    async def application(scope: Scope, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] != "http":
            return
        response = server.send(_asked(scope, await _content(receive)))
        headers = [*_octets(response), (b"content-length", str(len(response.content)).encode())]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.content})

    return application


def _asked(scope: Scope, content: bytes) -> Request:
    query = scope["query_string"].decode("ascii")
    path = scope["raw_path"].decode("ascii").partition("?")[0]
    return Request(
        method=scope["method"],
        target=f"{path}?{query}" if query else path,
        headers=_texts(scope["headers"]),
        content=content,
    )


async def _content(receive: Callable[..., Any]) -> bytes:
    content = b""
    while True:
        message = await receive()
        content += message.get("body", b"")
        if not message.get("more_body"):
            return content


@contextmanager
def serving(server: Served) -> Iterator[str]:
    """The address of the server on a loopback port, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # asyncio sets it only where a socket names its protocol; without it each answer waits 40 ms to be acknowledged.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        host = uvicorn.Server(uvicorn.Config(asgi(server), lifespan="off", log_level="critical", ws="none"))
        thread = threading.Thread(target=host.run, args=([listening],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            host.should_exit = True
            thread.join()
