"""A planted fault of the connection is what a client really meets: a reset is a reset, a cut answer is cut."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from fencepost.integrations.router import answering as mock_answering
from fencepost.mock.faults.delivery import BrokenAnswerError, Line, deliver
from fencepost.mock.faults.transport import TRANSPORT_FAULTS, Disturbance, instead, planted, transport_fault
from fencepost.mock.server import serving
from fencepost.mock.wire.messages import Outgoing
from fencepost.mock.wire.sending import send_answer
from starlette.types import ASGIApp, Receive, Scope, Send

BODY = b'{"name": "' + b"a" * 90 + b'"}'
ANSWER = Outgoing(status=200, headers={"X-Kept": "yes"}, media_type="application/json", body=BODY)
EMPTY = Outgoing(status=204, headers={}, media_type=None, body=b"")
ASK = b"GET /things HTTP/1.1\r\nHost: x\r\n\r\n"


class Waits(list[float]):
    """Waits for nothing, and remembers how long."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def fault(name: str, value: float | None = None) -> Disturbance:
    found = transport_fault(name)
    assert found is not None
    return planted(found, value)


def answering(outgoing: Outgoing, waits: Waits, *acting: Disturbance) -> ASGIApp:
    async def app(scope: Scope, _: Receive, send: Send) -> None:
        if scope["path"] == "/well":
            await send_answer(ANSWER, send)
        else:
            await deliver(outgoing, acting, Line(scope=scope, send=send, wait=waits))

    return app


@contextmanager
def asked(*acting: Disturbance, outgoing: Outgoing = ANSWER, waits: Waits | None = None) -> Iterator[socket.socket]:
    """A connection on which the request was sent; the server is well before and after it."""
    with serving(answering(outgoing, Waits() if waits is None else waits, *acting)) as url:
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=10) as connection:
            connection.sendall(ASK)
            yield connection
        assert httpx.get(f"{url}/well").status_code == 200


def read(connection: socket.socket) -> tuple[bytes, str]:
    """All that comes, and how it ends."""
    octets = b""
    try:
        while piece := connection.recv(65536):
            octets += piece
    except ConnectionResetError:
        return octets, "reset"
    return octets, "closed"


def test_a_reset_before_the_answer_sends_nothing():
    with asked(fault("reset_before")) as connection:
        assert read(connection) == (b"", "reset")


def test_a_reset_inside_the_answer_sends_half_of_its_body():
    with asked(fault("reset_inside")) as connection:
        octets, end = read(connection)
    head, _, body = octets.partition(b"\r\n\r\n")
    assert (end, body) == ("reset", BODY[: len(BODY) // 2])
    assert b"x-kept: yes" in head
    assert b"content-length: %d" % len(BODY) in head


def test_a_reset_after_the_answer_sends_all_of_it():
    with asked(fault("reset_after")) as connection:
        octets, end = read(connection)
    assert (octets.partition(b"\r\n\r\n")[2], end) == (BODY, "reset")


def test_a_truncated_answer_promises_more_than_it_sends():
    with asked(fault("truncated")) as connection:
        octets, end = read(connection)
    assert (octets.partition(b"\r\n\r\n")[2], end) == (BODY[: len(BODY) // 2], "closed")


@pytest.mark.parametrize(("name", "end"), [("truncated", "closed"), ("reset_inside", "reset")])
def test_an_answer_without_a_body_breaks_off_in_its_head(name: str, end: str):
    with asked(fault(name), outgoing=EMPTY) as connection:
        octets, ended = read(connection)
    assert octets.startswith(b"HTTP/1.1 204")
    assert b"\r\n\r\n" not in octets
    assert ended == end


def test_a_connection_can_be_closed_without_an_answer():
    with asked(fault("closed")) as connection:
        assert read(connection) == (b"", "closed")


def test_a_malformed_head_is_no_http():
    with asked(fault("malformed_head")) as connection:
        octets, end = read(connection)
    assert not octets.startswith(b"HTTP/")
    assert end == "closed"


def test_an_answer_that_never_comes_leaves_the_connection_open():
    with asked(fault("hang")) as connection:
        connection.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.recv(1)


def in_memory(outgoing: Outgoing, *acting: Disturbance, waits: Waits | None = None) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(answering(outgoing, Waits() if waits is None else waits, *acting))
        async with httpx.AsyncClient(transport=transport, base_url="http://mock.example") as client:
            return await client.get("/things")

    return asyncio.run(ask())


def test_a_late_answer_is_late_and_whole():
    waits = Waits()
    answer = in_memory(ANSWER, fault("latency", 2.5), waits=waits)
    assert (waits, answer.content) == ([2.5], BODY)


@pytest.mark.parametrize(("rate", "pieces"), [(1, len(BODY)), (100, 11), (1e6, 1)])
def test_a_dripping_body_takes_its_time_and_arrives_whole(rate: float, pieces: int):
    waits = Waits()
    answer = in_memory(ANSWER, fault("drip", rate), waits=waits)
    assert answer.content == BODY
    assert sum(waits) == pytest.approx(len(BODY) / rate)
    assert len([each for each in waits if each]) == pieces


@pytest.mark.parametrize("body", [BODY, b"{}", b"[]", b'"a"', b"1", b"null"])
def test_a_malformed_body_is_no_json(body: bytes):
    answer = in_memory(
        Outgoing(status=200, headers={}, media_type="application/json", body=body), fault("malformed_body")
    )
    with pytest.raises(ValueError, match="utf-8"):
        answer.json()
    assert answer.headers["content-type"] == "application/json"


def test_a_wrong_content_type_is_told_for_the_right_body():
    answer = in_memory(ANSWER, fault("wrong_type"))
    assert (answer.headers["content-type"], answer.content) == ("text/html", BODY)
    assert "content-type" not in in_memory(EMPTY, fault("wrong_type")).headers


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("reset_before", "reset"),
        ("reset_inside", "reset"),
        ("reset_after", "reset"),
        ("truncated", "cut"),
        ("malformed_head", "malformed"),
        ("closed", "closed"),
        ("hang", "hang"),
    ],
)
def test_without_a_connection_whoever_called_is_told_how_it_would_have_broken(name: str, kind: str):
    with pytest.raises(BrokenAnswerError) as broken:
        in_memory(ANSWER, fault(name))
    assert broken.value.kind == kind


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("reset_before", httpx.ReadError),
        ("reset_after", httpx.ReadError),
        ("truncated", httpx.RemoteProtocolError),
        ("malformed_head", httpx.RemoteProtocolError),
        ("closed", httpx.RemoteProtocolError),
        ("hang", httpx.ReadTimeout),
    ],
)
def test_a_client_behind_the_router_meets_what_httpx_raises_on_a_real_connection(
    name: str, error: type[httpx.TransportError]
):
    with mock_answering(answering(ANSWER, Waits(), fault(name)), "http://mock.example"):
        with pytest.raises(error):
            httpx.get("http://mock.example/things")
        assert httpx.get("http://mock.example/well").content == BODY


def test_several_faults_act_together():
    waits = Waits()
    with asked(fault("latency", 3), fault("wrong_type"), fault("truncated"), waits=waits) as connection:
        octets, end = read(connection)
    assert (waits, end) == ([3], "closed")
    assert b"content-type: text/html" in octets


def told(*acting: Disturbance) -> Any:
    refusal = instead(acting)
    return refusal and (refusal.status, dict(refusal.headers))


def test_a_status_is_answered_instead_of_doing_anything():
    assert told(fault("status")) == (503, {"Retry-After": "1"})
    assert told(fault("latency"), fault("status", 500)) == (500, {})
    assert told(fault("latency")) is None


def test_a_storm_refuses_as_many_in_a_row_as_it_says_and_lets_one_through():
    storm = fault("too_many", 3)
    assert [storm.acts(lambda: True) for _ in range(9)] == [True, True, True, False] * 2 + [True]
    assert told(storm) == (429, {"Retry-After": "1"})


def test_a_storm_that_is_not_drawn_does_not_begin():
    storm, draws = fault("too_many", 2), iter([False, False, True, False])
    assert [storm.acts(lambda: next(draws)) for _ in range(6)] == [False, False, True, True, False, False]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("latency", -1, "it takes a number from 0 to 3600, in seconds"),
        ("latency", "soon", "it takes a number from 0 to 3600, in seconds"),
        ("latency", True, "it takes a number from 0 to 3600, in seconds"),
        ("latency", float("nan"), "it takes a number from 0 to 3600, in seconds"),
        ("status", 200, "it takes an integer from 400 to 599, in status"),
        ("status", 503.5, "it takes an integer from 400 to 599, in status"),
        ("too_many", 0, "it takes an integer from 1 to 100000, in requests"),
        ("hang", 3, "it takes no value"),
    ],
)
def test_a_value_that_does_not_fit_is_told_what_would(name: str, value: float, words: str):
    with pytest.raises(ValueError, match="it takes") as told_so:
        fault(name, value)
    assert str(told_so.value) == words


def test_every_fault_has_its_own_name_that_a_command_line_can_take():
    names = [each.id for each in TRANSPORT_FAULTS]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)
    assert all(each.description and (each.value is None) == (each.unit is None) for each in TRANSPORT_FAULTS)
