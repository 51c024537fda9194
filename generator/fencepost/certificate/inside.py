"""A server inside this process, where the campaign's own transport has a connection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

import httpcore

from fencepost.campaign.wire.transport import Deadline, HttpTransport
from fencepost.mock.faults.retelling import Answering
from fencepost.mock.reading.bodies import MAX_BYTES
from fencepost.mock.serving import Serving
from fencepost.mock.wire.messages import Incoming, Outgoing

TOKEN = "certificate"
"""The one right credential of such a server."""

TICK = timedelta(milliseconds=5)
"""About what passes between two requests to a real server."""

_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
_SECONDS = 60.0
"""Longer than any answer takes here."""


def rehearsed_serving() -> Serving:
    """A server whose time passes, and whose identifiers are made, by counting alone."""
    ticks, numbers = count(), count(1)
    return Serving(
        clock=lambda: _BEGINNING + next(ticks) * TICK,
        new_identifier=lambda: f"{next(numbers):08x}-0000-4000-8000-000000000000",
        token=TOKEN,
    )


def inside(server: Answering) -> HttpTransport:
    """The way to a server inside this process."""
    return HttpTransport(_Line(server), Deadline(), seconds=_SECONDS)


class _Line:
    """In place of a connection."""

    def __init__(self, server: Answering) -> None:
        self._server = server

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """What the server answers."""
        assert isinstance(request.stream, Iterable)
        content = b"".join(request.stream)
        admitted = self._server.admit(_incoming(request))
        if not isinstance(admitted, Outgoing):
            admitted = self._server.answer(admitted, content if len(content) <= MAX_BYTES else None)
        bare = request.method == b"HEAD"
        return httpcore.Response(admitted.status, headers=_headers(admitted), content=b"" if bare else admitted.body)


def _incoming(request: httpcore.Request) -> Incoming:
    path, _, query = request.url.target.partition(b"?")
    # The other way round, so that of a name that was sent twice the first text stays.
    headers = {name.decode("latin-1").lower(): text.decode("latin-1") for name, text in reversed(request.headers)}
    return Incoming(method=request.method.decode("ascii"), path=path.decode("latin-1"), query=query, headers=headers)


def _headers(outgoing: Outgoing) -> list[tuple[bytes, bytes]]:
    headers = [(name.encode("latin-1"), text.encode("latin-1")) for name, text in outgoing.headers.items()]
    return headers if outgoing.media_type is None else [*headers, (b"content-type", outgoing.media_type.encode())]
