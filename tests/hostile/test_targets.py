"""Whatever a target does, a campaign ends, says what it has, writes its reports, and shows nobody a traceback."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import zlib
from typing import Any

import pytest

from ..campaign.things import ThingServer
from ..cli.command import Done, Shell
from .targets import LINE, Behaviour, Wire, after_each_request, now_and_then, saying, serving

MAIN = "from fencepost.cli import main; main()"
ANYTHING = b"content-type: application/json\r\n"
CLOSED = "the connection was closed without an answer"
LATE = "no whole answer within 0.3 s"
ODD = "the answer is not HTTP"
BANNER = b"SSH-2.0-OpenSSH_9.2\r\n"
ALERT = b"\x15\x03\x01\x00\x02\x02\x46"
"""What a server that expects TLS says to one who speaks without."""


def fuzz(shell: Shell, url: str, *options: str) -> Done:
    given = ("--url", url, "--token-env", "TOKEN", "--report-dir", "out", "--timeout", "0.3", *options)
    return shell.run("fuzz", "things.yaml", *given)


def report(shell: Shell) -> Any:
    return json.loads((shell.folder / "out" / "report.json").read_text(encoding="utf-8"))


def hang(wire: Wire) -> None:
    wire.hang()


def reset(wire: Wire) -> None:
    wire.reset()


def leave(wire: Wire) -> None:
    """Read nothing, say nothing."""


def greet(wire: Wire) -> None:
    wire.say(BANNER)
    wire.hang()


def dribble(wire: Wire) -> None:
    wire.say(LINE + b"x-slow: ")
    wire.say_for_ever(b"a", every=0.05)


def dribble_a_body(wire: Wire) -> None:
    wire.say(LINE + b"content-length: 1000\r\n\r\n")
    wire.say_for_ever(b"a", every=0.05)


def go_on(wire: Wire) -> None:
    wire.say_for_ever(b"HTTP/1.1 100 Continue\r\n\r\n")


def add_headers(wire: Wire) -> None:
    wire.say(LINE)
    wire.say_for_ever(b"x-a: b\r\n")


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        pytest.param(after_each_request(hang), LATE, id="hangs"),
        pytest.param(after_each_request(dribble), LATE, id="a header by octets"),
        pytest.param(after_each_request(dribble_a_body), LATE, id="a body by octets"),
        pytest.param(after_each_request(go_on), LATE, id="1xx for ever"),
        pytest.param(after_each_request(add_headers), ODD, id="headers for ever"),
        pytest.param(after_each_request(reset), CLOSED, id="resets"),
        pytest.param(leave, CLOSED, id="closes before it reads"),
        pytest.param(saying(b""), CLOSED, id="closes after it read"),
        pytest.param(greet, LATE, id="SSH"),
        pytest.param(saying(ALERT), ODD, id="TLS"),
        pytest.param(saying(b"\0" * 100_000), ODD, id="zeros"),
        pytest.param(saying(LINE + b"x-a: " + b"a" * 1_000_000 + b"\r\n\r\n"), ODD, id="a header of 1 MB"),
        pytest.param(saying(LINE + b"x-a: a\0b\r\n\r\n"), ODD, id="NUL in a header"),
        pytest.param(saying(LINE + b"content-length: 100\r\n\r\n{}"), "the answer breaks off", id="less than it says"),
        pytest.param(saying(LINE + b"content-length: -1\r\n\r\n{}"), ODD, id="less than nothing"),
        pytest.param(saying(LINE + b"content-length: 1\r\ncontent-length: 2\r\n\r\n{}"), ODD, id="two lengths"),
        pytest.param(saying(LINE + b"transfer-encoding: chunked\r\n\r\nmany\r\n"), ODD, id="no chunk"),
    ],
)
def test_a_target_that_never_answers_is_left_after_a_few_requests(
    shell: Shell, behaviour: Behaviour, reason: str
) -> None:
    with serving(behaviour) as url:
        done = fuzz(shell, url)
    assert (done.code, done.out) == (2, "")
    told = done.err.splitlines()[-2]
    assert told.startswith(f"{url}: error T001: the target cannot be reached: {reason}")
    assert told.isprintable()
    assert report(shell)["summary"]["requests"] <= 6


def bomb(times: int) -> bytes:
    """A few kilobytes that stand for gigabytes."""
    packer = zlib.compressobj(wbits=31)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(64)) + packer.flush()
    return packed if times == 1 else gzip.compress(packed)


def packed(content: bytes, encoding: str) -> bytes:
    head = f"content-encoding: {encoding}\r\ncontent-length: {len(content)}\r\n\r\n"
    return LINE + ANYTHING + head.encode() + content


def endless(wire: Wire) -> None:
    wire.say(LINE + ANYTHING + b"\r\n")
    wire.say_for_ever(b"a" * 1_000_000)


FEW = ("--operation", "get_thing", "--phases", "lattice,faults")


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(saying(b"HTTP/1.1 302 Found\r\nlocation: /things\r\ncontent-length: 0\r\n\r\n"), id="redirect"),
        pytest.param(saying(b"HTTP/1.1 307 Again\r\nlocation: //\xff[\r\ncontent-length: 0\r\n\r\n"), id="to nowhere"),
        pytest.param(saying(packed(b"nope", "gzip")), id="no gzip"),
        pytest.param(saying(packed(gzip.compress(b"{}" * 999)[:20], "gzip")), id="half a gzip"),
        pytest.param(saying(packed(b"nope", "deflate")), id="no deflate"),
        pytest.param(saying(packed(b"nope", "no-such-encoding, gzip")), id="no such encoding"),
        pytest.param(saying(packed(bomb(1), "gzip")), id="bomb"),
        pytest.param(saying(packed(bomb(2), "gzip, gzip")), id="bomb in a bomb"),
        pytest.param(saying(LINE + ANYTHING + b"content-length: 100000000\r\n\r\n" + bytes(10**8)), id="100 MB"),
        pytest.param(after_each_request(endless), id="endless"),
        pytest.param(saying(LINE + b"content-length: 2\r\n\r\n{}and more"), id="more than it says"),
        pytest.param(saying(LINE + ANYTHING + b"content-length: 200000\r\n\r\n" + b"[" * 200_000), id="deep"),
        pytest.param(saying(LINE + ANYTHING + b'content-length: 9\r\n\r\n"\\ud800"\n'), id="half a character"),
        pytest.param(saying(LINE + ANYTHING + b"content-length: 3\r\n\r\n\xff\xfe\0"), id="no UTF-8"),
        pytest.param(saying(b"HTTP/1.1 999 \xff\r\n" + b"a:\r\n" * 50 + b"content-length: 0\r\n\r\n"), id="999"),
        pytest.param(saying(LINE + b"content-type: \x80;;=\r\ncontent-length: 2\r\n\r\n{}"), id="odd content type"),
    ],
)
def test_answers_that_no_sound_server_gives_are_failures_like_others(shell: Shell, behaviour: Behaviour) -> None:
    with serving(behaviour) as url:
        done = fuzz(shell, url, *FEW, "--timeout", "5")
    assert done.code == 1
    assert " failure" in done.out
    assert "error" not in done.err.replace("server_error", "")
    assert len(report(shell)["failures"]) >= 1


def test_a_protocol_that_is_switched_is_no_answer_to_wait_for(shell: Shell) -> None:
    with serving(saying(b"HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n")) as url:
        assert fuzz(shell, url, *FEW).code in (1, 2)
    assert report(shell)["summary"]["requests"] > 0


@pytest.mark.parametrize(
    "headers", [b"", b"retry-after: 3600\r\n", b"retry-after: soon\r\n"], ids=["none", "an hour", "soon"]
)
def test_a_target_on_this_machine_that_always_asks_for_patience_is_not_waited_for(shell: Shell, headers: bytes) -> None:
    with serving(saying(b"HTTP/1.1 429 Slow down\r\n" + headers + b"content-length: 0\r\n\r\n")) as url:
        done = fuzz(shell, url)
    assert done.code == 2
    assert done.out.startswith("undecided: ")
    assert report(shell)["failures"] == []


@pytest.mark.parametrize(("misbehave", "reason"), [(hang, "no whole answer"), (reset, CLOSED)])
def test_a_target_that_dies_ends_the_run_with_what_it_has(shell: Shell, misbehave: Behaviour, reason: str) -> None:
    with serving(now_and_then(misbehave, lambda number: number > 5)) as url:
        done = fuzz(shell, url)
    assert done.code == 2
    assert f"; the target was lost: {reason}" in done.out
    assert 5 < report(shell)["summary"]["requests"] <= 20


def test_a_target_that_hangs_now_and_then_ends_the_run_in_bounded_time(shell: Shell) -> None:
    with serving(now_and_then(hang, lambda number: number % 3 == 0)) as url:
        done = fuzz(shell, url, "--timeout", "0.1")
    assert done.code == 2
    assert "the target was lost: no whole answer within 0.1 s, 20 times in all" in done.out


class Sloppy(ThingServer):
    """Takes whatever has a name."""

    def rules(self) -> dict[str, Any]:
        return {}


def test_a_failure_found_before_the_target_was_lost_decides_the_exit_code(shell: Shell) -> None:
    with serving(now_and_then(hang, lambda number: number > 120, Sloppy())) as url:
        done = fuzz(shell, url, "--operation", "create_thing")
    assert "; the target was lost: " in done.out
    assert done.code == 1


@pytest.mark.parametrize("workers", ["1", "4"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_run_that_waits_and_writes_what_was_done(
    shell: Shell, workers: str, number: int, code: int
) -> None:
    waiting = threading.Event()

    def hang_and_tell(wire: Wire) -> None:
        waiting.set()
        wire.hang()

    with serving(now_and_then(hang_and_tell, lambda number: number > 9)) as url:
        options = ("--url", url, "--token-env", "TOKEN", "--report-dir", "out", "--workers", workers)
        command = [sys.executable, "-c", MAIN, "fuzz", "things.yaml", *options, "--timeout", "2"]
        running = subprocess.Popen(
            command, cwd=shell.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
        )
        assert waiting.wait(30)
        running.send_signal(number)
        out, err = running.communicate(timeout=30)
    assert running.returncode == code
    assert "; interrupted" in out
    assert "Traceback" not in err
    assert report(shell)["summary"]["requests"] >= 1


def test_a_full_disk_is_said_before_anything_is_sent(shell: Shell) -> None:
    with serving(now_and_then(hang, lambda _: True)) as url:
        limited = ["sh", "-c", 'ulimit -f 1; exec "$0" "$@"', sys.executable, "-B", "-c", MAIN]
        command = [*limited, "fuzz", "things.yaml", "--url", url, "--report-dir", "out"]
        done = subprocess.run(command, cwd=shell.folder, text=True, capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("out: error A008: the report folder cannot be written: ")
    assert done.stdout == ""
