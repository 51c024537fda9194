"""What the types and the fields of one document look like from outside, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fencepost.ir.api import Api
from fencepost.ir.resources import folded
from fencepost.ir.secrecy import is_write_only
from fencepost.ir.shapes import array_items, branches, json_types, object_fields
from fencepost.ir.types import Field, String, Type
from fencepost.ir.values import Json, JsonText
from fencepost.mock.answering.prepared import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A type."""

    types: frozenset[str]
    """The JSON types of its values."""

    fields: tuple[Field, ...] | None
    """The fields that each object of it declares; None where it has no objects."""

    names: frozenset[str]
    """The names of those fields, folded."""

    members: Mapping[str, Field]
    """The fields that any object of it declares, by name."""

    items: Type | None
    """What its arrays hold; None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A field, as a place in an answer."""

    name: str
    """Its name, folded."""

    shape: Shape
    default: JsonText | None
    is_hidden: bool
    """Whether it is only ever written, so that no answer has it."""

    is_time: bool
    """Whether it holds a date-time."""

    is_later: bool
    """Whether its name speaks of an end to come."""

    @property
    def is_nullable(self) -> bool:
        """Whether it may be null."""
        return "null" in self.shape.types


class Shapes:
    """The shapes of one document. The types and fields asked about must be parts that last as long as this does."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._shapes = Prepared(self._shape)
        self._slots = Prepared(self._slot)
        self._hiding = Prepared(self._hides)

    def shape(self, kind: Type) -> Shape:
        """The shape of a type."""
        return self._shapes.of(kind)

    def slot(self, item: Field) -> Slot:
        """The place that a field has in an answer."""
        return self._slots.of(item)

    def readable(self, value: Json, kind: Type) -> Json:
        """The value of a type without the members inside it that are only ever written."""
        return self._shown(value, kind) if self.hides(kind) else value

    def hides(self, kind: Type) -> bool:
        """Whether values of a type may have members inside that are only ever written; hardly any may."""
        return self._hiding.of(kind)

    def _shown(self, value: Json, kind: Type) -> Json:
        match value:
            case list():
                items = self.shape(kind).items
                return value if items is None else [self.readable(item, items) for item in value]
            case dict():
                members = self.shape(kind).members
                return {
                    name: self.readable(member, members[name].type) if name in members else member
                    for name, member in value.items()
                    if name not in members or not self.slot(members[name]).is_hidden
                }
            case _:
                return value

    def _hides(self, kind: Type) -> bool:
        seen: dict[int, Type] = {}
        waiting = [kind]
        while waiting:
            shape = self.shape(each := waiting.pop())
            if any(self.slot(item).is_hidden for item in shape.members.values()):
                return True
            seen[id(each)] = each
            inside = (*(item.type for item in shape.members.values()), *(() if shape.items is None else (shape.items,)))
            waiting += [inner for inner in inside if id(inner) not in seen]
        return False

    def _shape(self, kind: Type) -> Shape:
        objects = (object_fields(each, self._api) or () for each in branches(kind, self._api))
        fields = object_fields(kind, self._api)
        return Shape(
            types=json_types(kind, self._api),
            fields=fields,
            names=frozenset(folded(item.wire_name) for item in fields or ()),
            members={item.wire_name: item for each in objects for item in each},
            items=array_items(kind, self._api),
        )

    def _slot(self, item: Field) -> Slot:
        name = item.wire_name.lower()
        return Slot(
            name=folded(item.wire_name),
            shape=self.shape(item.type),
            default=item.annotations.default,
            is_hidden=is_write_only(item, self._api),
            is_time=is_time(item.type, self._api),
            is_later="expir" in name or "until" in name,
        )


def is_time(kind: Type, api: Api) -> bool:
    """Whether the values of a type are date-times."""
    formats = (branch.format for branch in branches(kind, api) if isinstance(branch, String))
    return any(found is not None and found.name == "date-time" for found in formats)
