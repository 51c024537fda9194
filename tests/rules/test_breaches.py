"""What a body breaks: nothing where the document allows it, one thing where one was broken, everything at once."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.right.values import valid_points
from fencepost.ir.api import Api
from fencepost.ir.values import freeze
from fencepost.mock.reading.json_text import MalformedError, read_json
from fencepost.rules.breaches import Breach, Breaches
from jsonschema import Draft202012Validator

from ..agreement.damage import damaged
from ..agreement.shapes import SHAPES
from ..cases.test_soundness import FLAGSHIP, SCHEMAS
from ..inline import schema_api, thing

DOCUMENTS: dict[str, Api] = {
    "the flagship document": FLAGSHIP,
    **{name: schema_api(text)[0] for name, text in SCHEMAS.items()},
}


def breaches_of(schema: str, body: Any) -> list[tuple[str, str]]:
    kind, api = thing(schema)
    found = Breaches(api).of(kind, body)
    return [(".".join(map(str, each.path)), each.words) for each in found]


def cases_of(api: Api) -> list[tuple[Case, tuple[Breach, ...]]]:
    """Every case of a JSON body, with what it breaks."""
    nominals = Nominals(api)
    breaches = Breaches(nominals.api)
    return [
        (case, breaches.of(operation.body.json.type, case.body.exact))
        for operation in nominals.api.operations
        if operation.body is not None and operation.body.json is not None
        for case in (*valid_cases(api, operation, nominals), *fault_cases(api, operation, nominals))
        if case.body is not None and case.target.startswith("/body")
    ]


def may_blame(case: Case, breach: Breach) -> bool:
    """Whether the place of a breach is one that a refusal of the case may name, or lies inside one."""
    place = "/body" + "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in breach.path)
    return any(place == blamed or place.startswith(f"{blamed}/") for blamed in case.expect.blame)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_valid_case_breaks_nothing_and_a_fault_one_thing_in_its_place(name: str) -> None:
    judged = cases_of(DOCUMENTS[name])
    assert {case.kind for case, _ in judged} == {"valid", "fault"}
    assert [case.id for case, found in judged if case.kind == "valid" and found] == []
    faults = [(case, found) for case, found in judged if case.kind == "fault"]
    assert [case.id for case, found in faults if len(found) != 1 or not may_blame(case, found[0])] == []
    assert [case.id for case, (found,) in faults if found.rule is not None and found.rule.name != case.rule] == []


@pytest.mark.parametrize("name", SHAPES)
def test_something_is_broken_just_where_two_validators_refuse(name: str) -> None:
    api, sink = schema_api(SHAPES[name].replace(f"schemas/{name}'", "schemas/Thing'"))
    assert not sink.errors
    kind, nominals = api.component("Thing").type, Nominals(api)
    whole = {"components": {"schemas": {"Thing": api.component("Thing").schema.value}}}
    schema = {**whole, "$ref": "#/components/schemas/Thing"}
    fast, plain = jsonschema_rs.Draft202012Validator(schema), Draft202012Validator(schema)
    points = [json.dumps(point.value) for point in valid_points(kind, nominals)]
    for number, text in enumerate(damaged(points[:60], name, 150)):
        try:
            body = read_json(text.encode())
        except (MalformedError, UnicodeEncodeError):
            continue
        refused = not fast.is_valid(json.loads(freeze(body).text))
        assert bool(Breaches(api).of(kind, body)) is refused, text
        if number < 20 and r"\p" not in SHAPES[name] and "multipleOf: 0.1" not in SHAPES[name]:
            assert plain.is_valid(json.loads(text)) is not refused, text


def test_every_fault_is_told_at_once_in_the_order_of_the_document() -> None:
    schema = """
        type: object
        required: [name]
        properties:
          name: {type: string}
          size: {type: integer, minimum: 1, multipleOf: 2}
          kind: {enum: [a, b]}
          parts: {type: array, maxItems: 1, items: {type: object, required: [id], properties: {id: {pattern: "^x"}}}}
        additionalProperties: {type: boolean}
        dependentRequired: {kind: [size]}
    """
    body = {"zz": 1, "parts": [{}, {"id": "y"}], "kind": "c"}
    assert breaches_of(schema, body) == [
        ("name", "is required"),
        ("kind", "must be one of a, b"),
        ("parts", "must have at most 1 item"),
        ("parts.0.id", "is required"),
        ("parts.1.id", "must match the pattern ^x"),
        ("zz", "must be a boolean"),
        ("", "dependent_required_kind does not hold"),
    ]
    assert breaches_of(schema, {"name": "a", "size": -1}) == [
        ("size", "must be at least 1"),
        ("size", "must be a multiple of 2"),
    ]


WORDS: list[tuple[str, Any, str]] = [
    ("{type: [integer, 'null']}", "x", "must be an integer or null"),
    ("{anyOf: [{enum: [a, b]}, {type: 'null'}]}", 5, "must be one of a, b"),
    ("{anyOf: [{type: string, maxLength: 1}, {type: 'null'}]}", "xx", "must have at most 1 character"),
    ("{anyOf: [{type: string}, {type: integer}]}", [], "must be an integer or a string"),
    ("{oneOf: [{type: integer}, {type: number, minimum: 2}]}", 3, "must have exactly one of the documented forms"),
    ("{type: number, exclusiveMinimum: 0}", 0, "must be greater than 0"),
    ("{type: array, contains: {type: string}}", [1], "must hold an item of the documented form"),
    ("{type: object, propertyNames: {maxLength: 1}}", {"xx": 1}, "has a member whose name is not allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value", "words"), WORDS)
def test_a_choice_is_told_by_the_variant_that_is_meant(schema: str, value: Any, words: str) -> None:
    assert breaches_of(schema, value) == [("", words)]
