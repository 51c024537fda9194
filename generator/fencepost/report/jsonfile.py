"""report.json: a campaign for programs, and for `fencepost replay`."""

from __future__ import annotations

import json

from fencepost.campaign.casefile import steps_json
from fencepost.campaign.events import Retold
from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.summary import Summary
from fencepost.campaign.unit import Step
from fencepost.diagnostics import visible_json
from fencepost.ir.amendments import Tried
from fencepost.ir.values import Json
from fencepost.report.certificate import certificate_json
from fencepost.report.keeping import accepted_json, memories_json, stale_json

SCHEMA = 1
"""Raised when a member changes its meaning or goes; members may be added at any time."""


def report_text(summary: Summary) -> str:
    """The text of report.json, with a line end; ASCII only, so that it can be shown anywhere."""
    return visible_json(json.dumps(report(summary), indent=2, default=float)) + "\n"


def report(summary: Summary) -> dict[str, Json]:
    """The report as a JSON value."""
    started = summary.started
    return {
        "schema": SCHEMA,
        "summary": _numbers(summary),
        "failures": [_failure(failure, summary) for failure in summary.failures.values()],
        "accepted": [
            _failure(failure, summary) | {"accepted": accepted_json(summary, key)}
            for key, failure in summary.accepted.items()
        ],
        "stale": stale_json(summary),
        "certificate": certificate_json(summary.certified),
        "regressions": memories_json(summary),
        "run": _run(summary),
        "undecided": dict(summary.causes),
        "not_tried": [{"case": each.case, "reason": each.reason} for each in summary.not_tried],
        "tolerated": {family: summary.tolerated[family] for family in started.tolerates} if started else {},
        "notes": [
            {
                "question": question,
                "location": str(notes[0].question.location),
                "message": notes[0].message,
                "cases": [note.case for note in notes],
            }
            for question, notes in summary.notes.items()
        ],
    }


def _numbers(summary: Summary) -> dict[str, Json]:
    started = summary.started
    return {
        "cases": summary.cases,
        "requests": summary.requests,
        "failures": len(summary.failures),
        "accepted": len(summary.accepted),
        "seconds": round(summary.seconds, 3),
        "points_hit": len(summary.points),
        "points_total": 0 if started is None else started.points_total,
        "rules_hit": len(summary.rules),
        "rules_total": 0 if started is None else started.rules_total,
    }


def _run(summary: Summary) -> dict[str, Json]:
    started = summary.started
    told: dict[str, Json] = {"ended": summary.ending or "interrupted", "complete": summary.complete}
    if started is not None:
        told |= {
            "document": started.source,
            "digest": started.digest,
            "address": started.address,
            "seed": started.seed,
            "phases": [phase for phase, _ in started.planned],
        }
    return told


def _failure(failure: Failure, summary: Summary) -> dict[str, Json]:
    case = failure.case
    return {
        "key": failure.key,
        "check": failure.check,
        "operation": failure.operation,
        "case": case.id,
        "target": failure.target,
        "point": failure.point,
        "rule": failure.rule,
        "status": failure.status,
        "message": failure.message,
        "expected": failure.expected,
        "received": failure.received,
        "location": None if failure.location is None else str(failure.location),
        "curl": failure.curl,
        "body": case.body_text if case.body is None else case.body.value,
        "answer": failure.answer,
        "request": failure.number,
        "times": summary.repeated[failure.key],
        "flaky": _flaky(summary.retold.get(failure.key)),
        "fence": fence_json(summary.fences.get(failure.key)),
        "replay": steps_json((*failure.before, Step(case=case))),
    }


def fence_json(fence: ServerFence | None) -> Json:
    """The server's own fence beside the document's; None where none was looked for."""
    if fence is None:
        return None
    return {
        "document": fence.document,
        "location": None if fence.location is None else str(fence.location),
        "server": fence.server,
        "requests": fence.requests,
        "tried": [_tried(each) for each in fence.tried],
    }


def _tried(each: Tried) -> Json:
    """What was tried; without a value where nothing stood in the place."""
    told: dict[str, Json] = {"accepted": each.accepted}
    return told | {"value": each.value.value} if each.value.text else told


def _flaky(retold: Retold | None) -> Json:
    """How often a failure that comes and goes came back; None for one that came back every time, or was not tried."""
    return None if retold is None or retold.is_steady else {"shown": retold.shown, "tried": retold.tried}
