"""The side of a constraint that a value stands on."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from fencepost.ir.api import Api
from fencepost.ir.types import Bound, Enum, Limit, Number, Object, Pattern, Type
from fencepost.ir.values import Json, equal, json_type
from fencepost.rules.evaluate import allows, has_double, is_multiple, matches

ON = "on"
OUTSIDE = "outside"

Side: TypeAlias = Callable[[Json], str | None]
"""The side a value stands on; None for a value far from the fence, or of which the constraint says nothing."""


def type_side(kind: Type, names: frozenset[str]) -> Side:
    """Which of the allowed JSON types a value has, as `type:NAME`; 1.0 is an integer."""

    def side(value: Json) -> str | None:
        name = json_type(value)
        fraction = isinstance(kind, Number) and kind.integer and name == "number" and not _is_whole(value)
        return OUTSIDE if name not in names or fraction else f"type:{name}"

    return side


def _number_of(value: Json) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _is_whole(value: Json) -> bool:
    number = _number_of(value)
    return number is not None and number == number.to_integral_value()


def enum_side(kind: Enum) -> Side:
    """Which of the values a value is, as `enum:TEXT`."""

    def side(value: Json) -> str | None:
        found = (item.value.text for item in kind.values if equal(item.value.exact, value))
        text = next(found, None)
        return OUTSIDE if text is None else f"enum:{text}"

    return side


def bound_side(bound: Bound, sign: int, unit: Decimal) -> Side:
    """Where a number stands against a bound; `sign` is 1 for a minimum, -1 for a maximum.

    Within one `unit` outside counts as next outside; an exclusive bound is stood on from within one unit inside.
    """

    def side(value: Json) -> str | None:
        number = _number_of(value)
        if number is None:
            return None
        inward = sign * (number - bound.value)
        if inward == 0:
            return OUTSIDE if bound.exclusive else ON
        if bound.exclusive and 0 < inward <= unit:
            return ON
        return OUTSIDE if -unit <= inward < 0 else None

    return side


def step_side(step: Bound) -> Side:
    """Whether a number is a multiple."""

    def side(value: Json) -> str | None:
        number = _number_of(value)
        if number is None:
            return None
        return ON if is_multiple(number, Decimal(step.value)) else OUTSIDE

    return side


def pattern_side(pattern: Pattern) -> Side:
    """Whether a text matches."""

    def side(value: Json) -> str | None:
        if not isinstance(value, str):
            return None
        return ON if matches(pattern, value) else OUTSIDE

    return side


def unique_side(value: Json) -> str | None:
    """Whether items repeat; fewer than two say nothing."""
    if not isinstance(value, list) or len(value) < 2:
        return None
    return OUTSIDE if has_double(value) else ON


def required_side(name: str) -> Side:
    """Whether a member is there."""

    def side(value: Json) -> str | None:
        if not isinstance(value, dict):
            return None
        return ON if name in value else OUTSIDE

    return side


def names_side(names: Type, api: Api) -> Side:
    """Whether every member's name is of a type; an empty object says nothing."""

    def side(value: Json) -> str | None:
        if not isinstance(value, dict) or not value:
            return None
        return ON if all(allows(names, name, api) for name in value) else OUTSIDE

    return side


def text_length(value: Json) -> int | None:
    """The length of a text in code points; None for any other value."""
    return len(value) if isinstance(value, str) else None


def member_count(value: Json) -> int | None:
    """The number of items or members; None for any other value."""
    return len(value) if isinstance(value, list | dict) else None


def limit_side(limit: Limit, sign: int, size: Callable[[Json], int | None]) -> Side:
    """Where a length or count stands against a limit; `sign` is 1 for a minimum, -1 for a maximum."""

    def side(value: Json) -> str | None:
        found = size(value)
        inward = None if found is None else sign * (found - limit.value)
        return {0: ON, -1: OUTSIDE}.get(inward) if inward is not None else None

    return side


def is_additional(kind: Object, name: str) -> bool:
    """Whether a member is named by no field and no pattern."""
    return kind.field(name) is None and not any(matches(item.pattern, name) for item in kind.patterns)
