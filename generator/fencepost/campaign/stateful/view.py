"""An observation beside what its unit told before: what every check of state looks at."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fencepost.campaign.judging.observation import Finding, Observation
from fencepost.campaign.stateful.memory import Memory, Told, told
from fencepost.campaign.stateful.subject import Subject
from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.resources import wrapped_object
from fencepost.ir.values import Json

LIMIT = 80
"""Longer values are cut in reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One answer about one resource."""

    seen: Observation
    subject: Subject
    memory: Memory
    now: Told

    @property
    def api(self) -> Api:
        """The document."""
        return self.seen.contract.api

    @property
    def declared(self) -> frozenset[str]:
        """The fields that the document gives the thing that this answer is about."""
        kind = None if self.seen.content is None else self.seen.content.type
        wrapped = None if kind is None else wrapped_object(kind, self.api)
        return frozenset(() if wrapped is None else (item.wire_name for item in wrapped[1]))

    def finding(
        self,
        check: str,
        target: str,
        named: str,
        words: str,
        *,
        expected: str,
        received: str,
        location: Location | None = None,
    ) -> Finding:
        """What is held against the answer; `words` go on from `GET /things answered 200`."""
        case = self.seen.case
        return Finding(
            check=check,
            target=target,
            point=target.rpartition("/")[2] or "state",
            named=named,
            message=f"{case.method.upper()} {case.path} answered {self.now.status} {words}",
            expected=expected,
            received=received,
            location=self.seen.operation.location if location is None else location,
        )


def view_of(seen: Observation, subject: Subject) -> View:
    """The observation beside what its story told of a resource."""
    now = told(seen.case, seen.given, seen.answer, seen.body)
    memory = Memory(subject, seen.contract.api, seen.story, now.scope(subject.resource))
    return View(seen=seen, subject=subject, memory=memory, now=now)


def text(value: Json) -> str:
    """A value as reports show it: JSON, cut in its middle where it is long."""
    whole = json.dumps(value, ensure_ascii=False, default=float)
    return whole if len(whole) <= LIMIT else f"{whole[: LIMIT - 25]} … {whole[-20:]}"
