"""The life of a resource as `x-fencepost-lifecycle` tells it: states, and what leads from one to the next.

One reading for mock and client.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.ir.api import Component
from fencepost.ir.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How long a state lasts, in seconds: a number, or a field of the resource times a number."""

    seconds: float
    field: str | None = None
    """The field whose value is multiplied by `seconds`; None where `seconds` is all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one state to another, by itself."""

    origin: str
    target: str
    after: Delay
    stamps: tuple[str, ...] = ()
    """Fields that hold the time of the step from then on, and are null before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a delete makes of a resource whose record stays."""

    target: str
    stamps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The states of a resource over time."""

    field: str
    initial: str
    final: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    delete: Ending | None = None
    """None: a deleted resource is gone."""

    @property
    def stamps(self) -> frozenset[str]:
        """Every field that some change of state sets to its time."""
        ending = () if self.delete is None else self.delete.stamps
        return frozenset((*ending, *(name for step in self.steps for name in step.stamps)))


def removed_state(lifecycle: Lifecycle | None) -> str | None:
    """The state of a deleted resource whose record stays; None where the record goes, or has no states."""
    ending = None if lifecycle is None else lifecycle.delete
    return None if ending is None else ending.target


def lifecycle_of(component: Component) -> Lifecycle | None:
    """The life cycle of a component's resources; None where the document gives none, or none that can be read."""
    told = _object(None if component.lifecycle is None else component.lifecycle.value)
    field, initial = told.get("field"), told.get("initial")
    if not isinstance(field, str) or not isinstance(initial, str):
        return None
    return Lifecycle(
        field=field,
        initial=initial,
        final=tuple(str(state) for state in _items(told.get("final"))),
        steps=tuple(_steps(told.get("steps"))),
        delete=_ending(told.get("delete")),
    )


def _steps(told: Json) -> Iterator[Step]:
    for item in map(_object, _items(told)):
        origin, target, delay = item.get("from"), item.get("to"), _delay(item.get("after"))
        if isinstance(origin, str) and isinstance(target, str) and delay is not None:
            yield Step(origin=origin, target=target, after=delay, stamps=_stamps(item.get("set")))


def _delay(told: Json) -> Delay | None:
    if isinstance(told, int | float) and not isinstance(told, bool):
        return Delay(seconds=float(told))
    field, seconds = _object(told).get("field"), _object(told).get("seconds")
    if isinstance(field, str) and isinstance(seconds, int | float):
        return Delay(seconds=float(seconds), field=field)
    return None


def _ending(told: Json) -> Ending | None:
    target = _object(told).get("to")
    return Ending(target=target, stamps=_stamps(_object(told).get("set"))) if isinstance(target, str) else None


def _stamps(told: Json) -> tuple[str, ...]:
    return tuple(name for name, value in _object(told).items() if value == "now")


def _object(told: Json) -> dict[str, Json]:
    return told if isinstance(told, dict) else {}


def _items(told: Json) -> list[Json]:
    return told if isinstance(told, list) else []
