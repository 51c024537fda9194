"""What a test asks for: bodies that keep every rule, that break one, or that have one fault anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .boxes import Body
from .equality import fresh
from .narrowing import Narrowing, narrowed
from .records import Record, replaced
from .tables import strategy
from .tape import made, read_from
from .values import ABSENT, NarrowingError, Values, Wrong, wrongs_of


def bodies(record: Record, fields: Mapping[str, Narrowing]) -> SearchStrategy[Body]:
    """Bodies that keep every rule, with the fields pinned or narrowed as asked; what shrinks, shrinks to the simplest.

    Raises NarrowingError when nothing is left.
    """
    return narrowed(record, record.keeping, fields, "no body", record.breaking)


def bodies_breaking(record: Record, rule: str, fields: Mapping[str, Narrowing]) -> SearchStrategy[Body]:
    """Bodies that break one rule and nothing else.

    Raises NarrowingError when nothing is left, and KeyError for a rule that the schema does not have.
    """
    if rule not in record.breaking:
        raise UnknownRuleError(rule, tuple(record.breaking))
    return narrowed(record, record.breaking[rule], fields, f"no body that breaks {rule} alone", {})


class UnknownRuleError(KeyError):
    """There is no rule of that name, or none that a body can break alone."""

    def __init__(self, rule: str, known: tuple[str, ...]) -> None:
        super().__init__(rule)
        self._rule = rule
        self._known = known

    def __str__(self) -> str:
        close = get_close_matches(self._rule, self._known, 1)
        known = f"did you mean {close[0]}?" if close else f"the rules are {', '.join(self._known) or 'none'}"
        return f"no rule {self._rule!r}; {known}"


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
            yield made(_broken, st.tuples(read_from(record.values.free), st.sampled_from(found)))
        elif found and region is not None and record.simplest(region) is not None:
            yield made(_broken, st.tuples(read_from(record.boxes([region])), st.sampled_from(found)))


def _at(record: Record, name: str) -> Iterator[Wrong]:
    yield from (wrong for wrong in record.wrongs_at(name) if wrong.point != "format-")


def _broken(drawn: tuple[Body, Wrong]) -> Body:
    body, wrong = drawn
    return replaced(body, wrong.path[0], wrong.value)


def _broken_rules(record: Record) -> Iterator[SearchStrategy[Body]]:
    for regions in record.breaking.values():
        usable = [region for region in regions if record.simplest(region) is not None]
        if usable:
            yield read_from(record.boxes(usable))


def _surplus(record: Record) -> Iterator[SearchStrategy[Body]]:
    """A member that the document has no place for."""
    if record.others.is_empty and record.values.free is not None:
        yield made(lambda body: {**body, "x-extra": "a"}, read_from(record.values.free))


def _wrong_sizes(record: Record) -> Iterator[SearchStrategy[Body]]:
    sizes = tuple(wrong.value for wrong in record.wrong_sizes()) if record.keeping else ()
    if sizes:
        yield made(fresh, st.sampled_from(sizes))


def wrong_values(inner: Values) -> SearchStrategy[Any]:
    """Values that break one constraint of a set that is no single object."""
    found = tuple(wrong.value for wrong in wrongs_of(inner) if wrong.point != "format-" and wrong.value is not ABSENT)
    return made(fresh, st.sampled_from(found)) if found else st.nothing()


def drawn(inner: Values) -> SearchStrategy[Any]:
    """Values of a set, whatever it holds.

    Raises NarrowingError for the empty set.
    """
    if inner.is_empty:
        raise NarrowingError("no value meets the document")
    return strategy(inner)
