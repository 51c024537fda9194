"""What to change in a body that breaks a rule, in words."""

from __future__ import annotations

from fencepost.ir.types import Array, Bound, Enum, Limit, Null, Number, Object, String, Type, Union
from fencepost.rules.clauses import Clause, Literal, is_subset
from fencepost.rules.domains import Domains

_MOST_VALUES = 5
_CHANGE = ("change", "")


def blamed(clauses: tuple[Clause, ...]) -> str | None:
    """The field to change first, which stands last in a clause; None where several clauses do not agree in it."""
    names = {clause.literals[-1].field for clause in clauses} if _is_one_demand(clauses) else set()
    return names.pop() if len(names) == 1 else None


def remedy(clauses: tuple[Clause, ...], kind: Object, domains: Domains) -> str:
    """`set open to true and give size`; empty where it depends on the body which of the clauses it breaks."""
    if not _is_one_demand(clauses):
        return ""
    return " and ".join(dict.fromkeys(_remedy(clause.literals[-1], kind, domains) for clause in clauses))


def _is_one_demand(clauses: tuple[Clause, ...]) -> bool:
    """Whether the clauses ask for something, and under the same condition."""
    return len({clause.literals[:-1] for clause in clauses}) == 1 and all(clause.literals for clause in clauses)


def _remedy(literal: Literal, kind: Object, domains: Domains) -> str:
    declared = kind.field(literal.field)
    whole = kind.additional if declared is None else declared.type
    if literal.absent:
        return f"leave {literal.field} out"
    if is_subset(whole, literal.type, domains):
        return f"give {literal.field}"
    if is_subset(domains.intersect(whole, domains.complement(literal.type)), Null(location=whole.location), domains):
        return f"give {literal.field} a value other than null"
    verb, goal = _goal(domains.resolve(literal.type))
    return f"{verb} {literal.field} {goal}".rstrip()


def _goal(kind: Type) -> tuple[str, str]:
    """What to do with a field so that it is of the type: a verb, and what follows the field's name."""
    match kind:
        case Enum(values=values) if len(values) <= _MOST_VALUES:
            return "set", "to " + " or ".join(item.value.text for item in values)
        case Number(minimum=low, maximum=high) if low is not None or high is not None:
            return "set", "to " + _range(low, high)
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


def _range(low: Bound | None, high: Bound | None) -> str:
    if low is not None and high is not None and low.value == high.value:
        return str(low.value)
    least = low and f"{'more than' if low.exclusive else 'at least'} {low.value}"
    most = high and f"{'less than' if high.exclusive else 'at most'} {high.value}"
    return " and ".join(end for end in (least, most) if end)


def _sized(low: Limit | None, high: Limit | None, units: str) -> tuple[str, str]:
    if high is None:
        if low is None or low.value == 0:
            return _CHANGE
        return "give", f"at least {_counted(low.value, units)}"
    if low is None or low.value == 0:
        return "give", f"at most {_counted(high.value, units)}"
    number = _counted(high.value, units)
    return "give", number if low.value == high.value else f"{low.value} to {number}"


def _counted(number: int, units: str) -> str:
    return f"{number} {units.removesuffix('s') if number == 1 else units}"
