"""Sending requests. The one module that knows which HTTP library does it: httpx."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Final, TypeAlias

import httpx

from .errors import (
    CallTimeoutError,
    ConnectionLostError,
    ProtocolError,
    Response,
    TransportError,
    UnreachableError,
)

HttpClient: TypeAlias = httpx.Client
"""A client of one's own: its transport, proxies, limits, headers, cookies, auth and event hooks are kept."""

AsyncHttpClient: TypeAlias = httpx.AsyncClient
"""The same for asynchronous calls."""

_FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, ready to be sent any number of times."""

    method: str
    url: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    content: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long to wait, in seconds."""

    connect: float = 10.0
    """For a connection, a free one of the pool included."""

    read: float = 30.0
    """For the next piece of the answer, and for the next piece of the request to leave."""

    def within(self, seconds: float | None) -> Timeouts:
        """These times, cut to what is left; None for no limit."""
        if seconds is None:
            return self
        return Timeouts(connect=min(self.connect, seconds), read=min(self.read, seconds))


TIMEOUTS: Final = Timeouts()
"""The usual ones."""


class Sender:
    """Sends requests one after the other."""

    def __init__(self, client: HttpClient | None) -> None:
        self._given = client
        self._own: HttpClient | None = None
        self._lock = Lock()

    def send(self, request: Request, timeouts: Timeouts) -> Response:
        """The answer, whatever its status. Raises TransportError when none came whole."""
        client = self._given or self._opened()
        try:
            answer = client.send(_built(client, request, timeouts))
        except _FAILURES as error:
            # The cause is dropped: it belongs to the HTTP library, and holds the request with its secrets.
            raise failure_of(error) from None
        return Response(status_code=answer.status_code, headers=answer.headers, content=answer.content)

    def close(self) -> None:
        """Gives the connections back, unless the HTTP client belongs to somebody else."""
        if self._own:
            self._own.close()

    def _opened(self) -> HttpClient:
        # Opened when it is needed: reading the certificates takes longer than everything else at the start.
        with self._lock:
            self._own = self._own or httpx.Client()
        return self._own


class AsyncSender:
    """Sends requests side by side."""

    def __init__(self, client: AsyncHttpClient | None) -> None:
        self._given = client
        self._own: AsyncHttpClient | None = None

    async def send(self, request: Request, timeouts: Timeouts) -> Response:
        """The answer, whatever its status. Raises TransportError when none came whole."""
        client = self._given or self._opened()
        try:
            answer = await client.send(_built(client, request, timeouts))
        except _FAILURES as error:
            raise failure_of(error) from None
        return Response(status_code=answer.status_code, headers=answer.headers, content=answer.content)

    async def close(self) -> None:
        """Gives the connections back, unless the HTTP client belongs to somebody else."""
        if self._own:
            await self._own.aclose()

    def _opened(self) -> AsyncHttpClient:
        self._own = self._own or httpx.AsyncClient()
        return self._own


def base_address(url: str) -> str:
    """The address in front of every path, without a slash at its end.

    Raises ValueError unless it is http or https with a host, and without query or fragment.
    """
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise ValueError(f"base_url {url!r} is not a URL: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.host or parts.query or parts.fragment:
        raise ValueError(f"base_url {url!r} must be http:// or https:// with a host, and no query or fragment")
    return url.rstrip("/")


def failure_of(error: Exception) -> TransportError:
    """Our error for one of the HTTP library; its words are kept, itself is not."""
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    match error:
        case httpx.TimeoutException() if not isinstance(error, _NEVER_SENT):
            return CallTimeoutError(words)
        case _ if isinstance(error, _NEVER_SENT):
            return UnreachableError(words)
        case httpx.NetworkError():
            return ConnectionLostError(words)
        case httpx.RemoteProtocolError() if "disconnected" in words or "closed connection" in words:
            # The library calls an answer that ends early a breach of protocol; only its words tell the two apart.
            return ConnectionLostError(words)
        case _:
            return ProtocolError(words)


def _built(client: HttpClient | AsyncHttpClient, request: Request, timeouts: Timeouts) -> httpx.Request:
    """The request with what the client adds of its own."""
    url, extensions = _url(request.url), {"timeout": _limits(timeouts)}
    if client.params or client.cookies:
        return client.build_request(
            request.method, url, headers=request.headers, content=request.content, extensions=extensions
        )
    # What build_request does, without reading all headers anew each time: a third of the time of a whole call.
    headers = httpx.Headers(_merged(url.netloc, tuple(client.headers.raw), request.headers))
    if request.content is not None or request.method in ("POST", "PUT", "PATCH"):
        headers["Content-Length"] = str(len(request.content or b""))
    stream = httpx.ByteStream(request.content or b"")
    built = httpx.Request(request.method, url, headers=headers, stream=stream, extensions=extensions)
    built.read()
    return built


@lru_cache(maxsize=256)
def _url(text: str) -> httpx.URL:
    return httpx.URL(text)


@lru_cache(maxsize=64)
def _limits(timeouts: Timeouts) -> dict[str, float | None]:
    return httpx.Timeout(timeouts.read, connect=timeouts.connect, pool=timeouts.connect).as_dict()


@lru_cache(maxsize=64)
def _merged(host: bytes, client: tuple[tuple[bytes, bytes], ...], own: tuple[tuple[str, str], ...]) -> httpx.Headers:
    headers = httpx.Headers([(b"Host", host), *client])
    headers.update(own)
    return headers
