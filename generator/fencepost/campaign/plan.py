"""Which cases are sent, and in which order: those that bring the most news first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from fencepost.campaign.events import PHASES, Phase
from fencepost.cases.case import Case
from fencepost.cases.news import Rank, ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A case with the phase it belongs to."""

    phase: Phase
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user decides about a campaign."""

    seed: int = 0
    phases: tuple[Phase, ...] = PHASES
    explored: int = 100
    """Cases drawn for each operation in the phase `explore`."""

    max_requests: int | None = None
    """Requests of the whole campaign, prerequisites included and the deletions at its end not; None for no limit."""

    max_seconds: float | None = None
    max_failures: int | None = None
    """Stop after so many different failures; None to go on."""

    workers: int = 1
    """Requests under way at once."""

    keep: bool = False
    """Whether what the campaign creates stays."""


def plan(valid: Iterable[Case], faults: Iterable[Case], phases: tuple[Phase, ...] = PHASES) -> tuple[Planned, ...]:
    """The deterministic cases in the order in which they are sent.

    Nominal requests, then one-factor cases and faults in turn, then the tails of enumerations, then pairs; within
    each, operation by operation in the order given, those that delete last.
    """
    lattice = _ranked(valid) if "lattice" in phases else {}
    outside = _ranked(faults) if "faults" in phases else {}
    operations = sorted(dict.fromkeys((*_operations(lattice), *_operations(outside))), key=lambda name: name[1])
    return tuple(
        planned
        for rank in Rank
        for key in operations
        for planned in _in_turn(lattice.get((rank, key), []), outside.get((rank, key), []))
    )


def _in_turn(valid: list[Case], faults: list[Case]) -> Iterator[Planned]:
    for inside, outside in zip_longest(valid, faults):
        if inside is not None:
            yield Planned(phase="lattice", case=inside)
        if outside is not None:
            yield Planned(phase="faults", case=outside)


def _operations(ranked: dict[tuple[int, tuple[str, bool]], list[Case]]) -> Iterator[tuple[str, bool]]:
    yield from (key for _, key in ranked)


def _ranked(cases: Iterable[Case]) -> dict[tuple[int, tuple[str, bool]], list[Case]]:
    found: dict[tuple[int, tuple[str, bool]], list[Case]] = {}
    for rank, case in ranked(cases):
        key = (case.operation, case.method.lower() == "delete")
        found.setdefault((rank, key), []).append(case)
    return found
