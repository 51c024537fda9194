"""A document whose requests hold secrets of each kind, and what a service says to them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fencepost.campaign.judging.judge import Judge
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.wire.exchange import Answer, Exchange
from fencepost.campaign.wire.request import Target, build_request
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals

from ..inline import api_of

TOKEN = "a-token-of-accounts"

TEXT = """\
openapi: 3.1.0
info: {title: Accounts, version: "1"}
security: [{bearer: []}]
paths:
  /accounts:
    post:
      operationId: create_account
      parameters: [{name: X-Session-Token, in: header, schema: {type: string, minLength: 20}}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewAccount"}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Account"}}}}
        "422": {description: refused, content: {application/json: {schema: {$ref: "#/components/schemas/Errors"}}}}
    get:
      operationId: list_accounts
      responses:
        "200":
          description: all
          content:
            application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Account"}}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    NewAccount:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: {type: string, maxLength: 40}
        level: {type: integer, minimum: 1, maximum: 9}
        password: {type: string, writeOnly: true, minLength: 8, maxLength: 30}
        door_code: {type: string, writeOnly: true, pattern: "^D-[A-Z0-9]+$"}
        api_key: {type: string, examples: [key-that-exists]}
        env: {type: object, additionalProperties: {type: string}}
        pin: {type: string, writeOnly: true, maxLength: 6}
        shape: {type: string, writeOnly: true, enum: [round, square]}
        guest: {type: boolean}
      allOf:
        - title: guests_have_no_password
          if: {required: [guest], properties: {guest: {const: true}}}
          then: {not: {required: [password]}}
    Account: {type: object, properties: {id: {type: string}, name: {type: string}, note: {type: string}}}
    Errors:
      type: object
      properties:
        errors:
          type: array
          items: {type: object, properties: {param: {type: string}, details: {type: string}}}
"""


@cache
def contract() -> Contract:
    api, sink = api_of(TEXT)
    assert not sink.errors
    return Contract(api)


@cache
def cases() -> dict[str, Case]:
    """Every deterministic case of the document, by its id."""
    api = contract().api
    nominals = Nominals(api)
    found = [
        case
        for operation in api.operations
        for case in (*valid_cases(api, operation, nominals), *fault_cases(api, operation, nominals))
    ]
    return {case.id: case for case in found}


def said_of(case: Case, status: int, body: Any = None, **headers: str) -> list[tuple[str, str, str]]:
    """Check, name and target of what is held against an answer."""
    told = contract()
    content = b"" if body is None else json.dumps(body).encode()
    kinds = (("content-type", "application/json"),) if content else ()
    answer = Answer(status=status, headers=(*kinds, *headers.items()), content=content)
    target = Target(url="http://server", token=TOKEN)
    request = build_request(case, told.operations[case.operation], told.api, target)
    exchange = Exchange(case=case, request=request, answer=answer, seconds=0.0)
    failures = Judge(told, target).judge(exchange).failures
    return [(failure.check, failure.named, failure.target) for failure in failures]
