"""The sandbox document says what the endpoints' pages say: no fact less, none more, none different."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from .document_facts import differences, facts_of
from .endpoint_facts import FACTS, GPU_LINES, GPU_TYPES, OPERATIONS, REQUEST, RESPONSE, STATUSES

DOCUMENT: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "spec" / "sandbox.yaml").read_text("utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
REQUEST_FIELDS: dict[str, Any] = SCHEMAS["CreateSandboxRequest"]["properties"]

Steps = tuple[str | int, ...]
"""The keys and indices that lead to a node of the document."""


def test_the_document_says_what_the_pages_say() -> None:
    assert differences(FACTS, facts_of(DOCUMENT)) == []


def test_the_table_has_as_many_rows_as_the_page() -> None:
    assert len(REQUEST) == 19
    assert sum(row.endswith(", required") for row in REQUEST) == 2
    assert len(RESPONSE) == 29
    assert sum(row.endswith(", required") for row in RESPONSE) == 21
    assert len(GPU_LINES.split()) == 48
    assert len(GPU_TYPES) == 47
    assert len(STATUSES) == 6
    assert len(OPERATIONS) == 8


def set_at(path: str, value: object) -> dict[str, Any]:
    """A copy of the document with another value at the path below the schemas."""
    document = deepcopy(DOCUMENT)
    *steps, last = path.split(".")
    node = document["components"]["schemas"]
    for step in steps:
        node = node[step]
    node[last] = value
    return document


ADDED = [
    (
        "CreateSandboxRequest.properties.idle_minutes",
        {"type": "integer"},
        "CreateSandboxRequest: idle_minutes: integer",
    ),
    (
        "CreateSandboxRequest.properties.name.pattern",
        "^a",
        'CreateSandboxRequest: name: string, maxLength 100, minLength 1, pattern "^a", required',
    ),
    (
        "CreateSandboxRequest.additionalProperties",
        False,
        "CreateSandboxRequest: object, additionalProperties false",
    ),
    ("GPUType.enum", [*GPU_TYPES, "GB300"], "GPUType: GB300"),
    ("SandboxLogs.required", ["logs", "lines"], "SandboxLogs: lines: undeclared, required"),
]

CHANGED = [
    (
        "CreateSandboxRequest.properties.cpu_cores.maximum",
        15,
        "CreateSandboxRequest: cpu_cores: number, default 1, maximum 16, minimum 0.1",
    ),
    ("CreateSandboxRequest.properties.vm.default", 0, "CreateSandboxRequest: vm: boolean, default false"),
    ("CreateSandboxRequest.properties.labels.items.type", "integer", "CreateSandboxRequest: labels: string[]"),
    ("Sandbox.required", ["id"], "Sandbox: status: SandboxStatus, required"),
    ("Sandbox.properties.exitCode.type", "integer", "Sandbox: exitCode: integer | null"),
]

REORDERED = [
    ("SandboxStatus.enum", list(reversed(STATUSES)), "SandboxStatus"),
    ("GPUType.enum", [*GPU_TYPES, "RTX3070_8GB"], "GPUType"),
    ("CreateSandboxRequest.properties", dict(reversed(REQUEST_FIELDS.items())), "CreateSandboxRequest"),
]


@pytest.mark.parametrize(("path", "value", "row"), ADDED)
def test_an_additional_fact_is_named(path: str, value: object, row: str) -> None:
    assert f"additional: {row}" in differences(FACTS, facts_of(set_at(path, value)))


@pytest.mark.parametrize(("path", "value", "row"), CHANGED)
def test_a_different_fact_is_named(path: str, value: object, row: str) -> None:
    assert f"missing: {row}" in differences(FACTS, facts_of(set_at(path, value)))


@pytest.mark.parametrize(("path", "value", "subject"), REORDERED)
def test_another_order_or_number_is_named(path: str, value: object, subject: str) -> None:
    assert differences(FACTS, facts_of(set_at(path, value))) == [f"order or number: {subject}"]


def places(node: Any, path: Steps = ()) -> Iterator[Steps]:
    """The node and all below it that is neither prose, nor a sample body, nor the inside of a rule."""
    yield path
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        is_prose = isinstance(value, str) and key in {"description", "summary"}
        is_sample = isinstance(value, dict) and key == "examples"
        if not (is_prose or is_sample or key in {"if", "then"}):
            yield from places(value, (*path, key))


def at(document: dict[str, Any], path: Steps) -> Any:
    node: Any = document
    for step in path:
        node = node[step]
    return node


def without(path: Steps) -> dict[str, Any]:
    """A copy of the document without the node at the path."""
    document = deepcopy(DOCUMENT)
    del at(document, path[:-1])[path[-1]]
    return document


def with_stray(path: Steps) -> dict[str, Any]:
    """A copy of the document with one more member in the object at the path."""
    document = deepcopy(DOCUMENT)
    at(document, path)["x-stray"] = {}
    return document


def test_no_part_of_the_document_can_go_unseen() -> None:
    # Without its components there is nothing to read.
    removable = [path for path in places(DOCUMENT) if path not in {(), ("components",)}]
    assert len(removable) > 700
    assert [path for path in removable if not differences(FACTS, facts_of(without(path)))] == []


def test_nothing_can_be_added_to_the_document_unseen() -> None:
    # Parameters and responses count where they are used, so one that nothing uses says nothing.
    unused = {("components", "parameters"), ("components", "responses")}
    objects = [path for path in places(DOCUMENT) if isinstance(at(DOCUMENT, path), dict) and path not in unused]
    assert len(objects) > 300
    assert [path for path in objects if not differences(FACTS, facts_of(with_stray(path)))] == []
