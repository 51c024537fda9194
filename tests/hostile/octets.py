"""Requests as no good client sends them, each with the status that it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..mock.served import SANDBOXES

PATH = SANDBOXES.encode()
OWN = b"Host: x\r\nAuthorization: Bearer t\r\n"
CLOSING = b"Connection: close\r\n"
JSON = b"Content-Type: application/json\r\n"
MADE = b'{"name": "a", "docker_image": "b"}'
END = b"\r\n\r\n"
MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Long:
    """More octets than a test should hold at once."""

    head: bytes
    piece: bytes
    times: int
    tail: bytes = b""


def asks(method: bytes = b"GET", target: bytes = PATH, *headers: bytes, version: bytes = b"HTTP/1.1") -> bytes:
    return b"%b %b %b\r\n%b%b%b\r\n" % (method, target, version, CLOSING, OWN, b"".join(headers))


def announces(size: int, *headers: bytes) -> bytes:
    return asks(b"POST", PATH, JSON, b"Content-Length: %d\r\n" % size, *headers)


def posts(body: bytes, *headers: bytes) -> bytes:
    return announces(len(body), *headers) + body


def posts_chunks(chunks: bytes, *headers: bytes) -> bytes:
    return asks(b"POST", PATH, JSON, b"Transfer-Encoding: chunked\r\n", *headers) + chunks


def upgrades(protocol: bytes) -> bytes:
    head = b"GET %b HTTP/1.1\r\n%bConnection: Upgrade\r\nUpgrade: %b\r\n\r\n" % (PATH, OWN, protocol)
    return head + asks()


def pieces(octets: bytes | Long) -> Iterator[bytes]:
    if isinstance(octets, bytes):
        yield octets
        return
    yield octets.head
    for _ in range(octets.times):
        yield octets.piece
    yield octets.tail


BODIES: dict[str, tuple[bytes | Long, int]] = {
    "100 MB with a length": (Long(head=announces(100 * MILLION), piece=b"x" * MILLION, times=100), 413),
    "100 MB in chunks": (
        Long(head=posts_chunks(b""), piece=b"10000\r\n" + b"x" * 65536 + b"\r\n", times=1600),
        413,
    ),
    "100 MB without a length": (Long(head=asks(b"POST", PATH, JSON), piece=b"x" * MILLION, times=100), 422),
    "a length of 26 digits": (asks(b"POST", PATH, JSON, b"Content-Length: %b\r\n" % (b"9" * 26)) + b"{}", 400),
    "invalid UTF-8": (posts(b'{"name": "\xff"}'), 422),
    "lists 100,000 deep": (posts(b"[" * 100_000 + b"]" * 100_000), 422),
    "objects 100,000 deep": (posts(b'{"a":' * 100_000 + b"1" + b"}" * 100_000), 422),
    "NaN": (posts(b'{"name": "a", "docker_image": "b", "cpu_cores": NaN}'), 422),
    "a number of 100,000 digits": (
        posts(b'{"name": "a", "docker_image": "b", "cpu_cores": %b}' % (b"9" * 100_000)),
        422,
    ),
    "a member twice": (posts(b'{"name": "a", "name": "c", "docker_image": "b"}'), 201),
    "packed": (posts(b"\x1f\x8b", b"Content-Encoding: gzip\r\n"), 422),
    "the right length, waiting for 100": (posts(MADE, b"Expect: 100-continue\r\n"), 201),
    "an expectation that nobody knows": (posts(MADE, b"Expect: 200-maybe\r\n"), 201),
}
FRAMES: dict[str, tuple[bytes | Long, int]] = {
    "length and chunks": (posts_chunks(b"0\r\n\r\n", b"Content-Length: 5\r\n"), 400),
    "two lengths": (asks(b"POST", PATH, JSON, b"Content-Length: 2\r\nContent-Length: 3\r\n") + b"{} ", 400),
    "a negative length": (asks(b"POST", PATH, JSON, b"Content-Length: -5\r\n") + b"{}", 400),
    "chunks without a size": (posts_chunks(b"zz\r\n{}\r\n0\r\n\r\n"), 400),
    "a chunk beyond all size": (posts_chunks(b"f" * 20 + b"\r\n{}\r\n0\r\n\r\n"), 400),
    "a coding that nobody knows": (asks(b"POST", PATH, JSON, b"Transfer-Encoding: gzip\r\n") + b"{}", 400),
    "chunks that something follows": (posts_chunks(b"2;%b\r\n{}\r\n0\r\nX: y\r\n\r\n" % (b"e" * MILLION)), 422),
    "trailers of 20 MB": (
        Long(head=posts_chunks(b"2\r\n{}\r\n0\r\nX: "), piece=b"y" * MILLION, times=20, tail=END),
        413,
    ),
}
HEADS: dict[str, tuple[bytes | Long, int]] = {
    "10,000 headers": (asks(b"GET", PATH, *(b"x-%d: 1\r\n" % number for number in range(10_000))), 431),
    "a header of 10 MB": (Long(head=asks()[:-2] + b"x: ", piece=b"a" * MILLION, times=10, tail=END), 431),
    "a target of 10 MB": (Long(head=b"GET /", piece=b"a" * MILLION, times=10, tail=b" HTTP/1.1" + END), 431),
    "as many headers as it may have": (asks(b"GET", PATH, *[b"x: \r\n"] * 10_000), 200),
    "as long a cookie as it may have": (asks(b"GET", PATH, b"Cookie: %b\r\n" % (b"a=b; " * 12_000)), 200),
    "as long a query as it may have": (asks(b"GET", PATH + b"?" + b"a=b&" * 15_000), 200),
    "a header over two lines": (asks(b"GET", PATH, b"x: a\r\n b\r\n"), 400),
    "a header with NUL": (asks(b"GET", PATH, b"x: a\0b\r\n"), 400),
    "a header that no name is": (asks(b"GET", PATH, b"x-\xff: \xfe\r\n"), 400),
    "a space before the colon": (asks(b"GET", PATH, b"x : b\r\n"), 400),
    "a header twice": (asks(b"GET", PATH, OWN), 200),
    "no host": (b"GET %b HTTP/1.1\r\nAuthorization: Bearer t\r\n%b\r\n" % (PATH, CLOSING), 200),
    "lines that end in LF alone": (asks().replace(b"\r\n", b"\n"), 400),
    "empty lines before": (b"\r\n" * 100 + asks(), 200),
}
TARGETS: dict[str, tuple[bytes | Long, int]] = {
    "a whole address": (asks(b"GET", b"http://x" + PATH), 200),
    "a star": (asks(b"GET", b"*"), 404),
    "the star of OPTIONS": (asks(b"OPTIONS", b"*"), 404),
    "nothing": (asks(b"GET", b""), 400),
    "no slash": (asks(b"GET", b"api"), 400),
    "NUL": (asks(b"GET", PATH + b"/%00"), 404),
    "no UTF-8": (asks(b"GET", PATH + b"/%ff%zz"), 404),
    "octets": (asks(b"GET", PATH + b"/\xff"), 400),
    "dots": (asks(b"GET", b"/api/v1/../v1/sandbox"), 404),
    "two slashes": (asks(b"GET", b"//api/v1/sandbox"), 404),
    "an odd query": (asks(b"GET", PATH + b"?%ff=%zz&&=&a;b&%00"), 200),
    "a fragment": (asks(b"GET", PATH + b"#x"), 200),
}
METHODS: dict[str, tuple[bytes | Long, int]] = {
    "HEAD": (asks(b"HEAD"), 405),
    "OPTIONS": (asks(b"OPTIONS"), 405),
    "TRACE": (asks(b"TRACE"), 405),
    "CONNECT": (asks(b"CONNECT", b"x:443"), 400),
    "one that nobody knows": (asks(b"BREW"), 400),
    "HTTP/1.0": (asks(version=b"HTTP/1.0"), 200),
    "HTTP/1.0 that would be kept": (asks(version=b"HTTP/1.0").replace(CLOSING, b"Connection: keep-alive\r\n"), 200),
    "HTTP/0.9": (b"GET %b\r\n\r\n" % PATH, 401),
    "the preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", 400),
    "an upgrade to HTTP/2": (upgrades(b"h2c"), 200),
    "an upgrade to a socket": (upgrades(b"websocket"), 200),
    "TLS": (b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03" + b"\0" * 500, 400),
}
PARTS = {"body": BODIES, "framing": FRAMES, "head": HEADS, "target": TARGETS, "request": METHODS}
ODD = {f"{part}: {name}": each for part, cases in PARTS.items() for name, each in cases.items()}
