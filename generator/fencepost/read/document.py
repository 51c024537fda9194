"""Text to a document: reads a file, standard input or an address, and parses YAML or JSON with places.

The only module of the reading stage that touches the outside world.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from fencepost.diagnostics import FencepostError, Location, refusal
from fencepost.read.builder import Builder, failure
from fencepost.read.json_events import json_events
from fencepost.read.nodes import Node

MAX_CHARACTERS = 64 * 1024 * 1024


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
    raw = sys.stdin.buffer.read() if source == "-" else _read_file(source)
    return _decode(source, raw)


def _read_file(source: str) -> bytes:
    path = Path(source)
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise refusal(
            "D002", "this is a directory, not a document", address=source, remedy="name the file in it"
        ) from None
    except (FileNotFoundError, NotADirectoryError):
        remedy = "give the path of an OpenAPI document, `-` for standard input, or an http address"
        raise refusal("D001", "no such file", address=source, remedy=remedy) from None
    except (OSError, ValueError) as error:
        raise refusal("D001", f"the file cannot be read: {_reason(error)}", address=source) from None


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _decode(source: str, raw: bytes) -> str:
    if len(raw) > MAX_CHARACTERS:
        raise refusal("D004", f"the document has {len(raw)} bytes; at most {MAX_CHARACTERS} are read", address=source)
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"the document is not {encoding.removesuffix('-sig')} text: byte {error.start} cannot be decoded"
        raise refusal("D003", message, address=source, remedy="save it as UTF-8") from None


def _fetch(source: str) -> str:
    import httpx

    try:
        response = httpx.get(source, timeout=30, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise refusal("D005", f"the document cannot be fetched: {error}", address=source) from None
    if response.status_code != 200:
        raise refusal("D005", f"the document cannot be fetched: HTTP {response.status_code}", address=source)
    return _decode(source, response.content)


def parse(name: str, text: str) -> Document:
    """The nodes of a YAML or JSON text.

    Raises FencepostError D010 (not YAML or JSON), D011 (a key twice), D012 (no JSON value), D013 (too deep or too
    large).
    """
    builder = Builder(name)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _syntax_error(name, error) from None
    if builder.root is None:
        location = Location(file=name, line=1, column=1, pointer="")
        raise failure("D010", "the document is empty", location)
    return Document(name=name, root=builder.root, text=text)


def _events(text: str) -> Iterator[yaml.Event]:
    if _is_json(text):
        return json_events(text)
    return yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _is_json(text: str) -> bool:
    if not text.lstrip(" \t\r\n").startswith(("{", "[")):
        return False
    try:
        json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _syntax_error(name: str, error: yaml.YAMLError) -> FencepostError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    location = Location(file=name, line=line, column=column, pointer="")
    return failure("D010", f"this is neither YAML nor JSON: {problem}", location)
