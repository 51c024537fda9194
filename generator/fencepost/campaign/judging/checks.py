"""The checks: each looks at one observed answer and yields what it holds against it.

A check's name is the word that reports, settings and `fencepost explain` use. Nothing is held against an answer that
the document allows: where the document is silent, so is the check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import TypeAlias

from fencepost.campaign.judging.attempts import attempt
from fencepost.campaign.judging.blame import is_allowed, named_places
from fencepost.campaign.judging.echoes import check_echo
from fencepost.campaign.judging.leaks import check_leak
from fencepost.campaign.judging.observation import Finding, Observation
from fencepost.campaign.judging.places import clause_of, field_name, name_of, rule_of
from fencepost.campaign.judging.retelling import told_by_blame, told_by_refusal
from fencepost.campaign.judging.validation import NotJson
from fencepost.campaign.stateful.checks import STATE_CHECKS
from fencepost.cases.case import Case
from fencepost.ir.http import Content, Response
from fencepost.ir.types import Anything

Check: TypeAlias = Callable[[Observation], Iterator[Finding]]


def check_status(seen: Observation) -> Iterator[Finding]:
    """The status is one that the document gives for such a request; the names say how it is not."""
    check = seen.judgement.check
    if check is None:
        return
    if check == "undocumented_status":
        yield _undocumented(seen)
        return
    case, api = told_by_refusal(seen), seen.contract.api
    clause = clause_of(case, seen.operation, api)
    yield Finding(
        check=check,
        target=case.target,
        point=case.point,
        named=name_of(case),
        message=f"{said(seen)} {_object_of(check, case)}",
        expected=expected_status(seen),
        received=reason(seen.answer.status),
        rule=rule_of(case, seen.operation, api),
        clause=None if clause is None else clause.text,
        location=seen.operation.location if clause is None else clause.location,
    )


def _undocumented(seen: Observation) -> Finding:
    status = seen.answer.status
    return Finding(
        check="undocumented_status",
        target="/response/status",
        point=str(status),
        named=f"status {status}",
        message=f"{said(seen)}, which the document does not list for it",
        expected=expected_status(seen),
        received=reason(status),
        location=seen.operation.location,
    )


def said(seen: Observation) -> str:
    """The subject and verb of a message: `POST /things answered 201`."""
    return f"{seen.case.method.upper()} {seen.case.path} answered {seen.answer.status}"


def _object_of(check: str, case: Case) -> str:
    thing = "body" if case.target.startswith("/body") else "request"
    match check:
        case "valid_refused":
            return f"to a valid {thing} ({name_of(case)})"
        case _ if case.kind == "protocol":
            return attempt(case)
        case _:
            return f"to a {thing} that {'breaks' if case.kind == 'fault' else 'tries'} {name_of(case)}"


def expected_status(seen: Observation) -> str:
    """The right statuses, and whether the document lists them."""
    right = seen.case.expect.status
    documented = all(any(item.status == status for item in seen.operation.responses) for status in right)
    return " or ".join(right) + (" (documented)" if documented else "")


def reason(status: int) -> str:
    """A status with its phrase: `201 Created`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def check_content_type(seen: Observation) -> Iterator[Finding]:
    """The body is of a media type that the document lists for the status."""
    documented = seen.documented
    if documented is None or not documented.contents or not _is_judged(seen) or not seen.answer.content:
        return
    received = seen.answer.header("content-type")
    if received is not None and any(_is_of(received, content.media_type) for content in documented.contents):
        return
    listed = " or ".join(content.media_type for content in documented.contents)
    yield Finding(
        check="undocumented_content_type",
        target="/response/headers/content-type",
        point="none" if received is None else _essence(received),
        named=f"content type of {seen.answer.status}",
        message=f"{said(seen)} {'without a content type' if received is None else f'with {received}'}",
        expected=f"{listed} (documented)",
        received=received or "no content type",
        location=documented.contents[0].location,
    )


def _is_judged(seen: Observation) -> bool:
    """Whether the body can be held against the document: not of errors of the server, nor where there is none."""
    bodiless = seen.case.method.lower() == "head" or seen.answer.status in (204, 205, 304)
    return seen.answer.status < 500 and not bodiless and seen.answer.problem != "truncated"


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _is_of(received: str, listed: str) -> bool:
    """Whether a media type is the listed one, parameters aside, or within its range `type/*`."""
    ours, theirs = _essence(received), _essence(listed)
    return theirs in (ours, "*/*") or (theirs.endswith("/*") and ours.startswith(theirs[:-1]))


def documented_json(documented: Response | None, received: str | None) -> Content | None:
    """The documented content that a JSON body must meet; None where its media type is another one or unknown."""
    if documented is None or received is None:
        return None
    return next((item for item in documented.contents if item.is_json and _is_of(received, item.media_type)), None)


def check_schema(seen: Observation) -> Iterator[Finding]:
    """The JSON body is what the document says of it."""
    content = seen.content or _promised(seen)
    if content is None or not _is_judged(seen):
        return
    if isinstance(seen.body, NotJson):
        if seen.answer.content or not isinstance(content.type, Anything):
            yield _unreadable(seen, content, seen.body)
        return
    for difference in seen.contract.schemas.differences(content, seen.body):
        target = f"/response/body{difference.pointer}"
        yield Finding(
            check="response_schema",
            target=target,
            point=difference.keyword,
            named=f"{field_name(target)} {difference.keyword}",
            message=f"{said(seen)} with a body that breaks {field_name(target)} {difference.keyword}",
            expected=f"{difference.keyword} of {field_name(target)} (documented)",
            received=difference.message,
            location=difference.location,
        )


def _promised(seen: Observation) -> Content | None:
    """The JSON that the document promises of a success, where the answer has neither body nor media type."""
    if seen.documented is None or seen.answer.content or not 200 <= seen.answer.status < 300:
        return None
    return seen.documented.json if seen.answer.header("content-type") is None else None


def _unreadable(seen: Observation, content: Content, body: NotJson) -> Finding:
    words = "an empty body" if not seen.answer.content else f"a body that is not JSON: {body.reason}"
    return Finding(
        check="response_schema",
        target="/response/body",
        point="json",
        named=f"body of {seen.answer.status}",
        message=f"{said(seen)} with {words}",
        expected=f"{content.media_type} (documented)",
        received=words,
        location=content.location,
    )


def check_blame(seen: Observation) -> Iterator[Finding]:
    """The refusal of a fault names a field that the fault may be blamed on, and no other."""
    case, blame = seen.case, seen.case.expect.blame
    if case.kind != "fault" or seen.judgement.verdict != "kept" or not blame or seen.content is None:
        return
    if isinstance(seen.body, NotJson):
        return
    api = seen.contract.api
    places = named_places(seen.content.type, seen.body, seen.operation, api)
    if places is None:
        return
    known = [each for each in places if each]
    wrong = [each for each in known if not any(is_allowed(place, blame, seen.operation, api) for place in each)]
    # Names that the document does not know are no claim: they may be a service's own words for the right field.
    if (places and not known) or (known and not wrong):
        return
    yield _misblamed(seen, tuple(dict.fromkeys(field_name(each[0]) for each in wrong)))


def _misblamed(seen: Observation, wrong: tuple[str, ...]) -> Finding:
    """About the fault; where that is blamed too, about the field that is blamed beside it."""
    case, api = told_by_blame(seen) or seen.case, seen.contract.api
    named, beside = ", ".join(wrong) or "no field", " too" if case is not seen.case else ""
    clause = clause_of(case, seen.operation, api)
    return Finding(
        check="fault_misblamed",
        target=case.target,
        point=case.point,
        named=name_of(case),
        message=f"{said(seen)} to a body that breaks {name_of(seen.case)} and blames {named}{beside}",
        expected=" or ".join(dict.fromkeys(field_name(place) for place in seen.case.expect.blame)),
        received=named,
        rule=rule_of(case, seen.operation, api),
        clause=None if clause is None else clause.text,
        location=None if clause is None else clause.location,
    )


CHECKS: tuple[Check, ...] = (
    *(check_status, check_leak, check_content_type, check_schema, check_echo, check_blame),
    *STATE_CHECKS,
)
"""A secret in a field is also a wrong echo or a broken schema: what it is first of all is told first."""


def findings(seen: Observation) -> tuple[Finding, ...]:
    """Everything that is held against an answer, the status first."""
    return tuple(finding for check in CHECKS for finding in check(seen))


def without_indices(target: str) -> str:
    """A pointer into an answer with every index alike: one fault in a list is one failure, wherever it is met."""
    return re.sub(r"/[0-9]+(?=/|$)", "/0", target) if target.startswith("/response/") else target
