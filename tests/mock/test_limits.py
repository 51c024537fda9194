"""The declared rate limit is kept exactly, in the shape of the document, and only where it is asked for."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from fencepost.diagnostics import Location
from fencepost.ir.http import RateLimit
from fencepost.mock import Serving, create_app
from fencepost.mock.reading.limits import Limits

from ..inline import api_of
from .served import START, Served, Time, identifiers, served

TEXT = """\
openapi: 3.1.0
info: {title: Things, version: "1"}
security: [{token: []}]
paths:
  /things/{thing_id}:
    parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: get_thing
      x-fencepost-rate-limit: {requests: 2, seconds: 10, per: [token, thing_id]}
      responses: {"200": {description: ok}, "429": {$ref: "#/components/responses/Refused"}}
    delete:
      operationId: delete_thing
      x-fencepost-rate-limit: {requests: 1, seconds: 10, per: [ip]}
      responses: {"204": {description: ok}}
  /open:
    get:
      operationId: open
      responses: {"200": {description: ok}}
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  responses:
    Refused:
      description: refused
      content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}
  schemas: {Error: {type: object, required: [reason], properties: {reason: {type: string}, message: {type: string}}}}
"""


def limited(text: str = TEXT) -> Served:
    api, _ = api_of(text)
    time = Time()
    app = create_app(api, Serving(clock=time, new_identifier=identifiers(), limits=Limits(time)))
    return Served(api, app, time)


def statuses(mock: Served, number: int, path: str = "/things/a") -> list[int]:
    return [mock.get(path).status_code for _ in range(number)]


def test_one_request_too_many_is_refused_in_the_shape_of_the_document_with_the_time_to_wait():
    mock = limited()
    first = statuses(mock, 2)
    mock.time.forward(3.5)
    answer = mock.get("/things/a")
    assert 429 not in first
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert answer.json()["message"] == "more than 2 requests in 10 s; wait 7 s"
    assert mock.invalid("get_thing", answer) == []


def test_nobody_is_refused_unless_limits_are_asked_for():
    assert 429 not in statuses(served(TEXT), 10)


def test_whoever_waits_as_long_as_told_never_waits_twice_in_a_row():
    mock, told = limited(), []
    for _ in range(40):
        answer = mock.get("/things/a")
        told.append(answer.status_code)
        mock.time.forward(float(answer.headers.get("retry-after", "0.7")))
    assert told.count(429) > 5
    assert all(one != 429 or next_one != 429 for one, next_one in pairwise(told))


def test_the_window_slides():
    mock = limited()
    seen = []
    for _ in range(10):
        seen.append(mock.get("/things/a").status_code == 429)
        mock.time.forward(3)
    # Let through at 0 and 3, then not before 10: at 12, 15, then not before 22.
    assert seen == [False, False, True, True, False, False, True, True, False, False]


def test_each_token_and_each_thing_is_counted_by_itself():
    mock = limited()
    assert statuses(mock, 3)[-1] == 429
    assert mock.get("/things/b").status_code != 429
    assert mock.get("/things/a", headers={"Authorization": "Bearer other"}).status_code != 429


def test_operations_are_counted_apart_and_those_without_a_limit_not_at_all():
    mock = limited()
    statuses(mock, 3)
    assert mock.delete("/things/a").status_code != 429
    assert mock.delete("/things/b").status_code == 429
    assert 429 not in statuses(mock, 20, "/open")


def test_a_request_without_a_right_credential_is_not_counted():
    mock = limited()
    for _ in range(5):
        assert mock.get("/things/a", headers={"Authorization": "nothing"}).status_code == 401
    assert 429 not in statuses(mock, 2)


def test_a_limit_without_a_documented_answer_is_told_in_the_shape_of_another_refusal():
    mock = limited()
    mock.delete("/things/a")
    answer = mock.delete("/things/a")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
    assert answer.json() == {"detail": "more than 1 request in 10 s; wait 10 s"}


LIMIT = RateLimit(requests=3, seconds=10, per=(), location=Location(file="", line=1, column=1, pointer=""))


@pytest.mark.parametrize("back", [0.0, 5.0, 3600.0])
def test_a_clock_that_is_put_back_locks_nobody_out(back: float):
    time = Time()
    limits = Limits(time)
    assert [limits.wait(LIMIT, b"a") for _ in range(3)] == [None] * 3
    time.forward(-back)
    for _ in range(3):
        limits.wait(LIMIT, b"a")
    time.forward(10)
    assert limits.wait(LIMIT, b"a") is None


def test_what_is_remembered_of_callers_is_bounded():
    limits = Limits(Time(START + timedelta(days=1)), callers=3)
    for number in range(1000):
        limits.wait(LIMIT, str(number).encode())
    assert [limits.wait(LIMIT, b"999") for _ in range(3)] == [None, None, 10]
