"""A service in memory, and clients that talk to it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from fencepost.runtime.client import Settings, SyncClient
from fencepost.runtime.credentials import bearer
from fencepost.runtime.retries import Retries
from fencepost.runtime.transport import Timeouts

from .kitchen import Connect, Service, SoldOutError, Time


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def settings(time: Time) -> Settings:
    return Settings(
        base_url="http://127.0.0.1:8000/v1",
        user_agent="kitchen/1",
        credentials={"bearer": bearer("hush-token")},
        refusals={409: SoldOutError},
        timeouts=Timeouts(),
        retries=Retries(),
        clock=time.clock(),
    )


@pytest.fixture
def client(service: Service, settings: Settings) -> Iterator[SyncClient]:
    with httpx.Client(transport=httpx.MockTransport(service)) as http_client:
        yield SyncClient(settings, http_client)


@pytest.fixture
def connect(service: Service, settings: Settings) -> Iterator[Connect]:
    """Makes clients on an HTTP client of one's own."""
    opened: list[httpx.Client] = []

    def make(**options: object) -> SyncClient:
        http_client = httpx.Client(transport=httpx.MockTransport(service), **options)
        opened.append(http_client)
        return SyncClient(settings, http_client)

    yield make
    for http_client in opened:
        http_client.close()
