"""Where a thing comes from, and how a client learns its identifier."""

from __future__ import annotations

import pytest

from .served import Served
from .shelves import BODY, CREATE, LIST, READ, THING, answer, empty, operation, things

LOCATION = "{Location: {schema: {type: string}}}"
KEYED = "{type: object, properties: {id: {type: string}, name: {type: string}}}"
PUT = operation("put_thing", answer(201, THING), answer(200, THING), body=BODY)


@pytest.mark.parametrize("status", [201, 202, 204])
def test_a_creation_without_a_body_tells_by_location_where_the_thing_is(status: int):
    mock = things({"post": operation("create_thing", empty(status), body=BODY), "get": LIST}, {"get": READ})
    made = mock.post("/things", {"name": "a"})
    assert (made.status_code, made.content) == (status, b"")
    read = mock.get(made.headers["location"])
    assert (read.status_code, read.json()["name"]) == (200, "a")
    assert mock.get("/things").json() == [read.json()]


def test_a_documented_location_is_the_path_of_the_new_thing():
    mock = things({"post": operation("create_thing", answer(201, THING, LOCATION), body=BODY)}, {"get": READ})
    made = mock.post("/things", {})
    assert made.headers["location"] == f"/things/{made.json()['id']}"


def test_no_location_is_sent_where_the_answer_shows_the_thing_and_the_document_has_none():
    assert "location" not in things({"post": CREATE}, {"get": READ}).post("/things", {}).headers


def test_a_put_creates_under_a_key_of_its_own_where_the_document_has_201_for_it():
    mock = things({"get": LIST}, {"get": READ, "put": PUT})
    assert mock.get("/things/blue%20one").status_code == 404
    made = mock.request("PUT", "/things/blue%20one", json={"name": "a"})
    assert (made.status_code, made.json()["id"], made.json()["name"]) == (201, "blue one", "a")
    again = mock.request("PUT", "/things/blue%20one", json={"name": "b"})
    assert (again.status_code, again.json()["name"]) == (200, "b")
    assert [item["id"] for item in mock.get("/things").json()] == ["blue one"]


def test_a_put_of_something_unknown_is_not_found_where_the_document_has_no_201():
    put = operation("put_thing", answer(200, THING), body=BODY)
    mock = things({"post": CREATE}, {"get": READ, "put": put})
    assert mock.request("PUT", "/things/nobody", json={}).status_code == 404


def test_a_put_creates_beside_a_post():
    mock = things({"post": CREATE, "get": LIST}, {"get": READ, "put": PUT})
    mock.post("/things", {"name": "a"})
    mock.request("PUT", "/things/b", json={"name": "b"})
    assert [item["name"] for item in mock.get("/things").json()] == ["a", "b"]


def keyed(*answers: str) -> Served:
    return things({"post": operation("create_thing", *answers, body=BODY), "get": LIST}, {"get": READ}, new=KEYED)


def test_a_key_that_is_taken_is_a_conflict_where_the_document_has_one():
    mock = keyed(answer(201, THING), empty(409))
    assert mock.post("/things", {"id": "a", "name": "first"}).json()["id"] == "a"
    assert mock.post("/things", {"id": "a", "name": "second"}).status_code == 409
    assert mock.get("/things/a").json()["name"] == "first"


def test_without_a_documented_conflict_a_key_that_is_taken_replaces():
    mock = keyed(answer(201, THING))
    mock.post("/things", {"id": "a", "name": "first"})
    assert mock.post("/things", {"id": "a", "name": "second"}).status_code == 201
    assert [item["name"] for item in mock.get("/things").json()] == ["second"]


def test_a_number_that_a_client_chose_is_not_given_to_another():
    fields = "{id: {type: integer}, name: {type: string}}"
    mock = things({"post": CREATE}, {"get": READ}, fields=fields, new=f"{{type: object, properties: {fields}}}")
    assert [mock.post("/things", body).json()["id"] for body in ({"id": 1}, {}, {})] == [1, 2, 3]


def test_an_identifier_fits_every_place_it_stands_in():
    uuid = "{type: object, required: [id], properties: {id: {type: string, format: uuid}}}"
    mock = things({"post": CREATE}, {"get": operation("get_thing", answer(200, uuid))})
    identifier = mock.post("/things", {}).json()["id"]
    read = mock.get(f"/things/{identifier}")
    assert read.json()["id"] == identifier
    assert mock.invalid("get_thing", read) == []


def test_identifiers_with_a_pattern_do_not_run_out():
    mock = things({"post": CREATE}, {"get": READ}, fields="{id: {type: string, pattern: '^t_[a-z]{6}$'}}")
    assert len({mock.post("/things", {}).json()["id"] for _ in range(80)}) == 80


def test_what_a_creation_does_not_show_stays_as_it_is_first_read():
    fields = "{id: {type: string}, name: {type: string}, made: {type: string, format: date-time}}"
    whole = f"{{type: object, required: [id, made], properties: {fields}}}"
    mock = things({"post": CREATE}, {"get": operation("get_thing", answer(200, whole))}, fields="{id: {type: string}}")
    path = f"/things/{mock.post('/things', {'name': 'a'}).json()['id']}"
    first = mock.get(path).json()
    mock.time.forward(60)
    assert mock.get(path).json() == first
    assert (first["name"], first["made"]) == ("a", "2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    "envelope",
    [
        f"{{type: object, required: [data], properties: {{data: {THING}}}}}",
        f"{{type: object, required: [data, meta], properties: {{data: {THING}, meta: {{type: object}}}}}}",
        f"{{type: object, required: [thing, code], properties: {{thing: {THING}, code: {{type: integer}}}}}}",
    ],
)
def test_an_answer_that_wraps_the_thing_is_about_the_thing(envelope: str):
    mock = things(
        {"post": operation("create_thing", answer(201, envelope), body=BODY)},
        {"get": operation("get_thing", answer(200, envelope))},
    )
    made = mock.post("/things", {"name": "a"})
    assert mock.invalid("create_thing", made) == []
    thing = made.json().get("data") or made.json()["thing"]
    assert thing["name"] == "a"
    assert mock.get(f"/things/{thing['id']}").json() == made.json()


def test_what_belonged_to_a_deleted_thing_is_gone_with_it():
    part = "{type: object, properties: {id: {type: string}}}"
    mock = keyed_with_parts(part)
    mock.post("/things", {"id": "a"})
    assert mock.post("/things/nobody/parts").status_code == 404
    assert mock.post("/things/a/parts").status_code == 201
    assert len(mock.get("/things/a/parts").json()) == 1
    mock.delete("/things/a")
    mock.post("/things", {"id": "a"})
    assert mock.get("/things/a/parts").json() == []


def keyed_with_parts(part: str) -> Served:
    parts = f"""
  /things/{{thing_id}}/parts:
    parameters: [{{name: thing_id, in: path, required: true, schema: {{type: string}}}}]
    post: {operation("create_part", answer(201, part))}
    get: {operation("list_parts", answer(200, f"{{type: array, items: {part}}}"))}
  /things/{{thing_id}}/parts/{{part_id}}:
    parameters:
      - {{name: thing_id, in: path, required: true, schema: {{type: string}}}}
      - {{name: part_id, in: path, required: true, schema: {{type: string}}}}
    get: {operation("get_part", answer(200, part))}
"""
    item = {"get": READ, "delete": operation("delete_thing", empty(204)) + parts.rstrip()}
    return things({"post": CREATE}, item, new=KEYED)
