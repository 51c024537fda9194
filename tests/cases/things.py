"""A document whose requests may be wrong below the body, and the cases of it."""

from __future__ import annotations

from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.cases.protocol.order import protocol_cases

from ..inline import api_of, document

THINGS = """
components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
security: [{bearer: []}]
paths:
  /things:
    post:
      operationId: create_thing
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string, maxLength: 9}
                size: {type: number, maximum: 5}
                count: {type: integer}
                moving: {type: boolean}
      responses:
        "201":
          description: made
          content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}
        "401": {description: who are you}
        "422": {description: refused}
  /things/{thing_id}:
    parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
    get: {operationId: get_thing, responses: {"200": {description: found}, "404": {description: unknown}}}
    delete: {operationId: delete_thing, responses: {"204": {description: gone}}}
"""


def made(text: str, operation: str) -> tuple[Case, ...]:
    api, sink = api_of(document(text))
    assert not sink.errors, sink.errors
    found = api.operation(operation)
    assert found is not None
    return protocol_cases(api, found, Nominals(api))


def texts(operation: str = "create_thing", text: str = THINGS) -> dict[str, str | None]:
    """What is sent as the body of each case with a text, by its point."""
    return {case.point: case.body_text for case in made(text, operation) if case.body_text is not None}


def points(cases: tuple[Case, ...], family: str) -> list[str]:
    return [case.point.partition(":")[2] for case in cases if case.point.startswith(family)]
