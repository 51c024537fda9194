"""Text to a document: reads a file, standard input or an address, and parses YAML or JSON with places.

The only module of the reading stage that touches the outside world.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from fencepost.diagnostics import FencepostError, Location, refusal
from fencepost.read.builder import Builder, failure
from fencepost.read.json_events import json_events
from fencepost.read.nodes import Node
from fencepost.read.syntax import place_behind, syntax_error

MAX_BYTES = 64 * 1024 * 1024
"""No more is read of a document, so that an endless one ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file, parsed."""

    name: str
    """As typed: a path, a URL, or `-`."""

    root: Node
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal; the same however its lines end."""
        text = self.text.replace("\r\n", "\n")
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def line(self, number: int) -> str | None:
        """The text of a line, from 1; None past the end."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else None


def read_text(source: str) -> str:
    """The text of a file, of standard input (`-`), or of an http(s) address given by hand.

    Raises FencepostError D001 (missing), D002 (a directory), D003 (not text), D004 (too large), D005 (cannot be
    fetched).
    """
    if source.startswith(("http://", "https://")):
        return _fetch(source)
    return _decode(source, _read_input() if source == "-" else _read_file(source))


def _read_input() -> bytes:
    if sys.stdin is None:
        raise refusal("D001", "standard input is closed", address="-", remedy="pipe the document in, or name a file")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _read_file(source: str) -> bytes:
    remedy = "give the path of an OpenAPI document, `-` for standard input, or an http address"
    if not source:
        raise refusal("D001", "an empty path names no file", address="SPEC", remedy=remedy)
    try:
        with Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        remedy = "name the file in it"
        raise refusal("D002", "this is a directory, not a document", address=source, remedy=remedy) from None
    except (FileNotFoundError, NotADirectoryError):
        raise refusal("D001", "no such file", address=source, remedy=remedy) from None
    except (OSError, ValueError) as error:
        message = f"the file cannot be read: {_reason(error)}"
        raise refusal("D001", message, address=source, remedy="make it readable, or name another") from None


def _reason(error: Exception) -> str:
    """The cause in lower case, without its number."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return re.sub(r"^\[Errno -?\d+\] ", "", text).rstrip(".").lower()


def _decode(source: str, raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        message = f"the document is larger than {MAX_BYTES // 1024**2} MiB; no more is read"
        raise refusal("D004", message, address=source, remedy="split it into files that refer to each other by $ref")
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"the document is not {encoding.removesuffix('-sig').upper()} text: {error.reason}"
        place = place_behind(source, error.object[: error.start].decode(encoding, "replace"))
        raise failure("D003", message, place, remedy="save it as UTF-8") from None


def _fetch(source: str) -> str:
    import httpx

    try:
        with httpx.stream("GET", source, timeout=30, follow_redirects=False) as response:
            if response.status_code != 200:
                raise _not_fetched(source, f"the server answered {response.status_code}")
            return _decode(source, _received(response.iter_bytes()))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _not_fetched(source, _reason(error)) from None


def _received(chunks: Iterable[bytes]) -> bytes:
    """The bytes of an answer; of one that is too large, enough to see that."""
    raw = bytearray()
    for chunk in chunks:
        raw += chunk
        if len(raw) > MAX_BYTES:
            break
    return bytes(raw)


def _not_fetched(source: str, reason: str) -> FencepostError:
    remedy = "see whether the address opens in a browser, or save the document and name the file"
    return refusal("D005", f"the document cannot be fetched: {reason}", address=source, remedy=remedy)


def parse(name: str, text: str) -> Document:
    """The nodes of a YAML or JSON text.

    Raises FencepostError D010 (not YAML or JSON), D011 (a key twice), D012 (no JSON value), D013 (too deep or too
    large).
    """
    builder = Builder(name)
    try:
        for event in events_of(text):
            builder.take(event)
    except yaml.YAMLError as error:
        raise syntax_error(name, text, error) from None
    if builder.root is None:
        location = Location(file=name, line=1, column=1, pointer="")
        raise failure("D010", "the document is empty", location, remedy="it must begin with `openapi: 3.1.0`")
    return Document(name=name, root=builder.root, text=text)


def events_of(text: str) -> Iterator[yaml.Event]:
    """What a YAML parser meets in a YAML or JSON text; raises yaml.YAMLError where it is neither."""
    if is_json(text):
        return json_events(text)
    return yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def is_json(text: str) -> bool:
    """Whether a text is JSON, and no other YAML."""
    if not text.lstrip(" \t\r\n").startswith(("{", "[")):
        return False
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
