"""Which side of a rule the server forgot, and where it applies it too widely: the few combinations, each tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import islice, product

from fencepost.campaign.fencing.assignments import Assignment, Combination, different, named, turns, with_value
from fencepost.campaign.fencing.bisection import Line, UntoldError
from fencepost.campaign.fencing.probing import GONE, Place, Prober, Value, value_at
from fencepost.campaign.fencing.serverfence import NOT_FOUND, Search, ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import rule_of, types_at
from fencepost.cases.case import Case
from fencepost.cases.nominal import UnattainableError
from fencepost.cases.numbers import LARGEST_WHOLE, number_ends, wire
from fencepost.diagnostics import counted
from fencepost.ir.amendments import Amendment, Remove, Reword
from fencepost.ir.pointers import pointer_of, steps_of
from fencepost.ir.rules import Rule
from fencepost.ir.types import Number, Object, Type
from fencepost.rules.clauses import Clause, Literal
from fencepost.rules.grid import grid

MOST_TRIED = 24
"""So many combinations of one rule are tried."""

MOST_VALUES = 5
"""So many values of one field."""


def fence_of_rule(failures: tuple[Failure, ...], prober: Prober) -> Search | None:
    """What the server makes of a rule; `failures` are all of that rule at one operation, at least one."""
    failure, before = failures[0], prober.sent
    place = Place(failure, prober)
    rule = rule_of(failure.case, place.operation, prober.nominals.api) or _rule_named(failure, place, prober)
    held = None if rule is None else _holder(rule, failure, place, prober)
    if rule is None or held is None:
        return None
    amendments: tuple[Amendment, ...] = ()
    try:
        found = Combinations(rule, held[0], held[1], place, prober).told(failures)
        server, amendments = found.words, tuple(found.amendments(rule, failure, place))
    except UntoldError as error:
        server = f"{NOT_FOUND}{error}"
    fence = ServerFence(
        document=f"rule {rule.name}",
        location=rule.location,
        server=server,
        requests=prober.sent - before,
        tried=tuple(place.tried),
        amendments=amendments,
    )
    return Search(fence=fence)


def _rule_named(failure: Failure, place: Place, prober: Prober) -> Rule | None:
    for steps in _above(failure):
        for kind in types_at(steps, place.operation, prober.nominals.api):
            if isinstance(kind, Object):
                found = next((rule for rule in kind.rules if rule.name == failure.rule), None)
                if found is not None:
                    return found
    return None


def _above(failure: Failure) -> Iterator[tuple[str, ...]]:
    steps = steps_of(failure.target)
    return (steps[:count] for count in range(len(steps), 0, -1))


def _holder(rule: Rule, failure: Failure, place: Place, prober: Prober) -> tuple[Object, tuple[str, ...]] | None:
    """The object that the rule stands on, and the way to it in the failure's request."""
    viewed = prober.nominals.api.operation(place.operation.id) or place.operation
    for steps in _above(failure):
        for kind in types_at(steps, viewed, prober.nominals.api):
            if isinstance(kind, Object) and any(each.name == rule.name for each in kind.rules):
                return kind, steps
    return None


class _Told:
    """What became of the combinations of one rule."""

    def __init__(self, tried: list[Combination]) -> None:
        self.taken = [each.assignment for each in tried if each.accepted and not each.is_valid]
        self.refused = [each.assignment for each in tried if each.is_valid and not each.accepted]
        self.kept = [each.assignment for each in tried if not each.is_valid and not each.accepted]

    @property
    def is_forgotten(self) -> bool:
        """Whether the server knows nothing of the rule."""
        return bool(self.taken) and not self.kept and not self.refused

    @property
    def words(self) -> str:
        """What the server does, in a few words."""
        if self.is_forgotten:
            return f"none: it takes all {counted(len(self.taken), 'combination')} tried that break it"
        told = []
        if self.taken:
            told.append(f"takes {named(self.taken)}")
        if self.taken and self.kept:
            told.append(f"refuses {named(self.kept)}")
        if self.refused:
            told.append(f"also refuses {named(self.refused)}")
        return "; ".join(told)

    def amendments(self, rule: Rule, failure: Failure, place: Place) -> Iterator[Amendment]:
        """What the document must say to be right."""
        file, pointer = rule.location.file, rule.location.pointer
        if self.is_forgotten:
            yield Remove(file=file, pointer=pointer)
        else:
            yield Reword(file=file, pointer=pointer, operation=failure.operation, tried=tuple(place.tried))


class Combinations:
    """The combinations of the fields of one rule."""

    def __init__(self, rule: Rule, kind: Object, steps: tuple[str, ...], place: Place, prober: Prober) -> None:
        self._rule = rule
        self._kind = kind
        self._steps = steps
        self._place = place
        self._prober = prober

    def told(self, failures: tuple[Failure, ...]) -> _Told:
        """What becomes of them. Raises UntoldError where the answers do not tell."""
        tried: list[Combination] = []
        for assignment, case in islice(self._cases(failures), MOST_TRIED):
            # Of some combinations the document itself leaves open whether they are taken.
            with suppress(UntoldError):
                tried.append(self._tried(assignment, case))
        for name in dict.fromkeys(name for each in tried for name, _ in each.assignment):
            tried += self._between(name, tried)
        found = _Told(tried)
        if not found.taken and not found.refused:
            raise UntoldError("what showed it did not show it again")
        self._confirm(found, tried)
        return found

    def _tried(self, assignment: Assignment, case: Case) -> Combination:
        return Combination(assignment, case.kind == "valid", self._place.accepts_case(case))

    def _between(self, name: str, tried: list[Combination]) -> list[Combination]:
        """What is tried between a number that is taken and one that is refused, all else alike. Raises UntoldError."""
        own = self._number_type(name)
        pair = None if own is None else next(turns(name, tried), None)
        if own is None or pair is None:
            return []
        found: list[Combination] = []
        (low, taken), (high, _) = pair
        sign = 1 if taken.accepted else -1

        def ask(place: Decimal) -> bool:
            assignment = with_value(taken.assignment, name, wire(sign * place, own))
            case = self._case(assignment)
            if case is None:
                raise UntoldError("a number between two that were tried cannot be tried")
            found.append(self._tried(assignment, case))
            return found[-1].accepted

        line = Line(ask, step=grid(own), resolution=Decimal(1), end=Decimal(LARGEST_WHOLE))
        line.edge(*sorted((sign * low, sign * high)))
        return found

    def _number_type(self, name: str) -> Number | None:
        declared = self._kind.field(name)
        whole = None if declared is None else self._prober.nominals.domains.resolve(declared.type)
        return whole if isinstance(whole, Number) else None

    def _confirm(self, found: _Told, tried: list[Combination]) -> None:
        """Ask once more for the first of each kind. Raises UntoldError where an answer differs."""
        firsts = [each[0] for each in (found.taken, found.refused, found.kept) if each]
        for each in tried:
            if each.assignment in firsts and self._again(each.assignment) is not each.accepted:
                raise UntoldError("the same request is answered in two ways")

    def _again(self, assignment: Assignment) -> bool:
        case = self._case(assignment)
        assert case is not None
        return self._place.accepts_case(case)

    def _cases(self, failures: tuple[Failure, ...]) -> Iterator[tuple[Assignment, Case]]:
        """Each combination that nothing but the rule is against; those of the failures first."""
        seen: set[str] = set()
        fields = self._fields(failures)
        shown = [tuple((name, self._shown(failure, name)) for name in fields) for failure in failures]
        for assignment in (*shown, *(tuple(zip(fields, each, strict=True)) for each in product(*fields.values()))):
            case = self._case(assignment)
            if case is not None and case.body is not None and case.body.text not in seen:
                seen.add(case.body.text)
                yield assignment, case

    def _case(self, assignment: Assignment) -> Case | None:
        """The request with the fields so; None where something else than the rule is against it."""
        values = tuple((pointer_of((*self._steps, name)), value) for name, value in assignment)
        case = self._place.case_with(values)
        if case is None or case.kind == "valid":
            return case
        return case if all(each.rule == self._rule.name for each in self._prober.broken(case)) else None

    def _shown(self, failure: Failure, name: str) -> Value:
        return value_at(failure.case, pointer_of((*self._steps, name)))

    def _fields(self, failures: tuple[Failure, ...]) -> dict[str, tuple[Value, ...]]:
        """The fields of the rule, each with what it may have."""
        found: dict[str, tuple[Value, ...]] = {}
        for clause in self._clauses():
            for literal in clause.literals:
                shown = tuple(self._shown(failure, literal.field) for failure in failures)
                known = found.get(literal.field, ())
                found[literal.field] = different((*known, *self._values(literal), *shown))[:MOST_VALUES]
        return found

    def _clauses(self) -> tuple[Clause, ...]:
        clauses = self._prober.nominals.division(self._kind).clauses
        return tuple(clause for clause in clauses if clause.rule.name == self._rule.name)

    def _values(self, literal: Literal) -> tuple[Value, ...]:
        """Absent, what keeps the literal, and what does not, where the field may have it at all."""
        domains, declared = self._prober.nominals.domains, self._kind.field(literal.field)
        own = self._kind.additional if declared is None else declared.type
        outside = domains.intersect(own, domains.complement(literal.type))
        return (GONE, *self._some(literal.type), *self._some(outside))

    def _some(self, kind: Type) -> tuple[Value, ...]:
        """A plain value of a set, and the ends of a set of numbers."""
        domains = self._prober.nominals.domains
        if domains.is_empty(kind):
            return ()
        found: list[Value] = []
        with suppress(UnattainableError):
            found.append(self._prober.nominals.value(kind))
        whole = domains.resolve(kind)
        if isinstance(whole, Number):
            found += [point.value for point in number_ends(whole) if "+" not in point.name]
        return tuple(found)
