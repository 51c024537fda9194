"""References: what `$ref` leads to, inside a file and across local files.

Refused, each with its place: remote addresses, files outside the document's folder, places that do not exist, and
references that lead only to themselves.
Source: RFC 6901 (JSON Pointer); JSON Schema 2020-12, 8.2.3.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from fencepost.diagnostics import FencepostError, Location
from fencepost.ir.pointers import unescaped
from fencepost.read.builder import failure
from fencepost.read.document import Document, parse, read_text
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence
from fencepost.read.resources import Resource, Target, resources_of
from fencepost.read.scopes import Scope

MAX_CHAIN = 100


class Documents:
    """The root document and the local files it draws in, each parsed once."""

    def __init__(self, root: Document) -> None:
        self.root = root
        self._files: dict[str, Document] = {}
        self._paths = {Path(root.name).resolve(): root.name}
        self._by_place: dict[tuple[str, str], Resource] = {}
        self._by_uri: dict[str, Resource] = {}
        self._enter(root)

    def _enter(self, document: Document) -> None:
        self._files[document.name] = document
        for resource in resources_of(document):
            location = resource.root.location
            self._by_place.setdefault((location.file, location.pointer), resource)
            self._by_uri.setdefault(resource.uri, resource)

    @property
    def files(self) -> tuple[Document, ...]:
        """Every file read so far, the root first."""
        return tuple(self._files.values())

    def resolve(self, reference: Mapped) -> Target:
        """The end of a chain of references.

        Raises FencepostError F001 (no text), F002 (remote), F003 (outside the folder), F004 (dangling), F005 (a
        circle).
        """
        seen: dict[Location, None] = {}
        target = self.follow(reference.entries["$ref"])
        while isinstance(target.node, Mapped) and isinstance(target.node.get("$ref"), Scalar):
            if target.location in seen or len(seen) > MAX_CHAIN:
                location = reference.entries["$ref"].location
                raise failure(
                    "F005", "this reference leads only to itself", location, remedy="give it a schema to end at"
                )
            seen[target.location] = None
            target = self.follow(target.node.entries["$ref"])
        return target

    def follow(self, reference: Entry) -> Target:
        """What a reference names itself, be it another reference; raises as `resolve`."""
        text = _text(reference)
        address, _, fragment = text.partition("#")
        resource = self._resource(address, reference.location)
        return self._inside(resource, unquote(fragment), text, reference.location)

    def follow_dynamic(self, reference: Entry, scope: Scope) -> Target:
        """What a `$dynamicRef` names in a dynamic scope; raises as `resolve`."""
        address, _, fragment = _text(reference).partition("#")
        name = unquote(fragment)
        resource = self._resource(address, reference.location)
        if name in resource.dynamic:
            return scope.meaning(name) or resource.dynamic[name]
        if address or name in resource.anchors or name.startswith("/"):
            return self.follow(reference)
        # A template often leaves its own anchor out: what stands around it, or anywhere in the document, is meant.
        met = scope.meaning(name) or self._dynamic_anywhere(name)
        return met or self.follow(reference)

    def _dynamic_anywhere(self, name: str) -> Target | None:
        return next((one.dynamic[name] for one in self._by_place.values() if name in one.dynamic), None)

    def resources_around(self, location: Location) -> tuple[Resource, ...]:
        """The resources that hold a place, the outermost first."""
        tokens = location.pointer.split("/")
        places = ((location.file, "/".join(tokens[: count + 1])) for count in range(len(tokens)))
        return tuple(self._by_place[place] for place in places if place in self._by_place)

    def _resource(self, address: str, location: Location) -> Resource:
        """What an address names beside a place: the resource around it, one with that `$id`, else a file."""
        around = self.resources_around(location)[-1]
        if not address:
            return around
        known = self._by_uri.get(urljoin(around.uri, address))
        return known or self._by_place[self._document(address, location, around).name, ""]

    def _inside(self, resource: Resource, fragment: str, text: str, origin: Location) -> Target:
        if fragment and not fragment.startswith("/"):
            return _anchored(resource, fragment, text, origin)
        whole = self._by_place[resource.root.location.file, ""]
        if text == "#" and _is_description(resource.root.node):
            remedy = "name the schema, or give the one that is meant an $id: then # is that schema"
            raise failure("F004", "# is the whole document, which is no schema", origin, remedy=remedy)
        try:
            return _walk(resource.root, fragment, text, origin)
        except FencepostError:
            # A schema with an `$id` that was put into a document may still speak of `#/components` there.
            if whole is resource or not fragment.startswith("/components/"):
                raise
            return _walk(whole.root, fragment, text, origin)

    def _document(self, address: str, location: Location, around: Resource) -> Document:
        if urlsplit(address).scheme or address.startswith(("//", "\\\\")):
            raise _elsewhere(address, location)
        base = urljoin(around.uri, address)
        try:
            return self._local(unquote(address), location)
        except FencepostError:
            if urlsplit(base).netloc and around is not self._by_place[location.file, ""]:
                raise _elsewhere(base, location) from None
            raise

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
            self._enter(parse(name, text))
        return self._files[name]


def _is_description(node: Node) -> bool:
    return isinstance(node, Mapped) and "openapi" in node.entries


def _text(reference: Entry) -> str:
    text = reference.node.value if isinstance(reference.node, Scalar) else None
    if not isinstance(text, str):
        remedy = f'write it like {reference.key}: "#/components/schemas/Thing"'
        raise failure("F001", "a reference must be text", reference.location, remedy=remedy)
    return text


def _elsewhere(address: str, location: Location) -> FencepostError:
    remedy = "save the file beside the document and refer to it by its path"
    return failure("F002", f"{address} is elsewhere; only local files are read", location, remedy=remedy)


def _walk(root: Target, fragment: str, text: str, origin: Location) -> Target:
    node, location = root.node, root.location
    for token in fragment.split("/")[1:]:
        key = unescaped(token)
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


def _anchored(resource: Resource, name: str, text: str, origin: Location) -> Target:
    """The schema of a resource whose `$anchor` (or `$dynamicAnchor`) is the name."""
    if name in resource.anchors:
        return resource.anchors[name]
    remedy = f"write $anchor: {name} in the schema that is meant"
    raise failure("F004", f"{text} leads nowhere: no schema has this anchor", origin, remedy=remedy)
