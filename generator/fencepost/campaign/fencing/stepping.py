"""Of what the server's numbers must be multiples, where it takes some that the document's step leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fencepost.campaign.fencing.bisection import UntoldError
from fencepost.campaign.fencing.probing import Place, Prober
from fencepost.campaign.fencing.serverfence import NOT_FOUND, Search, ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import field_name, types_at
from fencepost.cases.numbers import simplest_number, wire
from fencepost.ir.amendments import Amendment, Put, Remove
from fencepost.ir.pointers import steps_of
from fencepost.ir.types import Number
from fencepost.ir.values import freeze
from fencepost.rules.evaluate import is_multiple

MOST_STEPS = 8
"""So many smaller steps are tried, the smallest first."""


def fence_of_step(failures: tuple[Failure, ...], prober: Prober) -> Search | None:
    """The server's own step; None where the document has none, or the server refuses what it allows."""
    failure, before = failures[0], prober.sent
    place = Place(failure, prober)
    kinds = types_at(steps_of(failure.target), place.operation, prober.job.contract.api)
    kind = next((each for each in kinds if isinstance(each, Number) and each.multiple_of is not None), None)
    if kind is None or kind.multiple_of is None or failure.check != "fault_accepted":
        return None
    stated, amendment = kind.multiple_of, _Amendments(kind)
    amendments: tuple[Amendment, ...] = ()
    try:
        step = _step(kind, Decimal(stated.value), place)
        server = f"multiples of {step}" if step is not None else f"any {'whole ' if kind.integer else ''}number"
        amendments = (amendment.of(step),)
    except UntoldError as error:
        server = f"{NOT_FOUND}{error}"
    fence = ServerFence(
        document=f"{field_name(failure.target)} multiples of {stated.value}",
        location=stated.location,
        server=server,
        requests=prober.sent - before,
        tried=tuple(place.tried),
        amendments=amendments,
    )
    return Search(fence=fence)


class _Amendments:
    """What makes the document say another step."""

    def __init__(self, kind: Number) -> None:
        assert kind.multiple_of is not None
        self._location = kind.multiple_of.location

    def of(self, step: Decimal | None) -> Amendment:
        """The amendment for a step; None for no step at all."""
        file, pointer = self._location.file, self._location.pointer
        if step is None:
            return Remove(file=file, pointer=pointer)
        value = int(step) if step == step.to_integral_value() else step
        return Put(file=file, pointer=pointer.rpartition("/")[0], name="multipleOf", value=freeze(value))


def _step(kind: Number, stated: Decimal, place: Place) -> Decimal | None:
    """The smallest step of which a multiple is taken; None for any number. Raises UntoldError."""
    start = Decimal(str(simplest_number(kind)))
    if not place.accepts(wire(start, kind)):
        raise UntoldError("a multiple is refused, too")
    steps = tuple(_smaller(kind, stated))
    for step in steps:
        number = next((start + sign * step for sign in (1, -1) if _is_within(start + sign * step, kind)), None)
        if number is not None and place.accepts(wire(number, kind)):
            return None if step == steps[0] else step
    raise UntoldError("what showed it did not show it again")


def _is_within(number: Decimal, kind: Number) -> bool:
    low, high = kind.minimum, kind.maximum
    return (low is None or number > low.value) and (high is None or number < high.value)


def _smaller(kind: Number, stated: Decimal) -> Iterator[Decimal]:
    """Steps of which the stated one is a multiple, the smallest first; the first stands for any number."""
    if kind.integer:
        whole = int(stated) if stated == stated.to_integral_value() else 1
        yield from [Decimal(each) for each in range(1, whole) if whole % each == 0][:MOST_STEPS]
        return
    yield stated * Decimal("0.037")
    yield from (stated / part for part in (100, 20, 10, 5, 4, 2) if is_multiple(stated, stated / part))
