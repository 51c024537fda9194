"""What shows who one is: the right token, none, or one that is wrong in a way that is looked for."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from fencepost.cases.case import Auth
from fencepost.diagnostics import refusal
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, SecurityScheme

WRONG_TOKEN = "fencepost-wrong-token"
MADE_UP_TOKEN = "fencepost-made-up-token"
"""Sent where the user gave none: a mock that takes any well-formed token is satisfied, a real service answers 401."""

SHORTEST = 8
"""A shorter text may stand anywhere by chance."""

CUT = 4
"""So many characters are cut off a token: fewer may hold no octet of it, as the padding of base64 does."""

Words: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What a credential adds to a request."""

    headers: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()


NOTHING = Attachment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """The right credential of one scheme."""

    scheme: str
    """The name under which the document speaks of the scheme."""

    token: str
    name: str | None = None
    """The environment variable that holds it; None where it stands elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """The right credentials: one for all schemes, and some of their own."""

    token: str
    own: tuple[Credential, ...] = ()

    def has(self, scheme: SecurityScheme) -> bool:
        """Whether a scheme has a credential of its own."""
        return any(item.scheme == scheme.key for item in self.own)

    def of(self, scheme: SecurityScheme) -> str:
        """The token of a scheme."""
        return next((item.token for item in self.own if item.scheme == scheme.key), self.token)

    def of_operation(self, operation: Operation, api: Api) -> str:
        """The token that an operation is asked with, the first one where it takes several."""
        return next((self.of(scheme) for scheme in _required(operation, api, self)), self.token)


def attachment(operation: Operation, api: Api, auth: Auth, keys: Keyring) -> Attachment:
    """What to add so that the operation is asked with the right credential, with none, or with one that is wrong.

    An operation without a requirement gets the right one too where the document declares schemes: none is needed.
    """
    schemes = _required(operation, api, keys)
    match auth:
        case "none":
            return NOTHING
        case "right":
            return _joined(schemes, keys.of)
        case "empty":
            return _joined(schemes, lambda _: "")
        case "wrong":
            return _joined(schemes, lambda _: WRONG_TOKEN)
        case "cut":
            return _joined(schemes, lambda scheme: shortened(keys.of(scheme)))
        case "other_case":
            return _joined(schemes, lambda scheme: in_other_case(keys.of(scheme)))
        case "scheme_in_other_case":
            return _with_scheme_in_other_case(_joined(schemes, keys.of))
        case "other_scheme" | "token_in_other_scheme":
            token = keys.of_operation(operation, api) if auth == "token_in_other_scheme" else None
            return _foreign(operation, api, token)
        case _:
            assert_never(auth)


def shortened(token: str) -> str:
    """The token without its end; another token where nothing would be left of it."""
    return token[:-CUT] or WRONG_TOKEN


def in_other_case(token: str) -> str:
    """The token in capitals, or in small letters where it is in capitals already.

    Another token where letters do not matter: what is hexadecimal may be read as a number.
    """
    if re.fullmatch(r"[0-9A-Fa-f-]*", token):
        return WRONG_TOKEN
    other = token.upper() if token.upper() != token else token.lower()
    return other if other != token else WRONG_TOKEN


def disguises(token: str, variable: str) -> tuple[tuple[str, str], ...]:
    """What requests show of a token beside the token itself, each with the words of bash that make it from a variable.

    To be replaced after the token: a token that was cut stands inside the whole one.
    """
    small = "^^" if in_other_case(token) == token.upper() else ",,"
    colon = "" if ":" in token else ":"
    encoded = f'$(printf %s "${{{variable}{{}}}}{colon}" | base64 -w0)'
    cut = "%" + "?" * CUT
    shown = (
        (shortened(token), f"${{{variable}{cut}}}"),
        (in_other_case(token), f"${{{variable}{small}}}"),
        (basic(token), encoded.replace("{}", "")),
        (basic(shortened(token)), encoded.replace("{}", cut)),
    )
    known = (WRONG_TOKEN, basic(WRONG_TOKEN))
    return tuple((text, words) for text, words in shown if text not in known and len(text) >= SHORTEST)


def _required(operation: Operation, api: Api, keys: Keyring) -> tuple[SecurityScheme, ...]:
    """The schemes of the first alternative that asks for any, those with credentials of their own before all others.

    Mutual TLS is no matter of a header.
    """
    each = ([scheme for key in asked if (scheme := api.scheme(key)) is not None] for asked in operation.security)
    usable = [found for found in each if found and all(scheme.kind != "mutualTLS" for scheme in found)]
    own = (found for found in usable if all(map(keys.has, found)))
    return tuple(next(own, usable[0] if usable else ()))


def _joined(schemes: tuple[SecurityScheme, ...], token: Callable[[SecurityScheme], str]) -> Attachment:
    each = [_shown(scheme, token(scheme)) for scheme in schemes]
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
            return _authorization("Basic", basic(token))
        case SecurityScheme(kind="http", http_scheme=str(word)):
            return _authorization(word.capitalize(), token)
        case _:
            return _authorization("Bearer", token)


def _authorization(word: str, value: str) -> Attachment:
    # Without a space at its end where the value is empty: a header must not end in one (RFC 9110, 5.5).
    return Attachment(headers=(("authorization", f"{word} {value}".rstrip()),))


def basic(token: str) -> str:
    """The token as Basic authentication carries it; one without a colon is a user name without a password."""
    pair = token if ":" in token else f"{token}:"
    return base64.b64encode(pair.encode()).decode("ascii")


def _with_scheme_in_other_case(right: Attachment) -> Attachment:
    """The same credential, the name of its scheme in small letters. Source: RFC 9110, 11.1."""
    pairs = ((name, *value.partition(" ")) for name, value in right.headers)
    headers = tuple(
        (name, f"{word.lower()}{space}{rest}" if name == "authorization" and space else f"{word}{space}{rest}")
        for name, word, space, rest in pairs
    )
    return replace(right, headers=headers)


def _foreign(operation: Operation, api: Api, token: str | None) -> Attachment:
    """A credential of a scheme that no alternative of the operation asks for, well-formed where no token is given."""
    keys = [key for alternative in operation.security for key in alternative]
    schemes = [scheme for key in keys if (scheme := api.scheme(key)) is not None]
    asked = {scheme.http_scheme or "bearer" for scheme in schemes if scheme.kind != "apiKey"}
    if "basic" not in asked:
        return _authorization("Basic", basic(WRONG_TOKEN) if token is None else token)
    word = "Bearer" if "bearer" not in asked else "Token"
    return _authorization(word, WRONG_TOKEN if token is None else token)


def secret_in(environment: Mapping[str, str], name: str, option: str) -> str:
    """The value of an environment variable that an option names.

    Raises FencepostError A013 where it is not set or empty.
    """
    value = environment.get(name, "")
    if not value:
        remedy = f"export {name}=… first; the option takes the name of a variable, not the token"
        raise refusal("A013", f"the environment has no {name}", address=option, remedy=remedy)
    return value
