"""What a campaign has sent and what was decided of it: all that its certificate is made from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fencepost.campaign.events import Event, Judged
from fencepost.campaign.job import Job
from fencepost.campaign.unit import Unit, case_unit
from fencepost.cases.case import Case, FromAnswer
from fencepost.certificate.answers import Answers

MOST_DRAWN = 5_000
"""So many drawn cases are remembered: a run may draw cases without end, and later ones seldom tell more."""


@dataclass(slots=True)
class Evidence:
    """A fold over the events of a campaign."""

    job: Job
    answered: bool = False
    """Whether the server answered anything."""

    sent: dict[int, set[str]] = field(default_factory=dict)
    """By the place of a unit in the plan, the ids of the cases that were sent for it."""

    decided: dict[int, set[str]] = field(default_factory=dict)
    """The same of the cases whose answers kept the document, or are told to break it."""

    trusted: set[str] = field(default_factory=set)
    """The operations that took a valid case: their refusals do not speak of the credential."""

    answers: Answers = field(default_factory=Answers)
    """What the server has shown."""

    drawn: dict[int, Unit] = field(default_factory=dict)
    """The units that stand in no plan, by their place after it."""

    def take(self, event: Event) -> None:
        """Count an event in."""
        if isinstance(event, Judged):
            self.answered = self.answered or event.status is not None
            if event.index < len(self.job.plan) or self._is_remembered(event):
                self._take(event)

    def _is_remembered(self, event: Judged) -> bool:
        """Whether a drawn case has a place here."""
        if event.index not in self.drawn and len(self.drawn) < MOST_DRAWN and event.role == "explore":
            self.drawn[event.index] = case_unit("explore", _drawn(event.case), self.job.makers)
        return event.index in self.drawn

    def _take(self, event: Judged) -> None:
        self.sent.setdefault(event.index, set()).add(event.case.id)
        if event.verdict == "kept" or event.failures:
            self.decided.setdefault(event.index, set()).add(event.case.id)
        if event.verdict != "kept":
            return
        if event.exchange is not None:
            self.answers.take(event.exchange)
        if event.case.kind == "valid":
            self.trusted.add(event.case.operation)


def _drawn(case: Case) -> Case:
    """The case as it was drawn, before it was given a thing of its own to be about."""
    named = tuple(
        (name, replace(value, step=None) if isinstance(value, FromAnswer) else value)
        for name, value in case.path_params
    )
    return replace(case, path_params=named)
