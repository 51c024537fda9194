"""What fails again for a reason that is known: one cause, told once."""

from __future__ import annotations

from collections.abc import Iterable

from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import field_name
from fencepost.cases.case import Case
from fencepost.ir.pointers import steps_of
from fencepost.ir.values import Json, equal

MANY = ("pair", "explored")
"""The points of cases that vary many fields at once."""


def cause_of(failure: Failure, known: Iterable[Failure]) -> Failure:
    """The earlier failure that another one shows again; the failure itself where there is none.

    A body of many fields shows what one of them showed alone; so does any body that the server fails at. A field that
    a refusal blames beside the fault, or in its place, is one that is refused where it is valid.
    """
    before = [each for each in known if each.operation == failure.operation]
    if failure.check == "fault_misblamed":
        refused = (each for each in before if each.check == "valid_refused")
        return next((each for each in refused if _is_refused_there(failure, each)), failure)
    body = _body_of(failure.case)
    if body is None or not (failure.case.point in MANY or failure.check == "server_error"):
        return failure
    same = (each for each in before if each.check == failure.check and each.case.kind == "valid")
    return next((each for each in same if _shows(each.case, body)), failure)


def _is_refused_there(failure: Failure, refused: Failure) -> bool:
    """Whether a refusal blames what another one refused by itself: the same field, with the same valid value."""
    if failure.target != failure.case.target:
        return failure.target == refused.target
    body, named = _body_of(failure.case), field_name(refused.target) == failure.received
    return named and body is not None and _shows(refused.case, body)


def is_plainer(failure: Failure, known: Failure) -> bool:
    """Whether a failure with the key of a known one shows it in one field, where that one took many."""
    return failure.key == known.key and known.case.point in MANY and failure.case.point not in MANY


def _body_of(case: Case) -> dict[str, Json] | None:
    value = None if case.body is None else case.body.exact
    return value if isinstance(value, dict) else None


def _shows(case: Case, body: dict[str, Json]) -> bool:
    """Whether a body has the field of an earlier case as it was there; all fields, where the case is about them all."""
    own = _body_of(case)
    if own is None or case.point in MANY:
        return False
    names = steps_of(case.target)[1:2] or tuple(own)
    return all(_alike(own, body, name) for name in names)


def _alike(own: dict[str, Json], body: dict[str, Json], name: str) -> bool:
    if name not in own or name not in body:
        return (name in own) == (name in body)
    return equal(own[name], body[name])
