"""Sequences that ask for lists: page by page, and by every filter."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.stateful.filtering import own_value, server_field, strange_value
from fencepost.campaign.stateful.marks import marks_in
from fencepost.campaign.stateful.script import Made, Script
from fencepost.campaign.stateful.stage import Stage
from fencepost.campaign.stateful.subject import Filter
from fencepost.campaign.unit import Unit
from fencepost.cases.case import FromAnswer
from fencepost.ir.shapes import is_nullable
from fencepost.ir.values import Json


def paged(stage: Stage) -> Iterator[Unit]:
    """Two things are asked for all at once, one by one, and without a word about pages."""
    if not stage.forms or not stage.desk.can(stage.subject.resource.listing):
        return
    script = stage.script("pages")
    first = stage.rich(stage.forms[0], 1, "pages", "first")
    shared = next(_marking(stage, first), None)
    script.create(first)
    second = stage.rich(stage.forms[0], 2, "pages", "second")
    script.create(second if shared is None else _sharing(stage, shared, first, second))
    query = {} if shared is None else {shared.name: own_value(shared, first, stage.desk)}
    script.listing({**query, **stage.page(None)})
    if stage.has_pages:
        for ordinal in (0, 1, 0):
            script.listing({**query, **stage.page(1, ordinal)})
    script.listing({})
    # Only of a list that is as it was before can one tell whether it is counted right.
    script.listing({**query, **stage.page(None)})
    yield script.unit()


def _marking(stage: Stage, body: dict[str, Json]) -> Iterator[Filter]:
    """The filters by which things made with a body can be told from all others, those of lists first."""
    found = [item for item in stage.filters if list(marks_in(own_value(item, body, stage.desk)))]
    yield from sorted(found, key=lambda item: not item.takes_several)


def _sharing(stage: Stage, known: Filter, first: dict[str, Json], second: dict[str, Json]) -> dict[str, Json]:
    """The second body with what the filter finds the first by."""
    names = [pair.request.wire_name for pair in stage.subject.pairs if pair.response.wire_name == known.paths[0][0]]
    shared = {**second, **{name: first[name] for name in names if name in first}}
    return shared if stage.bodies.accepts(shared) else second


def filtered(stage: Stage) -> Iterator[Unit]:
    """Every filter by itself, with a value that one thing has, and with one that none has."""
    if stage.forms and stage.filters:
        yield _alone(stage)


def filtered_together(stage: Stage) -> Iterator[Unit]:
    """Every filter with a value that nothing has, on the second page, and beside all other filters."""
    if stage.forms and stage.filters:
        yield _together(stage)


def _cast(stage: Stage, script: Script, name: str) -> tuple[Made, Made]:
    """One thing, and two that are unlike it and like each other."""
    one = script.create(stage.rich(stage.forms[0], 0, name, "one"))
    other = stage.rich(stage.forms[-1], 1, name, "other")
    last = script.create(other)
    twin = {**stage.plain(stage.forms[-1], name, "twin")}
    script.create({**other, **{key: value for key, value in twin.items() if key in other and list(marks_in(value))}})
    return one, last


def _alone(stage: Stage) -> Unit:
    script = stage.script("filters")
    one, other = _cast(stage, script, "filters")
    bodies = [one.body, other.body]
    for known in stage.filters:
        strange = strange_value(known, bodies, stage.desk, stage.seed)
        if strange is not None:
            script.listing({known.name: strange, **stage.page(None)})
        if known.needs_every and isinstance(strange, list):
            held = own_value(known, one.body, stage.desk)
            script.listing(
                {known.name: [*held[:1], *strange] if isinstance(held, list) else strange, **stage.page(None)}
            )
    # What the server may leave null ends a sequence where it is asked for: it comes last.
    for known in sorted(stage.filters, key=lambda item: _may_be_null(stage, item)):
        _own(stage, script, known, one)
    return script.unit()


def _may_be_null(stage: Stage, known: Filter) -> bool:
    field = server_field(known, stage.desk)
    return field is not None and is_nullable(field.type, stage.desk.api)


def _own(stage: Stage, script: Script, known: Filter, thing: Made) -> None:
    value, field = own_value(known, thing.body, stage.desk), server_field(known, stage.desk)
    if value is not None:
        script.listing({known.name: value, **stage.page(None)})
    elif field is not None:
        asked = (known.name, script.member(thing.step, field.wire_name, stage.subject.resource.create))
        script.listing(stage.page(None), (asked,))


def _together(stage: Stage) -> Unit:
    script = stage.script("filters_together")
    one, other = _cast(stage, script, "filters_together")
    bodies = [one.body, other.body]
    if stage.has_pages:
        for known in stage.filters:
            strange = strange_value(known, bodies, stage.desk, stage.seed)
            if strange is not None:
                script.listing({known.name: strange, **stage.page(1, 1)})
    held = {
        item.name: value for item in stage.filters if (value := own_value(item, other.body, stage.desk)) is not None
    }
    script.listing({**held, **_active(stage), **stage.page(None)})
    for known in stage.filters:
        strange = strange_value(known, bodies, stage.desk, stage.seed)
        if strange is not None:
            # Read each time, because a state may have changed meanwhile.
            read = script.read(other) if stage.desk.can(stage.subject.resource.read) else None
            query, asked = _others(stage, script, known, other, read)
            script.listing({known.name: strange, **query, **stage.page(None)}, asked)
    return script.unit()


def _others(
    stage: Stage, script: Script, known: Filter, thing: Made, read: int | None
) -> tuple[dict[str, Json], list[tuple[str, FromAnswer]]]:
    """The other filters with what a thing has, as it was read last."""
    query = _active(stage)
    asked: list[tuple[str, FromAnswer]] = []
    for item in stage.filters:
        value, field = own_value(item, thing.body, stage.desk), server_field(item, stage.desk)
        if item.name == known.name:
            continue
        if value is not None:
            query[item.name] = value
        elif field is not None and not is_nullable(field.type, stage.desk.api) and read is not None:
            asked.append((item.name, script.member(read, field.wire_name, stage.subject.resource.read or "")))
    return query, asked


def _active(stage: Stage) -> dict[str, Json]:
    return {} if stage.subject.active is None else {stage.subject.active.name: True}
