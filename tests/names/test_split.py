"""What requests and answers share has a component for each side, where the two are read differently."""

import pytest
from fencepost.ir.api import Api
from fencepost.ir.types import Object, Ref
from fencepost.names.hoist import hoist
from fencepost.names.split import split
from fencepost.rules.schema import schema_of

from ..inline import api_of, document

BOTH = """
paths:
  /things:
    post:
      operationId: create_thing
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}}
"""


def printed(schemas: str, paths: str = BOTH) -> Api:
    return split(hoist(api_of(document(f"components:\n  schemas:\n{schemas}{paths}"))[0], schema_of))


def names(schemas: str, paths: str = BOTH) -> list[str]:
    return [component.name for component in printed(schemas, paths).components]


@pytest.mark.parametrize(
    ("schema", "second"),
    [
        ("{type: object, properties: {a: {type: string}}}", False),
        ("{type: object, properties: {a: {type: [string, 'null'], maxLength: 3}}, additionalProperties: false}", False),
        ("{type: object, properties: {a: {anyOf: [{type: string}, {type: integer}]}}}", False),
        ("{enum: [red, blue]}", False),
        ("{type: object, properties: {a: {enum: [1, 2]}}}", True),
        ("{type: object, properties: {a: {const: x}}}", True),
        ("{type: object, properties: {a: {oneOf: [{type: integer}, {type: number, maximum: 2}]}}}", True),
        ("{type: array, contains: {type: integer}}", True),
        ("{type: object, properties: {a: {}}, maxProperties: 2}", True),
        ("{type: object, additionalProperties: {type: string}, maxProperties: 2}", False),
        ("{type: object, properties: {a: {}, b: {}}, dependentRequired: {a: [b]}}", False),
    ],
)
def test_only_what_may_hold_something_new_in_answers_is_split(schema: str, second: bool):
    assert ("ThingRequest" in names(f"    Thing: {schema}\n")) is second


def test_a_component_for_requests_stands_behind_the_other_and_leads_to_others_for_requests():
    api = printed("""\
    Thing:
      type: object
      properties: {inner: {$ref: "#/components/schemas/Inner"}, plain: {$ref: "#/components/schemas/Plain"}}
    Inner: {type: object, properties: {colour: {$ref: "#/components/schemas/Colour"}}}
    Plain: {type: object, properties: {a: {}}}
    Colour: {enum: [red, blue]}
""")
    assert [component.name for component in api.components] == [
        "Thing",
        "ThingRequest",
        "Inner",
        "InnerRequest",
        "Plain",
        "Colour",
    ]
    kind = api.component("ThingRequest").type
    assert isinstance(kind, Object)
    assert [field.type.name for field in kind.fields if isinstance(field.type, Ref)] == ["InnerRequest", "Plain"]


def test_requests_lead_to_the_one_and_answers_to_the_other():
    (operation,) = printed("    Thing: {type: object, properties: {a: {const: x}}}\n").operations
    assert operation.body.json.type.name == "ThingRequest"
    assert operation.success.json.type.name == "Thing"


def test_a_taken_name_gives_way():
    text = "    Thing: {type: object, properties: {a: {const: x}}}\n    ThingRequest: {type: string}\n"
    assert names(text) == ["Thing", "ThingRequest2", "ThingRequest"]


def test_what_stands_on_one_side_alone_is_left_as_it_is():
    answered = BOTH.replace(
        'requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}', "tags: []"
    )
    assert names("    Thing: {type: object, properties: {a: {const: x}}}\n", answered) == ["Thing"]
