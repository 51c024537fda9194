"""Credentials: none, a wrong, an empty or a foreign one is enough; asked for too late, or not everywhere."""

from __future__ import annotations

from dataclasses import replace

from ...edits import admits
from ...messages import answer
from ...mutant import Edit, family
from ..server import AUTH, BULK, CREATE, DELETE, ERROR, GET, LIST, LOGS, TOKEN
from ..steps import JSON, asked, create, raw

row = family("credentials")

WRONG = ("authorization", "Bearer another-token")
EMPTY = ("authorization", "Bearer ")
FOREIGN = ("authorization", "Basic dXNlcjpwYXNzd29yZA==")
SMALLEST = b'{"name": "a witness", "docker_image": "w"}'
ON_VM = b'{"name": "a witness", "docker_image": "w", "vm": true}'
WITH_GPUS = b'{"name": "a witness", "docker_image": "w", "vm": true, "gpu_count": 3, "gpu_type": "T4_16GB"}'


def credential(request):
    return request.header("authorization") or ""


def or_if(holds) -> Edit:
    """Who fulfils this may, too."""
    return admits(lambda request, _route, may: may or holds(request))


def unasked(*operations) -> Edit:
    """Operations of which nobody is asked who they are."""
    return admits(lambda _request, route, may: may or route.operation in operations)


def named(request):
    return credential(request).partition(" ")[2]


def late(does):
    """Who the caller is is asked last."""
    routes = {route.operation: route for route in does.routes}

    def sends(call, response, _state):
        return response if response.status == 422 or does.admits(call.request, routes[call.operation]) else does.denied

    return replace(does, admits=lambda _request, _route: True, sends=sends)


def denied_with(code):
    return lambda does: replace(does, denied=answer(code, {"detail": "Authorization failed"}))


def none_given(request):
    return request.header("authorization") is None


NONE = raw(SMALLEST, JSON)
NONE_FOR_VM, NONE_FOR_GPUS = raw(ON_VM, JSON), raw(WITH_GPUS, JSON)
LIST_UNASKED = asked("GET", "?page=2&team_id=w")
WRONG_LIST = asked("GET", "?is_active=true&team_id=w", WRONG)
MUTANTS = (
    row("none_is_enough", CREATE, "credential auth", or_if(none_given), NONE),
    row(
        "any_token_is_enough",
        CREATE,
        "credential auth",
        or_if(lambda request: credential(request).startswith("Bearer ") and named(request)),
        raw(SMALLEST, JSON, WRONG),
    ),
    row(
        "an_empty_token_is_enough",
        CREATE,
        "credential auth",
        or_if(lambda request: credential(request).strip().lower() == "bearer"),
        raw(SMALLEST, JSON, EMPTY),
    ),
    row(
        "any_scheme_is_enough",
        CREATE,
        "credential auth",
        or_if(lambda request: bool(credential(request)) and not credential(request).startswith("Bearer")),
        raw(SMALLEST, JSON, FOREIGN),
    ),
    row(
        "the_token_in_any_scheme_is_enough",
        CREATE,
        "credential auth",
        or_if(lambda request: named(request) == TOKEN),
        raw(SMALLEST, JSON, ("authorization", f"Token {TOKEN}")),
    ),
    row(
        "the_beginning_of_the_token_is_enough",
        CREATE,
        "credential auth",
        or_if(lambda request: named(request).startswith(TOKEN[:8])),
        raw(SMALLEST, JSON, ("authorization", f"Bearer {TOKEN}x")),
    ),
    row(
        "case_of_the_token_is_folded",
        CREATE,
        "credential auth",
        or_if(lambda request: named(request).lower() == TOKEN.lower()),
        raw(SMALLEST, JSON, ("authorization", f"Bearer {TOKEN.upper()}")),
    ),
    row("nobody_asked_on_create", CREATE, "credential auth", unasked(CREATE), NONE),
    row("nobody_asked_on_list", LIST, "credential auth", unasked(LIST), asked("GET", "?team_id=w")),
    row("nobody_asked_on_bulk_delete", BULK, "credential auth", unasked(BULK), asked("DELETE")),
    row("nobody_asked_on_read", GET, "credential auth", unasked(GET), create(), asked("GET", "/{1}")),
    row("nobody_asked_on_delete", DELETE, "credential auth", unasked(DELETE), create(), asked("DELETE", "/{1}")),
    row("nobody_asked_on_logs", LOGS, "credential auth", unasked(LOGS), create(), asked("GET", "/{1}/logs")),
    row("nobody_asked_for_gateway_token", AUTH, "credential auth", unasked(AUTH), create(), asked("POST", "/{1}/auth")),
    row(
        "nobody_asked_on_error_context",
        ERROR,
        "credential auth",
        unasked(ERROR),
        create(),
        asked("GET", "/{1}/error-context"),
    ),
    row(
        "wrong_token_may_read",
        GET,
        "credential auth",
        admits(lambda request, route, may: may or (route.method == "GET" and bool(credential(request)))),
        create(),
        asked("GET", "/{1}", WRONG),
    ),
    row("faults_told_to_anybody", CREATE, "credential auth status", late, raw(b'{"name": ""}', JSON)),
    row("denied_with_403", CREATE, "credential auth status", denied_with(403), NONE),
    row("denied_with_404", CREATE, "credential auth status", denied_with(404), NONE),
    row("denied_with_422", CREATE, "credential auth status", denied_with(422), NONE),
    row("denied_with_500", CREATE, "credential auth status", denied_with(500), NONE),
)
