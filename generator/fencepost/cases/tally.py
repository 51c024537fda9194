"""How many candidates our own last check throws away: what is made by construction needs none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fencepost.cases.point import Point


@dataclass(slots=True)
class Sieve:
    """A last check that counts what it throws away."""

    tried: int = 0
    thrown: int = 0

    def sift(self, candidates: Iterable[Point], keeps: Callable[[Point], bool]) -> Iterator[Point]:
        """The candidates that stand the check."""
        for point in candidates:
            self.tried += 1
            if keeps(point):
                yield point
            else:
                self.thrown += 1

    @property
    def share(self) -> float:
        """The share of the candidates that was thrown away, from 0 to 1."""
        return self.thrown / self.tried if self.tried else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The last checks of a document's cases: of valid values, and of faults."""

    valid: Sieve
    faults: Sieve

    @classmethod
    def empty(cls) -> Tally:
        """A tally that has counted nothing yet."""
        return cls(valid=Sieve(), faults=Sieve())
