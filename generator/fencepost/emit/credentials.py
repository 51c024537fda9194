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

    is_login: bool = False
    """Whether the caller gives a name and a password."""

    @property
    def made(self) -> Code:
        """The expression for the credential, None where it was not given."""
        name = code("{name}", name=self.name)
        call = code("{maker}({given})", maker=Code(self.maker[1]), given=joined(", ", (*self.before, name)))
        return call if self.is_required else code("{call} if {name} else None", call=call, name=name)

    @property
    def remark(self) -> str:
        """What the caller gives, where that does not go without saying."""
        return "a name and a password with a colon between them" if self.is_login else ""

    @property
    def annotation(self) -> Code:
        """What the argument may be."""
        return Code("str") if self.is_required and self.variable is None else Code("str | None")

    @property
    def declaration(self) -> Code:
        """The argument in the signature of a client."""
        fallback = "" if self.annotation == "str" else " = None"
        return Code(f"{self.name}: {self.annotation}{fallback}")


def credential_arguments(blueprint: Blueprint) -> tuple[CredentialArgument, ...]:
    """The schemes that the client can show and some operation asks for, in the order of the document."""
    named = {scheme for scheme, _ in blueprint.names.credentials.entries}
    return tuple(_argument(scheme, blueprint) for scheme in blueprint.api.security_schemes if scheme.key in named)


def _argument(scheme: SecurityScheme, blueprint: Blueprint) -> CredentialArgument:
    name = blueprint.names.credential(scheme.key)
    variables = {variable.argument: variable.name for variable in blueprint.target.environment}
    maker, before = _maker(scheme)
    return CredentialArgument(
        scheme=scheme.key,
        name=name,
        variable=variables.get(name),
        is_required=all(_needs(operation, scheme.key) for operation in blueprint.api.operations),
        maker=maker,
        before=before,
        is_login=scheme.http_scheme == "basic",
    )


def _maker(scheme: SecurityScheme) -> tuple[Import, tuple[Code, ...]]:
    """The function that makes a credential, and its arguments before the text that the caller gives."""
    if scheme.place is not None and scheme.name is not None:
        return ("._runtime.keys", _KEYS[scheme.place]), (literal(scheme.name),)
    if scheme.http_scheme == "basic":
        return ("._runtime.keys", "basic_login"), ()
    return ("._runtime.credentials", "bearer"), ()


def _needs(operation: Operation, key: str) -> bool:
    return bool(operation.security) and all(key in alternative for alternative in operation.security)


def shown_alternatives(operation: Operation, api: Api) -> tuple[tuple[str, ...], ...]:
    """The alternatives of an operation without the schemes that the client cannot show, each once."""
    shown = {scheme.key for scheme in api.security_schemes if scheme.is_text}
    return tuple(dict.fromkeys(tuple(key for key in alternative if key in shown) for alternative in operation.security))


def unshown_schemes(operation: Operation, api: Api) -> Iterator[SecurityScheme]:
    """The schemes of an operation that are left to the HTTP client."""
    asked = {key for alternative in operation.security for key in alternative}
    yield from (scheme for scheme in api.security_schemes if scheme.key in asked and not scheme.is_text)
