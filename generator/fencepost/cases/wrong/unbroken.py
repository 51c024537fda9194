"""The constraints of a request that no fault breaks, each with the reason why."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.cases.faults import MAX_CASES, fault_cases
from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.cases.parts import RequestParts
from fencepost.cases.requests import frame_of
from fencepost.cases.right.values import MAX_DEPTH
from fencepost.cases.texts import MAX_LENGTH
from fencepost.cases.wrong.values import MAX_TRIED
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.types import Array, Limit, Object, Residual, String
from fencepost.rules.clauses import Clause, ClauseLimitError
from fencepost.rules.constraints.constraint import Check, Constraint, Meaning
from fencepost.rules.lint.reach import clause_obstacle
from fencepost.rules.regions import RegionLimitError

_PLACES = {"query": "a query", "path": "a path", "headers": "a header"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbroken:
    """A constraint without a fault."""

    constraint: Constraint
    """Its pointer and path begin with the part of the request: `body`, `query`, `path` or `headers`."""

    reason: str
    """Why none is made, as a sentence without its full stop."""


def unbroken(api: Api, operation: Operation) -> tuple[Unbroken, ...]:
    """The constraints that no fault of an operation breaks, in the order of the document."""
    nominals = Nominals(api)
    cases = fault_cases(api, operation, nominals)
    hit = {case.certificate for case in cases}
    viewed = nominals.api.operation(operation.id) or operation
    missed = [check for check in RequestParts(viewed, nominals).checks() if check.constraint.pointer not in hit]
    whole = _for_all(api, viewed, nominals, len(cases)) if missed else None
    return tuple(Unbroken(constraint=check.constraint, reason=whole or _reason(check, nominals)) for check in missed)


def _for_all(api: Api, operation: Operation, nominals: Nominals, made: int) -> str | None:
    """A reason that holds for everything that is missed."""
    try:
        frame_of(operation, api, nominals)
    except UnattainableError:
        return "no valid request could be made to break it in"
    return f"only the first {MAX_CASES} faults of an operation are made" if made >= MAX_CASES else None


def _reason(check: Check, nominals: Nominals) -> str:
    part, keyword = check.constraint.path[0], check.constraint.keyword
    if check.clause is not None and check.holder is not None:
        return _of_clause(check.clause, check.holder, nominals)
    if keyword == "rule":
        return "the rule has too many cases to be broken alone"
    if part != "body":
        return f"in {_PLACES[part]} every value is text, and a server may read what is allowed from it"
    if isinstance(check.meaning, Residual):
        return f"only a validator can tell what it means; of {MAX_TRIED} values tried none breaks it alone"
    if len(check.constraint.path) > MAX_DEPTH + 1:
        return f"it stands deeper than {MAX_DEPTH} objects"
    return _of_size(check.meaning) or "no value was found that breaks it and nothing else"


def _of_clause(clause: Clause, holder: Object, nominals: Nominals) -> str:
    try:
        found = clause_obstacle(clause, holder, nominals.domains)
    except (RegionLimitError, ClauseLimitError):
        return "the rules of the object need too many regions"
    return "no body was found that breaks it and keeps all others" if found is None else found.text


def _of_size(meaning: Meaning) -> str | None:
    """Why a length or count cannot be broken; None where something else is the reason."""
    match meaning:
        case String(pattern=pattern) if pattern is not None:
            return "no string was found that does not match it"
        case String(max_length=high) if high is not None and high.value >= MAX_LENGTH:
            return f"strings of more than {MAX_LENGTH} characters are not made"
        case String(min_length=low) if low is not None:
            return _below(low)
        case Array(max_items=high) if high is not None and high.value > MAX_ITEMS:
            return f"arrays of more than {MAX_ITEMS} items are not made"
        case Array(min_items=low) if low is not None:
            return _below(low)
        case Object(max_properties=high) if high is not None and high.value >= MAX_ITEMS:
            return f"objects of more than {MAX_ITEMS} members are not made"
        case Object(min_properties=low) if low is not None:
            return _below(low)
        case _:
            return None


def _below(low: Limit) -> str | None:
    return "nothing has fewer than none" if low.value == 0 else None
