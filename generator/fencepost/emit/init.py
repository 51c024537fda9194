"""The package's own module: its public names, and the document they come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from fencepost.emit.banner import banner, document_name
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code
from fencepost.emit.python.imports import Import, import_lines
from fencepost.emit.render import render


@dataclass(frozen=True, slots=True, kw_only=True)
class InitView:
    """What the template lays out."""

    banner: Code
    title: str
    imports: Code
    public: tuple[str, ...]
    digest: str


def emit_init(blueprint: Blueprint, modules: tuple[Module, ...]) -> File:
    """`__init__.py`, with the public names of the modules."""
    api = blueprint.api
    imports = tuple(found for module in modules for found in _imports(module))
    view = InitView(
        banner=banner(api),
        title=f"Client of {api.title} {api.version}, made from {document_name(api.source)}.",
        imports=import_lines(imports),
        public=("SPEC_HASH", *(name for _, name in imports)),
        digest=api.digest,
    )
    return File(path=blueprint.path("__init__.py"), text=render("__init__.py.jinja", view))


def _imports(module: Module) -> tuple[Import, ...]:
    path = PurePosixPath(module.file.path).with_suffix("")
    own = (("." + ".".join(path.parts[1:]), name) for name in module.public)
    return (*own, *module.lent)
