"""Over real sockets every answer is bounded, and every failed connection is a value."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fencepost.campaign.exchange import Answer, Lost, Request
from fencepost.campaign.transport import http_transport


@contextmanager
def speaking(*replies: bytes | None, hang: bool = False) -> Iterator[str]:
    """A server that gives each connection the next reply, whatever it is asked; None closes without one."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for reply in replies:
                connection, _ = listener.accept()
                with connection:
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
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "the answer is not HTTP"),
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


def test_what_http_cannot_carry_is_told_and_not_sent() -> None:
    with speaking(b"") as url:
        got = outcome(url, method="BAD METHOD")
    assert isinstance(got, Lost)
    assert got.kind == "unsendable"
