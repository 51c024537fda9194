"""What one answer shows of a thing beside what another told of it before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fencepost.campaign.judging.likeness import alike
from fencepost.campaign.stateful.memory import Thing
from fencepost.campaign.stateful.subject import Subject
from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair
from fencepost.ir.resources import folded
from fencepost.ir.shapes import branches
from fencepost.ir.types import Field, String
from fencepost.ir.values import Json, equal
from fencepost.rules.evaluate import allows

SECOND = 1.0
"""So far two texts of one instant may lie apart: stores keep fewer digits than answers show."""

_BIRTHS = frozenset(
    (
        *("created", "createdat", "createdon", "createddate", "createdtime", "createtime", "creationdate"),
        *("creationtime", "creationtimestamp", "creationts", "datecreated", "timecreated"),
    )
)
"""Folded names of fields that hold when a thing was made, which never changes."""

_SECRETS = ("apikey", "credential", "passphrase", "password", "secret", "token")
"""Parts of folded names of fields that servers rightly show once, or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that an answer shows otherwise."""

    field: Field
    before: Json
    now: Json
    missing: bool = False
    """Whether the answer lacks it."""


def changes(thing: Thing, shown: dict[str, Json], subject: Subject, api: Api) -> Iterator[Change]:
    """The fields of which a client decides that an answer shows otherwise than the thing's last change was answered."""
    for pair in subject.pairs:
        before = _told(pair, thing, subject)
        name = pair.response.wire_name
        if before is None or (name in shown and _is_as_before(pair.response, before, shown[name], api)):
            continue
        if name in shown:
            yield Change(field=pair.response, before=before, now=shown[name])
        elif not pair.response.required and not _is_default(pair, before) and not _has_format(pair.response, api):
            # Of a value with a format it is for another check to tell whether it is one that can be shown.
            yield Change(field=pair.response, before=before, now=None, missing=True)


def _told(pair: EchoPair, thing: Thing, subject: Subject) -> Json:
    """What a field must go on to show; None where a server may change it."""
    name = pair.response.wire_name
    if _is_the_servers(pair, thing, subject):
        return None
    if name in thing.told:
        return thing.told[name]
    expected = pair.expected(thing.sent)
    return None if expected is None else expected.value


def _is_the_servers(pair: EchoPair, thing: Thing, subject: Subject) -> bool:
    """Whether the server decides what a field shows: a state, a secret, or what a client left to it."""
    name, sent = pair.response.wire_name, thing.sent.get(pair.request.wire_name)
    lifecycle = subject.lifecycle
    if name == subject.resource.identifier:
        # Whether it is the thing that was asked for is asked by itself.
        return True
    if lifecycle is not None and name in (lifecycle.field, *lifecycle.stamps):
        return True
    if any(part in folded(name) for part in _SECRETS):
        return True
    is_left = pair.request.wire_name in thing.sent or pair.request.annotations.default is None
    return sent is None and is_left


def _is_default(pair: EchoPair, value: Json) -> bool:
    default = pair.request.annotations.default or pair.response.annotations.default
    return value in (None, "", [], {}) or (default is not None and equal(default.value, value))


def _has_format(field: Field, api: Api) -> bool:
    return any(isinstance(item, String) and item.format is not None for item in branches(field.type, api))


def _is_as_before(field: Field, before: Json, now: Json, api: Api) -> bool:
    """Whether two values say the same; what the schema excludes is left to its own check."""
    is_same = alike(before, now, field.type, api) or _is_same_instant(field, before, now, api)
    return is_same or not allows(field.type, now, api)


def _is_same_instant(field: Field, before: Json, now: Json, api: Api) -> bool:
    one, other = _instant(field, before, api), _instant(field, now, api)
    return one is not None and other is not None and abs((one - other).total_seconds()) <= SECOND


def _instant(field: Field, value: Json, api: Api) -> datetime | None:
    formats = [item.format.name for item in branches(field.type, api) if isinstance(item, String) and item.format]
    if "date-time" not in formats or not isinstance(value, str):
        return None
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return when if when.tzinfo is not None else None


def reborn(thing: Thing, shown: dict[str, Json], subject: Subject, api: Api) -> Iterator[Change]:
    """The fields that hold when a thing was made, and now hold another time.

    Two reads agree to the last digit; a read and the answer to the creation may differ by what a store keeps.
    """
    for field in subject.fields:
        name = field.wire_name
        if folded(name) not in _BIRTHS or _instant(field, shown.get(name), api) is None:
            continue
        read = next((item[name] for item in thing.reads if name in item), None)
        if read is not None and not equal(read, shown[name]) and _differs(field, read, shown[name], api):
            yield Change(field=field, before=read, now=shown[name])
        elif _instant(field, thing.told.get(name), api) is not None and not _is_same_instant(
            field, thing.told[name], shown[name], api
        ):
            yield Change(field=field, before=thing.told[name], now=shown[name])


def _differs(field: Field, one: Json, other: Json, api: Api) -> bool:
    return _instant(field, one, api) != _instant(field, other, api)
