"""What is worked out once for each part of a document: when it is first asked for, so that starting costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Part = TypeVar("Part")
Plan = TypeVar("Plan")


class Prepared(Generic[Part, Plan]):
    """The plans of the parts of one document.

    A part is known by its identity: to compare or hash one, with all its types, takes longer than many a plan saves.
    """

    def __init__(self, prepare: Callable[[Part], Plan]) -> None:
        self._prepare = prepare
        self._plans: dict[int, tuple[Part, Plan]] = {}

    def of(self, part: Part) -> Plan:
        """The plan of a part, made now if need be; whatever making it raises."""
        known = self._plans.get(id(part))
        if known is None:
            # The part is kept with its plan, so that nothing else ever has its identity.
            known = self._plans[id(part)] = (part, self._prepare(part))
        return known[1]
