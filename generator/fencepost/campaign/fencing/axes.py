"""What can be more or less: the numbers of a field, the length of its text, the count of its items or members."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from fencepost.cases.items import filled
from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.cases.numbers import LARGEST_WHOLE, simplest_number, wire
from fencepost.cases.texts import MAX_LENGTH, simplest_text, text_of_length
from fencepost.diagnostics import Location
from fencepost.ir.types import Anything, Array, Bound, Limit, Nothing, Number, Object, String, Type
from fencepost.ir.values import Json
from fencepost.rules.grid import grid

Measured: TypeAlias = Number | String | Array | Object

LIMITS = {
    "minimum": (Number, -1),
    "maximum": (Number, 1),
    "minLength": (String, -1),
    "maxLength": (String, 1),
    "minItems": (Array, -1),
    "maxItems": (Array, 1),
    "minProperties": (Object, -1),
    "maxProperties": (Object, 1),
}
"""For each keyword the kind of type it is said of, and whether more or less is outside."""

_NOUNS = {"Length": "character", "Items": "item", "Properties": "member"}

_RUNGS = (1, 10, 100, 1_000, 10_000, 1_000_000, 2**31)
"""How far outside the document's fence is asked, in units, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One limit of one field: its places run outwards, so that what is allowed lies below what is not."""

    keyword: str
    kind: Measured
    sign: int
    """1 where more is outside, -1 where less is."""

    @property
    def stated(self) -> Bound | Limit | None:
        """What the document says; None where it says nothing."""
        return _stated(self.kind, self.keyword)

    @property
    def opposite(self) -> Bound | Limit | None:
        """What it says of the other end."""
        other = {"min": "max", "max": "min"}[self.keyword[:3]] + self.keyword[3:]
        return _stated(self.kind, other)

    @property
    def is_exclusive(self) -> bool:
        """Whether the document's own limit is not allowed itself."""
        return isinstance(self.stated, Bound) and self.stated.exclusive

    @property
    def step(self) -> Decimal | None:
        """How far places are apart; None where they are as close as doubles."""
        return grid(self.kind) if isinstance(self.kind, Number) else Decimal(1)

    @property
    def resolution(self) -> Decimal:
        """One unit in the digit behind the last one that the document writes of the field's bounds."""
        stated = (item.value for item in (self.stated, self.opposite) if item is not None)
        exponents = [Decimal(value).normalize().as_tuple().exponent for value in stated]
        return Decimal(1).scaleb(min([0, *(each for each in exponents if isinstance(each, int))]) - 1)

    @property
    def location(self) -> Location:
        """Where the document says it; else where it speaks of the field."""
        return self.kind.location if self.stated is None else self.stated.location

    @property
    def end(self) -> Decimal:
        """The furthest place that is tried."""
        if isinstance(self.kind, Number):
            return Decimal(LARGEST_WHOLE)
        if self.sign < 0:
            return Decimal(0)
        return Decimal(MAX_LENGTH if isinstance(self.kind, String) else MAX_ITEMS)

    def place(self, value: Json) -> Decimal | None:
        """Where a value stands; None where it is of another kind."""
        match self.kind:
            case Number():
                number = None if isinstance(value, bool) or not isinstance(value, int | float | Decimal) else value
                return None if number is None else self.sign * Decimal(str(number))
            case String():
                return self.sign * Decimal(len(value)) if isinstance(value, str) else None
            case Array():
                return self.sign * Decimal(len(value)) if isinstance(value, list) else None
            case Object():
                return self.sign * Decimal(len(value)) if isinstance(value, dict) else None

    def number(self, place: Decimal) -> Decimal:
        """The number, length or count at a place."""
        return self.sign * place + 0

    def value(self, place: Decimal, near: Json, nominals: Nominals) -> Json:
        """A value that stands at a place, as much as it can be like one that is known.

        Raises UnattainableError where none was found.
        """
        number = self.number(place)
        match self.kind:
            case Number():
                return wire(number, self.kind)
            case String(pattern=pattern, location=location):
                text = text_of_length(int(number), String(pattern=pattern, location=location))
                if text is None or self.kind.format is not None:
                    raise UnattainableError
                return text
            case Array():
                free = replace(self.kind, min_items=None, max_items=None)
                return filled(free, int(number), nominals)
            case Object():
                return _members(self.kind, int(number), near, nominals)

    def starts(self, nominals: Nominals) -> Iterator[Decimal]:
        """Places that the document allows, the plainest first."""
        if isinstance(self.kind, Number):
            yield self.sign * Decimal(str(simplest_number(self.kind)))
        elif isinstance(self.kind, String) and (text := simplest_text(self.kind)) is not None:
            yield self.sign * Decimal(len(text))
        else:
            with suppress(UnattainableError):
                place = self.place(nominals.value(self.kind))
                yield from () if place is None else (place,)
        yield from (self.sign * Decimal(item.value) for item in (self.opposite,) if item is not None)
        if not isinstance(self.kind, Number):
            yield from (Decimal(1), Decimal(0)) if self.sign > 0 else (Decimal(-10), Decimal(-100))

    def rungs(self, start: Decimal) -> Iterator[Decimal]:
        """Places further and further outside of one, the furthest that is tried last."""
        unit = self.step or Decimal(1)
        if self.step is None:
            yield start + self.resolution
        for rung in _RUNGS:
            if start + rung * unit < self.end:
                yield start + rung * unit
        yield self.end - (self.end % self.step if self.step is not None else 0)


def axis_of(keyword: str, kinds: tuple[Type, ...]) -> Axis | None:
    """The limit of a keyword at a node of the document; None where it cannot be more or less."""
    wanted, sign = LIMITS[keyword]
    fitting = [
        kind for kind in kinds if isinstance(kind, Number | String | Array | Object) and isinstance(kind, wanted)
    ]
    stating = (kind for kind in fitting if _stated(kind, keyword) is not None)
    kind = next(stating, next(iter(fitting), None))
    return None if kind is None else Axis(keyword=keyword, kind=kind, sign=sign)


def _stated(kind: Measured, keyword: str) -> Bound | Limit | None:
    match kind:
        case Number():
            return kind.minimum if keyword == "minimum" else kind.maximum
        case String():
            return kind.min_length if keyword == "minLength" else kind.max_length
        case Array():
            return kind.min_items if keyword == "minItems" else kind.max_items
        case Object():
            return kind.min_properties if keyword == "minProperties" else kind.max_properties


def _members(kind: Object, count: int, near: Json, nominals: Nominals) -> Json:
    """An object of so many members: those of one that is known first, then others that it may have."""
    found: dict[str, Json] = dict(near) if isinstance(near, dict) else {}
    needed = {item.wire_name for item in kind.fields if item.required}
    for name in [name for name in reversed(found) if name not in needed][: max(len(found) - count, 0)]:
        del found[name]
    for name, inner in _further(kind):
        if len(found) >= count:
            break
        if name not in found:
            with suppress(UnattainableError):
                found[name] = nominals.value(inner)
    if len(found) != count:
        raise UnattainableError
    return found


def _further(kind: Object) -> Iterator[tuple[str, Type]]:
    yield from ((item.wire_name, item.type) for item in kind.fields)
    rest = kind.additional
    if not isinstance(rest, Nothing) and kind.names is None:
        told = String(location=rest.location) if isinstance(rest, Anything) else rest
        yield from ((f"key{number}", told) for number in range(MAX_ITEMS))


def counted_noun(keyword: str) -> str:
    """What a keyword counts: `character` for `maxLength`; empty for a bound of numbers."""
    return _NOUNS.get(keyword[3:], "")
