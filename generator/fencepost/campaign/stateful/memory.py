"""What the earlier answers of a unit told of the things that it made: what they are, and which are no more.

Whatever an answer leaves open is unsure from then on, and nothing is held against the server for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from fencepost.campaign.judging.validation import NotJson, read_json
from fencepost.campaign.stateful.subject import Subject
from fencepost.campaign.wire.exchange import Answer, Exchange
from fencepost.campaign.wire.request import body_of
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.api import Api
from fencepost.ir.resources import Resource, folded
from fencepost.ir.values import Json, equal

Standing = Literal["alive", "deleted", "unsure"]

_NEXT = re.compile(r"""rel\s*=\s*["']?[^"',;]*\bnext\b""", re.IGNORECASE)

_PARAMETER = re.compile(r"\{([^{}]*)\}")

ACCEPTED = 202
"""The server has only said that it will: nothing follows from what it shows meanwhile."""

SUCCEEDED = frozenset(("deleted", "deletedids", "removed", "removedids", "succeeded"))
FAILED = frozenset(("errors", "failed", "failures", "notfound"))
"""Folded names of the members of an answer that list what was deleted, and what was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing that the unit made."""

    identifier: Json
    sent: dict[str, Json] = field(hash=False)
    """The fields of the last bodies that were sent of it."""

    told: dict[str, Json] = field(hash=False)
    """What the server answered to its creation or last change; the fields that it left out are missing."""

    reads: tuple[dict[str, Json], ...] = field(default=(), hash=False)
    """What reading it has shown since."""

    standing: Standing = "alive"
    ended_by: str | None = None
    """The operation that deleted it."""

    @property
    def latest(self) -> dict[str, Json]:
        """How it was shown last while it was there."""
        return self.reads[-1] if self.reads else self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One answered exchange, read."""

    case: Case
    status: int
    body: Json | NotJson
    sent: Json
    """The JSON body of the request, filled; None where it had none."""

    path: Mapping[str, Json]
    query: Mapping[str, Json]
    goes_on: bool = False
    """Whether a header says that there is a next page (RFC 8288)."""

    @property
    def is_success(self) -> bool:
        """Whether the status is one of 2xx."""
        return 200 <= self.status < 300

    def scope(self, resource: Resource) -> tuple[str, ...] | None:
        """The values in the path that tell a collection from others of its kind; None of a path without it."""
        collection, own = (_shape(path) for path in (resource.collection, self.case.path))
        if own[: len(collection)] != collection:
            return None
        names = _PARAMETER.findall(self.case.path)[: "/".join(collection).count("{}")]
        return tuple(str(self.path.get(name)) for name in names)


def _shape(path: str) -> list[str]:
    return _PARAMETER.sub("{}", path.rstrip("/")).split("/")


def told_of(exchange: Exchange) -> Told | None:
    """The exchange, read; None where no answer came."""
    if not isinstance(exchange.answer, Answer):
        return None
    return told(exchange.case, exchange.given, exchange.answer, read_json(exchange.answer.content))


def told(case: Case, given: tuple[tuple[FromAnswer, Json], ...], answer: Answer, body: Json | NotJson) -> Told:
    """A case as it was sent, with what was answered; `body` is the content of the answer, read."""
    values = dict(given)
    path = {name: values.get(item) if isinstance(item, FromAnswer) else item.value for name, item in case.path_params}
    query = {name: item.value for name, item in case.query} | {n: values.get(item) for n, item in case.query_from}
    sent = body_of(case, values) if all(item in values for _, item in case.body_from) else None
    return Told(
        case=case,
        status=answer.status,
        body=body,
        sent=None if sent is None else sent.value,
        path=path,
        query=query,
        goes_on=_NEXT.search(answer.header("link") or "") is not None,
    )


def is_same(one: Json, other: Json) -> bool:
    """Whether two identifiers are one: in a path a number is a text."""
    return one is not None and other is not None and str(one) == str(other)


class Memory:
    """The things of one resource, as the exchanges so far told of them.

    `scope` tells the collection from others of its kind: what was made in another one is not there.
    """

    def __init__(self, subject: Subject, api: Api, story: tuple[Exchange, ...], scope: tuple[str, ...] | None) -> None:
        self.subject = subject
        self.api = api
        self.story = tuple(
            read
            for exchange in story
            if (read := told_of(exchange)) is not None and read.scope(subject.resource) in (None, scope)
        )
        self.refused: list[Told] = []
        """Creations that were refused."""

        self._things: dict[str, Thing] = {}
        for each in self.story:
            self._take(each)

    @property
    def things(self) -> tuple[Thing, ...]:
        """In the order in which they were made."""
        return tuple(self._things.values())

    def thing(self, identifier: Json) -> Thing | None:
        """The thing of that identifier, where this unit made it."""
        return self._things.get(str(identifier))

    def asked(self, each: Told) -> Thing | None:
        """The thing that the path of a request names."""
        return self.thing(each.path.get(self.subject.resource.parameter))

    def _keep(self, thing: Thing) -> None:
        self._things[str(thing.identifier)] = thing

    def _take(self, each: Told) -> None:
        resource, operation = self.subject.resource, each.case.operation
        if operation == resource.create:
            self._created(each)
        elif operation == resource.bulk_delete:
            self._bulk_deleted(each)
        elif (thing := self.asked(each)) is not None:
            self._keep(self._after(thing, each))

    def _created(self, each: Told) -> None:
        if each.case.kind == "fault" and 400 <= each.status < 500:
            self.refused.append(each)
        shown = self.subject.shown(each.body) if each.is_success else None
        if shown is not None and isinstance(each.sent, dict):
            standing: Standing = "unsure" if each.status == ACCEPTED or each.case.kind != "valid" else "alive"
            identifier = shown[self.subject.resource.identifier]
            if self.thing(identifier) is not None:
                # Which of the two the server shows from now on, nobody knows.
                standing = "unsure"
            self._keep(Thing(identifier=identifier, sent=each.sent, told=shown, standing=standing))

    def _after(self, thing: Thing, each: Told) -> Thing:
        resource, operation = self.subject.resource, each.case.operation
        if operation == resource.read:
            shown = self.subject.shown(each.body) if each.is_success else None
            is_over = thing.standing == "deleted"
            return thing if shown is None or is_over else replace(thing, reads=(*thing.reads, shown))
        if operation == resource.delete:
            return self._deleted(thing, each)
        if operation in resource.updates:
            return self._updated(thing, each)
        # What another operation does to a thing, the document does not say.
        return thing if each.case.method.lower() in ("get", "head") else replace(thing, standing="unsure")

    def _deleted(self, thing: Thing, each: Told) -> Thing:
        if thing.standing != "alive":
            return thing
        if each.is_success and each.status != ACCEPTED:
            return replace(thing, standing="deleted", ended_by=each.case.operation)
        return replace(thing, standing="unsure")

    def _updated(self, thing: Thing, each: Told) -> Thing:
        if thing.standing != "alive":
            return thing
        if not each.is_success:
            return thing if each.status in (400, 422) else replace(thing, standing="unsure")
        if each.status == ACCEPTED or not isinstance(each.sent, dict) or self._renames(thing, each.sent):
            return replace(thing, standing="unsure")
        whole = each.case.method.lower() == "put"
        shown = self.subject.shown(each.body)
        if shown is None and not whole and any(isinstance(value, dict) for value in each.sent.values()):
            # Whether an object is merged or replaced, only an answer that shows it would tell.
            return replace(thing, standing="unsure")
        if shown is None:
            shown = self._as_sent({} if whole else thing.latest, each.sent)
        return replace(thing, sent=each.sent if whole else {**thing.sent, **each.sent}, told=shown, reads=())

    def _renames(self, thing: Thing, sent: dict[str, Json]) -> bool:
        """Whether a change gives the thing another identifier."""
        chosen = sent.get(self.subject.chosen_identifier or "")
        return chosen is not None and not is_same(chosen, thing.identifier)

    def _as_sent(self, before: dict[str, Json], sent: dict[str, Json]) -> dict[str, Json]:
        """A thing after a change that was answered without showing it."""
        pairs = [pair for pair in self.subject.pairs if pair.request.wire_name in sent]
        return before | {pair.response.wire_name: sent[pair.request.wire_name] for pair in pairs}

    def _bulk_deleted(self, each: Told) -> None:
        named = set(map(str, self.named_in_bulk(each)))
        succeeded, failed = (
            set(map(str, found)) for found in (listed(each.body, SUCCEEDED), listed(each.body, FAILED))
        )
        for thing in [item for item in self.things if item.standing == "alive"]:
            key = str(thing.identifier)
            sure = each.is_success and each.status != ACCEPTED and key not in failed
            if sure and (key in succeeded or (key in named and not succeeded)):
                self._keep(replace(thing, standing="deleted", ended_by=each.case.operation))
            elif key in named or (not named and not _is_spared(thing, each.sent)):
                self._keep(replace(thing, standing="unsure"))

    def named_in_bulk(self, each: Told) -> list[Json]:
        """The identifiers in the body of a bulk deletion; empty where it names things otherwise."""
        pointer = self.subject.resource.bulk_pointer or ""
        held = each.sent.get(pointer[1:]) if pointer and isinstance(each.sent, dict) else each.sent
        return held if isinstance(held, list) else []


def _is_spared(thing: Thing, asked: Json) -> bool:
    """Whether a deletion asks for a value that the thing was not made with."""
    sent = {folded(name): value for name, value in thing.sent.items()}
    known = [(value, sent.get(folded(name))) for name, value in asked.items()] if isinstance(asked, dict) else []
    return any(
        not all(any(equal(each, own) for own in held) for each in value)
        for value, held in ((_several(value), _several(held)) for value, held in known if value is not None)
    )


def _several(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def listed(body: Json | NotJson, names: frozenset[str]) -> list[Json]:
    """The identifiers that an answer lists under such names, alone or as members of objects."""
    members = body.items() if isinstance(body, dict) else ()
    found = [item for name, value in members if folded(name) in names and isinstance(value, list) for item in value]
    return list(_identifiers(found))


def _identifiers(found: list[Json]) -> Iterator[Json]:
    for item in found:
        yield from item.values() if isinstance(item, dict) else (item,)
