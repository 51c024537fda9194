"""Which statuses are right, which leave a case undecided, and under which name a wrong one is reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never

from fencepost.cases.case import Auth, Case, FromAnswer
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
    "media_type_ignored",
    "undeclared_method_accepted",
    "unknown_accepted",
]

UNDECIDED = frozenset((401, 402, 403, 404, 409, 425, 429, 503))
"""In answer to a valid case: the service could not or would not say."""

PASSING = frozenset((402, 425, 429, 503))
"""In answer to any case: a state of the service, not a judgement of the request."""

GONE = frozenset((404, 409, 410))
"""In answer to a case about a thing made before: it may have ended since."""

ACCEPTED: dict[str, StatusCheck] = {
    "auth": "auth_ignored",
    "malformed": "malformed_accepted",
    "media": "media_type_ignored",
    "method": "undeclared_method_accepted",
    "unknown": "unknown_accepted",
}
"""What a 2xx is called in answer to each family of protocol cases; to the family `odd` it is right."""


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


TAKEN_BY_ANY: frozenset[Auth] = frozenset(("wrong", "cut", "other_case"))
"""Credentials as well-formed as the right one: a mock that asks for nothing more takes them too."""


def judge_status(
    case: Case, operation: Operation, status: int, *, trusted: bool, made_up: bool = False
) -> StatusJudgement:
    """What the status of an answer says of a case.

    `trusted` tells whether the service has accepted a valid case of this operation before: only then is it known that
    401 and 403 in answer to another case do not speak of the credential. `made_up` tells whether nobody gave the
    campaign a credential: what takes the one that was made up may rightly take every other.
    """
    if made_up and case.auth in TAKEN_BY_ANY and status < 500:
        return OPEN
    if any(matches(status, pattern) for pattern in case.expect.status):
        return KEPT
    match case.kind:
        case "valid":
            return _of_valid(operation, status)
        case "fault":
            return _of_wrong(case, operation, status, trusted=trusted)
        case "protocol":
            return _of_wrong(case, operation, status, trusted=trusted)
        case _:
            assert_never(case.kind)


def family(case: Case) -> str:
    """The row of right answers that a case is judged by: `fault`, or the first word of a protocol case's point."""
    return case.kind if case.kind != "protocol" else case.point.partition(":")[0]


def may_be_dropped(case: Case) -> bool:
    """Whether a server may close the connection instead of answering the case."""
    return family(case) == "odd"


def is_declared(case: Case) -> bool:
    """Whether what the document says of the operation's answers holds for the answer to a case.

    It says nothing of the answers to methods that it does not have.
    """
    return family(case) != "method"


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


def _of_wrong(case: Case, operation: Operation, status: int, *, trusted: bool) -> StatusJudgement:
    if status in PASSING or (status in (401, 403) and not trusted and family(case) != "auth"):
        return OPEN
    if _speaks_of_the_path(case, status):
        return OPEN
    if status >= 500:
        return broken("server_error")
    if _is_left_open(case, operation, status):
        return OPEN
    if 200 <= status < 300:
        return broken(ACCEPTED.get(family(case), "fault_accepted"))
    return broken("refused_with_wrong_status")


def _speaks_of_the_path(case: Case, status: int) -> bool:
    """Whether a status may say that what the path names is not there, which a service may see before anything else.

    A name that the campaign made up may be of nothing, but where the case is about that very name.
    """
    if any(isinstance(value, FromAnswer) for _, value in case.path_params):
        return status in GONE
    return status in (404, 410) and bool(case.path_params) and not case.target.startswith("/path/")


def _is_left_open(case: Case, operation: Operation, status: int) -> bool:
    """Whether the document leaves room for a status that is not among the right ones."""
    match family(case):
        case "auth":
            return status >= 300 and not _names(operation, "401", "403")
        case "unknown":
            return _may_be_made(case, operation) if 200 <= status < 300 else _names(operation, str(status))
        case "method":
            return not 200 <= status < 300
        case _:
            return False


def _names(operation: Operation, *statuses: str) -> bool:
    """Whether the document lists one of the statuses by itself."""
    return any(response.status in statuses for response in operation.responses)


def _may_be_made(case: Case, operation: Operation) -> bool:
    """Whether a success may be right although nobody was given the identifier.

    PUT may create what it names; and where the document knows no answer for what is absent, deleting it, changing it,
    or listing what belongs to it may find nothing to do.
    """
    if case.method.lower() == "put" and _names(operation, "201"):
        return True
    reads_the_thing = case.method.lower() == "get" and case.path.rstrip("/").endswith("}")
    return not reads_the_thing and not _names(operation, "404", "410", "4XX", "4xx")
