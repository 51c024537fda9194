"""A type is laid out as constraints: each at a pointer of its own, and all of them together the type."""

from __future__ import annotations

import copy
import textwrap
from itertools import pairwise
from typing import Any

import pytest
from fencepost.ir.api import Api
from fencepost.ir.types import Type
from fencepost.ir.values import Json
from fencepost.rules.constraints.constraint import Finder, checks
from fencepost.rules.constraints.layout import layout_of
from fencepost.rules.constraints.printing import printed
from fencepost.rules.domains import Domains
from fencepost.rules.evaluate import allows
from jsonschema import Draft202012Validator

from ..inline import api_of, document, thing


def laid_out(kind: Type, api: Api) -> tuple[dict[str, Any], list[str]]:
    layout = layout_of(kind, Domains(api))
    schema = printed(layout, api)
    assert isinstance(schema, dict)
    return schema, [check.constraint.pointer for check in checks(layout)]


def pointers(schema: str) -> list[str]:
    return laid_out(*thing(schema))[1]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: integer, minimum: 1, exclusiveMaximum: 9}", ["/type", "/minimum", "/maximum"]),
        ("{type: [string, 'null'], minLength: 1, pattern: a}", ["/type", "/minLength", "/pattern"]),
        ("{type: [string, number], maxLength: 3, minimum: 0}", ["/type", "/maxLength", "/minimum"]),
        ("{enum: [a, b, null]}", ["/enum"]),
        ("{const: 3}", ["/enum"]),
        ("{type: [boolean, 'null']}", ["/type"]),
        ("{type: array, items: {type: string}, uniqueItems: true}", ["/type", "/uniqueItems", "/items/type"]),
        ("{type: array, prefixItems: [{}, {const: 1}], items: false}", ["/type", "/items", "/prefixItems/1/enum"]),
        (
            "{type: object, required: [b, a], properties: {a: {}, b: {type: string}}, additionalProperties: false}",
            ["/type", "/required/0", "/required/1", "/additionalProperties", "/properties/b/type"],
        ),
        (
            "{type: object, additionalProperties: {type: integer}, propertyNames: {maxLength: 2}, minProperties: 1}",
            ["/type", "/minProperties", "/additionalProperties/type", "/propertyNames/maxLength"],
        ),
        ("{type: object, properties: {a: false}}", ["/type", "/properties/a/not"]),
        ("{type: array, contains: {const: 1}}", ["/type", "/allOf/0/allOf"]),
        ("true", []),
    ],
)
def test_every_constraint_stands_at_a_pointer_of_its_own(schema: str, expected: list[str]) -> None:
    assert pointers(schema) == expected


def test_a_clause_of_a_rule_is_one_constraint_however_it_is_spelt() -> None:
    fields = "type: object\nproperties: {a: {type: integer, minimum: 0, maximum: 8}, b: {type: boolean}}\n"
    on = "required: [b], properties: {b: {const: true}}"
    spelt = [
        f"if: {{required: [a], properties: {{a: {{minimum: 1}}}}}}\nthen: {{{on}}}",
        f"anyOf: [{{properties: {{a: {{const: 0}}}}}}, {{{on}}}]",
        f"not: {{required: [a], properties: {{a: {{not: {{const: 0}}}}}}, not: {{{on}}}}}",
        f"dependentSchemas: {{a: {{anyOf: [{{properties: {{a: {{maximum: 0}}}}}}, {{{on}}}]}}}}",
    ]
    found = [pointers(fields + rule) for rule in spelt]
    assert [len([pointer for pointer in each if pointer.startswith("/allOf")]) for each in found] == [1, 1, 1, 1]
    assert all(each == found[0] for each in found)


def test_objects_told_apart_by_a_field_are_laid_out_one_by_one() -> None:
    assert pointers(
        """
        oneOf:
          - {type: object, required: [t, x], properties: {t: {const: a}, x: {type: string}}}
          - {type: object, required: [t], properties: {t: {const: b}, y: {type: number}}}
        """
    ) == [
        "/type",
        "/required/0",
        "/properties/t/enum",
        "/allOf/0/then/required/0",
        "/allOf/0/then/properties/x/type",
        "/allOf/1/then/properties/y/type",
    ]


def test_of_other_variants_only_the_choice_can_be_asked() -> None:
    assert pointers("{anyOf: [{type: string, maxLength: 3}, {type: string, pattern: a}]}") == ["/anyOf"]
    assert pointers("{oneOf: [{type: integer, multipleOf: 2}, {type: integer, multipleOf: 3}]}") == ["/oneOf"]


def test_what_leads_back_into_itself_is_one_constraint_there() -> None:
    again = "{$ref: '#/components/schemas/Thing'}"
    kind, api = thing(f"{{type: object, properties: {{n: {{maximum: 5, type: integer}}, next: {again}}}}}")
    schema, found = laid_out(kind, api)
    assert found == ["/type", "/properties/n/type", "/properties/n/maximum", "/properties/next/type", *found[4:]]
    assert "/properties/next/properties/next/$ref" in found
    assert Draft202012Validator(schema).is_valid({"next": {"next": {"next": {"n": 5}}}})
    assert not Draft202012Validator(schema).is_valid({"next": {"next": {"next": {"n": 6}}}})


def component(name: str, schemas: str) -> tuple[Type, Api]:
    """The type of one of several components."""
    api, sink = api_of(document("components:\n  schemas:\n" + textwrap.indent(textwrap.dedent(schemas), "    ")))
    assert not sink.errors, sink.errors
    return api.component(name).type, api


def test_a_component_used_twice_can_be_loosened_at_one_place_alone() -> None:
    size = "{$ref: '#/components/schemas/Size'}"
    schema, found = laid_out(
        *component(
            "Box",
            f"""
            Box: {{type: object, properties: {{a: {size}, b: {size}}}}}
            Size: {{type: integer, maximum: 3}}
            """,
        )
    )
    assert "/properties/a/maximum" in found
    loose = Draft202012Validator(without(schema, "/properties/a/maximum"))
    assert loose.is_valid({"a": 9, "b": 3})
    assert not loose.is_valid({"a": 3, "b": 9})


VALUES: list[Json] = [
    None,
    True,
    0,
    1,
    2.5,
    7,
    "",
    "a",
    "aaaa",
    [],
    [1],
    [1, 1],
    ["a", 2, None],
    {},
    {"a": 1},
    {"a": 9, "b": True},
    {"a": 5, "b": False},
    {"a": 0, "c": "x"},
    {"t": "a", "x": "y"},
    {"t": "b", "x": 1},
    {"t": "c"},
    {"xx": 3},
]
TYPES = [
    "{type: [integer, string, 'null'], minimum: 1, maxLength: 2}",
    "{type: array, items: {type: [integer, 'null']}, minItems: 1, maxItems: 2, uniqueItems: true}",
    "{type: array, prefixItems: [{type: string}], items: {type: integer}}",
    "{type: object, required: [a], properties: {a: {maximum: 5}, b: {type: boolean}}, additionalProperties: false}",
    "{type: object, patternProperties: {'^x': {maximum: 2}}, additionalProperties: {type: [integer, boolean, string]}}",
    "{type: object, propertyNames: {maxLength: 1}, minProperties: 1, maxProperties: 1}",
    """
    oneOf:
      - {type: object, required: [t, x], properties: {t: {const: a}, x: {type: string}}}
      - {type: object, required: [t], properties: {t: {const: b}, x: {type: string}}}
      - {type: integer}
    """,
    "{anyOf: [{type: object, required: [a]}, {type: string, maxLength: 2}, {type: string, pattern: aaaa}]}",
    """
    type: [object, integer]
    properties: {a: {type: integer}, b: {type: boolean}}
    if: {required: [a], properties: {a: {minimum: 1}}}
    then: {required: [b], properties: {b: {const: true}}}
    """,
    "{type: [array, object, 'null'], contains: {const: 1}, properties: {a: {enum: [1, 9]}}}",
]


@pytest.mark.parametrize("schema", TYPES)
def test_all_constraints_together_are_the_type(schema: str) -> None:
    kind, api = thing(schema)
    layout = layout_of(kind, Domains(api))
    judge = Draft202012Validator(printed(layout, api))
    for value in VALUES:
        assert judge.is_valid(value) == allows(kind, value, api), value
        assert (not Finder(api).broken(layout, value)) == allows(kind, value, api), value


@pytest.mark.parametrize("schema", TYPES)
def test_a_value_breaks_one_constraint_just_where_the_schema_without_it_accepts_the_value(schema: str) -> None:
    kind, api = thing(schema)
    layout = layout_of(kind, Domains(api))
    whole = printed(layout, api)
    seen = 0
    for check in checks(layout):
        pointer = check.constraint.pointer
        rest = Draft202012Validator(without(whole, pointer))
        for value in VALUES:
            found = {constraint.pointer for constraint in Finder(api).broken(layout, value)}
            seen += found == {pointer}
            assert rest.is_valid(value) == (found <= {pointer}), (pointer, value)
    assert seen


def without(schema: Json, pointer: str) -> Any:
    """A copy of a schema without what stands at a pointer."""
    *steps, last = pointer.split("/")[1:]
    whole: Any = copy.deepcopy(schema)
    node = whole
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    del node[int(last) if isinstance(node, list) else last]
    return whole


def test_components_inside_each_other_without_end_are_written_out_in_part() -> None:
    names = [f"T{number}" for number in range(13)]
    schemas = ""
    for name, after in pairwise(names):
        inner = f"{{$ref: '#/components/schemas/{after}'}}"
        schemas += f"{name}: {{type: object, properties: {{a: {inner}, b: {inner}, c: {inner}}}}}\n"
    schema, found = laid_out(*component("T0", f"{schemas}T12: {{type: integer}}\n"))
    assert 100 < len(found) < 5_000
    assert any(pointer.endswith("/$ref") for pointer in found)
    assert Draft202012Validator(schema).is_valid({"a": {"b": {"c": {}}}})
    assert not Draft202012Validator(schema).is_valid({"a": {"b": {"c": {"a": {"a": {"a": {"a": 1}}}}}}})
