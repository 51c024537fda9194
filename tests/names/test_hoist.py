"""Inline types get components of their own, named after what holds them."""

import pytest
from fencepost.ir.api import Api
from fencepost.ir.types import Array, Enum, Object, Ref, Type, Union
from fencepost.ir.values import JsonText
from fencepost.names.hoist import hoist
from fencepost.rules.schema import schema_of

from ..inline import api_of, document


def hoisted(body: str) -> Api:
    return hoist(api_of(document(body))[0], schema_of)


def schemas(text: str) -> Api:
    return hoisted(f"components:\n  schemas:\n    {text}\n")


def names(api: Api) -> list[str]:
    return [component.name for component in api.components]


def field_type(api: Api, component: str, field: str) -> Type:
    kind = api.component(component).type
    assert isinstance(kind, Object)
    found = kind.field(field)
    assert found is not None
    return found.type


def test_an_object_inside_a_schema_is_named_after_holder_and_field():
    api = schemas("CreateThingRequest: {properties: {metadata: {type: object, properties: {a: {}}}}, type: object}")
    assert names(api) == ["CreateThingRequest", "CreateThingRequestMetadata"]
    kind = field_type(api, "CreateThingRequest", "metadata")
    assert isinstance(kind, Ref)
    assert kind.name == "CreateThingRequestMetadata"


def test_items_and_map_values_are_named_after_what_they_are():
    api = schemas(
        "Thing: {type: object, properties: {sizes: {type: array, items: {enum: [S, M]}}, "
        "prices: {type: object, additionalProperties: {type: object, properties: {net: {}}}}}}"
    )
    assert names(api) == ["Thing", "ThingSizesItem", "ThingPricesValue"]


def test_what_holds_one_value_or_only_scalars_stays_where_it_is():
    text = (
        "Thing: {type: object, properties: {kind: {const: a}, size: {type: [integer, 'null']}, tags: {type: object}}}"
    )
    assert names(schemas(text)) == ["Thing"]


def test_null_stands_beside_the_reference_and_not_inside_the_component():
    api = schemas("Thing: {type: object, properties: {size: {enum: [S, M, null]}}}")
    kind = field_type(api, "Thing", "size")
    assert isinstance(kind, Union)
    assert [type(variant).__name__ for variant in kind.variants] == ["Ref", "Null"]
    size = api.component("ThingSize").type
    assert isinstance(size, Enum)
    assert [item.value for item in size.values] == [JsonText('"S"'), JsonText('"M"')]


def test_a_nullable_component_refers_to_what_it_is_when_it_is_not_null():
    api = schemas("Thing: {type: [object, 'null'], properties: {a: {}}}")
    assert names(api) == ["Thing", "ThingValue"]


def test_variants_are_named_by_title_constant_or_number():
    api = schemas(
        "Thing: {oneOf: [{title: Cat, type: object, properties: {a: {type: string}}}, "
        "{type: object, properties: {kind: {const: dog}}}, {type: object, properties: {b: {}}}]}"
    )
    assert names(api) == ["Thing", "ThingCat", "ThingDog", "ThingVariant3"]


def test_bodies_answers_and_parameters_are_named_after_the_operation():
    api = hoisted("""
        paths:
          /things:
            post:
              operationId: create_thing
              parameters: [{name: mode, in: query, schema: {enum: [fast, slow]}}]
              requestBody: {content: {application/json: {schema: {type: object, properties: {a: {}}}}}}
              responses:
                "201": {description: made, content: {application/json: {schema: {type: object, properties: {b: {}}}}}}
                "404": {description: no, content: {application/json: {schema: {type: object, properties: {c: {}}}}}}
        """)
    assert names(api) == ["CreateThingMode", "CreateThingBody", "CreateThingResponse", "CreateThingResponse404"]


def test_a_shared_answer_is_one_component_named_after_itself():
    api = hoisted("""
        paths:
          /things:
            get: {operationId: list_things, responses: {"404": {$ref: "#/components/responses/NotFound"}}}
            post: {operationId: create_thing, responses: {"404": {$ref: "#/components/responses/NotFound"}}}
        components:
          responses:
            NotFound: {description: no, content: {application/json: {schema: {type: object, properties: {c: {}}}}}}
        """)
    assert names(api) == ["NotFoundResponse"]


def test_an_inherited_inline_type_is_one_component_named_after_where_it_is_written():
    api = schemas(
        "Child: {allOf: [{$ref: '#/components/schemas/Parent'}, {type: object, properties: {b: {}}}]}\n"
        "    Parent: {type: object, properties: {size: {enum: [S, M]}}}"
    )
    assert names(api) == ["Child", "Parent", "ParentSize"]
    assert field_type(api, "Child", "size") == field_type(api, "Parent", "size")


def test_a_declared_component_keeps_its_name():
    api = schemas("Thing: {type: object, properties: {size: {enum: [S, M]}}}\n    ThingSize: {type: string}")
    assert names(api) == ["Thing", "ThingSize2", "ThingSize"]


def test_a_new_component_keeps_what_the_document_says_of_the_type():
    api = schemas("Thing: {type: object, properties: {size: {description: How big., enum: [S, M]}}}")
    assert api.component("ThingSize").annotations.description == "How big."
    assert api.component("ThingSize").schema == JsonText('{"enum":["S","M"]}')


def test_a_type_that_the_caller_calls_a_value_gets_a_name_too():
    api, _ = api_of(document("components: {schemas: {Thing: {type: object, properties: {a: {type: array}}}}}"))
    found = hoist(api, schema_of, lambda kind, position: isinstance(kind, Array) and position == "field")
    assert names(found) == ["Thing", "ThingA"]


@pytest.mark.parametrize("text", ["Thing: {type: object, properties: {a: {anyOf: [{enum: [1, 2]}, {type: array}]}}}"])
def test_what_is_hoisted_stays_so(text: str):
    api = schemas(text)
    assert hoist(api, schema_of) == api


def test_rules_stay_with_the_object_and_are_not_given_classes():
    api = schemas(
        "Thing: {type: object, properties: {a: {type: string}, b: {}}, "
        "if: {required: [a], properties: {a: {enum: [x, y]}}}, then: {required: [b]}}"
    )
    assert names(api) == ["Thing"]


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("{type: array, items: {type: string}}", None),
        ("{type: object, additionalProperties: {type: integer}}", None),
        ("{type: string, format: date}", None),
        ("{type: array, minItems: 1, items: {type: string}}", "DoBody"),
        ("{type: array, items: {type: integer, maximum: 8}}", "DoBody"),
        ("{type: string, maxLength: 3}", "DoBody"),
        ("{const: a}", "DoBody"),
    ],
)
def test_a_whole_body_has_a_name_where_an_annotation_would_not_say_all_of_it(schema: str, name: str | None):
    body = f"requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}"
    api = hoisted(f"paths: {{/do: {{post: {{operationId: do, {body}, responses: {{}}}}}}}}\n")
    assert names(api) == ([] if name is None else [name])
