"""The parts of a campaign, by what they are after."""

from __future__ import annotations

from typing import Literal, TypeAlias

Phase: TypeAlias = Literal["regressions", "lattice", "faults", "protocol", "stateful", "explore", "hostile"]
PHASES: tuple[Phase, ...] = ("regressions", "lattice", "faults", "protocol", "stateful", "explore")
"""Those of every campaign, in the order in which they are named; what is sent first is what brings the most news."""

ALL_PHASES: tuple[Phase, ...] = (*PHASES, "hostile")
"""Those that can be asked for; `hostile` only exhausts, and is sent only when it is named."""
