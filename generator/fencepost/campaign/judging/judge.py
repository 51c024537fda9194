"""An exchange to what is said of it by itself, and by the requests before it in its unit."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.campaign.events import Noted
from fencepost.campaign.judging.checks import documented_json, findings
from fencepost.campaign.judging.clashes import is_clash
from fencepost.campaign.judging.echoes import compared_targets
from fencepost.campaign.judging.failure import Failure, failure_of
from fencepost.campaign.judging.observation import Contract, Finding, Observation
from fencepost.campaign.judging.places import clause_of, name_of
from fencepost.campaign.judging.questions import excuse, questions_of
from fencepost.campaign.judging.statuses import OPEN, Verdict, family, is_declared, judge_status, may_be_dropped
from fencepost.campaign.judging.tolerance import forgiven
from fencepost.campaign.judging.validation import NotJson, read_json
from fencepost.campaign.unit import Step
from fencepost.campaign.wire.credentials import MADE_UP_TOKEN
from fencepost.campaign.wire.exchange import Answer, Exchange, Lost
from fencepost.campaign.wire.request import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is said of one exchange."""

    verdict: Verdict
    cause: str | None = None
    """Why it is undecided, in a few words; None unless it is."""

    failures: tuple[Failure, ...] = ()
    doubtful: tuple[Failure, ...] = ()
    """Held against the server only where its credential is known to be right."""

    silence: Failure | None = None
    """Held against a server that dropped the connection, if it goes on answering others."""

    notes: tuple[Noted, ...] = ()
    compared: tuple[str, ...] = ()
    """Pointers into the answer, to the fields that could be compared with the request."""

    tolerated: tuple[str, ...] = ()
    """The families of what the user tolerates, and the answer shows."""


class Judge:
    """Judges exchanges one by one; remembers nothing, so that it makes no difference who else was judged before."""

    def __init__(self, contract: Contract, target: Target, tolerate: tuple[str, ...] = ()) -> None:
        self._contract = contract
        self._target = target
        self._tolerate = tolerate

    def judge(self, exchange: Exchange, story: tuple[Exchange, ...] = (), before: tuple[Step, ...] = ()) -> Judgement:
        """What an answer says of its case; a lost one leaves it undecided.

        `story` holds the earlier exchanges of the unit that got an answer, `before` the steps of the unit that came
        before this one.
        """
        if isinstance(exchange.answer, Lost):
            dropped = exchange.answer.kind == "closed" and not may_be_dropped(exchange.case)
            silence = self._silence(exchange, before) if dropped else None
            return Judgement(verdict="undecided", cause=exchange.answer.reason, silence=silence)
        seen = self._observed(exchange, exchange.answer, story)
        tolerated, found = forgiven(findings(seen), seen, self._tolerate)
        failures, notes = self._sorted(seen, exchange, found, before)
        compared = compared_targets(seen)
        if failures and _may_be_the_credential(seen):
            cause = f"{seen.answer.status} from {seen.operation.id}"
            return Judgement(verdict="undecided", cause=cause, doubtful=failures, notes=notes, compared=compared)
        if failures:
            return Judgement(verdict="broken", failures=failures, notes=notes, compared=compared)
        if notes:
            return Judgement(verdict="undecided", cause="an open question", notes=notes, compared=compared)
        if tolerated:
            return Judgement(verdict="kept", compared=compared, tolerated=tolerated)
        verdict = seen.judgement.verdict
        reason = f"{seen.answer.status} from {seen.operation.id}" if verdict == "undecided" else None
        return Judgement(verdict=verdict, cause=reason, compared=compared)

    def _silence(self, exchange: Exchange, before: tuple[Step, ...]) -> Failure:
        case = exchange.case
        operation = self._contract.operations[case.operation]
        clause = clause_of(case, operation, self._contract.api)
        reason = exchange.answer.reason if isinstance(exchange.answer, Lost) else ""
        finding = Finding(
            check="server_error",
            target=case.target,
            point=case.point,
            named=name_of(case),
            message=f"{case.method.upper()} {case.path} got no answer to a request that tries {name_of(case)}",
            expected=" or ".join(case.expect.status),
            received=f"{reason}, twice",
            clause=None if clause is None else clause.text,
            location=operation.location if clause is None else clause.location,
        )
        return failure_of(finding, exchange, self._target, before)

    def _observed(self, exchange: Exchange, answer: Answer, story: tuple[Exchange, ...]) -> Observation:
        case = exchange.case
        operation = self._contract.operations[case.operation]
        documented = operation.response(answer.status) if is_declared(case) else None
        token = self._target.keys.of_operation(operation, self._contract.api)
        judgement = judge_status(case, operation, answer.status, trusted=True, made_up=token == MADE_UP_TOKEN)
        return Observation(
            contract=self._contract,
            operation=operation,
            case=case,
            request=exchange.request,
            answer=answer,
            judgement=OPEN if judgement.check == "valid_refused" and is_clash(answer) else judgement,
            documented=documented,
            content=documented_json(documented, answer.header("content-type")),
            body=NotJson("it cannot be decoded") if answer.problem is not None else read_json(answer.content),
            token=token,
            given=exchange.given,
            story=story,
        )

    def _sorted(
        self, seen: Observation, exchange: Exchange, found: tuple[Finding, ...], before: tuple[Step, ...]
    ) -> tuple[tuple[Failure, ...], tuple[Noted, ...]]:
        """The findings as failures, and as notes where the document leaves the answer open."""
        if not found:
            return (), ()
        questions = questions_of(seen.case, seen.operation, self._contract.api)
        pairs = self._contract.pairs[seen.operation.id]
        excused = [(finding, excuse(finding, questions, pairs)) for finding in found]
        failures = tuple(
            failure_of(finding, exchange, self._target, before) for finding, question in excused if question is None
        )
        notes = tuple(
            Noted(question=question, message=finding.message, case=seen.case.id)
            for finding, question in excused
            if question is not None
        )
        return failures, notes


def _may_be_the_credential(seen: Observation) -> bool:
    """Whether a request was refused as one is whose credential is wrong, though something else is wrong with it."""
    about_it = seen.case.kind == "valid" or family(seen.case) == "auth"
    return not about_it and seen.answer.status in (401, 403) and seen.judgement.verdict == "broken"
