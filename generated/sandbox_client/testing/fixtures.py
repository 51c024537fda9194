# Made by fencepost from sandbox.yaml. Do not edit:
# change the document and run `fencepost generate` again.
"""Fixtures of pytest; a test that asks for one gets a mock of its own, with nothing in it yet.

In the conftest.py at the root of the tests:

    pytest_plugins = ["sandbox_client.testing.fixtures"]

Needs the extra `testing`.
"""

from collections.abc import Iterator

import pytest
from fencepost.integrations.mocks import Mocks

from ..client import Client
from .router import BASE_URL, DOCUMENT


@pytest.fixture(scope="session")
def mocks() -> Mocks:
    """What makes the mocks: the document, read once."""
    return Mocks(str(DOCUMENT))


@pytest.fixture
def mock_token() -> str | None:
    """The one right credential; None, as here, takes every well-formed one. Override it to try the others."""
    return None


@pytest.fixture
def mock_server(mocks: Mocks, mock_token: str | None) -> Iterator[str]:
    """The address of a mock on a free port of this machine, for any client."""
    with mocks.served(mock_token) as address:
        yield address


@pytest.fixture
def mock_client(mocks: Mocks, mock_token: str | None) -> Iterator[Client]:
    """A client of this package that a mock answers in process, without a port."""
    with (
        mocks.router(BASE_URL, mock_token),
        Client(base_url=BASE_URL, token=mock_token or "mock") as client,
    ):
        yield client
