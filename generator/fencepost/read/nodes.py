"""Nodes: the values of a document, each with its file, line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from fencepost.diagnostics import Location
from fencepost.ir.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A null, boolean, number or string."""

    value: bool | int | Decimal | str | None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """An array."""

    items: tuple[Node, ...]
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A member of an object; its location is that of the key."""

    key: str
    node: Node
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """An object."""

    entries: Mapping[str, Entry] = field(hash=False)
    location: Location

    def get(self, key: str) -> Node | None:
        """The value of a member, or None."""
        entry = self.entries.get(key)
        return None if entry is None else entry.node


Node: TypeAlias = Scalar | Sequence | Mapped


def plain(node: Node) -> Json:
    """The JSON value of a node, without places."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapped(entries=entries):
            return {key: plain(entry.node) for key, entry in entries.items()}
