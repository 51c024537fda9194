"""The application: what a connection brings, given to a responder, and its answer sent back."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from fencepost.ir.api import Api
from fencepost.mock.bodies import received
from fencepost.mock.messages import Incoming, Outgoing
from fencepost.mock.records import Store
from fencepost.mock.responder import Responder
from fencepost.mock.serving import Serving


def create_app(api: Api, serving: Serving) -> ASGIApp:
    """The server of a document, with nothing in it yet.

    Privileges are not told apart: every caller may send what the document keeps for some.
    """
    responder = Responder(api, serving, Store())

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        incoming = _incoming(scope)
        admitted = responder.admit(incoming)
        if isinstance(admitted, Outgoing):
            await _send(admitted, send)
            return
        await _send(responder.answer(admitted, await received(incoming, receive)), send)

    return app


async def _live(receive: Receive, send: Send) -> None:
    """Nothing is to be done when a server starts or stops; it only wants to hear so."""
    while True:
        event = (await receive())["type"]
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return


def _incoming(scope: Scope) -> Incoming:
    raw = scope.get("raw_path")
    path = raw.decode("latin-1").partition("?")[0] if isinstance(raw, bytes) else str(scope["path"])
    headers = Headers(raw=list(scope["headers"]))
    return Incoming(method=scope["method"], path=path, query=scope.get("query_string", b""), headers=headers)


async def _send(outgoing: Outgoing, send: Send) -> None:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in outgoing.headers.items()]
    if outgoing.status >= 200 and outgoing.status not in (204, 304):
        headers.append((b"content-length", str(len(outgoing.body)).encode("ascii")))
    if outgoing.media_type is not None:
        headers.append((b"content-type", outgoing.media_type.encode("latin-1")))
    await send({"type": "http.response.start", "status": outgoing.status, "headers": headers})
    await send({"type": "http.response.body", "body": outgoing.body})
