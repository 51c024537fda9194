"""Sets of values: intersection, complement and emptiness agree with membership."""

from __future__ import annotations

import pytest
from fencepost.diagnostics import Location
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Bound,
    Enum,
    EnumValue,
    Limit,
    Nothing,
    Null,
    Number,
    Object,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json, freeze
from fencepost.rules.domains import Domains
from fencepost.rules.evaluate import allows
from fencepost.rules.schema import schema_of
from hypothesis import given
from hypothesis import strategies as st

from ..inline import thing

HERE = Location(file="a", line=1, column=1, pointer="")
API = thing("true")[1]
DOMAINS = Domains(API)

json_values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-4, 4) | st.sampled_from([0.5, 1.0, -2.5]) | st.text("ab", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
bounds = st.none() | st.builds(Bound, value=st.integers(-4, 4), exclusive=st.booleans(), location=st.just(HERE))
limits = st.none() | st.builds(Limit, value=st.integers(0, 3), location=st.just(HERE))
anything = Anything(location=HERE)
scalars = st.one_of(
    st.sampled_from([anything, Nothing(location=HERE), Null(location=HERE), Boolean(location=HERE)]),
    st.builds(Number, integer=st.booleans(), minimum=bounds, maximum=bounds, location=st.just(HERE)),
    st.builds(String, min_length=limits, max_length=limits, location=st.just(HERE)),
    st.builds(
        lambda values: Enum(
            values=tuple(EnumValue(value=freeze(value), location=HERE) for value in values), location=HERE
        ),
        st.lists(st.sampled_from([None, True, False, 1, "a", "ab"]), min_size=1, max_size=3, unique_by=repr),
    ),
)
types: st.SearchStrategy[Type] = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.builds(Array, items=inner, min_items=limits, max_items=limits, location=st.just(HERE)),
        st.builds(Object, additional=inner, min_properties=limits, max_properties=limits, location=st.just(HERE)),
        st.builds(lambda parts: Union(variants=tuple(parts), location=HERE), st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=4,
)


@given(types, types, json_values)
def test_an_intersection_holds_what_both_sets_hold(left: Type, right: Type, value: Json) -> None:
    both = allows(left, value, API) and allows(right, value, API)
    assert allows(DOMAINS.intersect(left, right), value, API) == both


@given(types, json_values)
def test_a_complement_holds_exactly_the_rest(kind: Type, value: Json) -> None:
    assert allows(DOMAINS.complement(kind), value, API) != allows(kind, value, API)


@given(types, json_values)
def test_an_empty_set_holds_nothing(kind: Type, value: Json) -> None:
    assert not (DOMAINS.is_empty(kind) and allows(kind, value, API))


@given(types, json_values)
def test_the_json_types_of_a_set_include_those_of_its_values(kind: Type, value: Json) -> None:
    from fencepost.ir.values import json_type

    if allows(kind, value, API):
        assert json_type(value) in DOMAINS.json_types(kind)


@given(types, json_values)
def test_a_type_printed_as_a_schema_is_judged_alike_by_another_engine(kind: Type, value: Json) -> None:
    from jsonschema import Draft202012Validator

    assert Draft202012Validator(schema_of(kind)).is_valid(value) == allows(kind, value, API)


@pytest.mark.parametrize(
    ("schema", "empty"),
    [
        ("{type: integer, exclusiveMinimum: 1, exclusiveMaximum: 2}", True),
        ("{type: number, exclusiveMinimum: 1, exclusiveMaximum: 2}", False),
        ("{type: number, multipleOf: 5, minimum: 6, maximum: 9}", True),
        ("{type: integer, multipleOf: 1.5, minimum: 2, maximum: 3}", False),
        ("{type: integer, multipleOf: 1.5, minimum: 1, maximum: 2}", True),
        ("{type: array, minItems: 1, items: false}", True),
        ("{type: array, items: false}", False),
        ("{type: object, required: [a], properties: {a: false}}", True),
        ("{type: object, required: [a], properties: {a: {$ref: '#/components/schemas/Thing'}}}", True),
        ("{type: object, properties: {a: {$ref: '#/components/schemas/Thing'}}}", False),
        ("{type: object, minProperties: 2, maxProperties: 1}", True),
        ("{allOf: [{const: 1}, {const: 2}]}", True),
        ("{allOf: [{const: 1}, {const: 1.0}]}", False),
    ],
)
def test_a_set_without_a_finite_value_is_known_to_be_empty(schema: str, empty: bool) -> None:
    kind, api = thing(schema)
    assert Domains(api).is_empty(kind) is empty


def test_taking_away_what_a_set_does_not_hold_leaves_it_as_it_was() -> None:
    kind, api = thing("{type: string, not: {type: 'null'}}")
    assert isinstance(kind, String)
    rest, _ = thing("{type: [string, 'null'], not: {enum: [a]}}")
    assert isinstance(rest, Union)
    assert [type(variant) for variant in rest.variants] == [Residual, Null]
    assert not allows(rest, "a", api)
