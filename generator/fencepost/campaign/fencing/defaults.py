"""What a field is for the server where nobody says it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fencepost.campaign.fencing.bisection import UntoldError
from fencepost.campaign.fencing.presence import stated_at
from fencepost.campaign.fencing.probing import Prober
from fencepost.campaign.fencing.serverfence import NOT_FOUND, Search, ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.diagnostics import Location
from fencepost.ir.amendments import Amendment, Put
from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair
from fencepost.ir.types import Field, Ref
from fencepost.ir.values import JsonText, freeze


def fence_of_default(failure: Failure, prober: Prober) -> Search | None:
    """What the server answers where the document has a default; None where the failure is of no default."""
    before, contract = prober.sent, prober.job.contract
    pairs = (pair for pair in contract.pairs[failure.operation] if failure.target == f"/response/body{pair.pointer}")
    stated = next((each for pair in pairs for each in _defaults(pair, contract.api)), None)
    if stated is None:
        return None
    name, location, default = stated
    amendments: tuple[Amendment, ...] = ()
    try:
        answered = _answered(failure, prober)
        server = f"default {answered.text}"
        pointer = location.pointer.rpartition("/")[0]
        amendments = (Put(file=location.file, pointer=pointer, name="default", value=answered),)
    except UntoldError as error:
        server = f"{NOT_FOUND}{error}"
    fence = ServerFence(
        document=f"{name} default {default.text}",
        location=location,
        server=server,
        requests=prober.sent - before,
        amendments=amendments,
    )
    return Search(fence=fence)


def _defaults(pair: EchoPair, api: Api) -> Iterator[tuple[str, Location, JsonText]]:
    """The default of a field, where it is given: that of the request first."""
    for item in (pair.request, pair.response):
        default, location = item.annotations.default, _place_of_default(item, api)
        if default is not None and location is not None:
            yield pair.request.wire_name, location, default


def _place_of_default(item: Field, api: Api) -> Location | None:
    found = stated_at(item.location, "default", api)
    if found is None and isinstance(item.type, Ref):
        return stated_at(api.component(item.type.name).location, "default", api)
    return found


def _answered(failure: Failure, prober: Prober) -> JsonText:
    """What it answers every time. Raises UntoldError."""
    try:
        answered: JsonText = freeze(json.loads(failure.received))
    except ValueError:
        raise UntoldError(f"it answers {failure.received}") from None
    for _ in range(2):
        found = prober.judgement(failure, failure.case).failures
        if not any((each.key, each.received) == (failure.key, failure.received) for each in found):
            raise UntoldError("it differs from answer to answer")
    return answered
