"""Rules to clauses and regions: every spelling of a rule gives the same boxes, and drawing in them keeps every rule."""

from __future__ import annotations

import pytest
from fencepost.ir.types import Nothing
from fencepost.rules.clauses import clauses_of
from fencepost.rules.domains import Domains
from fencepost.rules.evaluate import allows
from fencepost.rules.regions import Region, RegionLimitError, regions, regions_breaking, regions_kept_by
from fencepost.rules.schema import schema_of

from ..inline import object_thing

FIELDS = "type: object\nproperties: {count: {type: integer, minimum: 0, maximum: 8}, big: {type: boolean}}\n"
SPELLINGS = {
    "if in allOf": """
        allOf:
          - if: {required: [count], properties: {count: {minimum: 1}}}
            then: {required: [big], properties: {big: {const: true}}}
    """,
    "if at the top": """
        if: {required: [count], properties: {count: {minimum: 1}}}
        then: {required: [big], properties: {big: {const: true}}}
    """,
    "not": """
        not:
          required: [count]
          properties: {count: {exclusiveMinimum: 0}}
          not: {required: [big], properties: {big: {const: true}}}
    """,
    "anyOf": """
        anyOf:
          - {properties: {count: {maximum: 0}}}
          - {required: [big], properties: {big: {enum: [true]}}}
    """,
    "two rules": """
        allOf:
          - {if: {required: [count], properties: {count: {minimum: 1}}}, then: {required: [big]}}
          - {if: {required: [count], properties: {count: {minimum: 1}}}, then: {properties: {big: {const: true}}}}
    """,
    "dependentSchemas": """
        dependentSchemas:
          count: {anyOf: [{properties: {count: {const: 0}}}, {required: [big], properties: {big: {const: true}}}]}
    """,
    "else": """
        if: {properties: {count: {maximum: 0}}}
        else: {required: [big], properties: {big: {const: true}}}
    """,
}


def boxes(found: tuple[Region, ...]) -> list[dict[str, tuple[object, bool]]]:
    return [{item.field: (schema_of(item.type), item.absent) for item in region.fields} for region in found]


def with_rule(spelling: str) -> str:
    import textwrap

    return FIELDS + textwrap.dedent(SPELLINGS[spelling])


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_however_a_rule_is_spelt_its_regions_are_the_same(spelling: str) -> None:
    kind, api = object_thing(with_rule(spelling))
    domains = Domains(api)
    assert boxes(regions(kind, domains)) == [
        {"count": ({"type": "integer", "minimum": 0, "maximum": 0}, True), "big": ({"type": "boolean"}, True)},
        {"count": ({"type": "integer", "minimum": 1, "maximum": 8}, False), "big": ({"enum": [True]}, False)},
    ]


@pytest.mark.parametrize("spelling", [name for name in SPELLINGS if name != "two rules"])
def test_however_a_rule_is_spelt_it_is_broken_in_the_same_region(spelling: str) -> None:
    kind, api = object_thing(with_rule(spelling))
    domains = Domains(api)
    broken = [boxes(regions_breaking(clause, kind, domains)) for clause in clauses_of(kind, domains)]
    count = ({"type": "integer", "minimum": 1, "maximum": 8}, False)
    assert broken == [[{"count": count, "big": ({"enum": [False]}, True)}]]


def test_a_field_that_a_region_forbids_is_nothing_there() -> None:
    kind, api = object_thing(
        "type: object\nproperties: {a: {type: string}, b: {type: string}}\nnot: {required: [a, b]}"
    )
    first, second = regions(kind, Domains(api))
    assert isinstance(first.allowed("a").type, Nothing)
    assert first.allowed("a").absent
    assert isinstance(second.allowed("b").type, Nothing)
    assert not second.allowed("a").absent


def test_each_literal_can_keep_a_clause_alone() -> None:
    kind, api = object_thing(with_rule("anyOf"))
    domains = Domains(api)
    (clause,) = clauses_of(kind, domains)
    kept = {literal.field: regions_kept_by(clause, literal, kind, domains) for literal in clause.literals}
    assert [len(found) for found in kept.values()] == [1, 1]
    assert kept["count"][0].allowed("big").absent
    assert not kept["big"][0].allowed("big").absent


def test_rules_that_contradict_each_other_leave_no_region() -> None:
    kind, api = object_thing(
        "type: object\nrequired: [a]\nproperties: {a: {type: boolean}}\n"
        "allOf: [{anyOf: [{properties: {a: {const: true}}}]}, {not: {properties: {a: {const: true}}}}]"
    )
    assert regions(kind, Domains(api)) == ()


def test_a_rule_in_an_exclusive_choice_lets_exactly_one_branch_hold() -> None:
    kind, api = object_thing(
        "type: object\nproperties: {a: {type: string}, b: {type: string}}\noneOf: [{required: [a]}, {required: [b]}]"
    )
    verdicts = [allows(kind, body, api) for body in ({}, {"a": ""}, {"b": ""}, {"a": "", "b": ""})]
    assert verdicts == [False, True, True, False]
    assert len(regions(kind, Domains(api))) == 2


def test_more_regions_than_the_limit_are_refused_by_name() -> None:
    names = [f"f{number}" for number in range(16)]
    properties = ", ".join(f"{name}: {{type: boolean}}" for name in names)
    pairs = zip(names[::2], names[1::2], strict=True)
    rules = ", ".join(f"{{anyOf: [{{required: [{one}]}}, {{required: [{other}]}}]}}" for one, other in pairs)
    kind, api = object_thing(f"type: object\nproperties: {{{properties}}}\nallOf: [{rules}]")
    with pytest.raises(RegionLimitError):
        regions(kind, Domains(api))
