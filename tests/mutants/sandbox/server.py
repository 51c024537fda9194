"""The eight operations of the sandbox API, and the correct server that is made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..messages import Request, answer
from ..service import Behaviour, Call, Done, Record, Route, State, last, last_flag, last_whole, read_body
from ..values import Fault, Field, Rule, choice, flag, items, nullable, text, whole
from .creation import FIELDS, RULES, kept
from .records import STATUSES, deleted, ended, found, identifier, is_active, shown, stamp, status

TOKEN = "a-token-of-these-tests-alone"
CREATE, LIST, BULK = "create_sandbox", "list_sandboxes", "bulk_delete_sandboxes"
GET, DELETE = "get_sandbox", "delete_sandbox"
LOGS, AUTH, ERROR = "get_sandbox_logs", "create_sandbox_auth", "get_sandbox_error_context"

ROOT = ("api", "v1", "sandbox")
ONE = (*ROOT, "*")
ROUTES = (
    Route(operation=CREATE, method="POST", path=ROOT, takes_body=True),
    Route(operation=LIST, method="GET", path=ROOT),
    Route(operation=BULK, method="DELETE", path=ROOT, takes_body=True),
    Route(operation=GET, method="GET", path=ONE),
    Route(operation=DELETE, method="DELETE", path=ONE),
    Route(operation=LOGS, method="GET", path=(*ONE, "logs")),
    Route(operation=AUTH, method="POST", path=(*ONE, "auth")),
    Route(operation=ERROR, method="GET", path=(*ONE, "error-context")),
)

FILTERS = (
    Field(name="team_id", accepts=text(), reads=last),
    Field(name="user_id", accepts=text(), reads=last),
    Field(name="status", accepts=choice(*STATUSES), reads=last),
    Field(name="is_active", accepts=flag(), reads=last_flag),
    Field(name="labels", accepts=items(text())),
    Field(name="page", accepts=whole(1), reads=last_whole),
    Field(name="per_page", accepts=whole(1, 1000), reads=last_whole),
)

BULK_FIELDS = (
    Field(name="sandbox_ids", accepts=nullable(items(text(), 1, 500))),
    Field(name="labels", accepts=nullable(items(text(), 1, 50))),
    Field(name="team_id", accepts=nullable(text())),
    Field(name="user_id", accepts=nullable(text())),
    Field(name="all_users", accepts=flag()),
)

BULK_RULES = (
    Rule(
        name="all_users_requires_team",
        fields=("all_users", "team_id"),
        broken=lambda body: body.get("all_users") is True and body.get("team_id") is None,
    ),
    Rule(
        name="ids_or_labels",
        fields=("sandbox_ids", "labels"),
        broken=lambda body: body.get("sandbox_ids") is not None and body.get("labels") is not None,
    ),
)


def admitted(request: Request, _route: Route) -> bool:
    scheme, _, token = (request.header("authorization") or "").partition(" ")
    return scheme.lower() == "bearer" and token == TOKEN


def refused(faults: list[Fault], _call: Call) -> Any:
    errors = [{"param": ".".join(fault.path) or "body", "details": fault.says} for fault in faults]
    return answer(422, {"errors": errors})


def created(call: Call, state: State, does: Behaviour) -> Done:
    state = replace(state, made=state.made + 1)
    each = Record(id=does.names(state, call.body), body=does.keeps(call.body), born=state.served)
    state = state.with_record(each)
    return answer(201, does.shows(each, state)), state


def listed(call: Call, state: State, does: Behaviour) -> Done:
    page, size = call.query.get("page", 1), call.query.get("per_page", 50)
    matching = does.finds(call.query, state)
    shown_here = [does.shows(each, state) for each in matching[(page - 1) * size : page * size]]
    has_next = page * size < len(matching)
    body = {"sandboxes": shown_here, "total": len(matching), "page": page, "per_page": size, "has_next": has_next}
    return answer(200, body), state


def bulk_deleted(call: Call, state: State, _does: Behaviour) -> Done:
    body = call.body
    wanted, labels, team = body.get("sandbox_ids"), body.get("labels"), body.get("team_id")
    active = {
        each.id: each
        for each in state.records.values()
        if is_active(each, state) and team in (None, each.body["team_id"])
    }
    alike = [each.id for each in active.values() if set(labels or ()) <= set(each.body["labels"])]
    named = list(dict.fromkeys(wanted)) if wanted is not None else alike
    for each in named:
        state = deleted(active[each], state) if each in active else state
    succeeded = [each for each in named if each in active]
    failed = [{"sandbox_id": each, "error": "Sandbox not found"} for each in named if each not in active]
    message = f"{len(succeeded)} of {len(named)} sandboxes deleted"
    return answer(200, {"message": message, "succeeded": succeeded, "failed": failed}), state


NOT_FOUND = answer(404, {"detail": "Sandbox not found"})
HAS_ENDED = answer(409, {"detail": "Sandbox has ended"})


def got(call: Call, state: State, does: Behaviour) -> Done:
    each = state.records.get(call.identifier or "")
    return (NOT_FOUND if each is None else answer(200, does.shows(each, state))), state


def was_deleted(call: Call, state: State, _does: Behaviour) -> Done:
    each = state.records.get(call.identifier or "")
    if each is None:
        return NOT_FOUND, state
    if not is_active(each, state):
        return HAS_ENDED, state
    return answer(200, {"success": True, "message": "Sandbox deleted"}), deleted(each, state)


def logged(call: Call, state: State, _does: Behaviour) -> Done:
    known = (call.identifier or "") in state.records
    return (answer(200, {"logs": "starting\nready\n"}) if known else NOT_FOUND), state


def opened(call: Call, state: State, _does: Behaviour) -> Done:
    each = state.records.get(call.identifier or "")
    if each is None:
        return NOT_FOUND, state
    if ended(each, state.served) is not None:
        return HAS_ENDED, state
    token = {"token": f"gateway.{each.id}.{state.served}", "gateway_url": "https://gateway.example"}
    place = {"user_ns": "user-1", "job_id": f"job-{each.id}", "expires_at": stamp(state.served + 36_000)}
    return answer(200, token | place), state


def explained(call: Call, state: State, _does: Behaviour) -> Done:
    each = state.records.get(call.identifier or "")
    if each is None:
        return NOT_FOUND, state
    return answer(200, {"status": status(each, state.served), "errorType": None, "errorMessage": None}), state


CORRECT = Behaviour(
    routes=ROUTES,
    admits=admitted,
    denied=answer(401, {"detail": "Authorization failed"}),
    reads=read_body,
    fields={CREATE: FIELDS, BULK: BULK_FIELDS},
    parameters={LIST: FILTERS},
    rules={CREATE: RULES, BULK: BULK_RULES},
    refuses=refused,
    acts={
        CREATE: created,
        LIST: listed,
        BULK: bulk_deleted,
        GET: got,
        DELETE: was_deleted,
        LOGS: logged,
        AUTH: opened,
        ERROR: explained,
    },
    names=identifier,
    keeps=kept,
    shows=shown,
    finds=found,
)
