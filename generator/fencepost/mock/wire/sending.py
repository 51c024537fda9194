"""An answer on its way: head, then body."""

from __future__ import annotations

from starlette.types import Send

from fencepost.mock.wire.messages import Outgoing


async def send_answer(outgoing: Outgoing, send: Send) -> None:
    """Send all of it at once."""
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in outgoing.headers.items()]
    if outgoing.status >= 200 and outgoing.status not in (204, 304):
        headers.append((b"content-length", str(len(outgoing.body)).encode("ascii")))
    if outgoing.media_type is not None:
        headers.append((b"content-type", outgoing.media_type.encode("latin-1")))
    await send({"type": "http.response.start", "status": outgoing.status, "headers": headers})
    await send({"type": "http.response.body", "body": outgoing.body})
