"""The generated model, the reference evaluator and a JSON Schema engine give one verdict on every body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from itertools import combinations, product
from pathlib import Path
from types import ModuleType

import jsonschema_rs
import pytest
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.types import Object
from fencepost.rules.evaluate import allows
from pydantic import TypeAdapter, ValidationError

from ..behaviour.conftest import Generate
from ..inline import api_of, document
from .shapes import SHAPES, VALUES, shapes_document

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
FLAGSHIP, _ = api_of(SPEC.read_text(encoding="utf-8"), name="sandbox.yaml")
SHAPED, _ = api_of(document(shapes_document()))
PAIRED = ("null", "true", "1", '"a"', "{}", '["a"]')


@pytest.fixture(scope="session")
def shaped(generated: Generate) -> ModuleType:
    return import_module(f"{generated(shapes_document()).__name__}.models")


def verdicts(api: Api, name: str, model: object, texts: list[str]) -> dict[str, tuple[bool, bool, bool]]:
    """What the three say of each JSON text: evaluator, engine, model."""
    schemas = {component.name: component.schema.value for component in api.components}
    whole = {"components": {"schemas": schemas}, "$ref": f"#/components/schemas/{name}"}
    engine, adapter, kind = jsonschema_rs.Draft202012Validator(whole), TypeAdapter(model), api.component(name).type
    return {
        text: (
            allows(kind, json.loads(text, parse_float=Decimal), api),
            engine.is_valid(json.loads(text)),
            is_accepted(adapter, text),
        )
        for text in texts
    }


def is_accepted(adapter: TypeAdapter[object], text: str) -> bool:
    try:
        adapter.validate_json(text, by_alias=True, by_name=False)
    except ValidationError:
        return False
    return True


def case_texts(api: Api, operation: Operation) -> list[str]:
    """The bodies of every lattice and fault case."""
    nominals = Nominals(api)
    cases = (*valid_cases(api, operation, nominals), *fault_cases(api, operation, nominals))
    return [case.body.text for case in cases if case.body is not None and case.target.startswith("/body")]


def beside(fields: dict[str, str]) -> str:
    """The object with these members, as JSON text."""
    return "{" + ", ".join(f"{json.dumps(name)}: {text}" for name, text in fields.items()) + "}"


def nasty_texts(api: Api, name: str, texts: list[str]) -> Iterator[str]:
    """Every value as the whole body, as each field of a valid one, and in each pair of fields."""
    kind = api.component(name).type
    fields = [item.wire_name for item in kind.fields] if isinstance(kind, Object) else []
    bodies = [json.loads(text) for text in texts]
    nominal = next(({k: json.dumps(v) for k, v in body.items()} for body in bodies if isinstance(body, dict)), {})
    yield from VALUES
    for field, text in product(fields, VALUES):
        yield beside({**nominal, field: text})
        yield beside({field: text})
    for (one, other), (left, right) in product(combinations(fields, 2), product(PAIRED, repeat=2)):
        yield beside({**nominal, one: left, other: right})


def differing(found: dict[str, tuple[bool, bool, bool]]) -> dict[str, tuple[bool, bool, bool]]:
    return {text: told for text, told in found.items() if len(set(told)) > 1}


@pytest.mark.parametrize("name", SHAPES)
def test_three_readers_agree_on_every_shape(shaped: ModuleType, name: str):
    (operation,) = [each for each in SHAPED.operations if each.id == name]
    texts = case_texts(SHAPED, operation)
    found = verdicts(SHAPED, name, getattr(shaped, name), [*texts, *nasty_texts(SHAPED, name, texts)])
    assert differing(found) == {}
    assert {model for _, _, model in found.values()} == {True, False}


@pytest.mark.parametrize("name", ["CreateSandboxRequest", "BulkDeleteSandboxesRequest"])
def test_three_readers_agree_on_every_body_of_the_flagship_document(name: str):
    models = import_module("sandbox_client.models")
    (operation,) = [each for each in FLAGSHIP.operations if each.body and each.body.json.type.name == name]
    texts = case_texts(FLAGSHIP, operation)
    found = verdicts(FLAGSHIP, name, getattr(models, name), [*texts, *nasty_texts(FLAGSHIP, name, texts[:1])])
    assert differing(found) == {}
    assert sum(model for _, _, model in found.values()) > 100


@pytest.mark.parametrize("operation", FLAGSHIP.operations, ids=lambda operation: operation.id)
def test_an_answer_is_read_whole_and_refused_when_a_required_field_is_missing(operation: Operation):
    content = operation.success.json
    adapter = TypeAdapter(getattr(import_module("sandbox_client.models"), content.type.name))
    answer = content.examples[0].value.value
    required = [item.wire_name for item in FLAGSHIP.component(content.type.name).type.fields if item.required]
    assert is_accepted(adapter, json.dumps(answer))
    for gone in required:
        assert not is_accepted(adapter, json.dumps({name: value for name, value in answer.items() if name != gone}))
