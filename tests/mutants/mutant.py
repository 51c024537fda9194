"""A mutant: what is wrong, what is to be named, and the requests that prove it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, TypeAlias, get_args

from .conditions import Condition
from .hosts import Served
from .messages import Request, Response
from .service import Behaviour

Family: TypeAlias = Literal[
    "bounds",
    "types",
    "presence",
    "enums",
    "rules",
    "statuses",
    "answers",
    "echo",
    "leaks",
    "credentials",
    "http",
    "state",
]
FAMILIES: tuple[Family, ...] = get_args(Family)

Edit: TypeAlias = Callable[[Behaviour], Behaviour]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request of a witness; `{1}` in its path is the identifier of the first thing created."""

    method: str
    path: str
    body: Any = None
    """Sent as JSON; None where `text` is sent, or nothing."""

    text: bytes | None = None
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A server with one fault."""

    name: str
    family: Family
    operation: str
    targets: tuple[str, ...]
    """Of which one is to be named: the field, the rule, or what is no field; empty where nothing can be named."""

    edit: Edit
    when: tuple[Condition, ...] = ()
    """Where the fault shows; everywhere where there is none."""

    witness: tuple[Step, ...]
    """Requests, none of them a case of the campaign, to which it answers otherwise than the correct server."""

    def served(self, correct: Behaviour) -> Served:
        return Served(correct, self.edit(correct), self.when)


class Row(Protocol):
    """Makes a mutant of one family."""

    def __call__(
        self,
        name: str,
        operation: str,
        targets: str,
        edit: Edit,
        *witness: Step,
        when: tuple[Condition, ...] = (),
    ) -> Mutant: ...


def family(which: Family) -> Row:
    """The maker of a family's mutants; targets are words, separated by spaces."""

    def row(
        name: str, operation: str, targets: str, edit: Edit, *witness: Step, when: tuple[Condition, ...] = ()
    ) -> Mutant:
        return Mutant(
            name=name,
            family=which,
            operation=operation,
            targets=tuple(targets.split()),
            edit=edit,
            when=when,
            witness=witness,
        )

    return row


def answers(served: Served, steps: tuple[Step, ...]) -> list[Response]:
    """What a server answers to a witness."""
    made: list[str] = []
    found: list[Response] = []
    for step in steps:
        response = served.send(_request(step, made))
        found.append(response)
        if response.status == 201:
            made.append(_identifier(response))
    return found


def _identifier(response: Response) -> str:
    try:
        return str(json.loads(response.content)["id"])
    except (ValueError, KeyError):
        return "none"


def _request(step: Step, made: list[str]) -> Request:
    target = step.path
    for ordinal, identifier in enumerate(made, start=1):
        target = target.replace(f"{{{ordinal}}}", identifier)
    content = step.text if step.text is not None else b"" if step.body is None else json.dumps(step.body).encode()
    return Request(method=step.method, target=target, headers=step.headers, content=content)


def conditioned(
    mutants: tuple[Mutant, ...], table: tuple[tuple[str, tuple[Condition, ...], tuple[Step, ...]], ...]
) -> tuple[Mutant, ...]:
    """Mutants whose fault shows where conditions hold: of each row the mutant's name, the conditions and a witness."""
    named = {mutant.name: mutant for mutant in mutants}
    return tuple(_conditioned(named[name], when, witness) for name, when, witness in table)


def _conditioned(mutant: Mutant, when: tuple[Condition, ...], witness: tuple[Step, ...]) -> Mutant:
    name = f"{mutant.name}_if_{'_and_'.join(condition.says for condition in when)}"
    return replace(mutant, name=name, when=when, witness=witness)


def doubled(mutants: tuple[Mutant, ...], pairs: tuple[tuple[str, str], ...]) -> tuple[Mutant, ...]:
    """Servers with the faults of two mutants, by their names."""
    named = {mutant.name: mutant for mutant in mutants}
    return tuple(_both(named[one], named[other]) for one, other in pairs)


def _both(one: Mutant, other: Mutant) -> Mutant:
    return Mutant(
        name=f"{one.name}+{other.name}",
        family=one.family,
        operation=one.operation,
        targets=one.targets + other.targets,
        edit=lambda does: other.edit(one.edit(does)),
        witness=one.witness + other.witness,
    )
