"""Rules and types that cannot mean what their author wrote."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import product
from typing import TypeAlias

from fencepost.diagnostics import Diagnostics, Location, Related
from fencepost.ir.api import Api
from fencepost.ir.rules import Rule, mentions, rule_fields
from fencepost.ir.types import Nothing, Object
from fencepost.ir.walk import types_of, walk
from fencepost.rules.clauses import MAX_CLAUSES, ClauseLimitError, is_question
from fencepost.rules.domains import Domains
from fencepost.rules.lint.reach import Obstacle, Why, contradiction, obstacle
from fencepost.rules.lint.vacancies import report_vacancies
from fencepost.rules.regions import MAX_REGIONS, MAX_STEPS, RegionLimitError


def lint(api: Api, sink: Diagnostics) -> None:
    """Report what can never be met or never be broken; the document must be in normal form.

    R001 (error) a rule names a field that cannot exist; R002 (warning) one that is not declared; R003 a rule that is
    always kept; R004 rules that no body keeps together; R005 a rule that no body breaks alone; R006 too many regions;
    R007 a rule whose condition never holds. Types without a value: see `vacancies`.
    """
    domains = Domains(api)
    report_vacancies(api, domains, sink)
    objects = objects_of(api)
    declared = frozenset(fact for kind in objects for fact in _declarations(kind))
    for kind in objects:
        for rule in kind.rules:
            _unknown_fields(rule, kind, declared, sink)
        if not sink.errors and kind.rules:
            _reach(kind, domains, sink)


def objects_of(api: Api) -> tuple[Object, ...]:
    """Every object type of the document, each once."""
    found: dict[tuple[str, str, tuple[str, ...]], Object] = {}
    for kind in (inner for outer in types_of(api) for inner in walk(outer)):
        if isinstance(kind, Object):
            # What several schemas say together may stand where one of them does.
            names = tuple(item.wire_name for item in kind.fields)
            found.setdefault((str(kind.location), kind.location.pointer, names), kind)
    return tuple(found.values())


_Declaration: TypeAlias = tuple[Location, str]
"""Where a rule stands, and a field that an object with this rule declares."""


def _declarations(kind: Object) -> Iterator[_Declaration]:
    for rule, item in product(kind.rules, kind.fields):
        yield rule.location, item.wire_name


def _unknown_fields(rule: Rule, kind: Object, declared: frozenset[_Declaration], sink: Diagnostics) -> None:
    """Fields that no object declares of which the rule is, be it by a reference to the schema that holds the rule."""
    own = [item.wire_name for item in kind.fields]
    places = dict(reversed([*mentions(rule.condition), *mentions(rule.consequence)]))
    related = (Related(text="the object is defined at", location=kind.location),)
    for name in rule_fields(rule):
        if (rule.location, name) in declared or kind.patterns:
            continue
        close = difflib.get_close_matches(name, own, n=1)
        remedy = f"did you mean {close[0]}?" if close else "declare it under properties, or correct its name"
        if isinstance(kind.additional, Nothing):
            message = f"rule {rule.name} reads {name}, which the object cannot have"
            sink.error("R001", message, places[name], related=related, remedy=remedy)
        else:
            message = f"rule {rule.name} reads {name}, which is not declared"
            sink.warning("R002", message, places[name], related=related, remedy=remedy)


def _reach(kind: Object, domains: Domains, sink: Diagnostics) -> None:
    if domains.is_empty(kind):
        return
    try:
        together = contradiction(kind, domains)
        if together:
            _exclude_each_other(together, sink)
            return
        for rule in kind.rules:
            found = None if is_question(rule) else obstacle(rule, kind, domains)
            if found is not None:
                _out_of_reach(rule, found, sink)
    except (ClauseLimitError, RegionLimitError):
        names = ", ".join(rule.name for rule in kind.rules)
        message = (
            f"the rules {names} need more than {MAX_CLAUSES} clauses, {MAX_REGIONS} regions or {MAX_STEPS} steps to "
            "find them; bodies are drawn and checked instead"
        )
        remedy = "nothing is left out; fewer alternatives in the rules, or fewer rules on one object, are read exactly"
        sink.warning("R006", message, kind.location, remedy=remedy)


def _exclude_each_other(rules: tuple[Rule, ...], sink: Diagnostics) -> None:
    first, *others = rules
    related = tuple(Related(text=f"{rule.name} stands at", location=rule.location) for rule in others)
    if not others:
        message, remedy = f"no body keeps rule {first.name}", "remove or loosen it"
    else:
        names = ", ".join(rule.name for rule in rules)
        message, remedy = f"no body keeps the rules {names} together", "remove or loosen one of them"
    sink.warning("R004", message, first.location, related=related, remedy=remedy)


_REMARKS: dict[Why, tuple[str, str, str]] = {
    "kept": ("R003", "forbids nothing", "remove it, or correct what it asks"),
    "unreached": ("R007", "is never asked", "correct the condition, or remove the rule"),
    "implied": ("R005", "cannot be broken alone", "remove the one that says less, or leave it as a comment"),
}
"""What stands in the way of breaking a rule to the code, the words and the remedy of the remark."""


def _out_of_reach(rule: Rule, found: Obstacle, sink: Diagnostics) -> None:
    code, words, remedy = _REMARKS[found.why]
    message = f"rule {rule.name} {words}: {found.text}"
    sink.warning(code, message, rule.location, related=found.places, remedy=remedy)
