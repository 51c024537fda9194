"""A test pins fields or draws them from strategies of its own, and every rule still holds around them."""

from __future__ import annotations

from typing import Any

import pytest
from fencepost.emit.drawing import ABSENT, NarrowingError
from hypothesis import find, given, settings
from hypothesis import strategies as st

from ..drawn import FLAGSHIP, body_judges, draws, executed, printed, strategies_of
from ..inline import schema_api

STRATEGIES = executed(printed(FLAGSHIP))
bodies = STRATEGIES["create_sandbox_bodies"]
breaking = STRATEGIES["create_sandbox_bodies_breaking"]


@pytest.mark.parametrize(
    "fields",
    [
        {"vm": True, "cpu_cores": st.floats(0.1, 1)},
        {"gpu_count": 8},
        {"gpu_count": 0, "gpu_type": "H100_80GB"},
        {"gpu_count": st.integers(0, 8)},
        {"gpu_count": st.integers(0, 8), "vm": st.booleans()},
        {"secrets": {"A": "b"}},
        {"gpu_type": ABSENT, "name": st.just("n") | st.just("m")},
        {"timeout_minutes": st.just(60) | st.just(ABSENT)},
        {"gpu_count": st.integers(1, 3), "vm": True, "cpu_cores": st.floats(0.1, 1), "guaranteed": st.booleans()},
    ],
    ids=str,
)
def test_a_narrowed_field_is_as_asked_and_every_rule_still_holds(fields: dict[str, Any]) -> None:
    found = draws(bodies(**fields), 60)
    accepts, _ = body_judges(FLAGSHIP, "create_sandbox")
    assert all(accepts.is_valid(body) for body in found)
    pinned = {name: value for name, value in fields.items() if not isinstance(value, st.SearchStrategy)}
    assert all(body.get(name, ABSENT) == value for body in found for name, value in pinned.items())


def test_a_narrowing_beyond_the_document_is_cut_back_to_it() -> None:
    found = draws(bodies(cpu_cores=st.sampled_from([0.1, 1, 99])), 60)
    assert {body["cpu_cores"] for body in found} == {0.1, 1}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"cpu_cores": 17}, "no body has cpu_cores=17"),
        ({"gpu_count": True}, "no body has gpu_count=True"),
        ({"name": ABSENT}, "no body has no name"),
        ({"gpu_count": 1, "vm": False}, "no body has gpu_count=1 and vm=False together (gpu_requires_vm)"),
        (
            {"gpu_count": 1, "gpu_type": ABSENT, "region": "x"},
            "no body has gpu_count=1 and no gpu_type together (gpu_requires_type)",
        ),
        (
            {"vm": True, "secrets": {"A": "b"}, "guaranteed": True},
            (
                "no body has vm=True and secrets={'A': 'b'} together (secrets_not_on_vm); "
                "no body has vm=True and guaranteed=True together (guaranteed_not_on_vm)"
            ),
        ),
        (
            {"cpu_cores": st.floats(17, 20)},
            "no body was found that has cpu_cores drawn from floats(min_value=17, max_value=20)",
        ),
        (
            {"gpu_count": st.integers(1, 3), "vm": st.just(False)},
            (
                "no body was found that has gpu_count drawn from integers(min_value=1, max_value=3) "
                "and vm drawn from just(False) together (gpu_requires_vm)"
            ),
        ),
        ({"vm": st.nothing(), "cpu_cores": 1}, "the strategies given for vm draw nothing"),
        ({"cpu_core": 1}, "no field 'cpu_core'; did you mean cpu_cores?"),
    ],
)
def test_a_narrowing_that_leaves_nothing_is_refused_with_the_rules_against_it(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(NarrowingError) as caught:
        bodies(**fields)
    assert str(caught.value) == message


def test_a_body_that_breaks_a_rule_can_be_narrowed_too() -> None:
    assert {body["gpu_count"] for body in draws(breaking("gpu_requires_vm", gpu_count=3), 30)} == {3}
    with pytest.raises(NarrowingError) as caught:
        breaking("gpu_requires_vm", vm=True)
    assert str(caught.value) == "no body that breaks gpu_requires_vm alone has vm=True"


def test_a_narrowed_body_shrinks_to_the_simplest_of_what_is_left() -> None:
    shrunk = find(bodies(gpu_count=st.integers(2, 5)), lambda _: True, settings=settings(database=None))
    assert shrunk == {
        "name": "a",
        "docker_image": "python:3.11-slim",
        "gpu_count": 2,
        "gpu_type": "CPU_NODE",
        "vm": True,
    }


def test_a_body_can_be_narrowed_inside_a_test() -> None:
    accepts, _ = body_judges(FLAGSHIP, "create_sandbox")

    @settings(max_examples=30, database=None, deadline=None)
    @given(st.data())
    def narrowed(data: st.DataObject) -> None:
        body = data.draw(bodies(gpu_count=st.integers(0, 8), vm=data.draw(st.booleans())))
        assert accepts.is_valid(body)

    narrowed()


COUNTED = """
    type: object
    properties: {a: {type: integer, minimum: 0}, b: {type: integer}, c: {type: integer}}
    minProperties: 2
    maxProperties: 2
    additionalProperties: false
"""


def test_the_number_of_members_is_right_around_what_is_pinned() -> None:
    draw = strategies_of(COUNTED)["create_thing_bodies"]
    for fields in ({"a": 1}, {"b": ABSENT}, {"c": st.integers(0, 3)}):
        assert {len(body) for body in draws(draw(**fields), 40)} == {2}
    with pytest.raises(NarrowingError):
        draw(a=ABSENT, b=ABSENT)


def test_rules_that_only_a_test_can_tell_hold_around_what_is_pinned() -> None:
    rules = [f"{{anyOf: [{{required: [a{n}]}}, {{required: [b{n}]}}, {{required: [c{n}]}}]}}" for n in range(5)]
    names = ", ".join(f"{letter}{n}: {{type: integer}}" for n in range(5) for letter in "abc")
    schema = f"{{type: object, properties: {{{names}}}, allOf: [{', '.join(rules)}]}}"
    draw = strategies_of(schema)["create_thing_bodies"]
    for fields in ({}, {"a0": 3}, {"a0": ABSENT, "b0": ABSENT}, {"a0": st.integers(1, 3)}):
        found = draws(draw(**fields), 40)
        for judge in body_judges(schema_api(schema)[0], "create_thing"):
            assert [body for body in found if not judge.is_valid(body)] == []
        assert len({str(body) for body in found}) > 10
    with pytest.raises(NarrowingError):
        draw(a0=ABSENT, b0=ABSENT, c0=ABSENT)
