"""Each type accepts what JSON Schema accepts, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import pytest
from fencepost.runtime.scalars import Choice, Date, DateTime, Integer, NotNull, Number
from pydantic import BaseModel, Field, TypeAdapter, ValidationError


class Colour(Choice):
    red = "red"
    blue = "blue"


def accepts(form: object, text: str) -> bool:
    try:
        TypeAdapter(form).validate_json(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("text", ["1", "1.0", "1e2", "-0", "-0.0", "123456789012345678901234567890", "1e22"])
def test_a_number_without_a_fraction_is_an_integer_however_it_is_written(text: str) -> None:
    assert accepts(Integer, text)


@pytest.mark.parametrize("text", ["1.5", "true", '"1"', "null", "[1]", "NaN", "1e400"])
def test_an_integer_is_nothing_but_a_whole_number(text: str) -> None:
    assert not accepts(Integer, text)


def test_an_integer_written_with_an_exponent_reads_as_an_int() -> None:
    value = TypeAdapter(Integer).validate_json("1e2")
    assert (value, type(value)) == (100, int)


@pytest.mark.parametrize("text", ["true", '"1"', "null", "NaN", "Infinity", "1e400"])
def test_a_number_is_finite_and_never_a_boolean_or_text(text: str) -> None:
    assert not accepts(Number, text)


@pytest.mark.parametrize("text", ["9007199254740993", "1", "0.1", "1e-7", "5e-324"])
def test_a_number_keeps_its_digits_on_the_way_through(text: str) -> None:
    adapter = TypeAdapter(Number)
    assert float(adapter.dump_json(adapter.validate_json(text))) == float(text)
    assert adapter.dump_json(adapter.validate_json("9007199254740993")) == b"9007199254740993"


def test_bounds_hold_on_numbers_that_may_be_null() -> None:
    form = Annotated[Number | None, Field(ge=0.1, le=16)]
    assert [accepts(form, text) for text in ("null", "0.1", "16", "0.09", "16.1")] == [True, True, True, False, False]


def test_a_wrong_number_is_one_error_at_the_field() -> None:
    class Box(BaseModel):
        size: Number

    with pytest.raises(ValidationError) as caught:
        Box.model_validate_json('{"size": true}')
    assert [error["loc"] for error in caught.value.errors()] == [("size",)]


def test_an_optional_field_that_is_not_null_reads_as_none_when_absent_and_refuses_null() -> None:
    class Box(BaseModel):
        labels: Annotated[NotNull[list[str]], Field(min_length=1)] = None

    assert Box.model_validate_json("{}").labels is None
    assert accepts(Box, '{"labels": ["a"]}')
    assert not accepts(Box, '{"labels": null}')
    assert not accepts(Box, '{"labels": []}')


@pytest.mark.parametrize("text", ["2023-11-07T05:31:56Z", "2023-11-07t05:31:56.123456+02:00"])
def test_an_instant_is_a_text_of_rfc_3339(text: str) -> None:
    assert accepts(DateTime, f'"{text}"')


@pytest.mark.parametrize("text", ['"2023-11-07"', '"2023-11-07T05:31:56"', "1699334756", '"1699334756"', '"soon"'])
def test_an_instant_without_a_zone_or_as_a_number_is_refused(text: str) -> None:
    assert not accepts(DateTime, text)


def test_an_instant_may_be_given_as_a_datetime_with_a_zone_only() -> None:
    adapter = TypeAdapter(DateTime)
    assert adapter.dump_json(adapter.validate_python(datetime(2026, 1, 2, tzinfo=UTC))) == b'"2026-01-02T00:00:00Z"'
    with pytest.raises(ValidationError):
        adapter.validate_python(datetime(2026, 1, 2, tzinfo=UTC).replace(tzinfo=None))


def test_a_day_is_a_text_of_rfc_3339() -> None:
    assert accepts(Date, '"2026-02-28"')
    assert not accepts(Date, '"2026-02-30"')
    assert not accepts(Date, '"2026-02-28T00:00:00Z"')


def test_a_choice_takes_its_members_and_their_text_and_nothing_else() -> None:
    adapter = TypeAdapter(Colour)
    assert adapter.validate_json('"red"') is Colour.red
    assert adapter.validate_python(Colour.blue) is Colour.blue
    for text in ('"RED"', '"red "', "1", "null"):
        assert not accepts(Colour, text)


def test_in_answers_an_unknown_choice_stays_the_text_it_is_and_a_known_one_becomes_the_member() -> None:
    adapter = TypeAdapter(list[Colour | str])
    value = adapter.validate_json('["red", "green"]')
    assert value == ["red", "green"]
    assert value[0] is Colour.red
    assert adapter.dump_json(value) == b'["red","green"]'
    assert not accepts(list[Colour | str], "[1]")
