"""Sequences that delete many things at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from fencepost.campaign.stateful.bodies import Bodies
from fencepost.campaign.stateful.marks import mark, marks_in
from fencepost.campaign.stateful.script import Made
from fencepost.campaign.stateful.stage import Stage
from fencepost.campaign.unit import Unit
from fencepost.cases.protocol.identifiers import MADE_UP
from fencepost.ir.resources import folded
from fencepost.ir.shapes import object_fields
from fencepost.ir.values import Json

MOST = 3
"""So many ways to name things by what they hold are tried."""


def bulk(stage: Stage) -> Iterator[Unit]:
    """Things are deleted by their identifiers, and by what they hold; each is read again."""
    resource = stage.subject.resource
    if stage.forms and stage.desk.can(resource.bulk_delete) and resource.bulk_delete is not None:
        yield _by_identifiers(stage)
        found = list(_members(stage, resource.bulk_delete))[:MOST]
        if found:
            yield _by_members(stage, found)


def _by_identifiers(stage: Stage) -> Unit:
    script = stage.script("bulk")
    form = stage.forms[0]
    kept = script.create(stage.plain(form, "bulk", "kept"), "nominal")
    one = script.create(stage.rich(stage.forms[-1], 1, "bulk", "one"))
    two = script.create(stage.plain(form, "bulk", "two"), "nominal")
    script.delete_many((one, two))
    if stage.desk.can(stage.subject.resource.read):
        script.read_deleted(one)
        script.read_deleted(two)
        script.read(kept)
    script.delete_many((kept, *_nobody(stage)))
    return script.unit()


def _nobody(stage: Stage) -> tuple[Json, ...]:
    """An identifier that nobody was given, as a bulk deletion takes it; none where none of the usual shapes will do."""
    resource, text = stage.subject.resource, mark(stage.seed, "bulk", "nobody")
    content = stage.desk.operation(resource.bulk_delete or "").body
    pointer = (resource.bulk_pointer or "")[1:]
    found: Iterator[Json] = (
        value
        for value in (text, *MADE_UP)
        if content is not None
        and content.json is not None
        and stage.desk.nominals.accepts(content.json.type, {pointer: [value]} if pointer else [value])
    )
    return (*islice(found, 1),)


def _members(stage: Stage, operation_id: str) -> Iterator[tuple[str, ...]]:
    """The members of the body, other than identifiers, that are named as fields of a thing: some, then all of them."""
    content = stage.desk.operation(operation_id).body
    fields = () if content is None or content.json is None else object_fields(content.json.type, stage.desk.api) or ()
    known = {folded(pair.request.wire_name) for pair in stage.subject.pairs}
    names = [item.wire_name for item in fields if folded(item.wire_name) in known]
    bodies = Bodies(stage.desk.operation(operation_id), stage.desk.nominals)
    for some in (*((name,) for name in names), tuple(names)):
        body = _matching(some, stage.rich(stage.forms[0], 0, "members"))
        if body is not None and bodies.is_settled(body) and len(set(some)) == len(some):
            yield some


def _matching(names: tuple[str, ...], thing: dict[str, Json]) -> dict[str, Json] | None:
    """The body that names a thing by what it was made with; None where that could be another's, too."""
    by_name = {folded(name): value for name, value in thing.items()}
    body = {name: by_name.get(folded(name)) for name in names}
    return body if body and all(list(marks_in(value)) for value in body.values()) else None


def _by_members(stage: Stage, found: list[tuple[str, ...]]) -> Unit:
    script = stage.script("bulk_by_members")
    kept = script.create(stage.plain(stage.forms[0], "bulk_by_members", "kept"), "nominal")
    for index, names in enumerate(dict.fromkeys(found)):
        thing: Made = script.create(stage.rich(stage.forms[0], index, "bulk_by_members", index))
        script.delete_matching(_matching(names, thing.body) or {})
        if stage.desk.can(stage.subject.resource.read):
            script.read_deleted(thing)
    if stage.desk.can(stage.subject.resource.read):
        script.read(kept)
    return script.unit()
