"""Things whose life the document tells: deleted ones stay, in the state and with the time that it gives."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from fencepost.campaign.unit import Step, Unit
from fencepost.campaign.wire.exchange import Answer, Request
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.ir.values import freeze

from ...inline import api_of
from ..things import answer
from .driving import first, held
from .jars import TEXT, Body, JarServer

STATES = """\
        state: {enum: [empty, full, broken]}
        broken_at: {type: [string, "null"], format: date-time}
      x-fencepost-lifecycle:
        {field: state, initial: empty, final: [broken], delete: {to: broken, set: {broken_at: now}}}
"""
ACTIVE = "        - {name: is_active, in: query, schema: {type: boolean}}\n"
PER_PAGE = "        - {name: per_page,"


@cache
def breakable() -> Api:
    api, sink = api_of(TEXT.replace(PER_PAGE, ACTIVE + PER_PAGE) + STATES)
    assert not sink.items
    return api


class BreakingServer(JarServer):
    """The correct server: a jar fills by itself, and a deleted one stays, broken."""

    def jar(self, identifier: str, body: Body) -> Body:
        return super().jar(identifier, body) | {"state": "empty", "broken_at": None}

    def answer(self, request: Request) -> Answer:
        for jar in self.jars.values():
            jar["state"] = "full" if jar["state"] == "empty" and self.served % 3 == 0 else jar["state"]
        return super().answer(request)

    def on_one(self, method: str, identifier: str, body: Any) -> Answer:
        is_over = method == "DELETE" and self.jars[identifier]["state"] == "broken"
        return answer(404) if is_over else super().on_one(method, identifier, body)

    def delete(self, identifier: str) -> None:
        self.jars[identifier] |= {"state": "broken", "broken_at": "2026-05-11T10:00:00Z"}

    def found(self, query: dict[str, list[str]]) -> list[Body]:
        only_active = query.get("is_active") == ["true"]
        return [jar for jar in super().found(query) if not only_active or jar["state"] != "broken"]


class Forgets(BreakingServer):
    def delete(self, identifier: str) -> None:
        self.jars.pop(identifier)


class StaysWhole(BreakingServer):
    def delete(self, identifier: str) -> None:
        pass


class BreaksWithoutATime(BreakingServer):
    def delete(self, identifier: str) -> None:
        self.jars[identifier] |= {"state": "broken"}


class BreaksTheFirst(BreakingServer):
    def delete(self, _identifier: str) -> None:
        super().delete(next(iter(self.jars)))


class ListsTheBrokenAsActive(BreakingServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        return super().found({name: value for name, value in query.items() if name != "is_active"})


class ListsTheBrokenAlone(BreakingServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        matching = super().found(query | {"is_active": []})
        return [jar for jar in matching if jar["state"] == "broken"] if "is_active" in query else matching


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (Forgets, ("use_after_delete", "state after delete_jar by jar_id")),
        (StaysWhole, ("use_after_delete", "state after delete_jar by jar_id")),
        (BreaksWithoutATime, ("use_after_delete", "broken_at after delete_jar by jar_id")),
        (BreaksTheFirst, ("use_after_delete", "state after delete_jar by jar_id")),
        (ListsTheBrokenAsActive, ("filter_ignored", "is_active state")),
        (ListsTheBrokenAlone, ("filter_ignored", "is_active state")),
    ],
)
def test_an_end_that_is_not_as_documented_is_found(server: type[BreakingServer], expected: tuple[str, str]) -> None:
    assert first(server(), breakable()) == expected


def test_a_state_that_changes_by_itself_is_no_failure() -> None:
    assert list(held(BreakingServer(), breakable())) == []


STATE = "        - {name: state, in: query, schema: {enum: [empty, full, broken]}}\n"


@cache
def stepping() -> Api:
    stepped = STATES.replace("initial: empty,", "initial: empty, steps: [{from: empty, to: full, after: 1}],")
    api, sink = api_of(TEXT.replace(PER_PAGE, STATE + PER_PAGE) + stepped)
    assert not sink.items
    return api


class FillsWhileItIsShown(BreakingServer):
    """Finds jars by their state, and by the time it shows them the empty ones are full."""

    def found(self, query: dict[str, list[str]]) -> list[Body]:
        matching = [jar for jar in super().found(query) if jar["state"] in query.get("state", [jar["state"]])]
        return [jar | ({"state": "full"} if jar["state"] == "empty" else {}) for jar in matching]


class IgnoresTheState(BreakingServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        return super().found({name: value for name, value in query.items() if name != "state"})


class ShowsTheBrokenAsEmpty(BreakingServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        return [jar | {"state": "broken"} for jar in super().found(query)]


@cache
def asked_for_empty_ones() -> tuple[Unit, ...]:
    """A jar is made, then the empty ones are asked for."""
    api = stepping()
    nominals = Nominals(api)
    cases = [case for each in api.operations for case in valid_cases(api, each, nominals)]
    made = next(case for case in cases if case.operation == "create_jar")
    asked = next(case for case in cases if dict(case.query).get("state") == freeze("empty"))
    return (Unit(phase="lattice", steps=(Step(case=made), Step(case=asked))),)


def test_a_thing_may_change_its_state_between_being_found_and_being_shown() -> None:
    assert list(held(FillsWhileItIsShown(), stepping(), asked_for_empty_ones())) == []
    (finding,) = held(ShowsTheBrokenAsEmpty(), stepping(), asked_for_empty_ones())
    assert (finding.check, finding.named) == ("filter_ignored", "state")


def test_a_filter_by_state_that_makes_no_difference_is_found() -> None:
    assert first(IgnoresTheState(), stepping()) == ("filter_ignored", "state")
