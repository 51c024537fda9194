"""Who breaks a rule is told the same way out by the client, by the mock and by `fencepost why`."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.nominal import Nominals
from fencepost.cli.program import run
from fencepost.ir.api import Api
from fencepost.ir.types import Object
from fencepost.ir.walk import walk
from fencepost.pipeline import Choice, package_of
from fencepost.rules.clauses import is_question
from pydantic import BaseModel, ValidationError

from ..inline import api_of
from ..mock.served import SPEC, served

SHAPES = """\
openapi: 3.1.0
info: {title: Ships, version: "1"}
paths:
  /ships:
    post:
      operationId: create_ship
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Ship"}}}
      responses: {"201": {description: made}, "422": {description: refused, content: {application/json: {}}}}
components:
  schemas:
    Ship:
      type: object
      properties:
        mast: {type: integer, minimum: 0}
        sails: {type: array, items: {type: string}}
        engine: {enum: [DIESEL, STEAM, null]}
        pilot: {type: [string, "null"]}
        coal: {type: number}
        crew: {type: array, items: {$ref: "#/components/schemas/Sailor"}}
      dependentRequired: {mast: [sails]}
      allOf:
        - title: one_engine
          description: Ships sail or steam.
          oneOf: [{required: [mast]}, {required: [engine]}]
        - title: steam_needs_coal
          if: {required: [engine], properties: {engine: {const: STEAM}}}
          then: {required: [coal, pilot], properties: {coal: {minimum: 10}, pilot: {type: string}}}
        - {title: no_sails_with_coal, description: Sparks., not: {required: [coal, sails]}}
    Sailor:
      type: object
      required: [rank]
      properties: {rank: {enum: [mate, captain]}, ship: {type: string, minLength: 2}}
      if: {properties: {rank: {const: captain}}}
      then: {required: [ship]}
"""

COUNTED = """\
openapi: 3.0.3
info: {title: Orders, version: "1"}
paths:
  /orders:
    post:
      operationId: create_order
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                express: {type: boolean, default: false}
                lines: {type: array, items: {type: string}}
                note: {type: string, nullable: true}
                weight: {type: number}
              anyOf: [{required: [lines]}, {required: [note]}]
              not: {required: [express, weight], properties: {express: {enum: [true]}, weight: {minimum: 30}}}
      responses: {"201": {description: made}, "422": {description: refused, content: {application/json: {}}}}
"""

DOCUMENTS = {"sandbox": SPEC.read_text(encoding="utf-8"), "ships": SHAPES, "orders": COUNTED}


@pytest.fixture(scope="module", params=DOCUMENTS)
def text(request: pytest.FixtureRequest) -> str:
    return DOCUMENTS[request.param]


@pytest.fixture(scope="module")
def client(text: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    root = tmp_path_factory.mktemp("client")
    name = f"remedied_{len(text)}"
    for file in package_of(api_of(text)[0], Choice(package=name)).files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    sys.path.insert(0, str(root))
    importlib.invalidate_caches()
    yield importlib.import_module(f"{name}.models")
    sys.path.remove(str(root))
    for module in [module for module in sys.modules if module.startswith(name)]:
        del sys.modules[module]


def broken(api: Api) -> list[Case]:
    """For each rule the first and the last body that breaks it alone."""
    nominals = Nominals(api)
    cases = [case for operation in api.operations for case in fault_cases(api, operation, nominals) if case.rule]
    by_rule = {case.rule: [other for other in cases if other.rule == case.rule] for case in cases}
    return [case for found in by_rule.values() for case in {found[0].id: found[0], found[-1].id: found[-1]}.values()]


def told_by_the_client(models: ModuleType, case: Case) -> list[str]:
    """What any model of the client that knows the rule says of the body."""
    assert case.body is not None
    kinds = [each for each in vars(models).values() if isinstance(each, type) and issubclass(each, BaseModel)]
    found = [line for kind in kinds for line in faults(kind, case.body.value) if line["type"] == case.rule]
    return list(dict.fromkeys(str(line["msg"]) for line in found))


def faults(kind: type[BaseModel], body: Any) -> list[Any]:
    try:
        kind.model_validate(body, by_alias=True, by_name=False)
    except ValidationError as error:
        return list(error.errors())
    return []


def told_by_why(case: Case, folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> list[Any]:
    assert case.body is not None
    (folder / "api.yaml").write_text(text, encoding="utf-8")
    (folder / "body.json").write_text(case.body.text, encoding="utf-8")
    capsys.readouterr()
    assert run(["why", str(folder / "api.yaml"), case.operation, str(folder / "body.json"), "--json"]) == 1
    return [fault for fault in json.loads(capsys.readouterr().out)["faults"] if fault["rule"] == case.rule]


def test_the_remedy_of_a_rule_is_the_same_everywhere(
    text: str, client: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mock, cases = served(text), broken(api_of(text)[0])
    api = mock.api
    kinds = [inner for each in api.components for inner in walk(each.type) if isinstance(inner, Object)]
    assert {case.rule for case in cases} >= {
        rule.name for kind in kinds for rule in kind.rules if not is_question(rule)
    }
    for case in cases:
        assert case.body is not None
        (fault,) = told_by_why(case, tmp_path, text, capsys)
        remedy = fault["remedy"]
        assert remedy
        (said,) = told_by_the_client(client, case)
        assert said.endswith(f"; {remedy}"), (said, remedy)
        answer = mock.request(case.method.upper(), case.path, json=case.body.value)
        assert answer.status_code == 422
        assert any(words.endswith(f"(rule {case.rule}); {remedy}") for words in texts_in(answer.json())), answer.text


def texts_in(value: Any) -> list[str]:
    """Every text in an answer."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, str) else [text for item in inner for text in texts_in(item)]
