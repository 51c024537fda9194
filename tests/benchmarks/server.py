"""The correct sandbox server of tests/mutants in a process of its own: nobody who is measured shares a lock with it."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from ..mutants.hosts import Served, asgi
from ..mutants.sandbox.subject import SANDBOX


def main() -> None:
    """Serve on a free port of this machine, and print its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # asyncio sets it only where a socket names its protocol; without it each answer waits 40 ms to be acknowledged.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        config = uvicorn.Config(asgi(Served(SANDBOX.correct)), lifespan="off", log_level="critical", ws="none")
        uvicorn.Server(config).run([listening])


@contextmanager
def served() -> Iterator[str]:
    """The address of a new server, until the end of the block."""
    with subprocess.Popen([sys.executable, "-m", __name__], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


if __name__ == "__main__":
    main()
