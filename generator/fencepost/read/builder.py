"""Parser events to nodes, with a stack of its own, so that depth and the expansion of aliases are bounded by us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from fencepost.diagnostics import Diagnostic, FencepostError, Location, Related
from fencepost.ir.pointers import escaped
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence
from fencepost.read.scalars import resolve, tagged

MAX_NODES = 5_000_000
MAX_COPIES = 200_000
"""At most this many values are made by aliases: they are what makes a small text large."""

MAX_DEPTH = 100
"""Real documents nest their values up to 30 deep."""
_CODE_TAG = ("tag:yaml.org,2002:python", "tag:yaml.org,2002:binary")


def failure(
    code: str, message: str, location: Location, *, related: tuple[Related, ...] = (), remedy: str | None = None
) -> FencepostError:
    """The error at one place of a document."""
    return FencepostError(
        [Diagnostic(code=code, level="error", message=message, location=location, related=related, remedy=remedy)]
    )


@dataclass(slots=True)
class _Frame:
    """A collection that is still open."""

    location: Location
    mapping: bool
    items: list[Node]
    entries: dict[str, Entry]
    anchor: str | None
    key: Entry | None = None
    merging: bool = False
    """Whether the key is YAML's merge key."""


class Builder:
    """Turns parser events into nodes, with a stack of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.stack: list[_Frame] = []
        self.anchors: dict[str, Node] = {}
        self.nodes = 0
        self.copies = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser; raises FencepostError D010 to D013."""
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    remedy = "give each document a file of its own"
                    message = "a second document begins here; only one is read"
                    raise failure("D010", message, self._at(event), remedy=remedy)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.AliasEvent():
                self._alias(event)
            case _:
                pass  # Starts and ends of streams and documents carry no value.

    def _at(self, event: yaml.Event) -> Location:
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return Location(file=self.name, line=line, column=column, pointer=self._pointer())

    def _pointer(self) -> str:
        if not self.stack:
            return ""
        top = self.stack[-1]
        if top.mapping:
            return top.location.pointer if top.key is None else f"{top.location.pointer}/{escaped(top.key.key)}"
        return f"{top.location.pointer}/{len(top.items)}"

    def _open(self, event: yaml.Event) -> None:
        location = self._at(event)
        if len(self.stack) >= MAX_DEPTH:
            remedy = "name the inner ones under components/schemas, and refer to them"
            raise failure("D013", f"values are nested more than {MAX_DEPTH} deep", location, remedy=remedy)
        self._refuse_tag(event, location)
        mapping = isinstance(event, yaml.MappingStartEvent)
        if self._awaits_key():
            remedy = "write a plain name before the colon"
            raise failure("D012", "an object or array cannot be the name of a member", location, remedy=remedy)
        anchor = getattr(event, "anchor", None)
        self.stack.append(_Frame(location, mapping, [], {}, anchor))

    def _close(self) -> None:
        frame = self.stack.pop()
        node: Node = (
            Mapped(entries=frame.entries, location=frame.location)
            if frame.mapping
            else Sequence(items=tuple(frame.items), location=frame.location)
        )
        self._place(node, frame.anchor)

    def _awaits_key(self) -> bool:
        return bool(self.stack) and self.stack[-1].mapping and self.stack[-1].key is None

    def _refuse_tag(self, event: yaml.Event, location: Location) -> None:
        tag = getattr(event, "tag", None)
        if (tag is not None and not str(tag).startswith("tag:yaml.org,2002:")) or str(tag).startswith(_CODE_TAG):
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")
            raise failure("D012", f"the tag {shown} names no JSON value", location, remedy="write the plain value")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        location = self._at(event)
        self._refuse_tag(event, location)
        text = str(event.value)
        if self._awaits_key():
            self.stack[-1].merging = text == "<<" and bool(event.implicit[0])
            self._take_key(text, location)
            return
        value = resolve(text, location) if event.implicit[0] else tagged(event.tag, text, location)
        self._place(Scalar(value=value, location=location), event.anchor)

    def _take_key(self, key: str, location: Location) -> None:
        top = self.stack[-1]
        located = Location(
            file=location.file,
            line=location.line,
            column=location.column,
            pointer=f"{top.location.pointer}/{escaped(key)}",
        )
        first = top.entries.get(key)
        if first is not None:
            related = (Related(text="it is first given at", location=first.location),)
            remedy = "keep one of the two"
            raise failure("D011", f"the member {key!r} is given twice", located, related=related, remedy=remedy)
        top.key = Entry(key=key, node=Scalar(value=None, location=located), location=located)

    def _alias(self, event: yaml.AliasEvent) -> None:
        location = self._at(event)
        node = self.anchors.get(str(event.anchor))
        if node is None:
            remedy = f"write &{event.anchor} before the value that is meant, further up"
            raise failure("D010", f"the alias *{event.anchor} has no anchor before it", location, remedy=remedy)
        if self._awaits_key():
            if not isinstance(node, Scalar):
                message, remedy = "only a plain value can be the name of a member", "write the name out"
                raise failure("D012", message, location, remedy=remedy)
            self._take_key(str(node.value), location)
            return
        self._place(self._copy(node, location.pointer, location), None)

    def _copy(self, node: Node, pointer: str, alias: Location) -> Node:
        """The anchored value under the pointer where it is used; counted, so that aliases cannot explode."""
        self.copies += 1
        if self.copies > MAX_COPIES:
            message = f"aliases expand to more than {MAX_COPIES} values"
            raise failure("D013", message, alias, remedy="use $ref in place of aliases")
        located = Location(
            file=node.location.file, line=node.location.line, column=node.location.column, pointer=pointer
        )
        match node:
            case Scalar(value=value):
                return Scalar(value=value, location=located)
            case Sequence(items=items):
                copies = tuple(self._copy(item, f"{pointer}/{index}", alias) for index, item in enumerate(items))
                return Sequence(items=copies, location=located)
            case Mapped(entries=entries):
                return Mapped(entries=dict(self._copied(entries, pointer, alias)), location=located)

    def _copied(self, entries: Mapping[str, Entry], pointer: str, alias: Location) -> Iterator[tuple[str, Entry]]:
        for key, entry in entries.items():
            below = f"{pointer}/{escaped(key)}"
            yield key, Entry(key=key, node=self._copy(entry.node, below, alias), location=entry.location)

    def _count(self, location: Location) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            remedy = "split it into files that refer to each other by $ref"
            raise failure("D013", f"the document has more than {MAX_NODES} values", location, remedy=remedy)

    def _place(self, node: Node, anchor: str | None) -> None:
        self._count(node.location)
        if anchor is not None:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.mapping:
            top.items.append(node)
            return
        assert top.key is not None
        if top.merging and isinstance(node, Mapped | Sequence):
            self._merge(top, node)
        else:
            top.entries[top.key.key] = Entry(key=top.key.key, node=node, location=top.key.location)
        top.key = None
        top.merging = False

    def _merge(self, frame: _Frame, node: Node) -> None:
        """YAML's merge key: members that are not given here are taken over, the first source first."""
        sources = node.items if isinstance(node, Sequence) else (node,)
        for source in sources:
            if not isinstance(source, Mapped):
                remedy = "give << an alias of an object, or a list of them"
                raise failure("D012", "only objects can be merged in with <<", source.location, remedy=remedy)
            for key, entry in source.entries.items():
                frame.entries.setdefault(key, entry)
