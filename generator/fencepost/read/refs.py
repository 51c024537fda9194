"""References: what `$ref` leads to, inside a file and across local files.

Refused, each with its place: remote addresses, files outside the document's folder, places that do not exist, and
references that lead only to themselves.
Source: RFC 6901 (JSON Pointer); JSON Schema 2020-12, 8.2.3.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fencepost.diagnostics import FencepostError, Location
from fencepost.read.builder import failure
from fencepost.read.document import Document, parse, read_text
from fencepost.read.nodes import Mapped, Node, Scalar, Sequence

MAX_CHAIN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a reference ends."""

    node: Node
    location: Location
    """Of the key under which the target stands, where it has one."""


class Documents:
    """The root document and the local files it draws in, each parsed once."""

    def __init__(self, root: Document) -> None:
        self.root = root
        self._files = {root.name: root}
        self._paths = {Path(root.name).resolve(): root.name}

    @property
    def files(self) -> tuple[Document, ...]:
        """Every file read so far, the root first."""
        return tuple(self._files.values())

    def resolve(self, reference: Mapped) -> Target:
        """The end of a chain of references.

        Raises FencepostError F001 (no text), F002 (remote), F003 (outside the folder), F004 (dangling), F005 (a
        circle).
        """
        seen: dict[tuple[str, str], None] = {}
        target = self._step(reference)
        while isinstance(target.node, Mapped) and isinstance(target.node.get("$ref"), Scalar):
            place = (target.location.file, target.location.pointer)
            if place in seen or len(seen) > MAX_CHAIN:
                location = reference.entries["$ref"].location
                raise failure(
                    "F005", "this reference leads only to itself", location, remedy="give it a schema to end at"
                )
            seen[place] = None
            target = self._step(target.node)
        return target

    def step(self, reference: Mapped) -> Target:
        """What a reference names itself, be it another reference; raises as `resolve`."""
        return self._step(reference)

    def _step(self, reference: Mapped) -> Target:
        entry = reference.entries["$ref"]
        text = entry.node.value if isinstance(entry.node, Scalar) else None
        if not isinstance(text, str):
            remedy = 'write it like $ref: "#/components/schemas/Thing"'
            raise failure("F001", "a reference must be text", entry.location, remedy=remedy)
        address, _, fragment = text.partition("#")
        document = self._document(address, entry.location)
        return _walk(document, unquote(fragment), text, entry.location)

    def _document(self, address: str, location: Location) -> Document:
        if not address:
            return self._files[location.file]
        if urlsplit(address).scheme or address.startswith(("//", "\\\\")):
            remedy = "save the file beside the document and refer to it by its path"
            raise failure("F002", f"{address} is elsewhere; only local files are read", location, remedy=remedy)
        return self._local(unquote(address), location)

    def _local(self, address: str, location: Location) -> Document:
        if "://" in self.root.name or self.root.name == "-":
            remedy = "save the document and its files in one folder"
            raise failure("F002", f"{address} cannot be found from {self.root.name}", location, remedy=remedy)
        folder = Path(self.root.name).resolve().parent
        path = Path(location.file).parent / address
        if not path.resolve().is_relative_to(folder):
            remedy = "keep every file of the document in its folder"
            raise failure("F003", f"{address} lies outside the document's folder", location, remedy=remedy)
        return self._load(path, address, location)

    def _load(self, path: Path, address: str, location: Location) -> Document:
        name = self._paths.setdefault(path.resolve(), str(path))
        if name not in self._files:
            try:
                text = read_text(name)
            except FencepostError as error:
                reason = error.diagnostics[0].message
                remedy = f"it is looked for beside {location.file}; correct the path, or add the file"
                raise failure("F004", f"{address} cannot be read: {reason}", location, remedy=remedy) from None
            self._files[name] = parse(name, text)
        return self._files[name]


def _walk(document: Document, fragment: str, text: str, origin: Location) -> Target:
    node = document.root
    location = node.location
    if fragment and not fragment.startswith("/"):
        return _anchor(document, fragment, text, origin)
    for token in fragment.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        step = _child(node, key)
        if step is None:
            raise failure("F004", f"{text} leads nowhere: there is no {key!r}", origin, remedy=_nearest(node, key))
        node, location = step
    return Target(node=node, location=location)


def _child(node: Node, key: str) -> tuple[Node, Location] | None:
    match node:
        case Mapped(entries=entries) if key in entries:
            return entries[key].node, entries[key].location
        case Sequence(items=items) if key.isdecimal() and int(key) < len(items):
            return items[int(key)], items[int(key)].location
    return None


def _nearest(node: Node, key: str) -> str:
    names = list(node.entries) if isinstance(node, Mapped) else []
    close = difflib.get_close_matches(key, names, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"there are {', '.join(names[:8])}{', …' if names[8:] else ''}" if names else "there is nothing below it"


def _anchor(document: Document, name: str, text: str, origin: Location) -> Target:
    """The schema whose `$anchor` (or `$dynamicAnchor`) is the name."""
    waiting: list[Node] = [document.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting += node.items
        if isinstance(node, Mapped):
            anchors = [node.get("$anchor"), node.get("$dynamicAnchor")]
            if any(isinstance(anchor, Scalar) and anchor.value == name for anchor in anchors):
                return Target(node=node, location=node.location)
            waiting += [entry.node for entry in node.entries.values()]
    remedy = f"write $anchor: {name} in the schema that is meant"
    raise failure("F004", f"{text} leads nowhere: no schema has this anchor", origin, remedy=remedy)
