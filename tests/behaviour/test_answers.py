"""Answers are read tolerantly in two things only; whatever else breaks the document is refused."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import pytest
from pydantic import TypeAdapter, ValidationError

from .conftest import Generate

DOCUMENT = """
components:
  schemas:
    Event:
      oneOf:
        - {$ref: "#/components/schemas/Made"}
        - {$ref: "#/components/schemas/Gone"}
      discriminator: {propertyName: kind}
    Made:
      type: object
      required: [kind, size]
      properties:
        kind: {const: made}
        size: {type: integer, maximum: 5}
        colour: {$ref: "#/components/schemas/Colour"}
      additionalProperties: false
    Gone: {type: object, required: [kind], properties: {kind: {const: gone}, colours: {type: array, items: {
      $ref: "#/components/schemas/Colour"}}}}
    Colour: {enum: [red, blue]}
paths:
  /events:
    post:
      operationId: post_event
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Event"}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Event"}}}}}
"""


@pytest.fixture(scope="module")
def package(generated: Generate) -> str:
    return generated(DOCUMENT).__name__


@pytest.fixture(scope="module")
def models(package: str) -> ModuleType:
    return import_module(f"{package}.models")


def read(package: str, model: object, text: str) -> object:
    """The answer as the client reads it."""
    return import_module(f"{package}._runtime.model").read(TypeAdapter(model), text.encode())


def test_a_new_value_of_an_enumeration_is_kept_and_a_known_one_is_a_member(package: str, models: ModuleType):
    event = read(package, models.Event, '{"kind": "gone", "colours": ["red", "green"]}')
    assert isinstance(event, models.Gone)
    assert event.colours == [models.Colour.RED, "green"]
    assert type(event.colours[0]) is models.Colour


def test_a_new_variant_is_kept_as_it_came(package: str, models: ModuleType):
    assert read(package, models.Event, '{"kind": "moved", "to": 1}') == {"kind": "moved", "to": 1}


def test_a_new_member_is_kept_even_where_the_document_closes_the_object(package: str, models: ModuleType):
    event = read(package, models.Event, '{"kind": "made", "size": 1, "extra": [1]}')
    assert event.model_extra == {"extra": [1]}


@pytest.mark.parametrize(
    "text",
    [
        '{"kind": "made"}',
        '{"kind": "made", "size": "1"}',
        '{"kind": "made", "size": 6}',
        '{"kind": "made", "size": null}',
        '{"kind": "gone", "colours": [1]}',
        '{"size": 1}',
        "null",
        "[]",
    ],
)
def test_everything_else_that_breaks_the_document_is_refused(package: str, models: ModuleType, text: str):
    with pytest.raises(ValidationError):
        read(package, models.Event, text)


@pytest.mark.parametrize(
    "text",
    [
        '{"kind": "moved"}',
        '{"kind": "gone", "colours": ["green"]}',
        '{"kind": "made", "size": 1, "colour": "green"}',
        '{"kind": "made", "size": 1, "extra": 1}',
    ],
)
def test_what_is_sent_is_held_to_the_very_document(models: ModuleType, text: str):
    with pytest.raises(ValidationError):
        TypeAdapter(models.EventRequest).validate_json(text)
    assert TypeAdapter(models.EventRequest).validate_json('{"kind": "gone", "colours": ["red"]}')
