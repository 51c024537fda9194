"""Which units of work are run, and in which order: those that bring the most news first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from fencepost.campaign.keeping.regression import Regression
from fencepost.campaign.phases import PHASES, Phase
from fencepost.campaign.unit import Unit, case_unit
from fencepost.cases.case import Case
from fencepost.cases.news import Rank, ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A part of a campaign that runs by itself."""

    number: int = 1
    """From 1."""

    count: int = 1

    def holds(self, index: int) -> bool:
        """Whether the unit with this place in the plan belongs to it."""
        return index % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


WHOLE = Shard()


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
    """Units under way at once."""

    shard: Shard = WHOLE
    reduce: bool = True
    """Whether failures are sent again, to find the smallest body and to tell which come and go."""

    keep: bool = False
    """Whether what the campaign creates stays."""

    tolerate: tuple[str, ...] = ()
    """Families of acceptances that are counted and no failures."""

    accepted: frozenset[str] = frozenset()
    """The keys of failures that the user accepts: they end nothing, and are not sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Everything that could be sent, by phase."""

    valid: tuple[Case, ...] = ()
    faults: tuple[Case, ...] = ()
    protocol: tuple[Case, ...] = ()
    sequences: tuple[Unit, ...] = ()
    """The most telling first."""

    drawn: tuple[Unit, ...] = ()
    """Sequences that are drawn, not written."""

    recalled: tuple[Regression, ...] = ()
    """Failures of earlier runs."""

    hostile: tuple[Case, ...] = ()


def plan(candidates: Candidates, makers: Mapping[str, Case], phases: tuple[Phase, ...] = PHASES) -> tuple[Unit, ...]:
    """The units of a campaign in the order in which they are run, but for what is drawn.

    Earlier failures, nominal requests and a few of many fields, protocol, sequences, then faults beside many fields,
    one-factor cases and faults in turn, the tails of enumerations, and more of many fields; within each, operation by
    operation in the order given, those that delete last. `makers` holds for each operation the case with which a thing
    is created.
    """
    chosen = _Chosen(candidates, makers, phases)
    return tuple(unit for unit in chosen.units() if unit.phase in phases)


class _Chosen:
    """The units by rank."""

    def __init__(self, candidates: Candidates, makers: Mapping[str, Case], phases: tuple[Phase, ...]) -> None:
        self._candidates = candidates
        self._makers = makers
        self._lattice = _ranked(candidates.valid) if "lattice" in phases else {}
        self._outside = _ranked(candidates.faults) if "faults" in phases else {}
        self._operations = sorted(_operations(self._lattice, self._outside), key=lambda name: name[1])

    def units(self) -> Iterator[Unit]:
        yield from (_recalled(each, self._makers) for each in self._candidates.recalled)
        for rank in Rank:
            if rank is Rank.CONTEXT:
                yield from self._all("protocol", self._candidates.protocol)
                yield from self._candidates.sequences
            yield from self._of_rank(rank)
        yield from self._candidates.drawn
        yield from self._all("hostile", self._candidates.hostile)

    def _all(self, phase: Phase, cases: Iterable[Case]) -> Iterator[Unit]:
        return (case_unit(phase, case, self._makers) for case in cases)

    def _of_rank(self, rank: Rank) -> Iterator[Unit]:
        for key in self._operations:
            inside, outside = self._lattice.get((rank, key), []), self._outside.get((rank, key), [])
            for one, other in zip_longest(self._all("lattice", inside), self._all("faults", outside)):
                yield from (unit for unit in (one, other) if unit is not None)


def _recalled(regression: Regression, makers: Mapping[str, Case]) -> Unit:
    whole = Unit(phase="regressions", steps=regression.steps)
    unit = whole if len(whole.steps) > 1 else case_unit("regressions", whole.case, makers)
    return replace(unit, origin=regression.origin, barred=regression.barred)


_Key = tuple[str, bool]
"""An operation, and whether it deletes."""


def _operations(*ranked: Mapping[tuple[int, _Key], list[Case]]) -> list[_Key]:
    return list(dict.fromkeys(key for each in ranked for _, key in each))


def _ranked(cases: Iterable[Case]) -> dict[tuple[int, _Key], list[Case]]:
    found: dict[tuple[int, _Key], list[Case]] = {}
    for rank, case in ranked(cases):
        key = (case.operation, case.method.lower() == "delete")
        found.setdefault((rank, key), []).append(case)
    return found


def makers_of(valid: Iterable[Case]) -> dict[str, Case]:
    """The simplest valid case of each operation."""
    found: dict[str, Case] = {}
    for case in valid:
        known = found.get(case.operation)
        if known is None or (case.point == "nominal" and known.point != "nominal"):
            found[case.operation] = case
    return found
