"""The mock of a document behind respx: requests of any httpx client are answered in process, without a port."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import respx
from starlette.types import ASGIApp

from fencepost import mock_app
from fencepost.mock.faults.delivery import Broken, BrokenAnswerError


def mock_router(document: str, base_url: str, token: str | None = None) -> respx.MockRouter:
    """A router that answers every request under an address as a new mock does, which remembers what it is told.

    With a token only that credential is right; without one, every well-formed credential is. Raises FencepostError
    where the document cannot be read.
    """
    return answering(mock_app(document, token=token), base_url)


def answering(app: ASGIApp, base_url: str) -> respx.MockRouter:
    """A router that has an application answer every request under an address."""
    transport = httpx.ASGITransport(app=app)

    def answer(request: httpx.Request) -> httpx.Response:
        return _finished(_sent(transport, request))

    router = respx.MockRouter(base_url=base_url, assert_all_called=False)
    router.route().mock(side_effect=answer)
    return router


async def _sent(transport: httpx.ASGITransport, request: httpx.Request) -> httpx.Response:
    """The whole answer, free of the loop that it came through."""
    copy = httpx.Request(request.method, request.url, headers=request.headers, content=request.content)
    try:
        response = await transport.handle_async_request(copy)
    except BrokenAnswerError as broken:
        raise _broken(broken.kind) from None
    content = await response.aread()
    return httpx.Response(response.status_code, headers=response.headers.raw, content=content)


def _broken(kind: Broken) -> httpx.TransportError:
    """What httpx makes of a connection that breaks in this way."""
    match kind:
        case "reset":
            return httpx.ReadError("the connection was reset")
        case "hang":
            return httpx.ReadTimeout("no answer came")
        case "cut":
            return httpx.RemoteProtocolError("the connection was closed in the middle of the answer")
        case "closed":
            return httpx.RemoteProtocolError("the connection was closed without an answer")
        case "malformed":
            return httpx.RemoteProtocolError("the answer is not HTTP")


def _finished(answering: Coroutine[Any, Any, httpx.Response]) -> httpx.Response:
    """What a coroutine gives, in a loop and a thread of its own: the caller may be in a loop already."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, answering).result()
