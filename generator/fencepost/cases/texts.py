"""Strings at the ends of their lengths, of every class of text, by pattern and by format."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from string import ascii_lowercase
from typing import TYPE_CHECKING

from fencepost.cases.point import Point
from fencepost.ir.ecma import spelled_for_python
from fencepost.ir.types import Pattern, String
from fencepost.rules.evaluate import matches, within

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

LONG = 300
"""The length tried where the document sets no upper limit: past what a 255-byte column holds."""

MAX_LENGTH = 100_000
"""Longer strings are not made: they would test memory, not the document."""

TRIES = 30
"""So many strings are drawn in the search for some that match a pattern."""

MOST_STRETCHED, MOST_PLACES = 4, 24
"""So many of them are brought to another length, each at so many places."""

MAX_DIFFERENT = 32
"""So many different strings of one set are looked for: each costs a search of its own."""

TEXT_CLASSES = (
    ("astral", "\U0001f600"),
    ("combining", "e\u0301"),
    ("right_to_left", "\u05e9\u05dc\u05d5\u05dd"),
    ("two_bytes", "\u00e9"),
    ("quotes", "\"'\\"),
    ("markup", "<b>&amp;</b>"),
    ("spaces", " a "),
    ("control", "a\tb\n"),
    ("nul", "a\x00b"),
    ("mixed", " A\u00e9 "),
)

FORMATS = {
    "date-time": "2024-02-29T12:30:45Z",
    "date": "2024-02-29",
    "time": "12:30:45Z",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "email": "someone@example.com",
    "uri": "https://example.com/a",
    "uri-reference": "/a",
    "hostname": "example.com",
    "duration": "P1D",
    "json-pointer": "/a",
    "regex": "a+",
    "byte": "YQ==",
}
"""One value of each known format."""

_FILLERS = ("a", "A", "0", "-", "_", " ")


def simplest_text(kind: String) -> str | None:
    """The simplest string of the set; None where none was found."""
    low = kind.min_length.value if kind.min_length else 0
    if kind.format is not None and kind.format.name in FORMATS and _is_of(FORMATS[kind.format.name], kind):
        return FORMATS[kind.format.name]
    # An empty string is often read as none at all, so one character comes first where both are allowed.
    lengths = (low, low + 1) if low else (1, 0)
    candidates = [filler * length for length in lengths for filler in _FILLERS if length <= MAX_LENGTH]
    found = next((text for text in candidates if _is_of(text, kind)), None)
    return found if found is not None or kind.pattern is None else _of_pattern(kind.pattern, kind, None)


def different_texts(kind: String, count: int) -> Iterator[str]:
    """So many different strings of a set, the simplest first; fewer where no more were found."""
    if kind.pattern is None:
        low = max(kind.min_length.value if kind.min_length else 0, 1)
        letters = ("".join(each) for each in product(ascii_lowercase, repeat=min(low, MAX_LENGTH)))
        yield from islice((text for text in letters if _is_of(text, kind)), min(count, len(ascii_lowercase)))
        return
    found: list[str] = []
    while len(found) < min(count, MAX_DIFFERENT):
        text = _of_pattern(kind.pattern, kind, None, frozenset(found)) if found else simplest_text(kind)
        if text is None:
            return
        found.append(text)
        yield text


def _is_of(text: str, kind: String) -> bool:
    return within(len(text), kind.min_length, kind.max_length) and (kind.pattern is None or matches(kind.pattern, text))


def _of_pattern(
    pattern: Pattern, kind: String, length: int | None, besides: frozenset[str] = frozenset()
) -> str | None:
    low = length if length is not None else kind.min_length.value if kind.min_length else 0
    high = length if length is not None else kind.max_length.value if kind.max_length else low + LONG
    return _drawn(pattern, low, min(high, MAX_LENGTH), besides)


@lru_cache(maxsize=2048)
def _drawn(pattern: Pattern, low: int, high: int, besides: frozenset[str]) -> str | None:
    """A match within the lengths and besides those known, the same at every call; None where none was found."""
    pool = _pool(pattern)
    stretched = (longer for text in pool[:MOST_STRETCHED] for longer in _stretched(text, low, high))
    candidates = (text for text in (*pool, *stretched) if low <= len(text) <= high and text not in besides)
    return next((text for text in candidates if matches(pattern, text)), None)


def _stretched(text: str, low: int, high: int) -> Iterator[str]:
    """The text brought within the lengths, one character repeated or some left out, at one place after another."""
    longer, shorter = low - len(text), len(text) - high
    for place in range(min(len(text), MOST_PLACES)):
        if longer > 0:
            yield text[:place] + text[place] * longer + text[place:]
        elif shorter > 0:
            yield text[:place] + text[place + shorter :]


@lru_cache(maxsize=2048)
def _pool(pattern: Pattern) -> tuple[str, ...]:
    """Different matches that Hypothesis finds, the simplest there is first; of printable ASCII, where that will do."""
    from hypothesis import strategies as st

    return _found(pattern, st.characters(min_codepoint=32, max_codepoint=126)) or _found(pattern, st.characters())


def _found(pattern: Pattern, alphabet: SearchStrategy[str]) -> tuple[str, ...]:
    import re

    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st
    from hypothesis.errors import HypothesisException

    quiet = settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=TRIES,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    found: dict[str, None] = {}

    def note(text: str) -> None:
        if text.isprintable() and matches(pattern, text):
            found[text] = None

    try:
        compiled = re.compile(spelled_for_python(pattern.source), re.ASCII)
        quiet(given(st.from_regex(compiled, alphabet=alphabet))(note))()
    except (HypothesisException, re.error, RecursionError):
        pass
    return tuple(found)


def text_points(kind: String) -> Iterator[Point]:
    """The valid boundary points of a set of strings."""
    if kind.format is not None and kind.format.name in FORMATS:
        yield Point(name="inside", value=FORMATS[kind.format.name])
        return
    yield from text_ends(kind)
    if kind.pattern is None:
        yield from _classes(kind)
    elif (inside := simplest_text(kind)) is not None:
        yield Point(name="inside", value=inside)


def text_ends(kind: String) -> Iterator[Point]:
    """Strings at each end of their lengths and next to it; a long one where the document sets no upper limit."""
    low = kind.min_length.value if kind.min_length else 0
    high = kind.max_length.value if kind.max_length else None
    named = {"minLength": low, "minLength+": low + 1}
    if high is None:
        named["maxLength"] = max(LONG, low)
    else:
        named.update({"maxLength+": high - 1, "maxLength": high})
    for name, length in named.items():
        if within(length, kind.min_length, kind.max_length) and length <= MAX_LENGTH:
            yield from _of_length(name, length, kind)


def _of_length(name: str, length: int, kind: String) -> Iterator[Point]:
    plain = text_of_length(length, kind)
    if plain is not None:
        yield Point(name=name, value=plain)


def text_of_length(length: int, kind: String) -> str | None:
    """A plain string of the set with that many characters; None where none was found."""
    if length > MAX_LENGTH:
        return None
    plain = next((filler * length for filler in _FILLERS if _is_of(filler * length, kind)), None)
    if plain is None and kind.pattern is not None:
        return _of_pattern(kind.pattern, kind, length)
    return plain


def _classes(kind: String) -> Iterator[Point]:
    """One text of each class, stretched to the upper limit where there is one: that tells bytes from characters."""
    low = kind.min_length.value if kind.min_length else 0
    high = kind.max_length.value if kind.max_length else None
    if low > MAX_LENGTH:
        return
    if within(max(low, 1), None, kind.max_length):
        yield Point(name="text:blank", value=" " * max(low, 1))
    for name, text in TEXT_CLASSES:
        length = max(low, len(text)) if high is None or high > MAX_LENGTH else high
        if len(text) <= length:
            stretched = text * (length // len(text)) + "a" * (length % len(text))
            yield Point(name=f"text:{name}", value=stretched)


def outer_texts(kind: String) -> Iterator[Point]:
    """Strings that break one limit, or the pattern alone."""
    low, high = kind.min_length, kind.max_length
    if low is not None and low.value > 0:
        yield from _of_outer_length("minLength-", low.value - 1, kind)
        if low.value > 1:
            yield from _of_outer_length("minLength--", 0, kind)
    if high is not None and high.value < MAX_LENGTH:
        yield from _of_outer_length("maxLength-", high.value + 1, kind)
        yield from _of_outer_length("maxLength--", min(high.value * 10 + 10, MAX_LENGTH), kind)
    if kind.pattern is not None:
        yield from _off_pattern(kind, kind.pattern)


def _of_outer_length(name: str, length: int, kind: String) -> Iterator[Point]:
    free = String(pattern=kind.pattern, location=kind.location)
    yield from _of_length(name, length, free)


def _off_pattern(kind: String, pattern: Pattern) -> Iterator[Point]:
    low = min(max(kind.min_length.value if kind.min_length else 1, 1), MAX_LENGTH)
    inside = simplest_text(kind)
    candidates = [
        *(sign * low for sign in ("!", "a", "0", " ", "\u00e9", "\n")),
        *((inside + "\n", inside + "!") if inside else ()),
    ]
    free = String(min_length=kind.min_length, max_length=kind.max_length, location=kind.location)
    broken = (text for text in candidates if _is_of(text, free) and not matches(pattern, text))
    found = next(broken, None)
    if found is not None:
        yield Point(name="pattern-", value=found)
