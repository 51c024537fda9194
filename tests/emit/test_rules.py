"""A rule is a function that reads as its sentence does, whichever way the document spells it."""

import ast

import pytest
from fencepost.emit.files import format_python
from fencepost.emit.rules import emit_rules

from .printed import blueprint, component
from .test_models import SENT


def rules(schema: str) -> str:
    """The text of rules.py for the one component."""
    module = emit_rules(blueprint(SENT + component(schema)))
    assert module is not None
    (file,) = format_python((module.file,))
    return file.text


def expressions(schema: str) -> list[str]:
    """What the function of each rule returns, on one line."""
    text = rules(schema)
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    returned = [ast.get_source_segment(text, node.body[-1].value) or "" for node in functions]
    return [" ".join(each.split()).replace("( ", "(").replace(" )", ")").replace('"', "'") for each in returned]


def messages(schema: str) -> list[tuple[tuple[str, ...], str]]:
    """Blame and message of each rule, as in the table."""
    calls = [node for node in ast.walk(ast.parse(rules(schema))) if isinstance(node, ast.Call)]
    told = [{each.arg: each.value for each in call.keywords} for call in calls]
    return [(ast.literal_eval(row["blame"]), ast.literal_eval(row["message"])) for row in told if "blame" in row]


WORDS = {
    "GPUS": "properties: {gpus: {minimum: 1}}",
    "NO_GPU": "properties: {gpus: {maximum: 0}}",
    "ON_VM": "required: [vm], properties: {vm: {const: true}}",
}


@pytest.mark.parametrize(
    "spelling",
    [
        "if: {required: [gpus], GPUS}, then: {ON_VM}",
        "if: {required: [gpus], not: {NO_GPU}}, then: {required: [vm], not: {properties: {vm: {const: false}}}}",
        "if: {NO_GPU}, then: true, else: {allOf: [{required: [vm]}, {properties: {vm: {enum: [true]}}}]}",
        "if: {properties: {gpus: {const: 0}}}, else: {ON_VM}",
        "anyOf: [{NO_GPU}, {ON_VM}]",
        "not: {required: [gpus], GPUS, not: {ON_VM}}",
        "dependentSchemas: {gpus: {anyOf: [{NO_GPU}, {ON_VM}]}}",
    ],
)
def test_spelling_does_not_matter(spelling: str):
    for word, schema in WORDS.items():
        spelling = spelling.replace(word, schema)
    fields = "gpus: {type: integer, minimum: 0, default: 0}, vm: {type: boolean, default: false}"
    (expression,) = expressions(f"{{type: object, properties: {{{fields}}}, allOf: [{{title: rule, {spelling}}}]}}")
    assert expression == "not (given(body, 'gpus') and body.gpus >= 1) or (given(body, 'vm') and body.vm)"


@pytest.mark.parametrize(
    ("fields", "rule", "expression"),
    [
        ("a: {}, b: {}", "dependentRequired: {a: [b]}", "not given(body, 'a') or given(body, 'b')"),
        ("a: {type: string}, b: {type: string}", "dependentRequired: {a: [b]}", "body.a is None or body.b is not None"),
        ("a: {type: string}, b: {type: string}", "not: {required: [a, b]}", "body.a is None or body.b is None"),
        (
            "a: {type: string}, b: {type: string}",
            "anyOf: [{required: [a]}, {required: [b]}]",
            "body.a is not None or body.b is not None",
        ),
        (
            "a: {type: [string, 'null']}, b: {type: [array, 'null']}",
            "if: {required: [a], properties: {a: {type: string}}}, then: {properties: {b: {minItems: 2}}}",
            (
                "not (given(body, 'a') and body.a is not None) or "
                "not (given(body, 'b') and body.b is not None and len(body.b) <= 1)"
            ),
        ),
        (
            "a: {enum: [x, y, z]}, b: {type: number}",
            "anyOf: [{properties: {a: {enum: [y, z]}}}, {required: [b], properties: {b: {minimum: 1, maximum: 3}}}]",
            "body.a != 'x' or (body.b is not None and 1 <= body.b <= 3)",
        ),
        (
            "a: {type: boolean}, b: {enum: [x, y, z]}",
            "if: {required: [a], properties: {a: {const: true}}}, then: {properties: {b: {enum: [x, y]}}}",
            "body.a is not True or body.b != 'z'",
        ),
        (
            "a: {type: string}, b: {type: string}, c: {type: string}",
            "dependentRequired: {a: [b, c]}",
            "body.a is None or (body.b is not None and body.c is not None)",
        ),
    ],
)
def test_a_condition_is_as_short_as_the_types_of_its_fields_allow(fields: str, rule: str, expression: str):
    assert expressions(f"{{type: object, properties: {{{fields}}}, allOf: [{{{rule}}}]}}") == [expression]


def test_what_no_short_condition_says_is_asked_of_a_validator():
    text = rules("""
        type: object
        properties: {a: {type: array, items: {}}, b: {}}
        allOf: [{title: texts_need_b, anyOf: [{properties: {a: {contains: {type: "null"}}}}, {required: [b]}]}]
    """)
    assert "_TEXTS_NEED_B: Final = Meets(" in text
    assert "    return _TEXTS_NEED_B.accepts(body)\n" in text


def test_what_a_class_does_not_say_of_its_members_is_a_rule_without_a_function():
    text = rules("{type: object, properties: {a: {}}, minProperties: 2}")
    assert "def " not in text
    assert 'name="minProperties"' in text
    assert """holds=Meets('{"minProperties":2}').accepts""" in text


def test_a_question_and_a_rule_that_is_always_kept_forbid_nothing_and_have_no_function():
    assert (
        emit_rules(
            blueprint(
                SENT
                + component("""
        type: object
        properties: {a: {type: integer, minimum: 1}, b: {}}
        allOf:
          - {title: asked, x-fencepost-open: "is b refused?", if: {required: [b]}}
          - {title: vacuous, if: {required: [a], properties: {a: {maximum: 0}}}, then: {required: [b]}}
    """)
            )
        )
        is None
    )


@pytest.mark.parametrize(
    ("consequence", "blame", "remedy"),
    [
        ("required: [b], properties: {b: {const: true}}", "b", "set b to true"),
        ("required: [s]", "s", "give s"),
        ("required: [n], properties: {n: {not: {type: 'null'}}}", "n", "give n a value other than null"),
        ("properties: {s: false}", "s", "drop s"),
        ("required: [i], properties: {i: {minimum: 2}}", "i", "set i to at least 2"),
        ("required: [i], properties: {i: {minimum: 2, maximum: 4}}", "i", "set i to at least 2 and at most 4"),
        ("required: [s], properties: {s: {minLength: 1}}", "s", "give s at least 1 character"),
        ("required: [l], properties: {l: {maxItems: 3}}", "l", "give l at most 3 items"),
        ("required: [k], properties: {k: {enum: [x, y]}}", "k", 'set k to "x" or "y"'),
    ],
)
def test_a_message_ends_with_the_remedy_and_names_the_field(consequence: str, blame: str, remedy: str):
    fields = "a: {}, b: {type: boolean}, s: {type: string}, n: {type: [string, 'null']}, i: {type: integer}"
    rest = "l: {type: array, items: {}}, k: {enum: [x, y, z]}"
    rule = f"{{description: A needs more., if: {{required: [a]}}, then: {{{consequence}}}}}"
    ((blamed, message),) = messages(f"{{type: object, properties: {{{fields}, {rest}}}, allOf: [{rule}]}}")
    assert (blamed, message) == ((blame,), f"A needs more; {remedy}, or drop a")


def test_a_rule_whose_demand_depends_on_the_body_blames_the_whole_object():
    assert messages("{type: object, properties: {a: {}, b: {}}, oneOf: [{required: [a]}, {required: [b]}]}") == [
        ((), "one_of does not hold; give b and drop a, or give a and drop b")
    ]
