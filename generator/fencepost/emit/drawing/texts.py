"""Texts: at the ends of their lengths, of every class, by pattern and by format."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import Json
from .letters import letters
from .values import Values, Wrong, nothing

LONG = 300
"""The length tried where the document sets no upper limit: past what a 255-byte column holds."""

LONGEST = 100_000
"""Longer texts are not made: they would test memory, not the document."""

DRAWN = 60
"""How much longer than the least length a text is that is drawn freely."""

CLASSES = (
    "\U0001f600",
    "e\u0301",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u00e9",
    "\"'\\",
    "<b>&amp;</b>",
    " a ",
    "a\tb\n",
    "a\x00b",
)
"""Outside the basic plane, combining, right to left, two bytes, quotes, markup, outer spaces, controls, NUL."""


def texts(low: int = 0, high: int | None = None, *, simplest: str | None = None) -> Values:
    """The texts of `low` to `high` characters; None is no limit."""
    if low > LONGEST or (high is not None and low > high):
        return nothing
    first = ("a" * max(low, 1) if high != 0 else "") if simplest is None else simplest
    top = None if high is None or high > LONGEST else high
    ends = [] if low == 0 and high is None else ["a" * low] if top is None else ["a" * low, "a" * top]
    inner = [*(() if low == 0 else (low + 1,)), *(() if top is None else (top - 1,))]
    others = [text for text in ("", *CLASSES, "a" * LONG) if _has_length(low, high, text) and text != first]
    return Values(
        types=frozenset(("string",)),
        simplest=first,
        plain=(first, *others),
        bounds=tuple(dict.fromkeys(ends)),
        near=tuple(dict.fromkeys("a" * length for length in inner if low < length <= (high or length))),
        free=letters(low, min(low + DRAWN, LONGEST if high is None else high)),
        holds=partial(_has_length, low, high),
        wrongs=partial(_wrong_lengths, low, high),
    )


def _has_length(low: int, high: int | None, value: Json) -> bool:
    return isinstance(value, str) and low <= len(value) and (high is None or len(value) <= high)


def _wrong_lengths(low: int, high: int | None, letter: str = "a") -> tuple[Wrong, ...]:
    found = []
    if low > 0:
        found.append(Wrong(point="minLength-", value=letter * (low - 1)))
    if high is not None and high < LONGEST:
        found.append(Wrong(point="maxLength-", value=letter * (high + 1)))
        found.append(Wrong(point="maxLength--", value=letter * min(high * 10 + 10, LONGEST)))
    return tuple(found)


def matching(pattern: str, *examples: str, low: int = 0, high: int | None = None, invented: bool = True) -> Values:
    """The texts in which a pattern is found, of `low` to `high` characters; the first example is the simplest.

    Drawn and checked: a text that the pattern's own draw makes too short or too long becomes the simplest one. With
    `invented=False` only the examples are drawn.
    """
    expression = compiled(pattern)
    test = partial(_is_found, expression, low, high)
    usable = tuple(filter(test, examples))
    if not usable:
        return nothing
    return Values(
        types=frozenset(("string",)),
        simplest=usable[0],
        plain=usable,
        bounds=tuple(text for text in usable if len(text) in ({low, high} - {0})),
        free=st.from_regex(expression).map(partial(_or_else, test, usable[0])) if invented else None,
        holds=test,
        wrongs=partial(_unmatched, expression, low, high, usable[0]),
    )


def samples(*examples: str, low: int = 0, high: int | None = None) -> Values:
    """Texts of a pattern that Python cannot read; only these are drawn."""
    return Values(
        types=frozenset(("string",)),
        simplest=examples[0],
        plain=examples,
        holds=partial(_has_length, low, high),
        wrongs=partial(_wrong_lengths, low, high),
    )


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, whose classes mean ASCII as those of ECMA-262 do."""
    return re.compile(pattern, re.ASCII)


def _is_found(expression: re.Pattern[str], low: int, high: int | None, value: Json) -> bool:
    return _has_length(low, high, value) and expression.search(value) is not None


def _or_else(test: Callable[[Json], bool], instead: str, value: str) -> str:
    return value if test(value) else instead


def _unmatched(expression: re.Pattern[str], low: int, high: int | None, inside: str) -> tuple[Wrong, ...]:
    """Texts of an allowed length in which the pattern is not found."""
    tried = [*(sign * max(low, 1) for sign in "!a0 \u00e9\n"), f"{inside}\n", f"{inside}!"]
    free = [text for text in tried if _has_length(low, high, text) and not expression.search(text)]
    return tuple(Wrong(point="pattern-", value=text) for text in free[:2])


def _instants() -> SearchStrategy[str]:
    return st.datetimes().map(lambda instant: f"{instant.isoformat()}Z")


_FORMATS: dict[str, tuple[tuple[str, ...], Callable[[], SearchStrategy[str]] | None]] = {
    "date-time": (
        ("2024-02-29T12:30:45Z", "1970-01-01T00:00:00Z", "1999-12-31T23:59:59.999999Z", "2024-01-01T00:00:00+14:00"),
        _instants,
    ),
    "date": (
        ("2024-02-29", "1970-01-01", "1999-12-31"),
        lambda: st.dates().map(str),
    ),
    "time": (
        ("12:30:45Z", "00:00:00Z", "23:59:59.999999Z", "12:00:00-11:30"),
        lambda: st.times().map(lambda time: f"{time.isoformat()}Z"),
    ),
    "uuid": (
        ("123e4567-e89b-42d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"),
        lambda: st.uuids().map(str),
    ),
    "ipv4": (("192.0.2.1", "0.0.0.0", "255.255.255.255"), lambda: st.ip_addresses(v=4).map(str)),
    "ipv6": (("2001:db8::1", "::", "::ffff:192.0.2.1"), lambda: st.ip_addresses(v=6).map(str)),
    "email": (("someone@example.com", "first.last+tag@example.com"), None),
    "uri": (("https://example.com/a", "http://example.com:8080/a?b=c#d", "urn:isbn:0451450523"), None),
    "uri-reference": (("/a", "a?b", "https://example.com/a"), None),
    "hostname": (("example.com", "localhost", "a.b-c.example"), None),
    "duration": (("P1D", "PT36H", "P1Y2M3DT4H5M6S"), None),
    "json-pointer": (("/a", "", "/a~1b/0"), None),
    "regex": (("a+", "^[a-z]*$"), None),
    "byte": (("YQ==", "", "AP8="), None),
}
"""Some real values of each known format, and a way to draw others; None where those are all that is drawn."""

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
    usable = tuple(text for text in known if _has_length(low, high, text))
    if not usable:
        return texts(low, high, simplest=simplest)
    test = partial(_has_length, low, high)
    return Values(
        types=frozenset(("string",)),
        simplest=usable[0],
        plain=usable,
        free=None if drawn is None else drawn().map(partial(_or_else, test, usable[0])),
        holds=test,
        wrongs=partial(_malformed, name, low, high),
    )


def _malformed(name: str, low: int, high: int | None) -> tuple[Wrong, ...]:
    slip = (Wrong(point="format-", value=_MALFORMED[name]),) if name in _MALFORMED else ()
    return (*slip, *_wrong_lengths(low, high))
