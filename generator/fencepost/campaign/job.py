"""Everything that a campaign is made of but the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.campaign.observation import Contract
from fencepost.campaign.plan import Planned, Settings
from fencepost.campaign.request import Target
from fencepost.cases.case import Case
from fencepost.ir.http import Operation

Explore: TypeAlias = Callable[[Operation, int, int], Iterable[Case]]
"""Valid cases drawn for an operation: from a seed, at most so many; the same ones for the same seed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A campaign before it is run."""

    contract: Contract
    operations: tuple[Operation, ...]
    """Those under test."""

    plan: tuple[Planned, ...]
    """The deterministic cases, in the order in which they are sent."""

    makers: tuple[Case, ...]
    """Valid cases of any operation, with which what a case needs is created and deleted."""

    explore: Explore | None = None
    """None where nothing is drawn."""

    target: Target
    settings: Settings

    @property
    def explores(self) -> bool:
        """Whether cases are drawn after those of the plan."""
        return self.explore is not None and "explore" in self.settings.phases

    def explored(self) -> Iterable[Planned]:
        """The drawn cases, operation by operation."""
        if self.explore is None or not self.explores:
            return
        for operation in self.operations:
            for case in self.explore(operation, self.settings.seed, self.settings.explored):
                yield Planned(phase="explore", case=case)
