"""Which modules of the runtime a package needs: those that its own modules import, and those that these import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from fencepost.emit.manifest import File

FOLDER = "_runtime"


def needed_runtime(runtime: tuple[File, ...], modules: tuple[File, ...]) -> tuple[File, ...]:
    """The files of the runtime that the modules lead to; its `__init__.py` is always among them."""
    by_name = {PurePosixPath(file.path).stem: file for file in runtime}
    waiting = ["__init__", *(name for file in modules for name in _from_runtime(file))]
    wanted: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in wanted:
            wanted.add(name)
            waiting += _beside(by_name[name])
    return tuple(file for name, file in by_name.items() if name in wanted)


def _from_runtime(file: File) -> Iterator[str]:
    """The modules of the runtime that a module of the package imports from, however deep it stands."""
    for node in _relative_imports(file):
        first, _, rest = (node.module or "").partition(".")
        if first == FOLDER:
            yield from [rest] if rest else (alias.name for alias in node.names)


def _beside(file: File) -> Iterator[str]:
    """The modules of the runtime that one of them imports from."""
    for node in _relative_imports(file):
        yield from [node.module] if node.module else (alias.name for alias in node.names)


def _relative_imports(file: File) -> Iterator[ast.ImportFrom]:
    nodes = ast.walk(ast.parse(file.text)) if file.path.endswith(".py") else ()
    yield from (node for node in nodes if isinstance(node, ast.ImportFrom) and node.level)
