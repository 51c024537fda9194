"""Every pair of boundary points that the document allows together is sent together."""

from __future__ import annotations

import math
from itertools import combinations, product
from pathlib import Path

import pytest
import yaml
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.right.pairs import MAX_FACTORS, MAX_ROWS, pair_points, unpaired
from fencepost.ir.values import Json
from jsonschema import Draft202012Validator

from ..inline import api_of, object_thing, schema_api

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
ABSENT = "(absent)"

ORDER = """
type: object
required: [mode]
properties:
  mode: {enum: [post, air, sea]}
  parcels: {type: integer, minimum: 1, maximum: 20}
  weight: {type: number, exclusiveMinimum: 0, maximum: 30}
  insured: {type: boolean}
  express: {type: boolean}
  cover: {type: [integer, "null"], minimum: 0, maximum: 500}
allOf:
  - {if: {properties: {mode: {const: sea}}}, then: {required: [parcels], properties: {parcels: {minimum: 10}}}}
  - {if: {required: [insured], properties: {insured: {const: true}}}, then: {required: [cover]}}
  - not: {required: [express], properties: {express: {const: true}, mode: {const: sea}}}
"""

CONTACT = """
type: object
properties:
  mail: {type: string, minLength: 3, maxLength: 6}
  phone: {type: string, minLength: 5, maxLength: 7}
  urgent: {type: boolean}
  tries: {type: integer, minimum: -2, maximum: 2}
  pause: {type: number, minimum: 0.5, maximum: 60}
oneOf: [{required: [mail]}, {required: [phone]}]
dependentRequired: {urgent: [phone]}
dependentSchemas: {pause: {properties: {tries: {minimum: 1}}, required: [tries]}}
"""


def ends(schema: dict[str, Json]) -> list[Json]:
    """The boundary points of a field, worked out from the text of its schema."""
    if "enum" in schema:
        return [schema["enum"][0], schema["enum"][-1]]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    found: list[Json] = [None] if "null" in types else []
    if "boolean" in types:
        found += [True, False]
    if "integer" in types:
        low, high = schema["minimum"], schema["maximum"]
        found += [low, low + 1, high - 1, high]
    if "number" in types:
        low = schema.get("minimum", 5e-324)
        found += [low, math.nextafter(low, math.inf), math.nextafter(schema["maximum"], 0), schema["maximum"]]
    if "string" in types:
        low, high = schema["minLength"], schema["maxLength"]
        found += ["a" * length for length in (low, low + 1, high - 1, high)]
    return found


def with_values(pairs: tuple[tuple[str, Json], ...], rest: dict[str, Json]) -> dict[str, Json]:
    return {**rest, **{name: value for name, value in pairs if value is not ABSENT}}


def missed_pairs(
    schema: dict[str, Json],
    levels: dict[str, list[Json]],
    rest: dict[str, Json],
    bodies: list[dict[str, Json]],
    helpers: dict[str, list[Json]],
) -> tuple[list[object], int]:
    """Pairs of levels that some body allows and no case has, by trying every body; and how many are allowed."""
    judge = Draft202012Validator(schema)
    sent = {
        ((one, repr(body.get(one, ABSENT))), (other, repr(body.get(other, ABSENT))))
        for body in bodies
        for one, other in combinations(levels, 2)
    }
    allowed = []
    for one, other in combinations(levels, 2):
        others = {name: values for name, values in helpers.items() if name not in (one, other)}
        tried = [tuple(zip(others, row, strict=True)) for row in product(*others.values())]
        for left, right in product(levels[one], levels[other]):
            pair = ((one, left), (other, right))
            if any(judge.is_valid(with_values((*more, *pair), rest)) for more in tried):
                allowed.append(((one, repr(left)), (other, repr(right))))
    return [pair for pair in allowed if pair not in sent], len(allowed)


def test_every_pair_of_bounds_of_the_flagship_body_is_sent() -> None:
    text = SPEC.read_text(encoding="utf-8")
    api, _ = api_of(text, name="sandbox.yaml")
    operation = api.operation("create_sandbox")
    bodies = [case.body.value for case in valid_cases(api, operation, Nominals(api))]
    schemas = yaml.safe_load(text)["components"]["schemas"]
    fields = schemas["CreateSandboxRequest"]["properties"]
    names = "cpu_cores memory_gb disk_size_gb gpu_count timeout_minutes vm network_access guaranteed".split()
    levels = {name: [*ends(fields[name]), ABSENT] for name in names}
    helpers = {
        "gpu_count": [ABSENT, 1],
        "gpu_type": [ABSENT, "H100_80GB"],
        "vm": [ABSENT, True],
    }
    schema = {"$ref": "#/components/schemas/CreateSandboxRequest", "components": {"schemas": schemas}}
    missed, allowed = missed_pairs(schema, levels, {"name": "a", "docker_image": "a"}, bodies, helpers)
    assert missed == []
    assert allowed > 400
    assert len(bodies) <= 445


@pytest.mark.parametrize(("text", "rest"), [(ORDER, {"mode": "post"}), (CONTACT, {})], ids=["order", "contact"])
def test_every_pair_of_bounds_is_sent_under_other_rules(text: str, rest: dict[str, Json]) -> None:
    schema = yaml.safe_load(text)
    api, sink = schema_api(text)
    assert not sink.errors
    (operation,) = api.operations
    bodies = [case.body.value for case in valid_cases(api, operation, Nominals(api))]
    required = schema.get("required", [])
    levels = {
        name: [*ends(field), *([] if name in required else [ABSENT])] for name, field in schema["properties"].items()
    }
    helpers = {name: [values[-1], values[0], values[1]] for name, values in levels.items()}
    missed, allowed = missed_pairs(schema, levels, rest, bodies, helpers)
    assert missed == []
    assert allowed > 100


def wide(count: int) -> str:
    fields = ", ".join(f"f{number}: {{type: integer, minimum: 0, maximum: {number + 3}}}" for number in range(count))
    return f"{{type: object, properties: {{{fields}}}}}"


def test_of_many_fields_twelve_are_paired_and_the_others_are_named() -> None:
    kind, api = object_thing(wide(40))
    nominals = Nominals(api)
    rows = [point.value for point in pair_points(kind, nominals)]
    left_out = unpaired(kind, nominals)
    assert len({name for row in rows for name in row}) == MAX_FACTORS
    assert len(left_out) == 40 - MAX_FACTORS
    assert not {name for row in rows for name in row} & set(left_out)
    assert len(rows) < 100


def test_fields_that_rules_name_are_paired_before_others() -> None:
    fields = wide(20)[1:-1]
    kind, api = object_thing(f"{{{fields}, dependentRequired: {{f18: [f19]}}}}")
    left_out = unpaired(kind, Nominals(api))
    assert "f18" not in left_out
    assert "f19" not in left_out


def test_pairs_are_bounded_whatever_the_document_holds() -> None:
    values = ", ".join(f"v{number}" for number in range(1000))
    fields = ", ".join(f"f{number}: {{enum: [{values}]}}" for number in range(30))
    kind, api = object_thing(f"{{type: object, properties: {{{fields}}}}}")
    assert 0 < len(list(pair_points(kind, Nominals(api)))) <= MAX_ROWS


def test_pairs_of_an_object_inside_keep_its_rules() -> None:
    schema = f"{{type: object, properties: {{inner: {ORDER_INLINE}}}}}"
    api, _ = schema_api(schema)
    (operation,) = api.operations
    pairs = [case for case in valid_cases(api, operation, Nominals(api)) if case.point == "pair"]
    judge = Draft202012Validator(yaml.safe_load(schema))
    assert {case.target for case in pairs} >= {"/body/inner"}
    assert all(judge.is_valid(case.body.value) for case in pairs)


ORDER_INLINE = """{
  type: object, properties: {a: {type: integer, minimum: 0, maximum: 9}, b: {type: boolean}, c: {type: boolean}},
  allOf: [{if: {required: [a], properties: {a: {minimum: 5}}}, then: {required: [b]}}]}"""
