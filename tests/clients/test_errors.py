"""What the mock refuses reaches the caller as the exceptions of the vendor's clients."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from .conftest import Start
from .mocks import mock
from .vendors import Edition, RaisedError, Vendor


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """A mock that takes one token alone."""
    with mock("--token-env", "TOKEN", variables={**os.environ, "TOKEN": "the-right-one"}) as url:
        yield url


@pytest.mark.parametrize("call", ["get", "delete", "get_logs"])
def test_an_unknown_sandbox_is_named(client: Vendor, call: str):
    with pytest.raises(RaisedError, match="HTTP 404: no Sandbox has the id nobody") as raised:
        getattr(client, call)(sandbox_id="nobody")
    assert raised.value.kinds[0] == "APIError"


def test_all_faults_of_a_body_are_told_at_once(client: Vendor):
    with pytest.raises(RaisedError, match="HTTP 422") as raised:
        client.made("x" * 101, cpu_cores=17, timeout_minutes=0)
    assert raised.value.kinds[0] == "APIError"
    for told in ("must be at most 16", "must be at least 1", "must have at most 100 characters"):
        assert told in raised.value.message


def test_a_wrong_token_is_refused_and_the_right_one_taken(edition: Edition, start: Start, guarded: str):
    with pytest.raises(RaisedError) as raised:
        start(edition, guarded, "a-wrong-one").get(sandbox_id="nobody")
    assert raised.value.kinds[:2] == ["UnauthorizedError", "APIError"]
    assert start(edition, guarded, "the-right-one").list()["total"] == 0


def test_without_a_key_nothing_is_sent(edition: Edition, start: Start, guarded: str):
    with pytest.raises(RaisedError, match="No API key configured"):
        start(edition, guarded, None).list()
