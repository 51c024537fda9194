"""The credentials of the client: an argument for each scheme that it can show, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.emit.blueprint import Blueprint
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.imports import Import
from fencepost.emit.python.literal import literal
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, SecurityScheme
from fencepost.names.identifiers import Identifier

_KEYS = {"header": Code("header_key"), "query": Code("query_key"), "cookie": Code("cookie_key")}


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialArgument:
    """A scheme as an argument of the client."""

    scheme: str
    name: Identifier
    variable: str | None
    """The environment variable that is read where the argument is not given."""

    is_required: bool
    """Whether no operation can be called without it."""

    maker: Import
    """The function of the runtime that makes the credential."""

    before: tuple[Code, ...] = ()
    """The arguments of the maker before the text that the caller gives."""

    @property
    def made(self) -> Code:
        """The expression for the credential, None where it was not given."""
        name = code("{name}", name=self.name)
        call = code("{maker}({given})", maker=Code(self.maker[1]), given=joined(", ", (*self.before, name)))
        return call if self.is_required else code("{call} if {name} else None", call=call, name=name)

    @property
    def annotation(self) -> Code:
        """What the argument may be."""
        return Code("str") if self.is_required and self.variable is None else Code("str | None")


def credential_arguments(blueprint: Blueprint) -> tuple[CredentialArgument, ...]:
    """The schemes that some operation asks for and the client can show, in the order of the document."""
    api = blueprint.api
    asked = {key for operation in api.operations for alternative in operation.security for key in alternative}
    return tuple(
        found
        for scheme in api.security_schemes
        if scheme.key in asked and (found := _argument(scheme, blueprint)) is not None
    )


def _argument(scheme: SecurityScheme, blueprint: Blueprint) -> CredentialArgument | None:
    made = _maker(scheme)
    if made is None:
        return None
    name = blueprint.names.credential(scheme.key)
    variables = {variable.argument: variable.name for variable in blueprint.target.environment}
    return CredentialArgument(
        scheme=scheme.key,
        name=name,
        variable=variables.get(name),
        is_required=all(_needs(operation, scheme.key) for operation in blueprint.api.operations),
        maker=made[0],
        before=made[1],
    )


def _maker(scheme: SecurityScheme) -> tuple[Import, tuple[Code, ...]] | None:
    """The function that makes a credential and its first arguments; None for a scheme that the client cannot show."""
    match scheme.kind, scheme.http_scheme:
        case ("http", "bearer") | ("oauth2" | "openIdConnect", _):
            return ("._runtime.credentials", "bearer"), ()
        case "http", "basic":
            return ("._runtime.keys", "basic"), ()
        case "apiKey", _ if scheme.place is not None and scheme.name:
            return ("._runtime.keys", _KEYS[scheme.place]), (literal(scheme.name),)
        case _:
            return None


def _needs(operation: Operation, key: str) -> bool:
    return bool(operation.security) and all(key in alternative for alternative in operation.security)


def shown_alternatives(operation: Operation, api: Api) -> tuple[tuple[str, ...], ...]:
    """The alternatives of an operation without the schemes that the client cannot show, each once."""
    schemes = {scheme.key: scheme for scheme in api.security_schemes}
    kept = (
        tuple(key for key in alternative if key in schemes and _maker(schemes[key]) is not None)
        for alternative in operation.security
    )
    return tuple(dict.fromkeys(kept))


def unshown_schemes(operation: Operation, api: Api) -> Iterator[SecurityScheme]:
    """The schemes of an operation that are left to the HTTP client."""
    asked = {key for alternative in operation.security for key in alternative}
    yield from (scheme for scheme in api.security_schemes if scheme.key in asked and _maker(scheme) is None)
