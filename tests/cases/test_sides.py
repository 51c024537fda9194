"""Every rule is kept by each of its conditions alone, wherever in the body it stands."""

from __future__ import annotations

import pytest

from .made import cases

LIFT = """
type: object
properties: {load: {type: integer, minimum: 0, maximum: 9}, crew: {type: [integer, "null"], minimum: 1, maximum: 4}}
allOf:
  - title: load_needs_crew
    if: {required: [load], properties: {load: {minimum: 5}}}
    then: {required: [crew], properties: {crew: {type: integer, minimum: 2}}}
"""


def test_a_rule_is_kept_by_each_of_its_conditions_alone_at_every_end() -> None:
    valid, _ = cases(LIFT)
    bodies = [case.body.value for case in valid]
    without_need = [{"load": 4}, {"load": 4, "crew": None}, {"load": 4, "crew": 1}, {"load": 0, "crew": 1}, {"crew": 1}]
    in_need = [{"load": load, "crew": crew} for load in (5, 9) for crew in (2, 4)]
    assert [body for body in (*without_need, *in_need) if body not in bodies] == []


def test_the_ends_that_a_rule_gives_a_field_are_points_as_its_own_are() -> None:
    valid, _ = cases(LIFT)
    assert {0, 1, 4, 5, 6, 8, 9} <= {case.body.value.get("load") for case in valid}


@pytest.mark.parametrize(
    ("around", "pointer"),
    [
        ("{{type: object, properties: {{lift: {}}}}}", "/body/lift"),
        ("{{type: array, items: {}}}", "/body/0"),
        ("{{type: object, additionalProperties: {}}}", "/body/key0"),
        ("{{type: object, properties: {{a: {{type: array, minItems: 1, items: {}}}}}}}", "/body/a/0"),
    ],
)
def test_a_rule_inside_a_body_has_both_of_its_sides(around: str, pointer: str) -> None:
    inline = (
        "{type: object, properties: {load: {type: integer, minimum: 0, maximum: 9}, crew: {type: integer, minimum: 1}},"
        " allOf: [{title: load_needs_crew, if: {required: [load], properties: {load: {minimum: 5}}},"
        " then: {required: [crew]}}]}"
    )
    valid, faults = cases(around.format(inline))
    assert {case.target for case in valid if case.rule == "load_needs_crew"} == {pointer}
    assert {case.target for case in faults if case.rule == "load_needs_crew"} == {pointer}


def test_one_of_several_presences_is_shown_each_alone() -> None:
    valid, _ = cases(
        """
        type: object
        properties: {mail: {type: string}, phone: {type: string}}
        oneOf: [{required: [mail]}, {required: [phone]}]
        """
    )
    assert {frozenset(case.body.value) - {"x-extra"} for case in valid} == {frozenset({"mail"}), frozenset({"phone"})}
