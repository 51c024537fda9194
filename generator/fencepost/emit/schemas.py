"""schemas.py: the schemas of components that a validator needs at run time, as the document has them."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.draft import draft_of
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code
from fencepost.emit.render import render
from fencepost.ir.values import JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaView:
    """One schema under its name in the document."""

    name: str
    text: JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemasView:
    """What the template lays out."""

    banner: Code
    schemas: tuple[SchemaView, ...]


def emit_schemas(blueprint: Blueprint) -> Module | None:
    """`schemas.py`; None where no validator needs one."""
    schemas = draft_of(blueprint).schemas
    if not schemas:
        return None
    view = SchemasView(
        banner=banner(blueprint.api),
        schemas=tuple(SchemaView(name=name, text=text) for name, text in schemas.items()),
    )
    return Module(file=File(path=blueprint.path("schemas.py"), text=render("schemas.py.jinja", view)))
