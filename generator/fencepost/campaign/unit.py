"""The pieces of work that a campaign is made of; each can be run by itself, in any order, on any machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fencepost.campaign.phases import Phase
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.values import JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request of a unit."""

    case: Case
    supports: bool = False
    """Whether it only makes what a later step needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The failure of an earlier run that is sent again, as far as its file names it."""

    file: str
    key: str | None = None
    check: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A case with what it needs, or a sequence of requests whose answers are judged together."""

    phase: Phase
    steps: tuple[Step, ...]
    """At least one. A `FromAnswer` with a `step` counts within these."""

    barred: str | None = None
    """Why it is not sent, by the user's own settings; None where it is."""

    origin: Origin | None = None
    """Where it was kept; None for all but earlier failures."""

    @property
    def case(self) -> Case:
        """The case that the unit is about: the last one."""
        return self.steps[-1].case


def needs(case: Case) -> tuple[FromAnswer, ...]:
    """The values that a case takes from answers."""
    return case.sources


def case_unit(phase: Phase, case: Case, makers: Mapping[str, Case]) -> Unit:
    """The unit of one case; what deletes a thing makes one of its own first, since it is of no use to others after."""
    own = needs(case)[-1:] if case.method.lower() == "delete" else ()
    maker = makers.get(own[0].operation) if own and own[0].step is None else None
    if maker is None:
        return Unit(phase=phase, steps=(Step(case=case),))
    named = tuple((name, _of_first(value) if value == own[0] else value) for name, value in case.path_params)
    return Unit(phase=phase, steps=(Step(case=maker, supports=True), Step(case=replace(case, path_params=named))))


def _of_first(value: JsonText | FromAnswer) -> JsonText | FromAnswer:
    return replace(value, step=0) if isinstance(value, FromAnswer) else value
