"""The value of a domain closest to one outside it: the bound that was passed, the name that was meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from fractions import Fraction

from fencepost.cases.numbers import wire
from fencepost.ir.types import Boolean, Bound, Enum, Number, String, Type
from fencepost.ir.values import Json, json_type
from fencepost.rules.evaluate import matches
from fencepost.rules.grid import grid, next_multiple

_MOST_NAMES = 1_000
"""Among more names none is searched for that may be meant."""


def closest(kind: Type, value: Json) -> Iterator[Json]:
    """Values that someone who sent this one may have meant, the likeliest first; not every one is of the type."""
    match kind:
        case Number():
            yield from _numbers(kind, value)
        case String():
            yield from _texts(kind, value)
        case Boolean():
            yield from _flags(value)
        case Enum():
            yield from _members(kind, value)
        case _:
            return


def _number_in(value: Json) -> Decimal | None:
    """The number that a value is, or that its text says; None for none."""
    if not isinstance(value, str) and json_type(value) != "number":
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 400 else None


def _numbers(kind: Number, value: Json) -> Iterator[Json]:
    number = _number_in(value)
    if number is None:
        return
    step = grid(kind)
    near = number if step is None else _nearest_multiple(number, step)
    yield wire(near, kind)
    for bound, inward in ((kind.minimum, 1), (kind.maximum, -1)):
        if bound is not None and (near - Decimal(bound.value)) * inward <= 0:
            yield wire(_at(bound, inward, step), kind)


def _nearest_multiple(number: Decimal, step: Decimal) -> Decimal:
    count = Fraction(number) / Fraction(step)
    whole = Decimal(count.numerator) / Decimal(count.denominator)
    return whole.to_integral_value(rounding=ROUND_HALF_EVEN) * step


def _at(bound: Bound, inward: int, step: Decimal | None) -> Decimal:
    """The number on a bound, or next to it where it is exclusive or stands between the steps."""
    value = Decimal(bound.value)
    if step is not None:
        first = next_multiple(value * inward, step, above=bound.exclusive)
        return first * inward
    return value + inward * _resolution(value) if bound.exclusive else value


def _resolution(value: Decimal) -> Decimal:
    """One unit in the digit after the last one that the document writes."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(exponent if isinstance(exponent, int) else 0, 0) - 1)


def _texts(kind: String, value: Json) -> Iterator[Json]:
    match value:
        case str():
            yield from (text for text in _spellings(kind, value) if kind.pattern is None or matches(kind.pattern, text))
        case bool() | None | list() | dict():
            return
        case _:
            yield str(value)


def _spellings(kind: String, value: str) -> Iterator[str]:
    yield from dict.fromkeys((value.strip(), value.lower(), value.upper()))
    if kind.max_length is not None and len(value) > kind.max_length.value:
        yield value[: kind.max_length.value]


def _flags(value: Json) -> Iterator[Json]:
    words: dict[str, bool] = {"true": True, "false": False}
    if isinstance(value, str) and value.strip().lower() in words:
        yield words[value.strip().lower()]


def _members(kind: Enum, value: Json) -> Iterator[Json]:
    """The members that are the value but for case, spaces or type, then those spelt alike, then the nearest number."""
    members = [item.value.value for item in kind.values[:_MOST_NAMES]]
    if not isinstance(value, list | dict):
        yield from (member for member in members if _folded(member) == _folded(value))
    texts = {member.lower(): member for member in members if isinstance(member, str)}
    if isinstance(value, str) and len(value) <= _MOST_NAMES:
        yield from (texts[name] for name in difflib.get_close_matches(value.strip().lower(), texts, n=1))
    numbers = [number for member in members if (number := _number_in(member)) is not None]
    sent = _number_in(value)
    if sent is not None and numbers:
        yield from (member for member in members if _number_in(member) == min(numbers, key=lambda one: abs(one - sent)))


def _folded(value: Json) -> str:
    return str(value).strip().casefold() if value is not None else "null"
