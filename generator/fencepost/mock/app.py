"""The application: what a connection brings, given to a responder, and its answer sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send

from fencepost.ir.api import Api
from fencepost.mock.faults.delivery import FAULTS, Line, deliver
from fencepost.mock.keeping.records import Store
from fencepost.mock.reading.bodies import received
from fencepost.mock.responder import Responder
from fencepost.mock.serving import Serving
from fencepost.mock.wire.messages import Incoming, Outgoing
from fencepost.mock.wire.sending import send_answer

if TYPE_CHECKING:
    from fencepost.mock.faults.retelling import Answering


def create_app(api: Api, serving: Serving) -> ASGIApp:
    """The server of a document, with nothing in it yet.

    Privileges are not told apart: every caller may send what the document keeps for some.

    Raises FencepostError where its faults cannot be had together, or one of them not at all.
    """
    return _faulty(api, serving) if serving.faults else _true(api, serving)


def _true(api: Api, serving: Serving) -> ASGIApp:
    responder = Responder(api, serving, Store(serving.max_records))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        await send_answer(await _answered(responder, _incoming(scope), receive), send)

    return app


def _faulty(api: Api, serving: Serving) -> ASGIApp:
    from fencepost.mock.faults.planted import Planted

    planted = Planted(api, serving)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        incoming = _incoming(scope)
        chosen = planted.choose(incoming)
        scope.setdefault("state", {})[FAULTS] = chosen.told
        outgoing = planted.instead(incoming, chosen) or await _answered(chosen.responder, incoming, receive)
        await deliver(outgoing, chosen.disturbances, Line(scope=scope, send=send, wait=serving.wait))

    return app


async def _answered(responder: Answering, incoming: Incoming, receive: Receive) -> Outgoing:
    admitted = responder.admit(incoming)
    if isinstance(admitted, Outgoing):
        return admitted
    return responder.answer(admitted, await received(incoming, receive))


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
    # The other way round, so that of a name that was sent twice the first text stays.
    sent = reversed(list(scope["headers"]))
    headers = {name.decode("latin-1"): text.decode("latin-1") for name, text in sent}
    query, client = scope.get("query_string", b""), scope.get("client") or ("",)
    return Incoming(method=scope["method"], path=path, query=query, headers=headers, client=client[0])
