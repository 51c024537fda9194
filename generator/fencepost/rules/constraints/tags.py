"""Choices of objects that the values of one field tell apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fencepost.ir.types import Anything, Enum, Object, Union
from fencepost.ir.values import key_of
from fencepost.rules.domains import Domains


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """The field, and for each variant in order the values that mean it."""

    field: str
    values: tuple[Enum, ...]


def tag_of(objects: tuple[Object, ...], union: Union, domains: Domains) -> Tag | None:
    """What tells the objects of a union apart; None where no field does for certain.

    Every object must require the field, and no value may mean two of them. The field that the document names comes
    first, then those of the first object in their order.
    """
    if len(objects) < 2:
        return None
    names = [item.wire_name for item in objects[0].fields if item.required]
    for name in sorted(names, key=lambda name: name != union.discriminator):
        values = [_values(item, name, domains) for item in objects]
        told = tuple(found for found in values if found is not None)
        keys = [key_of(item.value.exact) for found in told for item in found.values]
        if len(told) == len(objects) and len(set(keys)) == len(keys):
            return Tag(field=name, values=told)
    return None


def untagged(kind: Object, tag: Tag) -> Object:
    """A variant without what its tag must be: the condition it stands under says that."""
    free = tuple(
        replace(item, type=Anything(location=item.location), required=False) if item.wire_name == tag.field else item
        for item in kind.fields
    )
    return replace(kind, fields=free)


def _values(kind: Object, name: str, domains: Domains) -> Enum | None:
    """The values of a required field, where they are finitely many."""
    item = kind.field(name)
    found = None if item is None or not item.required else domains.resolve(item.type)
    return found if isinstance(found, Enum) else None
