"""The list of deviations: what stands in it, under which ids, and what does not."""

from __future__ import annotations

import pytest
from fencepost.deviations.deviation import with_value
from fencepost.deviations.effects import EchoChange, FieldChange, Ignored, Lapse, Leak
from fencepost.diagnostics import Diagnostics, FencepostError
from fencepost.read.api import read_api
from fencepost.read.document import parse
from fencepost.read.edits import edited

from ..inline import document
from ..mock.faults.planting import SANDBOX, SHELF, SHELVES, api_from
from ..mock.served import SPEC
from .listing import ids_of

SPOKEN = FieldChange | EchoChange | Leak | Ignored | Lapse


def test_the_shelves_can_go_wrong_in_every_way_there_is():
    kinds = {deviation.kind for deviation in ids_of(SHELVES).values()}
    assert kinds == {
        *("moved_in", "moved_out", "dropped", "exclusive", "inclusive", "value_lost", "variant_lost", "not_required"),
        *("null_accepted", "null_refused", "text_accepted", "fraction_accepted", "forgotten", "over_applied"),
        *("default_changed", "unauthenticated", "echo_altered", "echo_nulled", "echo_left_out", "echo_rounded"),
        *("echo_reversed", "echo_deduplicated", "echo_folded", "leak", "altered", "left_out", "renamed", "retyped"),
        *("ignored", "stale_read", "stale_list", "lost_write", "duplicate_identifier", "gone_readable", "gone_listed"),
    }


def test_a_deleted_thing_whose_record_stays_is_never_gone():
    kinds = {deviation.kind for deviation in ids_of(SANDBOX).values()}
    assert kinds.isdisjoint({"gone_readable", "gone_listed"})
    assert {"stale_read", "lost_write"} <= kinds


@pytest.mark.parametrize(("source", "text"), [("spec/sandbox.yaml", SPEC.read_text(encoding="utf-8")), ("a", SHELF)])
def test_each_edit_changes_the_document_and_no_two_do_it_alike(source: str, text: str):
    root = parse(source, text)
    found = ids_of(read_api(root, Diagnostics()))
    texts = [edited(root, each.effect).text for each in found.values() if not isinstance(each.effect, SPOKEN)]
    assert len(texts) > 50
    assert len({*texts, edited(root).text}) == len(texts) + 1


def test_an_id_is_made_of_the_place_and_of_what_is_wrong_there():
    found = ids_of(SANDBOX)
    bound = found["CreateSandboxRequest/properties/cpu_cores/maximum:moved_in"]
    assert bound.pointer == "/components/schemas/CreateSandboxRequest/properties/cpu_cores/maximum"
    assert bound.description == "cpu_cores maximum of CreateSandboxRequest is 15"
    assert bound.operations == ("create_sandbox",)
    assert found["list_sandboxes/page/minimum:dropped"].description == "minimum of list_sandboxes/page is not enforced"


def test_parameters_of_one_name_have_ids_of_their_own():
    twice = document(
        """
        paths:
          /a:
            get:
              operationId: get_a
              parameters:
                - {name: n, in: query, schema: {type: integer}}
                - {name: n, in: header, schema: {type: integer}}
              responses: {"200": {description: it}}
        """
    )
    found = [name for name in ids_of(api_from(twice)) if name.startswith("get_a/n/type:dropped")]
    assert found == ["get_a/n/type:dropped", "get_a/n/type:dropped#2"]


def test_bodies_that_are_no_json_and_formats_are_held_to_nothing():
    raw = document(
        """
        paths:
          /a:
            post:
              operationId: make_a
              requestBody:
                content:
                  text/csv: {schema: {type: string, maxLength: 5}}
                  application/json: {schema: {type: object, properties: {at: {type: string, format: date-time}}}}
              responses: {"201": {description: made}}
        """
    )
    assert sorted(ids_of(api_from(raw))) == [
        "make_a/body/application/json/properties/at/type:dropped",
        "make_a/body/application/json/properties/at/type:null_accepted",
        "make_a/body/application/json/type:dropped",
        "make_a/body/application/json/type:null_accepted",
    ]


def test_a_value_goes_into_the_id_and_the_description():
    found = ids_of(SANDBOX)
    moved = with_value(found["CreateSandboxRequest/properties/cpu_cores/maximum:moved_in"], 12)
    assert moved.id == "CreateSandboxRequest/properties/cpu_cores/maximum:moved_in:12"
    assert moved.description == "cpu_cores maximum of CreateSandboxRequest is 12"
    renamed = with_value(found["Sandbox/properties/memoryGB:renamed"], "memoryGb")
    assert renamed.description == "memoryGB of Sandbox is called memoryGb"


@pytest.mark.parametrize(
    "name", ["CreateSandboxRequest/gpu_requires_vm:forgotten", "Sandbox/properties/memoryGB:renamed"]
)
def test_a_deviation_without_a_value_takes_none(name: str):
    with pytest.raises(FencepostError, match="cannot be given the value 3"):
        with_value(ids_of(SANDBOX)[name], 3)


def test_null_is_no_news_to_a_component_that_stands_beside_it_wherever_it_is_used():
    once = document(
        """
        paths:
          /a:
            post:
              operationId: make_a
              parameters: [{name: n, in: query, schema: {$ref: "#/components/schemas/Kind"}}]
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties: {kind: {anyOf: [{$ref: "#/components/schemas/Kind"}, {type: "null"}]}}
              responses: {"201": {description: made}}
        components: {schemas: {Kind: {type: string, enum: [a, b]}}}
        """
    )
    twice = once.replace("{kind: {anyOf: [", '{other: {$ref: "#/components/schemas/Kind"}, kind: {anyOf: [')
    assert "Kind/type:null_accepted" not in ids_of(api_from(once))
    assert "Kind/type:null_accepted" in ids_of(api_from(twice))
