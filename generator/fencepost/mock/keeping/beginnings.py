"""What the fields of a new thing hold: what was sent, else the request's default, else what a server makes of them.

What must be there and is none of these is as the document's examples show it. Most of that is settled before the first
request; each request changes only what it sends, and what tells the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fencepost.ir.echo import EchoPair
from fencepost.ir.resources import folded
from fencepost.ir.types import Field, Type
from fencepost.ir.values import Json
from fencepost.mock.answering.answers import LATER, UNTOLD, Composer, Untold
from fencepost.mock.calls import Call
from fencepost.mock.keeping.facts import Facts
from fencepost.mock.keeping.records import time_text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Echo:
    """A field that repeats what was sent."""

    name: str
    kind: Type
    takes_null: bool
    hides: bool
    """Whether something inside what was sent must not be repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginnings:
    """The first values of the things of one resource; names are wire names."""

    settled: Mapping[str, Json]
    """What every thing begins with, what it must have first; null for what each request says anew."""

    now: tuple[str, ...]
    """The fields that tell the time."""

    later: tuple[str, ...]
    """The fields that tell when something will end."""

    identifiers: tuple[str, ...]
    """The field that identifies it; none where no answer shows it, or something else settles it."""

    unfixed: tuple[Field, ...]
    """The fields that the path may tell of: nothing else settles them."""

    echoes: Mapping[str, tuple[_Echo, ...]]
    """By a member of the body, the fields that repeat it."""

    composer: Composer

    def values(self, call: Call, identifier: Json, now: datetime) -> dict[str, Json]:
        """The values by name; of a field that is not among them, nothing is known."""
        told = {**self.settled, **dict.fromkeys(self.now, time_text(now))}
        if self.later:
            told.update(dict.fromkeys(self.later, time_text(now + LATER)))
        if call.path:
            self._tell_path(told, call.path)
        told.update(dict.fromkeys(self.identifiers, identifier))
        self._tell_sent(told, call.members)
        return told

    def _tell_path(self, told: dict[str, Json], path: Mapping[str, str]) -> None:
        known = {folded(name): text for name, text in path.items()}
        for item in self.unfixed:
            value = self.composer.told_of(item, known)
            if not isinstance(value, Untold):
                told[item.wire_name] = value

    def _tell_sent(self, told: dict[str, Json], members: Mapping[str, Json]) -> None:
        """What was sent; a null that the answer cannot hold is read as not sent, which the document leaves open."""
        for name, value in members.items():
            for echo in self.echoes.get(name, ()):
                if value is not None or echo.takes_null:
                    told[echo.name] = self.composer.shapes.readable(value, echo.kind) if echo.hides else value


def beginnings_of(facts: Facts, composer: Composer) -> Beginnings:
    """What the things of a resource begin with."""
    pairs = {pair.response.wire_name: pair for pair in facts.pairs}
    shown = sorted(facts.fields, key=lambda item: not item.required)
    shown = [item for item in shown if not composer.shapes.slot(item).is_hidden]
    fixed = {item.wire_name: _fixed(item, pairs.get(item.wire_name), facts, composer) for item in shown}
    unfixed = tuple(item for item in shown if isinstance(fixed[item.wire_name], Untold))
    timed = tuple(item for item in unfixed if _tells_time(item, composer))
    values = {**fixed, **{item.wire_name: _own(item, facts, composer) for item in unfixed}}
    return Beginnings(
        settled={name: value for name, value in values.items() if not isinstance(value, Untold)},
        now=tuple(item.wire_name for item in timed if not composer.shapes.slot(item).is_later),
        later=tuple(item.wire_name for item in timed if composer.shapes.slot(item).is_later),
        identifiers=tuple(item.wire_name for item in unfixed if item.wire_name == facts.resource.identifier),
        unfixed=unfixed,
        echoes=_echoes((pair for name, pair in pairs.items() if name in fixed), composer),
        composer=composer,
    )


def _fixed(item: Field, pair: EchoPair | None, facts: Facts, composer: Composer) -> Json | Untold:
    """What a field begins with, whatever a server does, where the body says nothing of it."""
    lifecycle = facts.lifecycle
    default = None if pair is None else pair.expected({})
    if default is not None:
        return default.value
    if lifecycle is None or item.wire_name == facts.resource.identifier:
        return UNTOLD
    if item.wire_name == lifecycle.field:
        return lifecycle.initial
    is_stamp = item.wire_name in lifecycle.stamps and composer.shapes.slot(item).is_nullable
    return None if is_stamp else UNTOLD


def _own(item: Field, facts: Facts, composer: Composer) -> Json | Untold:
    """What a server makes of a field that nothing fixes; null for what each request says anew."""
    if item.wire_name == facts.resource.identifier or _tells_time(item, composer):
        return None
    constant = composer.constant(item)
    return composer.seed(item, facts.seeds) if isinstance(constant, Untold) and item.required else constant


def _tells_time(item: Field, composer: Composer) -> bool:
    is_open = item.required and isinstance(composer.constant(item), Untold)
    return is_open and composer.shapes.slot(item).is_time


def _echoes(pairs: Iterable[EchoPair], composer: Composer) -> dict[str, tuple[_Echo, ...]]:
    """The fields that repeat something, by the member of the body that they repeat."""
    found: dict[str, tuple[_Echo, ...]] = {}
    for pair in pairs:
        name, item = pair.request.wire_name, pair.response
        hides = composer.shapes.hides(item.type)
        echo = _Echo(name=item.wire_name, kind=item.type, takes_null=pair.nullable, hides=hides)
        found[name] = (*found.get(name, ()), echo)
    return found
