"""What every emitter is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.emit.manifest import File
from fencepost.emit.python.imports import Import
from fencepost.ir.api import Api
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names
from fencepost.names.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A document with its inline types hoisted, its names, and what the user chose."""

    api: Api
    names: Names
    target: Target

    def path(self, name: str) -> str:
        """The path of a file of the import package, from the root of the output."""
        return f"{self.target.package}/{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A printed module, and which of its names are the package's own."""

    file: File
    public: tuple[Identifier, ...] = ()
    """Names to be had from the package itself, in any order."""

    lent: tuple[Import, ...] = ()
    """Names of other modules that belong to them."""


Emitter: TypeAlias = Callable[[Blueprint], Module | None]
"""Prints a module; None where the document needs none."""
