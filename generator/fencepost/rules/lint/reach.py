"""Which rules can be met, and which can be broken alone: where not, what stands in the way.

Nothing is searched without end: regions are bounded (`rules.regions`), and of more than MAX_COMPARED rules no smallest
set is looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal as Choice
from typing import TypeAlias

from fencepost.diagnostics import Location, Related
from fencepost.ir.rules import And, Rule, fields_of, rule_fields
from fencepost.ir.types import Object
from fencepost.rules.clauses import Clause, is_question, rule_clauses
from fencepost.rules.domains import Domains
from fencepost.rules.regions import Region, regions, regions_breaking

MAX_COMPARED = 32
"""Among more rules than these no smallest set of culprits is looked for; all of them are named."""

Why: TypeAlias = Choice["kept", "unreached", "implied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why no body breaks a rule, or a clause of it, and keeps all others."""

    why: Why
    """What it asks for always holds; its condition never does; others ask for as much."""

    text: str
    """In words, as the end of a sentence: `its condition never holds`."""

    places: tuple[Related, ...]
    """The rules or fields that say as much."""


def obstacle(rule: Rule, kind: Object, domains: Domains) -> Obstacle | None:
    """Why no body breaks a rule of an object alone; None where one does.

    Raises RegionLimitError, ClauseLimitError.
    """
    clauses = rule_clauses(rule, kind, domains)
    if not clauses:
        return _by_fields(rule, kind, domains)
    if any(regions_breaking(clause, kind, domains) for clause in clauses):
        return None
    others = _others(rule, kind)
    if not _can_hold(rule, kind, domains, others):
        culprits = _smallest(others, lambda chosen: not _can_hold(rule, kind, domains, chosen))
        return Obstacle(why="unreached", text=_never(culprits), places=stand(culprits))
    return _implied(clauses, kind, domains, others)


def clause_obstacle(clause: Clause, kind: Object, domains: Domains) -> Obstacle | None:
    """Why no body breaks a clause of a rule alone; None where one does.

    Raises RegionLimitError, ClauseLimitError.
    """
    if regions_breaking(clause, kind, domains):
        return None
    return _implied((clause,), kind, domains, _others(clause.rule, kind))


def kept_regions(rule: Rule, kind: Object, domains: Domains) -> tuple[Region, ...]:
    """The regions whose bodies keep a rule of an object, were it the only one.

    Raises RegionLimitError, ClauseLimitError.
    """
    return regions(replace(kind, rules=(rule,)), domains)


def contradiction(kind: Object, domains: Domains) -> tuple[Rule, ...]:
    """A smallest set of rules that no body keeps together; none where some body keeps them all.

    Raises RegionLimitError, ClauseLimitError.
    """
    if regions(kind, domains):
        return ()
    asked = tuple(rule for rule in kind.rules if not is_question(rule))
    return _smallest(asked, lambda chosen: not regions(replace(kind, rules=chosen), domains))


def _others(rule: Rule, kind: Object) -> tuple[Rule, ...]:
    return tuple(other for other in kind.rules if other != rule and not is_question(other))


def _by_fields(rule: Rule, kind: Object, domains: Domains) -> Obstacle:
    """Why the fields alone keep a rule."""
    if _can_hold(rule, kind, domains, ()):
        places = _defined(rule_fields(replace(rule, condition=And(parts=()))), kind)
        return Obstacle(why="kept", text="what it asks for always holds", places=places)
    places = _defined(fields_of(rule.condition), kind)
    return Obstacle(why="unreached", text="its condition never holds", places=places)


def _can_hold(rule: Rule, kind: Object, domains: Domains, others: tuple[Rule, ...]) -> bool:
    """Whether some body that keeps other rules meets the condition of a rule."""
    met = replace(rule, condition=And(parts=()), consequence=rule.condition)
    return bool(regions(replace(kind, rules=(*others, met)), domains))


def _implied(clauses: tuple[Clause, ...], kind: Object, domains: Domains, others: tuple[Rule, ...]) -> Obstacle:
    def enough(chosen: tuple[Rule, ...]) -> bool:
        narrowed = replace(kind, rules=(*chosen, clauses[0].rule))
        return not any(regions_breaking(clause, narrowed, domains) for clause in clauses)

    culprits = _smallest(others, enough)
    names = " and ".join(other.name for other in culprits)
    text = f"every body that breaks it breaks {names} too" if names else "no body breaks it"
    return Obstacle(why="implied", text=text, places=stand(culprits))


def _smallest(rules: tuple[Rule, ...], enough: Callable[[tuple[Rule, ...]], bool]) -> tuple[Rule, ...]:
    """The rules without those that are not needed to be enough."""
    if len(rules) > MAX_COMPARED:
        return rules
    kept = rules
    for rule in reversed(rules):
        fewer = tuple(other for other in kept if other != rule)
        kept = fewer if enough(fewer) else kept
    return kept


def _never(culprits: tuple[Rule, ...]) -> str:
    names = " and ".join(other.name for other in culprits)
    return f"its condition never holds where {names} {'are' if len(culprits) > 1 else 'is'} kept"


def stand(rules: tuple[Rule, ...]) -> tuple[Related, ...]:
    """Where rules are written."""
    return tuple(Related(text=f"{rule.name} stands at", location=rule.location) for rule in rules)


def _defined(names: tuple[str, ...], kind: Object) -> tuple[Related, ...]:
    found: list[tuple[str, Location]] = [(item.wire_name, item.location) for item in kind.fields]
    return tuple(Related(text=f"{name} is defined at", location=place) for name, place in found if name in names)
