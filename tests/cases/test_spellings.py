"""However a document spells its rules, the same cases come out."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals

from ..inline import api_of
from ..mutants.spellings import SPELLINGS, Schema

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
FLAGSHIP = yaml.safe_load(SPEC.read_text(encoding="utf-8"))

BOOKING: dict[str, Any] = yaml.safe_load("""
openapi: 3.1.0
info: {title: Trips, version: "1"}
paths:
  /trips:
    post:
      operationId: book
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Trip"}}}
      responses: {"201": {description: booked}, "422": {description: refused}}
components:
  schemas:
    Trip:
      type: object
      required: [nights]
      properties:
        nights: {type: integer, minimum: 1, maximum: 30}
        breakfast: {type: boolean}
        diet: {enum: [none, vegan, halal]}
        card: {type: [string, "null"], minLength: 4, maxLength: 6}
        deposit: {type: number, exclusiveMinimum: 0, maximum: 500}
      allOf:
        - if: {required: [card]}
          then: {required: [deposit]}
        - if: {required: [diet]}
          then: {required: [breakfast], properties: {breakfast: {const: true}}}
        - if: {required: [deposit], properties: {deposit: {minimum: 100}}}
          then: {properties: {nights: {minimum: 7}}}
""")


def cases_of(document: Schema, operation_id: str) -> set[tuple[str, str, frozenset[str]]]:
    """The kind, the body and the blame of every case of the operation's body."""
    api, sink = api_of(json.dumps(document), name="spelt.json")
    assert not sink.errors
    operation = api.operation(operation_id)
    nominals = Nominals(api)
    cases = (*valid_cases(api, operation, nominals), *fault_cases(api, operation, nominals))
    return {(case.kind, json.dumps(case.body.value, sort_keys=True), frozenset(case.expect.blame)) for case in cases}


DOCUMENTS = {"flagship": (FLAGSHIP, "CreateSandboxRequest", "create_sandbox"), "trips": (BOOKING, "Trip", "book")}


@cache
def plain_cases(document: str) -> frozenset[tuple[str, str, frozenset[str]]]:
    """The cases of a document as it is."""
    whole, _, operation = DOCUMENTS[document]
    return frozenset(cases_of(whole, operation))


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_spelling_of_the_rules_changes_no_case(document: str, spelling: str) -> None:
    whole, name, operation = DOCUMENTS[document]
    expected = plain_cases(document)
    found = cases_of(SPELLINGS[spelling](whole, name), operation)
    assert sorted(found - expected, key=str) == []
    assert sorted(expected - found, key=str) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_rule_has_cases_on_both_sides(document: str) -> None:
    whole, name, operation = DOCUMENTS[document]
    without = deepcopy(whole)
    del without["components"]["schemas"][name]["allOf"]
    kinds = {kind for kind, _, _ in cases_of(whole, operation) - cases_of(without, operation)}
    assert kinds == {"valid", "fault"}
