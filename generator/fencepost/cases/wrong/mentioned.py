"""Bodies with the members that only a residual speaks of: what a validator alone can judge often turns on a name."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.ir.types import Anything, Object, Type, Union
from fencepost.ir.values import Json

MAX_NAMES = 16
"""So many names are tried one by one."""


def bodies_mentioning(schema: Json, kind: Type, nominals: Nominals) -> Iterator[Json]:
    """The nominal bodies of a type with one of the names that a schema mentions, then with all of them."""
    names = tuple(dict.fromkeys(_names(schema)))[:MAX_NAMES]
    for body, value in _beginnings(kind, nominals) if names else ():
        for chosen in (*((name,) for name in names), names):
            yield {**dict.fromkeys(chosen, value), **body}


def _beginnings(kind: Type, nominals: Nominals) -> Iterator[tuple[dict[str, Json], Json]]:
    """A nominal body of each object in a type, with a value for its other members."""
    for variant in kind.variants if isinstance(kind, Union) else (kind,):
        resolved = nominals.domains.resolve(variant)
        if isinstance(resolved, Anything):
            yield {}, nominals.value(resolved)
        if isinstance(resolved, Object):
            try:
                yield from ((body, nominals.value(resolved.additional)) for _, body in nominals.bodies(resolved)[:1])
            except UnattainableError:
                continue


def _names(schema: Json) -> Iterator[str]:
    """The names of members that a schema mentions, at this level of the value or at any other."""
    if isinstance(schema, list):
        for item in schema:
            yield from _names(item)
    if not isinstance(schema, dict):
        return
    for keyword, held in schema.items():
        if keyword in ("properties", "dependentSchemas", "dependentRequired") and isinstance(held, dict):
            yield from held
        if keyword == "required" and isinstance(held, list):
            yield from (name for name in held if isinstance(name, str))
        yield from _names(held)
