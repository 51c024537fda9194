"""Work is bounded whatever the document holds, what tells most comes first, and what is thrown away is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.right.values import MAX_VALUES

from ..inline import api_of, document, schema_api
from .made import cases


def test_what_tells_most_comes_first() -> None:
    valid, _ = cases(
        """
        type: object
        properties:
          colour: {enum: [red, green, blue, grey]}
          size: {type: integer, minimum: 1, maximum: 5}
          lit: {type: boolean}
        """
    )
    many = [
        case.point == "pair" or (case.point.startswith("enum:") and case.id.endswith(("/2", "/3"))) for case in valid
    ]
    kinds = [
        "pair" if of_many else "tail" if case.point in ("enum:blue", "enum:grey") else "one"
        for case, of_many in zip(valid, many, strict=True)
    ]
    assert valid[0].point == "nominal"
    assert kinds == sorted(kinds, key=["one", "tail", "pair"].index)
    assert set(kinds) == {"one", "tail", "pair"}


def test_members_that_a_pattern_names_stand_on_their_bounds() -> None:
    valid, _ = cases("{type: object, patternProperties: {'^x-[a-z]$': {type: integer, minimum: 3, maximum: 7}}}")
    values = {value for case in valid for name, value in case.body.value.items() if name.startswith("x-")}
    assert {3, 4, 6, 7} <= values


def test_members_of_a_map_are_called_as_it_asks() -> None:
    valid, _ = cases(
        "{type: object, propertyNames: {enum: [north, south]}, additionalProperties: {type: boolean}, minProperties: 1}"
    )
    assert {name for case in valid for name in case.body.value} == {"north", "south"}


def test_a_long_enumeration_is_cut_and_leaves_room_for_other_fields() -> None:
    values = ", ".join(f"v{number}" for number in range(5000))
    valid, _ = cases(f"{{type: object, properties: {{a: {{enum: [{values}]}}, b: {{type: boolean}}}}}}")
    tried = {case.body.value["a"] for case in valid if "a" in case.body.value}
    assert len(tried) == MAX_VALUES
    assert {"v0", "v4999"} <= tried
    assert {True, False} <= {case.body.value.get("b") for case in valid}


@pytest.mark.parametrize(
    "field",
    [
        "{type: integer, minimum: 5, maximum: 4}",
        "{type: string, pattern: '(?!)'}",
        "{$ref: '#/components/schemas/Loop'}",
    ],
    ids=["no number between the bounds", "a pattern that nothing meets", "no finite value"],
)
def test_a_field_without_values_is_left_out_and_everything_else_goes_on(field: str) -> None:
    api, _ = api_of(
        document(
            f"""
            paths:
              /things:
                post:
                  operationId: create_thing
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema:
                          type: object
                          properties: {{bad: {field}, n: {{type: integer, minimum: 1, maximum: 9}}}}
                  responses: {{"201": {{description: made}}}}
            components:
              schemas:
                Loop: {{type: object, required: [again], properties: {{again: {{$ref: '#/components/schemas/Loop'}}}}}}
            """
        )
    )
    (operation,) = api.operations
    bodies = [case.body.value for case in valid_cases(api, operation, Nominals(api))]
    assert {1, 2, 8, 9} <= {body.get("n") for body in bodies}
    assert not any("bad" in body for body in bodies)


def test_rules_that_need_too_many_regions_still_have_cases_on_both_sides() -> None:
    pairs = [(f"f{number}", f"f{number + 1}") for number in range(0, 24, 2)]
    fields = ", ".join(f"{name}: {{type: boolean}}" for pair in pairs for name in pair)
    rules = ", ".join(f"{{anyOf: [{{required: [{one}]}}, {{required: [{other}]}}]}}" for one, other in pairs)
    valid, faults = cases(f"{{type: object, properties: {{{fields}}}, allOf: [{rules}]}}")
    given = [frozenset(case.body.value) for case in valid]
    assert all(any(one in names and other not in names for names in given) for one, other in pairs)
    assert all(any(other in names and one not in names for names in given) for one, other in pairs)
    assert len({case.rule for case in faults if case.rule}) == len(pairs)


def test_a_rule_of_too_many_parts_is_kept_by_drawing_and_checking() -> None:
    fields = ", ".join(f"f{number}: {{type: boolean}}" for number in range(12))
    groups = ", ".join(f"{{required: [f{number}, f{(number + 1) % 12}, f{(number + 5) % 12}]}}" for number in range(12))
    valid, _ = cases(f"{{type: object, properties: {{{fields}}}, anyOf: [{groups}]}}")
    assert len(valid) > 10


def test_the_flagship_throws_no_valid_candidate_away() -> None:
    text = (Path(__file__).parents[2] / "spec" / "sandbox.yaml").read_text(encoding="utf-8")
    api, _ = api_of(text, name="sandbox.yaml")
    nominals = Nominals(api)
    for operation in api.operations:
        valid_cases(api, operation, nominals)
    assert nominals.tally.valid.tried > 400
    assert nominals.tally.valid.thrown == 0
    assert nominals.tally.valid.share == 0


def test_what_a_last_check_throws_away_is_counted() -> None:
    api, _ = schema_api("{type: object, properties: {a: {type: array, contains: {const: 1}}}}")
    (operation,) = api.operations
    nominals = Nominals(api)
    valid_cases(api, operation, nominals)
    assert 0 < nominals.tally.valid.share < 1


def test_a_closed_map_that_must_hold_members_gets_those_that_its_patterns_name() -> None:
    valid, faults = cases(
        """
        type: object
        minProperties: 2
        maxProperties: 3
        additionalProperties: false
        patternProperties: {"^n_": {type: integer, minimum: 3, maximum: 7}, "^(one|two)$": {type: boolean}}
        """
    )
    assert {3, 7, True, False} <= {value for case in valid for value in case.body.value.values()}
    assert {"minProperties-", "maxProperties-", "additionalProperties-"} <= {case.point for case in faults}


def test_a_map_whose_names_a_pattern_asks_for_is_filled_beyond_its_limit() -> None:
    valid, faults = cases(
        "{type: object, additionalProperties: {type: integer}, maxProperties: 3, propertyNames: {pattern: '^[a-z].$'}}"
    )
    assert 3 in {len(case.body.value) for case in valid}
    assert [len(case.body.value) for case in faults if case.point == "maxProperties-"] == [4]
