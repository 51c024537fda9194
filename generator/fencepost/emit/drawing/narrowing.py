"""Fields as a test wants them: pinned to a value, or drawn from a strategy, with every rule kept around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from itertools import combinations
from random import Random
from typing import Any, TypeAlias

from hypothesis import currently_in_test_context, given, reject, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from .boxes import Body, Boxes, Region
from .equality import Json, fresh
from .records import Record
from .tables import SLOTS
from .tape import Free, Tape, made, read_from
from .values import ABSENT, Absent, Drawn, NarrowingError, absent, values

Narrowing: TypeAlias = Json | Absent | SearchStrategy[Any]
"""What a field is pinned to (a value, or ABSENT), or the strategy that it is drawn from instead."""

PROBES = 200
"""So often a test's own strategies are tried, to see whether anything they draw is allowed."""

ENTROPY = 2_048
"""Bytes that one such try may use up."""

TRIES = 10
"""So often they are drawn for one body, before it takes what was found when they were tried."""

Pins: TypeAlias = Mapping[str, Drawn]

Rules: TypeAlias = Mapping[str, Sequence[Region]]
"""By rule the bodies that break it and nothing else."""


def narrowed(
    record: Record, regions: Sequence[Region], fields: Mapping[str, Narrowing], subject: str, rules: Rules
) -> SearchStrategy[Body]:
    """The bodies of the regions, with fields pinned or drawn as asked.

    Raises NarrowingError that says of the `subject` what it cannot have, and which of the `rules` stand against it.
    """
    usable = [region for region in regions if record.simplest(region) is not None]
    if not usable:
        raise NarrowingError(f"{subject} meets the document")
    if not fields:
        return read_from(record.boxes(usable))
    for name in fields:
        _check_known(name, usable[0])
    pins = {name: value for name, value in fields.items() if not isinstance(value, SearchStrategy)}
    drawn = {name: value for name, value in fields.items() if isinstance(value, SearchStrategy)}
    if drawn and currently_in_test_context() and _allowing(record, usable, pins):
        # Inside a test nothing can be tried beforehand; what cannot be kept together is rejected when it is drawn.
        return _around(record, usable, pins, drawn, None)
    probes: list[Pins] = []
    for probe in _probes(drawn) if drawn else [{}]:
        probes.append({**pins, **probe})
        if _allowing(record, usable, probes[-1]):
            return _around(record, usable, pins, drawn, probe)
    if not probes:
        raise NarrowingError(f"the strategies given for {', '.join(drawn)} draw nothing")
    raise NarrowingError(_refusal(record, usable, fields, probes, subject, rules))


def _check_known(name: str, region: Region) -> None:
    if name not in region:
        close = get_close_matches(name, region, 1)
        raise NarrowingError(f"no field {name!r}{f'; did you mean {close[0]}?' if close else ''}")


def _probes(drawn: Mapping[str, SearchStrategy[Any]]) -> Iterator[Pins]:
    """Some of what strategies draw together, always the same."""
    found: list[Pins] = []

    @settings(database=None, deadline=None)
    @given(st.fixed_dictionaries(dict(drawn)))
    def keep(pins: Pins) -> None:
        found.append(pins)

    random = Random(0)
    draw: Callable[[bytes], object] = vars(keep)["hypothesis"].fuzz_one_input
    for _ in range(PROBES):
        draw(random.randbytes(ENTROPY))
        yield from found
        found.clear()


def _allowing(record: Record, regions: Sequence[Region], pins: Pins) -> tuple[int, ...]:
    """The numbers of the regions that allow these pins, and a right number of members with them."""
    sized = replace(record, rules=None)
    allowed = (number for number, region in enumerate(regions) if _allows(region, pins))
    return tuple(
        number for number in allowed if record.is_plain or sized.simplest(_pinned(regions[number], pins)) is not None
    )


def _allows(region: Region, pins: Pins) -> bool:
    return all(
        region[name].may_be_absent if value is ABSENT else region[name].holds(value) for name, value in pins.items()
    )


def _pinned(region: Region, pins: Pins) -> Region:
    return {**region, **{name: absent if value is ABSENT else values(value) for name, value in pins.items()}}


def _around(
    record: Record, regions: Sequence[Region], pins: Pins, drawn: Mapping[str, SearchStrategy[Any]], probe: Pins | None
) -> SearchStrategy[Body]:
    """Bodies around what is pinned and what is drawn first."""
    pinned = [_pinned(regions[number], pins) for number in _allowing(record, regions, pins)]
    kept = [region for region in pinned if record.simplest(region) is not None]
    if not kept:
        raise NarrowingError("no body was found that has these fields and keeps every rule")
    if not drawn:
        return read_from(record.boxes(kept))

    def fits(found: Pins) -> bool:
        return bool(_allowing(record, kept, found))

    chosen = _fitting(st.fixed_dictionaries(dict(drawn)), fits, probe)
    rest = [Boxes([_pinned(region, dict.fromkeys(drawn, ABSENT))], None).free for region in kept]
    width = 2 + max(free.width for free in rest)
    inventions = tuple(dict.fromkeys(each for free in rest for each in free.inventions))
    drawing = Free(read=lambda tape, _: tape, width=width, inventions=inventions)
    joined = partial(_joined, replace(record, rules=None), kept, rest)
    bodies: SearchStrategy[Body] = made(joined, st.tuples(chosen, read_from(drawing)))
    return bodies if record.rules is None else bodies.filter(record.rules)


def _joined(record: Record, regions: Sequence[Region], rest: Sequence[Free], drawn: tuple[Pins, Tape]) -> Body:
    """The fields that were drawn first, and the others from one of the regions that allow them."""
    found, tape = drawn
    allowed = _allowing(record, regions, found)
    number = allowed[tape.byte(0) * len(allowed) // SLOTS]
    whole = {**rest[number].read(tape, 2), **found}
    names = dict.fromkeys((*regions[number], *whole))
    body = {name: whole[name] for name in names if whole.get(name, ABSENT) is not ABSENT}
    return record.finished(body, _pinned(regions[number], found), tape.byte(1))


def _fitting(
    chosen: SearchStrategy[dict[str, Any]], fits: Callable[[Pins], bool], instead: Pins | None
) -> SearchStrategy[Pins]:
    """What is drawn and fits, at the latest what is known to fit, so that no draw is in vain."""

    @st.composite
    def fitting(draw: DrawFn) -> Pins:
        for _ in range(TRIES):
            found = draw(chosen)
            if fits(found):
                return found
        if instead is None:
            reject()
        return {name: fresh(value) for name, value in instead.items()}

    return fitting()


def _refusal(
    record: Record,
    regions: Sequence[Region],
    fields: Mapping[str, Narrowing],
    probes: Sequence[Pins],
    subject: str,
    rules: Rules,
) -> str:
    """What cannot be had together, as few fields as it takes, and the rules that forbid it."""
    told = []
    for names in _conflicts(record, regions, tuple(fields), probes):
        said = " and ".join(_said(name, fields[name]) for name in names)
        against = _against(rules, [{name: probe[name] for name in names} for probe in probes])
        together = " together" if len(names) > 1 else ""
        # Of what a strategy draws only some was tried.
        has = "was found that has" if any(isinstance(fields[name], SearchStrategy) for name in names) else "has"
        told.append(f"{subject} {has} {said}{together}{f' ({against})' if against else ''}")
    return "; ".join(told)


def _conflicts(
    record: Record, regions: Sequence[Region], names: tuple[str, ...], probes: Sequence[Pins]
) -> list[tuple[str, ...]]:
    """The smallest sets of fields that no region allows, whatever of their strategies is drawn."""
    for size in range(1, len(names) + 1):
        parts = combinations(names, size)
        found = [
            part
            for part in parts
            if not any(_allowing(record, regions, {name: probe[name] for name in part}) for probe in probes)
        ]
        if found:
            return found
    return []


def _said(name: str, value: Narrowing) -> str:
    if isinstance(value, SearchStrategy):
        return f"{name} drawn from {value!r}"
    return f"no {name}" if value is ABSENT else f"{name}={value!r}"


def _against(rules: Rules, probes: Sequence[Pins]) -> str:
    """The rules that bodies with one of these pins break, and nothing else."""
    broken = (name for name, regions in rules.items() if any(_allows(r, pins) for r in regions for pins in probes))
    return ", ".join(broken)
