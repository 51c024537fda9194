"""Verdicts by hand on what campaigns report of servers of others, and whether they still are what is reported.

A table is a TOML file of `[[verdict]]`s. Each names the failures it speaks of by patterns of the shell (`*` where one
is left out) and by a part of the answer or of the message, and says why the server is wrong (`true`) or the campaign
is (`false`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from .campaigns import Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    check: str
    is_true: bool
    """Whether the server breaks its document; else the campaign is mistaken."""

    says: str
    """How the server breaks it, in words; of a validator, with the sentence of the standard."""

    operation: str = "*"
    target: str = "*"
    point: str = "*"
    answer: str = ""
    """Stands somewhere in the beginning of the answer."""

    message: str = ""
    """Stands somewhere in the message; of an answer that says it late."""

    def is_on(self, failure: Reported) -> bool:
        patterns = (
            (failure.check, self.check),
            (failure.operation, self.operation),
            (failure.target, self.target),
            (failure.point, self.point),
        )
        parts = ((self.answer, failure.answer), (self.message, failure.message))
        return all(part in whole for part, whole in parts) and all(fnmatchcase(*pair) for pair in patterns)

    def __str__(self) -> str:
        return f"{self.check} {self.operation} {self.target} {self.point} {self.answer or self.message!r}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a table says of the failures of one campaign."""

    unknown: tuple[Reported, ...]
    """Failures of which the table says nothing."""

    stale: tuple[Verdict, ...]
    """Verdicts on nothing that is reported, or on nothing that an earlier one is not on, too."""

    true: tuple[Reported, ...] = field(repr=False)
    false: tuple[Reported, ...] = field(repr=False)

    @property
    def is_settled(self) -> bool:
        """Whether the table says of every failure, and of nothing else, that the server is wrong."""
        return not (self.unknown or self.stale or self.false)

    def __str__(self) -> str:
        parts = (("not in the table", self.unknown), ("false", self.false), ("reported no longer", self.stale))
        return "\n".join(f"{name}: {item}" for name, items in parts for item in items)


def read_table(path: Path) -> tuple[Verdict, ...]:
    """The verdicts of a file, in its order."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_verdict(**line) for line in table["verdict"])


def _verdict(*, verdict: bool, **line: str) -> Verdict:
    return Verdict(is_true=verdict, **line)


def compared(failures: tuple[Reported, ...], verdicts: tuple[Verdict, ...]) -> Comparison:
    """The failures under the first verdict that is on each."""
    found = [(failure, next((each for each in verdicts if each.is_on(failure)), None)) for failure in failures]
    return Comparison(
        unknown=tuple(failure for failure, verdict in found if verdict is None),
        stale=tuple(each for each in verdicts if all(verdict is not each for _, verdict in found)),
        true=tuple(failure for failure, verdict in found if verdict is not None and verdict.is_true),
        false=tuple(failure for failure, verdict in found if verdict is not None and not verdict.is_true),
    )
