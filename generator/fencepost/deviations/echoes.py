"""Deviations of echoes: an answer that repeats what was sent, and repeats it wrongly or from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.deviations.deviation import Deviation, DeviationKind
from fencepost.deviations.effects import (
    Alteration,
    Altered,
    Deduplicated,
    EchoChange,
    Folded,
    Leak,
    LeftOut,
    Nulled,
    Reversed,
    Rounded,
)
from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair, echo_pairs
from fencepost.ir.http import Operation
from fencepost.ir.places import Places
from fencepost.ir.shapes import branches
from fencepost.ir.types import Anything, Array, Enum, Nothing, Number, Object, Type


def echo_deviations(api: Api, places: Places) -> Iterator[Deviation]:
    """Every echo of every operation, changed in each way that its type allows, and leaks between two requests."""
    for operation in api.operations:
        pairs = [pair for pair in echo_pairs(operation, api) if places.holds(pair.response.location)]
        for pair in pairs:
            yield from (_changed(pair, operation, *way) for way in _ways(pair, api))
        if any(not pair.request.required for pair in pairs):
            yield _leak(operation)


def _changed(pair: EchoPair, operation: Operation, kind: DeviationKind, alteration: Alteration, says: str) -> Deviation:
    sent, shown = pair.request.wire_name, pair.response
    return Deviation(
        id=f"{operation.id}/{sent}:{kind}",
        kind=kind,
        pointer=shown.location.pointer,
        description=f"{operation.id} answers {sent} {says}",
        effect=EchoChange(sent=sent, pointer=shown.location.pointer, alteration=alteration),
        operations=(operation.id,),
    )


def _leak(operation: Operation) -> Deviation:
    return Deviation(
        id=f"{operation.id}:leak",
        kind="leak",
        pointer=operation.location.pointer,
        description=f"{operation.id} answers what the request before it sent where this one sends nothing",
        effect=Leak(),
        operations=(operation.id,),
    )


def _ways(pair: EchoPair, api: Api) -> Iterator[tuple[DeviationKind, Alteration, str]]:
    yield "echo_altered", Altered(), "by another value than was sent"
    if pair.nullable:
        yield "echo_nulled", Nulled(), "by null, whatever was sent"
    if not pair.response.required:
        yield "echo_left_out", LeftOut(), "by nothing, though it was sent"
    kinds = tuple(branches(pair.request.type, api))
    if any(isinstance(kind, Number) and _has_fractions(kind) for kind in kinds):
        yield "echo_rounded", Rounded(), "without its fraction"
    arrays = [kind for kind in kinds if isinstance(kind, Array)]
    if any(_holds_several(kind) for kind in arrays):
        yield "echo_reversed", Reversed(), "in reverse"
    if any(_holds_several(kind) and not kind.unique for kind in arrays):
        yield "echo_deduplicated", Deduplicated(), "with each item once"
    if any(isinstance(kind, Object) and _is_map(kind) for kind in kinds):
        yield "echo_folded", Folded(), "with its keys in lower case"


def _has_fractions(kind: Number) -> bool:
    grid = kind.multiple_of
    return not kind.integer and (grid is None or grid.value % 1 != 0)


def _holds_several(kind: Array) -> bool:
    fits = kind.max_items is None or kind.max_items.value > 1
    return fits and not isinstance(kind.items, Nothing) and not _is_single(kind.items)


def _is_single(kind: Type) -> bool:
    return isinstance(kind, Enum) and len(kind.values) < 2


def _is_map(kind: Object) -> bool:
    """Whether the members have names that a caller chooses."""
    typed = not isinstance(kind.additional, Anything | Nothing)
    return typed or (not kind.fields and isinstance(kind.additional, Anything))
