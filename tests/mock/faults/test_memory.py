"""A lapse of memory shows at one operation, and what is really remembered stays true."""

from __future__ import annotations

from typing import Any

from ..served import Served
from .planting import PATH, PLAIN, shelves


def made(served: Served, name: str = "a") -> int:
    answer = served.post(PATH, {**PLAIN, "name": name})
    assert answer.status_code == 201, answer.text
    identifier: int = answer.json()["id"]
    return identifier


def changed(served: Served, identifier: int, **members: Any) -> Any:
    return served.request("PATCH", f"{PATH}/{identifier}", json=members).json()


def read(served: Served, identifier: int) -> Any:
    answer = served.get(f"{PATH}/{identifier}")
    return answer.json() if answer.is_success else answer.status_code


def listed(served: Served) -> list[Any]:
    return [item["name"] for item in served.get(PATH, params={"limit": 50}).json()["shelves"]]


def test_a_stale_read_shows_a_thing_before_its_last_change_and_lists_show_it_after():
    served = shelves("get_shelf:stale_read")
    identifier = made(served)
    assert read(served, identifier)["name"] == "a"
    assert changed(served, identifier, name="b")["name"] == "b"
    assert read(served, identifier)["name"] == "a"
    assert listed(served) == ["b"]
    changed(served, identifier, name="c")
    assert read(served, identifier)["name"] == "b"


def test_a_stale_list_is_one_request_behind():
    served = shelves("list_shelves:stale_list")
    first, second = made(served, "a"), made(served, "b")
    assert listed(served) == ["a"]
    changed(served, first, name="c")
    assert listed(served) == ["a", "b"]
    served.delete(f"{PATH}/{second}")
    assert listed(served) == ["c", "b"]
    assert read(served, second) == 404


def test_a_lost_creation_is_answered_and_never_seen_again():
    served = shelves("create_shelf:lost_write")
    assert read(served, made(served)) == 404
    assert listed(served) == []


def test_a_lost_change_is_answered_and_not_kept():
    served = shelves("change_shelf:lost_write")
    identifier = made(served)
    assert changed(served, identifier, name="b")["name"] == "b"
    assert read(served, identifier)["name"] == "a"


def test_a_lost_deletion_is_answered_and_the_thing_is_still_there():
    served = shelves("delete_shelf:lost_write")
    identifier = made(served)
    assert served.delete(f"{PATH}/{identifier}").status_code == 204
    assert read(served, identifier)["name"] == "a"
    assert listed(served) == ["a"]


def test_what_is_gone_may_stay_readable_or_listed_and_is_gone_everywhere_else():
    readable, still_listed = shelves("get_shelf:gone_readable"), shelves("list_shelves:gone_listed")
    for served in (readable, still_listed):
        served.delete(f"{PATH}/{made(served)}")
    assert (read(readable, 1)["name"], listed(readable)) == ("a", [])
    assert (read(still_listed, 1), listed(still_listed)) == (404, ["a"])


def test_an_identifier_given_twice_names_the_later_thing():
    served = shelves("create_shelf:duplicate_identifier")
    assert [made(served, "a"), made(served, "b"), made(served, "c")] == [1, 1, 1]
    assert read(served, 1)["name"] == "c"
    assert listed(served) == ["c"]


def test_a_parameter_that_is_ignored_is_still_refused_where_it_is_wrong():
    served = shelves("list_shelves/kind:ignored")
    for kind in ("open", "closed"):
        served.post(PATH, {**PLAIN, "kind": kind})
    assert served.get(PATH, params={"kind": "open"}).json()["total"] == 2
    assert served.get(PATH, params={"kind": "ajar"}).status_code == 422
    assert shelves().get(PATH, params={"kind": "open"}).json()["total"] == 0


def test_a_page_size_that_is_ignored_leaves_the_default():
    served = shelves("list_shelves/limit:ignored")
    for name in "abc":
        made(served, name)
    assert len(served.get(PATH, params={"limit": 1}).json()["shelves"]) == 2
