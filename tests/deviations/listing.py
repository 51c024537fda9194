"""The list of a document's deviations, by id."""

from __future__ import annotations

from fencepost.deviations.catalogue import deviations
from fencepost.deviations.deviation import Deviation
from fencepost.ir.api import Api


def ids_of(api: Api) -> dict[str, Deviation]:
    found = deviations(api)
    named = {deviation.id: deviation for deviation in found}
    assert len(named) == len(found)
    return named
