"""Every example in the sandbox document is valid, and every documented body has one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DOCUMENT: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "spec" / "sandbox.yaml").read_text("utf-8"))
REGISTRY = Registry().with_resource("urn:sandbox", Resource(contents=DOCUMENT, specification=DRAFT202012))
FORMATS = FormatChecker(formats=())

# As the documentation page of the create endpoint prints them.
PAGE_REQUEST = """
{"name": "<string>", "docker_image": "<string>", "start_command": "<string>", "cpu_cores": 1, "memory_gb": 2,
 "disk_size_gb": 10, "gpu_count": 0, "gpu_type": "CPU_NODE", "vm": false, "network_access": true,
 "timeout_minutes": 60, "environment_vars": {}, "secrets": {}, "labels": ["<string>"], "team_id": "<string>",
 "advanced_configs": {}, "registry_credentials_id": "<string>", "region": "<string>", "guaranteed": false}
"""
PAGE_RESPONSE = """
{"id": "<string>", "name": "<string>", "dockerImage": "<string>", "startCommand": "<string>", "cpuCores": 123,
 "memoryGB": 123, "diskSizeGB": 123, "diskMountPath": "<string>", "gpuCount": 123, "networkAccess": true,
 "status": "PENDING", "timeoutMinutes": 123, "environmentVars": {}, "advancedConfigs": {},
 "createdAt": "2023-11-07T05:31:56Z", "updatedAt": "2023-11-07T05:31:56Z", "startedAt": "2023-11-07T05:31:56Z",
 "terminatedAt": "2023-11-07T05:31:56Z", "userId": "<string>", "teamId": "<string>", "kubernetesJobId": "<string>",
 "gpuType": "CPU_NODE", "vm": false, "labels": ["<string>"], "exitCode": 123, "errorType": "<string>",
 "errorMessage": "<string>", "region": "us", "registryCredentialsId": "<string>"}
"""


@FORMATS.checks("date-time", raises=ValueError)
def is_date_time(value: object) -> bool:
    """Whether a string is a point in time with its offset; other values are not judged."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A documented body and the samples of it, by name."""

    place: str
    schema: dict[str, Any]
    samples: dict[str, Any]


def bodies_below(node: Any, place: str = "#") -> Iterator[Body]:
    """Every media type at or below the node, in the order of the document."""
    if not isinstance(node, dict):
        return
    for media_type, content in node.get("content", {}).items():
        samples = {name: example["value"] for name, example in content.get("examples", {}).items()}
        yield Body(place=f"{place} {media_type}", schema=content["schema"], samples=samples)
    for key, child in node.items():
        yield from bodies_below(child, f"{place}/{key}")


def values_below(node: Any, place: str = "#") -> Iterator[tuple[str, dict[str, Any], object]]:
    """Every default and every example that a schema at or below the node gives: its place, the schema, the value."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from values_below(child, f"{place}/{index}")
    if isinstance(node, dict):
        if "default" in node:
            yield f"{place}/default", node, node["default"]
        for index, value in enumerate(node.get("examples", ())):
            yield f"{place}/examples/{index}", node, value
        for key, child in node.items():
            yield from values_below(child, f"{place}/{key}")


def complaints(schema: dict[str, Any], value: object) -> list[str]:
    """What is wrong with a value, one line a fault; references lead into the document."""
    rooted = json.loads(json.dumps(schema).replace('"#/', '"urn:sandbox#/'))
    validator = Draft202012Validator(rooted, registry=REGISTRY, format_checker=FORMATS)
    return [error.message for error in validator.iter_errors(value)]


BODIES = tuple(bodies_below({"paths": DOCUMENT["paths"], "responses": DOCUMENT["components"]["responses"]}))
SAMPLES = [
    pytest.param(body.schema, value, id=f"{body.place} {name}")
    for body in BODIES
    for name, value in body.samples.items()
]
VALUES = [
    pytest.param(schema, value, id=place) for place, schema, value in values_below(DOCUMENT["components"]["schemas"])
]


def create_body(place: str) -> Body:
    return next(body for body in BODIES if body.place == f"#/paths//api/v1/sandbox/post/{place} application/json")


@pytest.mark.parametrize(("schema", "value"), SAMPLES)
def test_an_example_body_is_valid(schema: dict[str, Any], value: object) -> None:
    assert complaints(schema, value) == []


@pytest.mark.parametrize(("schema", "value"), VALUES)
def test_the_examples_and_the_default_of_a_field_are_valid(schema: dict[str, Any], value: object) -> None:
    assert complaints(schema, value) == []


def test_every_documented_body_has_an_example() -> None:
    assert len(BODIES) == 2 + 8 + 9  # requests, successes, shared refusals
    assert [body.place for body in BODIES if not body.samples] == []


def test_every_documented_answer_has_a_body() -> None:
    responses = [answer for item in DOCUMENT["paths"].values() for answer in answers_of(item)]
    shared = [{"$ref": f"#/components/responses/{name}"} for name in DOCUMENT["components"]["responses"]]
    assert [answer for answer in responses if "content" not in answer and answer not in shared] == []


def answers_of(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for method in ("get", "post", "delete"):
        yield from item.get(method, {}).get("responses", {}).values()


def test_the_first_examples_of_create_are_those_of_the_page() -> None:
    request, response = create_body("requestBody"), create_body("responses/201")
    assert json.dumps(request.samples["page"]) == json.dumps(json.loads(PAGE_REQUEST))
    assert json.dumps(response.samples["page"]) == json.dumps(json.loads(PAGE_RESPONSE))
    assert next(iter(request.samples)) == next(iter(response.samples)) == "page"


@pytest.mark.parametrize(
    ("place", "field", "value"),
    [
        ("requestBody", "cpu_cores", 17),
        ("requestBody", "gpu_type", "H100"),
        ("requestBody", "gpu_count", 1),
        ("responses/201", "createdAt", "yesterday"),
        ("responses/201", "status", "STOPPED"),
    ],
)
def test_a_wrong_value_in_an_example_would_be_seen(place: str, field: str, value: object) -> None:
    body = create_body(place)
    assert complaints(body.schema, {**body.samples["page"], field: value})
