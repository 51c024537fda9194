"""Requests whose credential is missing or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.cases.case import Auth, Case, Expectation
from fencepost.cases.nominal import Nominals
from fencepost.cases.protocol.expected import BELOW_500, denials
from fencepost.cases.requests import Frame, case_of, refusal_statuses
from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation, SecurityScheme
from fencepost.ir.values import Json, JsonText, freeze

TARGET = "/auth"


def credential_cases(carriers: tuple[Frame, ...], api: Api, nominals: Nominals) -> Iterator[Case]:
    """One request for each credential that must be turned away, the most telling first.

    None where the operation may be asked without any. `carriers` are valid requests, the nominal one first.
    """
    schemes = required_schemes(carriers[0].operation, api)
    if not schemes:
        return
    yield _denied(carriers[0], "none")
    yield _denied(carriers[1 % len(carriers)], "wrong")
    for carrier in carriers[1:]:
        yield _denied(carrier, "none")
    for number, auth in enumerate(_subtly_wrong(schemes)):
        yield _denied(carriers[number % len(carriers)], auth)
    yield from _before_the_body(carriers[0], nominals)
    if all(_has_word(scheme) for scheme in schemes):
        yield _case(carriers[0], "scheme_in_other_case", BELOW_500, family="odd")


def required_schemes(operation: Operation, api: Api) -> tuple[SecurityScheme, ...]:
    """The schemes that every caller must show by a text; none where the operation may be asked without any."""
    if not operation.security or not all(operation.security):
        return ()
    each = [[api.scheme(key) for key in alternative] for alternative in operation.security]
    shown = (schemes for schemes in each if all(scheme and scheme.kind != "mutualTLS" for scheme in schemes))
    return tuple(scheme for scheme in next(shown, []) if scheme is not None)


def _subtly_wrong(schemes: tuple[SecurityScheme, ...]) -> Iterator[Auth]:
    yield "other_scheme"
    yield "empty"
    if all(scheme.is_text for scheme in schemes):
        yield "cut"
        if not any(scheme.http_scheme == "basic" for scheme in schemes):
            yield "other_case"  # Names of users, which Basic carries too, often know no case.
    if all(_has_word(scheme) and scheme.http_scheme != "basic" for scheme in schemes):
        yield "token_in_other_scheme"


def _has_word(scheme: SecurityScheme) -> bool:
    """Whether the credential stands behind the name of its scheme."""
    return scheme.kind in ("oauth2", "openIdConnect") or (scheme.kind == "http" and scheme.is_text)


def _denied(carrier: Frame, auth: Auth) -> Case:
    return _case(carrier, auth, denials(carrier.operation))


def _case(carrier: Frame, auth: Auth, statuses: tuple[str, ...], family: str = "auth") -> Case:
    return replace(case_of(carrier, "protocol", TARGET, f"{family}:{auth}", statuses), auth=auth)


def _before_the_body(carrier: Frame, nominals: Nominals) -> Iterator[Case]:
    """A body that is wrong too: which of the two is told is the server's choice, and no success is."""
    body = None if carrier.content is None else _refused_body(carrier.content, nominals)
    if body is not None:
        case = _denied(replace(carrier, body=body), "none")
        statuses = tuple(dict.fromkeys(("401", "403", *refusal_statuses(carrier.operation))))
        point = "auth:none_and_fault"
        identity = f"{carrier.operation.id}/protocol{TARGET}/{point}"
        yield replace(case, id=identity, point=point, expect=Expectation(status=statuses))


def _refused_body(content: Content, nominals: Nominals) -> JsonText | None:
    """A body of the right JSON type where one is refused, else of another; None where every body is allowed."""
    tried: tuple[Json, ...] = ({}, [], "a")
    return next((freeze(value) for value in tried if not nominals.accepts(content.type, value)), None)
