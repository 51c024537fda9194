"""Sequences that change things, and read what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.stateful.bodies import Bodies
from fencepost.campaign.stateful.script import Made, Script
from fencepost.campaign.stateful.stage import Stage
from fencepost.campaign.unit import Unit
from fencepost.ir.values import Json, equal

MOST = 3
"""So many fields are changed one by one."""


def changed(stage: Stage) -> Iterator[Unit]:
    """A rich thing is replaced by another, and changed field by field."""
    for number, operation in enumerate(stage.subject.resource.updates):
        if not stage.forms or not stage.desk.can(operation):
            continue
        script = stage.script(f"change_{number}")
        thing = script.create(stage.rich(stage.forms[0], 0, "change", number))
        bodies = Bodies(stage.desk.operation(operation), stage.desk.nominals, stage.subject.chosen_identifier)
        if not bodies.forms:
            continue
        if stage.desk.operation(operation).method == "patch":
            _field_by_field(stage, script, thing, operation, bodies)
        else:
            _whole(stage, script, thing, operation, bodies)
        yield script.unit()


def _read(stage: Stage, script: Script, thing: Made) -> None:
    if stage.desk.can(stage.subject.resource.read):
        script.read(thing)


def _whole(stage: Stage, script: Script, thing: Made, operation: str, bodies: Bodies) -> None:
    rich = bodies.rich(bodies.forms[-1], 1, stage.seed, operation, "rich")
    plain = bodies.plain(bodies.forms[0], stage.seed, operation, "plain")
    for body in (rich, plain):
        script.update(thing, operation, body)
        _read(stage, script, thing)


def _field_by_field(stage: Stage, script: Script, thing: Made, operation: str, bodies: Bodies) -> None:
    form = bodies.forms[0]
    rich = bodies.rich(form, 1, stage.seed, operation, "rich")
    plain = bodies.plain(form, stage.seed, operation, "plain")
    fresh = [name for name, value in rich.items() if not equal(value, thing.body.get(name))]
    for name in fresh[:MOST]:
        # A form that asks for some members gets them all the same.
        body: dict[str, Json] = {name: rich[name]}
        body = body if bodies.is_settled(body) else {**plain, **body}
        if bodies.is_settled(body):
            script.update(thing, operation, body)
    _read(stage, script, thing)
