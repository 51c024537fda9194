"""A body of many fields that fails as one of them did alone: one cause, told once."""

from __future__ import annotations

from collections.abc import Iterable

from fencepost.campaign.failure import Failure
from fencepost.campaign.places import tokens
from fencepost.cases.case import Case
from fencepost.ir.values import Json, equal

_MANY = ("pair", "explored")
"""The points of cases that vary many fields at once."""


def cause_of(failure: Failure, known: Iterable[Failure]) -> Failure:
    """The earlier failure of one field that a body of many shows again; the failure itself where there is none."""
    body = _body_of(failure.case)
    if failure.case.point not in _MANY or body is None:
        return failure
    same = (item for item in known if (item.operation, item.check) == (failure.operation, failure.check))
    return next((item for item in same if item.case.kind == "valid" and _shows(item.case, body)), failure)


def _body_of(case: Case) -> dict[str, Json] | None:
    value = None if case.body is None else case.body.exact
    return value if isinstance(value, dict) else None


def _shows(case: Case, body: dict[str, Json]) -> bool:
    """Whether a body has the field of an earlier case as it was there; all fields, where the case is about them all."""
    own = _body_of(case)
    if own is None or case.point in _MANY:
        return False
    names = tokens(case.target)[1:2] or tuple(own)
    return all(_alike(own, body, name) for name in names)


def _alike(own: dict[str, Json], body: dict[str, Json], name: str) -> bool:
    if name not in own or name not in body:
        return (name in own) == (name in body)
    return equal(own[name], body[name])
