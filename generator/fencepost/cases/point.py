"""A value that stands on a boundary point."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fencepost.ir.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A whole value, and which place inside it stands on which boundary point."""

    path: tuple[str, ...] = ()
    """Names and indices from the value down to the place; empty for the value itself."""

    name: str
    """One of the points of `case.POINTS`."""

    value: Json
    rule: str | None = None
    blame: tuple[tuple[str, ...], ...] = ()
    """For a fault: the places a refusal may name; empty where `path` itself is meant."""

    is_crowded: bool = False
    """Whether the other fields around the place have values too, not only those that must have one."""

    has_twins: bool = False
    """For a fault: whether the same one was made in crowded surroundings as well."""

    certificate: str | None = None
    """For a fault: the pointer of the one constraint that it breaks; None until it has been found."""

    def below(self, step: str, whole: Json) -> Point:
        """The same point, seen from a value that holds this one under a name or index."""
        blame = tuple((step, *path) for path in self.blame)
        return replace(self, path=(step, *self.path), value=whole, blame=blame)
