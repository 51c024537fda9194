"""The whole package: what every emitter says, formatted once, with the runtime beside it."""

from __future__ import annotations

from fencepost.emit.blueprint import Blueprint, Emitter
from fencepost.emit.client import emit_client
from fencepost.emit.errors import emit_errors
from fencepost.emit.files import drawing_files, format_python, runtime_files
from fencepost.emit.index import emit_index
from fencepost.emit.init import emit_init
from fencepost.emit.manifest import File, Package
from fencepost.emit.models import emit_models
from fencepost.emit.operations import emit_operations
from fencepost.emit.project import emit_project
from fencepost.emit.readme import emit_readme
from fencepost.emit.rules import emit_rules
from fencepost.emit.runtime import FOLDER, needed_runtime
from fencepost.emit.schemas import emit_schemas
from fencepost.emit.surface import surface_of
from fencepost.emit.testing import DRAWING, testing_files

EMITTERS: tuple[Emitter, ...] = (emit_client, emit_errors, emit_models, emit_operations, emit_rules, emit_schemas)
"""One function a module of the package, in the order in which their public names are read."""


def emit_package(blueprint: Blueprint) -> Package:
    """The files of the package and its surface."""
    modules = tuple(module for emitter in EMITTERS if (module := emitter(blueprint)) is not None)
    printed = format_python(
        (emit_init(blueprint, modules), *(module.file for module in modules), *testing_files(blueprint))
    )
    # The runtime is ordinary code of the tool, formatted with it; its bytes are the same in every package.
    runtime = needed_runtime(runtime_files(blueprint.path(FOLDER)), printed)
    files = (
        emit_project(blueprint, runtime),
        emit_readme(blueprint),
        emit_index(blueprint),
        *printed,
        File(path=blueprint.path("py.typed"), text=""),
        *runtime,
        *drawing_files(blueprint.path(DRAWING)),
    )
    return Package(files=files, surface=surface_of(blueprint.api, blueprint.names))
