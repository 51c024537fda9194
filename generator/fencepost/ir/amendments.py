"""Amendments: what a document would have to say at one place to be right about a server."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from fencepost.ir.values import JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBound:
    """A schema of numbers gets another bound, none where there is no value."""

    file: str
    pointer: str
    """Of the schema."""

    word: Literal["minimum", "maximum"]
    value: int | Decimal | None
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """The object at the pointer gets a member, or its member gets another value."""

    file: str
    pointer: str
    name: str
    value: JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """The member or the item at the pointer goes, and what it would leave empty with it."""

    file: str
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """The array at the pointer gets one more value; where there is none, it is made."""

    file: str
    pointer: str
    value: JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """The array at the pointer loses a value; one that is left empty goes."""

    file: str
    pointer: str
    value: JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A value that was sent, and whether the server took it."""

    value: JsonText
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reword:
    """What stands at the pointer is to say something else, which only the bodies that were tried tell."""

    file: str
    pointer: str
    operation: str
    tried: tuple[Tried, ...]
    """Whole bodies of the operation."""


Amendment: TypeAlias = SetBound | Put | Remove | Join | Leave | Reword
