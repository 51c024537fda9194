"""What the readers of one document share: its files, the components found so far, the ledger and the remarks."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache

import jsonschema_rs

from fencepost.diagnostics import Diagnostics, FencepostError, Location
from fencepost.ir.api import Occurrence
from fencepost.read.keywords import keyword_kind
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, Sequence
from fencepost.read.refs import Documents, Target

_COMPONENT = re.compile(r"/components/schemas/([^/]+)")


@dataclass(slots=True)
class Context:
    """Shared by the readers; grows while they go."""

    documents: Documents
    sink: Diagnostics
    old_dialect: bool
    """Whether schemas are those of OpenAPI 3.0: `nullable`, boolean `exclusiveMinimum`, no siblings of `$ref`."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """The component that a place (file, pointer) became."""

    waiting: deque[tuple[str, Target]] = field(default_factory=deque)
    """Components that were referred to and are still to be read."""

    ledger: dict[tuple[str, str, str], Occurrence] = field(default_factory=dict)

    def component_name(self, reference: Mapped) -> str | None:
        """The component a reference leads to, to be read if it is new; None after an error was reported."""
        try:
            self.documents.resolve(reference)
            target = self.documents.step(reference)
        except FencepostError as error:
            self.sink.add(*error.diagnostics)
            return None
        return self.name_of(target)

    def name_of(self, target: Target) -> str:
        """The name of the component at a place, to be read if it is new."""
        place = (target.location.file, target.location.pointer)
        if place not in self.names:
            self.names[place] = self._new_name(target.location)
            self.waiting.append((self.names[place], target))
        return self.names[place]

    def _new_name(self, location: Location) -> str:
        inside = _COMPONENT.fullmatch(location.pointer)
        if inside and location.file == self.documents.root.name:
            return inside[1].replace("~1", "/").replace("~0", "~")
        words = [token for token in re.split(r"[^A-Za-z0-9]+", location.pointer) if token] or ["Root"]
        stem = words[-1] if not words[-1].isdecimal() else "".join(word[:1].upper() + word[1:] for word in words[-3:])
        taken = set(self.names.values()) | self._declared()
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
        return isinstance(node, Scalar) and isinstance(node.value, str) and _is_readable(node.value)

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
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except ValueError:
        return False
    return True


def member(node: Node | None, key: str) -> Node | None:
    """A member of a node that may be an object, or None."""
    return node.get(key) if isinstance(node, Mapped) else None
