"""Every way to differ from a document in one place is an edit of it, and the mock that serves the edit differs so."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fencepost.deviations import Deviation, deviations, with_value
from fencepost.diagnostics import Diagnostics, FencepostError
from fencepost.ir.edits import Exclude, Lose, Replace
from fencepost.ir.values import JsonText
from fencepost.mock import Serving, create_app
from fencepost.read.api import read_api
from fencepost.read.document import Document, parse
from fencepost.read.edits import edited
from fencepost.read.nodes import plain
from fencepost.rules.normalise import normalise

from .inline import document
from .mock.served import SANDBOXES, SMALLEST, SPEC, Served, Time, identifiers

SANDBOX = parse("spec/sandbox.yaml", SPEC.read_text(encoding="utf-8"))
GPU = {"gpu_count": 1, "gpu_type": "H100_80GB"}


def deviations_of(source: Document) -> dict[str, Deviation]:
    sink = Diagnostics()
    found = deviations(normalise(read_api(source, sink), sink))
    assert not sink.errors, sink.errors
    assert len({deviation.id for deviation in found}) == len(found)
    return {deviation.id: deviation for deviation in found}


ALL = deviations_of(SANDBOX)


def serve(source: Document) -> Served:
    sink = Diagnostics()
    api = normalise(read_api(source, sink), sink)
    assert not sink.errors, sink.errors
    time = Time()
    return Served(api, create_app(api, Serving(clock=time, new_identifier=identifiers())), time)


def created(deviation: Deviation, **members: Any) -> httpx.Response:
    return serve(edited(SANDBOX, deviation.edit)).post(SANDBOXES, {**SMALLEST, **members})


def test_cores_may_end_at_15():
    deviation = with_value(ALL["CreateSandboxRequest/properties/cpu_cores/maximum:moved_in"], 15)
    assert deviation.id == "CreateSandboxRequest/properties/cpu_cores/maximum:moved_in=15"
    assert deviation.description == "cpu_cores maximum of CreateSandboxRequest is 15"
    assert [created(deviation, cpu_cores=cores).status_code for cores in (15, 15.5, 16)] == [201, 422, 422]


def test_a_rule_may_be_forgotten():
    deviation = ALL["CreateSandboxRequest/gpu_requires_vm:forgotten"]
    assert created(deviation, **GPU).status_code == 201
    assert created(deviation, gpu_count=1, vm=True).status_code == 422


def test_a_default_may_be_another():
    deviation = with_value(ALL["CreateSandboxRequest/properties/disk_size_gb/default:default_changed"], 5)
    assert created(deviation).json()["diskSizeGB"] == 5
    assert created(deviation, disk_size_gb=10).json()["diskSizeGB"] == 10


def test_one_value_may_be_unknown():
    deviation = ALL["GPUType/enum/H100_80GB:value_lost"]
    assert created(deviation, **GPU, vm=True).status_code == 422
    assert created(deviation, gpu_count=1, gpu_type="L4_24GB", vm=True).status_code == 201


def test_a_field_of_an_answer_may_be_called_otherwise():
    deviation = with_value(ALL["Sandbox/properties/memoryGB:renamed"], "memoryGb")
    assert deviation.description == "memoryGB of Sandbox is called memoryGb"
    answer = created(deviation, memory_gb=3).json()
    assert "memoryGB" not in answer
    assert answer["memoryGb"] == 3


def test_a_field_of_an_answer_may_be_left_out():
    assert "createdAt" not in created(ALL["Sandbox/properties/createdAt:left_out"]).json()


def test_a_required_field_may_be_missing():
    answer = created(ALL["CreateSandboxRequest/required/name:not_required"])
    assert answer.status_code == 201
    served = serve(edited(SANDBOX, ALL["CreateSandboxRequest/required/name:not_required"].edit))
    assert served.post(SANDBOXES, {"docker_image": "b"}).status_code == 201


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        ("moved_in", [False, False, True]),
        ("moved_out", [True, True, True]),
        ("dropped", [True, True, True]),
        ("exclusive", [False, False, True]),
    ],
)
def test_a_bound_may_be_off_in_each_way(kind: str, taken: list[bool]):
    deviation = ALL[f"CreateSandboxRequest/properties/timeout_minutes/minimum:{kind}"]
    assert [created(deviation, timeout_minutes=minutes).is_success for minutes in (0, 1, 2)] == taken


def test_the_sandbox_document_has_deviations_of_every_kind_and_each_serves():
    kinds = {deviation.kind for deviation in ALL.values()}
    assert len(kinds) == 10
    for deviation in ALL.values():
        served = serve(edited(SANDBOX, deviation.edit))
        assert served.post(SANDBOXES, {}).status_code == 422, deviation.id


def test_each_deviation_changes_the_document_and_no_two_do_it_alike():
    texts = {deviation.id: edited(SANDBOX, deviation.edit).text for deviation in ALL.values()}
    original = edited(SANDBOX, Replace(pointer="/openapi", value=JsonText('"3.1.0"'))).text
    assert original not in texts.values()
    same = [key for key in texts if list(texts.values()).count(texts[key]) > 1]
    assert same == []


def test_the_same_document_gives_the_same_deviations_in_normal_form_and_as_written():
    assert list(ALL.values()) == list(deviations(read_api(SANDBOX, Diagnostics())))


ORDERS = document(
    """
    paths:
      /orders:
        post:
          operationId: create_order
          parameters: [{name: page, in: query, schema: {type: integer, minimum: 1}}]
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  dependentRequired: {a: [b], c: [d]}
                  properties:
                    tags: {type: array, uniqueItems: true, maxItems: 1, minItems: 1}
                    code: {type: string, pattern: "^x$", minLength: 0, maxLength: 2}
                    kind: {const: order}
                    only: {enum: [one]}
                    step: {type: number, multipleOf: 0.5, minimum: 0.5, maximum: 10}
                    size: {type: number, exclusiveMinimum: 0, maximum: 100}
          responses:
            "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/O"}}}}
    components:
      schemas:
        O: {allOf: [{$ref: "#/components/schemas/B"}, {required: [id]}]}
        B: {type: object, properties: {id: {}}}
    """
)


def test_every_constraint_has_its_deviations():
    found = deviations_of(parse("orders.yaml", ORDERS))
    body = "create_order/body"
    moves = {key.removeprefix(f"{body}/properties/") for key in found if key.startswith(f"{body}/properties/")}
    assert moves == {
        *("tags/uniqueItems:dropped", "tags/maxItems:moved_out", "tags/maxItems:dropped"),
        *("tags/minItems:moved_out", "tags/minItems:dropped"),
        *("code/pattern:dropped", "code/minLength:moved_in"),
        *("code/maxLength:moved_in", "code/maxLength:moved_out", "code/maxLength:dropped"),
        *("kind/const:dropped", "step/multipleOf:dropped"),
        *(f"step/minimum:{kind}" for kind in ("moved_in", "moved_out", "dropped", "exclusive")),
        *(f"step/maximum:{kind}" for kind in ("moved_in", "moved_out", "dropped", "exclusive")),
        *(f"size/exclusiveMinimum:{kind}" for kind in ("moved_in", "moved_out", "dropped")),
        *(f"size/maximum:{kind}" for kind in ("moved_in", "moved_out", "dropped", "exclusive")),
    }
    assert {key for key in found if key.startswith("create_order/page/")} == {
        f"create_order/page/minimum:{kind}" for kind in ("moved_in", "moved_out", "dropped", "exclusive")
    }
    assert found[f"{body}/properties/step/maximum:moved_in"].description == "step maximum of create_order/body is 9.5"


def test_one_of_two_dependencies_is_forgotten_alone():
    source = parse("orders.yaml", ORDERS)
    forgotten = [found for found in deviations_of(source).values() if found.kind == "forgotten"]
    statuses = []
    for deviation in forgotten:
        served = serve(edited(source, deviation.edit))
        statuses.append([served.post("/orders", body).status_code for body in ({"a": 1}, {"c": 1})])
    assert sorted(statuses) == [[201, 422], [422, 201]]


def test_a_field_that_is_inherited_is_renamed_where_it_is_declared():
    source = parse("orders.yaml", ORDERS)
    assert "B/properties/id:renamed" in deviations_of(source)


def test_a_deviation_without_a_value_takes_none():
    with pytest.raises(FencepostError, match="cannot be given the value 3"):
        with_value(ALL["CreateSandboxRequest/gpu_requires_vm:forgotten"], 3)
    with pytest.raises(FencepostError, match="cannot be given the value 3"):
        with_value(ALL["Sandbox/properties/memoryGB:renamed"], 3)


def small(version: str, schema: str) -> Document:
    return parse("small.yaml", f"{{openapi: {version}, s: {schema}}}")


@pytest.mark.parametrize(
    ("version", "schema"),
    [("3.1.0", {"exclusiveMaximum": 5}), ("3.0.3", {"maximum": 5, "exclusiveMaximum": True})],
)
def test_a_bound_is_made_exclusive_in_the_words_of_its_dialect(version: str, schema: dict[str, Any]):
    after = edited(small(version, "{maximum: 5}"), Exclude(pointer="/s/maximum"))
    assert plain(after.root) == {"openapi": version, "s": schema}


def test_an_edit_keeps_every_place_and_changes_the_digest():
    before = small("3.1.0", "{required: [a, b], enum: [1]}")
    after = edited(before, Lose(pointer="/s/required", value=JsonText('"a"')))
    assert plain(after.root) == {"openapi": "3.1.0", "s": {"required": ["b"], "enum": [1]}}
    assert after.name == before.name
    assert after.root.location == before.root.location
    assert after.digest != before.digest


def test_a_list_that_an_edit_leaves_empty_goes():
    after = edited(small("3.1.0", "{required: [a]}"), Lose(pointer="/s/required", value=JsonText('"a"')))
    assert plain(after.root) == {"openapi": "3.1.0", "s": {}}


@pytest.mark.parametrize("pointer", ["/s/nothing", "/s/required/5", "/t/x", "/s/required/a"])
def test_an_edit_of_another_document_is_refused(pointer: str):
    with pytest.raises(KeyError):
        edited(small("3.1.0", "{required: [a]}"), Replace(pointer=pointer, value=JsonText("1")))
