"""Nothing is fitted to the flagship document: under other names, bounds and order its cases are the old ones' image."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Iterable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals

from ..inline import api_of

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
FLAGSHIP = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
BODY = "CreateSandboxRequest"
MOVED = 2
"""How far every bound of a number is moved."""

LONGER = 1
"""How far every limit of a length is moved."""


FAR = 10
"""How many times too long the longest strings are."""


def stretched(text: str, length: int) -> str:
    """A text made of repetitions of its beginning and a rest of the letter a, with another length."""
    sizes = range(1, len(text) + 1)
    unit = next(text[:size] for size in sizes if text == text[:size] * (len(text) // size) + "a" * (len(text) % size))
    return unit * (length // len(unit)) + "a" * (length % len(unit))


class Image:
    """The document under a bijection of its field names, its bounds moved and its properties in another order."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        fields = FLAGSHIP["components"]["schemas"][BODY]["properties"]
        words = [f"{'zyxwvut'[number % 7]}{number}" for number in range(len(fields))]
        chance.shuffle(words)
        self.names = dict(zip(fields, words, strict=True))
        self.fields = fields
        self.document = deepcopy(FLAGSHIP)
        body = self.document["components"]["schemas"][BODY]
        order = list(fields)
        chance.shuffle(order)
        body["properties"] = {self.names[name]: self.schema(fields[name]) for name in order}
        body["required"] = [self.names[name] for name in body["required"]]
        body["allOf"] = [self.rule(entry) for entry in body["allOf"]]
        content = self.document["paths"]["/api/v1/sandbox"]["post"]["requestBody"]["content"]["application/json"]
        for example in content["examples"].values():
            example["value"] = self.body(example["value"])

    def schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        moved = dict(schema)
        for name in ("minLength", "maxLength"):
            if name in schema:
                moved[name] += LONGER
        if "minimum" in schema:
            moved.update({name: self.number(schema[name]) for name in ("minimum", "maximum", "default")})
        return moved

    def rule(self, entry: Any) -> Any:
        """A rule with its fields renamed and its bounds of numbers moved."""
        if not isinstance(entry, dict):
            return entry
        found = {name: self.rule(value) for name, value in entry.items()}
        if "required" in found:
            found["required"] = [self.names[name] for name in found["required"]]
        if "properties" in found:
            found["properties"] = {self.names[name]: value for name, value in found["properties"].items()}
        if "minimum" in found:
            found["minimum"] += MOVED
        return found

    def number(self, value: Any) -> Any:
        return float(Decimal(str(value)) + MOVED) if isinstance(value, float) else value + MOVED

    def value(self, name: str, value: Any) -> Any:
        """The image of what a field holds: what stands on a bound stands on the moved bound, at the same distance."""
        field = self.fields[name]
        if "minimum" in field and isinstance(value, str) and value not in ("a", ""):
            return str(self.number(json.loads(value)))
        if "minimum" in field and not isinstance(value, bool) and isinstance(value, int | float):
            return self.moved_number(field, value)
        if "minLength" in field and isinstance(value, str):
            return self.moved_text(field, value)
        return value

    def moved_number(self, field: dict[str, Any], value: Any) -> Any:
        for bound in (field["minimum"], field["maximum"]):
            for direction in (math.inf, -math.inf):
                if value == math.nextafter(bound, direction):
                    return math.nextafter(self.number(bound), direction)
        return self.number(value)

    def moved_text(self, field: dict[str, Any], text: str) -> str:
        limit = field.get("maxLength")
        if text == "":
            return "a"  # One character was enough, and none is one too few.
        if set(text) == {"a"} and len(text) < 200:
            return text + "a" * LONGER
        if set(text) == {"a"} and limit is not None:
            return "a" * ((limit + LONGER) * FAR + FAR)
        if limit is not None and len(text) == limit:
            return stretched(text, limit + LONGER)
        return text * 2 if len(text) == 1 else text

    def body(self, body: Any) -> Any:
        if isinstance(body, list):
            return [self.body(each) for each in body]
        if not isinstance(body, dict):
            return body
        return {
            self.names.get(name, name): self.value(name, value) if name in self.fields else value
            for name, value in body.items()
        }

    def pointer(self, pointer: str) -> str:
        return re.sub(r"^/body/([^/]+)", lambda found: f"/body/{self.names.get(found[1], found[1])}", pointer)


def cases_of(document: dict[str, Any]) -> tuple[Case, ...]:
    api, sink = api_of(json.dumps(document), name="image.json")
    assert not sink.errors
    operation = api.operation("create_sandbox")
    nominals = Nominals(api)
    return (*valid_cases(api, operation, nominals), *fault_cases(api, operation, nominals))


Fact = tuple[str, str, frozenset[str]]


def fact(kind: str, body: Any, blame: Iterable[str]) -> Fact:
    return kind, json.dumps(body, sort_keys=True), frozenset(blame)


@pytest.mark.parametrize("seed", range(3))
def test_the_cases_of_the_image_are_the_image_of_the_cases(seed: int) -> None:
    image = Image(seed)
    expected = {
        fact(case.kind, image.body(case.body.value), map(image.pointer, case.expect.blame))
        for case in cases_of(FLAGSHIP)
    }
    found = {
        fact(case.kind, case.body.value, case.expect.blame)
        for case in cases_of(image.document)
        if case.point != "minLength--"  # Below a limit of one there was no room for it.
    }
    assert sorted(found - expected, key=str) == []
    assert sorted(expected - found, key=str) == []


def test_the_image_is_another_document() -> None:
    image = Image(0)
    fields = image.document["components"]["schemas"][BODY]["properties"]
    assert not set(fields) & set(FLAGSHIP["components"]["schemas"][BODY]["properties"])
    assert all(
        fields[image.names[name]].get("minimum") != schema.get("minimum")
        for name, schema in image.fields.items()
        if "minimum" in schema
    )
    assert [image.names[name] for name in image.fields] != list(fields)
