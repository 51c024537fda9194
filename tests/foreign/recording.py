"""An application that remembers what it was asked and what it answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(slots=True)
class Exchange:
    """A request and its answer."""

    method: str
    path: str
    sent: bytearray = field(default_factory=bytearray)
    status: int = 0
    media_type: str = ""
    answer: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class Recorder:
    """Stands before an application."""

    app: ASGIApp
    exchanges: list[Exchange] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, and keeps a copy."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = Exchange(method=scope["method"], path=scope["path"])
        self.exchanges.append(exchange)

        async def receiving() -> Message:
            message = await receive()
            exchange.sent += message.get("body", b"")
            return message

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                exchange.status = message["status"]
                exchange.media_type = headers.get(b"content-type", b"").decode("latin-1")
            exchange.answer += message.get("body", b"")
            await send(message)

        await self.app(scope, receiving, sending)
