"""Mocks of one document, which is read once: each is new, and remembers what it is told."""

from __future__ import annotations

from contextlib import AbstractContextManager

import respx

from fencepost.diagnostics import Diagnostics
from fencepost.integrations.router import answering
from fencepost.mock.app import create_app
from fencepost.mock.server import serving, system_serving
from fencepost.pipeline import load


class Mocks:
    """What makes mocks of a document; with a token only that credential is right, without one every well-formed one.

    Raises FencepostError where the document cannot be read.
    """

    def __init__(self, document: str) -> None:
        self._api = load(document, Diagnostics())

    def router(self, base_url: str, token: str | None = None) -> respx.MockRouter:
        """A router that answers every request under an address as a new mock does, in process."""
        return answering(create_app(self._api, system_serving(token)), base_url)

    def served(self, token: str | None = None) -> AbstractContextManager[str]:
        """Serves a new mock on a free port of this machine; gives its address."""
        return serving(create_app(self._api, system_serving(token)))
