"""Types can be gone through and changed as a whole, rules included."""

from fencepost.ir.members import fields_of, rules_of
from fencepost.ir.types import Anything, Ref, String, Type
from fencepost.ir.walk import rewrite, types_of, walk, walk_with_rules

from ..inline import api_of, document, object_thing

THING = """
type: object
properties:
  name: {type: string}
  sizes:
    type: array
    prefixItems: [{type: boolean}]
    items: {anyOf: [{type: integer}, {$ref: "#/components/schemas/Thing"}]}
patternProperties: {^x: {type: "null"}}
additionalProperties: {type: number}
propertyNames: {type: string, maxLength: 3}
allOf:
  - title: named
    if: {required: [name], properties: {name: {const: a}}}
    then: {required: [sizes]}
"""


def kinds(found: list[Type]) -> list[str]:
    return [type(kind).__name__ for kind in found]


def test_a_walk_meets_every_type_once_from_the_outside_in():
    kind, _ = object_thing(THING)
    found = kinds(list(walk(kind)))
    assert found[0] == "Object"
    assert sorted(found[1:]) == sorted(
        ["String", "Array", "Boolean", "Union", "Number", "Ref", "Null", "Number", "String"]
    )


def test_a_walk_with_rules_meets_the_types_they_speak_of_too():
    kind, _ = object_thing(THING)
    assert len(list(walk_with_rules(kind))) == len(list(walk(kind))) + 1
    assert "Enum" in kinds(list(walk_with_rules(kind)))


def test_a_rewrite_reaches_every_type_and_keeps_the_rest():
    kind, _ = object_thing(THING)

    def deep(inner: Type) -> Type:
        return Anything(location=inner.location) if isinstance(inner, String | Ref) else rewrite(inner, deep)

    changed = rewrite(kind, deep)
    assert not any(isinstance(inner, String | Ref) for inner in walk_with_rules(changed))
    assert len(list(walk(changed))) == len(list(walk(kind)))
    assert rewrite(kind, lambda inner: inner) == kind


def test_the_types_of_a_document_are_those_of_components_parameters_bodies_answers_and_headers():
    api, _ = api_of(
        document("""
        paths:
          /things:
            post:
              operationId: create_thing
              parameters: [{name: mode, in: query, schema: {type: boolean}}]
              requestBody: {content: {application/json: {schema: {type: integer}}}}
              responses:
                "200":
                  description: made
                  headers: {X-Size: {schema: {type: array}}}
                  content: {application/json: {schema: {type: "null"}}}
        components: {schemas: {Thing: {type: string}}}
        """)
    )
    assert kinds(list(types_of(api))) == ["String", "Boolean", "Number", "Null", "Array"]


def test_fields_are_those_of_one_object_and_not_of_a_choice():
    api, _ = api_of(
        document("""
        components:
          schemas:
            A: {type: object, properties: {a: {}, b: {}}}
            B: {$ref: "#/components/schemas/A"}
            C: {anyOf: [{$ref: "#/components/schemas/A"}, {type: "null"}]}
        """)
    )
    found = {component.name: fields_of(component.type, api) for component in api.components}
    assert {name: [field.wire_name for field in fields] for name, fields in found.items()} == {
        "A": ["a", "b"],
        "B": ["a", "b"],
        "C": [],
    }


def test_rules_are_found_where_they_are_stated():
    kind, _ = object_thing(THING)
    assert [rule.name for rule in rules_of(kind)] == ["named"]
    assert rules_of(kind.fields[0].type) == ()
