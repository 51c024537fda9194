"""Whatever is sent to the mock is refused or answered: it fails on nothing, stops for nobody, and goes on serving."""

from __future__ import annotations

import re
import signal
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import cycle, islice
from pathlib import Path

import pytest
from fencepost.mock.faults.delivery import Line, deliver
from fencepost.mock.faults.transport import planted, transport_fault
from fencepost.mock.server import serving
from fencepost.mock.wire.connections import MAX_HEAD, BoundedProtocol
from fencepost.mock.wire.messages import Outgoing
from starlette.types import Receive, Scope, Send

from ..mock.running import Running, running
from ..mock.served import sandbox
from .octets import BODIES, CLOSING, FRAMES, HEADS, JSON, MADE, ODD, PATH, Long, asks, pieces, posts, posts_chunks


@pytest.fixture(scope="module")
def mock() -> Iterator[Running]:
    with running("--quiet") as found:
        yield found
        found.process.terminate()
        _, errors = found.process.communicate(timeout=30)
        assert errors == ""


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def everything(connection: socket.socket) -> bytes:
    """All that comes until the connection ends, in whatever way."""
    octets = b""
    with suppress(ConnectionError):
        while piece := connection.recv(65536):
            octets += piece
    return octets


def told(port: int, octets: bytes | Long) -> list[int]:
    """The statuses of all answers to these octets."""
    with connected(port) as connection:
        with suppress(ConnectionError):  # Who is refused may find the door shut before all is sent.
            for piece in pieces(octets):
                connection.sendall(piece)
        return statuses(everything(connection))


def statuses(octets: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", octets)]


@pytest.mark.parametrize(("octets", "status"), ODD.values(), ids=ODD.keys())
def test_an_odd_request_gets_one_answer_and_the_next_is_served(mock: Running, octets: bytes | Long, status: int):
    assert [each for each in told(mock.port, octets) if each != 100] in ([status], [])
    assert told(mock.port, asks()) == [200]


def test_every_refusal_reaches_a_client_that_sends_no_more_than_it_must(mock: Running):
    small = {name: (octets, [status]) for name, (octets, status) in ODD.items() if len(tuple(pieces(octets))) == 1}
    answered = {name: told(mock.port, octets)[-1:] for name, (octets, _) in small.items()}
    assert answered == {name: status for name, (_, status) in small.items()}


def test_what_was_refused_is_not_kept(mock: Running):
    before = mock.kilobytes()
    for _ in range(3):
        for octets, _ in (*BODIES.values(), *FRAMES.values(), *HEADS.values()):
            told(mock.port, octets)
    assert mock.kilobytes() < before + 48 * 1024


def test_pipelined_requests_are_answered_in_their_order(mock: Running):
    asked = [asks(b"GET", b"%b/x%d" % (PATH, number)).replace(CLOSING, b"") for number in range(500)]
    with connected(mock.port) as connection:
        connection.sendall(b"".join(asked) + asks(b"GET", PATH + b"/last"))
        octets = everything(connection)
    named = re.findall(rb"has the id (\w+)", octets)
    assert named == [*(b"x%d" % number for number in range(500)), b"last"]


def test_those_who_ask_slowly_keep_nobody_waiting(mock: Running):
    heads = (b"", b"GET /", asks(b"POST", PATH, JSON, b"Content-Length: 100\r\n") + b"{")
    waiting = [connected(mock.port) for _ in range(200)]
    try:
        for connection, head in zip(waiting, cycle(heads), strict=False):
            connection.sendall(head)
        assert told(mock.port, asks()) == [200]
    finally:
        for connection in waiting:
            connection.close()


def leave(connection: socket.socket, abruptly: bool) -> None:
    if abruptly:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def open_files(process: int) -> int:
    folder = Path(f"/proc/{process}/fd")
    return len(tuple(folder.iterdir())) if folder.exists() else 0


def test_those_who_leave_at_any_point_leave_nothing_behind(mock: Running):
    whole, before = posts(MADE), (mock.kilobytes(), open_files(mock.process.pid))
    for number, length in enumerate(islice(cycle(range(len(whole) + 1)), 2000)):
        connection = connected(mock.port)
        connection.sendall(whole[:length])
        leave(connection, abruptly=number % 2 == 0)
    assert told(mock.port, asks()) == [200]
    assert mock.kilobytes() < before[0] + 16 * 1024
    assert open_files(mock.process.pid) <= before[1] + 100


def test_those_who_leave_in_the_middle_of_an_answer_harm_nobody(mock: Running):
    for number in range(200):
        connection = connected(mock.port)
        connection.sendall(asks(b"GET", PATH + b"?per_page=100") * 20)
        connection.recv(1)
        leave(connection, abruptly=number % 2 == 0)
    assert told(mock.port, asks()) == [200]


def test_a_request_may_come_byte_by_byte(mock: Running):
    with connected(mock.port) as connection:
        for octet in posts(MADE):
            connection.sendall(bytes([octet]))
        assert statuses(everything(connection)) == [201]


def test_a_body_is_waited_for_only_after_it_was_asked_for(mock: Running):
    head = asks(b"POST", PATH, JSON, b"Expect: 100-continue\r\nContent-Length: %d\r\n" % len(MADE))
    with connected(mock.port) as connection:
        connection.sendall(head)
        assert statuses(connection.recv(1000)) == [100]
        connection.sendall(MADE)
        assert statuses(everything(connection)) == [201]
    assert told(mock.port, head.replace(b"Bearer t", b"nothing")) == [401]


class Impatient(BoundedProtocol):
    """Waits no longer than a test may."""

    patience = 0.05


@pytest.mark.parametrize(
    ("octets", "status"),
    [
        (b"", []),
        (b"G", [408]),
        (asks()[:-2], [408]),
        (asks(b"POST", PATH, JSON, b"Content-Length: 100\r\n") + b"{", [408]),
        (posts_chunks(b"2\r\n{"), [408]),
    ],
)
def test_a_request_that_does_not_come_to_its_end_is_not_waited_for(octets: bytes, status: list[int]):
    with serving(sandbox().app, protocol=Impatient) as url:
        assert told(int(url.rpartition(":")[2]), octets) == status


def test_a_head_that_comes_by_drops_is_not_waited_for():
    with serving(sandbox().app, protocol=Impatient) as url, connected(int(url.rpartition(":")[2])) as connection:
        connection.settimeout(0.01)
        connection.sendall(b"GET / HTTP/1.1\r\nx: ")
        answer = b""
        while not answer:
            with suppress(TimeoutError):
                connection.sendall(b"a")
                answer = connection.recv(1000)
    assert statuses(answer) == [408]


def test_who_reads_no_answer_is_not_waited_for():
    asked = asks(b"GET", PATH + b"/" + b"x" * 60_000).replace(CLOSING, b"") * 500
    with serving(sandbox().app, protocol=Impatient) as url, connected(int(url.rpartition(":")[2])) as connection:
        with pytest.raises(ConnectionError):
            connection.sendall(asked)
        assert told(int(url.rpartition(":")[2]), asks()) == [200]


def test_an_answer_that_takes_its_time_is_no_slow_request():
    hang = transport_fault("hang")
    assert hang is not None
    nothing = Outgoing(status=204, headers={}, media_type=None, body=b"")

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        await deliver(nothing, (planted(hang),), Line(scope=scope, send=send, wait=sandbox().time.forward))

    with serving(app, protocol=Impatient) as url, connected(int(url.rpartition(":")[2])) as connection:
        connection.settimeout(0.5)
        connection.sendall(asks())
        with pytest.raises(TimeoutError):
            connection.recv(1)


def test_it_starts_again_on_its_port_at_once_after_it_was_killed():
    with running() as first, connected(first.port) as connection:
        connection.sendall(asks()[:-2])
        assert told(first.port, asks()) == [200]
        first.process.kill()
        first.process.wait()
        with running(port=first.port) as second:
            assert told(second.port, asks()) == [200]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_it_ends_when_told_to_however_many_are_connected(number: signal.Signals, code: int):
    slow = (asks(b"GET", PATH + b"/x"), asks(b"DELETE", PATH + b"/x"))
    parts = (
        *slow,
        b"",
        b"GET /",
        asks(b"POST", PATH, JSON, b"Content-Length: 9\r\n") + b"{",
        asks().replace(CLOSING, b""),
    )
    faults = ("--fault", "hang@get_sandbox", "--fault", "latency:60@delete_sandbox")
    with running("--quiet", *faults) as mock, ExitStack() as opened:
        connections = [opened.enter_context(connected(mock.port)) for _ in parts]
        for connection, octets in zip(connections, parts, strict=True):
            connection.sendall(octets)
        assert statuses(connections[-1].recv(10_000)) == [200]
        mock.process.send_signal(number)
        _, errors = mock.process.communicate(timeout=30)
        assert [statuses(everything(connection)) for connection in connections] == [[]] * len(parts)
    assert (mock.process.returncode, errors) == (code, "")


def test_the_limit_of_a_head_is_what_it_says():
    room = MAX_HEAD - len(asks(b"GET", PATH, b"x: \r\n"))
    with serving(sandbox().app) as url:
        port = int(url.rpartition(":")[2])
        assert told(port, asks(b"GET", PATH, b"x: %b\r\n" % (b"a" * room))) == [200]
        assert told(port, asks(b"GET", PATH, b"x: %b\r\n" % (b"a" * (room + 100)))) == [431]
