"""The lattice stands on every fence: each bound, each value, both sides of each rule, one field at a time."""

from __future__ import annotations

import pytest
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.ir.values import Json

from ..inline import api_of, document
from .made import cases


def field_values(found: tuple[Case, ...], name: str) -> list[tuple[str, Json]]:
    return [
        (case.point, case.body.value.get(name, "(absent)")) for case in found if case.target.startswith(f"/body/{name}")
    ]


def one_field(schema: str) -> tuple[list[tuple[str, Json]], list[tuple[str, Json]]]:
    valid, faults = cases(f"{{type: object, properties: {{a: {schema}}}}}")
    return field_values(valid, "a"), field_values(faults, "a")


def test_a_number_stands_on_its_bounds_and_next_to_them() -> None:
    valid, faults = one_field("{type: number, minimum: 0.1, maximum: 16}")
    assert valid == [
        ("minimum", 0.1),
        ("minimum+", 0.10000000000000002),
        ("maximum", 16),
        ("maximum+", 15.999999999999998),
        ("inside", 1),
        ("fraction", 1.37),
    ]
    assert ("minimum-", 0.09999999999999999) in faults
    assert ("minimum-", 0.09) in faults
    assert ("maximum-", 16.000000000000004) in faults
    assert ("maximum-", 17) in faults


def test_an_integer_stands_on_its_bounds_and_1_0_is_one_of_them() -> None:
    valid, faults = one_field("{type: integer, minimum: 1, maximum: 8}")
    assert [value for _, value in valid] == [1, 2, 8, 7, 2.0, 8.0]
    broken = [value for point, value in faults if point.startswith(("minimum", "maximum", "fraction"))]
    assert sorted(broken) == [-999, 0, 2.5, 9, 1008]


@pytest.mark.parametrize(
    ("schema", "edge"), [("{exclusiveMinimum: 0, type: number}", 5e-324), ("{exclusiveMinimum: 0, type: integer}", 1)]
)
def test_an_exclusive_bound_is_approached_and_itself_a_fault(schema: str, edge: Json) -> None:
    valid, faults = one_field(schema)
    assert ("minimum", edge) in valid
    assert ("minimum-", 0) in faults


def test_lengths_are_counted_in_code_points() -> None:
    valid, faults = one_field("{type: string, minLength: 2, maxLength: 4}")
    lengths = {len(value) for _, value in valid}
    assert lengths == {2, 3, 4}
    assert ("text:astral", "\U0001f600" * 4) in valid
    assert sorted({len(value) for point, value in faults if "Length" in point}) == [0, 1, 5, 6, 50]
    # Six code points, three letters to the eye.
    assert ("maxLength-", "e\u0301" * 3) in faults


def test_every_value_of_an_enumeration_is_sent_and_its_near_misses_are_faults() -> None:
    valid, faults = one_field("{enum: [Red, Blue]}")
    assert [value for _, value in valid] == ["Red", "Blue"]
    assert [value for point, value in faults if point == "enum-"] == ["bLUE", "Blue ", "Bluex", "Blu", ""]


def test_a_bound_is_broken_where_every_rule_holds() -> None:
    _, faults = cases(
        """
        type: object
        properties: {count: {type: integer, minimum: 0, maximum: 8}, big: {type: boolean}}
        if: {required: [count], properties: {count: {minimum: 1}}}
        then: {required: [big], properties: {big: {const: true}}}
        """
    )
    (over,) = [case.body.value for case in faults if case.id == "create_thing/fault/body/count/maximum-"]
    assert over == {"count": 9, "big": True}


def test_a_rule_is_broken_in_every_form_and_blames_any_of_its_fields() -> None:
    _, faults = cases(
        """
        type: object
        properties: {count: {type: integer, minimum: 0, maximum: 8}, big: {type: boolean}}
        allOf:
          - title: count_needs_big
            if: {required: [count], properties: {count: {minimum: 1}}}
            then: {required: [big], properties: {big: {const: true}}}
        """
    )
    broken = [case for case in faults if case.rule == "count_needs_big"]
    bodies = [case.body.value for case in broken]
    assert {"count": 1} in bodies
    assert {"count": 8} in bodies
    assert {"count": 2, "big": False} in bodies
    assert all(set(case.expect.blame) == {"/body/count", "/body/big", "/body"} for case in broken)


def test_an_open_question_and_an_unknown_member_are_no_faults() -> None:
    valid, faults = cases("{type: object, properties: {a: {type: [string, 'null'], x-fencepost-open: why}}}")
    assert all(case.body.value.get("a", "") is not None for case in faults if isinstance(case.body.value, dict))
    assert any(case.point == "extra" for case in valid)


def test_a_nested_place_is_named_by_its_pointer() -> None:
    valid, faults = cases(
        "{type: object, properties: {a: {type: array, items: {type: object, properties: {b: {type: boolean}}}}}}"
    )
    assert "/body/a/0/b" in {case.target for case in valid}
    assert "/body/a/0/b" in {case.target for case in faults}


def test_a_recursive_schema_ends() -> None:
    valid, faults = cases(
        "{type: object, properties: {next: {$ref: '#/components/schemas/Thing'}, n: {type: integer}}}"
    )
    assert len(valid) < 60
    assert len(faults) < 60


def test_adding_a_field_renames_no_case() -> None:
    before, _ = cases("{type: object, properties: {a: {type: integer, maximum: 5}}}")
    after, _ = cases("{type: object, properties: {b: {type: string}, a: {type: integer, maximum: 5}}}")
    assert {case.id for case in before} <= {case.id for case in after}


def test_query_parameters_have_points_of_their_own_and_no_fault_that_text_can_mean() -> None:
    api, _ = api_of(
        document(
            """
            paths:
              /a:
                get:
                  operationId: list_a
                  parameters:
                    - {name: page, in: query, schema: {type: integer, minimum: 1}}
                    - {name: word, in: query, schema: {type: string, maxLength: 3}}
                  responses: {"200": {description: ok}, "400": {description: no}}
            """
        )
    )
    (operation,) = api.operations
    nominals = Nominals(api)
    valid = {(case.target, case.query) for case in valid_cases(api, operation, nominals)}
    faults = fault_cases(api, operation, nominals)
    assert any(target == "/query/page" and dict(query)["page"].value == 1 for target, query in valid if query)
    assert {case.expect.status for case in faults} == {("400",)}
    words = [dict(case.query)["word"].value for case in faults if case.target == "/query/word"]
    assert sorted(set(words), key=words.index) == [
        "aaaa",
        "a" * 40,
        "e\u0301" * 2,
    ]


def test_what_only_a_server_writes_is_never_sent_nor_missed() -> None:
    valid, faults = cases(
        "{type: object, required: [id, a], properties: {id: {type: string, readOnly: true}, a: {type: integer}}}"
    )
    assert valid
    assert not any("id" in case.body.value for case in valid)
    assert "/body/id" not in {case.target for case in faults}
