"""What became of the failures of earlier runs: a fold over the events of a campaign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from fencepost.campaign.events import Event, Judged, Recalled, Skipped, Started
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.unit import Unit

Fate: TypeAlias = Literal["occurs", "mended", "different", "undecided", "not sent"]
"""`different`: the answer is still wrong, and in another way. `not sent`: the run came to its end before, or its
request is no longer what it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One failure of an earlier run, and what became of it."""

    recalled: Recalled
    fate: Fate = "not sent"
    reason: str | None = None
    """Why nothing is known of it; None where something is."""


@dataclass(slots=True)
class Recollection:
    """The failures of earlier runs by the places of their units in the plan."""

    memories: dict[int, Memory] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Note what an event says of an earlier failure."""
        match event:
            case Started(recalled=recalled):
                self.memories = {each.index: Memory(recalled=each) for each in recalled}
            case Skipped(index=index, reason=reason) if index in self.memories:
                if self.memories[index].fate != "occurs":
                    self.memories[index] = replace(self.memories[index], fate="not sent", reason=reason)
            case Judged(index=index, role="regressions") if index in self.memories:
                self._judged(event)
            case _:
                pass

    def all(self) -> tuple[Memory, ...]:
        """Every earlier failure, in the order of the plan."""
        return tuple(memory for _, memory in sorted(self.memories.items()))

    def _judged(self, event: Judged) -> None:
        known = self.memories[event.index]
        # A sequence tells by its last answer, but what it shows on the way counts as well.
        if known.fate == "occurs":
            return
        fate = _fate(event, known.recalled)
        self.memories[event.index] = replace(known, fate=fate, reason=event.cause if fate == "undecided" else None)


def recalled_in(plan: Iterable[Unit]) -> tuple[Recalled, ...]:
    """The earlier failures among the units of a plan."""
    return tuple(
        Recalled(index=index, case=unit.case.id, file=each.file, key=each.key, check=each.check, target=each.target)
        for index, unit in enumerate(plan)
        if (each := unit.origin) is not None
    )


def _fate(event: Judged, recalled: Recalled) -> Fate:
    if any(_is_meant(failure, recalled) for failure in shown_by(event)):
        return "occurs"
    match event.verdict:
        case "kept":
            return "mended"
        case "broken":
            return "different"
        case _:
            return "undecided"


def shown_by(event: Judged) -> tuple[Failure, ...]:
    """All that an answer is taken to show, or that it was dropped."""
    doubtful = event.doubtful if event.verdict == "broken" else ()
    silent = () if event.silence is None else (event.silence,)
    return (*event.failures, *doubtful, *silent)


def _is_meant(failure: Failure, recalled: Recalled) -> bool:
    """Whether a failure is the earlier one, though its value may be another; any is, where a file names none."""
    if recalled.check is None and recalled.key is None:
        return True
    alike = (failure.check, failure.target) == (recalled.check, recalled.target)
    return failure.key == recalled.key or alike
