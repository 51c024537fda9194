"""Deviations of bounds and limits: moved one step, or with the other answer to whether the bound itself is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fencepost.deviations.deviation import Deviation, DeviationKind, at_place
from fencepost.deviations.spots import Spot
from fencepost.ir.edits import Drop, Edit, Exclude, Include, Replace
from fencepost.ir.places import Places
from fencepost.ir.values import Json, freeze


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """A range of numbers, as its schema gives it."""

    low: Decimal | None
    high: Decimal | None
    step: Decimal
    """The distance of two numbers that are told apart."""

    def is_open(self, moved: Decimal) -> bool:
        """Whether something is left of it when one end moves in."""
        return self.low is None or self.high is None or self.low + moved <= self.high


def bound_deviations(spot: Spot, places: Places) -> Iterator[Deviation]:
    """A bound of numbers, moved by one step in and out, and with its own value refused or allowed."""
    keyword = f"exclusive{spot.keyword.capitalize()}" if spot.is_old and spot.value is None else spot.keyword
    value = _number(spot.around.get(keyword))
    if value is None:
        return
    if spot.is_old and spot.keyword.startswith("exclusive"):
        yield at_place(places, spot.pointer, "inclusive", "is inclusive", Drop(pointer=spot.pointer), spot.operations)
        return
    inward = 1 if keyword.lower().endswith("minimum") else -1
    around = _range(spot.around, value)
    if around.is_open(around.step):
        yield _moved(spot, value + inward * around.step, "moved_in", places)
    yield _moved(spot, value - inward * around.step, "moved_out", places)
    yield from _switched(spot, keyword, around, places)


def _switched(spot: Spot, keyword: str, around: _Range, places: Places) -> Iterator[Deviation]:
    """The bound with the other answer to whether its own value is allowed."""
    if not keyword.startswith("exclusive") and around.is_open(around.step):
        edit: Edit = Exclude(pointer=spot.pointer)
        yield at_place(places, spot.pointer, "exclusive", "is exclusive", edit, spot.operations)
    elif keyword.startswith("exclusive") and not spot.is_old:
        edit = Include(pointer=spot.pointer)
        yield at_place(places, spot.pointer, "inclusive", "is inclusive", edit, spot.operations)


def _range(around: object, value: Decimal) -> _Range:
    schema = around if isinstance(around, dict) else {}
    lows = [found for name in ("minimum", "exclusiveMinimum") if (found := _number(schema.get(name))) is not None]
    highs = [found for name in ("maximum", "exclusiveMaximum") if (found := _number(schema.get(name))) is not None]
    return _Range(low=max(lows, default=None), high=min(highs, default=None), step=_step(schema, value))


def _step(schema: dict[str, Json], value: Decimal) -> Decimal:
    """The least move that matters: the grid of the numbers, else one in the last digit that the document writes."""
    grid, types = _number(schema.get("multipleOf")), schema.get("type")
    if grid is not None:
        return grid
    exponent = value.normalize().as_tuple().exponent
    whole = "integer" in types and "number" not in types if isinstance(types, list) else types == "integer"
    return Decimal(1) if whole or not isinstance(exponent, int) or exponent > 0 else Decimal(10) ** exponent


def limit_deviations(spot: Spot, places: Places) -> Iterator[Deviation]:
    """A length or a count, moved by one in and out."""
    limit = spot.value
    if not isinstance(limit, int) or isinstance(limit, bool):
        return
    inward = 1 if spot.keyword.startswith("min") else -1
    if limit + inward >= 0 and not _is_crossing(spot, limit + inward):
        yield _moved(spot, Decimal(limit + inward), "moved_in", places)
    if limit - inward >= 0:
        yield _moved(spot, Decimal(limit - inward), "moved_out", places)


def _is_crossing(spot: Spot, moved: int) -> bool:
    """Whether nothing is left when a limit is moved there."""
    what = spot.keyword[3:]
    other = spot.around.get(f"max{what}" if spot.keyword.startswith("min") else f"min{what}")
    if isinstance(other, int) and (moved > other if spot.keyword.startswith("min") else moved < other):
        return True
    required = spot.around.get("required")
    return spot.keyword == "maxProperties" and isinstance(required, list) and moved < len(required)


def _moved(spot: Spot, value: Decimal, kind: DeviationKind, places: Places) -> Deviation:
    number = freeze(int(value) if value == int(value) else value)
    edit = Replace(pointer=spot.pointer, value=number)
    return at_place(places, spot.pointer, kind, f"is {number.text}", edit, spot.operations)


def _number(value: Json) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
