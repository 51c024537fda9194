"""Which values of an enumeration the server does not know, and which it takes besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from fencepost.campaign.fencing.bisection import UntoldError
from fencepost.campaign.fencing.probing import Gone, Place, Prober, Value, value_at
from fencepost.campaign.fencing.serverfence import NOT_FOUND, Explains, Search, ServerFence, explains_none
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import field_name, types_at
from fencepost.cases.case import Case
from fencepost.cases.wrong.values import fault_points
from fencepost.ir.amendments import Amendment, Join, Leave, Remove
from fencepost.ir.pointers import steps_of
from fencepost.ir.types import Enum
from fencepost.ir.values import Json, freeze, key_of

UNKNOWN = "no-such-value"
"""What no enumeration has."""

MOST_NAMED = 8
"""So many values are named, before they are only counted."""


def fence_of_enum(failures: tuple[Failure, ...], prober: Prober) -> Search | None:
    """What the server makes of the values, and of those near them; `failures` are all of that field's enumeration."""
    failure, before = failures[0], prober.sent
    place = Place(failure, prober)
    kinds = types_at(steps_of(failure.target), place.operation, prober.job.contract.api)
    enum = next((kind for kind in kinds if isinstance(kind, Enum)), None)
    if enum is None:
        return None
    amendments: tuple[Amendment, ...] = ()
    explains: Explains = explains_none
    try:
        lost, taken, is_open = _Values(enum, place, prober).told(failures)
        server = _words(lost, taken, is_open=is_open)
        amendments = tuple(_amendments(enum, lost, taken, is_open=is_open))
        explains = partial(_is_lost, values=frozenset(map(key_of, lost)), target=failure.target)
    except UntoldError as error:
        server = f"{NOT_FOUND}{error}"
    count = len(enum.values)
    fence = ServerFence(
        document=f"{field_name(failure.target)} is one of {count} values" if count > 1 else _constant(failure, enum),
        location=enum.location,
        server=server,
        requests=prober.sent - before,
        tried=tuple(place.tried),
        amendments=amendments,
    )
    return Search(fence=fence, explains=explains)


def _is_lost(case: Case, *, values: frozenset[str], target: str) -> bool:
    """Whether a request has a value that the server does not know."""
    value = value_at(case, target)
    return not isinstance(value, Gone) and key_of(value) in values


def _constant(failure: Failure, enum: Enum) -> str:
    return f"{field_name(failure.target)} is {enum.values[0].value.text}"


class _Values:
    """The values of one enumeration, and those near them."""

    def __init__(self, enum: Enum, place: Place, prober: Prober) -> None:
        self._enum = enum
        self._place = place
        self._prober = prober

    def told(self, failures: Iterable[Failure]) -> tuple[list[Json], list[Json], bool]:
        """The values that are refused, those that are taken besides, and whether any is. Raises UntoldError."""
        shown = [(failure.check, _known(value_at(failure.case, failure.target))) for failure in failures]
        refused = [value for check, value in shown if check == "valid_refused" and self._enum.holds(value)]
        beside = [value for check, value in shown if check == "fault_accepted" and not self._enum.holds(value)]
        lost = [value for value in _different(refused) if self._is(value, accepted=False)]
        taken = [value for value in self._near(beside) if self._is(value, accepted=True)] if beside else []
        is_open = bool(beside) and self._is(UNKNOWN, accepted=True)
        if not lost and not taken:
            raise UntoldError("what showed it did not show it again")
        if len(lost) >= len(self._enum.values):
            raise UntoldError("every value that was tried is refused")
        return lost, taken, is_open

    def _is(self, value: Json, *, accepted: bool) -> bool:
        return self._place.accepts(value) is accepted

    def _near(self, shown: list[Json]) -> list[Json]:
        points = (point.value for point in fault_points(self._enum, self._prober.nominals) if point.name == "enum-")
        return _different((*shown, *points))


def _different(values: Iterable[Json]) -> list[Json]:
    return list({key_of(value): value for value in values}.values())


def _known(value: Value) -> Json:
    return None if isinstance(value, Gone) else value


def _words(lost: list[Json], taken: list[Json], *, is_open: bool) -> str:
    told = [f"without {_listed(lost)}"] if lost else []
    if is_open:
        told.append("any value that was tried besides")
    elif taken:
        told.append(f"also {_listed(taken)}")
    return ", ".join(told)


def _listed(values: list[Json]) -> str:
    named = ", ".join(freeze(value).text for value in values[:MOST_NAMED])
    return named if len(values) <= MOST_NAMED else f"{named} and {len(values) - MOST_NAMED} more"


def _amendments(enum: Enum, lost: list[Json], taken: list[Json], *, is_open: bool) -> Iterator[Amendment]:
    file, pointer = enum.location.file, f"{enum.location.pointer}/enum"
    if is_open and not lost:
        yield Remove(file=file, pointer=pointer)
        return
    yield from (Leave(file=file, pointer=pointer, value=freeze(value)) for value in lost)
    if not is_open:
        yield from (Join(file=file, pointer=pointer, value=freeze(value)) for value in taken)
