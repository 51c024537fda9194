"""The nearest valid body: valid, and no further away than the body was damaged."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema_rs
import pytest
from fencepost.cases.mending.change import MAX_WAYS, Way
from fencepost.cases.mending.nearest import Nearest
from fencepost.cases.nominal import Nominals
from fencepost.cases.right.values import valid_points
from fencepost.ir.api import Api
from fencepost.ir.types import Type
from fencepost.ir.values import equal, freeze
from fencepost.mock.reading.json_text import MalformedError, read_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..agreement.damage import damaged
from ..agreement.shapes import SHAPES
from ..inline import schema_api


class Document:
    """A document of one component, with its valid bodies."""

    def __init__(self, schema: str) -> None:
        api, sink = schema_api(schema)
        assert not sink.errors
        self.nominals = Nominals(api)
        self.api: Api = self.nominals.api
        self.kind: Type = self.api.component("Thing").type
        self.bodies = [point.value for point in valid_points(self.kind, self.nominals)]
        schemas = {item.name: item.schema.value for item in api.components}
        whole = {"components": {"schemas": schemas}, "$ref": "#/components/schemas/Thing"}
        self.engine = jsonschema_rs.Draft202012Validator(whole)

    def ways(self, body: Any) -> tuple[Way, ...]:
        return Nearest(self.nominals).ways(self.kind, body)

    def words(self, body: Any) -> list[str]:
        return [
            ", ".join(change.words(".".join(map(str, change.path)) or "body") for change in way.changes)
            for way in self.ways(body)
        ]


ENGINES = """
    type: object
    required: [name]
    properties:
      name: {type: string, minLength: 1, maxLength: 8}
      power: {type: number, minimum: 0.5, maximum: 16}
      engines: {type: integer, minimum: 0, maximum: 4}
      fuel: {enum: [DIESEL, PETROL, null]}
      open: {type: boolean}
      doors: {type: [integer, "null"], multipleOf: 2}
      seats:
        type: array
        maxItems: 3
        items:
          type: object
          required: [row]
          properties: {row: {type: integer, minimum: 1}, heated: {type: boolean}, belt: {type: string}}
          dependentRequired: {heated: [belt]}
      tags: {type: array, uniqueItems: true, minItems: 1, items: {type: string}}
      notes: {type: object, additionalProperties: {type: string}, maxProperties: 2}
    allOf:
      - {if: {required: [engines], properties: {engines: {minimum: 1}}}, then: {required: [fuel, doors]}}
      - if: {required: [open], properties: {open: {const: true}}}
        then: {properties: {doors: {const: 2}, power: {maximum: 8}}}
"""
ENGINE = Document(ENGINES)
CLOSED = Document("{type: object, required: [name, size], properties: {name: {}, size: {type: integer}, colour: {}}, "
                  "additionalProperties: false}")  # fmt: skip

EXAMPLES: list[tuple[Document, Any, list[str]]] = [
    (ENGINE, {"name": "a"}, [""]),
    (ENGINE, {"name": "a", "power": 16.5}, ["set power to 16"]),
    (ENGINE, {"name": "a", "power": 0}, ["set power to 0.5"]),
    (ENGINE, {"name": "a", "power": "2"}, ["set power to 2"]),
    (ENGINE, {"name": "a", "engines": 0.6}, ["drop engines"]),
    (ENGINE, {"name": "abcdefghi"}, ['set name to "abcdefgh"']),
    (ENGINE, {"name": 7}, ['set name to "7"']),
    (ENGINE, {"nam": "a"}, ["rename nam to name"]),
    (ENGINE, {}, ['give name, such as "a"']),
    (ENGINE, {"name": "a", "fuel": "diesel "}, ['set fuel to "DIESEL"']),
    (ENGINE, {"name": "a", "fuel": "PETROLL"}, ['set fuel to "PETROL"']),
    (ENGINE, {"name": "a", "open": "True"}, ["set open to true"]),
    (ENGINE, {"name": "a", "open": 1}, ["set open to another value, such as false"]),
    (ENGINE, {"name": "a", "open": None}, ["drop open"]),
    (ENGINE, {"name": "a", "doors": 3}, ["set doors to 4"]),
    (ENGINE, {"name": "a", "tags": ["a", "b", "a"]}, ["drop tags.2"]),
    (ENGINE, {"name": "a", "tags": "a"}, ['set tags to ["a"]']),
    (ENGINE, {"name": "a", "tags": [None, "b"]}, ["drop tags.0"]),
    (ENGINE, {"name": "a", "notes": {"a": "b", "c": "d", "e": "f"}}, ["drop notes.e"]),
    (ENGINE, {"name": "a", "notes": {"a": "b", "c": [], "e": "f"}}, ["drop notes.c"]),
    (
        ENGINE,
        {"name": "a", "seats": [{"row": 1, "heated": True}]},
        ['give seats.0.belt, such as "a"', "drop seats.0.heated"],
    ),
    (ENGINE, {"name": "a", "open": True, "doors": 4}, ["drop doors", "drop open"]),
    (ENGINE, {"name": "a", "engines": 1, "fuel": None}, ["give doors, such as 0", "drop engines"]),
    (ENGINE, "a", ['set body to another value, such as {"name":"a"}']),
    (CLOSED, {"name": 1, "sise": 2}, ["rename sise to size"]),
    (CLOSED, {"name": 1, "size": 2, "zzz": 3}, ["drop zzz"]),
    (CLOSED, {"name": 1, "size": 2, "color": 3}, ["rename color to colour"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "body", "words"), EXAMPLES, ids=lambda value: "" if isinstance(value, Document) else str(value)[:60]
)
def test_the_change_is_the_one_a_person_would_make(document: Document, body: Any, words: list[str]) -> None:
    assert document.words(body) == words


def test_ways_of_the_same_size_stand_side_by_side_and_those_that_give_nothing_up_first() -> None:
    fields = "engines: {type: integer}, open: {type: boolean}"
    then = "then: {required: [open], properties: {open: {const: true}}}"
    document = Document(f"{{type: object, properties: {{{fields}}}, if: {{required: [engines]}}, {then}}}")
    assert document.words({"engines": 1}) == ["set open to true", "drop engines"]


def test_of_a_field_that_is_wrong_in_itself_it_is_mended_and_not_given_up() -> None:
    assert ENGINE.words({"name": "a", "power": 17, "open": True}) == ["set power to 8"]


SCALARS = [None, True, False, 0, 1, -1, 3, 17, 2.5, "", "a", "1", "true", "DIESEL", "abcdefghijk", [], {}]


def objects_in(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [each for item in inner for each in objects_in(item)]
    return [value, *found] if isinstance(value, dict) else found


def damage(body: Any, draw: Any) -> None:
    """One field set, dropped or added, at any depth."""
    target = draw(st.sampled_from(objects_in(body)))
    name = draw(st.sampled_from([*target, "engines", "open", "doors", "zzz"]))
    if name in target and draw(st.booleans()):
        del target[name]
    else:
        target[name] = copy.deepcopy(draw(st.sampled_from(SCALARS)))


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_body_damaged_in_some_fields_is_mended_by_no_more_changes(data: st.DataObject) -> None:
    body = copy.deepcopy(data.draw(st.sampled_from(ENGINE.bodies)))
    count = data.draw(st.integers(1, 4))
    for _ in range(count):
        damage(body, data.draw)
    ways = ENGINE.ways(body)
    assert 1 <= len(ways) <= MAX_WAYS
    for way in ways:
        assert ENGINE.engine.is_valid(way.value)
        assert len(way.changes) <= count
        assert equal(patched(body, way), way.value)


def patched(body: Any, way: Way) -> Any:
    """The body with the changes made, one after the other, as JSON Patch says (RFC 6902, 4)."""
    whole: Any = {"": copy.deepcopy(body)}
    for operation in (change.as_patch() for change in way.changes):
        steps = [step.replace("~1", "/").replace("~0", "~") for step in str(operation["path"]).split("/")]
        holder = whole
        for step in steps[:-1]:
            holder = holder[int(step) if isinstance(holder, list) else step]
        last: Any = int(steps[-1]) if isinstance(holder, list) else steps[-1]
        match operation["op"]:
            case "remove":
                del holder[last]
            case "move":
                holder[last] = holder.pop(str(operation["from"]).rpartition("/")[2])
            case "add" if isinstance(holder, list):
                holder.insert(last, operation["value"])
            case _:
                holder[last] = operation["value"]
    return whole[""]


@pytest.mark.parametrize("name", SHAPES)
def test_whatever_is_wrong_with_a_body_of_any_shape_the_nearest_is_valid(name: str) -> None:
    document = Document(SHAPES[name].replace(f"schemas/{name}'", "schemas/Thing'"))
    for text in damaged([json.dumps(body) for body in document.bodies[:60]], name, 60):
        try:
            body = read_json(text.encode())
        except (MalformedError, UnicodeEncodeError):
            continue
        ways = document.ways(body)
        assert ways
        for way in ways:
            value = json.loads(freeze(way.value).text)
            assert document.engine.is_valid(value), (text, way)
            assert equal(json.loads(freeze(patched(body, way)).text), value), (text, way)


def test_rules_that_need_too_many_regions_are_mended_one_after_the_other_and_that_is_said() -> None:
    fields = ", ".join(f"f{number}: {{type: boolean}}, g{number}: {{type: boolean}}" for number in range(12))
    rules = ", ".join(f"{{if: {{required: [f{number}]}}, then: {{required: [g{number}]}}}}" for number in range(12))
    document = Document(f"{{type: object, properties: {{{fields}}}, allOf: [{rules}]}}")
    nearest = Nearest(document.nominals)
    body: Any = {f"f{number}": True for number in range(12)}
    (way, *_) = nearest.ways(document.kind, body)
    assert not nearest.is_least
    assert document.engine.is_valid(way.value)
    assert len(way.changes) == 12


def test_where_no_value_is_valid_none_is_found() -> None:
    assert Document("{type: object, required: [a], properties: {a: false}}").ways({}) == ()
