"""A document may call things what it likes: the package still imports, type-checks and sends the right names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import respx

from .conftest import Generate

COLLIDING = """
components:
  schemas:
    Client: {type: object, required: [options], properties: {options: {type: string}, request: {type: string},
      self: {type: string}, list: {type: string}, fields: {type: string}, class: {type: string}, model_config: {}}}
    Error: {type: object, properties: {a: {}}}
    Overload: {type: array, items: {$ref: "#/components/schemas/Client"}}
    Things: {type: object, properties: {b: {$ref: "#/components/schemas/Overload"}}}
paths:
  /a/{options}/{self}:
    post:
      operationId: overload
      tags: [things]
      parameters: [{name: options, in: path, required: true, schema: {type: string}},
        {name: self, in: path, required: true, schema: {type: integer}}, {name: options, in: query, schema: {}},
        {name: operations, in: query, schema: {type: string}}, {name: str, in: header, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Client"}}}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Overload"}}}}
        "202": {description: ok, content: {application/json: {schema: {type: object, additionalProperties: {
          type: array, items: {$ref: "#/components/schemas/Client"}}}}}}
        "400": {description: no, content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}}
        "404": {description: no, content: {application/json: {schema: {$ref: "#/components/schemas/Things"}}}}
  /b: {get: {operationId: list, tags: [things], responses: {"200": {description: ok, content: {application/json: {
    schema: {type: array, items: {type: array, items: {type: integer}}}}}}}}}
  /c: {get: {operationId: dict, tags: [things], deprecated: true, responses: {"404": {description: no, content: {
    application/json: {schema: {$ref: "#/components/schemas/Client"}}}}}}}
  /d: {get: {operationId: property, tags: [property], responses: {"200": {description: ok, content: {text/html: {}}}}}}
  /e: {get: {operationId: get_str, tags: [str], responses: {"204": {description: ok}}}}
"""


def test_names_that_collide_still_make_a_package_that_type_checks(generated: Generate, tmp_path: Path):
    package = generated(COLLIDING)
    folder = Path(str(package.__file__)).parents[1]
    arguments = ["--strict", "--cache-dir", str(tmp_path / "cache"), "-p", package.__name__]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert run.stdout.startswith("Success"), run.stdout


@respx.mock
def test_names_that_collide_still_reach_their_places(generated: Generate):
    package = generated(COLLIDING)
    route = respx.post(url__startswith="http://h/").respond(json=[{"options": "x"}])
    resource = package.Client(base_url="http://h").things
    assert "options" not in package.models.ClientModel.model_fields
    resource.overload_("a", 1, query_options=2, operations_="b", str_="c", options_="x", request_="y", self_="z")
    sent = route.calls[0].request
    assert (sent.url.raw_path, sent.headers["str"]) == (b"/a/a/1?options=2&operations=b", "c")
    assert json.loads(sent.content) == {"options": "x", "request": "y", "self": "z"}
