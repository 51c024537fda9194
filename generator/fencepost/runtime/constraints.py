"""Constraints that pydantic does not have, or reads otherwise: metadata for `Annotated`.

Source: JSON Schema 2020-12, 6 (validation) and 4.2.2 (equality).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from pydantic import GetCoreSchemaHandler, JsonValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .ecma import compiled
from .equality import identity

Test: TypeAlias = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Strings in which a regular expression of ECMA-262 matches somewhere: `Annotated[str, Pattern("^a+$")]`."""

    source: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        form = compiled(self.source)
        refusal = PydanticCustomError("pattern", "String should match {pattern}", {"pattern": self.source})
        return _also(handler(source), lambda value: form.search(str(value)) is not None, refusal)


@dataclass(frozen=True, slots=True)
class MultipleOf:
    """Numbers that are a multiple of the step by their decimal text: 0.3 is one of `MultipleOf("0.1")`."""

    step: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        step = Fraction(self.step)
        refusal = PydanticCustomError("multiple_of", "Input should be a multiple of {step}", {"step": self.step})
        return _also(handler(source), lambda value: (Fraction(str(value)) / step).denominator == 1, refusal)


@dataclass(frozen=True, eq=False, slots=True)  # Values may be objects, which have no hash; metadata needs one.
class Among:
    """The values listed, by JSON equality: `Annotated[JsonValue, Among((1, "a"))]` refuses true."""

    values: tuple[JsonValue, ...]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        keys = frozenset(identity(value) for value in self.values)
        expected = ", ".join(repr(value) for value in self.values) or "no value at all"
        refusal = PydanticCustomError("enum", "Input should be one of {expected}", {"expected": expected})
        return _also(handler(source), lambda value: identity(value) in keys, refusal)


Nothing: TypeAlias = Annotated[None, Among(())]
"""No value at all: what is of this type must be absent."""


@dataclass(frozen=True, slots=True)
class Unique:
    """Arrays without two equal items: `Annotated[list[str], Unique()]`."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        refusal = PydanticCustomError("unique", "Items should be different from each other")
        return _also(handler(source), _are_different, refusal)


def _are_different(items: object) -> bool:
    keys = [identity(item) for item in items] if isinstance(items, list | tuple) else []
    return len(set(keys)) == len(keys)


def _also(schema: CoreSchema, test: Test, refusal: PydanticCustomError) -> CoreSchema:
    """The schema, of whose values only those pass that meet a test as they were sent."""

    def tested(value: object, validate: core_schema.ValidatorFunctionWrapHandler) -> object:
        result: object = validate(value)
        if test(value):
            return result
        raise refusal

    return core_schema.no_info_wrap_validator_function(tested, schema)
