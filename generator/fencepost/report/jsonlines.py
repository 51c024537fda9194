"""events.jsonl: a campaign, event by event, from which `fencepost merge` makes one report of many parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from fencepost.campaign.casefile import steps_json
from fencepost.campaign.certificate import Certified
from fencepost.campaign.coverage.points import Point
from fencepost.campaign.events import Cleaned, Event, Fenced, Finished, Judged, Noted, Retold, Skipped, Started
from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.questions import Question
from fencepost.campaign.unit import Step
from fencepost.diagnostics import Location
from fencepost.ir.values import Json
from fencepost.report.jsonfile import SCHEMA


class Lines:
    """Makes the lines of a campaign; a point of the document is told with the first request that stood on it."""

    def __init__(self) -> None:
        self._told: set[Point] = set()

    def of(self, event: Event) -> Iterator[str]:
        """The line of an event, with a line end; none where the event follows from those before it."""
        told = self._json(event)
        if told is not None:
            yield json.dumps(told, separators=(",", ":"), default=float) + "\n"

    def _json(self, event: Event) -> dict[str, Json] | None:
        match event:
            case Started():
                return {"event": "started", "schema": SCHEMA, **_plain(asdict(event))}
            case Judged():
                return {"event": "judged", **self._judged(event)}
            case Retold():
                first = {"number": event.failure.number}
                numbers = {"shown": event.shown, "tried": event.tried, "requests": event.requests}
                return {"event": "retold", **first, **numbers, "failure": _failure(event.failure)}
            case Fenced():
                return {"event": "fenced", "keys": list(event.keys), **_fence(event.fence)}
            case Skipped():
                return {"event": "skipped", **_plain(asdict(event))}
            case Cleaned():
                return {"event": "cleaned", **_plain(asdict(event))}
            case Finished():
                return {"event": "finished", **_plain(asdict(event))}
            case Certified():
                return {"event": "certified", "total": event.total, "missed": [asdict(each) for each in event.missed]}
            case _:
                return None

    def _judged(self, event: Judged) -> dict[str, Json]:
        told: dict[str, Json] = {
            "number": event.number,
            "index": event.index,
            "role": event.role,
            "case": event.case.as_json(),
            "status": event.status,
            "verdict": event.verdict,
            "seconds": round(event.seconds, 6),
        }
        more: dict[str, Json] = {
            "cause": event.cause,
            "points": self._new(event.hits.points),
            "rules": self._new(event.hits.rules),
            "failures": [_failure(failure) for failure in event.failures],
            "doubtful": [_failure(failure) for failure in event.doubtful],
            "silence": None if event.silence is None else _failure(event.silence),
            "notes": [_note(note) for note in event.notes],
            "compared": list(event.compared),
            "tolerated": list(event.tolerated),
            "created": None if event.created is None else list(event.created),
        }
        return told | {name: value for name, value in more.items() if value}

    def _new(self, points: frozenset[Point]) -> list[Json]:
        new = sorted(points - self._told)
        self._told.update(new)
        return [list(point) for point in new]


def _plain(told: dict[str, Json]) -> dict[str, Json]:
    """Members of frozen data as JSON holds them."""
    return {name: _listed(value) for name, value in told.items()}


def _listed(value: Json | tuple[Json, ...]) -> Json:
    return [_listed(item) for item in value] if isinstance(value, list | tuple) else value


def _failure(failure: Failure) -> dict[str, Json]:
    return {
        "key": failure.key,
        "check": failure.check,
        "operation": failure.operation,
        "target": failure.target,
        "point": failure.point,
        "rule": failure.rule,
        "clause": failure.clause,
        "location": _location(failure.location),
        "named": failure.named,
        "message": failure.message,
        "expected": failure.expected,
        "received": failure.received,
        "remedy": failure.remedy,
        "status": failure.status,
        "address": failure.address,
        "curl": failure.curl,
        "answer": failure.answer,
        "replay": steps_json((*failure.before, Step(case=failure.case))),
    }


def _fence(fence: ServerFence) -> dict[str, Json]:
    """Without the edits of the document that it calls for: those are made where it was found."""
    return {
        "document": fence.document,
        "location": _location(fence.location),
        "server": fence.server,
        "requests": fence.requests,
        "tried": [[each.value.text, each.accepted] for each in fence.tried],
    }


def _location(location: Location | None) -> Json:
    return None if location is None else _plain(asdict(location))


def _note(note: Noted) -> dict[str, Json]:
    return {"question": _question(note.question), "message": note.message, "case": note.case}


def _question(question: Question) -> dict[str, Json]:
    return {
        "text": question.text,
        "field": question.field,
        "excuses_acceptance": question.excuses_acceptance,
        "location": _location(question.location),
    }
