"""What is asked of the generated client: it sends what the case says, refuses faults itself, and misreads nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from fencepost.campaign.client.caller import Call, Caller, Reply
from fencepost.campaign.judging.observation import Finding
from fencepost.campaign.judging.places import clause_of, name_of
from fencepost.campaign.wire.exchange import Request
from fencepost.cases.case import Case
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import Json, key_of

TOLERATED = ("enum", "extra")
"""Faults of answers that the client keeps as they are: values and members that the document does not know yet."""


def check_sent(case: Case, wanted: Request, call: Call, operation: Operation, api: Api) -> Iterator[Finding]:
    """A valid case goes out once, as it is written: the same members, absent and null apart."""
    if not call.requests:
        received = "nothing was sent" if call.error is None else f"{type(call.error).__name__}: {_first(call.error)}"
        yield _about_case("valid_not_sent", case, "the client refused a valid request", received, operation, api)
        return
    if len(call.requests) > 1:
        received = f"{len(call.requests)} requests"
        yield _about_case(
            "request_repeated", case, "the client sent a request more than once", received, operation, api
        )
    difference = _difference(wanted, call.requests[0])
    if difference is not None:
        message = f"the client sent another {difference[0]} than it was given"
        yield _about_case("request_differs", case, message, difference[1], operation, api)


def _first(error: Exception) -> str:
    lines = str(error).splitlines() or [""]
    return " ".join(line.strip() for line in lines[:3])[:300]


def _difference(wanted: Request, sent: Request) -> tuple[str, str] | None:
    """What differs, and what was sent; None where nothing does."""
    one, other = urlsplit(wanted.url), urlsplit(sent.url)
    if wanted.method != sent.method:
        return "method", sent.method
    if unquote(one.path) != unquote(other.path):
        return "path", other.path
    if sorted(parse_qsl(one.query, keep_blank_values=True)) != sorted(parse_qsl(other.query, keep_blank_values=True)):
        return "query", other.query
    if dict(wanted.headers).get("authorization") != dict(sent.headers).get("authorization"):
        return "credential", "authorization header differs"
    if _body(wanted) != _body(sent):
        return "body", (sent.content or b"").decode("utf-8", "replace")[:600]
    return None


def _body(request: Request) -> str | None:
    if not request.content:
        return None
    try:
        return key_of(json.loads(request.content))
    except ValueError:
        return request.content.decode("utf-8", "replace")


def check_refused(case: Case, call: Call, caller: Caller, api: Api, operation: Operation) -> Iterator[Finding]:
    """A fault never leaves the client, and says so by an error of validation."""
    if call.requests:
        yield _about_case("fault_sent", case, "the client sent what the document forbids", "a request", operation, api)
    elif call.error is None or not caller.is_of_validation(call.error):
        received = "a value" if call.error is None else type(call.error).__name__
        yield _about_case("untyped_error", case, "the client refused with another error", received, operation, api)


def _about_case(check: str, case: Case, what: str, received: str, operation: Operation, api: Api) -> Finding:
    clause = clause_of(case, operation, api)
    valid = case.kind == "valid"
    return Finding(
        check=check,
        target=case.target,
        point=case.point,
        named=name_of(case),
        message=f"{operation.id}: {what} ({name_of(case)})",
        expected="the request of the case" if valid else "an error of validation, and no request",
        received=received,
        clause=None if clause is None else clause.text,
        location=operation.location if clause is None else clause.location,
    )


def check_read(reply: Reply, call: Call, caller: Caller, operation: Operation) -> Iterator[Finding]:
    """An answer comes back as the right value or as a typed error, never as something silently wrong."""
    if call.error is not None:
        yield from _check_error(reply, call.error, caller, operation)
        return
    if reply.status // 100 != 2 or reply.is_lost:
        yield _about_answer("refusal_lost", reply, "took a refusal for a success", "a value", operation)
        return
    tolerated = reply.fault is None or reply.fault.startswith(TOLERATED)
    if not tolerated:
        yield _about_answer("fault_unnoticed", reply, "took a faulty answer for a right one", "a value", operation)
    elif reply.content and not same(caller.written(call.value), json.loads(reply.content)):
        received = json.dumps(caller.written(call.value))[:300]
        yield _about_answer("answer_changed", reply, "read another value than was answered", received, operation)


def _check_error(reply: Reply, error: Exception, caller: Caller, operation: Operation) -> Iterator[Finding]:
    name = type(error).__name__
    if not isinstance(error, caller.package.errors.CallError):
        yield _about_answer("untyped_error", reply, "raised an error that it does not document", name, operation)
    elif reply.status // 100 == 2 and not reply.is_lost:
        if reply.fault is None or reply.fault.startswith(TOLERATED):
            yield _about_answer(
                "answer_refused", reply, "refused a right answer", f"{name}: {_first(error)}", operation
            )
    elif not reply.is_lost and getattr(error, "status_code", None) != reply.status:
        yield _about_answer("refusal_lost", reply, "lost the status of a refusal", name, operation)


def _about_answer(check: str, reply: Reply, what: str, received: str, operation: Operation) -> Finding:
    point = reply.fault or "right"
    place = f"{operation.id} answered {reply.status} ({point}{f' at {reply.place}' if reply.place else ''})"
    right = reply.fault is None or reply.fault.startswith(TOLERATED)
    return Finding(
        check=check,
        target=f"/response/body{reply.place}" if reply.content else "/response/status",
        point=point,
        named=f"{point} of {reply.status}",
        message=f"{place}, and the client {what}",
        expected="the value as answered" if right and reply.status // 100 == 2 else "a typed error",
        received=received,
        location=operation.location,
    )


def same(left: Json, right: Json) -> bool:
    """Whether two values are equal as JSON, date-times by the instant they name."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, str) and isinstance(right, str) and left != right:
        one, other = _instant(left), _instant(right)
        return one is not None and one == other
    return key_of(left) == key_of(right)


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
