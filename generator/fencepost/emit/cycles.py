"""Components that lead back to themselves: which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.ir.api import Api
from fencepost.ir.types import Object, Ref, Residual, Type
from fencepost.ir.walk import inner_types, types_in_rule


def cycles(api: Api) -> dict[str, str]:
    """For each component that leads back to itself, one that stands for all on cycles with it."""
    direct = {component.name: tuple(dict.fromkeys(_references(component.type))) for component in api.components}
    return {
        member: min(group)
        for group in _strongly_connected(direct)
        for member in group
        if len(group) > 1 or member in direct[member]
    }


def _references(kind: Type) -> Iterator[str]:
    """The components a type names anywhere, what rules speak of and residuals exclude included."""
    if isinstance(kind, Ref):
        yield kind.name
    ruled = (part for rule in kind.rules for part in types_in_rule(rule)) if isinstance(kind, Object) else ()
    excluded = (kind.excluded,) if isinstance(kind, Residual) and kind.excluded is not None else ()
    for part in (*inner_types(kind), *ruled, *excluded):
        yield from _references(part)


def _strongly_connected(direct: dict[str, tuple[str, ...]]) -> Iterator[frozenset[str]]:
    """Groups whose members all lead to each other.

    Source: Kosaraju's algorithm; without recursion, because chains of components may be long.
    """
    backward: dict[str, list[str]] = {name: [] for name in direct}
    for name, targets in direct.items():
        for target in targets:
            backward[target].append(name)
    seen: set[str] = set()
    for name in reversed(_by_end(direct)):
        if name not in seen:
            group = _leading_to(name, backward, seen)
            seen |= group
            yield frozenset(group)


def _by_end(direct: dict[str, tuple[str, ...]]) -> list[str]:
    """The names in the order in which a depth-first search leaves them."""
    order: list[str] = []
    seen: set[str] = set()
    waiting = [(name, False) for name in reversed(direct)]
    while waiting:
        name, left = waiting.pop()
        if left:
            order.append(name)
        elif name not in seen:
            seen.add(name)
            waiting.append((name, True))
            waiting += [(target, False) for target in direct[name] if target not in seen]
    return order


def _leading_to(name: str, backward: dict[str, list[str]], seen: set[str]) -> set[str]:
    found = {name}
    waiting = [name]
    while waiting:
        for source in backward[waiting.pop()]:
            if source not in found and source not in seen:
                found.add(source)
                waiting.append(source)
    return found
