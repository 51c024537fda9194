"""Strategies stand on every fence, keep every rule, shrink to the simplest body, and can be narrowed."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest
from fencepost.emit.drawing import NarrowingError
from hypothesis import find, given, settings
from hypothesis import strategies as st

from ..drawn import FLAGSHIP, answering_api, body_judges, draws, executed, printed, printed_answers, strategies_of

STRATEGIES = executed(printed(FLAGSHIP))
bodies = STRATEGIES["create_sandbox_bodies"]
breaking = STRATEGIES["create_sandbox_bodies_breaking"]
faults = STRATEGIES["create_sandbox_faults"]

RANGES = {
    "cpu_cores": (0.1, 16),
    "memory_gb": (0.1, 64),
    "disk_size_gb": (0.1, 1000),
    "gpu_count": (0, 8),
    "timeout_minutes": (1, 1440),
}
LENGTHS = {"name": (1, 100), "docker_image": (1,)}
RULES = ("gpu_requires_type", "gpu_requires_vm", "secrets_not_on_vm", "guaranteed_not_on_vm")

QUIET = settings(database=None)


def fences(found: list[dict[str, Any]]) -> set[tuple[str, float]]:
    """The bounds that bodies stand on."""
    numbers = {(name, end) for name, ends in RANGES.items() for end in ends for body in found if body.get(name) == end}
    return numbers | {
        (name, size) for name, sizes in LENGTHS.items() for size in sizes for b in found if len(b[name]) == size
    }


def sides(found: list[dict[str, Any]]) -> set[str]:
    """Which sides of the rules bodies stand on: with and without what each asks for."""
    told = {
        "gpus": lambda body: body.get("gpu_count", 0) >= 1,
        "no gpus, a type": lambda body: body.get("gpu_count", 0) == 0 and body.get("gpu_type"),
        "no gpus, no type": lambda body: body.get("gpu_count") == 0 and "gpu_type" not in body,
        "no gpus, a vm": lambda body: body.get("gpu_count", 0) == 0 and body.get("vm"),
        "a vm, empty secrets": lambda body: body.get("vm") and body.get("secrets") == {},
        "no vm, secrets": lambda body: not body.get("vm") and body.get("secrets"),
        "a vm, not guaranteed": lambda body: body.get("vm") and body.get("guaranteed") is False,
        "no vm, guaranteed": lambda body: not body.get("vm") and body.get("guaranteed"),
    }
    return {name for name, holds in told.items() if any(map(holds, found))}


@pytest.mark.parametrize("start", range(10))
def test_a_hundred_bodies_stand_on_every_bound_and_both_sides_of_every_rule(start: int) -> None:
    found = draws(bodies(), 100, start)
    assert fences(found) == {(name, end) for table in (RANGES, LENGTHS) for name, ends in table.items() for end in ends}
    assert len(sides(found)) == 8


def test_every_body_is_accepted_by_two_validators() -> None:
    found = draws(bodies(), 500)
    for judge in body_judges(FLAGSHIP, "create_sandbox"):
        assert [body for body in found if not judge.is_valid(body)] == []


def test_about_a_third_of_the_fields_with_bounds_stand_on_one() -> None:
    found = draws(bodies(), 400)
    fields = [(body[name], ends) for body in found for name, ends in RANGES.items() if name in body]
    share = sum(value in ends for value, ends in fields) / len(fields)
    assert 0.25 < share < 0.5


def test_a_quarter_of_the_bodies_have_gpus_of_many_types() -> None:
    found = [body for body in draws(bodies(), 1000) if body.get("gpu_count", 0) >= 1]
    assert len(found) >= 250
    assert len({body["gpu_type"] for body in found}) >= 30


@pytest.mark.parametrize("draw", [bodies, faults, lambda: breaking("secrets_not_on_vm")], ids=["bodies", "faults", "b"])
def test_no_draw_is_rejected(draw: Any) -> None:
    begun: list[None] = []
    reached = draws(st.tuples(st.none().map(begun.append), draw()), 500)
    assert len(begun) == len(reached) == 500


NOMINAL = {"name": "a", "docker_image": "python:3.11-slim"}
GPUS = {**NOMINAL, "gpu_count": 2, "gpu_type": "CPU_NODE", "vm": True}


@pytest.mark.parametrize(
    ("is_looked_for", "shrunk"),
    [
        (lambda _: True, NOMINAL),
        (lambda body: "region" in body, {**NOMINAL, "region": "us"}),
        (lambda body: body.get("vm"), {**NOMINAL, "vm": True}),
        (lambda body: body.get("gpu_count", 0) > 0, GPUS),
        (lambda body: body.get("gpu_count", 0) > 4, {**GPUS, "gpu_count": 5}),
        (lambda body: len(body["name"]) > 50, {**NOMINAL, "name": "a" * 99}),
        (lambda body: body.get("secrets"), {**NOMINAL, "secrets": {"key0": "a"}}),
        (lambda body: len(body.get("labels", ())) > 1, {**NOMINAL, "labels": ["a", ""]}),
    ],
    ids=["any", "a region", "a vm", "gpus", "many gpus", "a long name", "secrets", "labels"],
)
def test_bodies_shrink_to_the_nominal_one_of_a_region_with_what_is_looked_for(
    is_looked_for: Callable[[Any], bool], shrunk: dict[str, Any]
) -> None:
    assert find(bodies(), is_looked_for, settings=QUIET) == shrunk


@pytest.mark.parametrize(
    "draw",
    [bodies(), bodies(cpu_cores=st.floats(0.1, 1)), breaking("gpu_requires_vm"), faults()],
    ids=["bodies", "narrowed", "breaking", "faults"],
)
def test_a_failing_test_shows_what_was_drawn_and_not_how(draw: st.SearchStrategy[Any]) -> None:
    @settings(database=None)
    @given(draw)
    def fails(_: Any) -> None:
        raise AssertionError

    with pytest.raises(AssertionError) as caught:
        fails()
    assert re.match(r"Failing test case: fails\(\s*_=\{'name'", caught.value.__notes__[0])


def test_bodies_with_gpus_shrink_to_what_gpus_need() -> None:
    shrunk = find(bodies(), lambda body: body.get("gpu_count", 0) >= 1, settings=QUIET)
    assert set(shrunk) == {"name", "docker_image", "gpu_count", "gpu_type", "vm"}
    assert shrunk["vm"] is True


def without_rule(rule: str) -> jsonschema_rs.Validator:
    """A validator of the document without one of its rules."""
    schemas = {component.name: copy.deepcopy(component.schema.value) for component in FLAGSHIP.components}
    request = schemas["CreateSandboxRequest"]
    request["allOf"] = [part for part in request["allOf"] if part["title"] != rule]
    return jsonschema_rs.Draft202012Validator({"components": {"schemas": schemas}, **request})


@pytest.mark.parametrize("rule", RULES)
def test_a_body_that_breaks_a_rule_breaks_nothing_else(rule: str) -> None:
    found = draws(breaking(rule), 100)
    whole, _ = body_judges(FLAGSHIP, "create_sandbox")
    spared = without_rule(rule)
    assert not any(whole.is_valid(body) for body in found)
    assert all(spared.is_valid(body) for body in found)


def test_a_rule_is_broken_in_every_form_its_field_can_take() -> None:
    forms = {repr(body.get("vm", "absent")) for body in draws(breaking("gpu_requires_vm"), 100)}
    assert forms == {"False", "'absent'"}
    forms = {repr(body.get("gpu_type", "absent")) for body in draws(breaking("gpu_requires_type"), 100)}
    assert forms == {"None", "'absent'"}


def test_an_unknown_rule_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(KeyError) as caught:
        breaking("gpu_needs_vm")
    assert str(caught.value) == "no rule 'gpu_needs_vm'; did you mean gpu_requires_vm?"
    with pytest.raises(KeyError) as caught:
        breaking("x")
    assert str(caught.value) == f"no rule 'x'; the rules are {', '.join(RULES)}"


def test_every_fault_is_refused_by_two_validators_and_every_field_is_once_at_fault() -> None:
    found = draws(faults(), 1000)
    for judge in body_judges(FLAGSHIP, "create_sandbox"):
        assert not any(judge.is_valid(body) for body in found)
    validator, _ = body_judges(FLAGSHIP, "create_sandbox")
    blamed = Counter(
        str(error.instance_path[0]) for body in found for error in validator.iter_errors(body) if error.instance_path
    )
    assert set(FLAGSHIP.component("CreateSandboxRequest").schema.value["properties"]) <= set(blamed)


def test_a_fault_is_the_only_one() -> None:
    """Each fault breaks one assertion; a nullable enumeration breaks one in each of its two variants."""
    validator, _ = body_judges(FLAGSHIP, "create_sandbox")
    for body in draws(faults(), 300):
        assert len(list(validator.iter_errors(body))) == 1


def test_bodies_of_a_recursive_type_are_finite() -> None:
    tree = strategies_of("""
        type: object
        required: [children]
        properties: {children: {type: array, items: {$ref: '#/components/schemas/Thing'}, maxItems: 3}}
    """)["create_thing_bodies"]

    def depth(body: dict[str, Any]) -> int:
        return 1 + max(map(depth, body["children"]), default=0)

    found = draws(tree(), 200)
    assert {depth(body) for body in found} == {1, 2, 3}


def test_texts_of_a_pattern_match_it() -> None:
    strategies = strategies_of(
        r"{type: object, required: [a], properties: {a: {type: string, pattern: '^\d{2}-[a-f]+$', maxLength: 9}}}"
    )
    found = {body["a"] for body in draws(strategies["create_thing_bodies"](), 200)}
    assert len(found) > 20
    judge = jsonschema_rs.Draft202012Validator({"pattern": r"^\d{2}-[a-f]+$", "maxLength": 9})
    assert all(judge.is_valid(text) for text in found)


@pytest.mark.parametrize("name", ["date-time", "date", "time", "uuid", "ipv4", "ipv6", "email", "uri", "hostname"])
def test_a_format_has_real_values(name: str) -> None:
    schema = {"type": "string", "format": name}
    strategies = strategies_of(f"{{type: object, required: [a], properties: {{a: {{type: string, format: {name}}}}}}}")
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    found = {body["a"] for body in draws(strategies["create_thing_bodies"](), 60)}
    assert len(found) > 1
    assert [text for text in found if not validator.is_valid(text)] == []


def test_no_body_can_be_drawn_where_none_meets_the_document() -> None:
    strategies = strategies_of(
        "{type: object, required: [a], properties: {a: {type: integer, minimum: 2, maximum: 1}}}"
    )
    with pytest.raises(NarrowingError, match="no body meets the document"):
        strategies["create_thing_bodies"]()


THING = """
    type: object
    required: [id, status]
    properties:
      id: {type: string}
      status: {enum: [on, off]}
      madeAt: {type: string, format: date-time}
"""


def test_answers_have_every_documented_status_and_every_kind_of_fault() -> None:
    strategies = executed(printed_answers(answering_api(THING)))
    right = draws(strategies["get_thing_answers"](), 60)
    assert {answer.status for answer in right} == {200, 204, 404}
    assert {answer.fault for answer in right} == {None}
    assert all(answer.content == b"" for answer in right if answer.status == 204)
    faulty = draws(strategies["get_thing_faulty_answers"](), 600)
    assert {answer.fault for answer in faulty} >= {
        *("absent", "null", "type:number", "enum-", "extra", "format-", "truncated", "empty", "content_type"),
        *("no_content", "retry_after", "no_retry_after", "server_error", "unknown_status", "disconnect"),
    }
    assert {answer.is_lost for answer in faulty if answer.fault == "disconnect"} == {True}


def test_a_faulty_answer_says_where_its_fault_is() -> None:
    strategies = executed(printed_answers(answering_api(THING)))
    faulty = draws(strategies["get_thing_faulty_answers"](), 400)
    places = {(answer.fault, answer.place) for answer in faulty}
    assert {("absent", "/id"), ("enum-", "/status"), ("format-", "/madeAt"), ("extra", "/x-extra")} <= places
