"""Numbers, texts and nesting at the edge of what JSON can say are judged alike, or refused by all who read text."""

from __future__ import annotations

import json

import pytest

from .conftest import Reading
from .documents import bodies_document
from .readers import Readers

THING = {
    "type": "object",
    "properties": {
        "integer": {"type": "integer"},
        "number": {"type": "number"},
        "tenths": {"type": "number", "multipleOf": 0.1},
        "long": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
        "text": {"type": "string", "maxLength": 2},
        "any": {},
        "tree": {"$ref": "#/components/schemas/Thing"},
    },
}
ALLOWED = (
    *('{"integer": 1E2}', '{"integer": -0.0}', '{"integer": 9007199254740993}', '{"integer": 1.0}', '{"tenths": 0.3}'),
    *('{"integer": 1000000000000000000000000000000}', '{"number": 1e308}', '{"number": 5e-324}', '{"number": -0.0}'),
    *('{"long": 9223372036854775807}', '{"long": -9223372036854775808}', '{"number": 0.30000000000000004}'),
    *('{"text": "\\u0000a"}', '{"text": "\U0001f600\U0001f600"}', '{"text": "\\ud83d\\ude00"}', '{"": 1}', '{"": {}}'),
    *('{"any": null, "model_config": 1}', '{"__proto__": 1, "self": 2}', '{"any": [[[[[[[[]]]]]]]]}'),
)
REFUSED = (
    *('{"integer": 1.5}', '{"integer": 1e-1}', '{"integer": "1"}', '{"integer": true}', '{"number": "1e5"}'),
    *('{"long": 9223372036854775808}', '{"long": -9223372036854775809}', '{"tenths": 0.30000000000000004}'),
    *('{"long": 1E30}', '{"text": "abc"}', '{"text": "e\\u0301e"}', '{"tree": {"tree": {"integer": ""}}}', "[]"),
)
UNREADABLE = (
    *('{"number": 1e400}', '{"any": 1e400}', '{"any": -1e400}', '{"any": NaN}', '{"number": Infinity}', "", "{"),
    *('{"text": "\\ud83d"}', '{"any": ["\\ude00"]}', '{"\\ud83d": 1}', '{"any": 01}', '{"any": 1.}', '{"a": 1} {}'),
)
DEEP = 100


@pytest.fixture
def thing(readers_of: Reading) -> Readers:
    return readers_of(bodies_document({"Thing": THING}))


@pytest.mark.parametrize("text", ALLOWED)
def test_an_odd_body_that_the_document_allows_is_allowed_by_everyone(text: str, thing: Readers) -> None:
    (operation,) = thing.body_operations()
    assert set(thing.verdicts(operation, [text])[text].values()) == {True}


@pytest.mark.parametrize("text", REFUSED)
def test_an_odd_body_that_the_document_forbids_is_refused_by_everyone(text: str, thing: Readers) -> None:
    (operation,) = thing.body_operations()
    assert set(thing.verdicts(operation, [text])[text].values()) == {False}


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_no_text_of_a_request_may_hold_is_refused_by_model_and_mock(text: str, thing: Readers) -> None:
    (operation,) = thing.body_operations()
    assert not thing.reads(operation, text)
    assert thing.statuses(operation, [text])[0] in (400, 422)


def test_nesting_that_the_document_allows_is_read_by_everyone(thing: Readers) -> None:
    (operation,) = thing.body_operations()
    text = '{"tree": ' * DEEP + '{"integer": 1}' + "}" * DEEP
    assert set(thing.verdicts(operation, [text])[text].values()) == {True}
    wrong = text.replace("1", "1.5")
    assert set(thing.verdicts(operation, [wrong])[wrong].values()) == {False}


def test_of_a_member_given_twice_the_last_one_counts(thing: Readers) -> None:
    (operation,) = thing.body_operations()
    texts = ['{"integer": "a", "integer": 1}', '{"integer": 1, "integer": "a"}']
    found = thing.verdicts(operation, texts)
    assert [set(found[text].values()) for text in texts] == [{True}, {False}]


def test_a_model_writes_the_numbers_that_it_read(thing: Readers) -> None:
    (operation,) = thing.body_operations()
    adapter = thing.adapter(operation)
    for text in ('{"integer":9007199254740993}', '{"number":0.1}', f'{{"integer":{10**30}}}', '{"any":[1,1.5]}'):
        assert json.loads(adapter.dump_json(adapter.validate_json(text), exclude_unset=True)) == json.loads(text)
