"""Members of JSON objects with the type that they must have.

Each raises KeyError where a member is missing, TypeError where it is of another type, ValueError for an unknown word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fencepost.ir.values import Json

Word = TypeVar("Word", bound=str)
Thing = TypeVar("Thing")
Told = dict[str, Json]


def text_of(told: Told, name: str) -> str:
    """A member that is a text."""
    value = told[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a text")
    return value


def optional_text(told: Told, name: str) -> str | None:
    """A member that is a text; None where it is null or not there."""
    return None if told.get(name) is None else text_of(told, name)


def whole_number(told: Told, name: str) -> int:
    """A member that is an integer."""
    value = told[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} must be an integer")
    return value


def number_of(told: Told, name: str) -> float:
    """A member that is a number."""
    value = told[name]
    if not isinstance(value, int | float):
        raise TypeError(f"{name} must be a number")
    return float(value)


def is_true(told: Told, name: str) -> bool:
    """Whether a member is true."""
    return told[name] is True


def word_of(told: Told, name: str, known: tuple[Word, ...]) -> Word:
    """A member that is one of some words."""
    return known_word(text_of(told, name), known)


def known_word(value: str, known: tuple[Word, ...]) -> Word:
    """One of some words."""
    return known[known.index(value)]


def object_of(value: Json) -> Told:
    """An object."""
    if not isinstance(value, dict):
        raise TypeError("this must be an object")
    return value


def all_of(told: Told, name: str, read: Callable[[Told], Thing]) -> tuple[Thing, ...]:
    """A member that is a list of objects, each read; empty where it is not there."""
    value = told.get(name, [])
    return tuple(read(object_of(item)) for item in value) if isinstance(value, list) else ()


def texts_of(told: Told, name: str) -> tuple[str, ...]:
    """A member that is a list of texts; empty where it is not there."""
    value = told.get(name, [])
    return tuple(map(str, value)) if isinstance(value, list) else ()


def pair_of(value: Json) -> tuple[str, str]:
    """A pair of texts."""
    match value:
        case [str(first), str(second)]:
            return first, second
        case _:
            raise TypeError("this must be a pair of texts")


def pairs_of(told: Told, name: str) -> frozenset[tuple[str, str]]:
    """A member that is a list of pairs of texts; empty where it is not there."""
    value = told.get(name, [])
    return frozenset(map(pair_of, value)) if isinstance(value, list) else frozenset()
