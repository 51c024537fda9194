"""Prism, the mock server of OpenAPI documents that people use, from the npm registry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..environments import CACHE, node_packages
from .servers import free_port, running

PACKAGES = ("@stoplight/prism-cli@5.14.2",)
FOLDER = CACHE / "prism"


def is_installed() -> bool:
    """Whether it is there, installed now if need be; False without node, npm or the registry."""
    return node_packages(FOLDER, PACKAGES)


@contextmanager
def prism(spec: Path, *options: str, folder: Path) -> Iterator[str]:
    """The base URL at which it serves a document, until the end of the block; raises SilentError as `running`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    program = str(FOLDER / "node_modules" / ".bin" / "prism")
    with running((program, "mock", "-h", "127.0.0.1", "-p", str(port), *options, str(spec)), url, folder=folder):
        yield url
