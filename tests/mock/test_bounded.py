"""A server may keep so many records and no more, and may be told what only it knows."""

from __future__ import annotations

from .served import SANDBOXES, SPEC, served
from .shelves import CREATE, LIST, READ, empty, operation, things


def test_the_oldest_record_makes_room_for_a_new_one():
    mock = things({"post": CREATE, "get": LIST}, {"get": READ}, max_records=3)
    made = [mock.post("/things", {"name": name}).json() for name in "abcde"]
    assert [item["name"] for item in mock.get("/things").json()] == ["c", "d", "e"]
    assert mock.get(f"/things/{made[0]['id']}").status_code == 404


def test_what_has_ended_makes_room_before_what_lives():
    mock = served(SPEC.read_text(encoding="utf-8"), max_records=3)
    made = [mock.created(name=name)["id"] for name in "abc"]
    mock.delete(f"{SANDBOXES}/{made[1]}")
    mock.created(name="d")
    assert [item["name"] for item in mock.get(SANDBOXES).json()["sandboxes"]] == ["a", "c", "d"]


def test_what_was_deleted_takes_no_room():
    mock = things({"post": CREATE, "get": LIST}, {"delete": operation("delete_thing", empty(204))}, max_records=2)
    first = mock.post("/things", {"name": "a"}).json()
    mock.delete(f"/things/{first['id']}")
    for name in "bc":
        mock.post("/things", {"name": name})
    assert [item["name"] for item in mock.get("/things").json()] == ["b", "c"]


def test_a_given_value_is_answered_where_only_the_server_knows_it():
    mock = served(SPEC.read_text(encoding="utf-8"), values={"gateway_url": "http://127.0.0.1:9", "userId": "me"})
    made = mock.created()
    assert made["userId"] == "me"
    token = mock.post(f"{SANDBOXES}/{made['id']}/auth")
    assert token.json()["gateway_url"] == "http://127.0.0.1:9"
    assert mock.get(SANDBOXES, params={"user_id": "me"}).json()["total"] == 1


def test_a_given_value_takes_the_place_of_nothing_that_was_sent():
    assert served(SPEC.read_text(encoding="utf-8"), values={"name": "other"}).created(name="mine")["name"] == "mine"


def test_a_given_value_that_the_document_does_not_allow_is_not_answered():
    mock = served(SPEC.read_text(encoding="utf-8"), values={"createdAt": "soon", "kubernetesJobId": 7})
    made = mock.created()
    assert (made["createdAt"], made["kubernetesJobId"]) != ("soon", 7)
    assert mock.invalid("get_sandbox", mock.get(f"{SANDBOXES}/{made['id']}")) == []
