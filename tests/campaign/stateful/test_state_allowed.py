"""Nothing is held against a server that may be as it is: with others about, slow, or of its own mind where allowed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from fencepost.campaign.wire.exchange import Answer
from fencepost.ir.api import Api

from ...inline import api_of
from ..things import TOKEN, ThingServer, answer, things
from .driving import held, units_of
from .jars import TEXT, Body, JarServer, jars


class Crowded(JarServer):
    """Others have made many things before, and go on making and deleting them."""

    def __init__(self) -> None:
        super().__init__()
        for number in range(70):
            self.made += 1
            self.jars[f"jar-{self.made}"] = self.jar(f"jar-{self.made}", {"label": f"of others {number}"})

    def on_all(self, method: str, query: dict[str, list[str]], body: Any) -> Answer:
        told = super().on_all(method, query, body)
        self.made += 1
        other = f"jar-{self.made}"
        self.jars = {other: self.jar(other, {"label": "of others"}), **self.jars}
        self.jars.pop(next(key for key, jar in self.jars.items() if jar["label"].startswith("of others")), None)
        return told


class NewestFirst(JarServer):
    """Others make things between any two requests, which shift every page."""

    def answer(self, request: Any) -> Answer:
        self.made += 1
        self.jars[f"jar-{self.made}"] = self.jar(f"jar-{self.made}", {"label": "of others"})
        return super().answer(request)

    def found(self, query: dict[str, list[str]]) -> list[Body]:
        return super().found(query)[::-1]


class KeepsWhatWasDeleted(JarServer):
    """Deleted jars stay readable, and say so in a member that the document does not know."""

    def delete(self, identifier: str) -> None:
        self.jars[identifier] = self.jars[identifier] | {"deleted_at": "2026-05-11T10:00:00Z"}


class DeletesInAWhile(JarServer):
    """Deletion is only accepted."""

    def on_one(self, method: str, identifier: str, body: Any) -> Answer:
        return answer(202) if method == "DELETE" else super().on_one(method, identifier, body)

    def delete_many(self, _wanted: list[str]) -> Answer:
        return answer(202)


class CreatesInAWhile(JarServer):
    def create(self, body: Body) -> Answer:
        created = super().create(body)
        self.jars.popitem()
        return answer(202, json.loads(created.content))


class SearchesForParts(JarServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        maker = query.get("maker", [""])[0].casefold()
        others = {name: value for name, value in query.items() if name != "maker"}
        return [jar for jar in super().found(others) if not maker or maker in (jar["maker"] or "").casefold()]


class StoresFewerDigits(JarServer):
    """The answer to a creation tells the time more exactly than the store keeps it."""

    def create(self, body: Body) -> Answer:
        created = json.loads(super().create(body).content)
        return answer(201, created | {"created_at": created["created_at"].replace(":00Z", ":00.123456+00:00")})


class NumbersForIdentifiers(JarServer):
    """In answers an identifier is a number, in paths the text of it."""

    def identifier(self, _body: Body) -> str:
        return str(self.made)

    def answer(self, request: Any) -> Answer:
        told = super().answer(request)
        return replace(told, content=re.sub(rb'"id": "([0-9]+)"', rb'"id": \1', told.content))

    def delete_many(self, wanted: list[Any]) -> Answer:
        return super().delete_many([str(each) for each in wanted])


class CreatesNothingTwice(JarServer):
    """The same body is answered with the jar that it made before."""

    def create(self, body: Body) -> Answer:
        for jar in self.jars.values():
            if jar["label"] == body["label"]:
                return answer(201, jar)
        return super().create(body)


class RefusesTags(JarServer):
    """It cannot be asked for the very things that most sequences need."""

    def is_sound(self, body: Any) -> bool:
        return super().is_sound(body) and "tags" not in body


@pytest.mark.parametrize(
    "server",
    [
        JarServer,
        Crowded,
        NewestFirst,
        KeepsWhatWasDeleted,
        DeletesInAWhile,
        CreatesInAWhile,
        SearchesForParts,
        StoresFewerDigits,
        NumbersForIdentifiers,
        CreatesNothingTwice,
        RefusesTags,
    ],
)
def test_nothing_is_held_against_a_server_that_may_be_as_it_is(server: type[JarServer]) -> None:
    assert [finding.message for finding in held(server(), jars())] == []


class Open(ThingServer):
    """Anybody may."""

    def answer(self, request: Any) -> Answer:
        return super().answer(replace(request, headers=(*request.headers, ("authorization", f"Bearer {TOKEN}"))))


def test_a_resource_without_a_list_is_judged_by_what_it_has() -> None:
    assert list(held(Open(), things())) == []


def test_what_was_left_behind_by_an_earlier_run_is_no_failure() -> None:
    server = JarServer()
    assert list(held(server, jars())) == []
    assert list(held(server, jars())) == []


@cache
def named_by_clients() -> Api:
    """The same document, but that a client may choose the identifier."""
    api, sink = api_of(
        TEXT.replace(
            "        label: {type: string, minL", "        id: {type: string}\n        label: {type: string, minL"
        )
    )
    assert not sink.items
    return api


class KeepsOneOfEachIdentifier(JarServer):
    """What is created under a known identifier takes the place of what was there."""

    def jar(self, identifier: str, body: Body) -> Body:
        return super().jar(identifier, body) | {"id": body.get("id", identifier)}


def test_a_client_that_may_choose_the_identifier_leaves_it_to_the_server() -> None:
    bodies = [
        step.case.body for unit in units_of(named_by_clients()) for step in unit.steps if step.case.kind == "valid"
    ]
    assert not [body for body in bodies if body is not None and '"id"' in body.text]
    assert list(held(KeepsOneOfEachIdentifier(), named_by_clients())) == []
