"""The life of a resource as `x-fencepost-lifecycle` tells it: states, and what leads from one to the next.

One reading for mock, campaign and client.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fencepost.ir.api import Component
from fencepost.ir.values import Json, JsonText, freeze

NOW = "now"
"""What `set` says for the time of the change; everything else is a constant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How long a state lasts, in seconds: a number, or a field of the resource times a number."""

    seconds: float
    field: str | None = None
    """The field whose value is multiplied by `seconds`; None where `seconds` is all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A field, and what it holds from a change of state on."""

    field: str
    value: JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one state to another, by itself."""

    origin: str
    target: str
    after: Delay
    when: JsonText | None = None
    """The JSON Schema that the resource must meet; None for every one. Of the steps from a state the first that it
    meets is taken."""

    stamps: tuple[str, ...] = ()
    """Fields that hold the time of the step from then on, and are null before."""

    constants: tuple[Constant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a delete makes of a resource whose record stays."""

    target: str
    stamps: tuple[str, ...] = ()
    constants: tuple[Constant, ...] = ()


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
        """Every field that some change of state sets, be it to its time."""
        changes = (*self.steps, *(() if self.delete is None else (self.delete,)))
        constants = (constant.field for change in changes for constant in change.constants)
        return frozenset((*constants, *(name for change in changes for name in change.stamps)))


def removed_state(lifecycle: Lifecycle | None) -> str | None:
    """The state of a deleted resource whose record stays; None where the record goes, or has no states."""
    ending = None if lifecycle is None else lifecycle.delete
    return None if ending is None else ending.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """A part of a life cycle that cannot be read."""

    steps: tuple[str | int, ...]
    """Where it stands in the extension; of a member that is missing, where the object stands."""

    words: str


def flaws_of(told: Json) -> Iterator[Flaw]:
    """What is wrong with a life cycle as written; what a JSON Schema in it says is not looked at."""
    if not isinstance(told, dict):
        yield Flaw(steps=(), words="must be an object")
        return
    for name in ("field", "initial"):
        if not isinstance(told.get(name), str):
            yield Flaw(steps=(name,) if name in told else (), words=f"{name} must be a text")
    final = told.get("final", [])
    if not isinstance(final, list) or not all(isinstance(state, str) for state in final):
        yield Flaw(steps=("final",), words="final must be a list of states")
    steps = told.get("steps", [])
    if not isinstance(steps, list):
        yield Flaw(steps=("steps",), words="steps must be a list")
    for index, step in enumerate(_items(steps)):
        yield from _step_flaws(step, ("steps", index))
    if "delete" in told:
        yield from _change_flaws(told["delete"], ("delete",), ("to",))


def _step_flaws(step: Json, where: tuple[str | int, ...]) -> Iterator[Flaw]:
    yield from _change_flaws(step, where, ("from", "to"))
    if not isinstance(step, dict):
        return
    members = _object(step)
    if _delay(members.get("after")) is None:
        words = "after must be a number of seconds, or {field: NAME, seconds: NUMBER}"
        yield Flaw(steps=(*where, "after") if "after" in members else where, words=words)
    if not isinstance(members.get("when", {}), dict | bool):
        yield Flaw(steps=(*where, "when"), words="when must be a JSON Schema")


def _change_flaws(change: Json, where: tuple[str | int, ...], names: tuple[str, ...]) -> Iterator[Flaw]:
    """What is wrong with a step or a deletion, both of which lead to a state and may set fields."""
    if not isinstance(change, dict):
        yield Flaw(steps=where, words="must be an object")
        return
    for name in names:
        if not isinstance(change.get(name), str):
            yield Flaw(steps=(*where, name) if name in change else where, words=f"{name} must be a state")
    if not isinstance(change.get("set", {}), dict):
        yield Flaw(steps=(*where, "set"), words="set must map fields to values")


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
            yield Step(
                origin=origin,
                target=target,
                after=delay,
                when=freeze(item["when"]) if "when" in item else None,
                stamps=_stamps(item.get("set")),
                constants=_constants(item.get("set")),
            )


def _delay(told: Json) -> Delay | None:
    seconds = _seconds(told)
    if seconds is not None:
        return Delay(seconds=seconds)
    field, seconds = _object(told).get("field"), _seconds(_object(told).get("seconds"))
    return Delay(seconds=seconds, field=field) if isinstance(field, str) and seconds is not None else None


def _seconds(told: Json) -> float | None:
    if isinstance(told, bool) or not isinstance(told, int | float | Decimal):
        return None
    return float(told) if told >= 0 else None


def _ending(told: Json) -> Ending | None:
    target, change = _object(told).get("to"), _object(told).get("set")
    if not isinstance(target, str):
        return None
    return Ending(target=target, stamps=_stamps(change), constants=_constants(change))


def _stamps(told: Json) -> tuple[str, ...]:
    return tuple(name for name, value in _object(told).items() if value == NOW)


def _constants(told: Json) -> tuple[Constant, ...]:
    return tuple(Constant(field=name, value=freeze(value)) for name, value in _object(told).items() if value != NOW)


def _object(told: Json) -> dict[str, Json]:
    return told if isinstance(told, dict) else {}


def _items(told: Json) -> list[Json]:
    return told if isinstance(told, list) else []
