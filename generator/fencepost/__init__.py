"""One OpenAPI document in; models, a client, boundary data, a mock and a contract campaign out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["mock_app"]


def mock_app(document: str, *, token: str | None = None) -> ASGIApp:
    """The mock of a document as an ASGI application with nothing in it yet, which remembers what it is told.

    The document is a file or an address. With a token only that credential is right; without one, every well-formed
    credential is. For `httpx.ASGITransport`, `starlette.testclient.TestClient` or a server of your own.

    Raises FencepostError where the document cannot be read.
    """
    from fencepost.diagnostics import Diagnostics
    from fencepost.mock.app import create_app
    from fencepost.mock.server import system_serving
    from fencepost.pipeline import load

    return create_app(load(document, Diagnostics()), system_serving(token))
