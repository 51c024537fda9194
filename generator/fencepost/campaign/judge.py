"""An exchange to what is said of it: failures, notes, and whether the case was decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fencepost.campaign.checks import documented_json, findings
from fencepost.campaign.echoes import compared_targets
from fencepost.campaign.events import Noted
from fencepost.campaign.exchange import Answer, Exchange, Lost
from fencepost.campaign.failure import Failure, failure_of
from fencepost.campaign.observation import Contract, Finding, Observation
from fencepost.campaign.places import clause_of, name_of
from fencepost.campaign.questions import excuse, questions_of
from fencepost.campaign.request import Target
from fencepost.campaign.statuses import Verdict, judge_status
from fencepost.campaign.validation import NotJson, read_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is said of one exchange."""

    verdict: Verdict
    cause: str | None = None
    """Why it is undecided, in a few words; None unless it is."""

    failures: tuple[Failure, ...] = ()
    notes: tuple[Noted, ...] = ()


class Judge:
    """Judges exchanges one by one; remembers only what later judgements need."""

    def __init__(self, contract: Contract, target: Target) -> None:
        self._contract = contract
        self._target = target
        self._trusted: set[str] = set()
        self._compared: Counter[tuple[str, str]] = Counter()
        self._different: dict[tuple[str, str], Failure] = {}
        self._differing: Counter[tuple[str, str]] = Counter()

    def judge(self, exchange: Exchange) -> Judgement:
        """What an answer says of its case; a lost one leaves it undecided."""
        if isinstance(exchange.answer, Lost):
            return Judgement(verdict="undecided", cause=exchange.answer.reason)
        seen = self._observed(exchange, exchange.answer)
        failures, notes = self._sorted(seen, exchange, findings(seen))
        if seen.judgement.verdict == "kept" and exchange.case.kind == "valid":
            self._trusted.add(exchange.case.operation)
        if failures:
            return Judgement(verdict="broken", failures=failures, notes=notes)
        if notes:
            return Judgement(verdict="undecided", cause="an open question", notes=notes)
        verdict = seen.judgement.verdict
        cause = f"{exchange.answer.status} from {exchange.case.operation}" if verdict == "undecided" else None
        return Judgement(verdict=verdict, cause=cause)

    def lost_for_good(self, exchange: Exchange) -> Failure:
        """The failure of a request that twice got no answer from a server that answers others."""
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
        return failure_of(finding, exchange, self._target)

    def _observed(self, exchange: Exchange, answer: Answer) -> Observation:
        case = exchange.case
        operation = self._contract.operations[case.operation]
        documented = operation.response(answer.status)
        return Observation(
            contract=self._contract,
            operation=operation,
            case=case,
            request=exchange.request,
            answer=answer,
            judgement=judge_status(case, operation, answer.status, trusted=case.operation in self._trusted),
            documented=documented,
            content=documented_json(documented, answer.header("content-type")),
            body=NotJson("it cannot be decoded") if answer.problem is not None else read_json(answer.content),
            token=self._target.token,
        )

    def _sorted(
        self, seen: Observation, exchange: Exchange, found: tuple[Finding, ...]
    ) -> tuple[tuple[Failure, ...], tuple[Noted, ...]]:
        """The findings as failures, and as notes where the document leaves the answer open."""
        self._compared.update((seen.operation.id, target) for target in compared_targets(seen))
        if not found:
            return (), ()
        questions = questions_of(seen.case, seen.operation, self._contract.api)
        pairs = self._contract.pairs[seen.operation.id]
        excused = [(finding, excuse(finding, questions, pairs)) for finding in found]
        failures = tuple(self._failure(finding, exchange) for finding, question in excused if question is None)
        notes = tuple(
            Noted(question=question, message=finding.message, case=seen.case.id)
            for finding, question in excused
            if question is not None
        )
        return failures, notes

    def _failure(self, finding: Finding, exchange: Exchange) -> Failure:
        """The finding as a failure; a pair that has differed every time so far stays one failure."""
        failure = failure_of(finding, exchange, self._target)
        if finding.check != "echo":
            return failure
        pair = (failure.operation, finding.target)
        first = self._different.setdefault(pair, failure)
        self._differing[pair] += 1
        return first if self._differing[pair] == self._compared[pair] else failure
