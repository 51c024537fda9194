"""Every page of a list can be reached in the way that the document has, and each thing stands on one of them."""

from __future__ import annotations

from typing import Any

import pytest

from .served import Served
from .shelves import CREATE, READ, THING, answer, empty, operation, things

ITEMS = f"items: {{type: array, items: {THING}}}"


def parameter(name: str, schema: str = "{type: string}") -> str:
    return f"{{name: {name}, in: query, schema: {schema}}}"


LIMIT = parameter("limit", "{type: integer, default: 2}")


def listing(members: str, *parameters: str, required: str = "items", headers: str = "{}") -> Served:
    """Five things, `a` to `e`, and a list that shows so much beside its items."""
    schema = f"{{type: object, required: [{required}], properties: {{{ITEMS}{members}}}}}"
    told = operation("list_things", answer(200, schema, headers), parameters=f"[{', '.join(parameters)}]")
    mock = things({"post": CREATE, "get": told}, {"get": READ, "delete": operation("delete_thing", empty(204))})
    for number, name in enumerate("abcde"):
        mock.post("/things", {"name": name, "size": number % 2})
    return mock


def page(mock: Served, **query: Any) -> dict[str, Any]:
    found = mock.get("/things", params=query)
    assert found.status_code == 200, found.text
    assert mock.invalid("list_things", found) == []
    told: dict[str, Any] = found.json()
    return told


def names(told: dict[str, Any]) -> str:
    return "".join(item["name"] for item in told["items"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [("cursor", "next_cursor"), ("page_token", "nextPageToken"), ("continuation_token", "continuation_token")],
)
def test_a_token_leads_from_each_page_to_the_next(asked: str, said: str):
    mock = listing(f", {said}: {{type: [string, 'null']}}", LIMIT, parameter(asked))
    found, token = [], None
    for _ in range(3):
        told = page(mock, **({} if token is None else {asked: token}))
        token = told[said]
        found.append(names(told))
    assert (found, token) == (["ab", "cd", "e"], None)


@pytest.mark.parametrize(
    ("members", "required", "last"),
    [
        ("next_cursor: {type: string}", "items", None),
        ("next_cursor: {type: string}", "items, next_cursor", ""),
        ("next_cursor: {type: [string, 'null']}", "items", None),
    ],
)
def test_the_last_page_has_no_token(members: str, required: str, last: str | None):
    mock = listing(f", {members}", LIMIT, parameter("cursor"), required=required)
    assert page(mock, limit=5).get("next_cursor") == last


def test_a_token_stays_good_when_what_it_was_given_behind_is_deleted():
    mock = listing(", next_cursor: {type: string}", LIMIT, parameter("cursor"))
    first = page(mock)
    mock.delete(f"/things/{first['items'][1]['id']}")
    assert names(page(mock, cursor=first["next_cursor"])) == "cd"


def test_an_identifier_may_be_what_a_page_starts_after():
    mock = listing(", has_more: {type: boolean}", LIMIT, parameter("starting_after"))
    first = page(mock)
    second = page(mock, starting_after=first["items"][-1]["id"])
    assert [(names(told), told["has_more"]) for told in (first, second)] == [("ab", True), ("cd", True)]
    assert names(page(mock, starting_after="nobody")) == ""


def test_an_offset_counts_items_and_the_answer_repeats_it():
    mock = listing(", offset: {type: integer}, total: {type: integer}", LIMIT, parameter("offset", "{type: integer}"))
    told = page(mock, offset=3)
    assert (names(told), told["offset"], told["total"]) == ("de", 3, 5)
    assert names(page(mock, offset=9)) == ""


def test_an_offset_that_the_document_counts_from_one_leaves_nothing_out():
    assert names(page(listing("", LIMIT, parameter("offset", "{type: integer, minimum: 1}")), offset=1)) == "ab"


def test_what_is_said_of_a_page_may_stand_in_an_object_beside_the_items():
    meta = "meta: {type: object, required: [total], properties: {total: {type: integer}, page: {type: integer}}}"
    told = page(listing(f", {meta}", LIMIT, parameter("page", "{type: integer}")), page=2)
    assert (names(told), told["meta"]) == ("cd", {"total": 5, "page": 2})


def test_the_address_of_the_next_page_leads_there():
    page_parameter = parameter("page", "{type: integer}")
    mock = listing(", next: {type: [string, 'null']}, previous: {type: [string, 'null']}", LIMIT, page_parameter)
    told = page(mock, limit=3)
    assert told["previous"] is None
    following = mock.get(told["next"]).json()
    assert (names(told), names(following), following["next"]) == ("abc", "de", None)
    assert names(mock.get(following["previous"]).json()) == "abc"


def test_a_documented_link_header_leads_to_other_pages():
    mock = listing("", LIMIT, parameter("page", "{type: integer}"), headers="{Link: {schema: {type: string}}}")
    links = mock.get("/things", params={"page": 2}).links
    shown = {relation: names(mock.get(link["url"]).json()) for relation, link in links.items()}
    assert shown == {"first": "ab", "prev": "ab", "next": "e", "last": "e"}


def test_without_a_documented_link_header_there_is_none():
    mock = listing("", LIMIT, parameter("page", "{type: integer}"))
    assert "link" not in mock.get("/things").headers


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"sort": "name"}, "abcde"),
        ({"sort": "-name"}, "edcba"),
        ({"sort": "name:desc"}, "edcba"),
        ({"sort_by": "size"}, "acebd"),
        ({"sort_by": "name", "order": "desc"}, "edcba"),
        ({"order": "desc"}, "edcba"),
        ({"sort": "what nobody knows"}, "abcde"),
    ],
)
def test_a_list_is_in_the_order_that_is_asked_for(query: dict[str, str], found: str):
    order = parameter("order", "{type: string, enum: [asc, desc]}")
    assert names(page(listing("", parameter("sort"), parameter("sort_by"), order), **query)) == found


def test_a_listed_word_that_no_field_can_hold_asks_for_everything():
    state = parameter("size", "{enum: [all, '1']}")
    assert names(page(listing("", state), size="all")) == "abcde"


def test_a_text_that_a_field_of_objects_is_asked_for_leaves_nothing_out():
    fields = "{id: {type: string}, name: {type: string}, owner: {type: object}}"
    told = operation(
        "list_things", answer(200, f"{{type: array, items: {THING}}}"), parameters=f"[{parameter('owner')}]"
    )
    mock = things({"post": CREATE, "get": told}, {"get": READ}, fields=fields)
    mock.post("/things", {"name": "a"})
    assert len(mock.get("/things", params={"owner": "somebody"}).json()) == 1


def test_a_list_may_show_less_of_a_thing():
    summary = "{type: object, required: [id, label], properties: {id: {type: string}, label: {type: string}, size: {}}}"
    told = operation("list_things", answer(200, f"{{type: array, items: {summary}}}"))
    mock = things({"post": CREATE, "get": told}, {"get": READ})
    made = mock.post("/things", {"name": "a", "size": 3}).json()
    found = mock.get("/things")
    assert mock.invalid("list_things", found) == []
    assert [(item["id"], item["size"], "name" in item) for item in found.json()] == [(made["id"], 3, False)]


def test_a_default_that_its_own_format_does_not_allow_costs_no_item_its_place():
    link = "{type: string, format: uri, default: '{a}'}"
    item = f"{{type: object, required: [id], properties: {{id: {{type: string}}, link: {link}}}}}"
    items = f"{{type: object, properties: {{items: {{type: array, items: {item}}}}}}}"
    told = operation("list_things", answer(200, items))
    mock = things({"post": CREATE, "get": told}, {"get": READ})
    made = mock.post("/things", {}).json()
    assert mock.get("/things").json() == {"items": [{"id": made["id"]}]}
