"""Whether a request shows a well-formed credential of a scheme that its operation accepts."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from typing import TypeAlias

from fencepost.ir.api import Api
from fencepost.ir.http import Operation, SecurityScheme
from fencepost.mock.reading.parameters import Sent

Alternatives: TypeAlias = tuple[tuple[SecurityScheme, ...], ...]
"""Ways to be let in, each the schemes needed together; one without any needs nothing."""


def alternatives_of(operation: Operation, api: Api) -> Alternatives:
    """The ways of an operation; none where it is open."""
    return tuple(
        tuple(scheme for key in alternative if (scheme := api.scheme(key)) is not None)
        for alternative in operation.security
    )


def is_authorised(alternatives: Alternatives, sent: Sent, token: str | None) -> bool:
    """Whether one of the alternatives is met, or there is none to meet.

    With a token only that one is right; without, every well-formed credential is.
    """
    return not alternatives or any(all(_shown(scheme, sent, token) for scheme in each) for each in alternatives)


def challenge(operation: Operation, api: Api) -> str:
    """The WWW-Authenticate header that tells what was expected (RFC 9110, 11.6.1)."""
    keys = [key for alternative in operation.security for key in alternative]
    schemes = [scheme for key in keys if (scheme := api.scheme(key)) is not None]
    names = dict.fromkeys(_name(scheme) for scheme in schemes)
    return ", ".join(names) or "Bearer"


def remedy(operation: Operation, api: Api) -> str:
    """What the sender must add."""
    keys = [key for alternative in operation.security for key in alternative]
    schemes = [scheme for key in keys if (scheme := api.scheme(key)) is not None]
    return " or ".join(dict.fromkeys(_remedy(scheme) for scheme in schemes))


def _name(scheme: SecurityScheme) -> str:
    word = scheme.http_scheme if scheme.kind == "http" else "ApiKey" if scheme.kind == "apiKey" else "Bearer"
    return word.capitalize() if word and re.fullmatch(r"[a-z][a-z0-9-]*", word) else word or "Bearer"


def _remedy(scheme: SecurityScheme) -> str:
    if scheme.kind == "apiKey":
        return f"send the key in the {scheme.place} {scheme.name}"
    what = "<base64 of user:password>" if scheme.http_scheme == "basic" else "<token>"
    return f"send Authorization: {_name(scheme)} {what}"


def _shown(scheme: SecurityScheme, sent: Sent, token: str | None) -> bool:
    match scheme.kind:
        case "apiKey":
            return _is_right(key_sent(scheme, sent), token)
        case "http":
            return _shown_http(scheme.http_scheme or "", sent, token)
        case "oauth2" | "openIdConnect":
            return _shown_http("bearer", sent, token)
        case "mutualTLS":
            return True  # A certificate is shown below HTTP, where this server does not look.


def key_sent(scheme: SecurityScheme, sent: Sent) -> str:
    """The key of an apiKey scheme; empty where there is none."""
    name = scheme.name or ""
    match scheme.place:
        case "query":
            return dict(sent.query).get(name, "")
        case "cookie":
            return sent.cookies.get(name, "")
        case _:
            return sent.headers.get(name.lower(), "")


def _shown_http(wanted: str, sent: Sent, token: str | None) -> bool:
    """Scheme names are compared without case (RFC 9110, 11.1)."""
    name, _, credential = sent.headers.get("authorization", "").partition(" ")
    if name.lower() != wanted.lower():
        return False
    return _is_right_basic(credential, token) if wanted == "basic" else _is_right(credential, token)


def _is_right(credential: str, token: str | None) -> bool:
    if credential.split() != [credential]:  # Nothing, or not one word.
        return False
    return token is None or hmac.compare_digest(credential.encode(), token.encode())


def _is_right_basic(credential: str, token: str | None) -> bool:
    """The token may be the password, or the whole of `user:password`."""
    try:
        plain = base64.b64decode(credential, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    user, colon, password = plain.partition(":")
    if not colon:
        return False
    rights = (plain, password) if user or password else ()
    return token is None or any(hmac.compare_digest(right.encode(), token.encode()) for right in rights)
