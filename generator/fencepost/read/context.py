"""What the readers of one document share: its files, the components found so far, the ledger and the remarks."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlsplit

import jsonschema_rs

from fencepost.diagnostics import Diagnostics, FencepostError, Location
from fencepost.ir.api import Occurrence
from fencepost.ir.ecma import spelled_out
from fencepost.ir.pointers import unescaped
from fencepost.read.keywords import keyword_kind
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence
from fencepost.read.refs import Documents
from fencepost.read.resources import Target
from fencepost.read.scopes import NO_SCOPE, Scope

_DIALECT_HOSTS = ("json-schema.org", "spec.openapis.org", "")
_COMPONENT = re.compile(r"/components/schemas/([^/]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A component that is still to be read."""

    name: str
    target: Target
    scope: Scope


@dataclass(slots=True)
class Context:
    """Shared by the readers; grows while they go."""

    documents: Documents
    sink: Diagnostics
    old_dialect: bool
    """Whether schemas are those of OpenAPI 3.0: `nullable`, boolean `exclusiveMinimum`, no siblings of `$ref`."""

    names: dict[tuple[Location, tuple[tuple[str, Target], ...]], str] = field(default_factory=dict)
    """The component that a place became, as seen from what the dynamic anchors around it stand for."""

    taken: set[str] = field(default_factory=set)
    """The names of components."""

    waiting: deque[Waiting] = field(default_factory=deque)
    """Components that were referred to and are still to be read."""

    scope: Scope = NO_SCOPE
    """The dynamic scope of what is being read."""

    ledger: dict[tuple[str, str, str], Occurrence] = field(default_factory=dict)

    def component_names(self, node: Mapped) -> tuple[str, ...]:
        """The components that a schema's references lead to, to be read if they are new; errors are reported."""
        found: list[str] = []
        for keyword in ("$ref", "$dynamicRef"):
            if keyword in node.entries:
                try:
                    found.append(self._component_name(node, keyword))
                except FencepostError as error:
                    self.sink.add(*error.diagnostics)
        return tuple(found)

    def _component_name(self, node: Mapped, keyword: str) -> str:
        entry = node.entries[keyword]
        scope = self.scope.within(self.documents.resources_around(entry.location))
        if keyword == "$dynamicRef":
            return self.name_of(self.documents.follow_dynamic(entry, scope), scope)
        self.documents.resolve(node)
        return self.name_of(self.documents.follow(entry), scope)

    def name_of(self, target: Target, scope: Scope) -> str:
        """The name of the component at a place, seen from a dynamic scope; to be read if it is new."""
        inside = scope.entering(self.documents.resources_around(target.location)[-1:])
        key = (target.location, inside.bound)
        if key not in self.names:
            self.names[key] = self._new_name(target.location)
            self.taken.add(self.names[key])
            begun = replace(inside, origin=target.location)
            self.waiting.append(Waiting(name=self.names[key], target=target, scope=begun))
        return self.names[key]

    def declare(self, target: Target) -> None:
        """Put a declared schema in line, seen from the document itself."""
        self.name_of(target, NO_SCOPE.entering(self.documents.resources_around(target.location)))

    def _new_name(self, location: Location) -> str:
        inside = _COMPONENT.fullmatch(location.pointer)
        declared = unescaped(inside[1]) if inside else None
        if declared is not None and location.file == self.documents.root.name and declared not in self.taken:
            return declared
        words = [token for token in re.split(r"[^A-Za-z0-9]+", location.pointer) if token] or ["Root"]
        stem = words[-1] if not words[-1].isdecimal() else "".join(word[:1].upper() + word[1:] for word in words[-3:])
        taken = self.taken | self._declared()
        candidates = [stem, *(f"{stem}{number}" for number in range(2, len(taken) + 3))]
        return next(name for name in candidates if name not in taken)

    def _declared(self) -> set[str]:
        schemas = member(member(self.documents.root.root, "components"), "schemas")
        return set(schemas.entries) if isinstance(schemas, Mapped) else set()

    def record(self, entry: Entry, *, residual: bool = False) -> None:
        """Put a keyword occurrence into the ledger, once."""
        key = (entry.location.file, entry.location.pointer, entry.key)
        if key not in self.ledger or residual:
            kind = keyword_kind(entry.key)
            self.ledger[key] = Occurrence(keyword=entry.key, kind=kind, residual=residual, location=entry.location)

    def disown(self, entry: Entry) -> None:
        """Put a keyword occurrence into the ledger as one that nobody enforces, since it cannot be read there."""
        key = (entry.location.file, entry.location.pointer, entry.key)
        self.ledger[key] = Occurrence(keyword=entry.key, kind="unknown", residual=False, location=entry.location)

    def reads_pattern(self, node: Node) -> bool:
        """Whether an engine can read a pattern."""
        return isinstance(node, Scalar) and isinstance(node.value, str) and self.reads(node.value)

    def reads(self, pattern: str) -> bool:
        """As `reads_pattern`, of its text."""
        return _is_readable(pattern)

    def refuse_foreign_dialect(self, node: Mapped) -> None:
        """Report a schema whose `$schema` is a dialect of another host: what its keywords mean is written there."""
        entry = node.entries.get("$schema")
        text = entry.node.value if entry is not None and isinstance(entry.node, Scalar) else None
        if entry is None or not isinstance(text, str) or urlsplit(text).netloc in _DIALECT_HOSTS:
            return
        remedy = "drop $schema, where the schema is one of JSON Schema 2020-12"
        self.error(
            "F002", f"the dialect {text} is elsewhere; only those of JSON Schema are read", entry.location, remedy
        )

    def warn(self, code: str, message: str, location: Location, remedy: str | None = None) -> None:
        """Report what is readable but was meant otherwise."""
        self.sink.warning(code, message, location, remedy=remedy)

    def error(self, code: str, message: str, location: Location, remedy: str | None = None) -> None:
        """Report what cannot be read as its author must have meant it."""
        self.sink.error(code, message, location, remedy=remedy)

    def text(self, node: Mapped, key: str) -> str | None:
        """A member that should be text; None where it is absent, or after an error was reported."""
        entry = node.entries.get(key)
        if entry is None:
            return None
        if isinstance(entry.node, Scalar) and isinstance(entry.node.value, str):
            return entry.node.value
        self.error("S002", f"{key} must be text", entry.location, "put it in quotes")
        return None

    def flag(self, node: Mapped, key: str) -> bool:
        """A member that should be a boolean, false where it is absent."""
        entry = node.entries.get(key)
        if entry is None:
            return False
        if isinstance(entry.node, Scalar) and isinstance(entry.node.value, bool):
            return entry.node.value
        self.error("S002", f"{key} must be true or false", entry.location, "write true or false, without quotes")
        return False

    def mapped(self, node: Mapped, key: str) -> Mapped | None:
        """A member that should be an object; None where it is absent, or after an error was reported."""
        entry = node.entries.get(key)
        if entry is None:
            return None
        if isinstance(entry.node, Mapped):
            return entry.node
        if not (isinstance(entry.node, Scalar) and entry.node.value is None):
            self.error("S002", f"{key} must be an object", entry.location, f"write it like {key}: {{name: …}}")
        return None

    def items(self, node: Mapped, key: str) -> tuple[Node, ...]:
        """The items of a member that should be an array; none where it is absent, or after an error was reported."""
        entry = node.entries.get(key)
        if entry is None:
            return ()
        if isinstance(entry.node, Sequence):
            return entry.node.items
        self.error("S002", f"{key} must be an array", entry.location, f"write it like {key}: […]")
        return ()


@lru_cache(maxsize=4096)
def _is_readable(pattern: str) -> bool:
    try:
        jsonschema_rs.Draft202012Validator({"pattern": spelled_out(pattern)})
    except ValueError:
        return False
    return True


def member(node: Node | None, key: str) -> Node | None:
    """A member of a node that may be an object, or None."""
    return node.get(key) if isinstance(node, Mapped) else None
