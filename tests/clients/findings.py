"""The list of findings, and the place in the document that each speaks of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import yaml
from fencepost.ir.pointers import steps_of

from .mocks import SPEC

LIST = Path(__file__).parent / "findings.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something at which versions of the client and the document do not agree."""

    title: str
    versions: tuple[str, ...]
    call: str
    client: str
    document: str
    says: str
    mock: str
    facts: tuple[str, ...]

    def place(self) -> str:
        """File and line of the document. Raises LookupError where it has no such place."""
        node = yaml.compose(SPEC.read_text(encoding="utf-8"))
        line = 1
        for step in steps_of(self.document):
            key, node = _entry(node, step)
            line = key.start_mark.line + 1
        return f"spec/{SPEC.name}:{line}"


def _entry(node: yaml.Node, step: str) -> tuple[yaml.Node, yaml.Node]:
    """Where a member of a node begins, and the member."""
    match node:
        case yaml.MappingNode(value=members):
            found = [(key, value) for key, value in members if key.value == step]
        case yaml.SequenceNode(value=items):
            found = [(items[int(step)], items[int(step)])]
        case _:
            found = []
    if not found:
        raise LookupError(f"the document has nothing at {step}")
    return found[0]


def findings() -> tuple[Finding, ...]:
    """The list, as it stands in its file."""
    read = tomllib.loads(LIST.read_text(encoding="utf-8"))["finding"]
    lists = ("versions", "facts")
    return tuple(Finding(**{**entry, **{name: tuple(entry[name]) for name in lists}}) for entry in read)
