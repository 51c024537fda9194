"""A template lays out code, and refuses whatever is none."""

from dataclasses import dataclass

import pytest
from fencepost.emit import render as rendering
from fencepost.emit.init import InitView
from fencepost.emit.python.code import Code
from fencepost.emit.render import indent, render
from jinja2 import UndefinedError


def init(**changes: object) -> InitView:
    members = {"banner": Code("# x"), "title": "T", "imports": Code(""), "public": ("SPEC_HASH",), "digest": "0"}
    return InitView(**(members | changes))


def test_a_text_that_looks_like_a_template_is_a_text():
    text = render("__init__.py.jinja", init(title="{{ 7*7 }}{% include 'x' %}{#"))
    assert '"""{{ 7*7 }}{% include \'x\' %}{#"""' in text


def test_a_plain_text_where_code_belongs_is_refused():
    with pytest.raises(TypeError, match="is no code"):
        render("__init__.py.jinja", init(banner="import os"))


def test_a_member_that_the_view_lacks_is_refused():
    @dataclass(frozen=True)
    class Empty:
        pass

    with pytest.raises(UndefinedError):
        render("__init__.py.jinja", Empty())


def test_a_template_has_the_three_filters_and_no_functions():
    environment = rendering._environment()
    assert set(environment.filters) == {"literal", "docstring", "indent"}
    assert not environment.globals


def test_lines_after_the_first_are_indented_and_empty_ones_stay_empty():
    assert indent(Code("a\n\nb")) == "a\n\n    b"
