"""The printed line is one command for bash: what curl is given is what was sent, and nothing in it acts or leaks."""

from __future__ import annotations

import subprocess

import pytest
from fencepost.campaign.wire.curl import curl_line
from fencepost.campaign.wire.exchange import Request


def arguments(line: str, **environment: str) -> list[bytes]:
    """What curl would be given by bash."""
    script = f"curl() {{ printf '%s\\0' \"$@\"; }}\n{line}\n"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True, env={"LC_ALL": "C", **environment})
    assert done.stderr == b""
    return done.stdout.split(b"\0")[:-1]


def post(content: bytes, *headers: tuple[str, str]) -> Request:
    return Request(method="POST", url="http://host/a?b=c%20d", headers=headers, content=content)


HOSTILE = [
    b'{"a": "it\'s \\"quoted\\""}',
    b"$(touch /tmp/never) `id` $HOME ${x} !! \\ %s *",
    b"@/etc/passwd",
    b"-X DELETE",
    b"",
    "line\nend\ttab \x1b[31m \x7f \u202e \u2028 é 😀 'q'".encode(),
    b"\xff\xfe not text",
]


@pytest.mark.parametrize("content", HOSTILE)
def test_the_body_reaches_curl_byte_by_byte(content: bytes) -> None:
    line = curl_line(post(content, ("content-type", "application/json")), ())
    assert arguments(line)[-2:] == [b"--data-raw", content]


@pytest.mark.parametrize("content", HOSTILE)
def test_the_line_shows_nothing_that_acts_on_a_terminal(content: bytes) -> None:
    assert curl_line(post(content), ()).isprintable()


def test_method_address_and_headers_are_those_of_the_request() -> None:
    line = curl_line(post(b"x", ("x-a", "1 '2'"), ("x-empty", ""), ("user-agent", "fencepost")), ())
    assert arguments(line)[:7] == [b"-X", b"POST", b"http://host/a?b=c%20d", b"-H", b"x-a: 1 '2'", b"-H", b"x-empty;"]
    assert b"user-agent" not in b" ".join(arguments(line))


def test_a_body_with_nul_reaches_curl_through_a_file() -> None:
    content = '{"a": "it\'s 5 % \\n é"}'.encode("utf-16")
    line = curl_line(post(content), ())
    script = f"""curl() {{ cat "${{@: -1:1}}"; }}\n{line.replace("@<(", "<(")}\n"""
    assert subprocess.run(["bash", "-c", script], capture_output=True, check=True).stdout == content
    assert line.isprintable()


def test_a_body_without_a_media_type_gets_none_from_curl() -> None:
    assert b"content-type:" in arguments(curl_line(post(b"x"), ()))


def test_brackets_in_an_address_are_no_pattern() -> None:
    request = Request(method="HEAD", url="http://[::1]:80/{a}")
    assert arguments(curl_line(request, ())) == [b"-I", b"--globoff", b"http://[::1]:80/{a}"]


def test_a_credential_is_shown_as_the_variable_that_holds_it() -> None:
    request = post(b"", ("authorization", "Bearer s3cr3t-$x"), ("x-key", "other"))
    line = curl_line(request, (("s3cr3t-$x", "$MY_TOKEN"), ("other", "<removed>")))
    assert "s3cr3t" not in line
    assert "other" not in line
    given = arguments(line, MY_TOKEN="s3cr3t-$x")
    assert b"authorization: Bearer s3cr3t-$x" in given
    assert b"x-key: <removed>" in given
