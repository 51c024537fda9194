"""A rule may be forgotten, or applied to more than its condition covers, whichever way the document spells it."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from ..inline import document
from ..mock.faults.planting import SANDBOX, api_from, planted
from ..mock.served import SANDBOXES, SMALLEST
from .listing import ids_of

HEAD = """
paths:
  /trips:
    post:
      operationId: make_trip
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                kind: {enum: [walk, ride]}
                speed: {type: integer, minimum: 0, maximum: 9}
                load: {type: integer, minimum: 0}
"""
TAIL = """
      responses: {"201": {description: made}, "422": {description: refused}}
"""
SPELLINGS = (
    "if: {required: [kind], properties: {kind: {const: ride}}}\nthen: {required: [speed]}",
    "not: {required: [kind], properties: {kind: {const: ride}}, not: {required: [speed]}}",
    "anyOf: [{required: [speed]}, {properties: {kind: {const: walk}}}]",
    "allOf:\n- if: {required: [kind], properties: {kind: {const: ride}}}\n  then: {required: [speed]}",
    "oneOf: [{required: [speed]}, {properties: {kind: {const: walk}}, not: {required: [speed]}}]",
)


def trips(rule: str, *faults: str) -> Any:
    return planted(api_from(document(HEAD + textwrap.indent(rule, " " * 14) + TAIL)), *faults)


def faults_of(rule: str, kind: str) -> list[str]:
    found = ids_of(api_from(document(HEAD + textwrap.indent(rule, " " * 14) + TAIL)))
    return [name for name in found if name.endswith(f":{kind}")]


BODIES: tuple[dict[str, Any], ...] = ({"kind": "ride"}, {"kind": "walk"}, {}, {"kind": "ride", "speed": 1})


def statuses(rule: str, *faults: str) -> list[int]:
    served = trips(rule, *faults)
    return [served.post("/trips", body).status_code for body in BODIES]


@pytest.mark.parametrize("rule", SPELLINGS)
def test_a_rule_is_forgotten_and_applied_too_often_however_it_is_spelt(rule: str):
    assert statuses(rule) == [422, 201, 201, 201]
    (forgotten,) = faults_of(rule, "forgotten")
    assert statuses(rule, forgotten) == [201, 201, 201, 201]
    wider = faults_of(rule, "over_applied")
    # Whatever `kind` is, a speed is asked for; whatever `speed` is, nobody rides.
    assert sorted(statuses(rule, fault) for fault in wider) == [[422, 201, 201, 422], [422, 422, 422, 201]]


def test_one_of_two_dependencies_is_forgotten_or_applied_alone():
    rule = "dependentRequired: {kind: [speed], load: [speed]}"
    bodies: tuple[dict[str, Any], ...] = ({"kind": "walk"}, {"load": 1}, {})
    found = {}
    for fault in (*faults_of(rule, "forgotten"), *faults_of(rule, "over_applied")):
        served = trips(rule, fault)
        found[fault.rpartition("/")[2]] = [served.post("/trips", body).status_code for body in bodies]
    assert [201, 422, 201] in found.values()
    assert [422, 201, 201] in found.values()
    assert [422, 422, 422] in found.values()


def test_a_rule_that_says_the_same_without_its_condition_is_not_applied_too_often():
    assert (
        faults_of("allOf: [{required: [speed]}, {anyOf: [{required: [speed]}, {required: [load]}]}]", "over_applied")
        == []
    )


def test_no_rule_is_applied_so_often_that_nothing_is_left():
    rule = "allOf: [{not: {required: [kind]}}]"
    assert faults_of(rule, "over_applied") == []
    assert len(faults_of(rule, "forgotten")) == 1


def test_the_boundary_of_a_condition_may_be_off_by_one():
    fault = "CreateSandboxRequest/allOf/0/if/properties/gpu_count/minimum:moved_in"
    served = planted(SANDBOX, fault)
    bodies = ({"gpu_count": 1, "vm": True}, {"gpu_count": 2, "vm": True})
    assert [served.post(SANDBOXES, {**SMALLEST, **body}).status_code for body in bodies] == [201, 422]


def test_a_rule_of_a_shared_document_is_forgotten_by_its_title():
    served = planted(SANDBOX, "CreateSandboxRequest/gpu_requires_vm:forgotten")
    gpu = {"gpu_count": 1, "gpu_type": "H100_80GB"}
    assert served.post(SANDBOXES, {**SMALLEST, **gpu}).status_code == 201
    assert served.post(SANDBOXES, {**SMALLEST, "gpu_count": 1, "vm": True}).status_code == 422


def test_an_open_question_is_no_rule_that_could_be_broken():
    assert not [name for name in ids_of(SANDBOX) if "cpu_node_with_gpus" in name]
