"""Items of an array: so many, and all different where they must be, or where it helps to see their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from fencepost.cases.different import further_values
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.texts import different_texts
from fencepost.ir.types import Array, String, Type
from fencepost.ir.values import Json, key_of

MAX_CHOOSING = 2
"""So deep different items are looked for inside different items."""


def filled(kind: Array, count: int, nominals: Nominals) -> list[Json]:
    """So many nominal items of an array, all different where it asks for that.

    Raises UnattainableError where fewer were found.
    """
    if not kind.unique:
        head = [nominals.value(item) for item in kind.prefix[:count]]
        return head + [nominals.value(kind.items) for _ in range(count - len(head))]
    return distinct(kind, count, nominals)


def distinct(kind: Array, count: int, nominals: Nominals) -> list[Json]:
    """So many items of an array, each unlike the others.

    Raises UnattainableError where fewer were found.
    """
    found: dict[str, Json] = {}
    for item in kind.prefix[:count]:
        _add(found, item, 1, nominals)
    _add(found, kind.items, count - len(found), nominals)
    return list(found.values())


def _add(found: dict[str, Json], kind: Type, more: int, nominals: Nominals) -> None:
    wanted = len(found) + more
    if more <= 0:
        return
    nominals.choosing += 1
    try:
        for value in _choice(kind, wanted, nominals):
            found.setdefault(key_of(value), value)
            if len(found) == wanted:
                return
    finally:
        nominals.choosing -= 1
    raise UnattainableError


def _choice(kind: Type, most: int, nominals: Nominals) -> Iterator[Json]:
    """Values of an item to choose from, plain texts first; far inside others, which may go round in circles, few."""
    from fencepost.cases.right.values import valid_points

    points = (point.value for point in valid_points(kind, nominals))
    near = iter((nominals.value(kind),)) if nominals.choosing > MAX_CHOOSING else points
    whole = nominals.domains.resolve(kind)
    is_free = isinstance(whole, String) and whole.pattern is None and whole.format is None
    plain = different_texts(whole, most) if isinstance(whole, String) and is_free else ()
    further = further_values(whole, most)
    return chain(plain, near, (value for value in further if nominals.accepts(kind, value)))
