"""Text becomes the words a person would read in it, and those become names in the cases of Python."""

import pytest
from fencepost.names.casing import MAX_LENGTH, pascal, snake, upper, words
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("memory_gb", "memory_gb"),
        ("memoryGB", "memory_gb"),
        ("HTTPServer", "http_server"),
        ("userIDs", "user_ids"),
        ("IDsOfUsers", "ids_of_users"),
        ("v2Name", "v2_name"),
        ("sha256", "sha256"),
        ("X-Request-ID", "x_request_id"),
        ("foo.bar[baz]", "foo_bar_baz"),
        ("__init__", "init"),
        ("-created_at", "minus_created_at"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("a-1", "a_1"),
        ("@", "at"),
        ("", ""),
        ("\N{ZERO WIDTH SPACE}", ""),
    ],
)
def test_words_are_found_where_a_reader_finds_them(text: str, expected: str):
    assert snake(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Größe", "Grosse"),
        ("naïve café", "NaiveCafe"),
        ("ｃｌａｓｓ", "Class"),
        ("ﬁeld", "Field"),
        ("имя", "Iemya"),
        ("日本", "U65e5U672c"),
        ("\N{ROCKET}", "U1f680"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "Ab"),
    ],
)
def test_letters_of_other_scripts_become_ascii(text: str, expected: str):
    assert pascal(text) == expected


def test_a_class_keeps_the_capitals_of_its_schema():
    assert [pascal(text) for text in ("GPUType", "create_thing", "v1.Pod")] == ["GPUType", "CreateThing", "V1Pod"]


def test_a_constant_keeps_the_words_that_its_text_separates_itself():
    assert [upper(text) for text in ("A80Ti_12GB", "inProgress", "in progress", "A-b")] == [
        "A80TI_12GB",
        "IN_PROGRESS",
        "IN_PROGRESS",
        "A_B",
    ]


def test_a_long_name_is_cut_between_two_words():
    text = "_".join(["word"] * 100)
    assert snake(text).split("_") == ["word"] * (MAX_LENGTH // 5)


@given(st.text())
def test_words_are_ascii_letters_and_digits_whatever_the_text(text: str):
    assert all(word.isascii() and word.isalnum() for word in words(text))


@given(st.text())
def test_a_name_read_again_is_the_same_name(text: str):
    assert snake(snake(text)) == snake(text)
