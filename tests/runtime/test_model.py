"""Models keep absent, null and value apart, and never say more than they were given."""

from __future__ import annotations

import pytest
from fencepost.runtime.model import parsed, read, secret_texts, write
from fencepost.runtime.omit import OMIT, only_given
from fencepost.runtime.rules import given
from pydantic import TypeAdapter, ValidationError

from .kitchen import Meal, Order


def problems(error: ValidationError) -> list[tuple[str, tuple[int | str, ...]]]:
    return [(problem["type"], problem["loc"]) for problem in error.errors()]


def test_absent_null_and_value_stay_three_things() -> None:
    assert write(Order(dish="soup")) == b'{"dish":"soup"}'
    assert write(Order(dish="soup", note=None)) == b'{"dish":"soup","note":null}'
    assert write(Order(dish="soup", note="hot")) == b'{"dish":"soup","note":"hot"}'


def test_a_default_does_not_make_a_field_present() -> None:
    body = Order(dish="soup")
    assert body.servings == 2
    assert not given(body, "servings")
    assert given(Order(dish="soup", servings=2), "servings")


def test_names_on_the_wire_are_those_of_the_document() -> None:
    assert write(Order(dish="soup", for_here=True)) == b'{"dish":"soup","forHere":true}'


def test_members_that_the_document_does_not_name_are_kept_and_sent() -> None:
    body = Order.model_validate_json('{"dish": "soup", "spoon": {"size": 1}}')
    assert write(body) == b'{"dish":"soup","spoon":{"size":1}}'


def test_all_broken_rules_come_in_one_error_each_at_the_field_to_blame() -> None:
    with pytest.raises(ValidationError) as caught:
        Order(dish="soup", servings=5)
    assert problems(caught.value) == [("parties_leave_a_note", ("note",)), ("parties_stay", ("forHere",))]
    assert "give {note}" in str(caught.value)


def test_rules_are_not_judged_while_fields_are_wrong() -> None:
    with pytest.raises(ValidationError) as caught:
        Order(dish="", servings=5)
    assert problems(caught.value) == [("string_too_short", ("dish",))]


def test_a_broken_rule_inside_a_list_is_placed_there() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(list[Order]).validate_python([{"dish": "soup"}, {"dish": "soup", "servings": 5, "note": ""}])
    assert problems(caught.value) == [("parties_stay", (1, "forHere"))]


def test_no_value_appears_in_the_text_of_an_error() -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"dish": "soup", "pin": ["hush"]})
    assert "hush" not in str(caught.value)


def test_a_secret_is_sent_but_not_shown() -> None:
    body = Order(dish="soup", pin="1234")
    assert "1234" not in repr(body)
    assert b'"pin":"1234"' in write(body)
    assert list(secret_texts(body)) == ["1234"]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_say_is_not_sent(value: float) -> None:
    with pytest.raises(ValidationError):
        write(Order.model_validate({"dish": "soup", "extra": [value]}))


def test_the_words_nan_and_infinity_inside_text_are_ordinary_text() -> None:
    assert read(TypeAdapter(Order), b'{"dish": "NaN and Infinity"}').dish == "NaN and Infinity"


@pytest.mark.parametrize("text", [b'{"id": "a", "x": NaN}', b"{", b"", b'{"id": 1}', b'{"id": "\xff"}', b"[]"])
def test_an_answer_that_is_no_json_or_another_shape_is_refused(text: bytes) -> None:
    with pytest.raises(ValidationError):
        read(TypeAdapter(Meal), text)


def test_an_answer_is_read_by_the_names_of_the_document_alone() -> None:
    assert read(TypeAdapter(Order), b'{"dish": "soup", "for_here": 7}').for_here is False


def test_members_that_the_document_forbids_are_kept_in_answers() -> None:
    class Closed(Meal, extra="forbid"):
        pass

    assert read(TypeAdapter(Closed), b'{"id": "a", "new": 1}').model_extra == {"new": 1}


def test_a_body_that_is_no_json_reads_as_its_text() -> None:
    assert parsed(b'{"a": 1}') == {"a": 1}
    assert parsed(b"<html>\xff") == "<html>\ufffd"


def test_an_argument_that_is_not_given_is_neither_null_nor_false() -> None:
    assert only_given({"a": OMIT, "b": None, "c": False}) == {"b": None, "c": False}
    assert repr(OMIT) == "OMIT"
