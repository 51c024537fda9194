"""The values that `enum` and `const` list."""

from __future__ import annotations

from decimal import Decimal

from fencepost.diagnostics import Location
from fencepost.ir.types import Annotations, Enum, EnumValue, Nothing, Type
from fencepost.ir.values import LARGEST_NUMBER, Json, freeze, json_type, key_of
from fencepost.read.context import Context
from fencepost.read.nodes import Entry, Node, Sequence, plain


def read_enumeration(
    entry: Entry, context: Context, names: tuple[str, ...] | None, annotations: Annotations, place: Location
) -> Type | None:
    """The listed values that can be met and sent; None where there is no list, which is reported."""
    if entry.key == "const":
        values: tuple[Node, ...] = (entry.node,)
    elif isinstance(entry.node, Sequence):
        values = entry.node.items
    else:
        context.error("S004", "enum must be an array", entry.location, "list the values, or write const: VALUE")
        return None
    members = [EnumValue(value=freeze(plain(value)), location=value.location) for value in values]
    kept = _of_types(_sendable(_unique(members, context), context), names, context)
    return Enum(values=kept, annotations=annotations, location=place) if kept else Nothing(location=place)


def _unique(members: list[EnumValue], context: Context) -> list[EnumValue]:
    first: dict[str, EnumValue] = {}
    for item in members:
        key = key_of(item.value.exact)
        known = first.setdefault(key, item)
        if known is not item:
            shown = item.value.text
            message = f"the value {shown} is listed twice; the first is at {known.location}"
            context.warn("S005", message, item.location, remedy="remove one of the two")
    return list(first.values())


def _sendable(members: list[EnumValue], context: Context) -> list[EnumValue]:
    """The values without numbers that no double holds."""
    kept = []
    for item in members:
        if _is_beyond_doubles(item.value.exact):
            message = "the value can never be sent: no double holds it"
            context.warn("S006", message, item.location, remedy="remove it, or write it as text")
        else:
            kept.append(item)
    return kept


def _is_beyond_doubles(value: Json) -> bool:
    match value:
        case int() | float() | Decimal():
            return not -LARGEST_NUMBER <= value <= LARGEST_NUMBER
        case _:
            return False


def _of_types(members: list[EnumValue], names: tuple[str, ...] | None, context: Context) -> tuple[EnumValue, ...]:
    """The values that are of one of the named types; the others can never be met and are warned of."""
    if names is None:
        return tuple(members)
    fits = [_is_of(item.value.exact, names) for item in members]
    kept = tuple(item for item, fit in zip(members, fits, strict=True) if fit)
    for item, fit in zip(members, fits, strict=True):
        if not fit:
            message = f"the value {item.value.text} is not of type {' or '.join(names)}"
            context.warn("S006", message, item.location, remedy="remove it, or allow its type")
    return kept


def _is_of(value: Json, names: tuple[str, ...]) -> bool:
    kind = json_type(value)
    if kind == "number" and "number" not in names and "integer" in names:
        return not isinstance(value, str | list | dict | None) and value == int(value)
    return kind in names
