"""What to change in a body: single fields set, dropped or renamed, in words and as JSON Patch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from fencepost.ir.pointers import pointer_of
from fencepost.ir.values import Json, JsonText, equal, freeze, json_type

Path: TypeAlias = tuple[str | int, ...]
Verb: TypeAlias = Literal["set", "add", "drop", "rename"]

_WIDEST = 80
"""So many characters of a value are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one place in a body."""

    verb: Verb
    path: Path = ()
    """The place, by names and indices from the body down; empty for the whole body."""

    value: JsonText | None = None
    """What is set or added; None where nothing is, or where it is not to be shown."""

    is_example: bool = False
    """Whether other values would do as well."""

    new_name: str | None = None
    """What a member is renamed to."""

    distance: Decimal = Decimal(0)
    """How far a number lies from the one that was sent; 0 for anything else."""

    def below(self, step: str | int) -> Change:
        """The same change, seen from the value that holds this one."""
        return replace(self, path=(step, *self.path))

    def words(self, name: str) -> str:
        """What to do, `name` being how the place is called: `set vm to true`."""
        shown = "another value" if self.value is None else _short(self.value.text)
        match self.verb:
            case "drop":
                return f"drop {name}"
            case "rename":
                return f"rename {name} to {self.new_name}"
            case "add" if self.is_example:
                return f"give {name}, such as {shown}"
            case "set" if self.is_example:
                return f"set {name} to another value, such as {shown}"
            case _:
                return f"set {name} to {shown}"

    def as_patch(self) -> dict[str, Json]:
        """The change as an operation of JSON Patch (RFC 6902), to be applied in the order of the changes."""
        place = pointer_of(self.path)
        match self.verb:
            case "drop":
                return {"op": "remove", "path": place}
            case "rename":
                return {"op": "move", "from": place, "path": pointer_of((*self.path[:-1], self.new_name or ""))}
            case _:
                value = None if self.value is None else self.value.value
                return {"op": "add" if self.verb == "add" else "replace", "path": place, "value": value}


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A value that a type allows, and how to come to it."""

    value: Json
    changes: tuple[Change, ...] = ()
    """In an order in which they can be made one after the other."""

    @property
    def cost(self) -> int:
        """How many fields are changed."""
        return len(self.changes)

    @property
    def losses(self) -> int:
        """How much of what was sent is given up."""
        return sum(change.verb == "drop" for change in self.changes)

    @property
    def liberty(self) -> tuple[int, int, Decimal, int]:
        """By what ways of the same size are put in order: little given up or made up, numbers close, much left open."""
        made_up = sum(change.verb == "set" and change.is_example for change in self.changes)
        distance = sum((change.distance for change in self.changes), start=Decimal(0))
        told = sum(change.verb == "add" and not change.is_example for change in self.changes)
        return self.losses, made_up, distance, told

    def below(self, step: str | int) -> tuple[Change, ...]:
        """The changes, seen from the value that holds this one."""
        return tuple(change.below(step) for change in self.changes)


MAX_WAYS = 5
"""Of more ways that cost the same the first are taken."""


def least(ways: Iterable[Way]) -> tuple[Way, ...]:
    """The ways that cost least, one for each set of fields; first those that give up least of what was sent."""
    found = list(ways)
    cheapest = min((way.cost for way in found), default=0)
    kept = sorted((way for way in found if way.cost == cheapest), key=lambda way: way.liberty)
    by_place: dict[frozenset[Path], Way] = {}
    for way in kept:
        # To give a field up says no more, where another way mends the same fields.
        by_place.setdefault(frozenset(change.path for change in way.changes), way)
    return tuple(by_place.values())[:MAX_WAYS]


def replaced(old: Json, value: Json, *, is_example: bool) -> Way:
    """The way that puts another value in a place."""
    distance = Decimal(0)
    if json_type(old) == json_type(value) == "number":
        distance = abs(Decimal(str(old)) - Decimal(str(value)))
    change = Change(verb="set", value=freeze(value), is_example=is_example, distance=distance)
    return Way(value=value, changes=(change,))


def changes_between(old: Json, new: Json) -> Iterator[Change]:
    """What leads from one value to another, field by field."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [name for name in old if name not in new]:
            yield Change(verb="drop", path=(name,))
        for name, value in new.items():
            yield from _member_changes(name, name in old, old.get(name), value)
    elif isinstance(old, list) and isinstance(new, list):
        for index, (left, right) in enumerate(zip(old, new, strict=False)):
            yield from (change.below(index) for change in changes_between(left, right))
        yield from (Change(verb="drop", path=(index,)) for index in range(len(old) - 1, len(new) - 1, -1))
        for index, value in enumerate(new[len(old) :], start=len(old)):
            yield Change(verb="add", path=(index,), value=freeze(value), is_example=True)
    elif not equal(old, new):
        yield Change(verb="set", value=freeze(new), is_example=True)


def _member_changes(name: str, was_there: object, old: Json, new: Json) -> Iterator[Change]:
    if was_there:
        yield from (change.below(name) for change in changes_between(old, new))
    else:
        yield Change(verb="add", path=(name,), value=freeze(new), is_example=True)
