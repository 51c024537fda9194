"""Documents served with faults, named as on the command line."""

from __future__ import annotations

from functools import partial

from fencepost.cli.faults import contract, switches
from fencepost.ir.api import Api
from fencepost.mock import Serving, create_app

from ...inline import api_of, document
from ..served import SPEC, Served, Time, identifiers


def api_from(text: str) -> Api:
    api, sink = api_of(text)
    assert not sink.errors, sink.errors
    return api


SANDBOX = api_from(SPEC.read_text(encoding="utf-8"))


def planted(api: Api, *faults: str) -> Served:
    """The document served with the faults, each as `ID[:VALUE][@OPERATION][=PROBABILITY]`."""
    time = Time()
    serving = Serving(
        clock=time, new_identifier=identifiers(), faults=switches(api, faults), contract=partial(contract, api)
    )
    return Served(api, create_app(api, serving), time)


SHELF = document(
    """
    paths:
      /shelves:
        post:
          operationId: create_shelf
          security: [{key: []}]
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/NewShelf"}}}
          responses:
            "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}}
            "401": {description: who are you}
            "422": {description: refused}
        get:
          operationId: list_shelves
          parameters:
            - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50, default: 2}}
            - {name: kind, in: query, schema: {type: string, enum: [open, closed]}}
          responses:
            "200":
              description: some
              content:
                application/json:
                  schema:
                    type: object
                    required: [shelves, total]
                    properties:
                      shelves: {type: array, items: {$ref: "#/components/schemas/Shelf"}}
                      total: {type: integer}
            "422": {description: refused}
      /shelves/{shelf_id}:
        parameters: [{name: shelf_id, in: path, required: true, schema: {type: integer, minimum: 1}}]
        get:
          operationId: get_shelf
          responses:
            "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}}
            "404": {description: none}
            "422": {description: refused}
        patch:
          operationId: change_shelf
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/ShelfChange"}}}
          responses:
            "200": {description: it, content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}}
            "404": {description: none}
            "422": {description: refused}
        delete:
          operationId: delete_shelf
          responses: {"204": {description: gone}, "404": {description: none}, "422": {description: refused}}
    components:
      securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
      schemas:
        NewShelf:
          type: object
          required: [name, kind]
          additionalProperties: false
          properties:
            name: {type: string, minLength: 1, maxLength: 20}
            kind: {type: string, enum: [open, closed, locked]}
            width: {type: number, exclusiveMinimum: 0, maximum: 100, multipleOf: 0.5}
            boards: {type: integer, minimum: 1, maximum: 9, default: 2}
            note: {type: [string, "null"], maxLength: 10}
            labels: {type: object, maxProperties: 3, additionalProperties: {type: string, maxLength: 9}}
            grid:
              type: array
              maxItems: 3
              items: {type: array, minItems: 1, maxItems: 2, items: {type: integer, minimum: 0}}
            tags: {type: array, uniqueItems: true, items: {type: string, minLength: 1}, contains: {maxLength: 5}}
            ends: {oneOf: [{$ref: "#/components/schemas/Plain"}, {type: integer, minimum: 5}]}
            code: {type: string, pattern: "^[0-9]{4}$"}
          allOf:
            - title: locked_needs_code
              if: {properties: {kind: {const: locked}}}
              then: {required: [code]}
        Plain: {type: object, required: [colour], properties: {colour: {type: string}}}
        ShelfChange:
          type: object
          minProperties: 1
          properties:
            name: {type: string, minLength: 1, maxLength: 20}
            note: {type: [string, "null"], maxLength: 10}
            grid: {type: array, items: {type: array, items: {type: integer, minimum: 0}}}
        Shelf:
          type: object
          required: [id, name, kind, boards]
          properties:
            id: {type: integer}
            name: {type: string}
            kind: {type: string}
            width: {type: number}
            boards: {type: integer}
            note: {type: [string, "null"]}
            labels: {type: object, additionalProperties: {type: string}}
            grid: {type: array, items: {type: array, items: {type: integer}}}
            tags: {type: array, items: {type: string}}
            colour: {type: string}
    """
)
"""Nested arrays, a map, a union, numbers for identifiers, a list with a page and a filter, changes and deletes."""

SHELVES = api_from(SHELF)
PATH = "/shelves"
PLAIN = {"name": "a", "kind": "open"}


def shelves(*faults: str) -> Served:
    """The shelves served with the faults."""
    served = planted(SHELVES, *faults)
    served.headers = {"X-Key": "secret"}
    return served
