"""Stores and lists as people build them: numbers given out again, lists that end early, words for no filter."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import pytest
from fencepost.campaign.stateful.subject import Subject, subjects_of
from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.ir.api import Api

from ...inline import api_of
from ..things import answer
from .driving import held, units_of

TEXT = """\
openapi: 3.1.0
info: {title: Spots, version: "1"}
paths:
  /spots:
    post:
      operationId: create_spot
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewSpot"}}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Spot"}}}}
        "422": {description: refused}
    get:
      operationId: list_spots
      parameters:
        - {name: state, in: query, schema: {type: string, enum: [open, closed, all]}}
        - {name: x, in: query, schema: {type: integer}}
        - {name: y, in: query, description: Spots of at least so much y., schema: {type: integer}}
        - {name: height, in: query, schema: {type: number}}
        - {name: label, in: query, schema: {type: string}}
      responses:
        "200":
          description: some
          content:
            application/json:
              schema:
                type: object
                required: [spots]
                properties:
                  spots: {type: array, items: {$ref: "#/components/schemas/Spot"}}
                  total: {type: integer}
                  next_token: {type: [string, "null"]}
    delete:
      operationId: delete_spots
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [ids], properties: {ids: {type: array, items: {type: integer}}}}
      responses: {"204": {description: gone}, "422": {description: refused}}
  /spots/{spot_id}:
    parameters: [{name: spot_id, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: get_spot
      responses:
        "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Spot"}}}}
        "404": {description: unknown}
    delete: {operationId: delete_spot, responses: {"204": {description: gone}, "404": {description: unknown}}}
components:
  schemas:
    NewSpot:
      type: object
      required: [x]
      properties: &fields
        x: {type: integer, minimum: -9, maximum: 9}
        y: {type: integer, minimum: -9, maximum: 9}
        height: {type: number}
        state: {type: string, enum: [open, closed]}
        archived: {type: boolean}
        label: {type: string, maxLength: 20}
    Spot:
      type: object
      required: [id, x]
      properties:
        <<: *fields
        id: {type: integer, readOnly: true}
"""

Spot = dict[str, Any]


@cache
def spots(identifier: str = "integer") -> Api:
    api, sink = api_of(TEXT.replace("integer, readOnly", f"{identifier}, readOnly"))
    assert not sink.items
    return api


class SpotServer:
    """Numbers as some stores do: the next one is one more than the greatest that is there."""

    def __init__(self) -> None:
        self.spots: dict[int, Spot] = {}

    def answer(self, request: Request) -> Answer:
        path, _, query = request.url.removeprefix("http://server").partition("?")
        body = json.loads(request.content) if request.content else None
        name = path.removeprefix("/spots").strip("/")
        if name:
            return self.on_one(request.method, int(name))
        return self.on_all(request.method, parse_qs(query), body)

    def on_all(self, method: str, query: dict[str, list[str]], body: Any) -> Answer:
        if method == "GET":
            return self.page(self.found(query))
        if method == "DELETE":
            return self.delete_many(body["ids"])
        return answer(201, self.create(body)) if self.is_sound(body) else answer(422)

    def on_one(self, method: str, number: int) -> Answer:
        if number not in self.spots:
            return answer(404)
        return answer(200, self.spots[number]) if method == "GET" else self.delete(number)

    def is_sound(self, body: Any) -> bool:
        whole = all(type(body.get(name, 0)) is int and -9 <= body.get(name, 0) <= 9 for name in ("x", "y"))
        texts = isinstance(body.get("label", ""), str) and len(body.get("label", "")) <= 20
        sound = whole and texts and body.get("state", "open") in ("open", "closed")
        return sound and "x" in body and isinstance(body.get("archived", False), bool)

    def create(self, body: Spot) -> Spot:
        number = max(self.spots, default=0) + 1
        self.spots[number] = body | {"id": number}
        return self.spots[number]

    def delete(self, number: int) -> Answer:
        del self.spots[number]
        return answer(204)

    def delete_many(self, wanted: list[Any]) -> Answer:
        if not all(type(each) is int for each in wanted):
            return answer(422)
        for each in wanted:
            self.spots.pop(each, None)
        return answer(204)

    def found(self, query: dict[str, list[str]]) -> list[Spot]:
        asked = {name: value[0] for name, value in query.items()}
        state = asked.get("state", "all")
        return [
            spot
            for spot in self.spots.values()
            if state in ("all", spot.get("state"))
            and asked.get("x", str(spot["x"])) == str(spot["x"])
            and spot.get("y", -10) >= int(asked.get("y", "-10"))
            and abs(spot.get("height", 0) - float(asked.get("height", "0"))) < 1000
            and asked.get("label", "") in spot.get("label", "")
        ]

    def page(self, found: list[Spot]) -> Answer:
        return answer(200, {"spots": found, "total": len(found)})


class OthersTakeTheNumber(SpotServer):
    """Somebody makes a spot like the one that was deleted at once, and gets its number."""

    def delete(self, number: int) -> Answer:
        self.spots[number] = {name: value for name, value in self.spots[number].items() if name != "label"}
        return answer(204)


class EndsEarly(SpotServer):
    """A page is shorter than need be, and tells where the next one begins."""

    def page(self, found: list[Spot]) -> Answer:
        return answer(200, {"spots": found[:1], "next_token": "1" if len(found) > 1 else None})


class EndsEarlyByHeader(SpotServer):
    def page(self, found: list[Spot]) -> Answer:
        told = answer(200, {"spots": found[:1]})
        link = ("link", '<http://server/spots?page=2>; rel="next"')
        return Answer(status=200, headers=(*told.headers, link), content=told.content)


class HidesWhatIsArchived(SpotServer):
    def found(self, query: dict[str, list[str]]) -> list[Spot]:
        return [spot for spot in super().found(query) if not spot.get("archived")]


class CountsBeforeItLooks(SpotServer):
    """Others make spots between the count and the list."""

    def page(self, found: list[Spot]) -> Answer:
        others = next(iter(range(10_000 + len(self.spots), 20_000)))
        self.spots[others] = {"id": others, "x": 0}
        return answer(200, {"spots": [*found, self.spots[others]], "total": len(found)})


@pytest.mark.parametrize(
    "server",
    [SpotServer, OthersTakeTheNumber, EndsEarly, EndsEarlyByHeader, HidesWhatIsArchived],
)
def test_nothing_is_held_against_a_store_as_people_build_it(server: type[SpotServer]) -> None:
    assert [finding.message for finding in held(server(), spots())] == []


def test_a_count_that_is_older_than_the_list_is_no_wrong_count() -> None:
    assert "wrong_total" not in {finding.check for finding in held(CountsBeforeItLooks(), spots())}


def test_a_wrong_count_is_found_in_a_list_that_nobody_else_changes() -> None:
    class OneLess(SpotServer):
        def page(self, found: list[Spot]) -> Answer:
            return answer(200, {"spots": found, "total": len(found) - 1})

    assert "wrong_total" in {finding.check for finding in held(OneLess(), spots())}


def test_a_deleted_number_that_is_still_read_with_its_own_texts_is_found() -> None:
    class Keeps(SpotServer):
        def delete(self, number: int) -> Answer:
            return answer(204 if number in self.spots else 404)

    assert "use_after_delete" in {finding.check for finding in held(Keeps(), spots())}


def test_a_number_is_deleted_once_alone_for_it_may_be_given_out_again() -> None:
    ends = [step.case for unit in units_of(spots()) for step in unit.steps if step.case.operation == "delete_spot"]
    assert ends
    named = [dict(case.path_params)["spot_id"] for case in ends]
    assert len(named) == len({(case.id.rpartition("/")[0], place) for case, place in zip(ends, named, strict=True)})


def test_what_only_the_server_gives_is_followed_through_its_life_as_well() -> None:
    assert [subject.resource.identifier for subject in subjects_of(spots())] == ["id"]
    assert {step.case.operation for unit in units_of(spots()) for step in unit.steps} >= {"get_spot", "delete_spots"}


def judged(name: str, item: Spot, wanted: Any) -> bool | None:
    (subject,) = subjects_of(spots())
    known = subject.filter_of(name)
    return None if known is None else known.passes(item, wanted)


def test_a_word_that_no_thing_can_hold_may_stand_for_no_filter_at_all() -> None:
    assert judged("state", {"state": "open"}, "all") is None
    assert judged("state", {"state": "open"}, "closed") is False
    assert judged("state", {"state": "open"}, "open") is True


def test_a_blank_filter_may_be_none_and_blanks_around_one_may_not_count() -> None:
    assert judged("label", {"label": "a"}, " ") is None
    assert judged("label", {"label": "a"}, " a ") is True
    assert judged("label", {"label": "b"}, "a") is False


def test_numbers_that_may_be_bounds_or_places_are_no_filters_by_what_they_say() -> None:
    (subject,) = subjects_of(spots())
    assert [item.name for item in subject.filters] == ["state", "x", "label"]


def numbered(subject: Subject) -> bool:
    return subject.is_numbered


def test_identifiers_that_are_numbers_are_told_from_others() -> None:
    assert [numbered(each) for kind in ("integer", "string") for each in subjects_of(spots(kind))] == [True, False]


def test_identifiers_that_are_counted_are_found_again_by_a_bulk_deletion() -> None:
    asked = [step.case for unit in units_of(spots()) for step in unit.steps if step.case.operation == "delete_spots"]
    bodies = [case.body.value for case in asked if case.body is not None]
    made_up = [each for body in bodies if isinstance(body, dict) for each in [*count_of(body["ids"])] if each != "?"]
    assert made_up
    assert all(isinstance(each, int) for each in made_up)


def count_of(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []
