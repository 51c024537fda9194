"""What shows who one is: the right token, none, a wrong one, or one of a scheme that was not asked for."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import assert_never

from fencepost.cases.case import Auth
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, SecurityScheme

WRONG_TOKEN = "fencepost-wrong-token"
MADE_UP_TOKEN = "fencepost-made-up-token"
"""Sent where the user gave none: a mock that takes any well-formed token is satisfied, a real service answers 401."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What a credential adds to a request."""

    headers: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()


NOTHING = Attachment()


def attachment(operation: Operation, api: Api, auth: Auth, token: str) -> Attachment:
    """What to add so that the operation is asked with the right, no, a wrong or a foreign credential.

    An operation without a requirement gets the right one too where the document declares schemes: none is needed.
    """
    schemes = _required(operation, api)
    match auth:
        case "none":
            return NOTHING
        case "right":
            return _joined(schemes, token)
        case "wrong":
            return _joined(schemes, WRONG_TOKEN)
        case "other_scheme":
            return _foreign(schemes)
        case _:
            assert_never(auth)


def _required(operation: Operation, api: Api) -> tuple[SecurityScheme, ...]:
    """The schemes of the first alternative that asks for any; mutual TLS is no matter of a header."""
    for alternative in operation.security:
        found = [scheme for key in alternative if (scheme := api.scheme(key)) is not None]
        if found and all(scheme.kind != "mutualTLS" for scheme in found):
            return tuple(found)
    return ()


def _joined(schemes: tuple[SecurityScheme, ...], token: str) -> Attachment:
    each = [_shown(scheme, token) for scheme in schemes]
    return Attachment(
        headers=tuple(pair for item in each for pair in item.headers),
        query=tuple(pair for item in each for pair in item.query),
        cookies=tuple(pair for item in each for pair in item.cookies),
    )


def _shown(scheme: SecurityScheme, token: str) -> Attachment:
    match scheme:
        case SecurityScheme(kind="apiKey", place="query", name=str(name)):
            return Attachment(query=((name, token),))
        case SecurityScheme(kind="apiKey", place="cookie", name=str(name)):
            return Attachment(cookies=((name, token),))
        case SecurityScheme(kind="apiKey", name=str(name)):
            return Attachment(headers=((name.lower(), token),))
        case SecurityScheme(kind="http", http_scheme="basic"):
            return Attachment(headers=(("authorization", f"Basic {basic(token)}"),))
        case SecurityScheme(kind="http", http_scheme=str(word)):
            return Attachment(headers=(("authorization", f"{word.capitalize()} {token}"),))
        case _:
            return Attachment(headers=(("authorization", f"Bearer {token}"),))


def basic(token: str) -> str:
    """The token as Basic authentication carries it; one without a colon is a user name without a password."""
    pair = token if ":" in token else f"{token}:"
    return base64.b64encode(pair.encode()).decode("ascii")


def _foreign(schemes: tuple[SecurityScheme, ...]) -> Attachment:
    """A well-formed credential of a scheme that the operation does not ask for."""
    asked = {scheme.http_scheme or scheme.kind for scheme in schemes}
    word, value = ("Bearer", WRONG_TOKEN) if "basic" in asked else ("Basic", basic(WRONG_TOKEN))
    return Attachment(headers=(("authorization", f"{word} {value}"),))
