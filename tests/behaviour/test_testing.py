"""The tests that a package brings: a mock behind respx, contract tests that find faults, and the cases as data."""

from __future__ import annotations

import asyncio
import importlib
import json
import time
from types import ModuleType
from typing import Any

import pytest
from fencepost.diagnostics import Diagnostics
from fencepost.integrations.contract import contract_tests
from fencepost.mock.app import create_app
from fencepost.mock.server import serving, system_serving
from fencepost.read.api import read_api
from fencepost.read.document import parse
from fencepost.rules.normalise import normalise
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ..drawn import draws
from ..inline import document
from .conftest import Generate

THINGS = """
security: [{token: []}]
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas:
    NewThing:
      type: object
      required: [name]
      properties:
        name: {type: string, minLength: 1}
        size: {type: integer, minimum: 0, maximum: 8}
        big: {type: boolean}
      allOf:
        - title: size_needs_big
          description: Large things are big.
          if: {required: [size], properties: {size: {minimum: 5}}}
          then: {required: [big], properties: {big: {const: true}}}
    Thing:
      type: object
      required: [id, name]
      properties: {id: {type: string}, name: {type: string}, size: {type: integer}, big: {type: boolean}}
    Problem: {type: object, properties: {detail: {type: string}}}
paths:
  /things:
    post:
      operationId: create_thing
      tags: [things]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewThing"}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "401": {description: who, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        "422": {description: no, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  /things/{thing_id}:
    get:
      operationId: get_thing
      tags: [things]
      parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "401": {description: who, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        "404": {description: gone, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        "422": {description: no, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
"""


def part(package: ModuleType, name: str) -> ModuleType:
    return importlib.import_module(f"{package.__name__}.testing.{name}")


def test_a_client_is_answered_by_a_mock_that_remembers(generated: Generate) -> None:
    package = generated(THINGS)
    router = part(package, "router")
    with router.mock_router(), package.Client(base_url=router.BASE_URL, token="t") as client:
        made = client.things.create(name="a", size=3)
        assert client.things.get(made.id).size == 3
        with pytest.raises(package.NotFoundError):
            client.things.get("nothing")


def test_an_asynchronous_client_is_answered_too(generated: Generate) -> None:
    package = generated(THINGS)
    router = part(package, "router")

    async def used() -> str:
        async with package.AsyncClient(base_url=router.BASE_URL, token="t") as client:
            made = await client.things.create(name="a")
            return (await client.things.get(made.id)).name

    with router.mock_router():
        assert asyncio.run(used()) == "a"


def test_contract_tests_find_nothing_in_the_mock_of_the_document(generated: Generate) -> None:
    tests = part(generated(THINGS), "test_contract")
    assert {name for name in vars(tests) if name.startswith("test_")} == {
        *("test_create_thing", "test_create_thing_size_needs_big", "test_get_thing"),
    }
    with contract_tests(str(tests.DOCUMENT), None, None, time.monotonic) as contract:
        tests.test_create_thing(contract)
        tests.test_create_thing_size_needs_big(contract)
        tests.test_get_thing(contract)


@pytest.mark.parametrize(
    ("right", "wrong", "test", "told"),
    [
        ("maximum: 8", "maximum: 7", "test_create_thing", "size"),
        ("const: true", "type: boolean", "test_create_thing_size_needs_big", "size_needs_big"),
    ],
)
def test_a_contract_test_names_what_a_server_gets_wrong(
    generated: Generate, right: str, wrong: str, test: str, told: str
) -> None:
    tests = part(generated(THINGS), "test_contract")
    sink = Diagnostics()
    api = normalise(read_api(parse("wrong.yaml", document(THINGS.replace(right, wrong))), sink), sink)
    app = create_app(api, system_serving("t"))
    with (
        serving(app) as address,
        contract_tests(str(tests.DOCUMENT), address, "t", time.monotonic) as contract,
        pytest.raises(AssertionError, match=told),
    ):
        getattr(tests, test)(contract)


def test_a_server_that_does_not_answer_fails_the_test(generated: Generate) -> None:
    tests = part(generated(THINGS), "test_contract")
    with (
        contract_tests(str(tests.DOCUMENT), "http://127.0.0.1:1", "t", time.monotonic) as contract,
        pytest.raises(AssertionError, match="does not answer"),
    ):
        tests.test_create_thing(contract)


def test_cases_are_the_lines_that_any_language_can_read(generated: Generate) -> None:
    cases = part(generated(THINGS), "cases")
    lines = [json.loads(case.line) for case in cases.cases()]
    assert {line["operation"] for line in lines} == {"create_thing", "get_thing"}
    sizes = [case.body["size"] for case in cases.cases("create_thing", "valid") if case.target == "/body/size"]
    assert {0, 8} <= set(sizes)
    assert all(case.request["expect"]["status"] == ["422"] for case in cases.cases("create_thing", "fault"))


def test_a_test_on_the_lattice_gets_every_valid_body_first(generated: Generate) -> None:
    cases = part(generated(THINGS), "cases")
    seen: list[Any] = []

    @settings(max_examples=1, database=None)
    @given(body=st.just({"name": "drawn"}))
    @cases.on_lattice("create_thing")
    def remember(body: Any) -> None:
        seen.append(body)

    remember()
    expected = [case.body for case in cases.cases("create_thing", "valid") if "body" in case.request]
    assert seen == [*expected, {"name": "drawn"}]


def test_a_lattice_of_no_operation_is_refused(generated: Generate) -> None:
    cases = part(generated(THINGS), "cases")
    with pytest.raises(ValueError, match="no case of an operation 'create_thin' has a body"):
        cases.on_lattice("create_thin")


def test_a_test_on_the_lattice_can_take_models(generated: Generate) -> None:
    package = generated(THINGS)
    cases = part(package, "cases")
    seen: list[Any] = []

    class Suite:
        @settings(phases=[Phase.explicit])
        @cases.on_lattice("create_thing", "thing", package.NewThing.model_validate)
        @given(thing=st.from_type(package.NewThing))
        def remember(self, thing: Any) -> None:
            seen.append(thing)

    Suite().remember()
    assert len(seen) == sum("body" in case.request for case in cases.cases("create_thing", "valid"))
    assert {type(thing) for thing in seen} == {package.NewThing}


def test_models_of_requests_are_drawn_by_their_type(generated: Generate) -> None:
    package = generated(THINGS)
    importlib.import_module(f"{package.__name__}.testing")
    found = draws(st.from_type(package.NewThing), 100)
    assert {type(thing) for thing in found} == {package.NewThing}
    assert {0, 8} <= {thing.size for thing in found if thing.size is not None}
    assert all(thing.big for thing in found if (thing.size or 0) >= 5)
    lists = draws(st.from_type(list[package.NewThing]), 20)
    assert {type(thing) for things in lists for thing in things} == {package.NewThing}


def test_a_package_draws_bodies_with_its_own_strategies(generated: Generate) -> None:
    package = generated(THINGS)
    strategies = part(package, "strategies")
    testing = importlib.import_module(f"{package.__name__}.testing")

    @settings(max_examples=30, database=None, deadline=None)
    @given(strategies.create_thing_bodies(size=8, name=st.just("n")))
    def accepted(body: dict[str, Any]) -> None:
        assert package.NewThing.model_validate(body).size == 8
        assert body["big"] is True

    accepted()
    with pytest.raises(testing.NarrowingError):
        strategies.create_thing_bodies(size=9)
