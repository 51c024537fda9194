"""Texts of a format: some that are known, and others made up in the same form."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date
from functools import partial
from ipaddress import IPv4Address, IPv6Address
from uuid import UUID

from .letters import names
from .tape import Free, Tape
from .texts import has_length, or_else, texts, wrong_lengths
from .values import Values, Wrong

_SECONDS = 86_400


def _instant(tape: Tape, at: int) -> str:
    return f"{_day(tape, at)}T{_clock(tape, at + 1)}"


def _day(tape: Tape, at: int) -> str:
    return str(date.fromordinal(1 + tape.below(at, date.max.toordinal())))


def _clock(tape: Tape, at: int) -> str:
    """A time of day, half of the times with parts of a second."""
    second, part = tape.below(at, _SECONDS), tape.number(at, 8) % 2_000_000
    fraction = f".{part:06}" if part < 1_000_000 else ""
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{fraction}Z"


def _wide(tape: Tape, at: int) -> int:
    """A number of 128 bits."""
    return tape.number(at, 8) << 64 | tape.number(at + 1, 8)


def _uuid(tape: Tape, at: int) -> str:
    return str(UUID(int=_wide(tape, at), version=4))


def _ipv4(tape: Tape, at: int) -> str:
    return str(IPv4Address(tape.number(at, 4)))


def _ipv6(tape: Tape, at: int) -> str:
    return str(IPv6Address(_wide(tape, at)))


def _host(tape: Tape, at: int) -> str:
    return f"{'.'.join(names(1 + tape.number(at, 1) % 3, tape, at))}.example"


def _email(tape: Tape, at: int) -> str:
    return f"{'.'.join(names(1 + tape.number(at, 1) % 2, tape, at))}@{_host(tape, at + 2)}"


def _path(tape: Tape, at: int) -> str:
    return "".join(f"/{name}" for name in names(tape.number(at, 1) % 4, tape, at))


def _uri(tape: Tape, at: int) -> str:
    query = "?a=b" if tape.number(at, 1) % 2 else ""
    return f"https://{_host(tape, at + 2)}{_path(tape, at)}{query}"


def _duration(tape: Tape, at: int) -> str:
    return f"P{tape.number(at, 1)}DT{tape.number(at + 1, 1)}H{tape.number(at + 2, 1)}M"


def _base64(tape: Tape, at: int) -> str:
    content = tape.number(at, 8).to_bytes(8)
    return base64.b64encode(content[: content[0] % 9]).decode()


_FORMATS: dict[str, tuple[tuple[str, ...], Callable[[Tape, int], str] | None]] = {
    "date-time": (
        ("2024-02-29T12:30:45Z", "1970-01-01T00:00:00Z", "1999-12-31T23:59:59.999999Z", "2024-01-01T00:00:00+14:00"),
        _instant,
    ),
    "date": (("2024-02-29", "1970-01-01", "1999-12-31"), _day),
    "time": (("12:30:45Z", "00:00:00Z", "23:59:59.999999Z", "12:00:00-11:30"), _clock),
    "uuid": (("123e4567-e89b-42d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"), _uuid),
    "ipv4": (("192.0.2.1", "0.0.0.0", "255.255.255.255"), _ipv4),
    "ipv6": (("2001:db8::1", "::", "::ffff:192.0.2.1"), _ipv6),
    "email": (("someone@example.com", "first.last+tag@example.com"), _email),
    "uri": (("https://example.com/a", "http://example.com:8080/a?b=c#d", "http://192.0.2.1/%C3%A9"), _uri),
    "uri-reference": (("/a", "a?b", "https://example.com/a"), _path),
    "hostname": (("example.com", "localhost", "a.b-c.example"), _host),
    "duration": (("P1D", "PT36H", "P1Y2M3DT4H5M6S"), _duration),
    "json-pointer": (("/a", "", "/a~1b/0"), _path),
    "regex": (("a+", "^[a-z]*$"), None),
    "byte": (("YQ==", "", "AP8="), _base64),
}
"""Some real values of each known format, and how others are made up; None where those are all that is drawn."""

_MALFORMED = {
    "date-time": "2024-02-30T25:61:61Z",
    "date": "2024-02-30",
    "time": "25:61:61Z",
    "uuid": "123e4567-e89b-42d3-a456-42661417400",
    "ipv4": "256.0.0.1",
    "ipv6": "2001:db8:::1",
    "email": "someone",
    "uri": "not a uri",
    "hostname": "-a-.example..com",
}
"""A text of each format that is nearly one."""


def formatted(name: str, low: int = 0, high: int | None = None, *, simplest: str | None = None) -> Values:
    """Real values of a format that is known, of `low` to `high` characters; of any other format every text."""
    if name not in _FORMATS:
        return texts(low, high, simplest=simplest)
    listed, drawn = _FORMATS[name]
    known = dict.fromkeys((*(() if simplest is None else (simplest,)), *listed))
    usable = tuple(text for text in known if has_length(low, high, text))
    if not usable:
        return texts(low, high, simplest=simplest)
    test = partial(has_length, low, high)
    return Values(
        types=frozenset(("string",)),
        simplest=usable[0],
        plain=usable,
        bounds=tuple(text for text in usable if len(text) in ({low, high} - {0})),
        free=None if drawn is None else Free(read=drawn).map(partial(or_else, test, usable[0])),
        free_share=0.4,
        holds=test,
        wrongs=partial(_malformed, name, low, high),
    )


def _malformed(name: str, low: int, high: int | None) -> tuple[Wrong, ...]:
    slip = (Wrong(point="format-", value=_MALFORMED[name]),) if name in _MALFORMED else ()
    return (*slip, *wrong_lengths(low, high))
