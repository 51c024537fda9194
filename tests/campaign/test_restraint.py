"""Cases are held to what may be sent: listed values, no privileged ones, and nothing but what they were made to try."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fencepost.campaign.planning.changed import parts_of
from fencepost.campaign.planning.restraint import Barred, FieldValues, Permission, Restraint
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.protocol.order import protocol_cases
from fencepost.ir.api import Api
from fencepost.ir.values import Json, freeze

from ..inline import api_of

TEXT = """\
openapi: 3.1.0
info: {title: Jobs, version: "1"}
paths:
  /jobs:
    post:
      operationId: make_job
      parameters:
        - {name: zone, in: query, schema: {type: string}}
        - {name: force, in: query, schema: {type: boolean}, x-fencepost-privileged: operator}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewJob"}}}
      responses: {"201": {description: made}, "422": {description: wrong}}
  /tasks:
    post:
      operationId: make_task
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewJob"}}}
      responses: {"201": {description: made}, "422": {description: wrong}}
components:
  schemas:
    NewJob:
      type: object
      required: [image]
      properties:
        image: {type: string, minLength: 1, maxLength: 20}
        large: {type: boolean}
        rank: {type: integer, default: 0, x-fencepost-privileged: admin}
        disks:
          type: array
          items: {type: object, required: [image], properties: {image: {type: string}, size: {maximum: 9}}}
      allOf:
        - title: large_needs_big
          if: {required: [large], properties: {large: {const: true}}}
          then: {properties: {image: {const: big}}}
"""


@pytest.fixture(scope="module")
def api() -> Api:
    found, sink = api_of(TEXT)
    assert not sink.errors
    return found


def cases(api: Api, operation: str = "make_job") -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    nominals, chosen = Nominals(api), api.operation(operation)
    assert chosen is not None
    return valid_cases(api, chosen, nominals), fault_cases(api, chosen, nominals)


def values(
    *texts: str, path: tuple[str, ...] = ("image",), part: str = "body", operation: str = "make_job"
) -> Permission:
    listed = FieldValues(operation=operation, path=path, part=part, values=tuple(map(freeze, texts)))
    return Permission(values=(listed,))


def images(case: Case) -> list[Json]:
    body = parts_of(case).get("body")
    return [body["image"]] if isinstance(body, dict) and "image" in body else []


def test_without_a_wish_every_case_is_sent_as_it_is(api: Api) -> None:
    valid, faults = cases(api)
    assert Restraint(api, Permission()).sorted((*valid, *faults)) == ((*valid, *faults), ())


def test_valid_cases_have_a_listed_value_and_each_value_is_sent(api: Api) -> None:
    kept, _ = Restraint(api, values("small", "big", "odd")).sorted(cases(api)[0])
    assert {image for case in kept for image in images(case)} == {"small", "big", "odd"}


def test_a_listed_value_breaks_no_rule(api: Api) -> None:
    kept, barred = Restraint(api, values("small", "big")).sorted(cases(api)[0])
    operation = api.operation("make_job")
    assert operation is not None
    assert operation.body is not None
    assert operation.body.json is not None
    kind = operation.body.json.type
    nominals = Nominals(api)
    assert all(nominals.accepts(kind, parts_of(case)["body"]) for case in kept)
    large = [case for case in kept if '"large":true' in (case.body or freeze("")).text]
    assert large
    assert {image for case in large for image in images(case)} == {"big"}
    assert all(each.case.target == "/body/image" for each in barred)


def test_what_no_listed_value_can_stand_in_for_is_not_sent(api: Api) -> None:
    _, barred = Restraint(api, values("small")).sorted(cases(api)[0])
    assert any('"large":true' in (each.case.body or freeze("")).text for each in barred)


def test_faults_of_the_field_stay_and_others_break_what_they_did(api: Api) -> None:
    _, faults = cases(api)
    kept, barred = Restraint(api, values("small", "big")).sorted(faults)
    about_it = [case for case in faults if case.target == "/body/image"]
    assert about_it
    assert all(case in kept for case in about_it)
    others = [case for case in kept if case.target != "/body/image" and images(case)]
    assert {image for case in others for image in images(case)} <= {"small", "big"}
    assert [each.case.rule for each in barred] in ([], ["large_needs_big"])


def test_a_field_inside_lists_and_a_parameter_are_held_too(api: Api) -> None:
    kept, _ = Restraint(api, values("disk-1", path=("disks", "image"))).sorted(cases(api)[0])
    bodies = [body for case in kept if isinstance(body := parts_of(case)["body"], dict)]
    disks = [disk for body in bodies for disk in body.get("disks", [])]
    assert disks
    assert {disk["image"] for disk in disks} == {"disk-1"}
    kept, _ = Restraint(api, values("north", path=("zone",), part="query")).sorted(cases(api)[0])
    assert {value.value for case in kept for name, value in case.query if name == "zone"} == {"north"}


def test_an_empty_list_leaves_the_field_out_and_all_its_points(api: Api) -> None:
    valid, faults = cases(api)
    kept, barred = Restraint(api, values(path=("disks",))).sorted((*valid, *faults))
    assert all("disks" not in (case.body or freeze("")).text for case in kept)
    assert {each.reason for each in barred} == {"[tool.fencepost.values] leaves the field out"}
    assert {each.case.kind for each in barred} == {"valid", "fault"}


def test_another_operation_keeps_its_values(api: Api) -> None:
    valid, _ = cases(api, "make_task")
    assert Restraint(api, values("small")).sorted(valid) == (valid, ())


def test_only_a_privileged_caller_sends_what_is_marked(api: Api) -> None:
    valid, faults = cases(api)
    kept, barred = Restraint(api, Permission(privileged=False)).sorted((*valid, *faults))
    ranks = [body["rank"] for case in kept if isinstance(body := parts_of(case)["body"], dict) and "rank" in body]
    assert all(rank == 0 for rank in ranks)
    assert all("force" not in dict(case.query) for case in kept)
    reasons = {(each.case.target, each.reason) for each in barred}
    assert ("/body/rank", "only a privileged caller (admin) may send it") in reasons
    assert ("/query/force", "only a privileged caller (operator) may send it") in reasons


def test_beside_another_point_the_default_stands_in_for_what_is_marked(api: Api) -> None:
    case = replace(cases(api)[0][0], body=freeze({"image": "a", "rank": 5}), target="/body/image")
    held = Restraint(api, Permission(privileged=False)).applied(case)
    assert not isinstance(held, Barred)
    assert held.body == freeze({"image": "a", "rank": 0})


def test_a_mock_is_not_asked_for_things_that_no_operation_creates() -> None:
    api, sink = api_of(
        """\
openapi: 3.1.0
info: {title: Jobs, version: "1"}
paths:
  /jobs:
    post:
      operationId: make_job
      responses:
        "201":
          description: made
          content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: string}}}}}
  /jobs/{job_id}:
    get:
      operationId: get_job
      parameters: [{name: job_id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: it}, "404": {description: unknown}}
  /zones/{zone_id}:
    get:
      operationId: get_zone
      parameters: [{name: zone_id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: it}, "404": {description: unknown}}
"""
    )
    assert not sink.errors
    protocol = [case for each in api.operations for case in protocol_cases(api, each, Nominals(api))]
    unknown = [case for case in protocol if case.point == "unknown:identifier"]
    assert {case.operation for case in unknown} == {"get_job", "get_zone"}
    _, barred = Restraint(api, Permission(unknown=False)).sorted(protocol)
    assert {each.case.operation for each in barred} == {"get_zone"}
