"""The application on a real port."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fencepost.diagnostics import FencepostError, render
from fencepost.mock.server import address_of, listen, random_identifier, serving, system_clock

from .served import SANDBOXES, SMALLEST, sandbox

HEADERS = {"Authorization": "Bearer t"}


def test_it_answers_from_the_first_request_on():
    with serving(sandbox().app) as url:
        answer = httpx.post(url + SANDBOXES, json=SMALLEST, headers=HEADERS)
    assert (answer.status_code, answer.json()["name"]) == (201, "a")


def test_it_is_gone_afterwards():
    with serving(sandbox().app) as url:
        pass
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_two_serve_side_by_side_and_share_nothing():
    with serving(sandbox().app) as one, serving(sandbox().app) as other:
        httpx.post(one + SANDBOXES, json=SMALLEST, headers=HEADERS)
        totals = [httpx.get(url + SANDBOXES, headers=HEADERS).json()["total"] for url in (one, other)]
    assert totals == [1, 0]


def test_many_clients_at_once_get_each_their_own():
    with serving(sandbox().app) as url, httpx.Client(base_url=url, headers=HEADERS) as client:

        def create(number: int) -> tuple[str, str]:
            answer = client.post(SANDBOXES, json={**SMALLEST, "name": str(number)})
            return answer.json()["name"], answer.json()["id"]

        with ThreadPoolExecutor(8) as pool:
            created = list(pool.map(create, range(100)))
        listed = client.get(SANDBOXES, params={"per_page": 1000}).json()["sandboxes"]
    assert [name for name, _ in created] == [str(number) for number in range(100)]
    assert {item["id"] for item in listed} == {identifier for _, identifier in created}


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /api/v1/sandbox HTTP/1.0\r\n\r\n",
        b"GET /api/v1/sandbox HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 200_000 + b"\r\n\r\n",
        b"POST /api/v1/sandbox HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nContent-Length: 99999999\r\n\r\n{",
        b"POST /api/v1/sandbox HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nContent-Length: x\r\n\r\n{}",
        b"\x00\x01\x02\r\n\r\n",
        b"GET /api/v1/sandbox\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_an_odd_request_gets_a_refusal_and_harms_nobody(raw: bytes):
    with serving(sandbox().app) as url:
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=10) as connection:
            connection.sendall(raw)
            status = connection.recv(1024).split(b" ")[1:2]
        assert status
        assert status[0][:1] == b"4"
        assert httpx.get(url + SANDBOXES, headers=HEADERS).status_code == 200


def test_a_sender_that_leaves_in_the_middle_harms_nobody():
    head = b"POST /api/v1/sandbox HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nContent-Length: 100\r\n\r\n{"
    with serving(sandbox().app) as url:
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=10) as connection:
            connection.sendall(head)
        assert httpx.get(url + SANDBOXES, headers=HEADERS).json()["total"] == 0


def test_a_port_in_use_is_an_error_with_a_remedy():
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(FencepostError) as caught:
            listen(port)
    (diagnostic,) = caught.value.diagnostics
    assert render(diagnostic).splitlines() == [
        f"127.0.0.1:{port}: error M001: cannot listen: address already in use",
        "  choose another port, or 0 for any that is free",
    ]


@pytest.mark.parametrize(
    ("port", "host"), [(70000, "127.0.0.1"), (-1, "127.0.0.1"), (0, "192.0.2.1"), (0, "no such host")]
)
def test_a_port_or_host_that_cannot_be_is_an_error(port: int, host: str):
    with pytest.raises(FencepostError, match="cannot listen"):
        listen(port, host)


def test_the_address_is_what_a_client_is_given():
    with listen(0) as listener:
        assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_identifiers_and_time_are_real():
    assert len({random_identifier() for _ in range(1000)}) == 1000
    assert random_identifier().isalnum()
    assert system_clock().tzinfo is not None
