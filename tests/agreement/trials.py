"""The bodies that readers are asked about, and the verdicts in which they part."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from random import Random

from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.emit.drawing import NarrowingError
from fencepost.emit.explore import draws
from fencepost.ir.http import Operation
from fencepost.ir.values import freeze
from fencepost.names.tables import Purpose

from .damage import damaged
from .readers import Readers, Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How many bodies are tried of each operation."""

    seed: int
    cases: int | None = None
    """At most so many of the cases, drawn from all of them; None for all."""

    explored: int
    """Valid ones, and as many again that break one thing."""

    damaged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one operation."""

    bodies: int
    allowed: int
    """How many of them the document allows."""

    parted: dict[str, Verdicts]
    """The verdicts on each body about which the readers do not agree; `case` is what a case claims."""


def tried(readers: Readers, operation: Operation, effort: Effort) -> Outcome:
    """Asks every reader about every case of an operation, and about explored and damaged bodies."""
    claimed = _some(case_texts(readers, operation), effort)
    claimed |= dict.fromkeys(explored_texts(readers, operation, effort), True)
    claimed |= dict.fromkeys(broken_texts(readers, operation, effort), False)
    valid = [text for text, is_valid in claimed.items() if is_valid]
    others = damaged(valid, f"{effort.seed}/{operation.id}", effort.damaged)
    found = readers.verdicts(operation, [*claimed, *others])
    told = {text: {**verdicts, **_claim(claimed, text)} for text, verdicts in found.items()}
    return Outcome(
        bodies=len(found),
        allowed=sum(verdicts["engine"] for verdicts in found.values()),
        parted={text: verdicts for text, verdicts in told.items() if _parts(readers, operation, text, verdicts)},
    )


def _some(claimed: dict[str, bool], effort: Effort) -> dict[str, bool]:
    most = len(claimed) if effort.cases is None else min(effort.cases, len(claimed))
    return dict(Random(effort.seed).sample(list(claimed.items()), most))


def _claim(claimed: dict[str, bool], text: str) -> Verdicts:
    return {"case": claimed[text]} if text in claimed else {}


def _parts(readers: Readers, operation: Operation, text: str, verdicts: Verdicts) -> bool:
    return len(set(verdicts.values())) > 1 and not readers.is_of_formats_alone(operation, text, verdicts)


def case_texts(readers: Readers, operation: Operation) -> dict[str, bool]:
    """The bodies of every lattice and fault case, and whether the case says that the document allows it."""
    api, nominals = readers.api, readers.nominals
    cases: tuple[Case, ...] = (*valid_cases(api, operation, nominals), *fault_cases(api, operation, nominals))
    bodies = (case for case in cases if case.body is not None and case.target.startswith("/body"))
    return {case.body.text: case.kind == "valid" for case in bodies}


def explored_texts(readers: Readers, operation: Operation, effort: Effort) -> list[str]:
    """Valid bodies, at most so many."""
    cases = readers.explorer.cases(operation, effort.seed, effort.explored)
    return [case.body.text for case in cases if case.body is not None]


def broken_texts(readers: Readers, operation: Operation, effort: Effort) -> list[str]:
    """Bodies with one fault, as a test of the package draws them."""
    strategies = vars(import_module(f"{readers.package.__name__}.testing.strategies"))
    purpose: Purpose = "faults"
    name = readers.names.strategy(operation.id, purpose)
    try:
        strategy = strategies[name]()
    except NarrowingError:
        return []
    if strategy.is_empty:
        return []
    random = Random(f"{effort.seed}/{operation.id}/faults")
    return [freeze(drawn["body"]).text for drawn in draws({"body": strategy}, random, effort.explored)]
