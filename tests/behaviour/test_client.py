"""What is generated works: the request says what was given, the answer is the right value or the right error."""

from __future__ import annotations

import asyncio
import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
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
    call(package, "things.create", package.Thing(name="a", note=None))
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


KINDS = """
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api key}
    login: {type: http, scheme: basic}
    cookie: {type: apiKey, in: cookie, name: sid}
  schemas:
    Upload:
      type: object
      required: [title]
      properties: {title: {type: string}, file: {type: string, format: binary}, labels: {type: array, items: {}}}
paths:
  /form: {post: {operationId: form, tags: [x], requestBody: {content: {application/x-www-form-urlencoded: {schema: {
    $ref: "#/components/schemas/Upload"}}}}, responses: {"204": {description: ok}}}}
  /files: {post: {operationId: files, tags: [x], requestBody: {required: true, content: {multipart/form-data: {schema: {
    $ref: "#/components/schemas/Upload"}}}}, responses: {"204": {description: ok}}}}
  /csv: {put: {operationId: csv, tags: [x], requestBody: {required: true, content: {text/csv: {}}},
    responses: {"200": {description: ok, content: {text/csv: {}}}}}}
  /many: {put: {operationId: many, tags: [x], requestBody: {required: true, content: {application/json: {schema: {
    type: array, items: {type: integer}}}}}, responses: {"2XX": {description: ok, content: {image/png: {}}}}}}
  /shown: {get: {operationId: shown, tags: [x], security: [{key: [], cookie: []}, {login: []}],
    parameters: [{name: theme, in: cookie, schema: {type: string}}, {name: X-Day, in: header, schema: {type: string,
    format: date}}], responses: {default: {description: ok, content: {application/json: {}}}}}}
"""


@pytest.fixture
def kinds(generated: Generate) -> ModuleType:
    return generated(KINDS)


@respx.mock
def test_a_form_is_sent_as_a_form(kinds: ModuleType):
    route = respx.post("http://h/form").respond(204)
    kinds.Client(base_url="http://h").x.form(title="a&b", labels=["1", 2])
    kinds.Client(base_url="http://h").x.form()
    assert [exchange.request.content for exchange in route.calls] == [b"title=a%26b&labels=1&labels=2", b""]


@respx.mock
def test_files_are_sent_as_parts(kinds: ModuleType):
    route = respx.post("http://h/files").respond(204)
    kinds.Client(base_url="http://h").x.files(title="a", file=kinds.FormFile(content=b"\xff", name="f.png"))
    sent = route.calls[0].request
    assert b'name="file"; filename="f.png"\r\nContent-Type: application/octet-stream\r\n\r\n\xff\r\n' in sent.content
    assert sent.headers["content-type"].partition("boundary=")[2].encode() in sent.content


@respx.mock
def test_texts_octets_and_plain_values_are_bodies_too(kinds: ModuleType):
    respx.put("http://h/csv").respond(content=b"c;d", headers={"content-type": "text/csv"})
    many = respx.put("http://h/many").respond(207, content=b"\xff", headers={"content-type": "image/png"})
    client = kinds.Client(base_url="http://h")
    assert client.x.csv("a;b") == "c;d"
    assert client.x.many([1, 2]) == b"\xff"
    assert json.loads(many.calls[0].request.content) == [1, 2]
    with pytest.raises(ValidationError):
        client.x.many([1, "2"])


@pytest.mark.parametrize(
    ("given", "url", "headers"),
    [
        ({"api_key": "k", "cookie": "s"}, "http://h/shown?api%20key=k", {"cookie": "theme=dark; sid=s"}),
        ({"api_key": "k"}, "http://h/shown", {"cookie": "theme=dark"}),
        ({"login": "a:b"}, "http://h/shown", {"cookie": "theme=dark", "authorization": "Basic YTpi"}),
        ({}, "http://h/shown", {"cookie": "theme=dark"}),
    ],
)
@respx.mock
def test_the_first_alternative_that_was_given_is_shown(
    kinds: ModuleType, given: dict[str, str], url: str, headers: dict[str, str]
):
    route = respx.get(url__startswith="http://h/shown").respond(json={"any": 1})
    names = inspect.signature(kinds.Client).parameters
    assert {"api_key", "login"} <= names.keys()
    other = next(name for name in names if name.startswith(("cookie", "api_key_")))
    arguments = {other if name == "cookie" else name: value for name, value in given.items()}
    client = kinds.Client(base_url="http://h", **arguments)
    assert client.x.shown(theme="dark", x_day="2026-11-01") == {"any": 1}
    sent = route.calls[0].request
    assert str(sent.url) == url
    shown = {name: sent.headers[name] for name in ("authorization", "cookie") if name in sent.headers}
    assert shown == headers
    assert sent.headers["x-day"] == "2026-11-01"


def test_a_document_without_a_server_asks_for_the_address(kinds: ModuleType):
    with pytest.raises(TypeError, match="base_url"):
        kinds.Client()


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
