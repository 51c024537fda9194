"""Schema resources: what `$id` sets apart in a document, and the anchors in each.

A reference is read against the resource it stands in: `#/a` and `#name` speak of that resource, not of the file.
Source: JSON Schema 2020-12, core 8.2 ($id, $anchor, $dynamicAnchor), 9.2 (base URIs).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

from fencepost.diagnostics import Location
from fencepost.read.document import Document
from fencepost.read.keywords import SUBSCHEMA_LISTS, SUBSCHEMA_MAPS, SUBSCHEMAS
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a reference ends."""

    node: Node = field(compare=False)
    location: Location
    """Of the key under which the target stands, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A document, or a schema inside it that has an `$id`."""

    uri: str
    """What references are resolved against: of a document its name."""

    root: Target
    anchors: dict[str, Target] = field(default_factory=dict, hash=False)
    dynamic: dict[str, Target] = field(default_factory=dict, hash=False)
    """Those of the anchors that `$dynamicAnchor` makes."""

    def holds(self, location: Location) -> bool:
        """Whether a place lies inside, be it in a resource of its own there."""
        own, other = self.root.location, location
        return own.file == other.file and f"{other.pointer}/".startswith(f"{own.pointer}/")


def resources_of(document: Document) -> tuple[Resource, ...]:
    """The resources of a document: the document itself first, each before those inside it."""
    whole = Resource(uri=document.name, root=Target(node=document.root, location=document.root.location))
    found, around = [whole], [whole]
    for target in _schemas(document.root):
        while not around[-1].holds(target.location):
            around.pop()
        opened = _opened(target, around[-1])
        found += opened
        around += opened
        _enter_anchors(target, around[-1])
    return tuple(found)


def _opened(target: Target, around: Resource) -> tuple[Resource, ...]:
    """The resource that a schema with an `$id` begins."""
    address = urldefrag(_text(target.node, "$id") or "").url
    return (Resource(uri=urljoin(around.uri, address), root=target),) if address else ()


def _enter_anchors(target: Target, resource: Resource) -> None:
    # Drafts before 2019-09 wrote an anchor as `$id: "#name"`.
    old, dynamic = urldefrag(_text(target.node, "$id") or "").fragment, _text(target.node, "$dynamicAnchor")
    for name in (old, _text(target.node, "$anchor"), dynamic):
        if name:
            resource.anchors.setdefault(name, target)
    if dynamic:
        resource.dynamic.setdefault(dynamic, target)


def _text(node: Node, key: str) -> str | None:
    value = node.get(key) if isinstance(node, Mapped) else None
    return value.value if isinstance(value, Scalar) and isinstance(value.value, str) else None


_OF_A_SCHEMA = frozenset(("$id", "$schema", "$anchor", "$dynamicAnchor", "$defs", "properties"))
_VALUES = frozenset(("example", "examples", "default", "enum", "const", "value"))


def _schemas(root: Node) -> Iterator[Target]:
    """Every schema of a document, from the outside in, in its order.

    Below a schema only keywords lead to schemas: what an unknown keyword or an example holds is a value.
    """
    waiting: list[tuple[Target, bool]] = [(Target(node=root, location=root.location), False)]
    while waiting:
        target, is_schema = waiting.pop()
        node = target.node
        if isinstance(node, Sequence):
            waiting += [(Target(node=item, location=item.location), is_schema) for item in reversed(node.items)]
        elif isinstance(node, Mapped):
            if is_schema or not _OF_A_SCHEMA.isdisjoint(node.entries):
                yield target
                waiting += reversed([inner for entry in node.entries.values() for inner in _in_schema(entry)])
            else:
                waiting += reversed([inner for entry in node.entries.values() for inner in _beside(entry)])


def _in_schema(entry: Entry) -> Iterator[tuple[Target, bool]]:
    """What a keyword of a schema holds of schemas."""
    if entry.key in SUBSCHEMAS or entry.key in SUBSCHEMA_LISTS:
        yield Target(node=entry.node, location=entry.location), True
    elif entry.key in SUBSCHEMA_MAPS and isinstance(entry.node, Mapped):
        yield from _members(entry.node)


def _beside(entry: Entry) -> Iterator[tuple[Target, bool]]:
    """What a member of anything else holds."""
    if entry.key == "schemas" and isinstance(entry.node, Mapped):
        yield from _members(entry.node)
    elif entry.key not in _VALUES:
        yield Target(node=entry.node, location=entry.location), entry.key == "schema"


def _members(node: Mapped) -> Iterator[tuple[Target, bool]]:
    for entry in node.entries.values():
        yield Target(node=entry.node, location=entry.location), True
