"""What a test asks for: bodies that keep every rule, that break one, or that have one fault anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, partial
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .equality import Json, fresh
from .records import Body, Record, Region, box, boxes, replaced
from .tables import strategy
from .values import ABSENT, Absent, Drawn, NarrowingError, Values, Wrong, absent, values, wrongs_of

Narrowing: TypeAlias = Json | Absent | SearchStrategy[Any]
"""What a field is pinned to (a value, or ABSENT), or the strategy that it is drawn from instead."""


def bodies(record: Record, fields: Mapping[str, Narrowing]) -> SearchStrategy[Body]:
    """Bodies that keep every rule, with the fields pinned or narrowed as asked; what shrinks, shrinks to the simplest.

    Raises NarrowingError when nothing is left.
    """
    return _narrowed(record, record.keeping, fields)


def bodies_breaking(record: Record, rule: str, fields: Mapping[str, Narrowing]) -> SearchStrategy[Body]:
    """Bodies that break one rule and nothing else.

    Raises NarrowingError when nothing is left, and KeyError for a rule that the schema does not have.
    """
    if rule not in record.breaking:
        raise KeyError(f"no rule {rule!r}; the rules are {', '.join(record.breaking) or 'none'}")
    return _narrowed(record, record.breaking[rule], fields)


def _narrowed(record: Record, regions: Iterable[Region], fields: Mapping[str, Narrowing]) -> SearchStrategy[Body]:
    usable = [region for region in regions if record.simplest(region) is not None]
    if not usable:
        raise NarrowingError("no body meets the document")
    pinned = {name: value for name, value in fields.items() if not isinstance(value, SearchStrategy)}
    drawn = {name: value for name, value in fields.items() if isinstance(value, SearchStrategy)}
    kept = _with_pinned(usable, pinned)
    whole = {name: found for name, found in drawn.items() if _is_same(name, kept)}
    open_ended = {name: found for name, found in drawn.items() if name not in whole}
    regions = [{**region, **{name: _only(found, region[name]) for name, found in whole.items()}} for region in kept]
    return _around(record, regions, open_ended) if open_ended else boxes(record, regions)


def _with_pinned(regions: list[Region], pinned: Mapping[str, Drawn]) -> list[Region]:
    """The regions that allow every pinned value, with those fields pinned.

    Raises NarrowingError that names a field no region allows by itself, else all of them.
    """
    kept = regions
    for name, value in pinned.items():
        _known(name, regions[0])
        if not any(_allows(region, name, value) for region in regions):
            raise NarrowingError(f"no body has {_said(name, value)}")
        kept = [{**region, name: _pin(value)} for region in kept if _allows(region, name, value)]
    if not kept:
        raise NarrowingError(f"no body has {' and '.join(_said(*pair) for pair in pinned.items())} together")
    return kept


def _known(name: str, region: Region) -> None:
    if name not in region:
        close = get_close_matches(name, region, 1)
        raise NarrowingError(f"no field {name!r}{f'; did you mean {close[0]}?' if close else ''}")


def _said(name: str, value: Drawn) -> str:
    return f"no {name}" if value is ABSENT else f"{name}={value!r}"


def _allows(region: Region, name: str, value: Drawn) -> bool:
    return region[name].may_be_absent if value is ABSENT else region[name].holds(value)


def _pin(value: Drawn) -> Values:
    return absent if value is ABSENT else values(value)


def _is_same(name: str, regions: list[Region]) -> bool:
    """Whether a field is the same in all regions, so that drawing it cannot break a rule.

    Raises NarrowingError for a field that there is not.
    """
    _known(name, regions[0])
    return all(region[name] is regions[0][name] for region in regions)


def _only(drawn: SearchStrategy[Any], inner: Values) -> Values:
    """What a user draws for a field, as far as the document allows it."""
    allowed = drawn.filter(lambda found: inner.may_be_absent if found is ABSENT else inner.holds(found))
    return Values(types=inner.types, simplest=inner.simplest, free=allowed, holds=inner.holds)


def _around(record: Record, regions: list[Region], drawn: Mapping[str, SearchStrategy[Any]]) -> SearchStrategy[Body]:
    """Draws the fields that rules read first, then the others from the regions that allow them."""
    rest = [box(record, {**region, **dict.fromkeys(drawn, absent)}) for region in regions]

    @cache
    def bodies_of(usable: tuple[int, ...]) -> SearchStrategy[Body]:
        return st.one_of(*(rest[index] for index in usable))

    def usable(found: Mapping[str, Drawn]) -> tuple[int, ...]:
        allowed = (all(_allows(region, *pair) for pair in found.items()) for region in regions)
        return tuple(index for index, allows in enumerate(allowed) if allows)

    def around(found: Mapping[str, Drawn]) -> SearchStrategy[tuple[Mapping[str, Drawn], Body]]:
        return st.tuples(st.just(found), bodies_of(usable(found)))

    chosen = st.fixed_dictionaries(dict(drawn)).filter(usable)
    return chosen.flatmap(around).map(partial(_joined, record, regions[0]))


def _joined(record: Record, region: Region, parts: tuple[Mapping[str, Drawn], Body]) -> Body:
    """The body with the fields drawn first, in the order of the document."""
    first, rest = parts
    whole = {**rest, **first}
    names = dict.fromkeys((*region, *whole))
    body = {name: whole[name] for name in names if whole.get(name, ABSENT) is not ABSENT}
    fixed = {**region, **{name: values(value) for name, value in first.items() if value is not ABSENT}}
    return record.sized(body, fixed) or body


def faults(record: Record) -> SearchStrategy[Body]:
    """Bodies with exactly one fault: a field that is missing or wrong, or a rule that is broken.

    The fields beside a wrong one are such that every rule holds whatever it is, so that nothing masks it.
    """
    found = [*_faulty_fields(record), *_broken_rules(record), *_surplus(record), *_wrong_sizes(record)]
    return st.one_of(*found) if found else st.nothing()


def _faulty_fields(record: Record) -> Iterator[SearchStrategy[Body]]:
    """Each field with what it must not be; one that rules read, in a region where it does not matter to them."""
    for name in record.fields:
        found = tuple(_at(record, name))
        region = record.beside.get(name)
        if found and region is None and record.values.free is not None:
            yield st.tuples(record.values.free, st.sampled_from(found)).map(_broken)
        elif found and region is not None and record.simplest(region) is not None:
            yield st.tuples(box(record, region), st.sampled_from(found)).map(_broken)


def _at(record: Record, name: str) -> Iterator[Wrong]:
    yield from (wrong for wrong in record.wrongs_at(name) if wrong.point != "format-")


def _broken(drawn: tuple[Body, Wrong]) -> Body:
    body, wrong = drawn
    return replaced(body, wrong.path[0], wrong.value)


def _broken_rules(record: Record) -> Iterator[SearchStrategy[Body]]:
    for regions in record.breaking.values():
        usable = [region for region in regions if record.simplest(region) is not None]
        if usable:
            yield boxes(record, usable)


def _surplus(record: Record) -> Iterator[SearchStrategy[Body]]:
    """A member that the document has no place for."""
    if record.others.is_empty and record.values.free is not None:
        yield record.values.free.map(lambda body: {**body, "x-extra": "a"})


def _wrong_sizes(record: Record) -> Iterator[SearchStrategy[Body]]:
    sizes = tuple(wrong.value for wrong in record.wrong_sizes()) if record.keeping else ()
    if sizes:
        yield st.sampled_from(sizes).map(fresh)


def wrong_values(inner: Values) -> SearchStrategy[Any]:
    """Values that break one constraint of a set that is no single object."""
    found = tuple(wrong.value for wrong in wrongs_of(inner) if wrong.point != "format-" and wrong.value is not ABSENT)
    return st.sampled_from(found).map(fresh) if found else st.nothing()


def drawn(inner: Values) -> SearchStrategy[Any]:
    """Values of a set, whatever it holds.

    Raises NarrowingError for the empty set.
    """
    if inner.is_empty:
        raise NarrowingError("no value meets the document")
    return strategy(inner)
