"""The server's own limit of a number, a length or a count, beside the document's."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Literal

from fencepost.campaign.fencing.axes import LIMITS, Axis, axis_of, counted_noun
from fencepost.campaign.fencing.bisection import Edge, Line, UntoldError
from fencepost.campaign.fencing.probing import Gone, Place, Prober, value_at
from fencepost.campaign.fencing.serverfence import NOT_FOUND, Explains, Search, ServerFence, explains_none
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import field_name, keyword_of, types_at
from fencepost.cases.case import Case
from fencepost.cases.nominal import UnattainableError
from fencepost.diagnostics import counted
from fencepost.ir.amendments import Amendment, Put, Remove, SetBound
from fencepost.ir.pointers import steps_of
from fencepost.ir.types import Number
from fencepost.ir.values import Json, JsonText, freeze

ALIASES = {"large": "maximum"}
"""Points that try a limit which the document does not state."""


def limit_of(failure: Failure) -> str | None:
    """The keyword of the limit that a failure is about; None where it is about none."""
    keyword = ALIASES.get(failure.point, keyword_of(failure.point))
    return keyword if keyword in LIMITS else None


def fence_of_limit(keyword: str, failures: tuple[Failure, ...], prober: Prober) -> Search | None:
    """Where the server's own limit stands; `failures` are all of that field and limit, at least one."""
    failure, before = failures[0], prober.sent
    place = Place(failure, prober)
    axis = axis_of(keyword, types_at(steps_of(failure.target), place.operation, prober.job.contract.api))
    if axis is None:
        return None
    limit = _Limit(axis, place, prober)
    amendments: tuple[Amendment, ...] = ()
    explains: Explains = explains_none
    try:
        edge = limit.edge(failures)
        told = server_words(axis, edge)
        amendments = tuple(_amendments(axis, edge))
        explains = partial(_is_beyond, axis=axis, edge=edge, target=failure.target)
    except UntoldError as error:
        told = f"{NOT_FOUND}{error}"
    fence = ServerFence(
        document=document_words(axis, field_name(failure.target)),
        location=axis.location,
        server=told,
        requests=prober.sent - before,
        tried=tuple(place.tried),
        amendments=amendments,
    )
    return Search(fence=fence, explains=explains)


def _is_beyond(case: Case, *, axis: Axis, edge: Edge, target: str) -> bool:
    """Whether a request has a value that the server's limit refuses."""
    place = axis.place(_known(value_at(case, target)))
    return place is not None and edge.high is not None and place >= edge.high


class _Limit:
    """The search for one limit."""

    def __init__(self, axis: Axis, place: Place, prober: Prober) -> None:
        self._axis = axis
        self._place = place
        self._prober = prober
        self._near = _known(value_at(place.failure.case, place.failure.target))
        self._line = Line(self._ask, step=axis.step, resolution=axis.resolution, end=axis.end)

    def edge(self, failures: Iterable[Failure]) -> Edge:
        """Where it stands. Raises UntoldError."""
        low, high = self._shown(failures)
        if low is None and high is None:
            raise UntoldError("no value that shows it can be set by itself")
        if low is not None and high is not None and low >= high:
            raise UntoldError("what is taken and what is refused do not lie on two sides of one fence")
        if low is None and high is not None:
            low, high = self._line.inwards(high, self._axis.starts(self._prober.nominals))
        elif low is not None and high is None:
            low, high = self._line.outwards(low, self._axis.rungs(self._first(low)))
        assert low is not None
        edge = Edge(low=low, high=None, is_exact=True) if high is None else self._line.edge(low, high)
        self._confirm(edge)
        return edge

    def _first(self, low: Decimal) -> Decimal:
        """From where to look outside: the document's own limit, unless what is taken lies far from it."""
        stated = self._axis.stated
        place = low if stated is None else self._axis.sign * Decimal(stated.value)
        return place if abs(low - place) < self._axis.resolution else low

    def _shown(self, failures: Iterable[Failure]) -> tuple[Decimal | None, Decimal | None]:
        """The furthest place that failures show to be accepted, and the nearest that they show to be refused."""
        taken: list[Decimal] = []
        refused: list[Decimal] = []
        for failure in failures:
            place = self._plain_place(_known(value_at(failure.case, failure.target)))
            if place is not None:
                (taken if failure.check == "fault_accepted" else refused).append(place)
        for place in (*taken, *refused):
            self._line.knows(place, accepted=place in taken)
        return max(taken, default=None), min(refused, default=None)

    def _plain_place(self, value: Json) -> Decimal | None:
        """Where a value stands; None for a text of other letters than plain ones, which may be counted otherwise."""
        return None if isinstance(value, str) and not value.isascii() else self._axis.place(value)

    def _ask(self, place: Decimal) -> bool:
        try:
            value = self._axis.value(place, self._near, self._prober.nominals)
        except UnattainableError:
            number = self._axis.number(place)
            raise UntoldError(f"no value was found with {number} {counted_noun(self._axis.keyword)}s") from None
        return self._place.accepts(value, as_told=JsonText(_plain(self._axis.number(place))))

    def _confirm(self, edge: Edge) -> None:
        """Ask once more on both sides of the fence, and far from it. Raises UntoldError where the answers differ."""
        if not self._ask(edge.low) or (edge.high is not None and self._ask(edge.high)):
            raise UntoldError("the same request is answered in two ways")
        if edge.high is None:
            return
        beyond = next((each for each in self._axis.rungs(edge.high) if each > edge.high), None)
        if beyond is not None and self._ask(beyond):
            raise UntoldError("beyond what it refuses it takes values again")
        inside = next(self._axis.starts(self._prober.nominals), None)
        if inside is not None and inside < edge.low and not self._line.accepts(inside):
            raise UntoldError("short of what it takes it refuses values, too")


def _known(value: Json | Gone) -> Json:
    return None if isinstance(value, Gone) else value


def document_words(axis: Axis, name: str) -> str:
    """What the document says: `size <= 16`, `name <= 100 characters`, `name has no maxLength`."""
    if axis.stated is None:
        return f"{name} has no {axis.keyword}"
    return f"{name} {_comparison(axis, Decimal(axis.stated.value), exclusive=axis.is_exclusive)}"


def server_words(axis: Axis, edge: Edge) -> str:
    """What the server does: `<= 15, inclusive`, `< 16, exclusive`, `none up to 100000 characters`."""
    if edge.high is None:
        if axis.sign < 0 and edge.low == 0 and not isinstance(axis.kind, Number):
            return "none"
        way = "up" if axis.sign > 0 else "down"
        return f"none {way} to {_amount(axis, axis.number(edge.low))}"
    if not edge.is_exact:
        low, high = axis.number(edge.low), axis.number(edge.high)
        return f"between {_plain(low)}, which it takes, and {_plain(high)}, which it refuses"
    fence = _fence(axis, edge)
    is_exclusive = fence != edge.low
    said = _comparison(axis, axis.number(fence), exclusive=is_exclusive)
    return said if axis.step is not None else f"{said}, {'exclusive' if is_exclusive else 'inclusive'}"


def _fence(axis: Axis, edge: Edge) -> Decimal:
    """Where the fence stands: on a grid always on the last place that is accepted."""
    return edge.low if axis.step is not None else edge.fence


def _comparison(axis: Axis, number: Decimal, *, exclusive: bool) -> str:
    sign = ("<" if axis.sign > 0 else ">") + ("" if exclusive else "=")
    return f"{sign} {_amount(axis, number)}"


def _amount(axis: Axis, number: Decimal) -> str:
    noun = counted_noun(axis.keyword)
    return counted(int(number), noun) if noun else _plain(number)


def _plain(number: Decimal) -> str:
    """A number as a document writes it."""
    if number == number.to_integral_value() and number.copy_abs() < 10**16:
        return str(int(number))
    return format(number.normalize(), "f") if -7 < number.adjusted() < 16 else str(number.normalize())


def _amendments(axis: Axis, edge: Edge) -> Iterable[Amendment]:
    """What the document must say to be right; nothing where the fence is not known exactly."""
    schema = axis.kind.location
    file, pointer = schema.file, schema.pointer
    if axis.stated is not None:
        file, pointer = axis.stated.location.file, axis.stated.location.pointer.rpartition("/")[0]
    if not edge.is_exact:
        return
    if isinstance(axis.kind, Number):
        yield _bound(axis, edge, file, pointer)
    elif edge.high is not None:
        length = freeze(int(axis.number(edge.low)))
        yield Put(file=file, pointer=pointer, name=axis.keyword, value=length)
    elif axis.stated is not None:
        yield Remove(file=file, pointer=f"{pointer}/{axis.keyword}")


def _bound(axis: Axis, edge: Edge, file: str, pointer: str) -> SetBound:
    word: Literal["minimum", "maximum"] = "maximum" if axis.sign > 0 else "minimum"
    if edge.high is None:
        return SetBound(file=file, pointer=pointer, word=word, value=None)
    fence = _fence(axis, edge)
    number = axis.number(fence)
    value = int(number) if number == number.to_integral_value() else number
    return SetBound(file=file, pointer=pointer, word=word, value=value, exclusive=fence != edge.low)
