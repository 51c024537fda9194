"""`fencepost.mock_app`: the mock of a document inside the caller's own process."""

from __future__ import annotations

import asyncio
import warnings
from pathlib import Path

import fencepost
import httpx
import pytest
from fencepost.diagnostics import FencepostError

from .served import SANDBOXES, SMALLEST, SPEC

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # The newest starlette wishes for another client than the one that we have.
    from starlette.testclient import TestClient

SHOWN = {"Authorization": "Bearer the-right-one"}


def test_an_asynchronous_client_of_httpx_is_answered():
    async def created() -> int:
        transport = httpx.ASGITransport(fencepost.mock_app(str(SPEC)))
        async with httpx.AsyncClient(transport=transport, base_url="http://mock.test", headers=SHOWN) as client:
            made = (await client.post(SANDBOXES, json=SMALLEST)).json()
            return (await client.get(f"{SANDBOXES}/{made['id']}")).status_code

    assert asyncio.run(created()) == 200


def test_a_test_client_of_starlette_is_answered():
    with TestClient(fencepost.mock_app(str(SPEC)), headers=SHOWN) as client:
        made = client.post(SANDBOXES, json=SMALLEST).json()
        assert client.get(f"{SANDBOXES}/{made['id']}").json()["name"] == SMALLEST["name"]


def test_with_a_token_only_that_one_is_right():
    with TestClient(fencepost.mock_app(str(SPEC), token="the-right-one")) as client:
        assert client.get(SANDBOXES, headers=SHOWN).status_code == 200
        assert client.get(SANDBOXES, headers={"Authorization": "Bearer another"}).status_code == 401


def test_each_has_a_memory_of_its_own():
    first, second = (TestClient(fencepost.mock_app(str(SPEC)), headers=SHOWN) for _ in range(2))
    first.post(SANDBOXES, json=SMALLEST)
    assert [client.get(SANDBOXES).json()["total"] for client in (first, second)] == [1, 0]


def test_a_document_that_cannot_be_read_is_refused(tmp_path: Path):
    with pytest.raises(FencepostError):
        fencepost.mock_app(str(tmp_path / "none.yaml"))
