"""Schemas to types: one domain for each JSON type, and nothing of a schema lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fencepost.ir.types import Anything, Array, Enum, Null, Number, Object, Ref, Residual, String, Union
from fencepost.rules.schema import schema_of

from ..inline import api_of, document, object_thing, schema_api, thing


def test_a_nullable_type_is_a_union_with_null() -> None:
    kind, _ = thing("type: [string, 'null']")
    assert isinstance(kind, Union)
    assert [type(variant) for variant in kind.variants] == [String, Null]


def test_the_older_dialect_is_read_as_the_newer_one() -> None:
    older, _ = thing("{type: number, minimum: 1, exclusiveMinimum: true, nullable: true}", version="3.0.3")
    newer, _ = thing("{type: [number, 'null'], exclusiveMinimum: 1}")
    assert older == newer


def test_bounds_keep_every_digit() -> None:
    kind, _ = thing("{type: number, maximum: 0.1000000000000000055511151231257827}")
    assert isinstance(kind, Number)
    assert kind.maximum is not None
    assert kind.maximum.value == Decimal("0.1000000000000000055511151231257827")


def test_a_schema_without_a_type_allows_the_other_types_too() -> None:
    kind, _ = thing("minLength: 2")
    assert isinstance(kind, Union)
    assert len(kind.variants) == 6


def test_an_enum_value_listed_twice_is_one_value_and_a_warning_at_both_places() -> None:
    api, sink = schema_api("{type: string, enum: [a, b, a]}")
    kind = api.component("Thing").type
    assert isinstance(kind, Enum)
    assert [item.value.value for item in kind.values] == ["a", "b"]
    (warning,) = sink.items
    assert (warning.code, warning.level) == ("S005", "warning")
    assert "things.yaml:" in warning.message


def test_equal_numbers_in_an_enum_are_one_value_but_a_boolean_is_none() -> None:
    kind, _ = thing("enum: [1, 1.0, true, 1e0]")
    assert isinstance(kind, Enum)
    assert len(kind.values) == 2


def test_a_null_among_the_values_becomes_a_domain_of_its_own() -> None:
    kind, _ = thing("enum: [a, null]")
    assert isinstance(kind, Union)
    assert [type(variant) for variant in kind.variants] == [Enum, Null]


def test_all_of_objects_is_one_object_with_the_tighter_bounds() -> None:
    kind, _ = object_thing(
        """
        allOf:
          - {type: object, required: [a], properties: {a: {type: integer, minimum: 1}}}
          - {type: object, properties: {a: {type: integer, maximum: 9}, b: {type: string}}}
        """
    )
    assert schema_of(kind) == {
        "type": "object",
        "properties": {"a": {"type": "integer", "minimum": 1, "maximum": 9}, "b": {"type": "string"}},
        "required": ["a"],
    }


@pytest.mark.parametrize("keyword", ["contains: {type: string}", "unevaluatedItems: false, contains: {}"])
def test_a_keyword_without_a_node_is_kept_for_a_validator(keyword: str) -> None:
    kind, _ = thing(f"{{type: array, {keyword}}}")
    assert isinstance(kind, Residual)
    assert isinstance(kind.type, Array)
    assert keyword.split(":", maxsplit=1)[0] in kind.keywords


def test_every_keyword_of_a_schema_is_in_the_ledger() -> None:
    api, _ = schema_api(
        "{type: object, required: [a], properties: {a: {type: string, minLength: 1, x-own: 2, odd: 3}}}"
    )
    found = [(item.keyword, item.kind) for item in api.ledger if item.keyword != "$ref"]
    assert found == [
        ("type", "assertion"),
        ("required", "assertion"),
        ("properties", "structure"),
        ("type", "assertion"),
        ("minLength", "assertion"),
        ("x-own", "extension"),
        ("odd", "unknown"),
    ]


def test_components_keep_the_order_of_the_document() -> None:
    api, _ = api_of(document("components: {schemas: {B: {$ref: '#/components/schemas/A'}, A: {type: string}}}"))
    assert [component.name for component in api.components] == ["B", "A"]
    assert isinstance(api.component("B").type, Ref)


def test_a_component_made_of_itself_alone_is_an_error() -> None:
    schema = "allOf: [{$ref: '#/components/schemas/Thing'}, {type: object}]"
    _, sink = schema_api(schema)
    assert [item.code for item in sink.errors] == ["S010"]


def test_the_flag_of_the_older_dialect_in_a_newer_document_is_read_as_meant_and_warned_of() -> None:
    api, sink = schema_api("{type: number, minimum: 0, exclusiveMinimum: true}")
    kind = api.component("Thing").type
    assert isinstance(kind, Number)
    assert kind.minimum is not None
    assert kind.minimum.exclusive
    assert [item.code for item in sink.items] == ["S008"]


def test_an_empty_schema_allows_anything() -> None:
    kind, _ = thing("{}")
    assert isinstance(kind, Anything)


def test_an_open_object_allows_members_it_does_not_name() -> None:
    kind, _ = object_thing("type: object")
    assert isinstance(kind, Object)
    assert isinstance(kind.additional, Anything)


def test_a_field_required_twice_is_required_once_for_validators() -> None:
    api, _ = schema_api("{type: object, required: [a, a], properties: {a: {type: string}}}")
    assert api.component("Thing").schema.value["required"] == ["a"]
