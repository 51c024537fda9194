"""What is wrong below the body is refused as HTTP says, before anything is read of it."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import httpx
import pytest
from fencepost.mock.reading.bodies import MAX_BYTES
from fencepost.mock.reading.json_text import MAX_DEPTH

from .served import SANDBOXES, SMALLEST, Served, params_of, sandbox, served

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def mock() -> Served:
    return sandbox()


def create(mock: Served, content: bytes | str, **headers: str) -> httpx.Response:
    return mock.request("POST", SANDBOXES, content=content, headers={**JSON, **headers})


@pytest.mark.parametrize(
    "credential", [None, "Bearer", "Bearer ", "Bearer a b", "Basic dTpw", "token", "Bearer\tx", ""]
)
def test_a_request_without_a_well_formed_credential_is_refused_before_its_body_is_read(credential: str | None):
    mock = sandbox()
    mock.headers = {} if credential is None else {"Authorization": credential}
    answer = create(mock, b"no json")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json() == {"detail": "no valid credential; send Authorization: Bearer <token>"}
    assert mock.invalid("create_sandbox", answer) == []


def test_any_token_is_right_where_none_is_fixed(mock: Served):
    assert mock.get(SANDBOXES, headers={"Authorization": "bearer anything-at-all"}).status_code == 200


def test_only_the_fixed_token_is_right():
    mock = sandbox(token="the-one")
    statuses = [
        mock.get(SANDBOXES, headers={"Authorization": f"Bearer {token}".encode("latin-1")}).status_code
        for token in ("the-one", "the-on", "the-one2", "THE-ONE", "é")
    ]
    assert statuses == [200, 401, 401, 401, 401]


def test_a_refused_credential_is_told_before_an_unknown_record():
    mock = sandbox(token="the-one")
    assert mock.get(f"{SANDBOXES}/nobody").status_code == 401


SECURED = """\
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /key: {get: {operationId: key, security: [{key: []}], responses: {"204": {description: ok}, "403": {}}}}
  /query: {get: {operationId: query, security: [{query: []}], responses: {"204": {description: ok}}}}
  /cookie: {get: {operationId: cookie, security: [{cookie: []}], responses: {"204": {description: ok}}}}
  /basic: {get: {operationId: basic, security: [{basic: []}], responses: {"204": {description: ok}}}}
  /both: {get: {operationId: both, security: [{key: [], basic: []}], responses: {"204": {description: ok}}}}
  /either: {get: {operationId: either, security: [{key: []}, {oauth: []}], responses: {"204": {description: ok}}}}
  /open: {get: {operationId: open, security: [{key: []}, {}], responses: {"204": {description: ok}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    query: {type: apiKey, in: query, name: key}
    cookie: {type: apiKey, in: cookie, name: key}
    basic: {type: http, scheme: basic}
    oauth: {type: oauth2, flows: {}}
"""
BASIC = {"Authorization": "Basic " + base64.b64encode(b"user:password").decode()}
KEY = {"X-Key": "k"}


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/key", KEY, 204),
        ("/key", {}, 403),
        ("/key", {"X-Key": ""}, 403),
        ("/query?key=k", {}, 204),
        ("/query?key=", {}, 401),
        ("/query", KEY, 401),
        ("/cookie", {"Cookie": "key=k"}, 204),
        ("/cookie", {"Cookie": "other=k"}, 401),
        ("/basic", BASIC, 204),
        ("/basic", {"Authorization": "Basic !"}, 401),
        ("/basic", {"Authorization": "Basic dXNlcg=="}, 401),
        ("/both", BASIC, 401),
        ("/both", {**KEY, **BASIC}, 204),
        ("/either", {"Authorization": "Bearer t"}, 204),
        ("/either", KEY, 204),
        ("/either", {}, 401),
        ("/open", {}, 204),
    ],
)
def test_a_credential_counts_where_its_scheme_is_declared(path: str, headers: dict[str, str], status: int):
    assert served(SECURED, headers={}).get(path, headers=headers).status_code == status


def test_the_fixed_token_may_be_the_key_the_password_or_both_of_basic():
    mock = served(SECURED, token="password", headers={})
    assert mock.get("/basic", headers=BASIC).status_code == 204
    assert mock.get("/key", headers={"X-Key": "password"}).status_code == 204
    assert mock.get("/key", headers=KEY).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_a_method_that_the_path_does_not_have_is_told_the_ones_it_has(mock: Served, method: str):
    answer = mock.request(method, SANDBOXES)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST, GET, DELETE")
    assert answer.json() == {"detail": "this path allows POST, GET, DELETE"}


@pytest.mark.parametrize(
    "path", ["/", "/api/v1", "/api/v1/sandbox/", "/api/v1/sandbox/a/b", "//", "/%", "/api/v1/sandbo"]
)
def test_an_unknown_path_is_not_found(mock: Served, path: str):
    answer = mock.get(path)
    assert (answer.status_code, answer.json()) == (404, {"detail": "no such path"})


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "json", "*/*"]
)
def test_a_media_type_that_is_not_documented_is_refused(mock: Served, media_type: str):
    answer = create(mock, b'{"name": "a", "docker_image": "b"}', **{"content-type": media_type})
    assert (answer.status_code, answer.json()) == (415, {"detail": "send the body as application/json"})


@pytest.mark.parametrize("media_type", ["application/json", "APPLICATION/JSON; charset=utf-8", ""])
def test_the_documented_media_type_is_taken_with_parameters_in_any_case_or_unsaid(mock: Served, media_type: str):
    assert create(mock, b'{"name": "a", "docker_image": "b"}', **{"content-type": media_type}).status_code == 201


DEEP = b'{"name": "a", "docker_image": "b", "advanced_configs": %s}'
MALFORMED: dict[str, bytes] = {
    "empty": b"",
    "blank": b"  ",
    "truncated": b'{"name": "a",',
    "trailing bytes": b'{"name": "a", "docker_image": "b"}x',
    "two values": b'{"name": "a", "docker_image": "b"}{}',
    "no quotes": b'{name: "a"}',
    "NaN": b'{"name": "a", "docker_image": "b", "cpu_cores": NaN}',
    "Infinity": b'{"name": "a", "docker_image": "b", "cpu_cores": -Infinity}',
    "beyond doubles": DEEP % b'{"x": 1e400}',
    "leading zero": b'{"name": "a", "docker_image": "b", "gpu_count": 01}',
    "too many digits": b'{"name": "a", "docker_image": "b", "gpu_count": ' + b"9" * 5000 + b"}",
    "invalid UTF-8": b'{"name": "\xff", "docker_image": "b"}',
    "UTF-16": '{"name": "a", "docker_image": "b"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"name": "a", "docker_image": "b"}',
    "half a surrogate pair": b'{"name": "\\ud800", "docker_image": "b"}',
    "half a pair in a key": DEEP % b'{"\\udfff": 1}',
    "control character": b'{"name": "\x00", "docker_image": "b"}',
    "100,000 arrays": DEEP % (b"[" * 100_000 + b"]" * 100_000),
    "100,000 objects": DEEP % (b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "just too deep": DEEP % (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1)),
    "never closed": b"[" * 100_000,
}


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_body_that_is_no_json_text_is_refused_as_documented(mock: Served, content: bytes):
    answer = create(mock, content)
    assert answer.status_code == 422
    assert params_of(answer) == ["body"]
    assert mock.invalid("create_sandbox", answer) == []


@pytest.mark.parametrize("content", [b"[]", b"null", b"1", b'"text"', b"true", b"[{}]"])
def test_a_body_of_another_json_type_is_refused(mock: Served, content: bytes):
    answer = create(mock, content)
    assert (answer.status_code, answer.json()["errors"][0]) == (422, {"param": "body", "details": "must be an object"})


HARMLESS: dict[str, bytes] = {
    "a key twice": b'{"name": "first", "docker_image": "b", "name": "last"}',
    "NUL in a string": b'{"name": "\\u0000", "docker_image": "b"}',
    "a pair of surrogates": b'{"name": "\\ud83d\\ude00", "docker_image": "b"}',
    "deep enough": DEEP % (b'{"a":' * 30 + b"1" + b"}" * 30),
    "a long fraction": DEEP % (b'{"a":0.' + b"1" * 5000 + b"}"),
    "a tiny number": DEEP % b'{"a":1e-99999999999999999999}',
    "white space around": b' \r\n\t{"name": "a", "docker_image": "b"}\n ',
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS.keys())
def test_an_odd_body_that_is_json_all_the_same_is_taken(mock: Served, content: bytes):
    answer = create(mock, content)
    assert answer.status_code == 201, answer.text
    assert mock.invalid("create_sandbox", answer) == []


def test_of_a_key_given_twice_the_last_counts(mock: Served):
    assert create(mock, HARMLESS["a key twice"]).json()["name"] == "last"


def test_a_body_that_is_too_large_is_refused_whether_announced_or_not(mock: Served):
    async def pieces() -> Any:
        for _ in range(MAX_BYTES // 65536 + 1):
            yield b" " * 65536

    announced = create(mock, b"", **{"content-length": str(MAX_BYTES + 1)})
    streamed = asyncio.run(mock._send("POST", SANDBOXES, {**mock.headers, **JSON}, {"content": pieces()}))
    for answer in (announced, streamed):
        assert (answer.status_code, answer.headers["connection"]) == (413, "close")
        assert answer.json() == {"detail": f"the body has more than {MAX_BYTES} bytes"}


@pytest.mark.parametrize("length", ["x", "-1", "9" * 40, "1.5"])
def test_a_length_that_is_no_number_harms_nothing(mock: Served, length: str):
    answer = create(mock, b'{"name": "a", "docker_image": "b"}', **{"content-length": length})
    assert answer.status_code in (201, 413)


def test_odd_headers_and_queries_harm_nothing(mock: Served):
    headers = {"X-Long": "x" * 100_000, "X-Odd": b"\xff\xfe", "Cookie": "=;;a=b;=", "Accept": "nonsense"}
    answer = mock.get(
        f"{SANDBOXES}?&&=&%&a=%ff&labels=%00&labels=%ED%A0%80&per_page=2&{'x=1&' * 5000}", headers=headers
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "identifier", ["%2F", "a%2Fb", "%00", "..%2f..", "%FF", "%F0%9F%98%80", "a" * 5000, "%25", "a;b", ":"]
)
def test_an_odd_identifier_is_an_unknown_one(mock: Served, identifier: str):
    answer = mock.get(f"{SANDBOXES}/{identifier}")
    assert answer.status_code == 404
    assert mock.invalid("get_sandbox", answer) == []


def test_what_was_refused_left_nothing_behind():
    mock = sandbox()
    for content in (*MALFORMED.values(), b"[]", b"{}"):
        create(mock, content)
    mock.post(SANDBOXES, {**SMALLEST, "cpu_cores": 17})
    assert mock.get(SANDBOXES).json()["total"] == 0
