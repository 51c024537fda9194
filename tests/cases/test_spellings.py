"""However a document spells its rules, the same cases come out."""

from __future__ import annotations

import json
from collections.abc import Callable
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

Schema = dict[str, Any]
Implication = tuple[Schema, Schema]


def at_the_top(rules: list[Implication]) -> Schema:
    """One `if` holds the first rule, and both its branches the others."""
    (condition, consequence), *others = rules
    if not others:
        return {"if": condition, "then": consequence}
    rest = at_the_top(others)
    return {"if": condition, "then": {"allOf": [consequence, rest]}, "else": rest}


def inside_all_of(rules: list[Implication]) -> Schema:
    return {"allOf": [{"if": condition, "then": consequence} for condition, consequence in rules]}


def dependent(rules: list[Implication]) -> Schema:
    """By the presence of a field of the condition."""
    required: Schema = {}
    schemas: Schema = {}
    for condition, consequence in rules:
        name = condition["required"][0]
        if condition == {"required": [name]} and set(consequence) == {"required"}:
            required[name] = consequence["required"]
        else:
            values = {"not": {"properties": condition["properties"]}} if "properties" in condition else False
            schemas.setdefault(name, {"allOf": []})["allOf"].append({"anyOf": [values, consequence]})
    return {"dependentRequired": required, "dependentSchemas": schemas}


def negated(rules: list[Implication]) -> Schema:
    return {"allOf": [{"not": {"allOf": [condition, {"not": consequence}]}} for condition, consequence in rules]}


def chosen(rules: list[Implication]) -> Schema:
    return {"allOf": [{"anyOf": [{"not": condition}, consequence]} for condition, consequence in reversed(rules)]}


SPELLINGS: dict[str, Callable[[list[Implication]], Schema]] = {
    "if and then at the top": at_the_top,
    "dependentRequired and dependentSchemas": dependent,
    "not": negated,
    "anyOf": chosen,
}


def spelt(document: Schema, name: str, spelling: Callable[[list[Implication]], Schema]) -> Schema:
    """The document with the rules of a component in other words; entries that only ask a question stay as they are."""
    whole = deepcopy(document)
    schema = whole["components"]["schemas"][name]
    entries = schema.pop("allOf")
    questions = [entry for entry in entries if "then" not in entry]
    written = spelling([(entry["if"], entry["then"]) for entry in entries if "then" in entry])
    schema.update(written, allOf=[*written.get("allOf", []), *questions])
    return whole


def behind_references(document: Schema, name: str) -> Schema:
    """The document with each rule as a component of its own."""
    whole = deepcopy(document)
    schemas = whole["components"]["schemas"]
    for index, entry in enumerate(schemas[name]["allOf"]):
        if "then" in entry:
            schemas[f"Rule{index}"] = {"type": "object", "if": entry["if"], "then": entry["then"]}
            schemas[name]["allOf"][index] = {"$ref": f"#/components/schemas/Rule{index}"}
    return whole


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
    """The cases of a document that has its rules inside `allOf`."""
    whole, name, operation = DOCUMENTS[document]
    return frozenset(cases_of(spelt(whole, name, inside_all_of), operation))


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_spelling_of_the_rules_changes_no_case(document: str, spelling: str) -> None:
    whole, name, operation = DOCUMENTS[document]
    expected = plain_cases(document)
    found = cases_of(spelt(whole, name, SPELLINGS[spelling]), operation)
    assert sorted(found - expected, key=str) == []
    assert sorted(expected - found, key=str) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_rules_behind_references_change_no_case(document: str) -> None:
    whole, name, operation = DOCUMENTS[document]
    expected = plain_cases(document)
    found = cases_of(behind_references(whole, name), operation)
    assert sorted(found - expected, key=str) == []
    assert sorted(expected - found, key=str) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_rule_has_cases_on_both_sides(document: str) -> None:
    whole, name, operation = DOCUMENTS[document]
    without = deepcopy(whole)
    del without["components"]["schemas"][name]["allOf"]
    kinds = {kind for kind, _, _ in cases_of(whole, operation) - cases_of(without, operation)}
    assert kinds == {"valid", "fault"}
