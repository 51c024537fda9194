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
class Put:
    """The member at the pointer is this, whether there was one or not."""

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
class Exclude:
    """The bound at the pointer, `minimum` or `maximum`, no longer allows its own value."""

    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Include:
    """The bound at the pointer, which excludes its own value, allows it: `exclusiveMinimum`, or `minimum` of 3.0."""

    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retype:
    """One of the JSON types that the keyword `type` at the pointer names becomes another."""

    pointer: str
    name: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseNull:
    """The schema at the pointer, which allows null by its own `type` or `nullable`, no longer does."""

    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allow:
    """The schema at the pointer also allows what another one does."""

    pointer: str
    schema: JsonText
    """In the words of JSON Schema 2020-12, without references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The schema at the pointer also asks for another one, in an entry of its `allOf`."""

    pointer: str
    schema: JsonText
    """In the words of JSON Schema 2020-12."""


Edit: TypeAlias = Replace | Put | Drop | Lose | Exclude | Include | Retype | RefuseNull | Allow | Ask
