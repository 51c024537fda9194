"""How many values a set has, where that is a small question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from fencepost.ir.types import Array, Boolean, Enum, Nothing, Null, Number, Object, Ref, Residual, Type, Union

Resolve: TypeAlias = Callable[[Type], Type]


def most_values(kind: Type, resolve: Resolve) -> int | None:
    """The number of values, or more; None for a set without end, or one that is not counted."""
    match kind:
        case Nothing():
            return 0
        case Null():
            return 1
        case Boolean():
            return 2
        case Enum(values=values):
            return len(values)
        case Number(integer=True, minimum=low, maximum=high) if low is not None and high is not None:
            return max(0, int(high.value) - int(low.value) + 1)
        case Union(variants=variants):
            counts = [most_values(variant, resolve) for variant in variants]
            return None if None in counts else sum(count or 0 for count in counts)
        case Residual(type=inner):
            return most_values(inner, resolve)
        case Ref():
            target = resolve(kind)
            return None if isinstance(target, Object | Array) else most_values(target, resolve)
        case _:
            return None


def most_members(kind: Object, resolve: Resolve) -> int | None:
    """The number of members that an object can have; None for no end."""
    if kind.names is not None and (named := most_values(kind.names, resolve)) is not None:
        return named
    if kind.patterns or not isinstance(kind.additional, Nothing):
        return None
    return sum(not isinstance(item.type, Nothing) for item in kind.fields)
