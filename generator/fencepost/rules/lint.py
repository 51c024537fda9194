"""Rules and types that cannot mean what their author wrote."""

from __future__ import annotations

import difflib

from fencepost.diagnostics import Diagnostics, Related
from fencepost.ir.api import Api
from fencepost.ir.rules import Rule, mentions, rule_fields
from fencepost.ir.types import Nothing, Object
from fencepost.ir.walk import types_of, walk
from fencepost.rules.clauses import Clause, ClauseLimitError, is_question, rule_clauses
from fencepost.rules.domains import Domains
from fencepost.rules.regions import RegionLimitError, regions, regions_breaking


def lint(api: Api, sink: Diagnostics) -> None:
    """Report what can never be met or never be broken; the document must be in normal form.

    R001 (error) a rule names a field that cannot exist; R002 (warning) one that is not declared; R003 a rule that is
    always kept; R004 rules that no body keeps together; R005 a rule that no body breaks alone; R006 too many regions;
    S011 a type that no value meets.
    """
    domains = Domains(api)
    for component in api.components:
        if domains.is_empty(component.type):
            remedy = "see which of its bounds, values or parts exclude each other"
            sink.warning("S011", f"no value is of type {component.name}", component.location, remedy=remedy)
    for kind in _objects(api):
        for rule in kind.rules:
            _unknown_fields(rule, kind, sink)
        if not sink.errors and kind.rules:
            _reach(kind, domains, sink)


def _objects(api: Api) -> tuple[Object, ...]:
    """Every object type of the document, each once."""
    found: dict[str, Object] = {}
    for kind in (inner for outer in types_of(api) for inner in walk(outer)):
        if isinstance(kind, Object):
            found.setdefault(f"{kind.location}{kind.location.pointer}", kind)
    return tuple(found.values())


def _unknown_fields(rule: Rule, kind: Object, sink: Diagnostics) -> None:
    declared = [item.wire_name for item in kind.fields]
    places = dict(reversed([*mentions(rule.condition), *mentions(rule.consequence)]))
    related = (Related(text="the object is defined at", location=kind.location),)
    for name in rule_fields(rule):
        if name in declared or kind.patterns:
            continue
        close = difflib.get_close_matches(name, declared, n=1)
        remedy = f"did you mean {close[0]}?" if close else "declare it under properties, or correct its name"
        if isinstance(kind.additional, Nothing):
            message = f"rule {rule.name} reads {name}, which the object cannot have"
            sink.error("R001", message, places[name], related=related, remedy=remedy)
        else:
            message = f"rule {rule.name} reads {name}, which is not declared"
            sink.warning("R002", message, places[name], related=related, remedy=remedy)


def _reach(kind: Object, domains: Domains, sink: Diagnostics) -> None:
    try:
        clauses = [(rule, rule_clauses(rule, kind, domains)) for rule in kind.rules if not is_question(rule)]
        kept = regions(kind, domains)
        for rule, own in clauses:
            _rule_reach(rule, own, kind, domains, sink)
    except (ClauseLimitError, RegionLimitError):
        names = ", ".join(rule.name for rule in kind.rules)
        message = f"the rules {names} need too many regions; bodies are drawn and checked instead"
        remedy = "nothing is left out; fewer alternatives in the rules, or fewer rules on one object, are read exactly"
        sink.warning("R006", message, kind.location, remedy=remedy)
        return
    if not kept and not domains.is_empty(kind):
        names = ", ".join(rule.name for rule in kind.rules)
        others = tuple(Related(text=f"{rule.name} stands at", location=rule.location) for rule in kind.rules[1:])
        message, remedy = f"no body keeps the rules {names} together", "remove or loosen one of them"
        sink.warning("R004", message, kind.rules[0].location, related=others, remedy=remedy)


def _rule_reach(rule: Rule, clauses: tuple[Clause, ...], kind: Object, domains: Domains, sink: Diagnostics) -> None:
    if not clauses:
        message, remedy = f"rule {rule.name} is always kept: it forbids nothing", "remove it, or correct what it asks"
        sink.warning("R003", message, rule.location, remedy=remedy)
    elif not any(regions_breaking(clause, kind, domains) for clause in clauses):
        message = f"no body breaks rule {rule.name} and keeps the others"
        remedy = "another rule or a bound says as much already; remove one of them"
        sink.warning("R005", message, rule.location, remedy=remedy)
