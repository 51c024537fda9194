"""Where in a JSON text the names and values stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import yaml

from fencepost.read.json_events import json_events
from fencepost.rules.wording.demands import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A name or a value in the text."""

    path: Path
    """By names and indices; that of a name is the path of its member."""

    line: int
    column: int
    """Both from 1."""

    depth: int
    """How many objects and arrays are around it."""

    text: str | None = None
    """Of a name, a string or a word; None of an object and an array."""

    is_name: bool = False
    is_quoted: bool = False


@dataclass(slots=True)
class _Frame:
    path: Path
    is_object: bool
    name: str | None = None
    count: int = 0

    def inner(self) -> Path:
        return (*self.path, self.count if self.name is None else self.name)


def spots(text: str) -> Iterator[Spot]:
    """Every name and value, as they come; raises ValueError for a text that is no JSON."""
    frames: list[_Frame] = []
    for event in json_events(text):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            if frames:
                frames.pop()
            continue
        spot = _spot(event, frames)
        if not spot.is_name and frames:
            frames[-1].name = None
            frames[-1].count += 1
        if spot.text is None:
            frames.append(_Frame(spot.path, isinstance(event, yaml.MappingStartEvent)))
        yield spot


def _spot(event: yaml.Event, frames: list[_Frame]) -> Spot:
    mark, top = event.start_mark, frames[-1] if frames else None
    text = str(event.value) if isinstance(event, yaml.ScalarEvent) else None
    is_name = top is not None and top.is_object and top.name is None and text is not None
    if top is not None and is_name:
        top.name = text
    return Spot(
        path=() if top is None else top.inner(),
        line=mark.line + 1 if mark else 1,
        column=mark.column + 1 if mark else 1,
        depth=len(frames),
        text=text,
        is_name=is_name,
        is_quoted=isinstance(event, yaml.ScalarEvent) and not event.implicit[0],
    )


def located(text: str, paths: Collection[Path]) -> dict[Path, Spot]:
    """Where places of a value stand: members at their name, the last one where a name is given twice."""
    found: dict[Path, Spot] = {}
    for spot in spots(text):
        if spot.path in paths and (spot.is_name or spot.path not in found or _is_item(spot)):
            found[spot.path] = spot
    return found


def _is_item(spot: Spot) -> bool:
    return bool(spot.path) and isinstance(spot.path[-1], int)
