"""What a value must be, written by hand: a check yields a fault for each thing that is wrong with a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    path: tuple[str, ...] = ()
    says: str

    def below(self, step: str) -> Fault:
        return Fault(path=(step, *self.path), says=self.says)


Check: TypeAlias = Callable[[Any], Iterator[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A member of a body, or a parameter."""

    name: str
    accepts: Check
    required: bool = False
    reads: Callable[[Any], Any] = lambda value: value
    """What is made of the value before it is checked and kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What fields mean together."""

    name: str
    fields: tuple[str, ...]
    """The last one is blamed."""

    broken: Callable[[dict[str, Any]], bool]


def where(fine: Callable[[Any], bool], says: str) -> Check:
    """A check that asks one question."""

    def check(value: Any) -> Iterator[Fault]:
        if not fine(value):
            yield Fault(says=says)

    return check


def text(low: int = 0, high: float = inf) -> Check:
    """A string of so many characters."""
    return where(lambda value: isinstance(value, str) and low <= len(value) <= high, f"must be {low} to {high} long")


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    return is_number(value) and (isinstance(value, int) or value.is_integer())


def number(low: float = -inf, high: float = inf) -> Check:
    return where(lambda value: is_number(value) and low <= value <= high, f"must be {low} to {high}")


def whole(low: float = -inf, high: float = inf) -> Check:
    return where(lambda value: is_whole(value) and low <= value <= high, f"must be a whole number, {low} to {high}")


def flag() -> Check:
    return where(lambda value: isinstance(value, bool), "must be true or false")


def choice(*values: str) -> Check:
    return where(lambda value: isinstance(value, str) and value in values, "must be one of the listed values")


def pattern(expression: str, says: str) -> Check:
    return where(lambda value: isinstance(value, str) and re.fullmatch(expression, value, re.ASCII) is not None, says)


def nullable(check: Check) -> Check:
    return lambda value: iter(()) if value is None else check(value)


def items(check: Check, low: int = 0, high: float = inf) -> Check:
    """A list of so many items, each of which is checked."""

    def checked(value: Any) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(says="must be a list")
            return
        if not low <= len(value) <= high:
            yield Fault(says=f"must hold {low} to {high} items")
        for index, item in enumerate(value):
            yield from (fault.below(str(index)) for fault in check(item))

    return checked


def mapping(check: Check) -> Check:
    """An object of any keys, each of whose values is checked."""

    def checked(value: Any) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(says="must be an object")
            return
        for key, member in value.items():
            yield from (fault.below(key) for fault in check(member))

    return checked


def record(fields: tuple[Field, ...], rules: tuple[Rule, ...] = (), *, low: int = 0) -> Check:
    """An object with these members, of which at least so many must be there; others are let through."""

    def checked(value: Any) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(says="must be an object")
            return
        if len(value) < low:
            yield Fault(says=f"must have {low} members or more")
        wrong = list(_members(fields, value))
        yield from wrong
        seen = {fault.path[0] for fault in wrong}
        read = value | {each.name: each.reads(value[each.name]) for each in fields if each.name in value}
        for rule in rules:
            if not seen & set(rule.fields) and rule.broken(read):
                yield Fault(path=(rule.fields[-1],), says=rule.name)

    return checked


def _members(fields: tuple[Field, ...], value: dict[str, Any]) -> Iterator[Fault]:
    for field in fields:
        if field.name in value:
            yield from (fault.below(field.name) for fault in field.accepts(field.reads(value[field.name])))
        elif field.required:
            yield Fault(path=(field.name,), says="is required")


def either(*checks: Check) -> Check:
    """A value that one of the checks finds nothing wrong with; else the first one's faults."""

    def checked(value: Any) -> Iterator[Fault]:
        found = [list(check(value)) for check in checks]
        yield from () if [] in found else found[0]

    return checked
