"""The units of a campaign by what they ask for, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fencepost.campaign.unit import Unit
from fencepost.cases.case import Case, Kind
from fencepost.certificate.evidence import Evidence
from fencepost.certificate.rehearsal import Telling
from fencepost.ir.http import Operation

Fate: TypeAlias = Literal["decided", "undecided", "barred", "unsent", "sequence"]
"""`decided` where the answer to one of its cases kept the document or broke it; the others say why it tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # Each is itself: to hash all its cases takes long.
class Placed:
    """A unit with its place in the plan, or after it."""

    index: int
    unit: Unit
    fate: Fate

    @property
    def is_sequence(self) -> bool:
        """Whether it is several requests that are judged together."""
        return sum(not step.supports for step in self.unit.steps) > 1

    @property
    def shape(self) -> tuple[tuple[str, Kind], ...]:
        """The operations that it asks for, and whether each time rightly."""
        return tuple((step.case.operation, step.case.kind) for step in self.unit.steps)

    def cases(self, operation: str) -> Iterator[Case]:
        """Its requests to an operation."""
        return (step.case for step in self.unit.steps if step.case.operation == operation)


class Units:
    """All units of a campaign."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._shared = {case for index, cases in evidence.decided.items() if index < 0 for case in cases}
        self._by_operation: dict[str, list[Placed]] = {}
        for index, unit in (*enumerate(evidence.job.plan), *evidence.drawn.items()):
            placed = Placed(index=index, unit=unit, fate=_fate(index, unit, evidence))
            for name in dict.fromkeys(step.case.operation for step in unit.steps):
                self._by_operation.setdefault(name, []).append(placed)

    def of(self, operation: Operation) -> list[Placed]:
        """The units that ask for an operation, in the order of the plan."""
        return self._by_operation.get(operation.id, [])

    def catch(self, placed: Placed, telling: Telling) -> bool:
        """Whether a request of a unit, as it was decided, holds what it tells against a server."""
        trusted = telling.doubted in ("", *self._evidence.trusted)
        return trusted and not telling.is_open and self.is_decided(placed, telling)

    def is_decided(self, placed: Placed, telling: Telling) -> bool:
        """Whether the campaign's server was found right or wrong about a request of a unit, or of what units share."""
        return telling.case in self._evidence.decided.get(placed.index, ()) or telling.case in self._shared


def _fate(index: int, unit: Unit, evidence: Evidence) -> Fate:
    if unit.barred is not None:
        return "barred"
    if index in evidence.decided:
        return "decided"
    if index in evidence.sent:
        return "undecided"
    return "sequence" if sum(not step.supports for step in unit.steps) > 1 else "unsent"
