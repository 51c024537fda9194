"""The third state of an argument: not given, which is neither null nor a value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Omit(Enum):
    """The type of `OMIT`, its only member; an enum, so that `is OMIT` narrows a type."""

    OMIT = "OMIT"

    def __repr__(self) -> str:
        return "OMIT"

    def __bool__(self) -> bool:
        return False


OMIT: Final = Omit.OMIT
"""Stands for an argument that is not given: nothing is sent for it."""


def only_given(arguments: Mapping[str, object]) -> dict[str, object]:
    """The arguments that were given, null among them."""
    return {name: value for name, value in arguments.items() if value is not OMIT}
