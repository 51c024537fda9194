"""How a document is served: everything about the server that does not stand in the document."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random

from fencepost.ir.values import Json
from fencepost.mock.clocks import Wait
from fencepost.mock.faults.switches import Contract, Switch
from fencepost.mock.keeping.records import Clock, NewIdentifier
from fencepost.mock.reading.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What a server is given besides its document."""

    clock: Clock
    new_identifier: NewIdentifier
    token: str | None = None
    """The one right credential; None takes every well-formed one of a declared scheme."""

    wait: Wait = asyncio.sleep
    """How answers that come late let the time pass."""

    limits: Limits | None = None
    """Keeps the declared rate limits; None where nobody is told to ask less often."""

    chance: Random = field(default_factory=partial(Random, 0))
    """What decides where something happens only now and then."""

    values: Mapping[str, Json] = field(default_factory=dict)
    """What answers hold in the fields of these wire names, where the server would otherwise make a value up."""

    max_records: int | None = None
    """How many things are kept in all: beyond them the oldest goes, one that has ended first; None keeps all."""

    faults: tuple[Switch, ...] = ()
    """What it does wrong."""

    contract: Contract | None = None
    """Reads the document again where a fault is an edit of it; None where no fault is."""
