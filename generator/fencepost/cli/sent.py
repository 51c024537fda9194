"""The body that a user names: a file or standard input, read as strictly as the mock reads what it is sent.

No line of it is shown: it may hold a secret.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from fencepost.cli.spots import Spot, spots
from fencepost.diagnostics import FencepostError, refusal
from fencepost.ir.values import Json
from fencepost.mock.reading.bodies import MAX_BYTES
from fencepost.mock.reading.json_text import MAX_DEPTH, MalformedError, read_fraction, read_json
from fencepost.rules.wording.demands import Path

_UTF_8 = "save it as UTF-8, without a byte order mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A body as it was given."""

    source: str
    text: str
    value: Json
    """Fractions are `Decimal`."""

    doubles: tuple[Spot, ...] = ()
    """The names that an object has already, where they stand again."""


def read_sent(source: str) -> Sent:
    """The body in a file, or in standard input (`-`).

    Raises FencepostError J001 (no such file), J002 (not UTF-8), J003 (not JSON), J004 (too large or too deep).
    """
    raw = _bytes(source)
    if len(raw) > MAX_BYTES:
        message = f"the body is larger than {MAX_BYTES // 1024**2} MiB"
        raise refusal("J004", message, address=source, remedy="send less at once; no more is read")
    text = _text(source, raw)
    try:
        value = read_json(raw)
    except MalformedError as error:
        raise _not_json(source, text, str(error)) from None
    return Sent(source=source, text=text, value=value, doubles=tuple(_doubles(text)))


def _bytes(source: str) -> bytes:
    remedy = "give the path of a file with the JSON body, or `-` for standard input"
    if not source:
        raise refusal("J001", "an empty path names no file", address="BODY", remedy=remedy)
    try:
        if source == "-":
            return b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)
        with FilePath(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise refusal("J001", "this is a directory, not a body", address=source, remedy=remedy) from None
    except (FileNotFoundError, NotADirectoryError):
        raise refusal("J001", "no such file", address=source, remedy=remedy) from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        message = f"the body cannot be read: {reason.lower()}"
        raise refusal("J001", message, address=source, remedy="make it readable, or name another") from None


def _text(source: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        message = f"the body is not UTF-8 text: {error.reason}"
        raise refusal("J002", message, address=_behind(source, before), remedy=_UTF_8) from None
    if text.startswith("\ufeff"):
        raise refusal("J002", "the body begins with a byte order mark", address=f"{source}:1:1", remedy=_UTF_8)
    return text


def _behind(source: str, before: str) -> str:
    """The place that follows a text."""
    *lines, last = before.split("\n")
    return f"{source}:{len(lines) + 1}:{len(last) + 1}"


def _not_json(source: str, text: str, reason: str) -> FencepostError:
    """What is wrong with a text that was refused, and where."""
    if not text.strip():
        remedy = "an object is written {}, nothing at all is no JSON"
        return refusal("J003", "the body is empty", address=f"{source}:1:1", remedy=remedy)
    line, column, message = _culprit(text) or (1, 1, reason)
    address = f"{source}:{line}:{column}"
    if "deep" in message:
        return refusal(
            "J004", f"the body is {message}", address=address, remedy="flatten it; servers refuse it as well"
        )
    remedy = "write it as JSON: names and text in double quotes, no comma behind the last one, plain numbers"
    return refusal("J003", f"the body is no JSON: {message}", address=address, remedy=remedy)


def _culprit(text: str) -> tuple[int, int, str] | None:
    """Line, column and reason; None where the place cannot be told."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno, error.colno, f"{error.msg[:1].lower()}{error.msg[1:]}"
    except (ValueError, RecursionError):
        pass  # What is wrong is no matter of syntax: a number too long, or nesting too deep.
    try:
        return next(((spot.line, spot.column, reason) for spot in spots(text) if (reason := _fault(spot))), None)
    except ValueError:
        return None


def _fault(spot: Spot) -> str | None:
    """What is wrong with a name or a value by itself."""
    if spot.depth >= MAX_DEPTH + 1 - (spot.text is None):
        return f"nested more than {MAX_DEPTH} deep"
    if spot.text is None:
        return None
    if spot.is_quoted:
        return "a string holds half of a surrogate pair" if re.search("[\ud800-\udfff]", spot.text) else None
    if spot.text in ("NaN", "Infinity", "-Infinity"):
        return f"{spot.text} is no number"
    if len(spot.text) > sys.get_int_max_str_digits() > 0 and spot.text.lstrip("-").isdigit():
        return "a number has too many digits"
    return _too_great(spot.text)


def _too_great(text: str) -> str | None:
    if text in ("true", "false", "null") or text.lstrip("-").isdigit():
        return None
    try:
        read_fraction(text)
    except ValueError as error:
        return str(error)
    return None


def _doubles(text: str) -> Iterator[Spot]:
    found: list[bool] = []
    json.loads(text, object_pairs_hook=lambda pairs: found.append(len(dict(pairs)) < len(pairs)))
    names: set[Path] = set()
    # Most bodies have none, and to look for their places takes long.
    for spot in spots(text) if any(found) else ():
        if spot.is_name and spot.path in names:
            yield spot
        if spot.is_name:
            names.add(spot.path)
