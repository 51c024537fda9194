"""Forms, files, texts, octets, plain values, cookies and keys: what is no JSON object goes over the wire as well."""

from __future__ import annotations

import inspect
import json
from types import ModuleType

import pytest
import respx
from pydantic import ValidationError

from .conftest import Generate

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
