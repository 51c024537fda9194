# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""The mock of the document behind respx: a client is answered in process, and what it creates is remembered.

    with mock_router():
        client.things.create(...)

Needs the extra `testing`.
"""

from pathlib import Path

import respx
from fencepost.integrations.router import mock_router as router_of

BASE_URL = "https://api.primeintellect.ai"
DOCUMENT = Path(__file__).parent / "document" / "document.yaml"


def mock_router(base_url: str = BASE_URL, token: str | None = None) -> respx.MockRouter:
    """A router whose requests a new mock answers; with a token only that credential is right."""
    return router_of(str(DOCUMENT), base_url, token)
