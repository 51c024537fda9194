"""What to change in a body that breaks a rule, in words: `set open to true, or drop size`.

One text for a rule, whoever says it: the client's error, the mock's refusal, `fencepost why`.
"""

from __future__ import annotations

from typing import TypeAlias

from fencepost.ir.rules import Rule, rule_fields
from fencepost.ir.types import Array, Enum, Limit, Nothing, Null, Number, Object, String, Type, Union
from fencepost.rules.clauses import Clause, ClauseLimitError, Literal, is_subset, rule_clauses
from fencepost.rules.domains import Domains
from fencepost.rules.wording.ranges import bounds_words, count_words

Alternative: TypeAlias = tuple[Literal, ...]
"""What all must hold together, a literal a field."""

MAX_ALTERNATIVES = 4
"""A rule that can be kept in more ways is told by its fields alone."""

_MOST_VALUES = 5
_MOST_TRIALS = 64
_CHANGE = ("change", "")


def own_words(rule: Rule) -> str:
    """What a rule asks, in the document's own words, on one line and without a full stop."""
    return " ".join((rule.description or f"{rule.name} does not hold").split()).removesuffix(".")


def remedy(rule: Rule, kind: Object, domains: Domains) -> str:
    """Every way out of a broken rule: `set open to true and give size, or drop name`; empty for a rule never broken.

    The change of the field that the rule asks for comes first, then those of the fields that it asks because of.
    """
    try:
        clauses = rule_clauses(rule, kind, domains)
    except ClauseLimitError:
        return _change_any(rule_fields(rule))
    if not clauses:
        return ""
    ways = alternatives(clauses, domains)
    if not 0 < len(ways) <= MAX_ALTERNATIVES:
        return _change_any(rule_fields(rule))
    return ", or ".join(_way(way, kind, domains) for way in ways)


def blamed(clauses: tuple[Clause, ...]) -> str | None:
    """The field to change first, which stands last in a clause; None where several clauses do not agree in it."""
    asked = len({clause.literals[:-1] for clause in clauses}) == 1 and all(clause.literals for clause in clauses)
    names = {clause.literals[-1].field for clause in clauses} if asked else set()
    return names.pop() if len(names) == 1 else None


def alternatives(clauses: tuple[Clause, ...], domains: Domains) -> tuple[Alternative, ...]:
    """The ways to keep all clauses at once, none of which asks for more than another; none where they are too many."""
    ways: list[Alternative] = [()]
    for clause in clauses:
        ways = [more for way in ways for literal in reversed(clause.literals) if (more := _also(way, literal, domains))]
        if len(ways) > _MOST_TRIALS:
            return ()
        ways = _least(ways, domains)
    return tuple(ways)


def _also(way: Alternative, literal: Literal, domains: Domains) -> Alternative:
    """The way with one more literal; nothing where they exclude each other."""
    known = next((item for item in way if item.field == literal.field), None)
    if known is None:
        return (*way, literal)
    kind = domains.intersect(known.type, literal.type)
    absent = known.absent and literal.absent
    if domains.is_empty(kind):
        if not absent:
            return ()
        kind = Nothing(location=kind.location)
    both = Literal(field=literal.field, type=kind, absent=absent)
    return tuple(both if item is known else item for item in way)


def _least(ways: list[Alternative], domains: Domains) -> list[Alternative]:
    """The ways without those that do more than another one does."""
    kept: list[Alternative] = []
    for way in ways:
        if not any(_is_within(way, other, domains) for other in kept):
            kept = [other for other in kept if not _is_within(other, way, domains)]
            kept.append(way)
    return kept


def _is_within(way: Alternative, other: Alternative, domains: Domains) -> bool:
    """Whether a way asks for all that another one asks for."""
    literals = {item.field: item for item in way}
    return all(
        item.field in literals
        and (item.absent or not literals[item.field].absent)
        and is_subset(literals[item.field].type, item.type, domains)
        for item in other
    )


def _change_any(names: tuple[str, ...]) -> str:
    *others, last = names
    return f"change {', '.join(others)} or {last}" if others else f"change {last}"


def _way(way: Alternative, kind: Object, domains: Domains) -> str:
    """What to do all together, fields with the same verb in one breath: `give size and name`."""
    steps: dict[tuple[str, str], list[str]] = {}
    for literal in way:
        verb, goal = _step(literal, kind, domains)
        steps.setdefault((verb, goal), []).append(literal.field)
    return " and ".join(" ".join((verb, _listed(names), goal)).rstrip() for (verb, goal), names in steps.items())


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _step(literal: Literal, kind: Object, domains: Domains) -> tuple[str, str]:
    """What to do with a field so that the literal holds: a verb, and what follows the field's name."""
    declared = kind.field(literal.field)
    whole = kind.additional if declared is None else declared.type
    if literal.absent:
        return "drop", ""
    if is_subset(whole, literal.type, domains):
        return "give", ""
    if is_subset(domains.intersect(whole, domains.complement(literal.type)), Null(location=whole.location), domains):
        return "give", "a value other than null"
    return _goal(domains.resolve(literal.type))


def _goal(kind: Type) -> tuple[str, str]:
    match kind:
        case Enum(values=values) if len(values) <= _MOST_VALUES:
            return "set", "to " + " or ".join(item.value.text for item in values)
        case Number(minimum=low, maximum=high) if low is not None or high is not None:
            return "set", "to " + bounds_words(low, high)
        case String(min_length=low, max_length=high):
            return _sized(low, high, "characters")
        case Array(min_items=low, max_items=high):
            return _sized(low, high, "items")
        case Object(min_properties=low, max_properties=high):
            return _sized(low, high, "members")
        case Union(variants=variants):
            return next((goal for variant in variants if (goal := _goal(variant)) != _CHANGE), _CHANGE)
        case _:
            return _CHANGE


def _sized(low: Limit | None, high: Limit | None, units: str) -> tuple[str, str]:
    """The count is what to give; any count will do where neither limit says otherwise."""
    count = count_words(low, high, units)
    return ("give", count) if count else _CHANGE
