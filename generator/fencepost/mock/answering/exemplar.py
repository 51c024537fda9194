"""A type to the simplest value it allows.

What patterns, residual keywords and rules ask beyond that is left to a validator, which the caller must consult.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import product
from random import Random
from typing import assert_never

from fencepost.ir.api import Api
from fencepost.ir.ecma import spelled_for_python
from fencepost.ir.shapes import object_fields
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Enum,
    Field,
    Intersection,
    Nothing,
    Null,
    Number,
    Object,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json
from fencepost.rules.evaluate import allows

FORMATS = {
    "date": "2000-01-01",
    "date-time": "2000-01-01T00:00:00Z",
    "duration": "PT1S",
    "email": "someone@example.com",
    "hostname": "example.com",
    "idn-email": "someone@example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "iri": "https://example.com/",
    "iri-reference": "/",
    "json-pointer": "/a",
    "regex": ".",
    "relative-json-pointer": "0",
    "time": "00:00:00Z",
    "uri": "https://example.com/",
    "uri-reference": "/",
    "uri-template": "https://example.com/{a}",
    "uuid": "00000000-0000-4000-8000-000000000000",
}

_BATCH = 50
"""So many texts of a pattern are drawn at once."""


class NoExemplarError(Exception):
    """The type has no finite value that can be found simply."""


def exemplar(kind: Type, api: Api) -> Json:
    """The simplest value of a type: required fields only, least lengths, numbers nearest to 0.

    Raises NoExemplarError where there is none, or none can be found simply.
    """
    return _Builder(api, whole=False).value(kind, ())


def whole_exemplar(kind: Type, api: Api) -> Json:
    """The simplest value with every declared field; raises as `exemplar`."""
    return _Builder(api, whole=True).value(kind, ())


class _Builder:
    """Builds values; `inside` names the components that are being built, so that recursion ends."""

    def __init__(self, api: Api, *, whole: bool) -> None:
        self.api = api
        self.whole = whole

    def value(self, kind: Type, inside: tuple[str, ...]) -> Json:
        match kind:
            case Anything() | Null():
                return None
            case Boolean():
                return False
            case Number():
                return _number(kind)
            case String():
                return _string(kind)
            case Array():
                return self._array(kind, inside)
            case Object():
                return self._object(kind, inside)
            case Enum(values=values):
                return values[0].value.value
            case Union():
                return self._first(kind, inside)
            case Ref(name=name):
                if name in inside:
                    raise NoExemplarError(f"{name} holds itself")
                return self.value(self.api.component(name).type, (*inside, name))
            case Intersection():
                return self._all(kind, inside)
            case Residual(type=inner):
                return self.value(inner, inside)
            case Nothing():
                raise NoExemplarError("no value is allowed")
            case _:
                assert_never(kind)

    def _first(self, union: Union, inside: tuple[str, ...]) -> Json:
        """The value of the first variant that has one; where only one variant may hold, one that no other allows."""
        builders = (self, _Builder(self.api, whole=True)) if union.exclusive else (self,)
        for variant, builder in product(union.variants, builders):
            try:
                value = builder.value(variant, inside)
            except NoExemplarError:
                continue
            if not union.exclusive or allows(union, value, self.api):
                return value
        raise NoExemplarError("no variant has a simple value")

    def _all(self, whole: Intersection, inside: tuple[str, ...]) -> Json:
        """The members that all parts declare, of an object; else the value of the first part that says something."""
        fields = object_fields(whole, self.api)
        if fields is not None:
            return self._members(fields, 0, inside)
        parts = (part for part in whole.parts if not isinstance(part, Anything))
        return next((self.value(part, inside) for part in parts), None)

    def _array(self, kind: Array, inside: tuple[str, ...]) -> Json:
        wanted = kind.min_items.value if kind.min_items else 0
        if wanted > 1000:
            raise NoExemplarError("too many items")
        head: list[Json] = [self.value(item, inside) for item in kind.prefix[:wanted]]
        missing = wanted - len(head)
        if missing == 0:
            return head
        items = _distinct(kind.items) if kind.unique else iter(())
        tail = [item for item, _ in zip(items, range(missing), strict=False)]
        return [*head, *tail, *(self.value(kind.items, inside) for _ in range(missing - len(tail)))]

    def _object(self, kind: Object, inside: tuple[str, ...]) -> Json:
        least = min(kind.min_properties.value if kind.min_properties else 0, 1000)
        members = self._members(kind.fields, least, inside)
        for number in range(least - len(members)):
            members[f"member{number + 1}"] = self.value(kind.additional, inside)
        return members

    def _members(self, fields: tuple[Field, ...], least: int, inside: tuple[str, ...]) -> dict[str, Json]:
        """The required members, and of the others as many as are wanted."""
        members: dict[str, Json] = {item.wire_name: self._member(item, inside) for item in fields if item.required}
        for item in fields:
            if not item.required and (self.whole or len(members) < least):
                with suppress(NoExemplarError):
                    members[item.wire_name] = self._member(item, inside)
        return members

    def _member(self, item: Field, inside: tuple[str, ...]) -> Json:
        told = (item.annotations.default, *item.annotations.examples)
        hints = (hint for hint in told if hint is not None and allows(item.type, hint.exact, self.api))
        hint = next(hints, None)
        return self.value(item.type, inside) if hint is None else hint.value


def _number(kind: Number) -> Json:
    low, high = kind.minimum, kind.maximum
    step = Decimal(kind.multiple_of.value) if kind.multiple_of else Decimal(1)
    if (low is None or low.value < 0 or (low.value == 0 and not low.exclusive)) and (
        high is None or high.value > 0 or (high.value == 0 and not high.exclusive)
    ):
        return 0
    bound = low if low is not None and low.value >= 0 else high
    if bound is None:
        return 0
    start = Decimal(bound.value)
    if not bound.exclusive and (not kind.integer or start == int(start)) and start % step == 0:
        return _plain(start)
    if not kind.integer and kind.multiple_of is None:
        return _plain(start) if not bound.exclusive else _between(kind)
    inward = 1 if bound is low else -1
    count = (start / step).to_integral_value("ROUND_FLOOR" if inward > 0 else "ROUND_CEILING")
    return _plain((count + inward) * step)


def _between(kind: Number) -> Json:
    """A number between the bounds, of which at least one is given and excluded."""
    low, high = kind.minimum, kind.maximum
    if low is not None and high is not None:
        return float((Decimal(low.value) + Decimal(high.value)) / 2)
    return float(low.value) + 1 if low is not None else float(high.value if high else 0) - 1


def _plain(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _string(kind: String) -> str:
    least = kind.min_length.value if kind.min_length else 0
    most = kind.max_length.value if kind.max_length else None
    if kind.pattern is not None:
        return _matching(kind.pattern.source, lambda text: least <= len(text) <= (len(text) if most is None else most))
    known = FORMATS.get(kind.format.name) if kind.format else None
    if known is not None:
        return known
    if least > 1_000_000:
        raise NoExemplarError("too long")
    return "a" * least


def drawn(pattern: str, seed: int) -> tuple[str, ...]:
    """Some texts that match a pattern, the simplest first; none where none is found."""
    found: dict[str, None] = {}

    def is_enough(text: str) -> bool:
        found[text] = None
        return len(found) >= _BATCH

    with suppress(NoExemplarError):
        _matching(pattern, is_enough, seed)
    return tuple(found)


def _matching(pattern: str, fits: Callable[[str], bool], seed: int = 0) -> str:
    """The simplest text that Hypothesis finds first."""
    from hypothesis import Phase, find, settings
    from hypothesis import strategies as st
    from hypothesis.errors import HypothesisException

    once = settings(database=None, max_examples=200, phases=[Phase.generate], deadline=None)
    try:
        strategy = st.from_regex(re.compile(spelled_for_python(pattern), re.ASCII))
        return find(strategy, fits, settings=once, random=Random(seed))
    except (HypothesisException, re.error, ValueError) as error:
        raise NoExemplarError(f"no text was found for the pattern {pattern}") from error


def _distinct(kind: Type) -> Iterator[Json]:
    """Different simple values of a type, as long as there are simple ones."""
    match kind:
        case Enum(values=values):
            yield from (item.value.value for item in values)
        case String(pattern=None, format=None):
            yield from ("a" * max(kind.min_length.value if kind.min_length else 0, 1) + str(n) for n in range(1000))
        case Number():
            first = _number(kind)
            start = first if isinstance(first, int | float) else 0
            step = kind.multiple_of.value if kind.multiple_of else 1
            yield from (start + float(step) * n if isinstance(step, Decimal) else start + step * n for n in range(1000))
        case _:
            yield from ()
