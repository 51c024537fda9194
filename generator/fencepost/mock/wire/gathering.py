"""Writing to connections less often: what is written in one turn of the loop leaves together at its end."""

from __future__ import annotations

import asyncio
from typing import Any


class GatheringTransport(asyncio.Transport):
    """A connection that sends at the end of each turn of the loop what was written in it.

    So the head and the body of an answer leave as one, and whoever asks on many connections is woken up once for all
    that was answered in a turn. To send each part by itself takes the kernel longer than it takes to make an answer.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._written: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send these, after what was written before."""
        if not self._written:
            self._loop.call_soon(self._flush)
        self._written.append(bytes(data))

    def _flush(self) -> None:
        written, self._written = self._written, []
        if written and not self._transport.is_closing():
            self._transport.write(b"".join(written))

    def close(self) -> None:
        """End the connection, after what was written is sent."""
        self._flush()
        self._transport.close()

    def abort(self) -> None:
        """End the connection at once; what was written is sent if it can be."""
        self._flush()
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether it is ending, or has ended."""
        return self._transport.is_closing()

    def get_write_buffer_size(self) -> int:
        """How many octets were written and are not sent."""
        return self._transport.get_write_buffer_size() + sum(map(len, self._written))

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What is known of the connection below."""
        return self._transport.get_extra_info(name, default)
