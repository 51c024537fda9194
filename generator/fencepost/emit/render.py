"""Views to text: the one environment in which every template is laid out."""

from __future__ import annotations

import textwrap
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined

from fencepost.emit.python.code import Code, printable
from fencepost.emit.python.docstring import docstring
from fencepost.emit.python.literal import literal


def render(template: str, view: object) -> str:
    """The text of a template, which sees nothing but `view`.

    Raises TypeError when the view hands it a text that is not code, and UndefinedError for what the view lacks.
    """
    return _environment().get_template(template).render(view=view)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("fencepost", "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # Output is no HTML; what is no code is refused by `finalize` instead.
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.clear()
    environment.filters = {"literal": literal, "docstring": docstring, "indent": indent}
    return environment


def _finalize(value: object) -> str:
    return str(value) if isinstance(value, Undefined) else printable(value)


def indent(text: Code, column: int = 4) -> Code:
    """Code of several lines with all but the first indented; empty lines stay empty."""
    first, newline, rest = printable(text).partition("\n")
    return Code(first + newline + textwrap.indent(rest, " " * column))
