"""Each deviation is one: a server that has it answers something that a campaign sends otherwise than the true one."""

from __future__ import annotations

import pytest
from fencepost.deviations.deviation import DeviationKind
from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api
from fencepost.pipeline import load

from ..mock.faults.planting import SANDBOX, SHELVES
from .listing import ids_of
from .test_ledger import DOCUMENTS
from .worlds import World

UNTRIED = ("create_shelf/labels:echo_folded",)
"""Keys with capitals are sent together with other odd ones, more of them than this map may have."""


def unseen(api: Api, step: int) -> list[str]:
    """The deviations that nothing shows, of every kind each one in so many and the first."""
    world, counts = World(api), dict[DeviationKind, int]()
    same = []
    for name, deviation in ids_of(api).items():
        count = counts[deviation.kind] = counts.get(deviation.kind, -1) + 1
        if count % step == 0 and not world.differs(deviation):
            same.append(name)
    return same


def test_every_deviation_of_the_shelves_shows():
    assert unseen(SHELVES, 1) == list(UNTRIED)


@pytest.mark.parametrize("name", ["sandbox", "parcels"])
def test_deviations_of_every_kind_of_larger_documents_show(name: str):
    api = SANDBOX if name == "sandbox" else load(str(DOCUMENTS[name]), Diagnostics())
    assert unseen(api, 40) == []
