"""Names in one namespace: identifiers, each once, and none changes when others come after it."""

import builtins
import keyword

import pytest
from fencepost.names import reserved
from fencepost.names.identifiers import KEYWORDS, Identifier
from fencepost.names.scope import ARGUMENT, CLASS, CONSTANT, FIELD, MEMBER, METHOD, RESOURCE, RULE, STEM, Scope, Style
from hypothesis import given
from hypothesis import strategies as st

STYLES = [CLASS, FIELD, MEMBER, ARGUMENT, METHOD, RESOURCE, RULE, STEM, CONSTANT]

wire_names = st.one_of(
    st.text(),
    st.sampled_from(sorted(KEYWORDS | reserved.FIELDS | reserved.CLASSES)),
    st.from_regex(r"foo[-_ .]?[bB]ar(_?[0-9])?", fullmatch=True),
)


def names_of(style: Style, texts: list[str]) -> list[Identifier]:
    scope = Scope(style, reserved.FIELDS | reserved.CLASSES)
    return [scope.name(text) for text in texts]


@given(st.sampled_from(STYLES), st.lists(wire_names))
def test_every_text_becomes_an_identifier_and_no_two_the_same(style: Style, texts: list[str]):
    names = names_of(style, texts)
    assert all(name.isidentifier() and name.isascii() and not keyword.iskeyword(name) for name in names)
    assert len(set(names)) == len(names)
    assert not set(names) & (reserved.FIELDS | reserved.CLASSES)


@given(st.sampled_from(STYLES), st.lists(wire_names), st.lists(wire_names))
def test_names_stay_when_others_are_added_at_the_end(style: Style, texts: list[str], more: list[str]):
    assert names_of(style, texts + more)[: len(texts)] == names_of(style, texts)


def test_names_that_are_equal_in_python_are_numbered_in_the_order_of_the_document():
    assert names_of(FIELD, ["foo-bar", "foo_bar", "fooBar", "foo_bar_2"]) == [
        "foo_bar",
        "foo_bar_2",
        "foo_bar_3",
        "foo_bar_2_2",
    ]


def test_a_reserved_word_keeps_its_spelling_and_gets_a_sign():
    assert names_of(FIELD, ["class", "json", "str", "model_dump_x"]) == [
        "class_",
        "json_",
        "str_",
        "field_model_dump_x",
    ]
    assert names_of(CLASS, ["Field", "none", "3d", ""]) == ["FieldModel", "NoneModel", "Schema3d", "Schema"]
    assert names_of(STEM, ["test_hook"]) == ["call_test_hook"]


def test_soft_keywords_are_names_like_any_other():
    assert names_of(FIELD, ["match", "case", "type"]) == ["match", "case", "type"]


def test_ten_thousand_equal_names_are_numbered_one_after_the_other():
    assert names_of(MEMBER, [" "] * 10_000)[-1] == "SPACE_10000"


def test_another_text_is_preferred_to_a_number():
    scope = Scope(FIELD)
    assert [scope.name("id", "query id"), scope.name("id", "query id"), scope.name("id", "query id")] == [
        "id",
        "query_id",
        "id_2",
    ]


def test_our_keywords_are_those_of_python():
    assert set(keyword.kwlist) == KEYWORDS


def test_every_builtin_class_is_reserved():
    capitalised = {name for name in dir(builtins) if name[0].isupper()} - KEYWORDS
    assert capitalised - reserved.BUILTIN_CLASSES == set()


@pytest.mark.parametrize("text", ["", "a b", "class", "é", "1a", "a\n", "x)"])
def test_what_is_no_identifier_cannot_pass_for_one(text: str):
    with pytest.raises(ValueError, match="is no identifier"):
        Identifier(text)
