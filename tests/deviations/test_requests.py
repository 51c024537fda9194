"""Every keyword that a request is held to can be got wrong, and the server that does differs in that place alone."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ..inline import document
from ..mock.faults.planting import PATH, PLAIN, SANDBOX, api_from, planted, shelves
from ..mock.served import SANDBOXES, SMALLEST

GPU = {"gpu_count": 1, "gpu_type": "H100_80GB"}


def created(fault: str, **members: Any) -> httpx.Response:
    return planted(SANDBOX, fault).post(SANDBOXES, {**SMALLEST, **members})


def taken(fault: str, *bodies: dict[str, Any]) -> list[bool]:
    served = shelves(f"NewShelf/{fault}")
    return [served.post(PATH, {**PLAIN, **body}).is_success for body in bodies]


def test_cores_may_end_at_15():
    fault = "CreateSandboxRequest/properties/cpu_cores/maximum:moved_in:15"
    assert [created(fault, cpu_cores=cores).status_code for cores in (15, 15.5, 16)] == [201, 422, 422]


def test_a_default_may_be_another():
    fault = "CreateSandboxRequest/properties/disk_size_gb/default:default_changed:5"
    assert created(fault).json()["diskSizeGB"] == 5
    assert created(fault, disk_size_gb=10).json()["diskSizeGB"] == 10


def test_one_value_may_be_unknown():
    fault = "GPUType/enum/H100_80GB:value_lost"
    assert created(fault, **GPU, vm=True).status_code == 422
    assert created(fault, gpu_count=1, gpu_type="L4_24GB", vm=True).status_code == 201


def test_a_required_field_may_be_missing():
    served = planted(SANDBOX, "CreateSandboxRequest/required/name:not_required")
    assert [served.post(SANDBOXES, body).status_code for body in ({"docker_image": "b"}, {"name": "a"})] == [201, 422]


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        ("moved_in", [False, False, True]),
        ("moved_out", [True, True, True]),
        ("dropped", [True, True, True]),
        ("exclusive", [False, False, True]),
    ],
)
def test_a_bound_may_be_off_in_each_way(kind: str, accepted: list[bool]):
    fault = f"CreateSandboxRequest/properties/timeout_minutes/minimum:{kind}"
    assert [created(fault, timeout_minutes=minutes).is_success for minutes in (0, 1, 2)] == accepted


@pytest.mark.parametrize(
    ("fault", "bodies", "accepted"),
    [
        ("properties/width/exclusiveMinimum:inclusive", ({"width": 0}, {"width": -0.5}), [True, False]),
        ("properties/width/multipleOf:dropped", ({"width": 0.3}, {"width": 101}), [True, False]),
        ("properties/width/type:text_accepted", ({"width": "1.5"}, {"width": "x"}), [True, False]),
        ("properties/boards/type:fraction_accepted", ({"boards": 1.5}, {"boards": "1"}), [True, False]),
        ("properties/boards/type:null_accepted", ({"boards": None}, {"boards": "1"}), [True, False]),
        ("properties/note/type:null_refused", ({"note": None}, {"note": "a"}), [False, True]),
        ("properties/note/type:dropped", ({"note": 5}, {"note": "a" * 11}), [True, False]),
        ("properties/name/maxLength:moved_out", ({"name": "a" * 21}, {"name": "a" * 22}), [True, False]),
        ("properties/labels/additionalProperties:dropped", ({"labels": {"a": 1}}, {"labels": 1}), [True, False]),
        (
            "properties/labels/maxProperties:moved_in",
            ({"labels": {"a": "1", "b": "2"}}, {"labels": {"a": "1", "b": "2", "c": "3"}}),
            [True, False],
        ),
        ("properties/grid/items/maxItems:moved_in", ({"grid": [[1]]}, {"grid": [[1, 2]]}), [True, False]),
        ("properties/grid/items/items/minimum:moved_out", ({"grid": [[-1]]}, {"grid": [[-2]]}), [True, False]),
        ("properties/tags/uniqueItems:dropped", ({"tags": ["a", "a"]}, {"tags": [""]}), [True, False]),
        ("properties/tags/contains:dropped", ({"tags": ["a" * 6]}, {"tags": [1]}), [True, False]),
        ("properties/ends/oneOf/1:variant_lost", ({"ends": {"colour": "red"}}, {"ends": 5}), [True, False]),
        ("properties/ends/oneOf:dropped", ({"ends": "red"}, {"ends": None}), [True, True]),
        ("properties/code/pattern:dropped", ({"code": "x"}, {"code": 1}), [True, False]),
        ("additionalProperties:dropped", ({"more": 1}, {"name": 1}), [True, False]),
        ("properties/kind/enum:dropped", ({"kind": "ajar"}, {"kind": 1}), [True, False]),
    ],
)
def test_one_keyword_is_got_wrong_and_everything_else_is_kept(
    fault: str, bodies: tuple[dict[str, Any], ...], accepted: list[bool]
):
    assert taken(fault, *bodies) == accepted


@pytest.mark.parametrize(
    ("fault", "limits", "accepted"),
    [
        ("list_shelves/limit/maximum:moved_in", (49, 50), [True, False]),
        ("list_shelves/limit/type:dropped", ("x", 9), [True, True]),
        ("list_shelves/limit/type:fraction_accepted", (1.5, "x"), [True, False]),
        ("get_shelf/shelf_id/minimum:dropped", (5, "x"), [True, False]),
    ],
)
def test_a_parameter_is_held_to_a_keyword_otherwise(fault: str, limits: tuple[object, ...], accepted: list[bool]):
    served = shelves(fault)
    if "shelf_id" in fault:
        assert [served.get(f"{PATH}/{text}").status_code for text in (0, -1)] == [404, 404]
    else:
        assert [served.get(PATH, params={"limit": limit}).is_success for limit in limits] == accepted


OLD = document(
    """
    paths:
      /orders:
        post:
          operationId: create_order
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    size: {type: number, minimum: 0, exclusiveMinimum: true}
                    note: {type: string, nullable: true}
                    code: {type: string}
                    rush: {type: boolean}
                    fee: {type: number}
                  not: {required: [rush], properties: {rush: {enum: [true]}, fee: {maximum: 5}}}
          responses: {"201": {description: made}, "422": {description: refused}}
    """,
    version="3.0.3",
)


@pytest.mark.parametrize(
    ("fault", "bodies", "accepted"),
    [
        ("properties/size/exclusiveMinimum:inclusive", ({"size": 0}, {"size": -1}), [True, False]),
        ("properties/size/minimum:moved_out", ({"size": 0}, {"size": -1}), [True, False]),
        ("properties/note/type:null_refused", ({"note": None}, {"note": "a"}), [False, True]),
        ("properties/code/type:null_accepted", ({"code": None}, {"code": 1}), [True, False]),
        ("not/fee:over_applied", ({"rush": True, "fee": 6}, {"fee": 6}), [False, True]),
    ],
)
def test_a_document_of_openapi_3_0_is_edited_in_its_own_words(
    fault: str, bodies: tuple[dict[str, Any], ...], accepted: list[bool]
):
    served = planted(api_from(OLD), f"create_order/body/{fault}")
    assert [served.post("/orders", body).is_success for body in bodies] == accepted
