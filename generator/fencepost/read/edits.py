"""Edits applied to a document: the same document, with one place changed for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from typing import TypeAlias, assert_never

from fencepost.diagnostics import Location
from fencepost.ir.edits import Allow, Ask, Drop, Edit, Exclude, Include, Lose, Put, RefuseNull, Replace, Retype
from fencepost.ir.pointers import escaped, unescaped
from fencepost.ir.values import Json, JsonText, equal, freeze
from fencepost.read.document import Document
from fencepost.read.keywords import ANNOTATIONS
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence, plain

Change: TypeAlias = Callable[[Node], Node]


def edited(document: Document, *edits: Edit) -> Document:
    """The document with the edits made, in their order; every place keeps its line, the text is JSON.

    Raises KeyError where the pointer of an edit leads nowhere: it was made for another document, or an edit before it
    took its place away.
    """
    root = reduce(_edited, edits, document.root)
    return Document(name=document.name, root=root, text=freeze(plain(root)).text)


def edited_schema(schema: JsonText, pointer: str, edit: Edit) -> JsonText:
    """A schema in the words of 2020-12 that stands at a pointer, with an edit made inside it.

    Raises KeyError as `edited` does: also where the document says in words of its own what the edit is about.
    """
    place = Location(file="", line=1, column=1, pointer="")
    held = _node({"schema": schema.exact}, place)
    within = replace(edit, pointer=f"/schema{edit.pointer.removeprefix(pointer)}")
    return freeze(plain(_mapped(_edited(held, within), "schema").entries["schema"].node))


def _edited(root: Node, edit: Edit) -> Node:
    *above, key = edit.pointer.split("/")[1:]
    name, own = unescaped(key), [*above, key]
    match edit:
        case Replace(value=value):
            return _changed(root, own, lambda node: _node(value.exact, node.location))
        case Put(value=value):
            return _changed(root, above, lambda node: _with(node, name, _node(value.exact, node.location)))
        case Drop():
            return _changed(root, above, lambda node: _without(node, name))
        case Lose(value=value):
            return _changed(root, above, lambda node: _lost(node, name, value.exact))
        case Exclude():
            return _changed(root, above, lambda node: _excluding(node, name, old=_is_old(root)))
        case Include():
            return _changed(root, above, lambda node: _including(node, name))
        case Retype(name=before, other=after):
            return _changed(root, own, lambda node: _retyped(node, before, after))
        case RefuseNull():
            return _changed(root, own, _refusing_null)
        case Allow(schema=schema):
            return _changed(root, own, lambda node: _allowing(node, _spoken(schema.exact, old=_is_old(root))))
        case Ask(schema=schema):
            return _changed(root, own, lambda node: _asking(node, _spoken(schema.exact, old=_is_old(root))))
        case _:
            assert_never(edit)


def _changed(node: Node, tokens: list[str], change: Change) -> Node:
    """The node with the one below it that the tokens lead to changed."""
    if not tokens:
        return change(node)
    key, rest = unescaped(tokens[0]), tokens[1:]
    match node:
        case Mapped(entries=entries):
            entry = replace(entries[key], node=_changed(entries[key].node, rest, change))
            return replace(node, entries={**entries, key: entry})
        case Sequence(items=items) if key.isdecimal() and int(key) < len(items):
            changed = _changed(items[int(key)], rest, change)
            return replace(node, items=(*items[: int(key)], changed, *items[int(key) + 1 :]))
        case _:
            raise KeyError(key)


def _mapped(node: Node, name: str) -> Mapped:
    """The node, if it is an object with that member; raises KeyError otherwise."""
    if isinstance(node, Mapped) and name in node.entries:
        return node
    raise KeyError(name)


def _object(node: Node) -> Mapped:
    """The node, if it is an object; raises KeyError otherwise."""
    if isinstance(node, Mapped):
        return node
    raise KeyError(plain(node))


def _without(node: Node, name: str) -> Node:
    mapped = _mapped(node, name)
    return replace(mapped, entries={key: entry for key, entry in mapped.entries.items() if key != name})


def _lost(node: Node, name: str, value: Json) -> Node:
    held = _mapped(node, name).entries[name].node
    items = held.items if isinstance(held, Sequence) else ()
    kept = tuple(item for item in items if not equal(plain(item), value))
    if len(kept) == len(items):
        raise KeyError(name)
    return _with(node, name, replace(held, items=kept)) if kept and isinstance(held, Sequence) else _without(node, name)


def _with(node: Node, name: str, value: Node) -> Node:
    """The object with a member, in the place of one of that name if there is one."""
    mapped = _object(node)
    entry = mapped.entries.get(name) or Entry(key=name, node=value, location=_below(mapped.location, name))
    return replace(mapped, entries={**mapped.entries, name: replace(entry, node=value)})


def _excluding(schema: Node, name: str, *, old: bool) -> Node:
    """The bound made exclusive, in the words of the document's dialect: a flag beside it, or a keyword in its place."""
    bound = _mapped(schema, name).entries[name]
    word = "exclusive" + name.capitalize()
    value = Scalar(value=True, location=bound.location) if old else bound.node
    return _with(schema if old else _without(schema, name), word, value)


def _including(schema: Node, name: str) -> Node:
    """The bound made inclusive, in the words that it is written in."""
    bound = _mapped(schema, name).entries[name]
    word = name.removeprefix("exclusive")
    if word == name:
        return _without(schema, "exclusive" + name.capitalize())
    return _with(_without(schema, name), word.lower(), bound.node)


def _retyped(types: Node, before: str, after: str) -> Node:
    """The value of `type` with one name for another; raises KeyError where it does not have the first."""
    match types:
        case Scalar(value=value) if value == before:
            return replace(types, value=after)
        case Sequence(items=items) if before in map(plain, items):
            named = [item for item in items if plain(item) != after]
            return replace(
                types, items=tuple(_retyped(item, before, after) if plain(item) == before else item for item in named)
            )
        case _:
            raise KeyError(before)


def _refusing_null(schema: Node) -> Node:
    mapped = _object(schema)
    if "nullable" in mapped.entries:
        return _without(mapped, "nullable")
    return _lost(mapped, "type", "null")


def _allowing(schema: Node, other: Json) -> Node:
    """A choice of what the schema asks for and another; what it says besides stays around the choice."""
    mapped = _object(schema)
    said = {key: entry for key, entry in mapped.entries.items() if key in ANNOTATIONS or key.startswith("x-")}
    asked = {key: entry for key, entry in mapped.entries.items() if key not in said}
    choice = (replace(mapped, entries=asked), _node(other, mapped.location))
    return _with(replace(mapped, entries=said), "anyOf", Sequence(items=choice, location=mapped.location))


def _asking(schema: Node, other: Json) -> Node:
    mapped = _object(schema)
    held = mapped.get("allOf")
    items = held.items if isinstance(held, Sequence) else ()
    added = (*items, _node(other, mapped.location))
    return _with(mapped, "allOf", Sequence(items=added, location=mapped.location))


def _spoken(schema: Json, *, old: bool) -> Json:
    """A schema in the words of its dialect: in OpenAPI 3.0 null is no type, and `exclusiveMinimum` a flag."""
    match schema:
        case list():
            return [_spoken(item, old=old) for item in schema]
        case dict() if old:
            said = {key: _spoken(value, old=old) for key, value in schema.items()}
            return _in_old_words(said)
        case _:
            return schema


def _in_old_words(schema: dict[str, Json]) -> Json:
    if schema.get("type") == "null":
        return {"enum": [None]}
    for bound in ("minimum", "maximum"):
        flag = "exclusive" + bound.capitalize()
        limit = schema.get(flag)
        if isinstance(limit, int | Decimal) and not isinstance(limit, bool):
            schema = {**schema, bound: limit, flag: True}
    return schema


def _is_old(root: Node) -> bool:
    version = root.get("openapi") if isinstance(root, Mapped) else None
    return isinstance(version, Scalar) and str(version.value).startswith("3.0")


def _node(value: Json, location: Location) -> Node:
    """A value as nodes that all stand at one place."""
    match value:
        case dict():
            entries = {
                key: Entry(key=key, node=_node(inner, _below(location, key)), location=_below(location, key))
                for key, inner in value.items()
            }
            return Mapped(entries=entries, location=location)
        case list():
            items = tuple(_node(inner, _below(location, str(index))) for index, inner in enumerate(value))
            return Sequence(items=items, location=location)
        case float():
            return Scalar(value=Decimal(repr(value)), location=location)
        case _:
            return Scalar(value=value, location=location)


def _below(location: Location, key: str) -> Location:
    return replace(location, pointer=f"{location.pointer}/{escaped(key)}")
