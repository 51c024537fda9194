"""The printed line, run by bash with the real curl: the bytes that arrive are those that the campaign sent."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from fencepost.campaign.judging.failure import hidden_texts
from fencepost.campaign.wire.credentials import Credential
from fencepost.campaign.wire.curl import curl_line
from fencepost.campaign.wire.exchange import Request
from fencepost.campaign.wire.request import Target, build_request
from fencepost.diagnostics import visible
from fencepost.report.wording import failure_lines

from ..campaign.test_one_fault import ForgetsTheRule
from ..campaign.things import all_cases, campaign, things

pytestmark = pytest.mark.skipif(
    shutil.which("curl") is None or shutil.which("bash") is None, reason="bash and curl are not both here"
)

SECRET = "s3cr3t '\"$(id)\\"


@dataclass(slots=True)
class Heard:
    """What arrived at a socket, request by request."""

    address: str
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def hearing() -> Iterator[Heard]:
    """A socket that keeps every byte and answers 204."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard = Heard(address=f"http://127.0.0.1:{server.getsockname()[1]}")
        thread = threading.Thread(target=hear, args=(server, heard), daemon=True)
        thread.start()
        yield heard
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def hear(server: socket.socket, heard: Heard) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            heard.requests.append(whole(connection))
            connection.sendall(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")


def whole(connection: socket.socket) -> bytes:
    """One request: its head, and as many bytes as that announces."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += connection.recv(65536)
    head, _, _ = text.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(text) < len(head) + 4 + length:
        text += connection.recv(65536)
    return text


@pytest.fixture(scope="module")
def heard() -> Iterator[Heard]:
    with hearing() as found:
        yield found


def run(heard: Heard, line: str, **environment: str) -> tuple[bytes, dict[bytes, bytes], bytes]:
    """First line, headers and body of the request that a printed line sends."""
    heard.requests.clear()
    script = line.replace("curl ", "curl --silent --show-error --max-time 30 ", 1)
    variables = {"PATH": os.environ["PATH"], "LC_ALL": "C", **environment}
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, env=variables)
    assert (done.returncode, done.stderr) == (0, b"")
    (request,) = heard.requests
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    pairs = (line.partition(b": ") for line in lines)
    return first, {name.lower(): value for name, _, value in pairs}, body


BODIES = [
    b'{"a": "it\'s \\"quoted\\""}',
    b"line\nend\r\ntab\t",
    b"$(touch never) `id` $HOME ${x} ~ * ? [a-z] {a,b}",
    b"!! !$ history!",
    b"@/etc/passwd",
    b"-X DELETE",
    b"--",
    b"<(id)",
    b"\\ \\\\ \\x41 \\u0041 \\'",
    "non-ASCII é 漢 😀 \u202e \u2028".encode(),
    b"\xff\xfe\x80 no UTF-8",
    b"nul \0 inside, 100 % and \\n and 'quotes'",
    b"\0",
    b"::error::x\n##[error]x 1",
    b"##[error]\0",
    b"",
    bytes(range(256)),
]


@pytest.mark.parametrize("content", BODIES)
def test_a_body_arrives_byte_by_byte(heard: Heard, content: bytes) -> None:
    headers = (("content-type", "application/json"),)
    line = curl_line(Request(method="POST", url=f"{heard.address}/a", headers=headers, content=content), ())
    assert visible(line) == line
    first, given, body = run(heard, line)
    assert (first, body) == (b"POST /a HTTP/1.1", content)
    assert given[b"content-type"] == b"application/json"


@pytest.mark.parametrize("text", ["it's", 'a "b"', "$(id) `id`", "@x", "-x", "a;b,c", "!", "a\\b", "", "##[x]"])
def test_a_header_arrives_as_it_was_sent(heard: Heard, text: str) -> None:
    request = Request(method="GET", url=f"{heard.address}/a", headers=(("x-said", text),))
    _, given, _ = run(heard, curl_line(request, ()))
    assert given.get(b"x-said", given.get(b"x-said:", b"")) == text.encode()


@pytest.mark.parametrize(
    "path", ["/a%20b/%27%22", "/{a}/[1-3]?x=$(id)&y=`id`", "/a/../b/./c", "/a;b?c=!&d=%00", "/##[x]"]
)
def test_an_address_arrives_as_it_was_sent(heard: Heard, path: str) -> None:
    first, _, _ = run(heard, curl_line(Request(method="GET", url=f"{heard.address}{path}"), ()))
    assert first == f"GET {path.partition('#')[0]} HTTP/1.1".encode()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"])
def test_a_method_arrives_as_it_was_sent(heard: Heard, method: str) -> None:
    first, _, _ = run(heard, curl_line(Request(method=method, url=f"{heard.address}/a"), ()))
    assert first == f"{method} /a HTTP/1.1".encode()


def test_every_case_of_a_document_arrives_as_it_was_sent(heard: Heard) -> None:
    target = Target(url=heard.address, token=SECRET, token_name="THINGS_TOKEN")
    api = things()
    operation = api.operations[0]
    asked = [case for kind in all_cases() for case in kind if case.operation == operation.id]
    assert len(asked) > 100
    for case in asked[::7]:
        request = build_request(case, operation, api, target, ())
        line = curl_line(request, hidden_texts(target))
        assert SECRET not in line
        first, given, body = run(heard, line, THINGS_TOKEN=SECRET)
        assert first.split(b" ")[0] == request.method.encode()
        assert body == (request.content or b"")
        assert given[b"authorization"] == f"Bearer {SECRET}".encode()


def test_the_credential_of_one_scheme_is_taken_from_its_variable(heard: Heard) -> None:
    own = Credential(scheme="bearer", token=SECRET, name="MINE")
    target = Target(url=heard.address, token="other", own=(own,))
    request = Request(method="GET", url=f"{heard.address}/a", headers=(("authorization", f"Bearer {SECRET}"),))
    _, given, _ = run(heard, curl_line(request, hidden_texts(target)), MINE=SECRET)
    assert given[b"authorization"] == f"Bearer {SECRET}".encode()


def test_the_line_of_a_report_runs_as_it_is_printed(heard: Heard) -> None:
    summary, _ = campaign(ForgetsTheRule())
    (failure,) = summary.failures.values()
    lines = failure_lines(failure, times=1, again="--url http://server")
    (printed,) = (line.removeprefix("  again     ") for line in lines if "again     curl" in line)
    _, _, body = run(heard, printed.replace("http://server", heard.address), THINGS_TOKEN="t")
    assert body == b'{"name":"a","moving":true}'
