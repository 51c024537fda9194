"""Accepted failures: a text with one of them a line, that a person can read, write and compare.

A line is a key, and perhaps what it is the key of, and after `#` why it is accepted:

    f0d48c82 valid_refused create_order /body/amount maximum  # the gateway ends at 15 until 2.4
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from fencepost.campaign.judging.failure import SEVERITIES, Failure, failure_key
from fencepost.ir.api import Api

NOTHING = "-"
"""How an empty word is written: the place of a failure that is the whole request."""

_KEY = re.compile(r"[0-9a-f]{8}")
_LINE = re.compile(r"(?P<words>[^#]*?)\s*(?:#\s*(?P<reason>.*?)\s*)?")


class LineFormError(Exception):
    """A line accepts nothing; the message says why, and `column` where, from 1."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One line that accepts a failure."""

    key: str
    operation: str | None
    """None where the line holds the key alone."""

    reason: str
    """Why, in the words of who accepted it; empty where they said nothing."""

    line: int
    """From 1."""

    words: str
    """All that stands before the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The accepted failures of one file."""

    file: str
    lines: tuple[Accepted, ...] = ()

    def of(self, key: str) -> Accepted | None:
        """The line that accepts a failure; None where it is not accepted."""
        return next((line for line in self.lines if line.key == key), None)

    @property
    def keys(self) -> frozenset[str]:
        """Of every failure that is accepted."""
        return frozenset(line.key for line in self.lines)


def accepted_in(text: str, number: int, api: Api | None) -> Accepted | None:
    """What a line accepts; None for one that is empty or a comment.

    Raises LineFormError where it is neither, or names what neither fencepost nor the document knows; without a document
    its operations are taken as they are.
    """
    found = _LINE.fullmatch(text.strip())
    if found is None or not found["words"]:
        return None
    words = found["words"]
    key, *rest = words.split()
    if not _KEY.fullmatch(key):
        raise LineFormError(f"a line begins with the key of a failure, eight of 0-9 and a-f, and this is {key}")
    if rest:
        _check(key, rest, text, api)
    operation = _text(rest[1]) if rest else None
    return Accepted(key=key, operation=operation, reason=found["reason"] or "", line=number, words=words)


def _check(key: str, words: list[str], text: str, api: Api | None) -> None:
    """That what stands after a key is what it is the key of. Raises LineFormError."""
    if len(words) != 4:
        raise LineFormError("after the key stand check, operation, place and point, or nothing; a reason follows #")
    check, operation, target, point = map(_text, words)
    if check not in SEVERITIES:
        raise LineFormError(f"there is no check {check}", text.index(words[0]) + 1)
    if api is not None and api.operation(operation) is None:
        raise LineFormError(f"the document has no operation {operation}", text.index(words[1]) + 1)
    if failure_key(operation, check, target, point) != key:
        raise LineFormError(f"{key} is the key of another failure than {' '.join(words)}")


def accepting(failure: Failure) -> str:
    """The line that accepts a failure, without a reason and a line end."""
    words = (failure.check, failure.operation, failure.target, failure.point)
    return " ".join((failure.key, *map(_word, words)))


def _word(text: str) -> str:
    """A text as one word of a line."""
    return "".join(map(_letter, text)) or NOTHING


def _letter(letter: str) -> str:
    return letter if letter.isprintable() and letter not in " %#" else quote(letter, errors="surrogatepass")


def _text(word: str) -> str:
    return "" if word == NOTHING else unquote(word, errors="surrogatepass")


HEAD = """\
# Failures that are accepted: a line is what `fencepost fuzz --write-baseline` wrote of one, and after # why it is.
"""


def renewed(text: str, failures: Iterable[Failure], stale: frozenset[str]) -> str:
    """A baseline with the lines that are stale left out, and those of other failures added; all else as it was."""
    kept = [line for line in text.splitlines() if _key_of(line) not in stale] or HEAD.splitlines()
    known = {_key_of(line) for line in kept}
    added = [failure for failure in failures if failure.key not in known]
    lines = (accepting(failure) for failure in sorted(added, key=_order))
    return "".join(f"{line}\n" for line in (*kept, *lines))


def _order(failure: Failure) -> tuple[str, str, str, str]:
    return (failure.operation, failure.check, failure.target, failure.point)


def _key_of(line: str) -> str | None:
    found = _KEY.match(line.strip())
    return None if found is None else found[0]
