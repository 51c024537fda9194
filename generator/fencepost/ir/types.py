"""Types: which JSON values are allowed.

A type is one node of a closed union, `Type`; consumers `match` and end in `assert_never`. Recursion goes through
`Ref`, so types are finite trees that compare and hash. Wire names only. A location takes no part in equality: two
equal types are equal wherever they were written.
Source: JSON Schema 2020-12.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from fencepost.diagnostics import Location
from fencepost.ir.rules import Rule
from fencepost.ir.values import Json, JsonText, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What a schema says besides what it allows."""

    title: str | None = None
    description: str | None = None
    default: JsonText | None = None
    """None when the document gives no default; a default of null is the text `null`."""

    examples: tuple[JsonText, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    open_question: str | None = None
    """`x-fencepost-open`: what the source does not say; a server that differs gives a note, never a failure."""

    privileged: str | None = None
    """`x-fencepost-privileged`: the role without which only the default may be sent."""


NO_ANNOTATIONS = Annotations()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An end of a range of numbers, as the document writes it."""

    value: int | Decimal
    exclusive: bool = False
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """An end of a range of lengths or counts; always inclusive, at least 0."""

    value: int
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression of ECMA-262, unanchored, read with the `u` flag."""

    source: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The name of a format, known or not."""

    name: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    """Every JSON value."""

    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No JSON value at all."""

    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Null:
    """The value null."""

    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boolean:
    """true and false."""

    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Numbers by mathematical value: 1.0 is an integer."""

    integer: bool = False
    minimum: Bound | None = None
    maximum: Bound | None = None
    multiple_of: Bound | None = None
    format: Format | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class String:
    """Strings; lengths are counted in code points."""

    min_length: Limit | None = None
    max_length: Limit | None = None
    pattern: Pattern | None = None
    format: Format | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Array:
    """Arrays: first the items of `prefix`, by position, then those of `items`."""

    items: Type
    prefix: tuple[Type, ...] = ()
    min_items: Limit | None = None
    max_items: Limit | None = None
    unique: bool = False
    unique_location: Location | None = field(default=None, compare=False)
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A named member of an object."""

    wire_name: str
    type: Type
    required: bool
    annotations: Annotations = NO_ANNOTATIONS
    location: Location = field(compare=False)
    required_location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternField:
    """The members whose name matches a pattern."""

    pattern: Pattern
    type: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """Objects: declared fields, the rest, and the rules between fields."""

    fields: tuple[Field, ...] = ()
    additional: Type
    """What a member that no field and no pattern names may be: `Anything` unless the document says otherwise."""

    patterns: tuple[PatternField, ...] = ()
    names: Type | None = None
    """What every member's name must be, as a string type; None for any name."""

    min_properties: Limit | None = None
    max_properties: Limit | None = None
    rules: tuple[Rule, ...] = ()
    annotations: Annotations = NO_ANNOTATIONS
    location: Location = field(compare=False)

    def field(self, wire_name: str) -> Field | None:
        """The declared field of that name, or None."""
        return next((item for item in self.fields if item.wire_name == wire_name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValue:
    """One of the values of an enumeration."""

    value: JsonText
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    """A finite set of values, each once, in the order of the document; `const` is an enumeration of one."""

    values: tuple[EnumValue, ...]
    annotations: Annotations = NO_ANNOTATIONS
    location: Location = field(compare=False)
    _keys: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A scan for each value that is asked for would be quadratic in long enumerations.
        object.__setattr__(self, "_keys", frozenset(key_of(item.value.exact) for item in self.values))

    def holds(self, value: Json) -> bool:
        """Whether a value is one of them, by the equality of JSON."""
        return key_of(value) in self._keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """The values of at least one variant, or of exactly one where `exclusive` (oneOf)."""

    variants: tuple[Type, ...]
    exclusive: bool = False
    discriminator: str | None = None
    """The field that tells the variants apart, where the document names one."""

    annotations: Annotations = NO_ANNOTATIONS
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """The type of a component."""

    name: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intersection:
    """The values that every part allows."""

    parts: tuple[Type, ...]
    annotations: Annotations = NO_ANNOTATIONS
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """The values of `type` that `schema` accepts too, which only a validator can tell.

    It keeps every keyword without a node of its own: nothing that the document says is lost.
    """

    type: Type
    schema: JsonText
    """A JSON Schema 2020-12 of the keywords alone; references lead to `#/components/schemas/NAME`."""

    keywords: tuple[str, ...]
    excluded: Type | None = None
    """Where the schema says only `not`: the values it takes away."""

    location: Location = field(compare=False)


Type: TypeAlias = (
    Anything
    | Nothing
    | Null
    | Boolean
    | Number
    | String
    | Array
    | Object
    | Enum
    | Union
    | Ref
    | Intersection
    | Residual
)
