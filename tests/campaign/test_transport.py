"""Over real sockets every answer is bounded, and every failed connection is a value."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpcore
import pytest
from fencepost.campaign.wire.exchange import Answer, Lost, Request
from fencepost.campaign.wire.transport import Deadline, HttpTransport, http_transport


@contextmanager
def speaking(*replies: bytes | None, hang: bool = False) -> Iterator[str]:
    """A server that gives each connection the next reply, whatever it is asked; None closes without one."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for reply in replies:
                # A test that is over has closed the listener, or left the connection.
                with suppress(OSError), listener.accept()[0] as connection:
                    connection.recv(65536)
                    connection.sendall(reply or b"")
                    if hang:
                        done.wait(10)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            done.set()


def outcome(url: str, *, seconds: float = 5, max_bytes: int = 1000, **request: object) -> Answer | Lost:
    with http_transport(seconds=seconds, max_bytes=max_bytes) as transport:
        method = str(request.get("method", "GET"))
        sent = transport.send(Request(method=method, url=url, headers=(("x-a", "é"),)))
        return sent.answer


def test_status_headers_and_body_arrive() -> None:
    with speaking(b"HTTP/1.1 201 Created\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 2\r\n\r\nok") as url:
        got = outcome(url)
    assert isinstance(got, Answer)
    assert (got.status, got.content, got.problem) == (201, b"ok", None)
    assert [value for name, value in got.headers if name == "x-a"] == ["1", "2"]


def test_a_redirect_is_an_answer_like_any_other() -> None:
    with speaking(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n") as url:
        got = outcome(url)
    assert isinstance(got, Answer)
    assert got.status == 302


def test_a_body_beyond_the_limit_is_cut() -> None:
    with speaking(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"a" * 5000) as url:
        got = outcome(url)
    assert isinstance(got, Answer)
    assert (len(got.content), got.problem) == (1000, "truncated")


def test_a_compressed_body_beyond_the_limit_is_cut() -> None:
    packed = gzip.compress(b"a" * 100_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    with speaking(head + packed) as url:
        got = outcome(url)
    assert isinstance(got, Answer)
    assert (len(got.content), got.problem) == (1000, "truncated")


def test_a_compression_that_cannot_be_undone_is_told() -> None:
    with speaking(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope") as url:
        got = outcome(url)
    assert isinstance(got, Answer)
    assert (got.status, got.problem) == (200, "undecodable")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (None, "the connection was closed without an answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "the answer is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "the answer breaks off"),
    ],
)
def test_no_answer_is_a_value_too(reply: bytes | None, reason: str) -> None:
    with speaking(reply) as url:
        got = outcome(url)
    assert isinstance(got, Lost)
    assert got.kind == "closed"
    assert got.reason.startswith(reason)


def test_nobody_listening_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    got = outcome(url)
    assert isinstance(got, Lost)
    assert got.kind == "refused"


@pytest.mark.parametrize("reply", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"])
def test_a_server_that_stops_speaking_is_left(reply: bytes) -> None:
    with speaking(reply, hang=True) as url:
        got = outcome(url, seconds=0.1)
    assert isinstance(got, Lost)
    assert got.kind == "timeout"


@pytest.mark.parametrize("begun", [b"", b"data: x\n\n"])
def test_a_stream_of_events_is_heard_to_its_first_piece(begun: bytes) -> None:
    with speaking(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + begun, hang=True) as url:
        got = outcome(url, seconds=5)
    assert isinstance(got, Answer)
    assert (got.status, got.content, got.problem) == (200, begun, "truncated")


def test_what_http_cannot_carry_is_told_and_not_sent() -> None:
    with speaking(b"") as url:
        got = outcome(url, method="BAD METHOD")
    assert isinstance(got, Lost)
    assert got.kind == "unsendable"


class Listening:
    """A connection that answers what it is told to, and remembers what it was asked."""

    def __init__(self, *headers: tuple[bytes, bytes]) -> None:
        self.headers = list(headers)
        self.asked: list[httpcore.Request] = []

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        self.asked.append(request)
        return httpcore.Response(200, headers=self.headers, content=b"")


def sent_to(connection: Listening, url: str, *headers: tuple[str, str], method: str = "GET") -> dict[bytes, bytes]:
    """The headers as they went out."""
    HttpTransport(connection, Deadline(), seconds=5).send(Request(method=method, url=url, headers=headers))
    return dict(connection.asked[-1].headers)


@pytest.mark.parametrize(
    ("url", "host", "target"),
    [
        ("http://host:80/a//b/../c?x=%2F#", b"host:80", b"/a//b/../c?x=%2F#"),
        ("https://Host", b"host", b"/"),
        ("http://[::1]:8000?x", b"[::1]:8000", b"/?x"),
        ("http://b\u00fccher.example/\u00e9", b"xn--bcher-kva.example", b"/%C3%A9"),
    ],
)
def test_an_address_is_sent_as_it_was_built(url: str, host: bytes, target: bytes) -> None:
    listening = Listening()
    assert sent_to(listening, url)[b"host"] == host
    assert listening.asked[-1].url.target == target


def test_nothing_that_an_answer_says_is_sent_with_the_next_request() -> None:
    listening = Listening((b"set-cookie", b"session=1"))
    first = sent_to(listening, "http://host/")
    assert sent_to(listening, "http://host/") == first
    assert first == {b"host": b"host", b"accept-encoding": b"gzip, deflate"}


def test_headers_that_a_case_sets_are_not_set_again() -> None:
    own = (("host", "elsewhere"), ("content-length", "7"), ("accept-encoding", "br"))
    assert sent_to(Listening(), "http://host/", *own, method="POST") == {
        name.encode(): value.encode() for name, value in own
    }


def test_a_request_that_is_meant_to_have_a_body_and_has_none_says_so() -> None:
    assert sent_to(Listening(), "http://host/", method="POST")[b"content-length"] == b"0"
    assert b"content-length" not in sent_to(Listening(), "http://host/", method="DELETE")
