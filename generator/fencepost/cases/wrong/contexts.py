"""Bodies in which a fault of one field stands alone: no rule minds what the field is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.ir.types import Object
from fencepost.ir.values import Json
from fencepost.rules.evaluate import keeps
from fencepost.rules.regions import Region, RegionLimitError, boxes_keeping


def contexts_of(kind: Object, name: str, nominals: Nominals) -> Iterator[dict[str, Json]]:
    """Nominal bodies for a fault of a field: first those that keep every rule whatever the field is.

    Only where every region depends on the field do the rules, as they are written, say which of the others will do.
    """
    yield from (body for _, body in (*places_beside(kind, name, nominals), *nominals.bodies(kind)))


def places_beside(kind: Object, name: str, nominals: Nominals) -> Iterator[tuple[Region, dict[str, Json]]]:
    """The regions that keep every rule whatever a field is, with their nominal bodies; none where no rule names it."""
    if any(name in clause.fields for clause in nominals.division(kind).clauses):
        for region in _regions_beside(kind, name, nominals):
            with suppress(UnattainableError):
                yield region, nominals.in_region(kind, region)


def _regions_beside(kind: Object, name: str, nominals: Nominals) -> tuple[Region, ...]:
    clauses = tuple(
        replace(clause, literals=tuple(literal for literal in clause.literals if literal.field != name))
        for clause in nominals.division(kind).clauses
    )
    try:
        return boxes_keeping(clauses, kind, nominals.domains)
    except RegionLimitError:
        return ()


def sized(kind: Object, body: dict[str, Json], kept: str, nominals: Nominals) -> dict[str, Json]:
    """The body with as many members as it may have, one of them neither added nor dropped; else as it is."""
    low, high = kind.min_properties, kind.max_properties
    if low is not None and len(body) < low.value:
        return more(kind, body, low.value, nominals, kept)
    return fewer(kind, body, high.value, kept) if high is not None and len(body) > high.value else body


def fewer(kind: Object, body: dict[str, Json], count: int, kept: str | None = None) -> dict[str, Json]:
    """The body without its last members that need not be there, down to a count or as far as that goes."""
    needed = {kept, *(item.wire_name for item in kind.fields if item.required)}
    spare = [name for name in body if name not in needed]
    dropped = set(spare[max(len(spare) - max(len(body) - count, 0), 0) :])
    return {name: value for name, value in body.items() if name not in dropped}


def more(
    kind: Object, body: dict[str, Json], count: int, nominals: Nominals, left_out: str | None = None
) -> dict[str, Json]:
    """The body with more members that break no rule, up to a count or as far as that goes; one never among them."""
    whole = dict(body)
    for name, value in _further_members(kind, count, nominals):
        if len(whole) >= count:
            break
        wider = {**whole, name: value}
        if name not in whole and name != left_out and all(keeps(rule, wider, nominals.api) for rule in kind.rules):
            whole = wider
    return whole


def _further_members(kind: Object, count: int, nominals: Nominals) -> Iterator[tuple[str, Json]]:
    """Declared fields first, then members that no field declares."""
    for item in kind.fields:
        try:
            yield item.wire_name, nominals.value(item.type, item.annotations)
        except UnattainableError:
            continue
    for name, member in nominals.members(kind, count):
        try:
            yield name, nominals.value(member)
        except UnattainableError:
            continue
