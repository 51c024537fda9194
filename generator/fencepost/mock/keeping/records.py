"""What the server remembers: records of resources, and how they age."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from fencepost.ir.lifecycle import Delay, Ending, Lifecycle, Step
from fencepost.ir.resources import folded
from fencepost.ir.values import Json, JsonText

Clock: TypeAlias = Callable[[], datetime]
"""The time now, with a time zone."""

NewIdentifier: TypeAlias = Callable[[], str]
"""A text that was never given before."""

Meets: TypeAlias = Callable[[JsonText, Mapping[str, Json]], bool]
"""Whether the fields of a resource meet a JSON Schema."""

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

    is_over: bool = False
    """Whether it is in a state that it does not leave: of records that must go, those go first."""

    def known(self) -> dict[str, Json]:
        """What answers may show of it, by folded names."""
        return {folded(name): value for name, value in self.values.items()}


def time_text(moment: datetime) -> str:
    """The time as RFC 3339 writes it, in UTC."""
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return utc.isoformat().replace("+00:00", "Z")


def stamped(record: Record, names: tuple[str, ...], moment: datetime, times: frozenset[str]) -> Record:
    """The record with the time of a change in the fields named, and in those of `times` that tell the last change."""
    changed = [name for name in times if folded(name).startswith(_CHANGE_NAMES)]
    return replace(record, values={**record.values, **dict.fromkeys((*names, *changed), time_text(moment))})


def moved(record: Record, change: Step | Ending, field: str, moment: datetime, times: frozenset[str]) -> Record:
    """The record in the state that a change leads to, with what it sets; `field` shows the state."""
    constants = {constant.field: constant.value.value for constant in change.constants}
    values = {**record.values, field: change.target, **constants}
    return stamped(replace(record, values=values, entered=moment), change.stamps, moment, times)


def aged(record: Record, lifecycle: Lifecycle, now: datetime, times: frozenset[str], meets: Meets) -> Record:
    """The record after every step that is due; each happens at its own time, however late it is looked at."""
    for _ in range(len(lifecycle.steps) + 1):
        state = record.values.get(lifecycle.field)
        leading = (step for step in lifecycle.steps if step.origin == state)
        step = next((step for step in leading if step.when is None or meets(step.when, record.values)), None)
        due = None if step is None else _due(step, record)
        if step is None or due is None or due > now:
            break
        record = moved(record, step, lifecycle.field, due, times)
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


_Shelf: TypeAlias = tuple[str, tuple[str, ...]]
"""A collection path, and the values of the parameters in it."""


class Store:
    """The records of every resource, by collection path, the values in that path, and identifier.

    With `most` records, each further one takes the place of the oldest: of one that has ended, where there is one.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._shelves: dict[_Shelf, dict[str, Record]] = {}
        self._living: dict[tuple[_Shelf, str], None] = {}
        self._over: dict[tuple[_Shelf, str], None] = {}

    def put(self, collection: str, scope: tuple[str, ...], record: Record) -> None:
        """Keep a record, in place of one with its identifier."""
        shelf, name = (collection, scope), str(record.identifier)
        self._shelves.setdefault(shelf, {})[name] = record
        here, there = (self._over, self._living) if record.is_over else (self._living, self._over)
        there.pop((shelf, name), None)
        here[shelf, name] = None
        while self._most is not None and len(self._living) + len(self._over) > self._most:
            (old, identifier) = next(iter(self._over or self._living))
            self.remove(*old, identifier)

    def get(self, collection: str, scope: tuple[str, ...], identifier: str) -> Record | None:
        """The record, or None."""
        return self._shelves.get((collection, scope), {}).get(identifier)

    def remove(self, collection: str, scope: tuple[str, ...], identifier: str) -> None:
        """Forget a record and all that belongs to it; one that is not there is no error."""
        self._drop((collection, scope), identifier)
        below, path = f"{collection.rstrip('/')}/{{", (*scope, identifier)
        for shelf in [one for one in self._shelves if one[0].startswith(below) and one[1][: len(path)] == path]:
            for name in list(self._shelves[shelf]):
                self._drop(shelf, name)

    def _drop(self, shelf: _Shelf, name: str) -> None:
        records = self._shelves.get(shelf, {})
        if records.pop(name, None) is not None:
            self._living.pop((shelf, name), None)
            self._over.pop((shelf, name), None)
            if not records:
                del self._shelves[shelf]

    def clear(self) -> None:
        """Forget every record."""
        for held in (self._shelves, self._living, self._over):
            held.clear()

    def all(self, collection: str, scope: tuple[str, ...]) -> Iterator[Record]:
        """The records of a collection, oldest first."""
        yield from list(self._shelves.get((collection, scope), {}).values())
