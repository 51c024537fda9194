"""Unions in one form: no variant inside another, ranges that touch as one range, listed values as one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from fencepost.ir.types import Bound, Enum, Number, Type, Union
from fencepost.ir.values import key_of
from fencepost.rules.clauses import is_subset
from fencepost.rules.domains import Domains


def plain(kind: Type, domains: Domains) -> Type:
    """The same set; a union of what overlaps or repeats becomes one of what does not."""
    if not isinstance(kind, Union) or kind.exclusive:
        return kind
    parts = _flat(kind.variants)
    ranges = [part for part in parts if isinstance(part, Number)]
    listed = [part for part in parts if isinstance(part, Enum)]
    others = [part for part in parts if not isinstance(part, Number | Enum)]
    whole = _apart([*_one_list(listed), *_touching(ranges), *others], domains)
    return whole[0] if len(whole) == 1 else replace(kind, variants=whole)


def _flat(variants: Iterable[Type]) -> list[Type]:
    return [
        part
        for variant in variants
        for part in (_flat(variant.variants) if isinstance(variant, Union) and not variant.exclusive else (variant,))
    ]


def _one_list(listed: list[Enum]) -> list[Type]:
    """Every listed value once, in the order of the first list that has it."""
    if len(listed) < 2:
        return [*listed]
    values = {key_of(item.value.exact): item for part in reversed(listed) for item in reversed(part.values)}
    return [replace(listed[0], values=tuple(reversed(values.values())))]


def _touching(ranges: list[Number]) -> list[Type]:
    """The ranges of numbers from below upwards, those that overlap or follow each other as one."""
    found: list[Number] = []
    for part in sorted(ranges, key=_start):
        if found and _meets(found[-1], part):
            found[-1] = replace(found[-1], maximum=_further(found[-1].maximum, part.maximum))
        else:
            found.append(part)
    return [*found]


def _start(part: Number) -> tuple[bool, Decimal, bool]:
    low = part.minimum
    return (False, Decimal(0), False) if low is None else (True, Decimal(low.value), low.exclusive)


def _meets(left: Number, right: Number) -> bool:
    """Whether no number lies between two ranges of one kind, the left beginning first."""
    if (left.integer, left.multiple_of) != (right.integer, right.multiple_of):
        return False
    high, low = left.maximum, right.minimum
    if high is None or low is None:
        return True
    if left.integer and left.multiple_of is None:
        return low.value <= high.value + 1
    return low.value < high.value or (low.value == high.value and not (low.exclusive and high.exclusive))


def _further(left: Bound | None, right: Bound | None) -> Bound | None:
    if left is None or right is None:
        return None
    return max(left, right, key=lambda bound: (bound.value, not bound.exclusive))


def _apart(parts: list[Type], domains: Domains) -> tuple[Type, ...]:
    """The parts without those that lie inside another."""
    found: list[Type] = []
    for part in parts:
        if any(is_subset(part, known, domains) for known in found):
            continue
        found = [known for known in found if not is_subset(known, part, domains)]
        found.append(part)
    return tuple(found)
