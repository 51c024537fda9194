"""A hundred bodies of any document stand on every bound of every field, however deep it is, and on both sides of rules.

What is looked for is read from the schema as the document wrote it, by code that knows nothing of how bodies are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, TypeAlias

import pytest
import yaml

from ..drawn import body_judges, draws, strategies_of
from ..inline import schema_api

Fence: TypeAlias = tuple[str, str]
"""A place in the body and a keyword."""

KEYWORDS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength"),
    *("minItems", "maxItems", "minProperties", "maxProperties"),
)

SCHEMAS = {
    "nested objects": """
        type: object
        required: [title]
        properties:
          title: {type: string, minLength: 3, maxLength: 40}
          count: {type: integer, minimum: -5, maximum: 12}
          outer:
            type: object
            required: [low]
            properties:
              low: {type: integer, minimum: 1, maximum: 100}
              inner:
                type: object
                properties:
                  size: {type: number, minimum: 0.5, maximum: 2.5}
                  innermost: {type: object, properties: {word: {type: string, minLength: 1, maxLength: 9}}}
    """,
    "open ends and steps": """
        type: object
        properties:
          ratio: {type: number, exclusiveMinimum: 0, exclusiveMaximum: 1}
          between: {type: integer, exclusiveMinimum: 3, exclusiveMaximum: 99}
          price: {type: number, multipleOf: 0.25, minimum: 0.12, maximum: 9.99}
          maybe: {anyOf: [{type: integer, minimum: 7, maximum: 70}, {type: "null"}]}
    """,
    "arrays and maps": """
        type: object
        properties:
          tags: {type: array, minItems: 1, maxItems: 6, uniqueItems: true, items: {type: string, maxLength: 7}}
          disks:
            type: array
            minItems: 1
            maxItems: 4
            items: {type: object, required: [gb], properties: {gb: {type: integer, minimum: 10, maximum: 2000}}}
          grid: {type: array, minItems: 2, maxItems: 3, items: {type: array, minItems: 1, maxItems: 5, items: {}}}
          labels: {type: object, minProperties: 1, maxProperties: 5, additionalProperties: {type: string, maxLength: 4}}
    """,
    "variants": """
        type: object
        required: [shape]
        properties:
          shape:
            oneOf:
              - {type: object, required: [k], properties: {k: {const: a}, r: {type: number, minimum: 0.5, maximum: 10}}}
              - {type: object, required: [k], properties: {k: {const: b}, w: {type: integer, minimum: 1, maximum: 9}}}
              - {type: object, required: [k], properties: {k: {const: c}, p: {type: array, minItems: 3, maxItems: 6}}}
    """,
    "rules": """
        type: object
        required: [kind]
        properties:
          kind: {enum: [a, b, c, d]}
          x: {type: integer, minimum: 1, maximum: 50}
          y: {type: integer, minimum: 0, maximum: 60}
          z: {type: number, minimum: 0.5, maximum: 6.5}
          flag: {type: boolean}
        allOf:
          - {title: a_needs_x, if: {properties: {kind: {const: a}}}, then: {required: [x]}}
          - {title: b_needs_y, if: {properties: {kind: {const: b}}}, then: {required: [y]}}
          - {title: c_has_no_z, if: {properties: {kind: {const: c}}}, then: {not: {required: [z]}}}
          - title: much_y_is_flagged
            if: {required: [y], properties: {y: {minimum: 30}}}
            then: {required: [flag], properties: {flag: {const: true}}}
    """,
    "a number of members": """
        type: object
        minProperties: 2
        maxProperties: 4
        properties: {a: {type: integer, minimum: 0, maximum: 9}, b: {type: boolean}, c: {}, d: {}, e: {}, f: {}}
    """,
    "many fields": "\n".join(
        [
            "        type: object",
            "        properties:",
            *(f"          f{n}: {{type: integer, minimum: {n}, maximum: {3 * n + 50}}}" for n in range(15)),
            *(
                f"          o{n}: {{type: object, properties: {{a: {{type: number, minimum: {n}}}}}}}"
                for n in range(15)
            ),
        ]
    ),
}


def fences(schema: Any, place: str = "") -> Iterator[Fence]:
    """Every bound that a schema sets."""
    yield from ((place, word) for word in KEYWORDS if schema.get(word))
    for name, inner in parts(schema):
        yield from fences(inner, f"{place}/{name}")


def parts(schema: Any) -> Iterator[tuple[str, Any]]:
    """The schemas inside a schema, by name."""
    yield from schema.get("properties", {}).items()
    yield from ((word, schema[word]) for word in ("items", "additionalProperties") if word in schema)
    for word in ("anyOf", "oneOf"):
        yield from ((str(number), inner) for number, inner in enumerate(schema.get(word, ())))


def hit(schema: Any, value: Any, place: str = "") -> Iterator[Fence]:
    """The bounds that a value stands on, at any depth."""
    yield from ((place, word) for word in KEYWORDS if word in schema and stands_on(schema, word, value))
    match value:
        case dict():
            known = schema.get("properties", {})
            for name, member in value.items():
                if name in known:
                    yield from hit(known[name], member, f"{place}/{name}")
                elif "additionalProperties" in schema:
                    yield from hit(schema["additionalProperties"], member, f"{place}/additionalProperties")
        case list():
            for item in value:
                yield from hit(schema.get("items", {}), item, f"{place}/items")
    for word in ("anyOf", "oneOf"):
        for number, inner in enumerate(schema.get(word, ())):
            yield from hit(inner, value, f"{place}/{number}")


def stands_on(schema: Any, word: str, value: Any) -> bool:
    kind = {"Length": str, "Items": list, "Properties": dict}.get(word.removeprefix("min").removeprefix("max"))
    if kind is not None:
        return isinstance(value, kind) and len(value) == schema[word]
    return isinstance(value, int | float) and not isinstance(value, bool) and value == outermost(schema, word)


def outermost(schema: Any, word: str) -> float:
    """The last number inside a bound."""
    bound, inward = schema[word], -1 if "ax" in word else 1
    if "step" not in schema and "multipleOf" not in schema and schema["type"] == "number":
        return math.nextafter(bound, inward * math.inf) if word.startswith("exclusive") else bound
    step = Decimal(str(schema.get("multipleOf", 1)))
    found = (Decimal(str(bound)) / step).to_integral_value(ROUND_CEILING if inward > 0 else ROUND_FLOOR) * step
    return float(found + inward * step if word.startswith("exclusive") else found)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_hundred_bodies_stand_on_every_bound(name: str) -> None:
    schema, draw = yaml.safe_load(SCHEMAS[name]), strategies_of(SCHEMAS[name])["create_thing_bodies"]
    wanted = set(fences(schema))
    assert wanted
    for start in range(10):
        found = draws(draw(), 100, start)
        assert wanted - {fence for body in found for fence in hit(schema, body)} == set(), start


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_body_is_accepted_by_two_validators(name: str) -> None:
    api, _ = schema_api(SCHEMAS[name])
    found = draws(strategies_of(SCHEMAS[name])["create_thing_bodies"](), 150)
    for judge in body_judges(api, "create_thing"):
        assert [body for body in found if not judge.is_valid(body)] == []


@pytest.mark.parametrize("start", range(10))
def test_a_hundred_bodies_stand_on_both_sides_of_every_rule(start: int) -> None:
    found = draws(strategies_of(SCHEMAS["rules"])["create_thing_bodies"](), 100, start)
    assert {body["kind"] for body in found} == {"a", "b", "c", "d"}
    assert {"x" in body for body in found if body["kind"] != "a"} == {True, False}
    assert {"z" in body for body in found if body["kind"] != "c"} == {True, False}
    assert {body.get("y", 0) >= 30 for body in found} == {True, False}
    assert {body.get("flag") for body in found if body.get("y", 0) < 30} == {True, False, None}
