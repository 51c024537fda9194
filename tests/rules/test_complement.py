"""What a set does not hold: exact wherever the fields of an object say it, and never wrong."""

from __future__ import annotations

import pytest
from fencepost.ir.types import Residual
from fencepost.ir.walk import walk
from fencepost.rules.domains import Domains
from fencepost.rules.evaluate import allows

from ..inline import thing

VALUES = (
    *(None, True, 0, 1.5, "", "abc", [], [1], [1, 2]),
    *({}, {"a": 1}, {"a": "x"}, {"a": 1, "b": 2}, {"b": {"a": 1}}, {"b": {"a": None}}),
)
EXACT = ("{type: object, required: [a]}", "{properties: {a: {type: string}}}", "{type: [string, array], maxLength: 2}")
ASKED = (
    "{type: object, properties: {a: {minimum: 1}}, additionalProperties: false}",
    "{properties: {b: {$ref: '#/components/schemas/Thing'}}, required: [a]}",
    "{type: object, patternProperties: {'^a': {type: integer}}}",
    "{items: {minimum: 2}, uniqueItems: true}",
)


@pytest.mark.parametrize("schema", [*EXACT, *ASKED])
def test_every_value_is_either_in_a_set_or_in_its_complement(schema: str) -> None:
    kind, api = thing(schema)
    outside = Domains(api).complement(kind)
    assert [allows(kind, value, api) for value in VALUES] == [not allows(outside, value, api) for value in VALUES]


@pytest.mark.parametrize("schema", EXACT)
def test_what_fields_ask_is_turned_round_without_a_validator(schema: str) -> None:
    kind, api = thing(schema)
    assert not any(isinstance(inner, Residual) for inner in walk(Domains(api).complement(kind)))
