"""Events back from the lines of events.jsonl."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import get_args

from fencepost.campaign.casefile import CaseFormError, case_from, steps_from
from fencepost.campaign.certificate import REASONS, Certified, Missed
from fencepost.campaign.coverage.points import Hits
from fencepost.campaign.events import (
    Cleaned,
    Ending,
    Event,
    Fenced,
    Finished,
    Judged,
    Noted,
    Recalled,
    Retold,
    Role,
    Skipped,
    Started,
)
from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.questions import Question
from fencepost.campaign.judging.statuses import Verdict
from fencepost.campaign.phases import ALL_PHASES, Phase
from fencepost.campaign.planning.aims import Aim
from fencepost.cases.case import KINDS, Kind
from fencepost.diagnostics import Location
from fencepost.ir.amendments import Tried
from fencepost.ir.values import Json, JsonText
from fencepost.report.jsonfile import SCHEMA
from fencepost.report.members import (
    Told,
    all_of,
    is_true,
    known_word,
    number_of,
    object_of,
    optional_text,
    pair_of,
    pairs_of,
    text_of,
    texts_of,
    whole_number,
    word_of,
)

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


def _started(told: Told) -> Started:
    if told["schema"] != SCHEMA:
        raise ValueError(f"it is of schema {told['schema']}, and this is {SCHEMA}")
    planned = told["planned"]
    return Started(
        title=text_of(told, "title"),
        source=text_of(told, "source"),
        digest=text_of(told, "digest"),
        address=text_of(told, "address"),
        seed=whole_number(told, "seed"),
        planned=tuple(map(_planned, planned)) if isinstance(planned, list) else (),
        shard=text_of(told, "shard"),
        points_total=whole_number(told, "points_total"),
        rules_total=whole_number(told, "rules_total"),
        tolerates=texts_of(told, "tolerates"),
        accepted=texts_of(told, "accepted"),
        aims=all_of(told, "aims", _aim),
        recalled=all_of(told, "recalled", _recalled),
        phases=tuple(known_word(phase, ALL_PHASES) for phase in texts_of(told, "phases")),
        operations=texts_of(told, "operations"),
        left_out=whole_number(told, "left_out") if "left_out" in told else 0,
    )


def _recalled(told: Told) -> Recalled:
    return Recalled(
        index=whole_number(told, "index"),
        file=text_of(told, "file"),
        case=text_of(told, "case"),
        key=optional_text(told, "key"),
        check=optional_text(told, "check"),
        target=optional_text(told, "target"),
    )


def _aim(told: Told) -> Aim:
    return Aim(
        operation=text_of(told, "operation"),
        target=text_of(told, "target"),
        rule=optional_text(told, "rule"),
        text=text_of(told, "text"),
        location=_location(told["location"]),
        points=tuple(_tried(told["points"])),
    )


def _tried(value: Json) -> Iterator[tuple[Kind, str]]:
    for item in value if isinstance(value, list) else ():
        kind, point = pair_of(item)
        yield known_word(kind, KINDS), point


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
        number=whole_number(told, "number"),
        index=whole_number(told, "index"),
        role=word_of(told, "role", _ROLES),
        case=case_from(told["case"]),
        status=status if isinstance(status, int) else None,
        verdict=word_of(told, "verdict", _VERDICTS),
        cause=optional_text(told, "cause"),
        hits=Hits(points=pairs_of(told, "points"), rules=pairs_of(told, "rules")),
        failures=all_of(told, "failures", _failure),
        doubtful=all_of(told, "doubtful", _failure),
        silence=_failure(object_of(told["silence"])) if told.get("silence") else None,
        notes=all_of(told, "notes", _note),
        compared=texts_of(told, "compared"),
        tolerated=texts_of(told, "tolerated"),
        created=None if created is None else pair_of(created),
        seconds=number_of(told, "seconds"),
    )


def _failure(told: Told) -> Failure:
    *before, last = steps_from(told["replay"])
    status = told["status"]
    return Failure(
        key=text_of(told, "key"),
        check=text_of(told, "check"),
        operation=text_of(told, "operation"),
        case=last.case,
        before=tuple(before),
        target=text_of(told, "target"),
        point=text_of(told, "point"),
        rule=optional_text(told, "rule"),
        clause=optional_text(told, "clause"),
        location=_location(told["location"]),
        named=text_of(told, "named"),
        message=text_of(told, "message"),
        expected=text_of(told, "expected"),
        received=text_of(told, "received"),
        remedy=optional_text(told, "remedy"),
        status=status if isinstance(status, int) else None,
        address=text_of(told, "address"),
        curl=text_of(told, "curl"),
        answer=text_of(told, "answer"),
    )


def _location(value: Json) -> Location | None:
    if value is None:
        return None
    told = object_of(value)
    return Location(
        file=text_of(told, "file"),
        line=whole_number(told, "line"),
        column=whole_number(told, "column"),
        pointer=text_of(told, "pointer"),
    )


def _note(told: Told) -> Noted:
    question = object_of(told["question"])
    location = _location(question["location"])
    if location is None:
        raise TypeError("a question stands somewhere")
    return Noted(
        question=Question(
            text=text_of(question, "text"),
            field=optional_text(question, "field"),
            excuses_acceptance=is_true(question, "excuses_acceptance"),
            location=location,
        ),
        message=text_of(told, "message"),
        case=text_of(told, "case"),
    )


def _retold(told: Told) -> Retold:
    return Retold(
        failure=replace(_failure(object_of(told["failure"])), number=whole_number(told, "number")),
        shown=whole_number(told, "shown"),
        tried=whole_number(told, "tried"),
        requests=whole_number(told, "requests"),
    )


def _fenced(told: Told) -> Fenced:
    tried = told["tried"]
    return Fenced(
        keys=texts_of(told, "keys"),
        fence=ServerFence(
            document=text_of(told, "document"),
            location=_location(told["location"]),
            server=text_of(told, "server"),
            requests=whole_number(told, "requests"),
            tried=tuple(map(_tried_value, tried)) if isinstance(tried, list) else (),
        ),
    )


def _tried_value(value: Json) -> Tried:
    match value:
        case [str(text), bool(accepted)]:
            return Tried(value=JsonText(text), accepted=accepted)
        case _:
            raise TypeError("tried must hold pairs of a value's text and whether it was accepted")


def _skipped(told: Told) -> Skipped:
    return Skipped(
        index=whole_number(told, "index"),
        phase=word_of(told, "phase", ALL_PHASES),
        case=text_of(told, "case"),
        operation=optional_text(told, "operation") or "",
        kind=word_of(told, "kind", KINDS),
        target=optional_text(told, "target") or "",
        point=optional_text(told, "point") or "",
        rule=optional_text(told, "rule"),
        reason=text_of(told, "reason"),
        blocked=is_true(told, "blocked"),
    )


def _cleaned(told: Told) -> Cleaned:
    return Cleaned(deleted=whole_number(told, "deleted"), left=whole_number(told, "left"))


def _finished(told: Told) -> Finished:
    return Finished(
        ending=word_of(told, "ending", _ENDINGS),
        complete=is_true(told, "complete"),
        detail=optional_text(told, "detail"),
        seconds=number_of(told, "seconds"),
    )


def _certified(told: Told) -> Certified:
    return Certified(total=whole_number(told, "total"), missed=all_of(told, "missed", _missed))


def _missed(told: Told) -> Missed:
    return Missed(
        id=text_of(told, "id"), description=text_of(told, "description"), reason=word_of(told, "reason", REASONS)
    )


_READERS: dict[str, Callable[[Told], Event]] = {
    "started": _started,
    "judged": _judged,
    "retold": _retold,
    "fenced": _fenced,
    "skipped": _skipped,
    "cleaned": _cleaned,
    "finished": _finished,
    "certified": _certified,
}
