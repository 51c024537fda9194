"""What a package offers to those who use it, a line a name, and what changed between two versions of it."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.ir.api import Api
from fencepost.names.tables import Names


def surface_of(api: Api, names: Names) -> tuple[str, ...]:
    """The public names, sorted: `Thing`, `Thing.size`, `Colour.RED`, `things.create`, `things.list(page)`."""
    return tuple(sorted({*_types(names), *_methods(api, names)}))


def _types(names: Names) -> Iterator[str]:
    yield from (str(name) for _, name in names.classes.entries)
    yield from (f"{names.class_name(component)}.{name}" for (component, _), name in names.fields.entries)
    yield from (f"{names.class_name(component)}.{name}" for (component, _), name in names.members.entries)


def _methods(api: Api, names: Names) -> Iterator[str]:
    for operation in api.operations:
        method = f"{names.resource(operation.id)}.{names.method(operation.id)}"
        yield method
        for parameter in operation.parameters:
            yield f"{method}({names.argument(operation.id, parameter.place, parameter.name)})"


def surface_changes(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """The lines `+ Thing.size` and `- Colour.RED` by name; a name that comes or goes whole stands for its parts."""
    gone, come = set(old) - set(new), set(new) - set(old)
    changes = [("-", line) for line in gone] + [("+", line) for line in come]
    whole = {sign: {line for mark, line in changes if mark == sign} for sign in "+-"}
    shown = [(line, sign) for sign, line in changes if not _owner(line) & whole[sign]]
    return tuple(f"{sign} {line}" for line, sign in sorted(shown))


def _owner(line: str) -> set[str]:
    """The line of the class or method that the name of a line belongs to."""
    method, bracket, _ = line.partition("(")
    return {method} if bracket else {line.rpartition(".")[0]} - {""}
