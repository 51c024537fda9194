"""What the user chose for the output: the name of the package, and environment variables that its client reads."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from fencepost.diagnostics import FencepostError, refusal
from fencepost.ir.api import Api
from fencepost.names.casing import words
from fencepost.names.identifiers import KEYWORDS, Identifier
from fencepost.names.tables import Names

_PACKAGE = re.compile(r"[A-Za-z]([A-Za-z0-9_]*[A-Za-z0-9])?")
_VARIABLE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=([A-Za-z_][A-Za-z0-9_]*)")
_OTHERS = frozenset(
    ["fencepost", "httpx", "hypothesis", "jsonschema_rs", "pydantic", "pydantic_core", "pytest", "respx"]
)
BASE_URL = Identifier("base_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """An environment variable that gives an argument of the client when the caller does not."""

    argument: Identifier
    """`base_url`, or the argument of a credential."""

    name: str
    """Letters, digits and underscores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be generated."""

    package: Identifier
    """The name it is imported by."""

    environment: tuple[Variable, ...] = ()

    @property
    def distribution(self) -> str:
        """The name it is installed by."""
        return self.package.replace("_", "-").lower()


def read_target(api: Api, names: Names, *, package: str | None, environment: tuple[str, ...] = ()) -> Target:
    """The target of a command line; `environment` holds `argument=VARIABLE`, and None takes the name from the title.

    Raises FencepostError N001 for a name that cannot be imported, N002 for a variable that cannot be read or that
    belongs to no argument of the client.
    """
    chosen = _default_package(api) if package is None else package
    known = dict.fromkeys((BASE_URL, *(name for _, name in names.credentials.entries)))
    variables = tuple(_variable(text, tuple(known)) for text in environment)
    doubles = [variable.argument for variable in variables]
    if len(set(doubles)) < len(doubles):
        raise _variable_error(" ".join(environment), "an argument is given two variables", tuple(known))
    return Target(package=_checked_package(chosen), environment=variables)


def _default_package(api: Api) -> str:
    """`Thing API` is `thing_client`."""
    title = [word.lower() for word in words(api.title) if word.lower() != "api"]
    name = "_".join([*title, "client"])
    return name if not name[0].isdecimal() else f"api_{name}"


def _checked_package(name: str) -> Identifier:
    if not _PACKAGE.fullmatch(name) or name in KEYWORDS:
        message = f"{name!r} cannot be the name of a package"
        raise refusal("N001", message, address="--package", remedy="use letters, digits and underscores: thing_client")
    if name in sys.stdlib_module_names or name in _OTHERS:
        message = f"a package {name} would hide the one that it stands on"
        raise refusal("N001", message, address="--package", remedy=f"call it {name}_client")
    return Identifier(name)


def _variable(text: str, known: tuple[Identifier, ...]) -> Variable:
    found = _VARIABLE.fullmatch(text)
    if found is None:
        raise _variable_error(text, "this names no variable for an argument", known)
    if found[1] not in known:
        raise _variable_error(text, f"the client has no argument {found[1]}", known)
    return Variable(argument=Identifier(found[1]), name=found[2])


def _variable_error(text: str, message: str, known: tuple[Identifier, ...]) -> FencepostError:
    remedy = f"write {known[-1]}=VARIABLE; arguments are {', '.join(known)}"
    return refusal("N002", message, address=f"--env {text}", remedy=remedy)
