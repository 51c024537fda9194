"""Sequences of creations that are refused: none of them leaves anything behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.campaign.stateful.marks import marks_in
from fencepost.campaign.stateful.stage import Stage
from fencepost.campaign.unit import Unit
from fencepost.cases.case import Case
from fencepost.ir.pointers import steps_of
from fencepost.ir.rules import rule_fields
from fencepost.ir.values import Json, freeze

MOST = 8
"""So many creations are refused in one unit."""


def refused(stage: Stage) -> Iterator[Unit]:
    """Bodies that break a rule or one field, marked; then the list, in which no mark may stand."""
    if not stage.forms or not stage.desk.can(stage.subject.resource.listing):
        return
    script = stage.script("refused")
    script.create(stage.plain(stage.forms[0], "refused"), "nominal")
    for case in list(_marked(stage))[:MOST]:
        script.refused(case)
    if len(script) > 1:
        script.listing(stage.page(None))
        yield script.unit()


def _marked(stage: Stage) -> Iterator[Case]:
    """Faults whose body bears a mark at another place: in every form of the body, then one for each clause.

    Clauses are told by the fields that they may be blamed on: one rule may hold several, or have no name of its own.
    """
    single = [case for case in stage.faults if len(steps_of(case.target)) == 2 and case.rule is None]
    for index, form in enumerate(stage.forms):
        base = stage.plain(form, "refused", index)
        # A field that a rule names may break that, too: then two things would be to blame.
        taken = {*base, *(name for rule in form.kind.rules for name in rule_fields(rule))}
        optional = [case for case in single if _faulty(case) is not None and steps_of(case.target)[1] not in taken]
        for case in optional[index : index + 1]:
            yield replace(case, body=freeze({**base, steps_of(case.target)[1]: _faulty(case)}))
    clauses: dict[tuple[str, ...], Case] = {}
    for case in stage.faults:
        if case.rule is not None and case.body is not None:
            clauses.setdefault(case.expect.blame, case)
    for number, case in enumerate(clauses.values()):
        body = None if case.body is None else case.body.value
        marked = stage.plain(stage.forms[0], "refused", "clause", number)
        if isinstance(body, dict):
            yield replace(case, body=freeze({**body, **_texts(marked, body, case)}))


def _faulty(case: Case) -> Json:
    """What the field at fault holds; None where it is missing, or null."""
    body = None if case.body is None else case.body.value
    return body.get(steps_of(case.target)[1]) if isinstance(body, dict) else None


def _texts(marked: dict[str, Json], body: dict[str, Json], case: Case) -> dict[str, Json]:
    """The marked members that the fault does not speak of."""
    blamed = {steps_of(place)[1] for place in case.expect.blame if len(steps_of(place)) > 1}
    return {
        name: value
        for name, value in marked.items()
        if isinstance(value, str) and list(marks_in(value)) and name in body and name not in blamed
    }
