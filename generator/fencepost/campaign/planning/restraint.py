"""What a campaign may send: values that exist on the server, none that only a privileged caller may send.

A case that would send anything else is sent with another value, or not at all where the value is what it tries.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fencepost.campaign.planning.changed import (
    Place,
    parts_of,
    places_in,
    value_at,
    with_parts,
    with_value,
    without,
)
from fencepost.campaign.planning.privilege import privileged_places
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.cases.parts import RequestParts, place_of
from fencepost.cases.requests import given_identifiers
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.pointers import pointer_of
from fencepost.ir.resources import find_resources
from fencepost.ir.values import Json, JsonText, equal, freeze, key_of
from fencepost.rules.evaluate import allows

NOT_LISTED = "no such value is in [tool.fencepost.values]"
LEFT_OUT = "[tool.fencepost.values] leaves the field out"
UNSOUND = "with the values of [tool.fencepost.values] it would try something else"
NUL = "[tool.fencepost] leaves NUL out"
UNKNOWN = "the mock does not know which things exist that no operation creates"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValues:
    """The values that a field may have, because they exist on the server and others do not."""

    operation: str
    path: tuple[str, ...]
    """The names that lead to it from the part of the request that holds it; the items of lists on the way are meant
    each."""

    part: str
    """`body`, `query`, `headers` or `path`."""

    values: tuple[JsonText, ...]
    """Empty where the field is left out."""

    @property
    def keys(self) -> frozenset[str]:
        """The values as texts that are equal where the values are."""
        return frozenset(key_of(value.exact) for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What may be sent."""

    values: tuple[FieldValues, ...] = ()
    privileged: bool = True
    """Whether the caller has the roles that `x-fencepost-privileged` names."""

    nul: bool = True
    """Whether texts may hold U+0000."""

    unknown: bool = True
    """Whether the server knows which things exist that no operation of the document creates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A case that is not sent."""

    case: Case
    reason: str


class Restraint:
    """Holds the cases of a document to what may be sent."""

    def __init__(self, api: Api, permission: Permission) -> None:
        self._nominals = Nominals(api)
        self._permission = permission
        self._parts: dict[str, RequestParts] = {}

    def sorted(self, cases: Iterable[Case]) -> tuple[tuple[Case, ...], tuple[Barred, ...]]:
        """The cases as they may be sent, each changed request once, and those that may not."""
        kept: list[Case] = []
        barred: list[Barred] = []
        changed: set[Case] = set()
        for case in cases:
            found = self.applied(case)
            if isinstance(found, Barred):
                barred.append(found)
            elif found is case:
                kept.append(case)
            elif (request := _request(found)) not in changed:
                changed.add(request)
                kept.append(found)
        return (*kept, *self._missing(kept)), tuple(barred)

    @property
    def is_idle(self) -> bool:
        """Whether everything may be sent."""
        return self._permission == Permission()

    def applied(self, case: Case) -> Case | Barred:
        """The case as it may be sent, with other values beside the one that it tries where need be."""
        if not self._permission.nul and _holds_nul(case):
            return Barred(case=case, reason=NUL)
        operation = self._nominals.api.operation(case.operation)
        if operation is None:
            return case
        if not self._permission.unknown and self._asks_for_what_none_creates(case, operation):
            return Barred(case=case, reason=UNKNOWN)
        found = case if self._permission.privileged else self._unprivileged(case, operation)
        return found if isinstance(found, Barred) else self._listed(found, operation)

    def _asks_for_what_none_creates(self, case: Case, operation: Operation) -> bool:
        if case.point != "unknown:identifier":
            return False
        created = given_identifiers(operation, find_resources(self._nominals.api))
        return case.target.removeprefix("/path/") not in created

    def _unprivileged(self, case: Case, operation: Operation) -> Case | Barred:
        parts = parts_of(case)
        for place, told in tuple(privileged_places(parts, operation, self._nominals.api)):
            value = value_at(parts, place)
            if told.default is not None and equal(value, told.default.exact):
                continue
            reason = f"only a privileged caller ({told.privileged}) may send it"
            if _is_about(case, place):
                return Barred(case=case, reason=reason)
            parts = without(parts, place) if told.default is None else with_value(parts, place, told.default.value)
            if not self._means_the_same(case, with_parts(case, parts), operation):
                return Barred(case=case, reason=reason)
        return with_parts(case, parts)

    def _listed(self, case: Case, operation: Operation) -> Case | Barred:
        """The case with values that are listed, or why there is none."""
        strange: list[tuple[Place, FieldValues]] = []
        for field in self._permission.values:
            if field.operation == case.operation:
                for place in _strange(parts_of(case), field):
                    if not _is_about(case, place):
                        strange.append((place, field))
                    elif not field.values or case.kind == "valid":
                        return Barred(case=case, reason=NOT_LISTED if field.values else LEFT_OUT)
        found = (case,) if not strange else self._changed(case, strange)
        sound = (each for each in found if each is case or self._means_the_same(case, each, operation))
        return next(sound, Barred(case=case, reason=UNSOUND))

    def _changed(self, case: Case, strange: list[tuple[Place, FieldValues]]) -> Iterator[Case]:
        """The case with one listed value after the other; another one first in each case."""
        start = zlib.crc32(case.id.encode())
        for turn in range(max(len(field.values) for _, field in strange) or 1):
            parts = parts_of(case)
            # From the end, so that what is taken out of a list moves nothing that is still to be changed.
            for place, field in reversed(strange):
                count = len(field.values)
                value = field.values[(start + turn) % count].value if count else None
                parts = with_value(parts, place, value) if count else without(parts, place)
            yield with_parts(case, parts)

    def _means_the_same(self, case: Case, other: Case, operation: Operation) -> bool:
        """Whether a changed request is as valid, or as wrong for the same reason, as the one before."""
        before, after = parts_of(case), parts_of(other)
        changed = [name for name in after if after[name] != before.get(name)]
        broken = None if case.certificate is None else case.certificate.split("/")[1]
        return all(
            self._layout(operation).certificate(name, after[name]) == case.certificate
            if name == broken
            else self._allows(name, after[name], operation) or not self._allows(name, before[name], operation)
            for name in changed
        )

    def _layout(self, operation: Operation) -> RequestParts:
        if operation.id not in self._parts:
            self._parts[operation.id] = RequestParts(operation, self._nominals)
        return self._parts[operation.id]

    def _allows(self, name: str, value: Json, operation: Operation) -> bool:
        if name == "body":
            content = None if operation.body is None else operation.body.json
            return content is None or allows(content.type, value, self._nominals.api)
        members = value if isinstance(value, dict) else {}
        return all(
            allows(parameter.type, members[parameter.name], self._nominals.api)
            if parameter.name in members
            else not parameter.required or name == "path"
            for parameter in operation.parameters
            if place_of(parameter) == name
        )

    def _missing(self, cases: list[Case]) -> Iterator[Case]:
        """Cases for the listed values that no other case sends."""
        for field in self._permission.values:
            own = [case for case in cases if case.operation == field.operation and case.kind == "valid"]
            sent = {key_of(value_at(parts, place)) for case in own for parts, place in _at(case, field)}
            for number, value in enumerate(field.values, start=1):
                if own and key_of(value.exact) not in sent:
                    yield from self._with(field, value, number, own)

    def _with(self, field: FieldValues, value: JsonText, number: int, cases: list[Case]) -> Iterator[Case]:
        operation = self._nominals.api.operation(field.operation)
        plain = ((case, (field.part, *field.path)) for case in cases[:1] if len(field.path) == 1)
        found = ((case, place) for case in cases for _, place in _at(case, field))
        for case, place in (*found, *plain):
            told = with_parts(case, with_value(parts_of(case), place, value.value))
            if operation is not None and self._means_the_same(case, told, operation):
                target = pointer_of(place)
                name = f"{case.operation}/valid{target}/example/{number}"
                yield replace(told, id=name, target=target, point="example", rule=None)
                return


def _at(case: Case, field: FieldValues) -> Iterator[tuple[dict[str, Json], Place]]:
    parts = parts_of(case)
    if field.part in parts:
        yield from ((parts, (field.part, *path)) for path in places_in(parts[field.part], field.path))


def _strange(parts: dict[str, Json], field: FieldValues) -> Iterator[Place]:
    """Where the field has a value that is not listed; null says that there is none."""
    if field.part not in parts:
        return
    keys = field.keys
    for path in places_in(parts[field.part], field.path):
        place: Place = (field.part, *path)
        value = value_at(parts, place)
        if not field.values or (value is not None and key_of(value) not in keys):
            yield place


def _is_about(case: Case, place: Place) -> bool:
    """Whether a case tries the value of a place, or something inside it."""
    return case.target == pointer_of(place) or case.target.startswith(f"{pointer_of(place)}/")


def _holds_nul(case: Case) -> bool:
    return "\\u0000" in freeze(parts_of(case)).text or "\0" in (case.body_text or "")


def _request(case: Case) -> Case:
    """The case without what tells it from another one that sends the same."""
    return replace(case, id="", target="", point="", rule=None, certificate=None)
