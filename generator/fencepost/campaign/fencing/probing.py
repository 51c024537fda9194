"""One failure's request with another value in one place: what the server makes of it, and whether it may."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from fencepost.campaign.fencing.bisection import UntoldError
from fencepost.campaign.job import Job
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.judge import Judgement
from fencepost.campaign.judging.places import parameter_at
from fencepost.campaign.repeating.resending import Resender
from fencepost.campaign.unit import Step
from fencepost.cases.case import Case, Expectation
from fencepost.cases.nominal import Nominals
from fencepost.cases.parts import RequestParts, part_value
from fencepost.cases.requests import refusal_statuses, success_statuses, with_parameters
from fencepost.ir.amendments import Tried
from fencepost.ir.pointers import pointer_of, steps_of
from fencepost.ir.values import Json, JsonText, freeze
from fencepost.rules.constraints.constraint import Constraint

OTHERWISE = frozenset(("server_error", "undocumented_status"))
"""Names of answers that neither take a request nor refuse it."""


class Gone:
    """In place of a value: nothing stands there."""


GONE = Gone()
Value: TypeAlias = Json | Gone


class Prober:
    """Asks a server about values beside those of its failures."""

    def __init__(self, job: Job, resender: Resender) -> None:
        self.job = job
        self.nominals = Nominals(job.contract.api)
        self._resender = resender
        self._parts: dict[str, RequestParts] = {}

    @property
    def sent(self) -> int:
        """The requests of the whole campaign so far."""
        return self._resender.sent

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be asked."""
        return self._resender.is_over

    def broken(self, case: Case) -> tuple[Constraint, ...]:
        """What a case breaks in the part that it is about."""
        operation = self.job.contract.operations[case.operation]
        viewed = self.nominals.api.operation(operation.id) or operation
        parts = self._parts.setdefault(operation.id, RequestParts(viewed, self.nominals))
        part = steps_of(case.target)[0]
        return parts.broken(part, part_value(case, part))

    def judgement(self, failure: Failure, case: Case) -> Judgement:
        """What is said of the answer to a case in place of a failure's own. Raises UntoldError where there is none."""
        if not self.job.permits(case):
            raise UntoldError("it takes a request that may not be sent")
        found = self._resender.judgement((*failure.before, Step(case=case)))
        if found is None:
            raise UntoldError("no more requests could be sent" if self.is_over else "there was no answer")
        return found

    def accepts(self, failure: Failure, case: Case) -> bool:
        """Whether the server takes a case in place of a failure's own. Raises UntoldError where it does not say."""
        judgement = self.judgement(failure, case)
        told = _is_accepted(case, judgement)
        if told is None:
            checks = {each.check for each in judgement.failures}
            reason = judgement.cause or ", ".join(sorted(checks & OTHERWISE)) or "an open question"
            raise UntoldError(f"{reason} in answer to {_shown(case)}")
        return told


def _shown(case: Case) -> str:
    part = steps_of(case.target)[0]
    text = freeze(part_value(case, part)).text
    return text if len(text) <= 60 else f"{text[:40]} … {text[-15:]}"


def _is_accepted(case: Case, judgement: Judgement) -> bool | None:
    """Whether a request was taken, as far as it is judged; None where the answer leaves that open."""
    checks = {each.check for each in (*judgement.failures, *judgement.doubtful)}
    if judgement.verdict == "undecided" or judgement.tolerated or checks & OTHERWISE:
        return None
    if case.kind == "valid":
        return "valid_refused" not in checks
    return "fault_accepted" in checks


class Place:
    """The place that a failure is about, in its own smallest request; remembers what stood there and was asked."""

    def __init__(self, failure: Failure, prober: Prober) -> None:
        self.failure = failure
        self._prober = prober
        self.operation = prober.job.contract.operations[failure.operation]
        self.tried: list[Tried] = []

    def case(self, value: Value) -> Case | None:
        """The request with a value in the place; None where the document has more against it than one thing."""
        return self.case_with(((self.failure.target, value),))

    def case_with(self, values: tuple[tuple[str, Value], ...]) -> Case | None:
        """The request with values in several places of one part; None as for `case`."""
        case = replace(self.failure.case, target=self.failure.target, rule=None, certificate=None)
        for target, value in values:
            case = self._put(case, target, value)
        found = self._prober.broken(case)
        if len(found) > 1:
            return None
        if not found:
            return replace(case, kind="valid", expect=Expectation(status=success_statuses(self.operation)))
        expect = Expectation(status=refusal_statuses(self.operation), blame=(self.failure.target,))
        return replace(case, kind="fault", certificate=_pointer(case, found[0]), expect=expect)

    def _put(self, case: Case, target: str, value: Value) -> Case:
        part, *path = steps_of(target)
        if part == "body":
            body = None if case.body is None else case.body.value
            return replace(case, body=freeze(placed(body, tuple(path), value)))
        parameter = parameter_at(self.operation, part, path[0])
        if parameter is None or len(path) > 1:
            raise UntoldError("its place cannot be reached")
        return with_parameters(case, ((parameter, None if isinstance(value, Gone) else freeze(value)),))

    def accepts(self, value: Value, as_told: JsonText | None = None) -> bool:
        """Whether the server takes the value, which is remembered as it is told.

        Raises UntoldError where it does not say, or cannot be asked fairly.
        """
        case = self.case(value)
        if case is None:
            raise UntoldError("the document has more against it than this one thing")
        accepted = self._prober.accepts(self.failure, case)
        self.tried.append(Tried(value=as_told or _text(value), accepted=accepted))
        return accepted

    def accepts_case(self, case: Case) -> bool:
        """The same of a whole case."""
        accepted = self._prober.accepts(self.failure, case)
        self.tried.append(Tried(value=case.body or JsonText("null"), accepted=accepted))
        return accepted


def _pointer(case: Case, constraint: Constraint) -> str:
    return pointer_of(steps_of(case.target)[:1]) + constraint.pointer


def _text(value: Value) -> JsonText:
    return JsonText("") if isinstance(value, Gone) else freeze(value)


def placed(whole: Json, path: tuple[str, ...], value: Value) -> Json:
    """A value with another one at a place inside it, or without what stands there."""
    if not path:
        return None if isinstance(value, Gone) else value
    name, *inner = path
    match whole:
        case dict() if not inner and isinstance(value, Gone):
            return {key: member for key, member in whole.items() if key != name}
        case dict():
            return {**whole, name: placed(whole.get(name, {}), tuple(inner), value)}
        case list() if name.isdecimal() and int(name) < len(whole):
            at = int(name)
            return [*whole[:at], placed(whole[at], tuple(inner), value), *whole[at + 1 :]]
        case _:
            return whole


def value_at(case: Case, target: str) -> Value:
    """What a case has in a place; GONE where there is nothing."""
    part, *path = steps_of(target)
    value: Json = part_value(case, part)
    for name in path:
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return GONE
    return value
