"""The candidates of a campaign held to what may be sent; what is left out is told, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fencepost.campaign.job import Explore, Shrink
from fencepost.campaign.phases import Phase
from fencepost.campaign.planning.plan import Candidates
from fencepost.campaign.planning.planting import Planting
from fencepost.campaign.planning.restraint import Barred, Restraint
from fencepost.campaign.unit import Step, Unit
from fencepost.cases.case import Case
from fencepost.ir.http import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Permitted:
    """What may be sent, and what may not."""

    candidates: Candidates
    barred: tuple[Unit, ...]
    """Each says why."""


def permitted(candidates: Candidates, restraint: Restraint) -> Permitted:
    """The candidates as they may be sent; earlier failures are sent as they were."""
    valid, no_valid = restraint.sorted(candidates.valid)
    faults, no_faults = restraint.sorted(candidates.faults)
    protocol, no_protocol = restraint.sorted(candidates.protocol)
    sequences = tuple(_held(unit, restraint) for unit in candidates.sequences)
    drawn = tuple(_held(unit, restraint) for unit in candidates.drawn)
    left: tuple[tuple[Phase, tuple[Barred, ...]], ...]
    left = (("lattice", no_valid), ("faults", no_faults), ("protocol", no_protocol))
    return Permitted(
        candidates=replace(
            candidates,
            valid=valid,
            faults=faults,
            protocol=protocol,
            sequences=tuple(unit for unit in sequences if unit.barred is None),
            drawn=tuple(unit for unit in drawn if unit.barred is None),
        ),
        barred=(
            *(_unit(phase, each) for phase, barred in left for each in barred),
            *(unit for unit in (*sequences, *drawn) if unit.barred is not None),
        ),
    )


def _unit(phase: Phase, barred: Barred) -> Unit:
    return Unit(phase=phase, steps=(Step(case=barred.case),), barred=barred.reason)


def _held(unit: Unit, restraint: Restraint) -> Unit:
    found = [(step, restraint.applied(step.case)) for step in unit.steps]
    reason = next((held.reason for _, held in found if isinstance(held, Barred)), None)
    steps = tuple(step if isinstance(held, Barred) else replace(step, case=held) for step, held in found)
    return replace(unit, steps=steps, barred=reason)


def held_back(drawn: Explore, planting: Planting, restraint: Restraint) -> Explore:
    """Draws the same cases, as they may be sent and with canaries in them."""

    def explore(operation: Operation, seed: int, count: int) -> Iterable[Case]:
        return _kept(map(restraint.applied, map(planting.planted, drawn(operation, seed, count))))

    return explore


def shrunk_back(shrink: Shrink, planting: Planting, restraint: Restraint) -> Shrink:
    """Shrinks the same cases, each as it may be sent and with canaries in it."""

    def shrunk(operation: Operation, seed: int, count: int, case: Case, shows: Callable[[Case], bool]) -> Case | None:
        def held(drawn: Case) -> Case | None:
            return next(_kept((restraint.applied(planting.planted(drawn)),)), None)

        def shows_held(drawn: Case) -> bool:
            sent = held(drawn)
            return sent is not None and shows(sent)

        found = shrink(operation, seed, count, case, shows_held)
        return None if found is None else held(found)

    return shrunk


def shared_makers(makers: Mapping[str, Case], planting: Planting, restraint: Restraint) -> dict[str, Case]:
    """For each operation the case with which a thing is made that others read: with every secret it may have."""
    laden = ((name, restraint.applied(planting.laden(planting.planted(case)))) for name, case in makers.items())
    return {name: case for name, case in laden if isinstance(case, Case)}


def _kept(found: Iterable[Case | Barred]) -> Iterator[Case]:
    return (each for each in found if isinstance(each, Case))
