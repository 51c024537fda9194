"""Why a run would not have caught a fault: each reason, on a server that keeps the document or does not say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.wire.exchange import Answer, Request, Sent
from fencepost.deviations.catalogue import deviations

from ..campaign.things import ThingServer, answer, job, things
from ..inline import api_of, document
from .certificates import certificate, job_of, reasons

SIZE = "NewThing/properties/size/maximum:moved_out"


class Busy(ThingServer):
    """Does not say what it thinks of a wrong size."""

    def refused(self, faults: Iterable[str]) -> Answer:
        return answer(503) if "size" in faults else super().refused(faults)


class Hinting:
    """Makes what has a name, and gives hints or none."""

    def __init__(self, *hints: dict[str, Any]) -> None:
        self.hints = list(hints)

    def send(self, request: Request) -> Sent:
        body = json.loads(request.content or b"null")
        name = body.get("name") if isinstance(body, dict) else None
        made = answer(201, {"name": name, "hints": self.hints}) if isinstance(name, str) else answer(422)
        return Sent(answer=made, seconds=0.0)


HINTS = """
paths:
  /things:
    post:
      operationId: create_thing
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "422": {description: refused}
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties: {name: {type: string}, hints: {type: array, items: {$ref: "#/components/schemas/Hint"}}}
    Hint: {type: object, required: [text, place], properties: {text: {enum: [up, down]}, place: {type: integer}}}
"""


def test_a_whole_run_catches_moved_fences_forgotten_rules_changed_defaults_and_wrong_answers() -> None:
    found = certificate(ThingServer(), job())
    assert found.total == len(deviations(things()))
    missed = reasons(found)
    for caught in (
        SIZE,
        "NewThing/properties/size/minimum:moved_in",
        "NewThing/moving_needs_speed:forgotten",
        "NewThing/properties/size/default:default_changed",
        "Thing/properties/name:retyped",
        "create_thing/name:echo_altered",
        "get_thing/depth/maximum:moved_out",
    ):
        assert caught not in missed
        assert any(each.id == caught for each in deviations(things()))


def test_a_request_that_was_not_sent_catches_nothing() -> None:
    assert reasons(certificate(ThingServer(), job(Settings(max_requests=10))))[SIZE] == "unsent"


def test_a_phase_that_was_left_out_catches_nothing() -> None:
    wanted = job(Settings(phases=("lattice",)), phases=("lattice",))
    missed = reasons(certificate(ThingServer(), wanted))
    assert missed[SIZE] == "unsent"
    assert "NewThing/properties/size/maximum:moved_in" not in missed


def test_a_request_that_the_server_says_nothing_of_catches_nothing() -> None:
    missed = reasons(certificate(Busy(), job()))
    assert missed[SIZE] == "undecided"
    assert "NewThing/properties/name/maxLength:moved_out" not in missed


def test_a_request_that_settings_hold_back_catches_nothing() -> None:
    wanted = job()
    held = tuple(
        replace(unit, barred="it costs too much") if unit.case.target == "/body/size" else unit for unit in wanted.plan
    )
    assert reasons(certificate(ThingServer(), replace(wanted, plan=held)))[SIZE] == "barred"


def test_what_the_document_leaves_open_is_held_against_nobody() -> None:
    missed = reasons(certificate(ThingServer(), job()))
    assert missed["NewThing/properties/note/type:null_refused"] == "open"


def test_what_takes_requests_in_a_row_is_missed_without_them() -> None:
    wanted = job(Settings(phases=("lattice", "faults")))
    assert reasons(certificate(ThingServer(), wanted))["delete_thing:lost_write"] == "sequence"


def test_a_field_that_no_answer_shows_is_never_seen_to_be_wrong() -> None:
    api, _ = api_of(document(HINTS))
    assert reasons(certificate(Hinting(), job_of(api)))["Hint/properties/place:renamed"] == "unshown"


def test_what_no_request_tells_from_the_document_is_missed() -> None:
    api, _ = api_of(document(HINTS))
    hinting = reasons(certificate(Hinting({"text": "up", "place": 1}), job_of(api)))
    assert hinting["Hint/properties/place:altered"] == "alike"
    assert "Hint/properties/place:renamed" not in hinting
