"""Texts that nobody else sends: by them a thing is known again in a list that others fill, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from fencepost.ir.values import Json

_MARK = re.compile("fp[a-v0-9]{6}", re.IGNORECASE)
"""Eight characters, so that it fits where texts are short; all of one length, so that no length tells two apart."""


def mark(*about: object) -> str:
    """The mark of what is named; the same for the same names."""
    digest = int.from_bytes(sha256("/".join(map(str, about)).encode()).digest()[:8])
    return "fp" + "".join("0123456789abcdefghijklmnopqrstuv"[(digest >> shift) & 31] for shift in range(0, 30, 5))


def marks_in(value: Json) -> Iterator[str]:
    """Every mark that a value holds, in lower case."""
    match value:
        case str():
            yield from (found.lower() for found in _MARK.findall(value))
        case list():
            yield from (found for item in value for found in marks_in(item))
        case dict():
            yield from (found for item in value.values() for found in marks_in(item))
        case _:
            pass
