"""Whatever the ledger calls enforced in requests can be got wrong: it is the place of a deviation."""

from __future__ import annotations

from pathlib import Path

import pytest
from fencepost.deviations.catalogue import deviations
from fencepost.deviations.reach import requests
from fencepost.deviations.spots import Spots
from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api
from fencepost.ledger.ledger import Entry, ledger
from fencepost.pipeline import load

from ..mock.faults.planting import SHELVES
from ..mock.served import SPEC

DOCUMENTS = {
    "sandbox": SPEC,
    "parcels": Path(__file__).parents[1] / "mutants" / "parcels" / "parcels.yaml",
}

REASONS = (
    "$ref: what it leads to has deviations of its own",
    "a part of a rule: the rule is forgotten or over-applied",
    "a part of what one keyword asks: that keyword is dropped",
)


def reason(entry: Entry, api: Api) -> str | None:
    """Why a row that is enforced is the place of no deviation."""
    spot = next(spot for spot in Spots(api, requests(api)).all() if spot.pointer == entry.occurrence.location.pointer)
    if spot.rule is not None:
        return REASONS[1]
    if spot.keyword == "$ref":
        return REASONS[0]
    return REASONS[2] if spot.is_question else None


def unplanted(api: Api) -> list[Entry]:
    """Rows enforced in requests at whose place, and below it, no deviation stands."""
    places = [deviation.pointer for deviation in deviations(api)]
    rows = [entry for entry in ledger(api).entries if entry.place.is_sent and entry.is_enforced]
    assert len(rows) > 20
    return [row for row in rows if not any(_is_at(place, row.occurrence.location.pointer) for place in places)]


def _is_at(place: str, pointer: str) -> bool:
    return place == pointer or place.startswith(f"{pointer}/")


@pytest.mark.parametrize("name", [*DOCUMENTS, "shelves"])
def test_every_enforced_keyword_of_requests_can_be_got_wrong(name: str):
    api = SHELVES if name == "shelves" else load(str(DOCUMENTS[name]), Diagnostics())
    left = [(row.occurrence.location.pointer, reason(row, api)) for row in unplanted(api)]
    assert [pointer for pointer, why in left if why is None] == []
    assert {why for _, why in left} <= set(REASONS)
