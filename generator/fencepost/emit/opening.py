"""How a client is opened: its credentials and its address, given or read from the environment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.emit.blueprint import Blueprint
from fencepost.emit.credentials import CredentialArgument, credential_arguments
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.imports import Import
from fencepost.emit.python.literal import literal
from fencepost.emit.servers import default_address
from fencepost.names.identifiers import Identifier
from fencepost.names.target import BASE_URL

_WAYS = (Identifier("timeouts"), Identifier("retries"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressArgument:
    """The address as an argument of the client."""

    default: str | None
    """None where the document has no address that is whole."""

    variable: str | None
    """The environment variable that is read where the argument is not given."""

    @property
    def annotation(self) -> Code:
        """What the argument may be."""
        return Code("str" if self.variable is None else "str | None")

    @property
    def declaration(self) -> Code:
        """The argument in the signature of a client."""
        fallback = "" if self.default is None else " = BASE_URL"
        return Code(f"{BASE_URL}: {self.annotation}{fallback if self.variable is None else ' = None'}")

    @property
    def value(self) -> Code:
        """The address that counts."""
        if self.default is None or self.variable is None:
            return Code(BASE_URL)
        return code("base_url or os.environ.get({variable}) or BASE_URL", variable=literal(self.variable))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The pieces of code that open a client."""

    address: Code
    """The literal of the default address; empty without one."""

    settings_arguments: Code
    client_arguments: Code
    passed: Code
    preparations: tuple[Code, ...]
    """Statements before the settings are made: what is read from the environment, what is missing."""

    given_address: Code
    credentials: Code
    text: str
    imports: tuple[Import, ...]


def opening_of(blueprint: Blueprint) -> Opening:
    """How the client of a document is opened."""
    credentials, address = credential_arguments(blueprint), _address(blueprint)
    return Opening(
        address=Code("") if address.default is None else literal(address.default),
        settings_arguments=_settings_arguments(credentials, address),
        client_arguments=_client_arguments(credentials, address),
        passed=_passed(credentials),
        preparations=tuple(_preparations(credentials, address)),
        given_address=address.value,
        credentials=_made(credentials),
        text=_text(credentials, address),
        imports=tuple(item.maker for item in credentials),
    )


def _address(blueprint: Blueprint) -> AddressArgument:
    variable = next((each.name for each in blueprint.target.environment if each.argument == BASE_URL), None)
    return AddressArgument(default=default_address(blueprint.api), variable=variable)


def _settings_arguments(credentials: tuple[CredentialArgument, ...], address: AddressArgument) -> Code:
    own = tuple(code("{name}: {kind}", name=item.name, kind=item.annotation) for item in credentials)
    annotated = code("{name}: {kind}", name=BASE_URL, kind=address.annotation)
    return joined(", ", (Code("*"), *own, annotated, Code("timeouts: Timeouts"), Code("retries: Retries")))


def _client_arguments(credentials: tuple[CredentialArgument, ...], address: AddressArgument) -> Code:
    own = tuple(item.declaration for item in credentials)
    ways = (Code("timeouts: Timeouts = TIMEOUTS"), Code("retries: Retries = RETRIES"))
    return joined(", ", (*own, address.declaration, *ways))


def _passed(credentials: tuple[CredentialArgument, ...]) -> Code:
    names = (*(item.name for item in credentials), BASE_URL, *_WAYS)
    return joined(", ", tuple(code("{name}={name}", name=name) for name in names))


def _preparations(credentials: tuple[CredentialArgument, ...], address: AddressArgument) -> Iterator[Code]:
    for item in credentials:
        if item.variable is not None:
            yield from _reading(item.name, item.variable)
            yield from _refusal(item.name, item.variable) if item.is_required else ()
    if address.default is None and address.variable is not None:
        yield from _reading(BASE_URL, address.variable)
        yield from _refusal(BASE_URL, address.variable)


def _reading(name: Identifier, variable: str) -> Iterator[Code]:
    yield code("{name} = {name} or os.environ.get({variable})", name=name, variable=literal(variable))


def _refusal(name: Identifier, variable: str) -> Iterator[Code]:
    yield code("if {name} is None:", name=name)
    yield code("    raise ValueError({words})", words=literal(f"no {name}: pass {name}= or set {variable}"))


def _made(credentials: tuple[CredentialArgument, ...]) -> Code:
    pairs = tuple(code("{key}: {made}", key=literal(item.scheme), made=item.made) for item in credentials)
    return code("{{{pairs}}}", pairs=joined(", ", pairs))


def _text(credentials: tuple[CredentialArgument, ...], address: AddressArgument) -> str:
    """What has to be given, and where it is read from otherwise."""
    wanted = [f"one {item.name}" for item in credentials]
    listed = ", ".join(wanted) + (", and " if len(wanted) > 1 else " and " if wanted else "") + "one address"
    variables = (*((item.name, item.variable) for item in credentials), (BASE_URL, address.variable))
    read = (f"{name} is read from {found} where it is not given." for name, found in variables if found)
    remarks = (f"{item.name} is {item.remark}." for item in credentials if item.remark)
    return "\n".join((f"A client for {listed}.", "", *remarks, *read)).strip()
