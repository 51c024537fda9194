"""The whole document as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fencepost.diagnostics import Location
from fencepost.ir.http import Operation, SecurityScheme
from fencepost.ir.types import NO_ANNOTATIONS, Annotations, Type
from fencepost.ir.values import JsonText

KeywordKind = Literal["assertion", "annotation", "structure", "extension", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One keyword at one place of a schema: a line of the ledger."""

    keyword: str
    kind: KeywordKind
    residual: bool = False
    """Whether only a validator can tell what it asks for."""

    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A named type."""

    name: str
    type: Type
    schema: JsonText
    """The schema as the document wrote it, in JSON Schema 2020-12; references lead to `#/components/schemas/NAME`."""

    annotations: Annotations = NO_ANNOTATIONS
    lifecycle: JsonText | None = None
    """`x-fencepost-lifecycle`, as written: states of a resource over time; None where the document gives none."""

    identifier: str | None = None
    """`x-fencepost-id`: the field that identifies a resource of this type; None where names alone tell."""

    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word that operations are grouped by, explained."""

    name: str
    description: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One of the files a document was read from."""

    path: str
    """From the folder of the root, with slashes; the last name alone for the root itself."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One OpenAPI document, read."""

    title: str
    version: str
    description: str | None
    source: str
    """The name the document was given by."""

    digest: str
    """SHA-256 of the document's text (of every file it draws in), in hexadecimal."""

    servers: tuple[str, ...] = ()
    """Addresses, absolute or relative; variables with a default are filled in."""

    tags: tuple[Tag, ...] = ()
    components: tuple[Component, ...] = ()
    operations: tuple[Operation, ...] = ()
    security_schemes: tuple[SecurityScheme, ...] = ()
    ledger: tuple[Occurrence, ...] = ()
    """Every keyword occurrence of every schema reached, in the order of the document."""

    files: tuple[Source, ...] = field(default=(), repr=False, compare=False)
    """What it was read from, as it stands there, the root first."""

    _components: Mapping[str, Component] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The one lookup built on frozen data: a scan for each reference would be quadratic in the document.
        object.__setattr__(self, "_components", {component.name: component for component in self.components})

    def component(self, name: str) -> Component:
        """The component of that name.

        Raises KeyError: a reference that leads nowhere was refused while reading.
        """
        return self._components[name]

    def operation(self, operation_id: str) -> Operation | None:
        """The operation of that id, or None."""
        return next((operation for operation in self.operations if operation.id == operation_id), None)

    def scheme(self, key: str) -> SecurityScheme | None:
        """The security scheme of that key, or None."""
        return next((scheme for scheme in self.security_schemes if scheme.key == key), None)
