"""Edits: one change at one place of a document, by JSON Pointer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from fencepost.ir.values import JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """The value at the pointer becomes another."""

    pointer: str
    value: JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """The member at the pointer goes."""

    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lose:
    """The array at the pointer no longer holds a value; an array that it leaves empty goes."""

    pointer: str
    value: JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """The property at the pointer is called otherwise, also where its schema requires it."""

    pointer: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """The property at the pointer goes, also from what its schema requires."""

    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclude:
    """The bound at the pointer, `minimum` or `maximum`, no longer allows its own value."""

    pointer: str


Edit: TypeAlias = Replace | Drop | Lose | Rename | LeaveOut | Exclude
