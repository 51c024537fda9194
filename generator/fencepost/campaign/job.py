"""Everything that a campaign is made of but the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.unit import Unit, case_unit
from fencepost.campaign.wire.request import Target
from fencepost.cases.case import Case
from fencepost.ir.http import Operation

Explore: TypeAlias = Callable[[Operation, int, int], Iterable[Case]]
"""Valid cases drawn for an operation: from a seed, at most so many; the same ones for the same seed."""

Shrink: TypeAlias = Callable[[Operation, int, int, Case, Callable[[Case], bool]], Case | None]
"""The simplest case that still shows something: of those that the first two numbers give to `Explore`, from this one
on. None where that one is not among them."""


ROOM = 10_000
"""So many drawn cases of earlier runs have a place in a plan, before those that are drawn anew: the places of these are
the same whatever is remembered, so that shards that remember different things can still be merged."""


def permits_all(_: Case) -> bool:
    """That anything may be sent."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A campaign before it is run."""

    contract: Contract
    operations: tuple[Operation, ...]
    """Those under test."""

    plan: tuple[Unit, ...]
    """The units in the order in which they are run, before what is drawn."""

    makers: Mapping[str, Case]
    """For each operation the valid case with which what others need is created and deleted."""

    shared: Mapping[str, Case] = field(default_factory=dict)
    """The same for what many units need: tried first, where there is one."""

    explore: Explore | None = None
    """None where nothing is drawn."""

    remembered: tuple[Case, ...] | None = None
    """Drawn cases that failed in earlier runs, at most ROOM: sent before others are drawn. None where nothing is
    remembered from run to run."""

    shrink: Shrink | None = None
    """None where what is drawn stays as it was."""

    permits: Callable[[Case], bool] = permits_all
    """Whether a case that nobody planned may be sent: a smaller one of a failure."""

    target: Target
    settings: Settings

    @property
    def explores(self) -> bool:
        """Whether cases are drawn after those of the plan."""
        return self.explore is not None and "explore" in self.settings.phases

    def sent(self) -> Iterator[Unit]:
        """The units of all shards that are sent, and one for each operation that is drawn for."""
        yield from (unit for unit in self.plan if unit.barred is None)
        yield from self.drawn_like()

    def planned(self) -> Iterator[tuple[int, Unit]]:
        """The units of this shard, each with its place in the plan."""
        return ((index, unit) for index, unit in enumerate(self.plan) if self.settings.shard.holds(index))

    def explored(self) -> Iterator[tuple[int, Unit]]:
        """The drawn units of this shard, each with its place after the plan: the remembered ones, then by operation."""
        for index, case in chain(self._placed(self.remembered or (), 0), self._placed(self._drawn(), self._room)):
            if self.settings.shard.holds(index):
                yield index, case_unit("explore", case, self.makers)

    def drawn_like(self) -> tuple[Unit, ...]:
        """A unit of each operation that is drawn for: what it needs, all of them need."""
        made = (self.makers.get(operation.id) for operation in self.operations) if self.explores else ()
        return tuple(case_unit("explore", case, self.makers) for case in made if case is not None)

    @property
    def _room(self) -> int:
        return 0 if self.remembered is None else ROOM

    def _placed(self, cases: Iterable[Case], after: int) -> Iterator[tuple[int, Case]]:
        return enumerate(cases, start=len(self.plan) + after) if self.explores else iter(())

    def _drawn(self) -> Iterator[Case]:
        if self.explore is not None and self.explores:
            for operation in self.operations:
                yield from self.explore(operation, self.settings.seed, self.settings.explored)
