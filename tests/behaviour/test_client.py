"""What is generated works: the request says what was given, the answer is the right value or the right error."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest
import respx
from pydantic import ValidationError

from .conftest import Generate

URL = "https://things.example/v1"
THINGS = """
servers: [{url: https://things.example/v1}]
security: [{token: []}]
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string, minLength: 1}
        size: {type: integer, maximum: 8, default: 2}
        note: {type: [string, "null"]}
        madeAt: {type: string, format: date-time}
        colour: {$ref: "#/components/schemas/Colour"}
    Colour: {type: string, enum: [red, blue]}
    Problem: {type: object, required: [detail], properties: {detail: {type: string}}}
paths:
  /things:
    get:
      operationId: list_things
      tags: [things]
      parameters:
        - {name: max-size, in: query, schema: {type: integer, minimum: 1}}
        - {name: colour, in: query, schema: {type: array, items: {$ref: "#/components/schemas/Colour"}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Thing"}}}}
    post:
      operationId: create_thing
      tags: [things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "409": {description: known, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  /things/{thing_id}:
    delete:
      operationId: delete_thing
      tags: [things]
      parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: gone}, "404": {description: none}}
"""

Caller = Callable[..., Any]
"""Calls a method of a package's client: `call(package, "things.create", name="a")`."""


def method_of(client: object, name: str) -> Callable[..., Any]:
    resource, _, method = name.partition(".")
    return getattr(getattr(client, resource), method)


def call_waiting(package: ModuleType, name: str, /, *args: object, token: str = "hush", **kwargs: object) -> Any:
    with package.Client(token=token) as client:
        return method_of(client, name)(*args, **kwargs)


def call_side_by_side(package: ModuleType, name: str, /, *args: object, token: str = "hush", **kwargs: object) -> Any:
    async def call() -> Any:
        async with package.AsyncClient(token=token) as client:
            return await method_of(client, name)(*args, **kwargs)

    return asyncio.run(call())


@pytest.fixture(params=[call_waiting, call_side_by_side], ids=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Caller:
    caller: Caller = request.param
    return caller


@respx.mock
def test_what_is_given_goes_out_and_what_comes_back_is_a_model(generated: Generate, call: Caller):
    package = generated(THINGS)
    route = respx.post(f"{URL}/things").respond(201, json={"name": "a", "colour": "green", "new": 1})
    thing = call(package, "things.create", name="a", made_at="2026-11-01T00:00:00Z", colour=package.Colour.RED)
    [sent] = [exchange.request for exchange in route.calls]
    assert json.loads(sent.content) == {"name": "a", "madeAt": "2026-11-01T00:00:00Z", "colour": "red"}
    assert sent.headers["authorization"] == "Bearer hush"
    assert (thing.name, thing.size, thing.colour, thing.model_extra) == ("a", 2, "green", {"new": 1})


@respx.mock
def test_absent_null_and_a_value_are_three_things(generated: Generate, call: Caller):
    package = generated(THINGS)
    route = respx.post(f"{URL}/things").respond(201, json={"name": "a"})
    for given in ({}, {"note": package.OMIT}, {"note": None}, {"note": "x"}):
        call(package, "things.create", name="a", **given)
    bodies = [json.loads(exchange.request.content) for exchange in route.calls]
    assert bodies == [{"name": "a"}, {"name": "a"}, {"name": "a", "note": None}, {"name": "a", "note": "x"}]


@respx.mock
def test_a_model_is_as_good_as_its_fields(generated: Generate, call: Caller):
    package = generated(THINGS)
    route = respx.post(f"{URL}/things").respond(201, json={"name": "a"})
    call(package, "things.create", package.ThingRequest(name="a", note=None))
    assert route.calls[0].request.content == b'{"name":"a","note":null}'


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "a", "size": 9}, {"name": "a", "size": True}, {}])
@respx.mock
def test_what_breaks_the_document_is_never_sent(generated: Generate, call: Caller, fields: dict[str, object]):
    package = generated(THINGS)
    route = respx.post(f"{URL}/things").respond(201, json={"name": "a"})
    with pytest.raises(ValidationError):
        call(package, "things.create", **fields)
    assert not route.called


def test_a_mistyped_argument_is_a_type_error_with_the_nearest_name(generated: Generate, call: Caller):
    with pytest.raises(TypeError, match=r"create_thing: unexpected argument 'nam'; did you mean name\?"):
        call(generated(THINGS), "things.create", nam="a")


@respx.mock
def test_a_refusal_is_the_error_of_its_status_with_its_body(generated: Generate, call: Caller):
    package = generated(THINGS)
    respx.post(f"{URL}/things").respond(409, json={"detail": "there is one"})
    with pytest.raises(package.ConflictError, match="create_thing: 409 Conflict: there is one") as caught:
        call(package, "things.create", name="a")
    assert caught.value.parsed == package.Problem(detail="there is one")
    assert isinstance(caught.value, package.ClientError)


@respx.mock
def test_an_answer_that_breaks_the_document_is_no_value(generated: Generate, call: Caller):
    package = generated(THINGS)
    respx.post(f"{URL}/things").respond(201, json={"name": 1})
    with pytest.raises(package.ResponseValidationError, match="name"):
        call(package, "things.create", name="a")


@respx.mock
def test_a_lost_connection_is_an_error_of_the_package(generated: Generate, call: Caller):
    package = generated(THINGS)
    respx.post(f"{URL}/things").mock(side_effect=httpx.ReadError("gone"))
    with pytest.raises(package.ConnectionLostError):
        call(package, "things.create", name="a")


@pytest.mark.parametrize("identifier", ["a/b", "..%2f", "é?#", " "])
@respx.mock
def test_no_identifier_leaves_its_place_in_the_path(generated: Generate, call: Caller, identifier: str):
    package = generated(THINGS)
    route = respx.delete(url__startswith=f"{URL}/things/").respond(204)
    assert call(package, "things.delete", identifier) is None
    before, _, sent = route.calls[0].request.url.raw_path.decode().rpartition("/")
    assert (before, httpx.URL(f"http://h/{sent}").path) == ("/v1/things", f"/{identifier}")


@respx.mock
def test_parameters_are_checked_and_written_under_their_wire_names(generated: Generate, call: Caller):
    package = generated(THINGS)
    route = respx.get(f"{URL}/things").respond(json=[{"name": "a"}])
    assert call(package, "things.list", max_size=3, colour=["red", "blue"]) == [package.Thing(name="a")]
    assert route.calls[0].request.url.query == b"max-size=3&colour=red&colour=blue"
    with pytest.raises(ValidationError):
        call(package, "things.list", max_size=0)
    assert route.call_count == 1


def test_a_client_without_its_token_says_what_to_do(generated: Generate, monkeypatch: pytest.MonkeyPatch):
    package = generated(THINGS, "token=THING_TOKEN", "base_url=THING_URL")
    monkeypatch.delenv("THING_TOKEN", raising=False)
    with pytest.raises(ValueError, match="no token: pass token= or set THING_TOKEN"):
        package.Client()


@respx.mock
def test_named_variables_are_read_when_nothing_is_given(generated: Generate, monkeypatch: pytest.MonkeyPatch):
    package = generated(THINGS, "token=THING_TOKEN", "base_url=THING_URL")
    monkeypatch.setenv("THING_TOKEN", "from-the-environment")
    monkeypatch.setenv("THING_URL", "http://127.0.0.1:8000")
    route = respx.delete("http://127.0.0.1:8000/things/a").respond(204)
    package.Client().things.delete("a")
    assert route.calls[0].request.headers["authorization"] == "Bearer from-the-environment"


def test_every_public_name_is_documented(generated: Generate):
    package = generated(THINGS)
    named = [getattr(package, name) for name in package.__all__]
    kinds = [kind for kind in named if inspect.isclass(kind) and kind.__module__.startswith(package.__name__)]
    own = [getattr(kind, name) for kind in kinds for name in vars(kind) if not name.startswith("_")]
    functions = [found for found in own if inspect.isfunction(found)]
    resources = [found.fget for kind in kinds for found in vars(kind).values() if isinstance(found, property)]
    assert [found for found in (*kinds, *functions, *resources) if not inspect.getdoc(found)] == []
