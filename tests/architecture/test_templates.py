"""Templates only lay out: each is parsed with Jinja's own parser, and whatever is not layout is refused."""

from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from .source_tree import ROOT, TOOL

FILTERS = frozenset({"literal", "docstring", "indent"})

LAYOUT = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Not)
"""Node types a template may hold, besides filters, whose arguments must be constants."""


def faults(source: str) -> list[str]:
    """What in a template is more than layout, each with its line."""
    return [
        f"line {node.lineno}: {reason}" for node, reason in faults_below(Environment(autoescape=True).parse(source))
    ]


def faults_below(node: nodes.Node) -> Iterator[tuple[nodes.Node, str]]:
    reason = fault(node)
    if reason:
        yield node, reason
    for child in node.iter_child_nodes():
        if not (isinstance(node, nodes.Filter) and is_constant(child)):
            yield from faults_below(child)


def is_constant(node: nodes.Node) -> bool:
    return isinstance(node.value if isinstance(node, nodes.Keyword) else node, nodes.Const)


def fault(node: nodes.Node) -> str | None:
    """Why this one node is more than layout; None if it is not."""
    match node:
        case nodes.Filter(name=name):
            return None if name in FILTERS else f"the filter {name}"
        case nodes.Getattr(node=nodes.Getattr()):
            return "a chain of attributes"
        case nodes.Getattr(node=nodes.Name()) | nodes.For(test=None, recursive=False):
            return None
        case nodes.Getattr():
            return "an attribute of what is not a name"
        case nodes.For():
            return "a loop that filters or recurses"
        case _:
            return None if isinstance(node, LAYOUT) else type(node).__name__


def test_templates_only_lay_out():
    templates = [path for path in sorted(TOOL.glob("templates/**/*")) if path.is_file()]
    found = {path.relative_to(ROOT).as_posix(): faults(path.read_text(encoding="utf-8")) for path in templates}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "{{ a.upper() }}",
        "{{ range(3) }}",
        "{% macro m() %}{% endmacro %}",
        "{% call m() %}{% endcall %}",
        "{% set a = b %}",
        "{% set a %}b{% endset %}",
        "{% import 'a' as b %}",
        "{% from 'a' import b %}",
        "{% include 'a' %}",
        "{% extends 'a' %}",
        "{% block a %}{% endblock %}",
        "{% set a = namespace(b=1) %}",
        "{% if a == b %}{% endif %}",
        "{% if a in b %}{% endif %}",
        "{% if a and b %}{% endif %}",
        "{% if a is defined %}{% endif %}",
        "{{ a + b }}",
        "{{ -a }}",
        "{{ a ~ b }}",
        "{{ 'text' }}",
        "{{ a.b.c }}",
        "{{ a['b'] }}",
        "{{ a[0] }}",
        "{{ a if b else c }}",
        "{{ a | upper }}",
        "{{ a | literal | upper }}",
        "{{ a | indent(width=b + 1) }}",
        "{% for a in b if a %}{% endfor %}",
        "{% for a in b recursive %}{% endfor %}",
        "{% for a in b | sort %}{% endfor %}",
        "{% filter upper %}{% endfilter %}",
        "{% with a = b %}{% endwith %}",
    ],
)
def test_what_is_more_than_layout_is_refused(source: str):
    assert faults(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "plain text",
        "{{ a }} {{ a.b }} {# a comment #}",
        "{% for a in b.c %}{{ a.d }}{% if not loop.last %},{% endif %}{% else %}none{% endfor %}",
        "{% if a.b %}x{% elif a.c %}y{% else %}z{% endif %}",
        "{{ a.b | literal }} {{ a | docstring | indent(4) }}",
        "{{ a.b | indent(8, first=True) }}",
    ],
)
def test_layout_is_allowed(source: str):
    assert faults(source) == []


def test_a_refusal_names_the_line():
    assert faults("one\ntwo\n{{ a() }}") == ["line 3: Call"]
