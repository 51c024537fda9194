"""A generated model takes what its document allows, refuses the rest, and keeps absent, null and value apart."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType

import pytest
from pydantic import BaseModel, ValidationError

from .conftest import Generate

THINGS = """
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string, minLength: 1}
        size: {type: integer, minimum: 0, default: 2}
        note: {type: [string, "null"]}
        tags: {type: array, items: {type: string}, default: [new]}
        made-at: {type: string, format: date-time}
        token: {type: string, writeOnly: true}
        colour: {$ref: "#/components/schemas/Colour"}
        gpus: {type: integer, minimum: 0}
        vm: {type: boolean, default: false}
      allOf:
        - title: gpus_need_vm
          description: GPUs need a VM.
          if: {required: [gpus], properties: {gpus: {minimum: 1}}}
          then: {required: [vm], properties: {vm: {const: true}}}
        - {title: small_on_vm, if: {required: [vm]}, then: {properties: {size: {maximum: 5}}}}
    Colour: {enum: [red, blue]}
    Box: {type: object, required: [thing], properties: {thing: {$ref: "#/components/schemas/Thing"}}}
paths:
  /boxes:
    post:
      operationId: create_box
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Box"}}}}
      responses: {"204": {description: ok}}
"""


@pytest.fixture(scope="module")
def things(generated: Generate) -> ModuleType:
    return import_module(f"{generated(THINGS).__name__}.models")


def sent(body: BaseModel) -> object:
    """What would go over the wire."""
    return json.loads(body.model_dump_json(by_alias=True, exclude_unset=True))


def faults(model: type[BaseModel], body: object) -> list[tuple[tuple[str | int, ...], str]]:
    """Place and kind of everything that is wrong with a JSON body."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(json.dumps(body), by_alias=True, by_name=False)
    return [(fault["loc"], fault["type"]) for fault in caught.value.errors()]


def test_absent_null_and_value_are_three_things(things: ModuleType):
    assert sent(things.Thing(name="a")) == {"name": "a"}
    assert sent(things.Thing(name="a", note=None)) == {"name": "a", "note": None}
    assert sent(things.Thing(name="a", note="b")) == {"name": "a", "note": "b"}


def test_an_absent_field_reads_as_its_default_and_is_not_sent(things: ModuleType):
    thing = things.Thing(name="a")
    assert (thing.size, thing.note, thing.tags, thing.made_at) == (2, None, ["new"], None)
    assert sent(thing) == {"name": "a"}


def test_a_default_list_belongs_to_one_model_alone(things: ModuleType):
    things.Thing(name="a").tags.append("changed")
    assert things.Thing(name="b").tags == ["new"]


def test_an_optional_field_that_is_not_nullable_refuses_null(things: ModuleType):
    assert faults(things.Thing, {"name": "a", "made-at": None, "colour": None}) == [
        (("made-at",), "format"),
        (("colour",), "literal_error"),
    ]


def test_a_date_time_is_read_and_written(things: ModuleType):
    thing = things.Thing.model_validate_json('{"name": "a", "made-at": "2026-11-07T05:31:56Z"}')
    assert thing.made_at == datetime(2026, 11, 7, 5, 31, 56, tzinfo=UTC)
    assert sent(thing) == {"name": "a", "made-at": "2026-11-07T05:31:56Z"}


def test_a_secret_is_sent_and_never_shown(things: ModuleType):
    thing = things.Thing(name="a", token="hush")
    assert "hush" not in repr(thing)
    assert sent(thing) == {"name": "a", "token": "hush"}


def test_members_that_the_document_does_not_name_are_kept(things: ModuleType):
    assert sent(things.Thing(name="a", other=[1])) == {"name": "a", "other": [1]}


def test_every_broken_rule_is_told_at_once_with_the_field_to_change(things: ModuleType):
    body = {"name": "a", "gpus": 1, "vm": False, "size": 6}
    assert faults(things.Thing, body) == [(("vm",), "gpus_need_vm"), (("size",), "small_on_vm")]


def test_a_broken_rule_deep_inside_is_told_at_its_place(things: ModuleType):
    assert faults(things.Box, {"thing": {"name": "a", "gpus": 1}}) == [(("thing", "vm"), "gpus_need_vm")]


def test_a_rule_is_judged_by_what_was_given_and_not_by_defaults(things: ModuleType):
    assert things.Thing(name="a", size=6).vm is False
    assert faults(things.Thing, {"name": "a", "vm": False, "size": 6}) == [(("size",), "small_on_vm")]


def test_rules_are_not_judged_while_a_field_is_wrong(things: ModuleType):
    assert faults(things.Thing, {"name": "", "gpus": 1}) == [(("name",), "string_too_short")]


def test_a_refusal_says_what_to_do(things: ModuleType):
    with pytest.raises(ValidationError, match="GPUs need a VM; set vm to true"):
        things.Thing(name="a", gpus=1)


def test_a_bound_that_no_double_holds_still_makes_a_model(generated: Generate):
    package = generated(
        "components: {schemas: {Far: {type: object, properties: {a: {type: number, minimum: 1e400}}}}}\n"
        "paths: {/a: {post: {operationId: make_a, responses: {'201': {description: made}}, requestBody:\n"
        "  {content: {application/json: {schema: {$ref: '#/components/schemas/Far'}}}}}}}\n"
    )
    assert package.Far().a is None
    with pytest.raises(ValidationError):
        package.Far.model_validate({"a": 1.0})
