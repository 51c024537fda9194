"""Equality as JSON has it: 1 is 1.0 and never true; the order of members does not matter, that of items does.

Source: JSON Schema 2020-12, 4.2.2 (instance equality).
"""

from __future__ import annotations

from collections.abc import Hashable

from pydantic import BaseModel


def identity(value: object) -> Hashable:
    """A key that two values share exactly when they are equal as JSON."""
    match value:
        case bool():
            return ("boolean", value)
        case list() | tuple():
            return ("array", tuple(identity(item) for item in value))
        case dict():
            return ("object", frozenset((name, identity(item)) for name, item in value.items()))
        case BaseModel():
            return identity(value.model_dump(mode="json", by_alias=True, exclude_unset=True))
        case _:
            return value
