"""An edit applied to a document: the same document, with one place changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias, assert_never

from fencepost.diagnostics import Location
from fencepost.ir.edits import Drop, Edit, Exclude, LeaveOut, Lose, Rename, Replace
from fencepost.ir.pointers import escaped, unescaped
from fencepost.ir.values import Json, equal, freeze
from fencepost.read.document import Document
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence, plain

Change: TypeAlias = Callable[[Node], Node]


def edited(document: Document, edit: Edit) -> Document:
    """The document with the edit made; every place keeps its line, the text is JSON.

    Raises KeyError where the edit's pointer leads nowhere: it was made for another document.
    """
    root = _edited(document.root, edit)
    return Document(name=document.name, root=root, text=freeze(plain(root)).text)


def _edited(root: Node, edit: Edit) -> Node:
    *above, key = edit.pointer.split("/")[1:]
    name = unescaped(key)
    match edit:
        case Replace(value=value):
            return _changed(root, [*above, key], lambda node: _node(value.exact, node.location))
        case Drop():
            return _changed(root, above, lambda node: _without(node, name))
        case Lose(value=value):
            return _changed(root, above, lambda node: _lost(node, name, value.exact))
        case Rename(name=new):
            return _changed(root, above[:-1], lambda node: _renamed(node, name, new))
        case LeaveOut():
            return _changed(root, above[:-1], lambda node: _left_out(node, name))
        case Exclude():
            return _changed(root, above, lambda node: _excluding(node, name, old=_is_old(root)))
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
    mapped = _mapped(node, name)
    return replace(mapped, entries={**mapped.entries, name: replace(mapped.entries[name], node=value)})


def _renamed(schema: Node, name: str, new: str) -> Node:
    properties = _mapped(_mapped(schema, "properties").entries["properties"].node, name)
    entries = {
        (new if key == name else key): replace(entry, key=new) if key == name else entry
        for key, entry in properties.entries.items()
    }
    renamed = _with(schema, "properties", replace(properties, entries=entries))
    return _required(renamed, lambda required: new if required == name else required)


def _left_out(schema: Node, name: str) -> Node:
    properties = _mapped(schema, "properties").entries["properties"].node
    without = _with(schema, "properties", _without(properties, name))
    return _required(without, lambda required: None if required == name else required)


def _required(schema: Node, told: Callable[[Json], Json]) -> Node:
    """The schema with each name it requires replaced by what it is told to be; None takes it out."""
    held = schema.get("required") if isinstance(schema, Mapped) else None
    if not isinstance(held, Sequence):
        return schema
    names = [(told(plain(item)), item.location) for item in held.items]
    kept = tuple(_node(name, location) for name, location in names if name is not None)
    return _with(schema, "required", replace(held, items=kept)) if kept else _without(schema, "required")


def _excluding(schema: Node, name: str, *, old: bool) -> Node:
    """The bound made exclusive, in the words of the document's dialect: a flag beside it, or a keyword in its place."""
    bound = _mapped(schema, name).entries[name]
    word = "exclusive" + name.capitalize()
    value = Scalar(value=True, location=bound.location) if old else bound.node
    rest = schema if old else _without(schema, name)
    entries = rest.entries if isinstance(rest, Mapped) else {}
    return Mapped(
        entries={**entries, word: Entry(key=word, node=value, location=bound.location)}, location=schema.location
    )


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
