"""What there is to tell of one rule: its meaning, its regions, a body on either side, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.cases.nominal import Nominals
from fencepost.cases.right.clauses import kept_points
from fencepost.cases.wrong.clauses import broken_points
from fencepost.diagnostics import Location, Related
from fencepost.ir.api import Api
from fencepost.ir.places import Places
from fencepost.ir.rules import Rule, mentions
from fencepost.ir.types import Object
from fencepost.ir.values import JsonText, freeze
from fencepost.ir.walk import reached_components, walk
from fencepost.names.split import request_types
from fencepost.rules.clauses import Clause, ClauseLimitError, is_question, rule_clauses
from fencepost.rules.domains import Domains
from fencepost.rules.evaluate import holds
from fencepost.rules.lint.lint import objects_of
from fencepost.rules.lint.reach import clause_obstacle, contradiction, kept_regions, obstacle, stand
from fencepost.rules.regions import RegionLimitError, regions_breaking
from fencepost.rules.wording.sentences import box_words, clause_words, rule_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A clause of a rule: what can be broken for itself."""

    words: str
    broken: tuple[str, ...]
    """The regions whose bodies break it and keep everything else, in words."""

    obstacle: str | None
    """Why there is none; None where there is one."""

    places: tuple[Related, ...]
    """What stands in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One rule of one object."""

    rule: Rule
    owner: str
    """Where the object stands: a component, or fields of one."""

    sentence: str
    parts: tuple[Part, ...]
    kept: tuple[str, ...]
    """The regions whose bodies keep the rule, were it the only one, in words."""

    keeps: JsonText | None
    """A body that keeps it, where its condition holds if there is one; None where none was found."""

    breaks: JsonText | None
    """A body that breaks it and nothing else; None where none was found."""

    remark: str | None
    """What cannot be told of it, and why; None where all is told."""

    remark_places: tuple[Related, ...] = ()
    mentions: tuple[tuple[str, str, Location], ...]
    """Every field it names: `condition` or `consequence`, the name, the place."""


def rulings(api: Api, name: str) -> tuple[Ruling, ...]:
    """Every rule of that name, in the order of the document."""
    found = [(rule, kind) for kind in objects_of(api) for rule in kind.rules if rule.name == name]
    return tuple(_ruling(rule, kind, api) for rule, kind in found)


def _ruling(rule: Rule, kind: Object, api: Api) -> Ruling:
    domains = Domains(api)
    keeps, breaks = _examples(rule, kind, api)
    parts, kept, remark, places = _reasoned(rule, kind, domains)
    return Ruling(
        rule=rule,
        owner=Places(api).words(kind.location.pointer),
        sentence=rule_sentence(rule, kind, domains),
        parts=parts,
        kept=kept,
        keeps=keeps,
        breaks=breaks,
        remark=remark,
        remark_places=places,
        mentions=tuple(_mentions(rule)),
    )


def _reasoned(
    rule: Rule, kind: Object, domains: Domains
) -> tuple[tuple[Part, ...], tuple[str, ...], str | None, tuple[Related, ...]]:
    """Clauses, regions that keep the rule, and what stands in the way of breaking it."""
    if is_question(rule):
        return (), (), "no body breaks it: it only marks an open question", ()
    try:
        parts = tuple(_part(clause, kind, domains) for clause in rule_clauses(rule, kind, domains))
        kept = tuple(box_words(region, kind, domains) for region in kept_regions(rule, kind, domains))
        together = contradiction(kind, domains)
        found = None if together else obstacle(rule, kind, domains)
    except (ClauseLimitError, RegionLimitError):
        return (), (), "its regions are too many; bodies are drawn and checked instead", ()
    if together:
        names = " and ".join(each.name for each in together)
        return parts, kept, f"no body keeps {names}{' together' if len(together) > 1 else ''}", stand(together)
    if found is None:
        return parts, kept, None, ()
    return parts, kept, f"no body breaks it alone: {found.text}", found.places


def _part(clause: Clause, kind: Object, domains: Domains) -> Part:
    found = regions_breaking(clause, kind, domains)
    hindered = None if found else clause_obstacle(clause, kind, domains)
    return Part(
        words=clause_words(clause, kind, domains),
        broken=tuple(box_words(region, kind, domains) for region in found),
        obstacle=None if hindered is None else hindered.text,
        places=() if hindered is None else hindered.places,
    )


def _examples(rule: Rule, kind: Object, api: Api) -> tuple[JsonText | None, JsonText | None]:
    """A body that keeps the rule and one that breaks it alone, as whoever writes such an object would."""
    nominals = Nominals(api) if _is_sent(kind, api) else Nominals.of_answers(api)
    same = next((each for each in objects_of(nominals.api) if each.location == kind.location), kind)
    kept = [point.value for point in kept_points(same, nominals) if point.rule == rule.name]
    met = [body for body in kept if isinstance(body, dict) and holds(rule.condition, body, nominals.api)]
    broken = (point.value for point in broken_points(same, nominals) if point.rule == rule.name)
    first_broken = next(broken, None)
    first_kept = next(iter((*met, *kept)), None)
    return (
        None if first_kept is None else freeze(first_kept),
        None if first_broken is None else freeze(first_broken),
    )


def _is_sent(kind: Object, api: Api) -> bool:
    """Whether an object is part of a request."""
    bodies = request_types(api)
    sent = (*bodies, *(component.type for component in reached_components(bodies, api)))
    return any(inner.location == kind.location for outer in sent for inner in walk(outer))


def _mentions(rule: Rule) -> Iterator[tuple[str, str, Location]]:
    for role, predicate in (("condition", rule.condition), ("consequence", rule.consequence)):
        for name, place in mentions(predicate):
            yield role, name, place
