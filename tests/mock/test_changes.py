"""PUT replaces a thing, PATCH merges into it, or edits it."""

from __future__ import annotations

from typing import Any

import pytest

from .served import Served, served
from .shelves import BODY, CREATE, LIST, NEW, READ, THING, answer, empty, operation, things

FIELDS = """{id: {type: string}, name: {type: string}, size: {type: [integer, 'null']}, note: {type: string},
  labels: {type: object, additionalProperties: {type: string}}, tags: {type: array, items: {type: string}},
  updated_at: {type: string, format: date-time}}"""
SENT = """{type: object, properties: {name: {type: string, default: none}, size: {type: [integer, 'null']},
  note: {type: [string, 'null']}, labels: {type: object, additionalProperties: {type: [string, 'null']}},
  tags: {type: array, items: {type: string}}}}"""
EDITS = "{required: true, content: {application/json-patch+json: {schema: {type: array, items: {type: object}}}}}"
WHOLE = {"name": "a", "size": 1, "note": "n", "labels": {"x": "1", "y": "2"}, "tags": ["p", "q"]}


def mock_with(method: str, body: str = BODY, *answers: str) -> tuple[Served, str]:
    """A server with one way to change things, and the path of a thing with every field."""
    change = operation("change_thing", *(answers or (answer(200, THING),)), body=body)
    text = " ".join(FIELDS.split())
    mock = things({"post": CREATE, "get": LIST}, {"get": READ, method: change}, fields=text, new=" ".join(SENT.split()))
    return mock, f"/things/{mock.post('/things', WHOLE).json()['id']}"


def after(mock: Served, answered: Any, path: str) -> dict[str, Any]:
    """The thing as it is read after a change, which the answer shows alike, but for what the server itself sets."""
    assert answered.status_code == 200, answered.text
    read: dict[str, Any] = mock.get(path).json()
    assert answered.json() == read
    return {name: value for name, value in read.items() if name not in ("id", "updated_at")}


def test_a_put_leaves_nothing_of_what_it_does_not_say():
    mock, path = mock_with("put")
    assert after(mock, mock.request("PUT", path, json={"tags": ["r"]}), path) == {
        "name": "none",
        "size": None,
        "tags": ["r"],
    }


@pytest.mark.parametrize(
    ("patch", "changed"),
    [
        ({"name": "b"}, {"name": "b"}),
        ({"size": None}, {"size": None}),
        ({"note": None}, {"note": ...}),
        ({"labels": {"y": "3", "z": "4"}}, {"labels": {"x": "1", "y": "3", "z": "4"}}),
        ({"labels": {"x": None}}, {"labels": {"y": "2"}}),
        ({"tags": ["r"]}, {"tags": ["r"]}),
        ({}, {}),
    ],
)
def test_a_patch_merges(patch: dict[str, Any], changed: dict[str, Any]):
    mock, path = mock_with("patch")
    wanted = {name: value for name, value in {**WHOLE, **changed}.items() if value is not ...}
    assert after(mock, mock.request("PATCH", path, json=patch), path) == wanted
    assert mock.get("/things").json() == [mock.get(path).json()]


def edited(mock: Served, path: str, *edits: dict[str, Any]) -> Any:
    return mock.request("PATCH", path, json=list(edits), headers={"Content-Type": "application/json-patch+json"})


@pytest.mark.parametrize(
    ("edits", "changed"),
    [
        ([{"op": "replace", "path": "/name", "value": "b"}], {"name": "b"}),
        ([{"op": "add", "path": "/tags/-", "value": "r"}], {"tags": ["p", "q", "r"]}),
        ([{"op": "add", "path": "/tags/0", "value": "r"}], {"tags": ["r", "p", "q"]}),
        ([{"op": "remove", "path": "/labels/x"}], {"labels": {"y": "2"}}),
        ([{"op": "remove", "path": "/note"}], {"note": ...}),
        ([{"op": "copy", "from": "/name", "path": "/note"}], {"note": "a"}),
        ([{"op": "move", "from": "/tags/1", "path": "/tags/0"}], {"tags": ["q", "p"]}),
        ([{"op": "test", "path": "/size", "value": 1}, {"op": "replace", "path": "/size", "value": 2}], {"size": 2}),
    ],
)
def test_edits_are_made_in_their_order(edits: list[dict[str, Any]], changed: dict[str, Any]):
    mock, path = mock_with("patch", EDITS)
    wanted = {name: value for name, value in {**WHOLE, **changed}.items() if value is not ...}
    assert after(mock, edited(mock, path, *edits), path) == wanted


@pytest.mark.parametrize(
    "edit",
    [
        {"op": "test", "path": "/name", "value": "a"},
        {"op": "remove", "path": "/nothing"},
        {"op": "replace", "path": "/tags/2", "value": "r"},
        {"op": "add", "path": "/tags/01", "value": "r"},
        {"op": "leap", "path": "/name"},
    ],
)
def test_an_edit_that_cannot_be_made_undoes_those_before_it(edit: dict[str, Any]):
    mock, path = mock_with("patch", EDITS, answer(200, THING), empty(409))
    before = mock.get(path).json()
    assert edited(mock, path, {"op": "replace", "path": "/name", "value": "b"}, edit).status_code == 409
    assert mock.get(path).json() == before


def test_the_identifier_is_not_changed():
    mock, path = mock_with("patch", EDITS)
    edited(mock, path, {"op": "replace", "path": "/id", "value": "other"})
    assert mock.get(path).status_code == 200


def test_the_time_of_a_change_is_shown():
    mock, path = mock_with("patch")
    mock.time.forward(5)
    assert mock.request("PATCH", path, json={"name": "b"}).json()["updated_at"] == "2026-01-01T00:00:05Z"


ONE = f"""
openapi: 3.1.0
info: {{title: One, version: "1"}}
paths:
  /settings:
    get: {operation("get_settings", answer(200, "{$ref: '#/components/schemas/NewThing'}"))}
    put: {operation("put_settings", empty(204), body=BODY)}
    patch: {operation("patch_settings", answer(200, "{$ref: '#/components/schemas/NewThing'}"), body=BODY)}
    delete: {operation("reset_settings", empty(204))}
components: {{schemas: {{NewThing: {NEW}}}}}
"""


def test_what_is_put_on_a_path_of_one_thing_is_read_there():
    mock = served(ONE)
    first = mock.get("/settings")
    assert first.status_code == 200
    assert mock.request("PUT", "/settings", json={"name": "a", "size": 1}).status_code == 204
    assert mock.get("/settings").json() == {"name": "a", "size": 1}
    assert mock.request("PATCH", "/settings", json={"size": 2}).json() == {"name": "a", "size": 2}
    assert mock.get("/settings").json() == {"name": "a", "size": 2}
    mock.delete("/settings")
    assert mock.get("/settings").json() == first.json()
