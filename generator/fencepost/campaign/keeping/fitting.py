"""Whether a failure of an earlier run can still be sent: its document may have changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.campaign.keeping.regression import Regression
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.cases.parts import PARTS, RequestParts, part_value
from fencepost.cases.requests import refusal_statuses, success_statuses
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.pointers import steps_of
from fencepost.rules.constraints.constraint import Constraint


class ForeignError(Exception):
    """A request is to an operation that the document does not have; the message names it."""


class Fitting:
    """Holds earlier failures against one document."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._nominals = Nominals(api)
        self._parts: dict[str, RequestParts] = {}

    def fitted(self, regression: Regression) -> Regression:
        """The failure as it can be sent for this document: with the answers that are right now, or barred.

        It is barred where its request is no longer what it was: a valid one that the document no longer allows, a
        faulty one that it allows by now. Raises ForeignError where one of its operations is not in the document.
        """
        for step in regression.steps:
            self._check_operation(step.case)
        reason = next(filter(None, (self._changed(step.case) for step in regression.steps)), None)
        steps = tuple(replace(step, case=self._renewed(step.case)) for step in regression.steps)
        return replace(regression, steps=steps, barred=reason)

    def _check_operation(self, case: Case) -> None:
        operation = self._api.operation(case.operation)
        if operation is None:
            raise ForeignError(f"the document has no operation {case.operation}")
        if case.path != operation.path or (case.kind != "protocol" and case.method != operation.method):
            now = f"{operation.method.upper()} {operation.path}"
            raise ForeignError(f"{case.operation} is {now} in the document, not {case.method.upper()} {case.path}")
        unknown = next((each.operation for each in case.sources if self._api.operation(each.operation) is None), None)
        if unknown is not None:
            raise ForeignError(f"the document has no operation {unknown}, from which the case takes a value")

    def _renewed(self, case: Case) -> Case:
        """The case with the answers that the document names for its kind today."""
        operation = self._operation(case)
        succeeds = all(status.startswith("2") for status in case.expect.status)
        if case.kind == "fault":
            return replace(case, expect=replace(case.expect, status=refusal_statuses(operation)))
        if case.kind == "valid" and succeeds:
            return replace(case, expect=replace(case.expect, status=success_statuses(operation)))
        return case

    def _changed(self, case: Case) -> str | None:
        """What is no longer as it was when the case was kept; None where all is."""
        match case.kind:
            case "valid":
                broken = next(self._broken(case), None)
                return None if broken is None else f"the document allows it no more: {_words(*broken)}"
            case "fault":
                return self._forgiven(case)
            case _:
                return None

    def _forgiven(self, case: Case) -> str | None:
        part = next(iter(steps_of(case.certificate or "")), None)
        if part not in PARTS:
            return None
        found = [(name, constraint) for name, constraint in self._broken(case) if name == part]
        if not found:
            return "the document allows it now"
        others = [each for each in found if not _is_meant(*each, case)]
        return f"the document holds something else against it now: {_words(*others[0])}" if others else None

    def _broken(self, case: Case) -> Iterator[tuple[str, Constraint]]:
        """The constraints that the parts of a case break, of those parts that no answer has a say in."""
        parts = self._parts.setdefault(case.operation, RequestParts(self._operation(case), self._nominals))
        from_answers = {"body": bool(case.body_from), "query": bool(case.query_from)}
        for name in PARTS:
            is_sent = name != "body" or case.body is not None
            if is_sent and parts.has(name) and not from_answers.get(name):
                yield from ((name, each) for each in parts.broken(name, part_value(case, name)))

    def _operation(self, case: Case) -> Operation:
        found = self._nominals.api.operation(case.operation)
        if found is None:
            raise ForeignError(f"the document has no operation {case.operation}")
        return found


def _is_meant(part: str, constraint: Constraint, case: Case) -> bool:
    """Whether a constraint is the one that the case breaks; that of a rule has another pointer as rules are added."""
    if case.rule is not None:
        return constraint.rule == case.rule
    return f"/{part}{constraint.pointer}" == case.certificate


def _words(part: str, constraint: Constraint) -> str:
    place = ".".join(constraint.path) or part
    return f"{place} {constraint.keyword}" if constraint.rule is None else f"rule {constraint.rule}"
