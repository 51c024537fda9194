"""Texts: at the ends of their lengths, of every class, and by pattern."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import Json
from .letters import letters
from .tape import Free, Tape
from .values import Values, Wrong, nothing

LONG = 300
"""The length tried where the document sets no upper limit: past what a 255-byte column holds."""

LONGEST = 100_000
"""Longer texts are not made: they would test memory, not the document."""

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
    others = [text for text in ("", *CLASSES, "a" * LONG) if has_length(low, high, text) and text != first]
    return Values(
        types=frozenset(("string",)),
        simplest=first,
        plain=(first, *others),
        bounds=tuple(dict.fromkeys(ends)),
        near=tuple(dict.fromkeys("a" * length for length in inner if low < length <= (high or length))),
        free=Free(read=partial(letters, low, LONGEST if high is None else high)),
        holds=partial(has_length, low, high),
        wrongs=partial(wrong_lengths, low, high),
    )


def has_length(low: int, high: int | None, value: Json) -> bool:
    """Whether a value is a text of an allowed length."""
    return isinstance(value, str) and low <= len(value) and (high is None or len(value) <= high)


def wrong_lengths(low: int, high: int | None, letter: str = "a") -> tuple[Wrong, ...]:
    """Texts that are too short or too long, by one character and by far."""
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
        free=_invented(st.from_regex(expression).map(partial(or_else, test, usable[0])), usable) if invented else None,
        free_share=0.5,
        holds=test,
        wrongs=partial(_unmatched, expression, low, high, usable[0]),
    )


def _invented(strategy: SearchStrategy[str], examples: tuple[str, ...]) -> Free:
    return Free(read=partial(_invention, strategy, examples), inventions=(strategy,))


def _invention(strategy: SearchStrategy[str], examples: tuple[str, ...], tape: Tape, at: int) -> str:
    """The text made up for this body, where there is one of this pattern."""
    if tape.invented is not None and tape.invented[0] is strategy:
        return tape.invented[1]
    return examples[tape.below(at, len(examples))]


def samples(*examples: str, low: int = 0, high: int | None = None) -> Values:
    """Texts of a pattern that Python cannot read; only these are drawn."""
    return Values(
        types=frozenset(("string",)),
        simplest=examples[0],
        plain=examples,
        holds=partial(has_length, low, high),
        wrongs=partial(wrong_lengths, low, high),
    )


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, whose classes mean ASCII as those of ECMA-262 do."""
    return re.compile(pattern, re.ASCII)


def _is_found(expression: re.Pattern[str], low: int, high: int | None, value: Json) -> bool:
    return has_length(low, high, value) and expression.search(value) is not None


def or_else(test: Callable[[Json], bool], instead: str, value: str) -> str:
    """The text where it passes the test."""
    return value if test(value) else instead


def _unmatched(expression: re.Pattern[str], low: int, high: int | None, inside: str) -> tuple[Wrong, ...]:
    """Texts of an allowed length in which the pattern is not found."""
    tried = [*(sign * max(low, 1) for sign in "!a0 \u00e9\n"), f"{inside}\n", f"{inside}!"]
    free = [text for text in tried if has_length(low, high, text) and not expression.search(text)]
    return tuple(Wrong(point="pattern-", value=text) for text in free[:2])
