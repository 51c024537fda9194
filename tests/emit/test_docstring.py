"""A docstring says its text, looks as if written by hand, and does nothing else."""

import ast
import doctest
import inspect
import re

import pytest
from fencepost.diagnostics import visible
from fencepost.emit.files import format_python
from fencepost.emit.manifest import File
from fencepost.emit.python.docstring import WIDTH, comment, docstring
from hypothesis import example, given
from hypothesis import strategies as st

PIECES = ['"', '"""', "\\", "\n", "'", " ", "{", "}", ">>> ", "coding:", "# "]
texts = st.lists(st.characters() | st.sampled_from(PIECES)).map("".join)


def module(text: str) -> str:
    return f"def f():\n    {docstring(text, 4)}\n"


def said(source: str) -> str:
    """The docstring of the one function of a module that holds nothing else."""
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    (statement,) = function.body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    assert isinstance(statement.value.value, str)
    return statement.value.value


def letters(text: str) -> str:
    """The text without white space, as it can be seen."""
    spaced = re.sub(r"[^\S\n\r\v\f\x1c-\x1f\x85\u2028\u2029]", " ", text)
    shown = "".join(visible(line) for line in spaced.splitlines())
    return re.sub(r"\s", "", shown.replace("\\t", ""))


@given(texts)
@example('"')
@example('""""')
@example('a\\"""; import os; """')
@example("a\\")
@example("a\\\\\\")
@example("\r\x0b\x0c\x1c\x85\u2028\u2029")
@example("a\u2028import os")
@example("\x00\ud800\u202e\u200b")
@example("{{ x }} {% y %} {#")
def test_any_text_is_one_docstring_that_says_it(text: str):
    assert letters(said(module(text))).replace(">>>", "") == letters(text.expandtabs(4)).replace(">>>", "")


def test_formatting_changes_no_docstring():
    samples = ['say "hi"', '"', "a\\", "- one\n- two\n\n    code", "word " * 60, "", 'x"""y', "a\n\n\n\nb"]
    files = tuple(File(path=f"{number}.py", text=module(text)) for number, text in enumerate(samples))
    formatted = format_python(files)
    assert [inspect.cleandoc(said(file.text)) for file in formatted] == [
        inspect.cleandoc(said(file.text)) for file in files
    ]


def test_a_short_text_stands_on_one_line():
    assert docstring("GPUs attached, 0 to 8.") == '"""GPUs attached, 0 to 8."""'


def test_a_long_line_is_wrapped_and_indented_as_its_list_item():
    text = "First.\n\n- " + "word " * 30
    lines = docstring(text, 4).split("\n")
    assert max(len(line) for line in lines) <= WIDTH
    assert lines[:3] == ['"""First.', "", "    - " + " ".join(["word"] * 18)]
    assert lines[3].startswith("      word")
    assert lines[-1] == '    """'


def test_what_cannot_be_seen_is_shown_at_run_time_too():
    assert said(module("a\u202eb\x1b[31m")) == "a\\u202eb\\x1b[31m"


@pytest.mark.parametrize("text", [">>> 1 / 0", "Like:\n\n    >>> import os", "a\n" + "w " * 60 + ">>> 1 / 0"])
def test_an_example_in_a_text_is_not_run_as_a_test(text: str):
    assert doctest.DocTestParser().get_examples(said(module(text))) == []


@given(texts)
@example("a\nimport os")
@example("a\rimport os")
@example("-*- coding: utf-7 -*-")
@example("vim: set fileencoding=utf-7")
def test_a_comment_is_one_line_that_names_no_encoding(text: str):
    line = comment(text)
    assert ast.parse(f"{line}\n{line}\nx = 1").body[0].lineno == 3
    assert not re.search(r"coding[:=]", line)
    assert line.isprintable()
