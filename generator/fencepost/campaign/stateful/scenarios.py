"""Sequences of requests for each resource, the most telling first: what is made is read, listed, changed and deleted.

Each sequence makes its own things and knows them by marks, because others may do the same at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from fencepost.campaign.stateful.asking import filtered, filtered_together, paged
from fencepost.campaign.stateful.changing import changed
from fencepost.campaign.stateful.ending import bulk
from fencepost.campaign.stateful.living import below, crowd, lives
from fencepost.campaign.stateful.refusing import refused
from fencepost.campaign.stateful.stage import Stage, stages_of
from fencepost.campaign.unit import Unit
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.ir.http import Operation


def sequences(
    api: Api, operations: tuple[Operation, ...], faults: Iterable[Case], nominals: Nominals, seed: int
) -> tuple[Unit, ...]:
    """The sequences of every resource that one of the operations creates; the same for the same seed.

    They use no operation but the given ones. `faults` are cases that must be refused; those of creations are used.
    """
    stages = stages_of(api, operations, tuple(faults), nominals, seed)
    turns = zip_longest(*(tuple(_of(stage)) for stage in stages))
    return tuple(unit for turn in turns for unit in turn if unit is not None)


def _of(stage: Stage) -> Iterator[Unit]:
    first, *others = lives(stage) or (None,)
    if first is None:
        return
    yield first
    yield from paged(stage)
    yield from refused(stage)
    yield from changed(stage)
    yield from filtered(stage)
    yield from others
    yield from bulk(stage)
    yield from filtered_together(stage)
    yield from below(stage)
    yield from crowd(stage)
