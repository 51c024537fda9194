"""Nothing of the HTTP library comes out, and a borrowed client keeps its ways."""

from __future__ import annotations

import socket
from dataclasses import replace

import httpx
import pytest
from fencepost.runtime.client import Arguments, Settings, SyncClient
from fencepost.runtime.errors import (
    CallTimeoutError,
    ConnectionLostError,
    ProtocolError,
    TransportError,
    UnreachableError,
)
from fencepost.runtime.transport import Timeouts, base_address, failure_of

from .kitchen import ORDER, READ, Connect, Service

SOUP = Arguments(fields={"dish": "soup"})


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (httpx.ConnectError("refused"), UnreachableError),
        (httpx.ConnectTimeout("slow"), UnreachableError),
        (httpx.PoolTimeout("full"), UnreachableError),
        (httpx.ReadTimeout("slow"), CallTimeoutError),
        (httpx.WriteTimeout("slow"), CallTimeoutError),
        (httpx.ReadError("reset"), ConnectionLostError),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), ConnectionLostError),
        (httpx.RemoteProtocolError("illegal status line"), ProtocolError),
        (httpx.LocalProtocolError("illegal header"), ProtocolError),
        (httpx.DecodingError("bad gzip"), ProtocolError),
        (httpx.TooManyRedirects("loop"), ProtocolError),
    ],
)
def test_each_failure_of_the_library_is_one_of_ours(error: Exception, ours: type[TransportError]) -> None:
    failure = failure_of(error)
    assert type(failure) is ours
    assert str(error) in str(failure)


def test_the_error_of_the_library_is_not_carried_along(service: Service, connect: Connect) -> None:
    service.fail(httpx.ReadTimeout("slow"))
    with pytest.raises(CallTimeoutError) as caught:
        connect().call(ORDER, SOUP)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("agent", ["späti", "a\r\nX-Admin: 1"])
def test_a_header_that_http_cannot_carry_is_a_protocol_error(settings: Settings, agent: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        wrong = replace(settings, base_url=address, user_agent=agent)
        with SyncClient(wrong, None) as client, pytest.raises(ProtocolError):
            client.call(ORDER, SOUP)


def test_a_borrowed_client_adds_its_headers_parameters_and_cookies(service: Service, connect: Connect) -> None:
    service.answer(201, {"id": "a"})
    connect(headers={"X-Team": "red"}, params={"debug": "1"}, cookies={"taste": "salt"}).call(ORDER, SOUP)
    [request] = service.requests
    assert request.headers["x-team"] == "red"
    assert request.headers["cookie"] == "taste=salt"
    assert request.url.params["debug"] == "1"
    assert request.headers["authorization"] == "Bearer hush-token"


def test_headers_changed_between_two_calls_are_sent_as_they_are_now(service: Service, settings: Settings) -> None:
    service.answer(200, {"id": "a"})
    with httpx.Client(transport=httpx.MockTransport(service)) as http_client:
        client = SyncClient(settings, http_client)
        for team in ("red", "blue"):
            http_client.headers["X-Team"] = team
            client.call(READ, Arguments(parameters={"order_id": "a"}))
    assert [request.headers["x-team"] for request in service.requests] == ["red", "blue"]


def test_both_ways_of_building_a_request_send_the_same(service: Service, connect: Connect) -> None:
    service.answer(201, {"id": "a"})
    connect().call(ORDER, SOUP)
    connect(params={"x": "1"}).call(ORDER, SOUP)
    plain, merged = service.requests
    assert sorted(plain.headers.multi_items()) == sorted(merged.headers.multi_items())
    assert plain.content == merged.content == b'{"dish":"soup"}'
    assert plain.extensions == merged.extensions


def test_a_call_waits_ten_seconds_for_a_connection_and_thirty_for_an_answer(service: Service, connect: Connect) -> None:
    service.answer(201, {"id": "a"})
    connect().call(ORDER, SOUP)
    assert service.requests[0].extensions["timeout"] == {"connect": 10.0, "read": 30.0, "write": 30.0, "pool": 10.0}


def test_times_are_cut_to_what_is_left() -> None:
    assert Timeouts().within(12.0) == Timeouts(connect=10.0, read=12.0)
    assert Timeouts().within(None) == Timeouts()


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://127.0.0.1:8000/", "https://api.test/v1/"])
def test_a_base_address_may_have_a_port_a_path_and_a_slash(url: str) -> None:
    assert base_address(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8000", "ftp://h", "http://", "http://h?x=1", "http://h#x", "http://h:x", ""]
)
def test_anything_else_is_no_base_address(url: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        base_address(url)
