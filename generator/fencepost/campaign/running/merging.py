"""The parts of a campaign folded into one, as if it had been run in one piece."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from fencepost.campaign.certificate import Certified, of_parts
from fencepost.campaign.events import Cleaned, Event, Fenced, Finished, Judged, Retold, Skipped, Started
from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.planning.plan import WHOLE
from fencepost.campaign.repeating.again import gravest
from fencepost.campaign.running.register import Register
from fencepost.diagnostics import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The events of one shard."""

    name: str
    """Where it was read."""

    started: Started
    events: tuple[Event, ...]
    """All that came after."""


Placed: TypeAlias = Judged | Skipped


class MergeError(Exception):
    """The parts are not those of one campaign; the message says why."""


def merged(parts: tuple[Part, ...]) -> Iterator[Event]:
    """The events of the whole campaign, its requests in the order of the plan.

    What each shard made before its first unit counts once. Where a part was interrupted, so is the whole. Raises
    MergeError where a part is missing, is there twice, or is of another campaign.
    """
    _check(parts)
    yield replace(parts[0].started, shard=str(WHOLE))
    register, origins = Register(), dict[int, tuple[Part, int]]()
    for number, part, event in _numbered(parts):
        if isinstance(event, Skipped):
            yield event
            continue
        origins[number] = part, event.number
        judged = register.settled(replace(event, number=number))
        yield judged
        yield from register.told(judged)
    for failure in gravest(register.failures.values()):
        yield from _retold(failure, *origins[failure.number])
    yield from _fenced(parts, register.failures)
    yield from _cleaned(parts)
    yield from _finished(parts)
    yield from _certified(parts)


def _check(parts: tuple[Part, ...]) -> None:
    first = parts[0]
    for part in parts[1:]:
        ours, theirs = _told(part.started), _told(first.started)
        for name, value in ours.items():
            if value != theirs[name]:
                raise MergeError(
                    f"{part.name} is of another campaign than {first.name}: {name} {value}, {theirs[name]}"
                )
    count = int(first.started.shard.partition("/")[2])
    numbers = [int(part.started.shard.partition("/")[0]) for part in parts]
    missing = [f"{number}/{count}" for number in range(1, count + 1) if number not in numbers]
    if missing:
        raise MergeError(f"there is no part {', '.join(missing)}")
    twice = next((part for index, part in enumerate(parts) if numbers.index(numbers[index]) != index), None)
    if twice is not None:
        raise MergeError(f"{twice.name} is part {twice.started.shard}, which is there twice")


def _told(started: Started) -> dict[str, object]:
    return {
        "document": started.digest,
        "seed": started.seed,
        "plan": started.planned,
        "tolerated": started.tolerates,
        "number of shards": started.shard.partition("/")[2],
    }


def _numbered(parts: tuple[Part, ...]) -> Iterator[tuple[int, Part, Placed]]:
    """What was sent and what was not, in the order of the plan, with the ordinals of the requests."""
    placed: list[tuple[int, Part, Placed]] = []
    for part in parts:
        own = (event for event in part.events if isinstance(event, Judged | Skipped))
        placed += [(event.index, part, event) for event in own if event.index >= 0 or part is parts[0]]
    number = 0
    for _, part, event in sorted(placed, key=lambda each: each[0]):
        number += isinstance(event, Judged)
        yield number, part, event


def _retold(failure: Failure, part: Part, number: int) -> Iterator[Retold]:
    """What came of sending a failure again, in the part that showed it first, there in the request of that number.

    Nothing where that part told it of an earlier request, which in the whole showed something else.
    """
    for event in part.events:
        if isinstance(event, Retold) and (event.failure.key, event.failure.number) == (failure.key, number):
            yield replace(event, failure=replace(event.failure, number=failure.number))


def _fenced(parts: tuple[Part, ...], known: Collection[str]) -> Iterator[Fenced]:
    """The fences of failures of the whole, each as the first part tells it that looked for it."""
    told: dict[tuple[str, Location | None, str], ServerFence] = {}
    keys: set[str] = set()
    for event in (event for part in parts for event in part.events):
        if isinstance(event, Fenced):
            fence = event.fence
            own = tuple(key for key in event.keys if key in known and key not in keys)
            keys.update(own)
            if own:
                yield Fenced(keys=own, fence=told.setdefault((fence.document, fence.location, fence.server), fence))


def _cleaned(parts: tuple[Part, ...]) -> Iterator[Cleaned]:
    """What was deleted; the things that each shard made for its units are one and the same in the whole."""
    found = [event for part in parts for event in part.events if isinstance(event, Cleaned)]
    if found:
        shared = sum(
            isinstance(event, Judged) and event.index < 0 and event.created is not None
            for part in parts[1:]
            for event in part.events
        )
        yield Cleaned(deleted=sum(each.deleted for each in found) - shared, left=sum(each.left for each in found))


def _certified(parts: tuple[Part, ...]) -> Iterator[Certified]:
    """What the parts are worth together; nothing where one of them does not say what it is."""
    found = tuple(event for part in parts for event in part.events if isinstance(event, Certified))
    if len(found) == len(parts):
        yield of_parts(found)


def _finished(parts: tuple[Part, ...]) -> Iterator[Finished]:
    """The end of the whole: of the first part that did not come to its own end, else complete; none if one has none."""
    ends = [event for part in parts for event in part.events if isinstance(event, Finished)]
    if len(ends) < len(parts):
        return
    seconds = max(each.seconds for each in ends)
    early = next((each for each in ends if each.ending != "complete"), ends[0])
    yield replace(early, complete=all(each.complete for each in ends), seconds=seconds)
