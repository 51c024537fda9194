"""The mock, the gateway behind it and the clients before it; each is started once, by the first test that needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fencepost.mock.server import serving

from ..environments import CACHE
from .gateway import Gateway
from .mocks import mock
from .vendors import Edition, Vendor, interpreter, vendor

OLD = "0.2.25"
"""The version that speaks the contract of the document."""

NEW = "0.5.1"
"""The newest version when this was written; with another one the findings are looked through anew."""

EDITIONS = tuple(Edition(version=version, way=way) for version in (OLD, NEW) for way in ("sync", "async"))

OF_OLD, OF_NEW = (tuple(each for each in EDITIONS if each.version == version) for version in (OLD, NEW))

Start = Callable[..., Vendor]
"""A client of an edition, for an address."""


@pytest.fixture(scope="session")
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture(scope="session")
def gateway_url(gateway: Gateway) -> Iterator[str]:
    with serving(gateway.app()) as url:
        yield url


@pytest.fixture(scope="session")
def mock_url(gateway_url: str) -> Iterator[Callable[[str], str]]:
    """The mock for a version, started once: the newest one cannot read what the other creates."""
    known: dict[str, str] = {}
    with ExitStack() as stack:

        def address(version: str) -> str:
            if version not in known:
                known[version] = stack.enter_context(mock("--value", f"gateway_url={gateway_url}"))
            return known[version]

        yield address


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts clients, each with an empty home, and ends them with the session."""
    with ExitStack() as stack:

        def started(edition: Edition, url: str, key: str | None = "a-key") -> Vendor:
            python = interpreter(edition.version, CACHE)
            return stack.enter_context(vendor(edition, python, url, tmp_path_factory.mktemp("home"), key))

        yield started


@pytest.fixture(scope="session")
def vendors(start: Start, mock_url: Callable[[str], str]) -> Callable[[Edition], Vendor]:
    """The client of an edition, started once."""
    known: dict[Edition, Vendor] = {}

    def client(edition: Edition) -> Vendor:
        if edition not in known:
            known[edition] = start(edition, mock_url(edition.version))
        return known[edition]

    return client


@pytest.fixture(params=EDITIONS, ids=str)
def edition(request: pytest.FixtureRequest) -> Edition:
    asked: Edition = request.param
    return asked


@pytest.fixture
def client(vendors: Callable[[Edition], Vendor], edition: Edition) -> Vendor:
    return vendors(edition)
