"""What a campaign on some operations of a document sends, as far as it is planned before the first request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.keeping.baseline import Baseline
from fencepost.campaign.keeping.regression import Regression
from fencepost.campaign.planning.caseload import Caseload
from fencepost.campaign.planning.permitted import permitted
from fencepost.campaign.planning.plan import Candidates, Settings, makers_of, plan
from fencepost.campaign.planning.planting import Planting
from fencepost.campaign.planning.restraint import Permission, Restraint
from fencepost.campaign.unit import Unit
from fencepost.cases.case import Case
from fencepost.ir.api import Api
from fencepost.ir.http import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is sent besides what the document alone gives, and what is not."""

    permission: Permission = Permission()
    asserts_formats: bool = False
    """Whether a text that only breaks the format of its field is a fault."""

    recalled: tuple[Regression, ...] = ()
    """Failures of earlier runs."""

    baseline: Baseline | None = None
    """Failures that are accepted."""


PLAIN = Scope()
"""What the document alone gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is planned."""

    plan: tuple[Unit, ...]
    """First those that settings bar, each with the reason."""

    makers: Mapping[str, Case]
    """For each operation the valid case with which what others need is made."""

    restraint: Restraint
    """Holds back what is drawn."""


def programme_of(api: Api, operations: tuple[Operation, ...], settings: Settings, scope: Scope) -> Programme:
    """The programme of a campaign on some operations of a document."""
    caseload, restraint = Caseload(api), Restraint(api, scope.permission)
    makers = makers_of(restraint.sorted(caseload.valid(api.operations))[0])
    held = permitted(_candidates(caseload, operations, settings, scope), restraint)
    barred = tuple(unit for unit in held.barred if unit.phase in settings.phases)
    # What is not sent costs nothing, so it is told first, however early the run ends.
    planned = (*barred, *plan(held.candidates, makers, settings.phases))
    return Programme(plan=planned, makers=makers, restraint=restraint)


def _candidates(caseload: Caseload, operations: tuple[Operation, ...], settings: Settings, scope: Scope) -> Candidates:
    scripted, drawn = caseload.sequences(operations, settings.seed) if "stateful" in settings.phases else ((), ())
    formats = caseload.formats(operations) if scope.asserts_formats else ()
    planting = Planting(Contract(caseload.api), settings.seed)
    return Candidates(
        valid=tuple(map(planting.planted, caseload.valid(operations))),
        faults=tuple(map(planting.planted, (*caseload.faults(operations), *formats))),
        protocol=tuple(map(planting.planted, caseload.protocol(operations))),
        sequences=tuple(map(planting.sown, scripted)),
        drawn=tuple(map(planting.sown, drawn)),
        recalled=scope.recalled,
        hostile=tuple(caseload.hostile(operations)) if "hostile" in settings.phases else (),
    )
