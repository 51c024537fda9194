"""What an answer must repeat, and what it need not: a PATCH leaves alone what it does not name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fencepost.campaign.judging.judge import Judge
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.wire.exchange import Exchange
from fencepost.campaign.wire.request import Target, build_request
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.cases.requests import case_of, frame_of
from fencepost.ir.api import Api
from fencepost.ir.values import freeze

from ..inline import api_of
from .things import answer

TEXT = """\
openapi: 3.1.0
info: {title: Doors, version: "1"}
paths:
  /door:
    METHOD:
      operationId: set_door
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                state: {type: string, default: open}
                link: {type: string, format: uri}
                pin: {type: string}
                tags: {type: object, additionalProperties: {type: [string, "null"]}}
      responses:
        "200":
          description: it
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {type: string}
                  state: {type: string}
                  link: {type: string, format: uri}
                  pin: {type: string, format: date}
                  tags: {type: object, additionalProperties: {type: string}}
        "400": {description: refused, content: {application/json: {schema: {type: object}}}}
"""
TARGET = Target(url="http://server", token="a-token-that-is-right")


def judged(method: str, sent: dict[str, Any], status: int, told: dict[str, Any]) -> tuple[str, list[str]]:
    """The verdict on an answer, and the checks that fail."""
    api, sink = api_of(TEXT.replace("METHOD", method))
    assert not sink.items
    case = case_with(sent, api)
    request = build_request(case, api.operations[0], api, TARGET, ())
    exchange = Exchange(case=case, request=request, answer=answer(status, told), seconds=0.0)
    judgement = Judge(Contract(api), TARGET).judge(exchange)
    return judgement.verdict, [failure.check for failure in judgement.failures]


def case_with(sent: dict[str, Any], api: Api) -> Case:
    frame = frame_of(api.operations[0], api, Nominals(api))
    found = case_of(frame, "valid", "/body", "nominal", ("200",))
    return replace(found, media_type="application/json", body=freeze(sent))


@pytest.mark.parametrize(("method", "wanted"), [("put", ["echo"]), ("post", ["echo"]), ("patch", [])])
def test_a_default_is_expected_of_all_but_a_patch(method: str, wanted: list[str]) -> None:
    assert judged(method, {}, 200, {"id": "a", "state": "shut"})[1] == wanted


def test_what_a_patch_names_is_repeated() -> None:
    assert judged("patch", {"state": "open"}, 200, {"id": "a", "state": "shut"})[1] == ["echo"]


def test_another_spelling_of_the_same_address_is_an_echo() -> None:
    sent = {"state": "open", "link": "https://a.example"}
    assert judged("put", sent, 200, {**sent, "link": "https://a.example/"})[1] == []
    assert judged("put", sent, 200, {**sent, "link": "https://b.example/"})[1] == ["echo"]


def test_a_valid_body_that_is_refused_for_what_exists_already_decides_nothing() -> None:
    assert judged("put", {}, 400, {"message": "a door of that state exists already"}) == ("undecided", [])
    assert judged("put", {}, 400, {"message": "no such state"}) == ("broken", ["valid_refused"])


def test_a_value_that_breaks_the_format_of_the_answer_is_not_expected_there() -> None:
    assert judged("put", {"state": "open", "pin": "noon"}, 200, {"state": "open", "pin": "2026-01-01"})[1] == []
    assert judged("put", {"state": "open", "pin": "2026-01-02"}, 200, {"state": "open", "pin": "2026-01-01"})[1] == [
        "echo"
    ]


def test_an_answer_that_is_no_object_is_left_to_its_schema() -> None:
    assert judged("put", {"state": "open"}, 200, ["a"])[1] == ["response_schema"]


@pytest.mark.parametrize(
    ("method", "shown", "wanted"),
    [
        ("patch", {"a": "1", "b": "2"}, []),
        ("patch", {"a": "1"}, []),
        ("patch", {"a": "0", "b": "2"}, ["echo"]),
        ("patch", {"b": "2"}, ["echo"]),
        ("put", {"a": "1", "b": "2"}, ["echo"]),
    ],
)
def test_a_patch_may_merge_an_object_and_a_put_replaces_it(
    method: str, shown: dict[str, str], wanted: list[str]
) -> None:
    told = {"id": "a", "state": "open", "tags": shown}
    assert judged(method, {"tags": {"a": "1"}}, 200, told)[1] == wanted


def test_a_member_that_a_merge_took_away_is_not_missed() -> None:
    assert judged("patch", {"tags": {"a": "1", "b": None}}, 200, {"id": "a", "tags": {"a": "1"}})[1] == []
