"""A smaller request that is still what it was: fields left out, lists and maps emptied, values made plain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias

from fencepost.campaign.judging.places import field_at, rule_of
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.parts import RequestParts
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.pointers import pointer_of, steps_of
from fencepost.ir.rules import rule_fields
from fencepost.ir.values import Json, freeze

Path: TypeAlias = tuple[str, ...]
"""Names and indices from a body down to a place in it."""

Shows: TypeAlias = Callable[[Case], bool]
"""Whether a request still shows the failure."""

_OF_ALL_FIELDS = ("pair", "explored", "example", "nominal")
"""Points of valid bodies that are about no field more than about any other."""


class Reducer:
    """Makes the requests of failures smaller."""

    def __init__(self, api: Api) -> None:
        self._nominals = Nominals(api)
        self._parts: dict[str, RequestParts] = {}

    def reduced(self, case: Case, shows: Shows) -> Case:
        """The case with as little in it as still shows the failure.

        What the case is about stays as it is; a valid request stays valid, and a fault stays the only one.
        """
        operation = self._nominals.api.operation(case.operation)
        if operation is None:
            return case
        parts = self._parts.setdefault(case.operation, RequestParts(operation, self._nominals))
        reduction = _Reduction(case, operation, parts, self._nominals, shows)
        reduction.leave_out_parameters()
        reduction.leave_out_fields()
        reduction.make_plain()
        reduction.leave_out_inner()
        return reduction.case


class _Reduction:
    """One request on its way down."""

    def __init__(self, case: Case, operation: Operation, parts: RequestParts, nominals: Nominals, shows: Shows) -> None:
        self.case = case
        self._operation = operation
        self._parts = parts
        self._nominals = nominals
        self._shows = shows
        self._certificate = self._certified(case)
        self._kept = tuple(_kept(case, operation, nominals.api))
        self._is_fixed = not self._may_change()

    def leave_out_parameters(self) -> None:
        """Leave out what the query and the headers need not have."""
        named = (*(item.name for item in self._operation.parameters if item.required), *steps_of(self.case.target))
        needed = {name.lower() for name in named}
        for name in [name for name, _ in self.case.query if name.lower() not in needed]:
            self._try(replace(self.case, query=tuple(pair for pair in self.case.query if pair[0] != name)))
        for name in [name for name, _ in self.case.headers if name.lower() not in needed]:
            self._try(replace(self.case, headers=tuple(pair for pair in self.case.headers if pair[0] != name)))

    def leave_out_fields(self) -> None:
        """Leave out members of the body."""
        self._thin(lambda path, _: len(path) == 1)

    def make_plain(self) -> None:
        """Empty what is left of lists and maps, and give plain values to the rest."""
        for path in [] if self._is_fixed else [(name,) for name in _names(self._body())]:
            for value in self._plainer(path):
                if self._is_free(path) and self._try_body(_put(self._body(), path, value)):
                    break

    def leave_out_inner(self) -> None:
        """Leave out members of what is inside the body, then items."""
        self._thin(lambda path, holder: len(path) > 1 and isinstance(holder, dict))
        self._thin(lambda _, holder: isinstance(holder, list))

    def _thin(self, is_meant: Callable[[Path, Json], bool]) -> None:
        """Leave out places: all of them at once, else half of those that can go alone, down to one at a time."""
        before = None
        while before != self.case and not self._is_fixed:
            before, whole = self.case, self._body()
            meant = (path for path, holder in _places(whole, ()) if is_meant(path, holder))
            free = tuple(path for path in meant if self._is_free(path))
            if not self._try_body(_without(whole, frozenset(free))):
                alone = tuple(path for path in free if self._stays_with(_without(whole, frozenset((path,)))))
                self._dropped(whole, alone, frozenset())

    def _dropped(self, whole: Json, places: tuple[Path, ...], gone: frozenset[Path]) -> frozenset[Path]:
        """What can be left out of a body beside what is gone: all of the places, or some."""
        if not places or self._try_body(_without(whole, gone.union(places))):
            return gone.union(places)
        middle = len(places) // 2
        for half in (places[:middle], places[middle:]) if middle else ():
            gone = self._dropped(whole, half, gone)
        return gone

    def _plainer(self, path: Path) -> Iterator[Json]:
        value = _at(self._body(), path)
        plain: list[Json] = [type(value)()] if isinstance(value, dict | list) else []
        declared = field_at(pointer_of(("body", *path)), self._operation, self._nominals.api)
        if declared is not None:
            with suppress(UnattainableError):
                plain.append(self._nominals.value(declared.type, declared.annotations))
        yield from (each for each in plain if freeze(each) != freeze(value))

    def _body(self) -> Json:
        return None if self.case.body is None else self.case.body.value

    def _try_body(self, body: Json) -> bool:
        return self._try(replace(self.case, body=freeze(body)))

    def _try(self, case: Case) -> bool:
        """Whether a smaller case shows the failure; it is then the one to go on with."""
        if case == self.case or not self._stays(case) or not self._shows(case):
            return False
        self.case = case
        return True

    def _stays_with(self, body: Json) -> bool:
        return self._stays(replace(self.case, body=freeze(body)))

    def _stays(self, case: Case) -> bool:
        """Whether a smaller request is what the whole one was: valid, or wrong for the same single reason."""
        if case.body == self.case.body:
            return True
        return self._certified(case) == self._certificate and (self._certificate is not None or self._is_valid(case))

    def _certified(self, case: Case) -> str | None:
        # A method that no operation declares is tried with a body, whether or not the operation beside it takes one.
        is_declared = self._operation.body is not None and self._operation.body.json is not None
        return None if case.body is None or not is_declared else self._parts.certificate("body", case.body.value)

    def _is_valid(self, case: Case) -> bool:
        content = None if self._operation.body is None else self._operation.body.json
        return content is not None and case.body is not None and self._nominals.accepts(content.type, case.body.exact)

    def _may_change(self) -> bool:
        """Whether the body can be less without the case losing its point."""
        case = self.case
        # A body that is not written as we write it is about how it is written.
        if case.body is None or freeze(case.body.value) != case.body:
            return False
        if self._certificate is None and not self._is_valid(case):
            return False
        of_whole_body = case.kind == "valid" and case.target == "/body" and case.rule is None
        return not of_whole_body or case.point in _OF_ALL_FIELDS

    def _is_free(self, path: Path) -> bool:
        """Whether a place is neither one that must stay, nor inside of one, nor around one."""
        body, above = self._body(), path[:-1]
        holds_kept = any(kept[: len(above)] == above and len(kept) > len(above) for kept in self._kept)
        if isinstance(_at(body, above), list) and holds_kept:
            return False  # Items after one that is left out would have other indices.
        return not self._is_under_kept(path) and not any(kept[: len(path)] == path for kept in self._kept)

    def _is_under_kept(self, path: Path) -> bool:
        return any(path[: len(kept)] == kept for kept in self._kept)


def _kept(case: Case, operation: Operation, api: Api) -> Iterator[Path]:
    """The places in the body that make the case what it is."""
    target = steps_of(case.target)[1:] if case.target.startswith("/body/") else ()
    if target:
        yield target
    yield from (steps_of(place) for place, _ in case.body_from)
    rule = rule_of(case, operation, api)
    for name in () if rule is None else rule_fields(rule):
        yield (*target, name)
        yield (*target[:-1], name)


def _names(value: Json) -> Path:
    match value:
        case dict():
            return tuple(value)
        case list():
            return tuple(str(index) for index in range(len(value)))
        case _:
            return ()


def _at(value: Json, path: Path) -> Json:
    for name in path:
        value = value[name] if isinstance(value, dict) else value[int(name)] if isinstance(value, list) else None
    return value


def _put(whole: Json, path: Path, value: Json) -> Json:
    """A value with another one at a place."""
    if not path:
        return value
    name, *inner = path
    match whole:
        case dict():
            return {**whole, name: _put(whole[name], tuple(inner), value)}
        case list():
            at = int(name)
            return [*whole[:at], _put(whole[at], tuple(inner), value), *whole[at + 1 :]]
        case _:
            return whole


def _places(value: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    """Every place inside a value, what is around it first, and the list or map that holds it."""
    for name in _names(value):
        yield (*path, name), value
    for name in _names(value):
        yield from _places(_at(value, (name,)), (*path, name))


def _without(whole: Json, places: frozenset[Path], path: Path = ()) -> Json:
    """A value without what stands at some places inside it."""
    left = [name for name in _names(whole) if (*path, name) not in places]
    match whole:
        case dict():
            return {name: _without(whole[name], places, (*path, name)) for name in left}
        case list():
            return [_without(whole[int(name)], places, (*path, name)) for name in left]
        case _:
            return whole
