"""Two schemas at once: members that a pattern names, the rest, and components that lead back to themselves."""

from __future__ import annotations

import pytest
from fencepost.rules.evaluate import allows

from ..inline import api_of, document, thing

MEMBERS = ({}, {"a": 1}, {"a": "x"}, {"b": 1}, {"b": "x"}, {"ab": 1}, {"ab": "x"}, {"a": 1, "b": "x"}, {"ab": None})


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("{patternProperties: {'^a': {type: integer}}}", "{additionalProperties: {type: string}}"),
        ("{patternProperties: {'^a': {}}}", "{properties: {ab: {}}, additionalProperties: {type: string}}"),
        ("{patternProperties: {'^a': {}}}", "{patternProperties: {'b$': {}}, additionalProperties: false}"),
        (
            "{patternProperties: {'^a': {type: integer}}}",
            "{patternProperties: {'^a': {}}, additionalProperties: false}",
        ),
        ("{enum: [{a: 1}, {b: x}]}", "{const: {a: 1}}"),
    ],
)
def test_both_say_what_each_says_alone(left: str, right: str) -> None:
    both, api = thing(f"{{allOf: [{left}, {right}]}}")
    one, other = thing(left)[0], thing(right)[0]
    assert [allows(both, value, api) for value in MEMBERS] == [
        allows(one, value, api) and allows(other, value, api) for value in MEMBERS
    ]


def test_a_list_of_values_and_one_value_side_by_side_are_both_asked() -> None:
    kind, api = thing("{enum: [1, 2, 3], const: 2}")
    assert [value for value in (1, 2, 3) if allows(kind, value, api)] == [2]


def test_a_tree_whose_parts_ask_more_of_its_branches_is_read_in_bounded_work() -> None:
    kind, api = thing("""
        properties: {b: {$ref: '#/components/schemas/Thing'}, c: {$ref: '#/components/schemas/Thing'}}
        allOf: [{additionalProperties: {minItems: 1}}, {properties: {b: {maxItems: 3}, c: {maxLength: 2}}}]
    """)
    assert allows(kind, {"b": {"c": "ab"}}, api)
    assert not allows(kind, {"b": {"c": "abc"}}, api)
    assert not allows(kind, {"d": []}, api)


def test_a_parent_of_variants_that_name_it_as_a_part_asks_each_variant_for_its_own() -> None:
    api, sink = api_of(
        document("""
            components:
              schemas:
                Animal: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
                Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {required: [purrs]}]}
                Dog: {allOf: [{$ref: '#/components/schemas/Animal'}, {required: [barks]}]}
        """)
    )
    assert not sink.errors
    animal = api.component("Animal").type
    assert allows(animal, {"purrs": True}, api)
    assert not allows(animal, {}, api)


def test_an_array_ends_before_the_first_item_that_cannot_be() -> None:
    kind, api = thing("{type: array, prefixItems: [{type: integer}, false, {type: string}]}")
    assert allows(kind, [1], api)
    assert not allows(kind, [1, 2], api)
