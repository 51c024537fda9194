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

_TIMEOUTS = Code("timeouts: Timeouts")
_RETRIES = Code("retries: Retries")
_WAYS = (Identifier("timeouts"), Identifier("retries"))


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
    credentials = credential_arguments(blueprint)
    default = default_address(blueprint.api)
    variable = next((each.name for each in blueprint.target.environment if each.argument == BASE_URL), None)
    address = _address_argument(default, variable)
    own = tuple(code("{name}: {kind}", name=item.name, kind=item.annotation) for item in credentials)
    annotated = code("{name}: {kind}", name=BASE_URL, kind=address[0])
    names = (*(item.name for item in credentials), BASE_URL, *_WAYS)
    return Opening(
        address=Code("") if default is None else literal(default),
        settings_arguments=joined(", ", (Code("*"), *own, annotated, _TIMEOUTS, _RETRIES)),
        client_arguments=joined(
            ", ",
            (
                *(_with_default(item, text) for item, text in zip(credentials, own, strict=True)),
                code("{annotated}{default}", annotated=annotated, default=address[1]),
                Code("timeouts: Timeouts = TIMEOUTS"),
                Code("retries: Retries = RETRIES"),
            ),
        ),
        passed=joined(", ", tuple(code("{name}={name}", name=name) for name in names)),
        preparations=(*_readings(credentials), *_address_readings(default, variable)),
        given_address=_given_address(default, variable),
        credentials=_made(credentials),
        text=_text(credentials, variable),
        imports=tuple(item.maker for item in credentials),
    )


def _address_argument(default: str | None, variable: str | None) -> tuple[Code, Code]:
    """What `base_url` may be, and its default."""
    if variable is not None:
        return Code("str | None"), Code(" = None")
    return Code("str"), Code("" if default is None else " = BASE_URL")


def _with_default(item: CredentialArgument, text: Code) -> Code:
    return text if item.annotation == "str" else code("{text} = None", text=text)


def _readings(credentials: tuple[CredentialArgument, ...]) -> Iterator[Code]:
    for item in credentials:
        if item.variable is not None:
            yield code("{name} = {name} or os.environ.get({variable})", name=item.name, variable=literal(item.variable))
            yield from _missing(str(item.name), item.variable) if item.is_required else ()


def _address_readings(default: str | None, variable: str | None) -> Iterator[Code]:
    if default is None and variable is not None:
        yield code("base_url = base_url or os.environ.get({variable})", variable=literal(variable))
        yield from _missing(str(BASE_URL), variable)


def _missing(name: str, variable: str) -> Iterator[Code]:
    words = literal(f"no {name}: pass {name}= or set {variable}")
    yield code("if {name} is None:", name=Code(name))
    yield code("    raise ValueError({words})", words=words)


def _given_address(default: str | None, variable: str | None) -> Code:
    if default is None or variable is None:
        return Code("base_url")
    return code("base_url or os.environ.get({variable}) or BASE_URL", variable=literal(variable))


def _made(credentials: tuple[CredentialArgument, ...]) -> Code:
    pairs = tuple(code("{key}: {made}", key=literal(item.scheme), made=item.made) for item in credentials)
    return code("{{{pairs}}}", pairs=joined(", ", pairs))


def _text(credentials: tuple[CredentialArgument, ...], variable: str | None) -> str:
    """What has to be given, and where it is read from otherwise."""
    wanted = (*(f"one {item.name}" for item in credentials), "one address")
    listed = (
        ", ".join(wanted[:-1]) + (", and " if len(wanted) > 2 else " and ") + wanted[-1] if credentials else wanted[0]
    )
    variables = (*((str(item.name), item.variable) for item in credentials), (str(BASE_URL), variable))
    read = tuple(f"{name} is read from {found} where it is not given." for name, found in variables if found)
    remarks = tuple(f"{item.name} is {item.remark}." for item in credentials if item.remark)
    rest = "\n".join((*remarks, *read))
    return f"A client for {listed}.\n\n{rest}".strip()
