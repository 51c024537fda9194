"""Canaries: texts sent as secrets that are known again wherever a service lets them out, whoever asks for what.

A canary is a fixed stem, three hexadecimal digits that number the field it was sent in, and random ones. The stem is
looked for as it is and encoded, so that nothing needs to be remembered of what was sent.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from fencepost.campaign.judging.validation import NotJson
from fencepost.campaign.wire.exchange import Answer
from fencepost.ir.pointers import escaped
from fencepost.ir.values import Json

STEM = "qzvjxkwp"
"""Letters that stand together in no language; letters alone, which most patterns allow and few encodings touch."""

LENGTH = 24
"""Code points of a canary where nothing asks for another length."""

SHORTEST = len(STEM) + 3 + 3
"""Of a shorter one too little would be random."""

_DIGITS = re.compile(STEM[1:].encode() + rb"([0-9a-f]{3})", re.IGNORECASE)
"""Behind the first letter, half of which base64 may have written into a character that is not the stem's alone."""

_LONGEST = 160
"""Octets of an encoded canary of which the stem and the digits are part, at most."""


def canary(number: int, seed: str, length: int = LENGTH) -> str:
    """The canary of the field with that number; the same seed gives the same text, however long."""
    digits = hashlib.sha512(seed.encode("utf-8", "surrogatepass")).hexdigest() * (length // 128 + 1)
    return f"{STEM}{number % 0x1000:03x}{digits}"[:length]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A canary in an answer."""

    number: int
    """Of the field that it was sent in."""

    place: str
    """Where it stands, a JSON Pointer below `/response`: `/body/errors/0/details`, `/headers/location`."""


def canaries_in(answer: Answer, body: Json | NotJson) -> tuple[Sighting, ...]:
    """The canaries that an answer shows, plain or encoded, each with its place, headers first.

    `body` is the answer's content read as JSON, by which places in it are named.
    """
    found = [
        Sighting(number=number, place=f"/headers/{name}")
        for name, value in answer.headers
        for number in numbers_in(value.encode("utf-8", "surrogatepass"))
    ]
    numbers = numbers_in(answer.content)
    placed = tuple(_in_json(body)) if numbers and not isinstance(body, NotJson) else ()
    known = {each.number for each in placed}
    whole = (Sighting(number=number, place="/body") for number in numbers if number not in known)
    return (*found, *placed, *whole)


def _in_json(body: Json) -> Iterator[Sighting]:
    for place, text in texts_in(body):
        for number in numbers_in(text.encode("utf-8", "surrogatepass")):
            yield Sighting(number=number, place=f"/body{place}")


def texts_in(value: Json, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a value with the pointer to it; a name belongs to the object that bears it."""
    match value:
        case str():
            yield place, value
        case list():
            for index, item in enumerate(value):
                yield from texts_in(item, f"{place}/{index}")
        case dict():
            for name, member in value.items():
                yield place, name
                yield from texts_in(member, f"{place}/{escaped(name)}")
        case _:
            pass


def numbers_in(content: bytes) -> tuple[int, ...]:
    """The numbers of the fields whose canaries stand in some octets, each once."""
    if not _may_show(content):
        return ()
    found = (_number(match, content) for match in _TRACES.finditer(content))
    return tuple(dict.fromkeys(number for number in found if number is not None))


def _may_show(content: bytes) -> bool:
    """Whether a trace of the stem stands there: of megabytes, told in a tenth of the time that finding it takes."""
    folded = content.lower()
    return any(trace in folded for trace in _FOLDED) or any(trace in content for trace in _BASE64)


def _number(match: re.Match[bytes], content: bytes) -> int | None:
    """The number behind a trace of the stem, once what it is encoded with is taken off."""
    encoded = content[match.start() : match.start() + _LONGEST]
    match match.lastgroup:
        case "hex":
            plain = bytes.fromhex(_leading(rb"(?:[0-9a-fA-F]{2})+", encoded).decode("ascii"))
        case "percent":
            plain = unquote_to_bytes(encoded)
        case "unicode":
            plain = re.sub(rb"\\u00([0-9a-fA-F]{2})", lambda code: bytes.fromhex(code[1].decode("ascii")), encoded)
        case str(group) if group.startswith("base64"):
            plain = _from_base64(encoded, int(group[-1]))
        case _:
            plain = encoded
    found = _DIGITS.search(plain)
    return None if found is None else int(found[1], 16)


def _leading(pattern: bytes, content: bytes) -> bytes:
    found = re.match(pattern, content)
    return b"" if found is None else found[0]


def _from_base64(encoded: bytes, before: int) -> bytes:
    """What a piece of base64 says that begins in a text with so many octets before it in their group of three."""
    letters = _leading(rb"[A-Za-z0-9+/_-]+", encoded).translate(bytes.maketrans(b"-_", b"+/"))
    whole = b"A" * _OPENED[before] + letters
    return base64.b64decode(whole[: len(whole) // 4 * 4])


_OPENED = (0, 2, 3)
"""Characters of base64 that octets before a text have a part in, by their count in a group of three."""


def base64_traces(text: bytes) -> tuple[bytes, bytes, bytes]:
    """The characters of base64 that any encoding of a longer text has, by the octets before this one in their group."""

    def trace(before: int) -> bytes:
        last = (before + len(text)) * 8 // 6
        return base64.b64encode(bytes(before) + text)[_OPENED[before] : last]

    return trace(0), trace(1), trace(2)


_LOW, _HIGH = STEM.encode(), STEM.upper().encode()
_BASE64 = (*base64_traces(_LOW), *base64_traces(_HIGH))
_ESCAPED = {"percent": "%", "unicode": "\\u00"}
"""What stands before the two hexadecimal digits of an octet, in the escapes of addresses and of JSON."""

_FOLDED = (
    _LOW,
    *(each.hex().encode() for each in (_LOW, _HIGH)),
    *("".join(f"{mark}{code:02x}" for code in each).encode() for mark in _ESCAPED.values() for each in (_LOW, _HIGH)),
)
"""The stem as it stands in small letters, and its escapes."""


def _any_of(*texts: bytes) -> bytes:
    return b"|".join(map(re.escape, texts))


def _traces() -> Iterator[bytes]:
    """The stem in each encoding, as a named group."""
    plain, low_hex, high_hex, *escaped = _FOLDED
    yield b"(?P<plain>(?i:%s))" % plain
    yield b"(?P<hex>(?i:%s))" % _any_of(low_hex, high_hex)
    for index, name in enumerate(_ESCAPED):
        yield b"(?P<%s>(?i:%s))" % (name.encode(), _any_of(*escaped[2 * index : 2 * index + 2]))
    for before in range(3):
        yield b"(?P<base64_%d>%s)" % (before, _any_of(_BASE64[before], _BASE64[before + 3]))


_TRACES = re.compile(b"|".join(_traces()))
