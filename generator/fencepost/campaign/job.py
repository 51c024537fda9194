"""Everything that a campaign is made of but the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
        """The drawn units of this shard, operation by operation, each with its place after the plan."""
        for index, case in enumerate(self._drawn(), start=len(self.plan)):
            if self.settings.shard.holds(index):
                yield index, case_unit("explore", case, self.makers)

    def drawn_like(self) -> tuple[Unit, ...]:
        """A unit of each operation that is drawn for: what it needs, all of them need."""
        made = (self.makers.get(operation.id) for operation in self.operations) if self.explores else ()
        return tuple(case_unit("explore", case, self.makers) for case in made if case is not None)

    def _drawn(self) -> Iterator[Case]:
        if self.explore is not None and self.explores:
            for operation in self.operations:
                yield from self.explore(operation, self.settings.seed, self.settings.explored)
