"""Every fault breaks exactly the constraint that its certificate points to, and every constraint has its fault."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.nominal import Nominals
from fencepost.cases.parts import RequestParts, request_schema
from fencepost.cases.wrong.unbroken import unbroken
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import freeze

from ..inline import api_of, document
from .certificates import FLAGSHIP, create_thing, false_certificates, faults, judged

DOCUMENTS = {
    "numbers": """
        type: object
        properties:
          a: {type: number, minimum: 0.5, maximum: 9}
          b: {type: number, exclusiveMinimum: 0, exclusiveMaximum: 1}
          c: {type: number, multipleOf: 0.5, minimum: -2, maximum: 2}
          d: {type: integer, multipleOf: 5, maximum: 50}
          e: {type: [integer, 'null'], exclusiveMinimum: 3}
    """,
    "texts": """
        type: object
        properties:
          a: {type: string, minLength: 2, maxLength: 4}
          b: {type: [string, 'null'], maxLength: 3}
          c: {type: string, pattern: '^[a-c]{2,3}$'}
          d: {type: string, format: uuid, maxLength: 36}
    """,
    "enumerations": """
        type: object
        required: [a]
        properties: {a: {enum: [Red, Blue]}, b: {enum: [1, 2.5, null]}, c: {const: x}, d: {enum: [true, 7, x, null]}}
    """,
    "arrays": """
        type: object
        properties:
          a: {type: array, items: {type: integer, minimum: 1}, minItems: 2, maxItems: 3, uniqueItems: true}
          b: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}
          c: {type: array, items: {type: array, items: {enum: [x]}}}
    """,
    "maps": """
        type: object
        additionalProperties: {type: integer, maximum: 3}
        minProperties: 2
        maxProperties: 3
        propertyNames: {minLength: 2, maxLength: 5, pattern: '^[a-z]'}
    """,
    "closed and full": """
        type: object
        required: [a]
        properties: {a: {type: string}, b: {type: boolean}, c: {}}
        additionalProperties: false
        minProperties: 2
        maxProperties: 2
    """,
    "patterns of names": """
        type: object
        properties: {a: {type: string}, gone: false}
        patternProperties: {'^x': {type: integer, minimum: 0}}
        additionalProperties: false
    """,
    "nested": """
        type: object
        required: [o]
        properties:
          o:
            type: object
            required: [p]
            properties:
              p: {type: object, required: [q], properties: {q: {type: integer, maximum: 3}}}
              r: {type: array, items: {type: object, required: [s], properties: {s: {type: boolean}}}}
    """,
    "tagged variants": """
        oneOf:
          - {type: object, required: [t, x], properties: {t: {const: a}, x: {type: string, minLength: 1}}}
          - type: object
            required: [t, y]
            properties: {t: {enum: [b, c]}, y: {type: number, minimum: 0}}
            additionalProperties: false
    """,
    "untold variants": """
        type: object
        required: [v]
        properties:
          v:
            anyOf:
              - {type: object, required: [x], properties: {x: {type: string}}}
              - {type: object, required: [y], properties: {y: {type: integer}}}
          w: {anyOf: [{type: string, maxLength: 3}, {type: integer, minimum: 0}, {type: 'null'}]}
          n: {oneOf: [{type: integer, multipleOf: 2}, {type: integer, multipleOf: 3}]}
    """,
    "a tree": """
        type: object
        required: [n]
        properties:
          n: {type: integer, maximum: 5}
          next: {anyOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}
          kids: {type: array, items: {$ref: '#/components/schemas/Thing'}, maxItems: 2}
    """,
    "what only a validator can tell": """
        type: object
        required: [a]
        properties: {a: {type: array, contains: {const: 1}}, b: {type: string, not: {enum: [x, aaa]}}}
    """,
    "a rule": """
        type: object
        properties:
          count: {type: integer, minimum: 0, maximum: 8}
          big: {type: boolean}
          kind: {enum: [p, q, null]}
        if: {required: [count], properties: {count: {minimum: 1}}}
        then: {required: [big, kind], properties: {big: {const: true}, kind: {not: {type: 'null'}}}}
    """,
    "rules inside items and maps": """
        type: object
        properties:
          list:
            type: array
            items:
              type: object
              required: [k]
              properties: {k: {enum: [a, b]}, n: {type: integer, minimum: 1}}
              allOf: [{if: {properties: {k: {const: b}}}, then: {required: [n]}}]
          map:
            type: object
            additionalProperties:
              {type: object, properties: {u: {type: string}, v: {type: string}}, dependentRequired: {u: [v]}}
    """,
    "either or": """
        type: object
        properties: {a: {type: string}, b: {type: integer}, c: {type: boolean}}
        oneOf: [{required: [a]}, {required: [b]}]
    """,
    "rules on every side of a field": """
        type: object
        required: [m]
        properties: {m: {enum: [x, y]}, n: {type: integer, minimum: 1, maximum: 9}}
        if: {properties: {m: {const: x}}}
        then: {required: [n], properties: {n: {maximum: 5}}}
        else: {properties: {n: {minimum: 6}}}
    """,
}


@pytest.mark.parametrize("operation", FLAGSHIP.operations, ids=lambda operation: operation.id)
def test_two_validators_accept_each_fault_of_the_flagship_without_its_certificate_alone(operation: Operation) -> None:
    assert judged(FLAGSHIP, operation) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_two_validators_accept_each_fault_of_other_documents_without_its_certificate_alone(name: str) -> None:
    api, operation = create_thing(DOCUMENTS[name])
    assert len(faults(api, operation)) > 10
    assert judged(api, operation) == []


def missed(api: Api, operation: Operation) -> dict[str, str]:
    """The constraints without a fault, by the tool's own list of constraints."""
    parts = RequestParts(operation, Nominals(api))
    every = {check.constraint.pointer for check in parts.checks()}
    hit = {case.certificate for case in faults(api, operation)}
    assert hit <= every
    told = {found.constraint.pointer: found.reason for found in unbroken(api, operation)}
    assert told.keys() == every - hit
    return told


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_constraint_of_a_body_has_a_fault(name: str) -> None:
    assert missed(*create_thing(DOCUMENTS[name])) == {}


def test_every_constraint_of_the_flagship_has_a_fault_but_that_text_is_text() -> None:
    reasons = {
        pointer: reason for operation in FLAGSHIP.operations for pointer, reason in missed(FLAGSHIP, operation).items()
    }
    assert {pointer.split("/")[1] for pointer in reasons} == {"query", "path"}
    assert all(pointer.endswith("/type") and "every value is text" in reason for pointer, reason in reasons.items())


def test_no_fault_of_the_flagship_is_thrown_away_and_its_longest_list_is_below_five_hundred() -> None:
    nominals = Nominals(FLAGSHIP)
    counts = [len(fault_cases(FLAGSHIP, operation, nominals)) for operation in FLAGSHIP.operations]
    assert 150 < max(counts) <= 500
    assert nominals.tally.faults.tried >= max(counts)
    assert nominals.tally.faults.thrown == 0


LENGTH = "{type: object, required: [a], properties: {a: {type: string, maxLength: 3}, b: {type: integer, minimum: 0}}}"


def damaged(case: Case, kind: str) -> Case:
    match kind:
        case "another constraint":
            return replace(case, certificate="/body/properties/b/minimum")
        case "nothing wrong":
            return replace(case, body=freeze({"a": "a"}))
        case _:
            return replace(case, body=freeze({"a": "aaaa", "b": -1}))


@pytest.mark.parametrize("kind", ["another constraint", "nothing wrong", "two things wrong"])
def test_the_judges_notice_a_certificate_that_is_false(kind: str) -> None:
    api, operation = create_thing(LENGTH)
    over, *_ = [case for case in faults(api, operation) if case.point == "maxLength-"]
    schema = request_schema(api, operation)
    assert over.certificate == "/body/properties/a/maxLength"
    assert list(false_certificates((over,), schema)) == []
    assert len(list(false_certificates((damaged(over, kind),), schema))) == 2


def test_a_case_line_holds_the_certificate_of_a_fault() -> None:
    api, operation = create_thing(LENGTH)
    lines = {case.id: case.as_json() for case in faults(api, operation)}
    assert lines["create_thing/fault/body/a/absent"]["certificate"] == "/body/required/0"
    assert lines["create_thing/fault/body/b/minimum-"]["certificate"] == "/body/properties/b/minimum"


def test_a_parameter_is_certified_in_the_schema_of_its_place() -> None:
    api, sink = api_of(
        document(
            """
            paths:
              /a/{n}:
                get:
                  operationId: get_a
                  parameters:
                    - {name: n, in: path, required: true, schema: {type: integer, minimum: 1}}
                    - {name: page, in: query, required: true, schema: {type: integer, maximum: 9}}
                    - {name: X-Mode, in: header, schema: {enum: [fast, slow]}}
                  responses: {"200": {description: ok}, "400": {description: no}}
            """
        )
    )
    assert not sink.errors
    (operation,) = api.operations
    assert judged(api, operation) == []
    assert missed(api, operation) == {}
    assert {case.certificate for case in faults(api, operation) if case.point == "absent"} == {"/query/required/0"}


@pytest.mark.parametrize(
    ("schema", "pointer", "reason"),
    [
        ("{type: string, maxLength: 5000000000}", "maxLength", "strings of more than 100000 characters are not made"),
        ("{type: array, maxItems: 5000000}", "maxItems", "arrays of more than 1000 items are not made"),
        ("{type: array, minItems: 0}", "minItems", "nothing has fewer than none"),
        (
            "{type: string, pattern: '.*'}",
            "pattern",
            "no string was found that does not match it",
        ),
    ],
)
def test_a_constraint_without_a_fault_has_a_reason(schema: str, pointer: str, reason: str) -> None:
    api, operation = create_thing(f"{{type: object, properties: {{a: {schema}}}}}")
    assert missed(api, operation) == {f"/body/properties/a/{pointer}": reason}


def test_a_clause_that_another_one_implies_is_no_constraint_and_both_are_broken_as_one() -> None:
    api, operation = create_thing(
        """
        type: object
        properties: {a: {type: integer, minimum: 0}, b: {type: boolean}}
        allOf:
          - {title: loose, if: {required: [a], properties: {a: {minimum: 5}}}, then: {required: [b]}}
          - {title: tight, if: {required: [a], properties: {a: {minimum: 1}}}, then: {required: [b]}}
        """
    )
    assert missed(api, operation) == {}
    assert {case.rule for case in faults(api, operation) if case.point == "breaks"} == {"tight"}


def test_a_fault_of_a_field_stands_where_no_rule_minds_the_field() -> None:
    api, operation = create_thing(DOCUMENTS["a rule"])
    bodies = [case.body.value for case in faults(api, operation) if case.target == "/body/count"]
    assert bodies
    assert all(body["big"] is True and body["kind"] in ("p", "q") for body in bodies)


def test_a_long_enumeration_has_a_handful_of_faults() -> None:
    values = ", ".join(f"v{number}" for number in range(20_000))
    api, operation = create_thing(f"{{type: object, properties: {{a: {{enum: [{values}]}}}}}}")
    assert len(faults(api, operation)) < 30
    assert missed(api, operation) == {}
