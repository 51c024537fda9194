"""Ways of accepting too much that a user tolerates by name: what is found of them is counted, and no failure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias, get_args

from fencepost.campaign.judging.observation import Finding, Observation
from fencepost.campaign.judging.places import types_at
from fencepost.campaign.planning.changed import parts_of, value_at
from fencepost.cases.case import Case
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.pointers import steps_of
from fencepost.ir.shapes import json_types
from fencepost.ir.values import Json

Family: TypeAlias = Literal["coercion"]
FAMILIES: tuple[Family, ...] = get_args(Family)
"""`coercion`: a value of another JSON type is read as the one that is meant."""

_BOOLEANS = frozenset("1 0 true false yes no on off y n t f".split())
_NO_NUMBERS = ("malformed:NaN", "malformed:Infinity")


def forgiven(
    found: tuple[Finding, ...], seen: Observation, tolerate: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The families among the findings of an answer that are tolerated, and the findings that are not."""
    if not tolerate:
        return (), found
    told = [(family_of(each, seen.case, seen.operation, seen.contract.api), each) for each in found]
    families = dict.fromkeys(family for family, _ in told if family is not None and family in tolerate)
    return tuple(families), tuple(each for family, each in told if family not in tolerate)


def family_of(finding: Finding, case: Case, operation: Operation, api: Api) -> Family | None:
    """The family that a finding belongs to; None where it belongs to none."""
    if finding.check == "malformed_accepted":
        return "coercion" if case.point in _NO_NUMBERS else None
    is_another_type = finding.check == "fault_accepted" and case.point.startswith("type:")
    return "coercion" if is_another_type and _is_coerced(case, operation, api) else None


def _is_coerced(case: Case, operation: Operation, api: Api) -> bool:
    place = steps_of(case.target)
    value = value_at(parts_of(case), tuple(int(step) if step.isdecimal() else step for step in place))
    meant = frozenset(name for kind in types_at(place, operation, api) for name in json_types(kind, api))
    return ("number" in meant and _reads_as_number(value)) or ("boolean" in meant and _reads_as_boolean(value))


def _reads_as_number(value: Json) -> bool:
    if isinstance(value, bool):
        return True
    try:
        return isinstance(value, str) and Decimal(value.strip()) is not None
    except InvalidOperation:
        return False


def _reads_as_boolean(value: Json) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in _BOOLEANS
    return isinstance(value, int | float) and value in (0, 1)
