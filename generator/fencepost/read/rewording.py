"""What a rule may have been meant to say: the same words with one of them left out, or with another number or value."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.ir.amendments import Amendment, Join, Leave, Put, Remove, Reword
from fencepost.ir.pointers import escaped
from fencepost.ir.values import Json, JsonText, freeze, key_of

MOST = 60
"""So many wordings of one rule are looked at."""

_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems")
_NUMBERS_TOO = ("maxItems", "minProperties", "maxProperties", "const")
_NAMES = ("title", "description")


def wordings(root: Json, reword: Reword) -> Iterator[Amendment]:
    """Other wordings of what stands at a place: those that change a value, then those that leave something out."""
    values = _values(reword)
    below = list(_below(root, reword.pointer))
    for pointer, holder, name in below:
        yield from _changed(reword.file, pointer, holder, name, values)
    for pointer, holder, name in below:
        if isinstance(holder, list):
            yield Leave(file=reword.file, pointer=pointer.rpartition("/")[0], value=freeze(holder[int(name)]))
        elif name not in (*_NAMES, "if", "then", "else"):
            yield Remove(file=reword.file, pointer=pointer)


def _changed(file: str, pointer: str, holder: Json, name: str, values: tuple[JsonText, ...]) -> Iterator[Amendment]:
    """A number or a constant with each of the values that were tried in its place, or one more value of a list."""
    above = pointer.rpartition("/")[0]
    if isinstance(holder, dict) and name in (*_NUMBERS, *_NUMBERS_TOO):
        for value in values:
            is_number = not isinstance(value.exact, bool) and isinstance(value.exact, int | float)
            if (is_number or name == "const") and key_of(value.exact) != key_of(holder[name]):
                yield Put(file=file, pointer=above, name=name, value=value)
    if isinstance(holder, dict) and name == "enum":
        yield from (Join(file=file, pointer=pointer, value=value) for value in values)


def _values(reword: Reword) -> tuple[JsonText, ...]:
    """The scalars that were tried, in the order in which they were."""
    found: dict[str, JsonText] = {}
    for tried in reword.tried:
        body = tried.value.exact
        for value in body.values() if isinstance(body, dict) else ():
            if not isinstance(value, dict | list):
                found.setdefault(key_of(value), freeze(value))
    return tuple(found.values())


def _below(value: Json, pointer: str) -> Iterator[tuple[str, Json, str]]:
    """Every place below one of a value, with what holds it and under which name; what is around others first."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        value = value[name] if isinstance(value, dict) else value[int(name)] if isinstance(value, list) else None
    yield from _inside(value, pointer)


def _inside(value: Json, pointer: str) -> Iterator[tuple[str, Json, str]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in members:
        place = f"{pointer}/{escaped(name)}"
        yield place, value, str(name)
        yield from _inside(inner, place)
