"""An answer on its way to its reader, as faultily as planted faults say."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Literal, Protocol, TypeAlias

from starlette.types import Message, Scope, Send

from fencepost.mock.clocks import Wait
from fencepost.mock.faults.transport import Disturbance
from fencepost.mock.wire.messages import Outgoing
from fencepost.mock.wire.sending import send_answer

CONNECTION = "fencepost.connection"
"""Under which name of `scope["state"]` the connection is found; in process there is none."""

FAULTS = "fencepost.faults"
"""Under which name of `scope["state"]` the faults are told that act on a request, once they are chosen."""

Broken: TypeAlias = Literal["reset", "closed", "cut", "malformed", "hang"]


class Connection(Protocol):
    """What can be done to a connection besides answering."""

    def write(self, octets: bytes) -> None:
        """Send these as they are."""
        ...

    def close(self) -> None:
        """End it, after what was written is sent."""
        ...

    def reset(self) -> None:
        """End it at once, as a crash does."""
        ...

    async def gone(self) -> None:
        """Wait until it has ended."""
        ...


class BrokenAnswerError(Exception):
    """There is no connection to break: whoever called is to be told in its own way that it broke."""

    def __init__(self, kind: Broken) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where an answer goes."""

    scope: Scope
    send: Send
    wait: Wait

    def connection(self, kind: Broken) -> Connection:
        """The connection. Raises BrokenAnswerError where there is none."""
        state: MutableMapping[str, Any] = self.scope.get("state") or {}
        found: Connection | None = state.get(CONNECTION)
        if found is None:
            raise BrokenAnswerError(kind)
        return found


async def deliver(outgoing: Outgoing, acting: tuple[Disturbance, ...], line: Line) -> None:
    """Send an answer as faultily as asked: first late, then with other content, then in at most one other manner.

    Raises BrokenAnswerError where the connection is to be broken and there is none.
    """
    manner: Disturbance | None = None
    for disturbance in acting:
        match disturbance.fault.id:
            case "latency":
                await line.wait(disturbance.value or 0)
            case "malformed_body":
                outgoing = _malformed(outgoing)
            case "wrong_type":
                outgoing = replace(outgoing, media_type=outgoing.media_type and "text/html")
            case "status" | "too_many":
                continue
            case _:
                manner = manner or disturbance
    if manner is None:
        await send_answer(outgoing, line.send)
    else:
        await _in_manner(manner, outgoing, line)


def _malformed(outgoing: Outgoing) -> Outgoing:
    """The answer with a body that breaks off inside its last value."""
    cut = outgoing.body.rstrip()[:-1].rstrip(b"}])\"' ") if outgoing.body else b""
    return replace(outgoing, body=cut + b"\xff" if outgoing.body else b"")


async def _in_manner(manner: Disturbance, outgoing: Outgoing, line: Line) -> None:
    match manner.fault.id:
        case "hang":
            await line.connection("hang").gone()
        case "drip":
            await send_answer(outgoing, _dripping(line, manner.value or 1))
        case "reset_after":
            connection = line.connection("reset")
            await send_answer(outgoing, line.send)
            connection.reset()
        case _:
            await _broken_off(manner.fault.id, outgoing, line)


async def _broken_off(name: str, outgoing: Outgoing, line: Line) -> None:
    connection = line.connection(_KINDS[name])
    if name in ("reset_inside", "truncated"):
        connection.write(_first_half(await _octets(outgoing, line)))
    if name == "malformed_head":
        connection.write(b"HTTQ/1.1 two hundred\r\n\r\n" + outgoing.body)
    if name.startswith("reset"):
        connection.reset()
    else:
        connection.close()
    await connection.gone()


_KINDS: Mapping[str, Broken] = {
    "reset_before": "reset",
    "reset_inside": "reset",
    "closed": "closed",
    "truncated": "cut",
    "malformed_head": "malformed",
}


def _dripping(line: Line, rate: float) -> Send:
    """Sends bodies in pieces, each after its time: ten a second, or one byte each where that is too fast."""
    size = max(1, int(rate / 10))

    async def send(message: Message) -> None:
        body: bytes = message.get("body", b"")
        while len(body) > size:
            await line.wait(size / rate)
            await line.send({"type": "http.response.body", "body": body[:size], "more_body": True})
            body = body[size:]
        await line.wait(len(body) / rate)
        await line.send({**message, "body": body} if "body" in message else message)

    return send


async def _octets(outgoing: Outgoing, line: Line) -> tuple[bytes, bytes]:
    """Head and body as they would go over the wire."""
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await send_answer(outgoing, keep)
    phrase = HTTPStatus(outgoing.status).phrase if outgoing.status in set(HTTPStatus) else ""
    lines = [f"HTTP/1.1 {outgoing.status} {phrase}".encode()]
    lines += [b"%b: %b" % header for header in messages[0]["headers"]]
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return b"\r\n".join((*lines, b"", b"")), b"" if line.scope["method"] == "HEAD" else body


def _first_half(octets: tuple[bytes, bytes]) -> bytes:
    """Half of the body, or of the head where there is no body."""
    head, body = octets
    return head + body[: len(body) // 2] if body else head[: len(head) // 2]
