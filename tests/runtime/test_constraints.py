"""Constraints by the meaning of JSON Schema, not of Python."""

from __future__ import annotations

from typing import Annotated

import pytest
from fencepost.runtime.constraints import Among, MultipleOf, Pattern, Unique
from fencepost.runtime.ecma import compiled
from fencepost.runtime.scalars import Number
from pydantic import JsonValue, TypeAdapter, ValidationError


def accepts(form: object, text: str) -> bool:
    try:
        TypeAdapter(form).validate_json(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("text", "kept"), [("0.3", True), ("3", True), ("0.35", False), ("1e300", True)])
def test_a_multiple_is_judged_by_the_decimal_text(text: str, kept: bool) -> None:
    assert accepts(Annotated[Number, MultipleOf("0.1")], text) is kept


@pytest.mark.parametrize(("text", "kept"), [("1", True), ("1.0", True), ("true", False), ('"a"', True), ('"b"', False)])
def test_a_listed_value_is_recognised_by_json_equality(text: str, kept: bool) -> None:
    assert accepts(Annotated[JsonValue, Among((1, "a"))], text) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [("[1, true]", True), ("[1, 1.0]", False), ('[{"a": 1, "b": 2}, {"b": 2, "a": 1}]', False), ("[[], {}]", True)],
)
def test_items_are_different_unless_equal_as_json(text: str, kept: bool) -> None:
    assert accepts(Annotated[list[JsonValue], Unique()], text) is kept


def test_a_pattern_is_searched_anywhere_and_dollar_means_the_very_end() -> None:
    assert accepts(Annotated[str, Pattern("b")], '"abc"')
    assert accepts(Annotated[str, Pattern("^a$")], '"a"')
    assert not accepts(Annotated[str, Pattern("^a$")], '"a\\n"')


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"^\d$", "٣", False),
        (r"^\w$", "é", False),
        (r"^\s$", "\ufeff", True),
        (r"^[\s]$", "\u2003", True),
        ("^.$", "\u2028", False),
        ("^.$", "\U0001f600", True),
        (r"^\u{1F600}$", "\U0001f600", True),
        (r"^(?<x>a)\k<x>$", "aa", True),
        (r"^a\/b$", "a/b", True),
        (r"^[^]$", "\n", True),
        (r"a[]", "a", False),
        (r"^[$.]$", "$", True),
        (r"^[[&&]$", "[", True),
        (r"^[[]$", "[", True),
        (r"^[a[^b]$", "^", True),
        (r"^[\S]$", "\ufeff", False),
        (r"^[\S]$", "\xe9", True),
    ],
)
def test_an_expression_means_what_ecma_262_says(source: str, text: str, found: bool) -> None:
    assert (compiled(source).search(text) is not None) is found


def test_an_expression_without_a_counterpart_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"\\p"):
        compiled(r"^\p{L}$")
