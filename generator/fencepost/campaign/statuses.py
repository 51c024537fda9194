"""Which statuses are right, which leave a case undecided, and under which name a wrong one is reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.http import Operation

Verdict = Literal["kept", "broken", "undecided"]
StatusCheck = Literal[
    "server_error",
    "undocumented_status",
    "valid_refused",
    "fault_accepted",
    "refused_with_wrong_status",
    "auth_ignored",
    "malformed_accepted",
]

UNDECIDED = frozenset((401, 402, 403, 404, 409, 425, 429, 503))
"""In answer to a valid case: the service could not or would not say."""

PASSING = frozenset((402, 425, 429, 503))
"""In answer to any case: a state of the service, not a judgement of the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusJudgement:
    """What a status alone says."""

    verdict: Verdict
    check: StatusCheck | None = None
    """The name of the failure; None unless the verdict is `broken`."""


KEPT = StatusJudgement(verdict="kept")
OPEN = StatusJudgement(verdict="undecided")


def broken(check: StatusCheck) -> StatusJudgement:
    """The judgement that a status is wrong."""
    return StatusJudgement(verdict="broken", check=check)


def matches(status: int, pattern: str) -> bool:
    """Whether a status is the one that three digits name, or of the class that `4XX` names."""
    return str(status) == pattern or f"{status // 100}XX" == pattern.upper()


def judge_status(case: Case, operation: Operation, status: int, *, trusted: bool) -> StatusJudgement:
    """What the status of an answer says of a case.

    `trusted` tells whether the service has accepted a valid case of this operation before: only then is it known that
    401 and 403 in answer to a fault do not speak of the credential.
    """
    if any(matches(status, pattern) for pattern in case.expect.status):
        return KEPT
    match case.kind:
        case "valid":
            return _of_valid(operation, status)
        case "fault":
            return _of_fault(case, status, trusted=trusted)
        case "protocol":
            return _of_protocol(case, status)
        case _:
            assert_never(case.kind)


def _of_valid(operation: Operation, status: int) -> StatusJudgement:
    documented = operation.response(status) is not None
    if status in UNDECIDED:
        return OPEN
    if status >= 500:
        return broken("server_error")
    if 200 <= status < 400 and documented:
        return KEPT
    if status in refusals(operation):
        return broken("valid_refused")
    return OPEN if documented else broken("undocumented_status")


def refusals(operation: Operation) -> frozenset[int]:
    """The statuses with which the document refuses a body: 400 and 422 where documented, else every other 4xx."""
    named = frozenset(status for status in (400, 422) if operation.response(status) is not None)
    return named or frozenset(range(400, 500)) - UNDECIDED


def _of_fault(case: Case, status: int, *, trusted: bool) -> StatusJudgement:
    if status in PASSING:
        return OPEN
    if status in (401, 403) and not trusted:
        return OPEN
    if status in (404, 409, 410) and any(isinstance(value, FromAnswer) for _, value in case.path_params):
        return OPEN
    if status >= 500:
        return broken("server_error")
    return broken("fault_accepted" if 200 <= status < 300 else "refused_with_wrong_status")


def _of_protocol(case: Case, status: int) -> StatusJudgement:
    if status in PASSING:
        return OPEN
    if status >= 500:
        return broken("server_error")
    if 200 <= status < 300:
        return broken("malformed_accepted" if case.auth == "right" else "auth_ignored")
    return broken("refused_with_wrong_status")
