"""Certificates, judged by two validators that take no part in making them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.parts import part_value, request_schema
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from jsonschema import Draft202012Validator

from ..inline import api_of, schema_api

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
FLAGSHIP, _ = api_of(SPEC.read_text(encoding="utf-8"), name="sandbox.yaml")


def create_thing(schema: str) -> tuple[Api, Operation]:
    """A document whose one operation takes the schema as its body."""
    api, sink = schema_api(schema)
    assert not sink.errors, sink.errors
    (operation,) = api.operations
    return api, operation


def faults(api: Api, operation: Operation) -> tuple[Case, ...]:
    return fault_cases(api, operation, Nominals(api))


def without(schema: Any, pointer: str) -> Any:
    """A copy of a schema without what stands at a pointer."""
    *steps, last = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    whole = copy.deepcopy(schema)
    node = whole
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    del node[int(last) if isinstance(node, list) else last]
    return whole


def false_certificates(cases: tuple[Case, ...], schema: Any) -> Iterator[str]:
    """The cases that the schema accepts, or still refuses without what their certificate points to."""
    judges: dict[str, list[tuple[Any, Any]]] = {}
    for case in cases:
        pointer = case.certificate or ""
        part = pointer.split("/")[1]
        if pointer not in judges:
            whole, rest = schema[part], without(schema, pointer)[part]
            judges[pointer] = [
                (judge(whole), judge(rest)) for judge in (jsonschema_rs.Draft202012Validator, Draft202012Validator)
            ]
        value = part_value(case, part)
        for strict, loose in judges[pointer]:
            if strict.is_valid(value) or not loose.is_valid(value):
                yield f"{case.id} {pointer} {value}"


def judged(api: Api, operation: Operation) -> list[str]:
    return list(false_certificates(faults(api, operation), request_schema(api, operation)))
