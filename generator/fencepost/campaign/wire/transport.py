"""Requests over real sockets, bounded in time and size; a connection that fails is a value, never an exception.

The only module of the campaign that touches the outside world. It stands on httpcore, the engine below httpx: here one
deadline holds for a whole request, where httpx bounds each read by itself, and nothing is remembered from one request
to the next, neither cookies nor logins.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from ssl import SSLContext
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

import httpcore

from fencepost.campaign.wire.exchange import Answer, Lost, Request, Sent
from fencepost.campaign.wire.unpacking import OFFERED, UndecodableError, unpacked

MAX_BYTES = 8 * 1024 * 1024

_PIECE = 16 * 1024
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_MEANT_TO_HAVE_A_BODY = ("POST", "PUT", "PATCH")


class Connection(Protocol):
    """Carries requests of httpcore: its pool of connections, or a server inside the process."""

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """The response, whose body is still to be read."""
        ...


class Deadline(threading.local):
    """When the request under way in this thread must be over, on the monotonic clock."""

    at = float("inf")

    def left(self, timeout: float | None) -> float:
        """The seconds until then, or those of the timeout where they are fewer. Raises ReadTimeout for none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout
        return seconds if timeout is None else min(timeout, seconds)


class HttpTransport:
    """Sends over HTTP/1.1 with kept connections; follows no redirect and reads no proxy settings or stored logins."""

    def __init__(
        self, connection: Connection, deadline: Deadline, *, seconds: float, max_bytes: int = MAX_BYTES
    ) -> None:
        self._connection = connection
        self._deadline = deadline
        self._seconds = seconds
        self._max_bytes = max_bytes

    def send(self, request: Request) -> Sent:
        """What came of a request, after at most the seconds that one may take."""
        start = time.monotonic()
        self._deadline.at = start + self._seconds
        try:
            answer: Answer | Lost = self._answer(request)
        except (*_LOSSES, ValueError) as error:
            answer = _lost(error, self._seconds)
        return Sent(answer=answer, seconds=time.monotonic() - start)

    def _answer(self, request: Request) -> Answer:
        response = self._connection.handle_request(_on_the_wire(request))
        headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers)
        answer = Answer(status=response.status, headers=headers)
        try:
            if (answer.header("content-type") or "").lower().startswith(_ENDLESS):
                return replace(answer, content=self._begun(response.iter_stream()), problem="truncated")
            return self._bounded(replace(answer, content=self._read(response.iter_stream())))
        finally:
            response.close()

    def _begun(self, chunks: Iterator[bytes]) -> bytes:
        """The first piece of a body that has no end; nothing where it is long in coming."""
        self._deadline.at = min(self._deadline.at, time.monotonic() + _FIRST_PIECE)
        with suppress(httpcore.TimeoutException):
            return next(chunks, b"")
        return b""

    def _read(self, chunks: Iterator[bytes]) -> bytes:
        """The body; where it is longer than allowed, a little more than that."""
        content = bytearray()
        for chunk in chunks:
            content += chunk
            if len(content) > self._max_bytes:
                break
        return bytes(content)

    def _bounded(self, answer: Answer) -> Answer:
        """The answer with its content encoding undone, and not longer than allowed."""
        encodings = ",".join(value for name, value in answer.headers if name == "content-encoding")
        if encodings and answer.content and len(answer.content) <= self._max_bytes:
            try:
                answer = replace(answer, content=unpacked(answer.content, encodings, self._max_bytes))
            except UndecodableError:
                return replace(answer, content=b"", problem="undecodable")
        if len(answer.content) > self._max_bytes:
            return replace(answer, content=answer.content[: self._max_bytes], problem="truncated")
        return answer


def _on_the_wire(request: Request) -> httpcore.Request:
    url, host = _address(request.url)
    # A header may hold any text that HTTP can carry: its octets are those of UTF-8.
    headers = [(name.encode(), value.encode()) for name, value in request.headers]
    given = {name for name, _ in headers}
    content = b"" if request.content is None and request.method in _MEANT_TO_HAVE_A_BODY else request.content
    ours = [(b"host", host), (b"accept-encoding", OFFERED.encode())]
    if content is not None and b"transfer-encoding" not in given:
        ours.append((b"content-length", str(len(content)).encode()))
    headers = [*((name, value) for name, value in ours if name not in given), *headers]
    return httpcore.Request(request.method.encode(), url, headers=headers, content=content)


def _address(url: str) -> tuple[httpcore.URL, bytes]:
    scheme, _, rest = url.partition("://")
    path = re.search(r"[/?]|$", rest)
    start = len(rest) if path is None else path.start()
    host, port, named = _server(f"{scheme}://{rest[:start]}")
    target = quote(rest[start:], safe=_PRINTABLE).encode()
    target = target if target.startswith(b"/") else b"/" + target
    return httpcore.URL(scheme=scheme.encode(), host=host, port=port, target=target), named


@lru_cache(maxsize=16)
def _server(origin: str) -> tuple[bytes, int | None, bytes]:
    """Host, port, and the Host header of an address without a path."""
    parts = urlsplit(origin)
    host = (parts.hostname or "").encode("idna")
    named = b"[%b]" % host if b":" in host else host
    return host, parts.port, named if parts.port is None else b"%b:%d" % (named, parts.port)


_ENDLESS = ("text/event-stream", "multipart/x-mixed-replace")
"""Media types whose bodies go on for as long as somebody listens."""

_FIRST_PIECE = 1.0
"""Seconds to wait for the first piece of such a body."""

_LOSSES = (
    *(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError),
    httpcore.UnsupportedProtocol,
)


def _lost(error: Exception, seconds: float) -> Lost:
    match error:
        case httpcore.TimeoutException():
            return Lost(kind="timeout", reason=f"no whole answer within {seconds:g} s")
        case httpcore.ConnectError():
            reason = re.sub(r"^\[Errno -?\d+\] ", "", str(error)).lower()
            return Lost(kind="refused", reason=f"the connection failed: {reason}")
        case httpcore.ProxyError():
            return Lost(kind="refused", reason=f"the proxy refuses the connection: {error}")
        case httpcore.LocalProtocolError() | httpcore.UnsupportedProtocol() | ValueError():
            return Lost(kind="unsendable", reason=f"HTTP cannot carry it: {error}")
        case httpcore.RemoteProtocolError() if "without sending complete message" in str(error):
            return Lost(kind="closed", reason=f"the answer breaks off: {error}")
        case httpcore.RemoteProtocolError() if "disconnected" not in str(error):
            return Lost(kind="closed", reason=f"the answer is not HTTP: {error}")
        case _:
            return Lost(kind="closed", reason="the connection was closed without an answer")


class _PunctualStream(httpcore.NetworkStream):
    """A socket whose every wait ends at the deadline of the request it is used for."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _PunctualStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class _PunctualBackend(httpcore.NetworkBackend):
    """Opens sockets that keep a deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._inner.connect_tcp(host, port, self._deadline.left(timeout), local_address, socket_options)
        return _PunctualStream(stream, self._deadline)


@contextmanager
def http_transport(
    *,
    seconds: float,
    workers: int = 1,
    max_bytes: int = MAX_BYTES,
    proxy: str | None = None,
    trust: SSLContext | None = None,
) -> Iterator[HttpTransport]:
    """A transport whose requests may take `seconds` each.

    `trust` says whose certificates are believed: those of the well-known authorities where it is None.
    """
    deadline = Deadline()
    pool = httpcore.ConnectionPool(
        ssl_context=trust,
        proxy=None if proxy is None else _proxy(proxy, trust),
        max_connections=workers,
        network_backend=_PunctualBackend(deadline),
    )
    with pool:
        yield HttpTransport(pool, deadline, seconds=seconds, max_bytes=max_bytes)


def _proxy(address: str, trust: SSLContext | None) -> httpcore.Proxy:
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    login = None if parts.username is None else (unquote(parts.username), unquote(parts.password or ""))
    return httpcore.Proxy(
        f"{parts.scheme}://{host}", auth=login, ssl_context=trust if parts.scheme == "https" else None
    )
