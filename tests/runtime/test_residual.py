"""Schemas judge values as they would be sent."""

import json
from typing import Annotated

import pytest
from fencepost.runtime.model import Model
from fencepost.runtime.residual import Components, Meets
from fencepost.runtime.scalars import DateTime, NotNull
from pydantic import Field, JsonValue, TypeAdapter, ValidationError

SHARED = Components({"Short": {"type": "string", "maxLength": 2}})
SHORT = TypeAdapter(Annotated[JsonValue, Meets('{"items": {"$ref": "#/components/schemas/Short"}}', SHARED)])


class Thing(Model):
    made_at: Annotated[NotNull[DateTime], Field(alias="made-at")] = None
    size: int = 2


def test_a_value_that_the_schema_refuses_is_refused_and_the_schema_is_named():
    assert SHORT.validate_python(["ab"]) == ["ab"]
    with pytest.raises(ValidationError, match=r"Input should meet .*Short"):
        SHORT.validate_python(["abc"])


@pytest.mark.parametrize(
    ("schema", "accepted"),
    [
        ({"required": ["made-at"]}, True),
        ({"required": ["size"]}, False),
        ({"properties": {"made-at": {"type": "string", "pattern": "Z$"}}}, True),
        ({"maxProperties": 1}, True),
    ],
)
def test_a_model_is_judged_by_the_fields_that_were_given_under_their_names_on_the_wire(schema: object, accepted: bool):
    thing = Thing.model_validate_json('{"made-at": "2026-11-07T05:31:56Z"}')
    assert Meets(json.dumps(schema)).accepts(thing) is accepted


def test_models_inside_a_value_are_judged_as_they_are_sent():
    things = TypeAdapter(Annotated[list[Thing], Meets('{"items": {"maxProperties": 0}}')])
    assert things.validate_python([Thing()]) == [Thing()]
    with pytest.raises(ValidationError):
        things.validate_python([Thing(size=2)])
