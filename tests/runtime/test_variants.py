"""Variants are told apart by a tag, or exactly one of them fits."""

import json
from typing import Annotated, Literal

import pytest
from fencepost.runtime.model import Model
from fencepost.runtime.scalars import Integer
from fencepost.runtime.variants import ExactlyOne, Tagged
from pydantic import Field, JsonValue, TypeAdapter, ValidationError


class Cat(Model):
    kind: Literal["cat"]
    lives: Integer


class Dog(Model):
    kind: Annotated[str, Field(alias="Kind")]


TAGS = (("cat",), ("dog", "wolf"))
ANIMAL = TypeAdapter(Annotated[Cat | Dog, Tagged("kind", TAGS)])
ANY_ANIMAL = TypeAdapter(Annotated[Cat | dict[str, JsonValue], Tagged("kind", TAGS[:1])])
NUMBER = TypeAdapter(Annotated[Annotated[Integer, Field(ge=0)] | Annotated[Integer, Field(le=2)] | str, ExactlyOne()])


def faults(adapter: TypeAdapter[object], value: object) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_json(json.dumps(value))
    return [(fault["loc"], fault["type"]) for fault in caught.value.errors()]


def test_the_tag_chooses_the_variant_whose_faults_are_told():
    assert faults(ANIMAL, {"kind": "cat", "lives": "nine"}) == [(("cat", "lives"), "integer")]


@pytest.mark.parametrize("value", [{"kind": "cow"}, {"kind": 1}, {}, None, []])
def test_a_value_without_a_known_tag_is_refused_as_a_whole(value: object):
    assert faults(ANIMAL, value) == [((), "variant")]


def test_a_variant_without_texts_takes_every_other_tag_but_not_a_missing_one():
    assert ANY_ANIMAL.validate_json('{"kind": "cow", "lives": null}') == {"kind": "cow", "lives": None}
    assert faults(ANY_ANIMAL, {"lives": 9}) == [((), "variant")]
    assert faults(ANY_ANIMAL, {"kind": "cat"}) == [(("cat", "lives"), "missing")]


def test_a_model_made_in_python_is_told_by_its_tag_and_written_back():
    cat = Cat(kind="cat", lives=9)
    assert ANIMAL.validate_python(cat) is cat
    assert json.loads(ANIMAL.dump_json(cat)) == {"kind": "cat", "lives": 9}


@pytest.mark.parametrize("value", [3, -1, "a"])
def test_a_value_of_one_variant_is_taken_and_written_back(value: object):
    assert NUMBER.validate_json(json.dumps(value)) == value
    assert json.loads(NUMBER.dump_json(NUMBER.validate_python(value))) == value


def test_a_value_of_several_variants_is_refused():
    assert faults(NUMBER, 1) == [((), "one_of")]


def test_a_value_of_no_variant_is_refused_with_what_each_of_them_misses():
    assert {kind for _, kind in faults(NUMBER, True)} == {"integer", "string_type"}
