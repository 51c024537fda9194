"""Requests over real sockets, bounded in time and size; a connection that fails is a value, never an exception.

The only module of the campaign that touches the outside world.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from fencepost.campaign.exchange import Answer, Lost, Problem, Request, Sent

MAX_BYTES = 8 * 1024 * 1024


class HttpTransport:
    """Sends over HTTP/1.1 with kept connections; follows no redirect and reads no proxy settings or stored logins."""

    def __init__(self, client: httpx.Client, *, seconds: float, max_bytes: int = MAX_BYTES) -> None:
        self._client = client
        self._seconds = seconds
        self._max_bytes = max_bytes

    def send(self, request: Request) -> Sent:
        """What came of a request, after at most the seconds that one may take."""
        start = time.monotonic()
        try:
            answer: Answer | Lost = self._answer(request, start + self._seconds)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            answer = _lost(error, self._seconds)
        return Sent(answer=answer, seconds=time.monotonic() - start)

    def _answer(self, request: Request, deadline: float) -> Answer | Lost:
        # Bytes, because a header may hold any text that HTTP can carry, which httpx would otherwise encode as ASCII.
        headers = [(name.encode(), value.encode()) for name, value in request.headers]
        with self._client.stream(request.method, request.url, headers=headers, content=request.content) as response:
            content, problem = self._read(response, deadline)
            if problem == "timeout":
                return Lost(kind="timeout", reason=f"no whole answer within {self._seconds:g} s")
            pairs = tuple((name.lower(), value) for name, value in response.headers.multi_items())
            return Answer(status=response.status_code, headers=pairs, content=content, problem=_named(problem))

    def _read(self, response: httpx.Response, deadline: float) -> tuple[bytes, str | None]:
        content = bytearray()
        try:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > self._max_bytes:
                    return bytes(content[: self._max_bytes]), "truncated"
                if time.monotonic() > deadline:
                    return b"", "timeout"
        except httpx.DecodingError:
            return b"", "undecodable"
        return bytes(content), None


def _named(problem: str | None) -> Problem | None:
    match problem:
        case "truncated" | "undecodable":
            return problem
        case _:
            return None


def _lost(error: Exception, seconds: float) -> Lost:
    match error:
        case httpx.ConnectTimeout() | httpx.ReadTimeout() | httpx.WriteTimeout() | httpx.PoolTimeout():
            return Lost(kind="timeout", reason=f"no answer within {seconds:g} s")
        case httpx.ConnectError():
            reason = re.sub(r"^\[Errno -?\d+\] ", "", str(error)).lower()
            return Lost(kind="refused", reason=f"the connection failed: {reason}")
        case httpx.LocalProtocolError() | httpx.UnsupportedProtocol() | httpx.InvalidURL() | ValueError():
            return Lost(kind="unsendable", reason=f"HTTP cannot carry it: {error}")
        case httpx.RemoteProtocolError() if "disconnected" not in str(error):
            return Lost(kind="closed", reason=f"the answer is not HTTP: {error}")
        case _:
            return Lost(kind="closed", reason="the connection was closed without an answer")


@contextmanager
def http_transport(*, seconds: float, workers: int = 1, max_bytes: int = MAX_BYTES) -> Iterator[HttpTransport]:
    """A transport whose requests may take `seconds` each."""
    limits = httpx.Limits(max_connections=workers, max_keepalive_connections=workers)
    # The environment is left alone: a .netrc would put a login on the very request that must go without one.
    with httpx.Client(timeout=seconds, limits=limits, trust_env=False, follow_redirects=False) as client:
        yield HttpTransport(client, seconds=seconds, max_bytes=max_bytes)
