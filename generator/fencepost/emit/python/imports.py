"""Imports of a printed module, sorted as ruff sorts them, so that no tool has to be run for it."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from fencepost.emit.python.code import Code

Import: TypeAlias = tuple[str, str]
"""Module and name: `("typing", "Any")`; an empty name imports the module itself. `.models` is relative."""

_MODULE = re.compile(r"\.*[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*|\.+", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|", re.ASCII)


def import_lines(imports: Iterable[Import]) -> Code:
    """The import statements, a name each once, in sections with a blank line between; empty without imports.

    Raises ValueError for what is no dotted name.
    """
    sections: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for module, name in imports:
        if not _MODULE.fullmatch(module) or not _NAME.fullmatch(name):
            raise ValueError(f"{module!r}, {name!r} cannot be imported")
        sections[_section(module)][module].add(name)
    return Code("\n\n".join(_section_lines(sections[number]) for number in sorted(sections)))


def _section(module: str) -> int:
    """From `__future__` to the package itself."""
    top = module.partition(".")[0]
    if module == "__future__":
        return 0
    if not top:
        return 3
    return 1 if top in sys.stdlib_module_names else 2


def _section_lines(modules: dict[str, set[str]]) -> str:
    whole = [f"import {module}" for module in sorted(modules, key=_module_order) if "" in modules[module]]
    named = [
        f"from {module} import {', '.join(sorted(names, key=_name_order))}"
        for module in sorted(modules, key=_module_order)
        if (names := modules[module] - {""})
    ]
    return "\n".join([*whole, *named])


def _module_order(module: str) -> tuple[int, str, str]:
    """Relative modules come from far to near."""
    dots = len(module) - len(module.lstrip("."))
    return -dots, module.lower(), module


def _name_order(name: str) -> tuple[int, str, str]:
    """Constants, classes, functions; each kind by its letters."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name.lower(), name
