"""Whether the server asks for a field, and whether it takes what is forbidden: repeated items, other members."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fencepost.campaign.fencing.bisection import UntoldError
from fencepost.campaign.fencing.probing import GONE, Gone, Place, Prober, Value, value_at
from fencepost.campaign.fencing.serverfence import NOT_FOUND, Search, ServerFence, explains_none
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import field_at, field_name, keyword_of, types_at
from fencepost.cases.case import Case
from fencepost.cases.nominal import UnattainableError
from fencepost.diagnostics import Location
from fencepost.ir.amendments import Amendment, Join, Leave, Remove
from fencepost.ir.api import Api
from fencepost.ir.pointers import steps_of
from fencepost.ir.types import Array, Field, Nothing, Object, Type
from fencepost.ir.values import freeze


def fence_of_presence(failures: tuple[Failure, ...], prober: Prober) -> Search | None:
    """Whether the server asks for a field that it should not ask for, or does not ask for one that it should."""
    failure, before = failures[0], prober.sent
    place = Place(failure, prober)
    item = field_at(failure.target, place.operation, prober.job.contract.api)
    if not isinstance(item, Field):
        return None
    amendments: tuple[Amendment, ...] = ()
    try:
        _ask_both(place, item, prober)
        amendments = tuple(_of_required(item, place, prober))
        server = "may be absent" if item.required else "is required"
    except UntoldError as error:
        server = f"{NOT_FOUND}{error}"
    fence = ServerFence(
        document=f"{item.wire_name} {'is required' if item.required else 'may be absent'}",
        location=item.required_location or item.location,
        server=server,
        requests=prober.sent - before,
        tried=tuple(place.tried),
        amendments=amendments,
    )
    is_asked_for = bool(amendments) and not item.required
    return Search(fence=fence, explains=partial(_is_without, target=failure.target) if is_asked_for else explains_none)


def _is_without(case: Case, *, target: str) -> bool:
    return isinstance(value_at(case, target), Gone)


def _ask_both(place: Place, item: Field, prober: Prober) -> None:
    """Ask with the field and without it. Raises UntoldError where the answers do not tell the two apart."""
    try:
        value: Value = prober.nominals.value(item.type, item.annotations)
    except UnattainableError:
        raise UntoldError("no value was found for it") from None
    if not place.accepts(value):
        raise UntoldError("it is refused with a value, too")
    if place.accepts(GONE) is not item.required:
        raise UntoldError("what showed it did not show it again")


def _of_required(item: Field, place: Place, prober: Prober) -> Iterator[Amendment]:
    name = freeze(item.wire_name)
    if item.required_location is not None:
        array = item.required_location.pointer.rpartition("/")[0]
        yield Leave(file=item.required_location.file, pointer=array, value=name)
        return
    above = types_at(steps_of(place.failure.target)[:-1], place.operation, prober.job.contract.api)
    holder = next((kind for kind in above if isinstance(kind, Object) and kind.field(item.wire_name)), None)
    if holder is not None:
        yield Join(file=holder.location.file, pointer=f"{holder.location.pointer}/required", value=name)


FLAGS = ("uniqueItems", "additionalProperties")
"""Keywords with which a document either forbids something or does not."""


def fence_of_flag(failures: tuple[Failure, ...], prober: Prober) -> Search | None:
    """Whether the server takes repeated items, or members that nobody declared, though the document forbids them."""
    failure, before, api = failures[0], prober.sent, prober.job.contract.api
    place, keyword = Place(failure, prober), keyword_of(failure.point)
    location = _flag_at(keyword, failure, place, api)
    if location is None or failure.check != "fault_accepted":
        return None
    try:
        taken = place.accepts(value_at(failure.case, failure.target))
        server = "takes them" if taken else f"{NOT_FOUND}what showed it did not show it again"
    except UntoldError as error:
        taken, server = False, f"{NOT_FOUND}{error}"
    thing = "repeated items" if keyword == "uniqueItems" else "undeclared members"
    fence = ServerFence(
        document=f"{field_name(failure.target)} without {thing}",
        location=location,
        server=server,
        requests=prober.sent - before,
        tried=tuple(place.tried),
        amendments=(Remove(file=location.file, pointer=location.pointer),) if taken else (),
    )
    return Search(fence=fence)


def _flag_at(keyword: str, failure: Failure, place: Place, api: Api) -> Location | None:
    steps = steps_of(failure.target)
    holders = (*types_at(steps, place.operation, api), *types_at(steps[:-1], place.operation, api))
    found = (_stated(keyword, kind, api) for kind in holders)
    return next((location for location in found if location is not None), None)


def _stated(keyword: str, kind: Type, api: Api) -> Location | None:
    if keyword == "uniqueItems":
        return kind.unique_location if isinstance(kind, Array) and kind.unique else None
    if not isinstance(kind, Object) or not isinstance(kind.additional, Nothing):
        return None
    return stated_at(kind.location, keyword, api)


def stated_at(schema: Location, keyword: str, api: Api) -> Location | None:
    """Where a schema has a keyword; None where it has not."""
    wanted = (schema.file, f"{schema.pointer}/{keyword}")
    places = (item.location for item in api.ledger)
    return next((place for place in places if (place.file, place.pointer) == wanted), None)
