"""Printed strategies, executed as a campaign does, and draws from them as a user's test makes them."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import jsonschema_rs
from fencepost.cases.nominal import Nominals
from fencepost.emit import drawing
from fencepost.emit.components import Components
from fencepost.emit.explore import execute
from fencepost.emit.strategies import answers_text, requests_text
from fencepost.ir.api import Api
from fencepost.names.assign import assign_names
from hypothesis import Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from jsonschema import Draft202012Validator

from .inline import api_of, document, schema_api

SPEC = Path(__file__).parents[1] / "spec" / "sandbox.yaml"
FLAGSHIP, _ = api_of(SPEC.read_text(encoding="utf-8"), name="sandbox.yaml")


def printed(api: Api) -> str:
    """The strategies for requests."""
    return requests_text(Components(Nominals(api)), assign_names(api), api.operations, drawing.__name__)


def printed_answers(api: Api) -> str:
    """The strategies for answers."""
    return answers_text(Components(Nominals.of_answers(api)), assign_names(api), api.operations, drawing.__name__)


def executed(text: str) -> dict[str, Any]:
    """The names a printed module defines."""
    module: dict[str, Any] = {"__name__": "printed"}
    execute(text, "<printed>", module)
    return module


def strategies_of(schema: str) -> dict[str, Any]:
    """The strategies for an operation `create_thing` whose body has the schema."""
    return executed(printed(schema_api(schema)[0]))


def answering_api(schema: str) -> Api:
    """A document whose one operation, `get_thing`, answers with what has the schema."""
    paths = """
    paths:
      /thing:
        get:
          operationId: get_thing
          responses:
            "200":
              description: the thing
              content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
            "204": {description: none}
            "404":
              description: gone
              content: {application/json: {schema: {type: object, properties: {detail: {type: string}}}}}
    """
    below = textwrap.indent(textwrap.dedent(schema).strip(), " " * 6)
    return api_of(f"{document(paths)}\ncomponents:\n  schemas:\n    Thing:\n{below}\n")[0]


def draws(strategy: SearchStrategy[Any], count: int, start: int = 0) -> list[Any]:
    """So many draws, by Hypothesis's own engine."""
    found: list[Any] = []

    @seed(start)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate])
    @given(strategy)
    def keep(value: Any) -> None:
        found.append(value)

    keep()
    return found


def judges(api: Api, schema: str) -> tuple[jsonschema_rs.Validator, Draft202012Validator]:
    """Two validators of a schema of the document that take no part in drawing."""
    schemas = {component.name: component.schema.value for component in api.components}
    whole = {"components": {"schemas": schemas}, "allOf": [json.loads(schema)]}
    return jsonschema_rs.Draft202012Validator(whole), Draft202012Validator(whole)


def body_judges(api: Api, operation: str) -> tuple[jsonschema_rs.Validator, Draft202012Validator]:
    """Two validators of the body of an operation."""
    return judges(api, api.operation(operation).body.json.schema.text)
