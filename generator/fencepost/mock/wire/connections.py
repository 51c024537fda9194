"""One connection of the server: HTTP as uvicorn reads it, bounded in size and time, and breakable on request."""

from __future__ import annotations

import asyncio
import socket
import struct
from http import HTTPStatus
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from fencepost.mock.faults.delivery import CONNECTION
from fencepost.mock.wire.gathering import GatheringTransport

MAX_HEAD = 64 * 1024
"""Bytes of a request up to its body."""

MAX_REQUEST = 16 * 1024 * 1024
"""Bytes of a whole request: a body that may be read, and as much again of what frames it."""

PATIENCE = 10.0
"""Seconds that nothing may come in while a request is not whole; its head must be there after twice as long."""

GRACE = 0.5
"""Seconds that an answer may still take when the server ends."""

_END = b"\r\n\r\n"


class Breakable:
    """A connection, for what can be done to it besides answering."""

    def __init__(self, protocol: HttpToolsProtocol) -> None:
        self._protocol = protocol
        self.lost = asyncio.Event()

    def write(self, octets: bytes) -> None:
        """Send these as they are."""
        self._protocol.transport.write(octets)

    def close(self) -> None:
        """End it, after what was written is sent."""
        self._protocol.transport.close()

    def reset(self) -> None:
        """End it at once with RST: a socket that lingers for no time is closed so."""
        own: socket.socket | None = self._protocol.transport.get_extra_info("socket")
        if own is not None:
            own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._protocol.transport.abort()

    async def gone(self) -> None:
        """Wait until it has ended."""
        await self.lost.wait()


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 that keeps no more than it needs and waits for nobody for ever.

    A head that is too long is answered 431, a request that is too long in any other way 413, and one that does not come
    to its end 408; then the connection is closed, and so it is where nobody reads the answers.
    """

    patience = PATIENCE

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._breakable = Breakable(self)
        # Each request gets a copy of this state, whatever it holds.
        super().__init__(config, server_state, {**app_state, CONNECTION: self._breakable}, _loop)
        self._unfinished = 0
        """How many bytes of a request are there, while its end is not."""

        self._counted: object = None
        """The request that they are of."""

        self._pieces = 0
        """How often something came."""

        self._seen: tuple[int, object, int] = (0, None, 0)
        """At the last look: the pieces, the request under way, and the bytes that nobody has read."""

        self._timer = self.loop.call_later(self.patience, self._look)

    def connection_made(self, transport: Any) -> None:  # asyncio says BaseTransport, uvicorn Transport.
        """Expect requests."""
        super().connection_made(transport)
        self.transport = GatheringTransport(transport, self.loop)

    def data_received(self, data: bytes) -> None:
        """Take what came, if it is not too much."""
        self._pieces += 1
        if len(data) > MAX_HEAD and self._is_too_long(data):
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return
        super().data_received(data)
        newest = self._newest()
        if newest is None or newest.more_body or newest.scope is not self.scope:
            self._count(len(data))
        else:
            self._unfinished = 0  # A whole request in one piece, as nearly all are.

    def _count(self, size: int) -> None:
        """Add to what has come of a request, and refuse too much of it."""
        if self.scope is not self._counted:
            self._counted, self._unfinished = self.scope, 0
        self._unfinished += size
        if self._is_in_head() and self._unfinished > MAX_HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self._unfinished > MAX_REQUEST:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._timer.cancel()
        self._breakable.lost.set()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server ends: so does the connection, at once or as soon as what is under way is answered, or given up."""
        super().shutdown()
        self.loop.call_later(GRACE, self.transport.close)

    def _unsupported_upgrade_warning(self) -> None:
        """Answer what asks for another protocol as it stands; what follows it may be of that one, and is not read."""
        newest = self._newest()
        if newest is not None:
            newest.keep_alive = False

    def _newest(self) -> RequestResponseCycle | None:
        """The request whose head came last; None before the first."""
        return self.cycle

    def _is_in_head(self) -> bool:
        """Whether a request has begun whose head has no end yet: its scope is not that of the newest."""
        newest = self._newest()
        return self.scope is not (None if newest is None else newest.scope)

    def _is_too_long(self, data: bytes) -> bool:
        newest = self._newest()
        is_done = newest is None or (newest.response_complete and not newest.more_body)
        return (is_done or self._is_in_head()) and _END not in data[: MAX_HEAD - self._unfinished + len(_END)]

    def _look(self) -> None:
        """End the connection where its next request is too long in coming, or nobody reads what it was answered."""
        self._timer = self.loop.call_later(self.patience, self._look)
        pieces, scope, unread = self._seen
        self._seen = self._pieces, self.scope, self.transport.get_write_buffer_size()
        if unread and unread == self.transport.get_write_buffer_size():
            self.transport.abort()
        elif self._is_late(scope, is_quiet=pieces == self._pieces):
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _is_late(self, scope: object, *, is_quiet: bool) -> bool:
        """Whether the request is not whole that is awaited since the last look, when `scope` was under way."""
        newest = self._newest()
        if newest is not None and not newest.response_complete:
            return is_quiet and newest.more_body
        if self._is_in_head():
            return self.scope is scope
        return is_quiet and self.timeout_keep_alive_task is None

    def _refuse(self, status: HTTPStatus) -> None:
        """Say why, and end the connection; in the middle of an answer, or where nothing was asked, only end it."""
        newest = self._newest()
        is_answering = newest is not None and newest.response_started and not newest.response_complete
        if self._pieces and not is_answering:
            text = status.phrase.encode()
            head = f"HTTP/1.1 {status} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
            self.transport.write(f"{head}content-length: {len(text)}\r\nconnection: close\r\n\r\n".encode() + text)
        self.transport.close()
