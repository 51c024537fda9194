"""The ways a server may differ from its document in one place.

Each is an edit of the document: a mock that serves the edited document is a server with exactly that fault, and a
campaign that holds the real document must find it. The list is derived from the document and is the only one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from fencepost.diagnostics import Location, refusal
from fencepost.ir.api import Api
from fencepost.ir.edits import Drop, Edit, Exclude, LeaveOut, Lose, Rename, Replace
from fencepost.ir.places import Places
from fencepost.ir.rules import And, Present, Rule
from fencepost.ir.types import Array, Bound, Enum, Field, Limit, Number, Object, String, Type
from fencepost.ir.values import Json, JsonText, freeze
from fencepost.ir.walk import reached_components, walk
from fencepost.rules.evaluate import allows

DeviationKind: TypeAlias = Literal[
    "moved_in",
    "moved_out",
    "dropped",
    "exclusive",
    "value_lost",
    "forgotten",
    "default_changed",
    "not_required",
    "renamed",
    "left_out",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One place where a server may differ from its document."""

    id: str
    """`OWNER/PATH:KIND`, where the owner is a component, or an operation's body or parameter."""

    kind: DeviationKind
    pointer: str
    """The place in the document."""

    description: str
    edit: Edit


def deviations(api: Api) -> tuple[Deviation, ...]:
    """Every deviation of a document, each once, in its order: of requests, then of answers.

    Places in other files than the document itself are left out.
    """
    places = Places(api)
    asked = (item for kind in _asked(api) for item in _of_request(kind, places, api))
    answered = (item for kind in _answered(api) for item in _of_answer(kind, places))
    unique: dict[tuple[str, str, Edit], Deviation] = {}
    for deviation in (*asked, *answered):
        unique.setdefault((deviation.pointer, deviation.kind, deviation.edit), deviation)
    return tuple(unique.values())


def with_value(deviation: Deviation, value: Json) -> Deviation:
    """The deviation with another value: where a bound moves to, what a default becomes, what a field is called.

    Raises FencepostError V001 for a deviation that has no value, or a name that is no text.
    """
    text = freeze(value)
    match deviation.edit:
        case Replace() if deviation.kind != "forgotten":
            edit: Edit = replace(deviation.edit, value=text)
        case Rename() if isinstance(value, str):
            edit = replace(deviation.edit, name=value)
        case _:
            message = f"this deviation cannot be given the value {text.text}"
            raise refusal("V001", message, address=deviation.id, remedy="name it without `=` and a value")
    shown = value if isinstance(deviation.edit, Rename) else text.text
    described = f"{deviation.description.rpartition(' ')[0]} {shown}"
    return replace(deviation, id=f"{deviation.id}={text.text}", description=described, edit=edit)


def _asked(api: Api) -> Iterator[Type]:
    """Every type written in a request: of the components it leads to, of its bodies and parameters."""
    inline = [content.type for one in api.operations if one.body is not None for content in one.body.contents]
    inline += [item.type for one in api.operations for item in one.parameters]
    yield from _with_components(inline, api)


def _answered(api: Api) -> Iterator[Type]:
    """Every type written in a 2xx answer."""
    answers = [response for one in api.operations for response in one.responses if response.is_success]
    yield from _with_components([content.type for answer in answers for content in answer.contents], api)


def _with_components(inline: list[Type], api: Api) -> Iterator[Type]:
    found = [*(component.type for component in reached_components(inline, api)), *inline]
    return (kind for outer in found for kind in walk(outer))


def _of_request(kind: Type, places: Places, api: Api) -> Iterator[Deviation]:
    match kind:
        case Number():
            yield from _of_number(kind, places)
        case String():
            yield from _of_limits(kind.min_length, kind.max_length, places)
            yield from _dropped(None if kind.pattern is None else kind.pattern.location, places)
        case Array():
            yield from _of_limits(kind.min_items, kind.max_items, places)
            yield from _dropped(kind.unique_location if kind.unique else None, places)
        case Enum():
            yield from _of_enum(kind, places)
        case Object():
            yield from _of_limits(kind.min_properties, kind.max_properties, places)
            yield from _of_fields(kind, places, api)
        case _:
            pass


def _made(location: Location, kind: DeviationKind, says: str, edit: Edit, places: Places) -> Deviation:
    """The deviation of a keyword or a field; `says` goes on after its name."""
    return Deviation(
        id=f"{places.name(location.pointer)}:{kind}",
        kind=kind,
        pointer=location.pointer,
        description=f"{places.words(location.pointer)} {says}",
        edit=edit,
    )


def _dropped(location: Location | None, places: Places) -> Iterator[Deviation]:
    if location is not None and places.holds(location):
        yield _made(location, "dropped", "is not enforced", Drop(pointer=location.pointer), places)


def _of_number(kind: Number, places: Places) -> Iterator[Deviation]:
    low, high = kind.minimum, kind.maximum
    for bound, inward in ((low, 1), (high, -1)):
        if bound is not None and places.holds(bound.location):
            step = _step(kind, bound)
            if low is None or high is None or Decimal(low.value) + step <= high.value:
                yield _moved(bound, inward * step, "moved_in", places)
            yield _moved(bound, -inward * step, "moved_out", places)
            yield from _dropped(bound.location, places)
            if not bound.exclusive:
                edit = Exclude(pointer=bound.location.pointer)
                yield _made(bound.location, "exclusive", "is exclusive", edit, places)
    yield from _dropped(None if kind.multiple_of is None else kind.multiple_of.location, places)


def _step(kind: Number, bound: Bound) -> Decimal:
    """The least move that matters: the grid of the numbers, else one in the last digit that the document writes."""
    if kind.multiple_of is not None:
        return Decimal(kind.multiple_of.value)
    exponent = Decimal(bound.value).normalize().as_tuple().exponent
    return Decimal(1) if kind.integer or not isinstance(exponent, int) or exponent > 0 else Decimal(10) ** exponent


def _moved(bound: Bound | Limit, move: Decimal, kind: DeviationKind, places: Places) -> Deviation:
    value = Decimal(bound.value) + move
    number = freeze(int(value) if value == int(value) else value)
    edit = Replace(pointer=bound.location.pointer, value=number)
    return _made(bound.location, kind, f"is {number.text}", edit, places)


def _of_limits(low: Limit | None, high: Limit | None, places: Places) -> Iterator[Deviation]:
    crossing = low is not None and high is not None and low.value >= high.value
    for limit, inward in ((low, 1), (high, -1)):
        if limit is not None and places.holds(limit.location):
            if not crossing and limit.value + inward >= 0:
                yield _moved(limit, Decimal(inward), "moved_in", places)
            if limit.value - inward >= 0:
                yield _moved(limit, Decimal(-inward), "moved_out", places)
            # A least length of 0 asks for nothing, so nothing differs without it.
            yield from _dropped(limit.location if limit is high or limit.value else None, places)


def _of_enum(kind: Enum, places: Places) -> Iterator[Deviation]:
    for item in kind.values:
        pointer, _, last = item.location.pointer.rpartition("/")
        if not places.holds(item.location):
            continue
        if not last.isdecimal():
            yield from _dropped(item.location, places)
        elif len(kind.values) > 1:
            shown = item.value.value if isinstance(item.value.value, str) else item.value.text
            yield Deviation(
                id=f"{places.name(pointer)}/{shown}:value_lost",
                kind="value_lost",
                pointer=item.location.pointer,
                description=f"{places.words(pointer)} does not have {shown}",
                edit=Lose(pointer=pointer, value=item.value),
            )


def _of_fields(kind: Object, places: Places, api: Api) -> Iterator[Deviation]:
    for item in kind.fields:
        yield from _of_default(item, places, api)
        if item.required_location is not None and places.holds(item.required_location):
            pointer = item.required_location.pointer.rpartition("/")[0]
            yield Deviation(
                id=f"{places.name(pointer)}/{item.wire_name}:not_required",
                kind="not_required",
                pointer=item.required_location.pointer,
                description=f"{places.words(pointer)} does not have {item.wire_name}",
                edit=Lose(pointer=pointer, value=freeze(item.wire_name)),
            )
    for rule in kind.rules:
        # A rule that asks for nothing only marks an open question.
        if rule.consequence != And(parts=()) and places.holds(rule.location):
            yield _forgotten(rule, kind, places)


def _forgotten(rule: Rule, kind: Object, places: Places) -> Deviation:
    pointer = _pointer_of(rule)
    is_item = pointer.rpartition("/")[2].isdecimal()
    # An item of an array stays, empty, so that the places of the others do not change.
    edit: Edit = Replace(pointer=pointer, value=JsonText("{}")) if is_item else Drop(pointer=pointer)
    return Deviation(
        id=f"{places.name(kind.location.pointer)}/{rule.name}:forgotten",
        kind="forgotten",
        pointer=pointer,
        description=f"the rule {rule.name} is forgotten",
        edit=edit,
    )


def _pointer_of(rule: Rule) -> str:
    """Where a rule is written; one of several dependencies is the member named like the field it depends on."""
    pointer = rule.location.pointer
    match rule.condition:
        case Present(location=location) if pointer.endswith(("/dependentRequired", "/dependentSchemas")):
            return location.pointer
        case _:
            return pointer


def _of_default(item: Field, places: Places, api: Api) -> Iterator[Deviation]:
    default = item.annotations.default
    if default is None or not places.holds(item.location):
        return
    other = next((value for value in _others(default.exact, item.type) if allows(item.type, value, api)), None)
    if other is not None:
        location = replace(item.location, pointer=f"{item.location.pointer}/default")
        edit = Replace(pointer=location.pointer, value=freeze(other))
        yield _made(location, "default_changed", f"is {edit.value.text}", edit, places)


def _others(value: Json, kind: Type) -> Iterator[Json]:
    """Values near a default, the nearest first."""
    match value:
        case bool():
            yield not value
        case int() | Decimal():
            yield from (value + 1, value - 1)
        case str():
            values = [item.value.value for inner in walk(kind) if isinstance(inner, Enum) for item in inner.values]
            yield from (item for item in values if item != value)
            yield f"{value}x"
        case _:
            pass


def _of_answer(kind: Type, places: Places) -> Iterator[Deviation]:
    for item in kind.fields if isinstance(kind, Object) else ():
        location = item.location
        # A field that is required without being declared has no place to be renamed at.
        if places.holds(location) and location != item.required_location:
            renamed = Rename(pointer=location.pointer, name=f"{item.wire_name}Renamed")
            yield _made(location, "renamed", f"is called {renamed.name}", renamed, places)
            yield _made(location, "left_out", "is left out", LeaveOut(pointer=location.pointer), places)
