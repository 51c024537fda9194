"""The application on a port; the only module of the mock that touches the outside world."""

from __future__ import annotations

import secrets
import socket
import string
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import Literal, TypeAlias

import uvicorn
from starlette.types import ASGIApp

from fencepost.diagnostics import FencepostError, refusal
from fencepost.mock.serving import Serving
from fencepost.mock.wire.connections import BoundedProtocol

_ALPHABET = string.ascii_lowercase + string.digits
_LETTERS = bytes(ord(_ALPHABET[octet % len(_ALPHABET)]) for octet in range(256))
"""For each octet a letter or digit; the first few come up a little more often, which makes nothing easier to guess."""

_BACKLOG = 2048

Lifespan: TypeAlias = Literal["off", "auto"]
"""Whether an application is told that it starts and ends, if it listens to that."""


def system_clock() -> datetime:
    """The time now."""
    return datetime.now(UTC)


def system_serving(token: str | None) -> Serving:
    """Serving by the time of this machine, with identifiers that nobody can guess."""
    chance = Random(secrets.randbits(64))
    return Serving(clock=system_clock, new_identifier=random_identifier, token=token, chance=chance)


def seeded_serving(token: str | None, seed: int) -> Serving:
    """Serving by the time of this machine; identifiers and chance are the same for the same seed."""
    identifiers = Random(f"identifiers of {seed}")
    new_identifier = partial(_identifier, identifiers.randbytes)
    return Serving(clock=system_clock, new_identifier=new_identifier, token=token, chance=Random(seed))


def random_identifier() -> str:
    """24 lower-case letters and digits, new with every practical certainty."""
    return _identifier(secrets.token_bytes)


def _identifier(octets: Callable[[int], bytes]) -> str:
    return octets(24).translate(_LETTERS).decode()


def random_token() -> str:
    """A token that nobody else knows."""
    return secrets.token_urlsafe(24)


def listen(port: int, host: str = "127.0.0.1") -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises FencepostError M001 when the port is in use or may not be used, or the host is not of this machine.
    """
    if not 0 <= port <= 65535:
        raise _cannot_listen(host, port, "there is no such port")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        # The text of a failed bind ends with the address, which is told anyway.
        reason = (error.strerror or str(error)).partition(" (while")[0]
        raise _cannot_listen(host, port, reason.lower()) from None
    # Inherited by every connection. asyncio sets it only where the socket names its protocol, which this one does
    # not; without it an answer of two writes waits 40 ms for the reader's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _cannot_listen(host: str, port: int, reason: str) -> FencepostError:
    remedy = "choose another port, or 0 for any that is free"
    return refusal("M001", f"cannot listen: {reason}", address=f"{host}:{port}", remedy=remedy)


def address_of(listener: socket.socket) -> str:
    """The base URL of a listening socket: `http://127.0.0.1:4010`."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(app: ASGIApp, listener: socket.socket) -> None:
    """Serve until the process is told to stop (SIGINT, SIGTERM); closes the socket."""
    with listener:
        _server(app, "off", BoundedProtocol).run(sockets=[listener])


@contextmanager
def serving(
    app: ASGIApp, lifespan: Lifespan = "off", protocol: type[BoundedProtocol] = BoundedProtocol
) -> Iterator[str]:
    """Serve on a free port of 127.0.0.1 from a thread of its own; yields the base URL.

    The socket listens before the thread begins, so the first request may be sent at once.

    Raises FencepostError M002 where the application does not start.
    """
    with listen(0) as listener:
        server = _server(app, lifespan, protocol)
        thread = threading.Thread(target=_run, args=(server, listener), name="mock", daemon=True)
        thread.start()
        try:
            if lifespan != "off":
                _await_start(server, thread)
            yield address_of(listener)
        finally:
            server.should_exit = True
            thread.join()


def _run(server: uvicorn.Server, listener: socket.socket) -> None:
    # An application that does not start makes its server end the process; here only a thread ends.
    with suppress(SystemExit):
        server.run(sockets=[listener])


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    """Wait until the application has started, or its server has given up."""
    while not server.started and thread.is_alive():
        thread.join(0.01)
    if not server.started:
        remedy = "start it with `uvicorn` to see why"
        raise refusal("M002", "the application does not start: it fails as it is told that it begins", remedy=remedy)


def _server(app: ASGIApp, lifespan: Lifespan, protocol: type[BoundedProtocol]) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=protocol,
            # One coroutine less for each request: nobody stands between this server and whoever asks.
            proxy_headers=False,
            server_header=False,
            lifespan=lifespan,
            ws="none",
            log_config=None,
            log_level="critical",
            access_log=False,
            backlog=_BACKLOG,
            timeout_graceful_shutdown=1,
        )
    )
