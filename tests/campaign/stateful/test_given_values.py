"""What an earlier answer gives is put where a request needs it: into its path, its query or its body."""

from __future__ import annotations

from fencepost.campaign.casefile import case_from
from fencepost.campaign.wire.request import build_request
from fencepost.cases.case import Case, Expectation, FromAnswer
from fencepost.ir.values import freeze

from .driving import TARGET
from .jars import jars

JAR = FromAnswer(operation="create_jar", pointer="/id", step=0)
MAKER = FromAnswer(operation="create_jar", pointer="/maker", step=1)


def bulk() -> Case:
    return Case(
        id="delete_jars/valid/body/nominal",
        operation="delete_jars",
        kind="valid",
        target="/body",
        point="nominal",
        method="delete",
        path="/jars",
        media_type="application/json",
        body=freeze({"jar_ids": ["unknown", "?"]}),
        body_from=(("/jar_ids/1", JAR),),
        expect=Expectation(status=("200",)),
    )


def listing() -> Case:
    return Case(
        id="list_jars/valid/query/page/inside",
        operation="list_jars",
        kind="valid",
        target="/query/page",
        point="inside",
        method="get",
        path="/jars",
        query=(("page", freeze(1)),),
        query_from=(("maker", MAKER),),
        expect=Expectation(status=("200",)),
    )


def test_a_body_holds_the_value_where_it_was_left_open() -> None:
    known = jars().operation("delete_jars")
    assert known is not None
    request = build_request(bulk(), known, jars(), TARGET, ((JAR, "jar-7"),))
    assert request.content == b'{"jar_ids":["unknown","jar-7"]}'


def test_a_query_holds_the_value_beside_those_that_were_known() -> None:
    known = jars().operation("list_jars")
    assert known is not None
    request = build_request(listing(), known, jars(), TARGET, ((MAKER, "A & B"),))
    assert request.url == "http://server/jars?page=1&maker=A%20%26%20B"


def test_a_case_names_everything_that_it_needs() -> None:
    assert bulk().sources == (JAR,)
    assert listing().sources == (MAKER,)


def test_what_is_left_open_is_written_and_read_back() -> None:
    line = listing().as_json()
    assert line["query"] == {"page": 1, "maker": {"from": "create_jar", "pointer": "/maker", "step": 1}}
    assert case_from(line) == listing()
    assert bulk().as_json()["body_from"] == {"/jar_ids/1": {"from": "create_jar", "pointer": "/id", "step": 0}}
    assert case_from(bulk().as_json()) == bulk()
