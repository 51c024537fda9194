"""Types that accept exactly what JSON Schema accepts, where pydantic's own are laxer.

To a type checker each is the ordinary type it annotates; its meaning travels as metadata.
Source: JSON Schema 2020-12, 6 (validation) and 4.2.2 (equality).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, TypeAlias, TypeVar

from pydantic import AwareDatetime, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _number_schema(wide: CoreSchema, error: str, message: str) -> CoreSchema:
    # Whole numbers are tried first and stay ints, so that no digit beyond 2^53 is lost; a strict int refuses true.
    choices: list[CoreSchema | tuple[CoreSchema, str]] = [core_schema.int_schema(strict=True), wide]
    return core_schema.union_schema(
        choices, mode="left_to_right", custom_error_type=error, custom_error_message=message
    )


def _whole(value: float) -> int:
    if not value.is_integer():
        raise PydanticCustomError("integer", "not a whole number")
    return int(value)


class _IntegerMeaning:
    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        finite = core_schema.float_schema(strict=True, allow_inf_nan=False)
        whole = core_schema.no_info_after_validator_function(_whole, finite)
        return _number_schema(whole, "integer", "Input should be an integer")


class _NumberMeaning:
    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        finite = core_schema.float_schema(strict=True, allow_inf_nan=False)
        return _number_schema(finite, "number", "Input should be a finite number")


class _NotNullMeaning:
    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        return schema["schema"] if schema["type"] == "nullable" else schema


@dataclass(frozen=True, slots=True)
class _Text:
    """Texts are read where they match; values of Python's own type pass as they are."""

    form: re.Pattern[str]
    own: type
    name: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._checked, handler(source))

    def _checked(self, value: object) -> object:
        if type(value) is self.own or (isinstance(value, str) and self.form.fullmatch(value)):
            return value
        raise PydanticCustomError("format", "Input should be a {name} of RFC 3339", {"name": self.name})


class Choice(StrEnum):
    """One of the strings that a document lists.

    `Colour` takes its members and their very text; `Colour | str`, the type in answers, takes any other text as it is.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        # A literal matches exactly, so a union with str still yields the member; pydantic's own enum yields the str.
        texts = core_schema.literal_schema([member.value for member in cls])
        as_text = core_schema.simple_ser_schema("str")
        return core_schema.no_info_after_validator_function(cls, texts, serialization=as_text)


Integer: TypeAlias = Annotated[int, _IntegerMeaning()]
"""Whole numbers of any size, also as 1.0 or 1e2; never true or "1"."""

Number: TypeAlias = Annotated[float, _NumberMeaning()]
"""Finite numbers; a whole one stays an int, of any size; never true, "1" or NaN."""

DateTime: TypeAlias = Annotated[AwareDatetime, _Text(_INSTANT, datetime, "date-time")]
"""An instant: a text of RFC 3339 or a datetime with a zone; never a number. Kept to the microsecond."""

Date: TypeAlias = Annotated[date, _Text(_DAY, date, "date")]
"""A day: a text of RFC 3339 or a date."""

NotNull: TypeAlias = Annotated[T | None, _NotNullMeaning()]
"""An optional field that refuses null; it reads as None when it is absent."""
