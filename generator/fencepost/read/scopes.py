"""Dynamic scope: which schema a `$dynamicAnchor` stands for on the way that led to a place.

The outermost resource on the way decides, so that a scope only ever grows: the same place seen from two scopes becomes
two components, and after that every reference is a plain one.
Source: JSON Schema 2020-12, core 8.2.3.2 ($dynamicRef).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fencepost.diagnostics import Location
from fencepost.read.resources import Resource, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the dynamic anchors met so far stand for."""

    bound: tuple[tuple[str, Target], ...] = ()
    """By name."""

    origin: Location | None = None
    """Where the component begins that is being read; None outside of components."""

    def meaning(self, anchor: str) -> Target | None:
        """What an anchor stands for; None where no resource on the way has it."""
        return dict(self.bound).get(anchor)

    def entering(self, resources: Iterable[Resource]) -> Scope:
        """The scope after some resources were entered, the outermost first."""
        known = dict(self.bound)
        for resource in resources:
            for name, target in resource.dynamic.items():
                known.setdefault(name, target)
        return replace(self, bound=tuple(sorted(known.items(), key=lambda pair: pair[0])))

    def within(self, around: Iterable[Resource]) -> Scope:
        """The scope at a place in what is being read; of the resources around it those that begin inside."""
        return self.entering(one for one in around if self.origin is None or not one.holds(self.origin))


NO_SCOPE = Scope()
