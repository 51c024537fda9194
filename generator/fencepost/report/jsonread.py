"""Events back from the lines of events.jsonl."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, get_args

from fencepost.campaign.casefile import CaseFormError, case_from, steps_from
from fencepost.campaign.coverage.points import Hits, Point
from fencepost.campaign.events import Cleaned, Ending, Event, Finished, Judged, Noted, Retold, Role, Skipped, Started
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.questions import Question
from fencepost.campaign.judging.statuses import Verdict
from fencepost.campaign.phases import ALL_PHASES, Phase
from fencepost.cases.case import KINDS
from fencepost.diagnostics import Location
from fencepost.ir.values import Json
from fencepost.report.jsonfile import SCHEMA

Word = TypeVar("Word", bound=str)
Thing = TypeVar("Thing")
Told = dict[str, Json]

_ROLES: tuple[Role, ...] = (*ALL_PHASES, "support")
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_ENDINGS: tuple[Ending, ...] = get_args(Ending)


class EventFormError(Exception):
    """The line is no event; the message says what is wrong with it."""


def event_from(line: str) -> Event:
    """The event of a line.

    Raises EventFormError where the line is not one that `Lines` makes.
    """
    try:
        told = json.loads(line)
        read = _READERS[told["event"]]
        return read(told)
    except (ValueError, TypeError, KeyError, IndexError, CaseFormError) as error:
        raise EventFormError(str(error)) from None


def _text(told: Told, name: str) -> str:
    value = told[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a text")
    return value


def _optional(told: Told, name: str) -> str | None:
    return None if told.get(name) is None else _text(told, name)


def _whole(told: Told, name: str) -> int:
    value = told[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} must be an integer")
    return value


def _number(told: Told, name: str) -> float:
    value = told[name]
    if not isinstance(value, int | float):
        raise TypeError(f"{name} must be a number")
    return float(value)


def _true(told: Told, name: str) -> bool:
    return told[name] is True


def _word(told: Told, name: str, known: tuple[Word, ...]) -> Word:
    value = _text(told, name)
    return known[known.index(value)]


def _object(value: Json) -> Told:
    if not isinstance(value, dict):
        raise TypeError("this must be an object")
    return value


def _all(told: Told, name: str, read: Callable[[Told], Thing]) -> tuple[Thing, ...]:
    value = told.get(name, [])
    return tuple(read(_object(item)) for item in value) if isinstance(value, list) else ()


def _texts(told: Told, name: str) -> tuple[str, ...]:
    value = told.get(name, [])
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _pair(value: Json) -> tuple[str, str]:
    match value:
        case [str(first), str(second)]:
            return first, second
        case _:
            raise TypeError("this must be a pair of texts")


def _pairs(told: Told, name: str) -> frozenset[Point]:
    value = told.get(name, [])
    return frozenset(map(_pair, value)) if isinstance(value, list) else frozenset()


def _started(told: Told) -> Started:
    if told["schema"] != SCHEMA:
        raise ValueError(f"it is of schema {told['schema']}, and this is {SCHEMA}")
    planned = told["planned"]
    return Started(
        title=_text(told, "title"),
        source=_text(told, "source"),
        digest=_text(told, "digest"),
        address=_text(told, "address"),
        seed=_whole(told, "seed"),
        planned=tuple(map(_planned, planned)) if isinstance(planned, list) else (),
        shard=_text(told, "shard"),
        points_total=_whole(told, "points_total"),
        rules_total=_whole(told, "rules_total"),
        tolerates=_texts(told, "tolerates"),
    )


def _planned(value: Json) -> tuple[Phase, int]:
    match value:
        case [str(phase), int(count)]:
            return ALL_PHASES[ALL_PHASES.index(phase)], count
        case _:
            raise TypeError("planned must hold pairs of a phase and a number")


def _judged(told: Told) -> Judged:
    created = told.get("created")
    status = told["status"]
    return Judged(
        number=_whole(told, "number"),
        index=_whole(told, "index"),
        role=_word(told, "role", _ROLES),
        case=case_from(told["case"]),
        status=status if isinstance(status, int) else None,
        verdict=_word(told, "verdict", _VERDICTS),
        cause=_optional(told, "cause"),
        hits=Hits(points=_pairs(told, "points"), rules=_pairs(told, "rules")),
        failures=_all(told, "failures", _failure),
        doubtful=_all(told, "doubtful", _failure),
        silence=_failure(_object(told["silence"])) if told.get("silence") else None,
        notes=_all(told, "notes", _note),
        compared=_texts(told, "compared"),
        tolerated=_texts(told, "tolerated"),
        created=None if created is None else _pair(created),
        seconds=_number(told, "seconds"),
    )


def _failure(told: Told) -> Failure:
    *before, last = steps_from(told["replay"])
    status = told["status"]
    return Failure(
        key=_text(told, "key"),
        check=_text(told, "check"),
        operation=_text(told, "operation"),
        case=last.case,
        before=tuple(before),
        target=_text(told, "target"),
        point=_text(told, "point"),
        rule=_optional(told, "rule"),
        clause=_optional(told, "clause"),
        location=_location(told["location"]),
        named=_text(told, "named"),
        message=_text(told, "message"),
        expected=_text(told, "expected"),
        received=_text(told, "received"),
        remedy=_optional(told, "remedy"),
        status=status if isinstance(status, int) else None,
        address=_text(told, "address"),
        curl=_text(told, "curl"),
        answer=_text(told, "answer"),
    )


def _location(value: Json) -> Location | None:
    if value is None:
        return None
    told = _object(value)
    return Location(
        file=_text(told, "file"),
        line=_whole(told, "line"),
        column=_whole(told, "column"),
        pointer=_text(told, "pointer"),
    )


def _note(told: Told) -> Noted:
    question = _object(told["question"])
    location = _location(question["location"])
    if location is None:
        raise TypeError("a question stands somewhere")
    return Noted(
        question=Question(
            text=_text(question, "text"),
            field=_optional(question, "field"),
            excuses_acceptance=_true(question, "excuses_acceptance"),
            location=location,
        ),
        message=_text(told, "message"),
        case=_text(told, "case"),
    )


def _retold(told: Told) -> Retold:
    return Retold(
        failure=replace(_failure(_object(told["failure"])), number=_whole(told, "number")),
        shown=_whole(told, "shown"),
        tried=_whole(told, "tried"),
        requests=_whole(told, "requests"),
    )


def _skipped(told: Told) -> Skipped:
    return Skipped(
        index=_whole(told, "index"),
        phase=_word(told, "phase", ALL_PHASES),
        case=_text(told, "case"),
        kind=_word(told, "kind", KINDS),
        reason=_text(told, "reason"),
        blocked=_true(told, "blocked"),
    )


def _cleaned(told: Told) -> Cleaned:
    return Cleaned(deleted=_whole(told, "deleted"), left=_whole(told, "left"))


def _finished(told: Told) -> Finished:
    return Finished(
        ending=_word(told, "ending", _ENDINGS),
        complete=_true(told, "complete"),
        detail=_optional(told, "detail"),
        seconds=_number(told, "seconds"),
    )


_READERS: dict[str, Callable[[Told], Event]] = {
    "started": _started,
    "judged": _judged,
    "retold": _retold,
    "skipped": _skipped,
    "cleaned": _cleaned,
    "finished": _finished,
}
