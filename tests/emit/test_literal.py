"""A literal stands for its value and for nothing else."""

import ast
from decimal import Decimal

import pytest
from fencepost.emit.python.literal import Value, literal, needs_decimal
from fencepost.ir.values import JsonText
from hypothesis import example, given
from hypothesis import strategies as st

texts = st.text(st.characters())  # lone surrogates included
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner) | st.lists(inner).map(tuple)
)


def evaluated(source: str) -> object:
    return ast.literal_eval(source)


def same(left: object, right: object) -> bool:
    """Equal, and of the same types all the way down: 1 is neither True nor 1.0."""
    return repr(left) == repr(right)


@given(values)
@example('"""')
@example("\\")
@example("'\"\n\r\x00\u2028\u202e\ud800")
@example("{{ 7*7 }}{% raw %}{0.__class__}")
@example(-0.0)
@example((1,))
def test_a_literal_read_by_python_is_the_value_again(value: Value):
    assert same(evaluated(literal(value)), value)


@given(texts)
def test_a_text_is_printed_on_one_line_of_characters_that_can_be_seen(text: str):
    assert literal(text).isprintable()


def test_a_text_without_quotes_stands_in_double_quotes():
    assert [literal(text) for text in ("a", 'a"b', "a'b")] == ['"a"', "'a\"b'", '"a\'b"']


def test_frozen_json_is_printed_as_the_value_it_holds():
    assert literal(JsonText('{"a": [0.10, null, "b"]}')) == '{"a": [0.1, None, "b"]}'


@pytest.mark.parametrize(("text", "expected"), [("0.1", "0.1"), ("2.0", "2.0"), ("1E+2", "100.0"), ("-0.5", "-0.5")])
def test_a_fraction_that_a_float_has_is_a_float(text: str, expected: str):
    assert literal(Decimal(text)) == expected
    assert not needs_decimal(Decimal(text))


@pytest.mark.parametrize("text", ["0.1000000000000000055511151231257827", "1E+400", "1E+999999999", "NaN"])
def test_a_fraction_that_no_float_has_keeps_its_digits(text: str):
    assert literal(Decimal(text)) == f'Decimal("{text}")'
    assert needs_decimal(Decimal(text))


def test_an_integer_longer_than_python_reads_is_printed_in_hexadecimal():
    assert literal(-(10**5000)).startswith("-0x")
    assert evaluated(literal(-(10**5000))) == -(10**5000)
