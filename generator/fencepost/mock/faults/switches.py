"""Switches: faults that are planted, each everywhere or at one operation, always or now and then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.deviations.deviation import Deviation
from fencepost.ir.api import Api
from fencepost.ir.edits import Edit
from fencepost.mock.faults.transport import Disturbance

Contract: TypeAlias = Callable[[tuple[Edit, ...]], Api]
"""Reads the served document again with edits made to it, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One planted fault."""

    fault: Deviation | Disturbance
    operation: str | None = None
    """The id of the one operation that it is for; None for every one."""

    probability: float = 1.0
    """Of each request that it is for, above 0; at 1 it acts on all of them."""

    @property
    def is_sure(self) -> bool:
        """Whether it acts on every request that it is for."""
        return self.probability >= 1

    @property
    def description(self) -> str:
        """What goes wrong, in words."""
        return self.fault.description if isinstance(self.fault, Deviation) else self.fault.fault.description

    @property
    def told(self) -> str:
        """The id of the fault, with its value where it was given one."""
        return self.fault.id if isinstance(self.fault, Deviation) else self.fault.told

    def is_for(self, operation: str | None) -> bool:
        """Whether it may act on requests for an operation; None stands for a path that the document does not have."""
        return self.operation is None or self.operation == operation
