"""Leaks: secrets and the token in answers, errors and headers, now or in the next response."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

from ...edits import faults, header, refused, represented, succeeded, with_json
from ...mutant import family
from ...values import Fault
from ..server import AUTH, CREATE, ERROR, GET, LIST, LOGS, TOKEN
from ..steps import create, listed, opened, read

row = family("leaks")

SECRET = {"secrets": {"PASSWORD": "open-sesame-7"}}
WITNESS = create(**SECRET)


def texts(body):
    """The values of the secrets of a body."""
    found = body.get("secrets") if isinstance(body, dict) else None
    return [str(each) for each in found.values()] if isinstance(found, dict) else []


def beside(name, shown):
    """A member beside the others, in every answer that shows a sandbox."""
    return represented(lambda thing, each: thing | {name: shown(each.body)})


def in_environment(coded):
    return represented(
        lambda thing, each: (
            thing
            | {
                "environmentVars": (thing["environmentVars"] or {})
                | {key: coded(str(value)) for key, value in (each.body["secrets"] or {}).items()}
            }
        )
    )


def base64ed(text):
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()


def echoed(faults_found, call):
    """Each fault tells what was sent."""
    return [Fault(path=each.path, says=f"{each.says}, not {json.dumps(call.body)}") for each in faults_found]


def of_record(key, render):
    """The answer about one sandbox tells its secrets."""
    return succeeded(
        lambda call, response, state: with_json(
            response, response.json | {key: render(texts(state.records[call.identifier].body))}
        ),
        LOGS if key == "logs" else ERROR,
    )


def previous(thing, state):
    """The secrets of the sandbox that was created last but this one."""
    others = [each for each in state.records.values() if each.id != thing["id"]]
    return texts(others[-1].body) if others else []


def token_of(call):
    return call.request.header("authorization") or ""


MUTANTS = (
    row("secrets_among_environment", CREATE, "secrets", in_environment(str), WITNESS),
    row("secrets_shown", CREATE, "secrets", beside("secrets", lambda body: body["secrets"]), WITNESS),
    row("secrets_shown_in_camel_case", CREATE, "secrets", beside("secretValues", texts), WITNESS),
    row(
        "secrets_shown_in_base64",
        CREATE,
        "secrets",
        beside("sealed", lambda body: [base64ed(each) for each in texts(body)]),
        WITNESS,
    ),
    row(
        "secrets_shown_in_base64_of_json",
        CREATE,
        "secrets",
        beside("sealed", lambda body: base64ed(json.dumps(body["secrets"]))),
        WITNESS,
    ),
    row(
        "secrets_percent_encoded_in_a_header",
        CREATE,
        "secrets",
        header("x-debug", lambda call: quote(",".join(texts(call.body)), safe=""), CREATE),
        WITNESS,
    ),
    row(
        "secrets_in_error_message",
        CREATE,
        "errorMessage secrets",
        represented(lambda thing, each: thing | {"errorMessage": "; ".join(texts(each.body)) or None}),
        WITNESS,
    ),
    row("secrets_in_refusals", CREATE, "secrets", faults(echoed), create(cpu_cores=99, **SECRET)),
    row(
        "secrets_in_read_alone",
        GET,
        "secrets",
        succeeded(
            lambda call, response, state: with_json(
                response, response.json | {"debug": texts(state.records[call.identifier].body)}
            ),
            GET,
        ),
        WITNESS,
        read(),
    ),
    row(
        "secrets_in_list_alone",
        LIST,
        "secrets",
        succeeded(
            lambda _call, response, state: with_json(
                response, response.json | {"debug": [texts(each.body) for each in state.records.values()]}
            ),
            LIST,
        ),
        WITNESS,
        listed(),
    ),
    row(
        "secrets_in_logs",
        LOGS,
        "secrets logs",
        of_record("logs", lambda found: "\n".join(["starting", *found])),
        WITNESS,
        read("{1}/logs"),
    ),
    row(
        "secrets_in_error_context",
        ERROR,
        "secrets errorMessage",
        of_record("errorMessage", " ".join),
        WITNESS,
        read("{1}/error-context"),
    ),
    row(
        "secrets_of_the_last_sandbox",
        CREATE,
        "secrets",
        succeeded(
            lambda _call, response, state: with_json(
                response, response.json | {"debug": previous(response.json, state)}
            ),
            CREATE,
        ),
        WITNESS,
        create(),
    ),
    row("token_in_answers", CREATE, "credential", beside("requestedBy", lambda _body: TOKEN), create()),
    row(
        "token_as_user",
        GET,
        "credential userId",
        represented(lambda thing, _each: thing | {"userId": TOKEN}),
        create(),
        read(),
    ),
    row("token_in_a_header", LIST, "credential", header("x-request-auth", token_of), listed()),
    row(
        "token_in_base64",
        CREATE,
        "credential",
        header("x-trace", lambda call: base64ed(token_of(call).removeprefix("Bearer "))),
        create(),
    ),
    row(
        "token_in_refusals",
        CREATE,
        "credential",
        refused(lambda call, response, _state: with_json(response, response.json | {"debug": token_of(call)}), CREATE),
        create(cpu_cores=99),
    ),
    row(
        "token_given_as_gateway_token",
        AUTH,
        "credential token",
        succeeded(lambda _call, response, _state: with_json(response, response.json | {"token": TOKEN}), AUTH),
        create(),
        opened(),
    ),
)
