"""What the server remembers: records of resources, and how they age."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from fencepost.ir.lifecycle import Delay, Lifecycle, Step
from fencepost.ir.resources import folded
from fencepost.ir.values import Json

Clock: TypeAlias = Callable[[], datetime]
"""The time now, with a time zone."""

NewIdentifier: TypeAlias = Callable[[], str]
"""A text that was never given before."""

_LONGEST = 10**8
_CHANGE_NAMES = ("updated", "modified", "changed", "lastupdated", "lastmodified", "lastchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One resource that was created."""

    identifier: Json
    """A string, or a number where the document's identifiers are numbers."""

    values: Mapping[str, Json]
    """The fields of the resource, by wire name, as the answer to its creation shows them."""

    sent: Mapping[str, Json]
    """The members of the body it was created with; never shown as such, some may be secret."""

    entered: datetime
    """When it came into the state it is in."""

    def known(self) -> dict[str, Json]:
        """What answers may show of it, by folded names."""
        return {folded(name): value for name, value in self.values.items()}


def time_text(moment: datetime) -> str:
    """The time as RFC 3339 writes it, in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def stamped(record: Record, names: tuple[str, ...], moment: datetime, times: frozenset[str]) -> Record:
    """The record with the time of a change in the fields named, and in those of `times` that tell the last change."""
    changed = [name for name in times if folded(name).startswith(_CHANGE_NAMES)]
    return replace(record, values={**record.values, **dict.fromkeys((*names, *changed), time_text(moment))})


def aged(record: Record, lifecycle: Lifecycle, now: datetime, times: frozenset[str]) -> Record:
    """The record after every step that is due; each happens at its own time, however late it is looked at."""
    for _ in range(len(lifecycle.steps) + 1):
        step = next((step for step in lifecycle.steps if step.origin == record.values.get(lifecycle.field)), None)
        due = None if step is None else _due(step, record)
        if step is None or due is None or due > now:
            break
        moved = replace(record, values={**record.values, lifecycle.field: step.target}, entered=due)
        record = stamped(moved, step.stamps, due, times)
    return record


def _due(step: Step, record: Record) -> datetime | None:
    seconds = _seconds(step.after, record)
    return None if seconds is None else record.entered + timedelta(seconds=seconds)


def _seconds(delay: Delay, record: Record) -> float | None:
    if delay.field is None:
        return delay.seconds
    value = record.values.get(delay.field)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    # Centuries are no step that a server of this kind lives to see, and no timedelta holds any number.
    return delay.seconds * float(value) if 0 <= value < _LONGEST else None


class Store:
    """The records of every resource, by collection path, the values in that path, and identifier."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, tuple[str, ...]], dict[str, Record]] = {}

    def put(self, collection: str, scope: tuple[str, ...], record: Record) -> None:
        """Keep a record, in place of one with its identifier."""
        self._records.setdefault((collection, scope), {})[str(record.identifier)] = record

    def get(self, collection: str, scope: tuple[str, ...], identifier: str) -> Record | None:
        """The record, or None."""
        return self._records.get((collection, scope), {}).get(identifier)

    def remove(self, collection: str, scope: tuple[str, ...], identifier: str) -> None:
        """Forget a record; one that is not there is no error."""
        self._records.get((collection, scope), {}).pop(identifier, None)

    def all(self, collection: str, scope: tuple[str, ...]) -> Iterator[Record]:
        """The records of a collection, oldest first."""
        yield from list(self._records.get((collection, scope), {}).values())
