"""Sequences from making a thing to its end, and of many things at once."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.stateful.bodies import Form
from fencepost.campaign.stateful.script import Made, Script
from fencepost.campaign.stateful.stage import Stage
from fencepost.campaign.unit import Unit
from fencepost.ir.http import Parameter

MANY = 17
"""Things made in a row: one more than four bits count."""


def lives(stage: Stage) -> tuple[Unit, ...]:
    """For each form of the body, a rich thing between two plain ones, read, listed, deleted, and looked for again."""
    return tuple(_life(stage, index, form) for index, form in enumerate(stage.forms))


def _life(stage: Stage, index: int, form: Form) -> Unit:
    script, resource = stage.script(f"life_{index}"), stage.subject.resource
    script.create(stage.plain(form, "life", index, "before"), "nominal")
    rich = script.create(stage.rich(form, index, "life", index))
    if index == 0 and len(stage.forms) > 1:
        # What a thing of another form holds may leak as well.
        script.create(stage.rich(stage.forms[-1], 2, "life", "other form"))
    after = script.create(stage.plain(form, "life", index, "after"), "nominal")
    if stage.desk.can(resource.read):
        script.read(rich)
        script.read(after)
    if stage.desk.can(resource.listing) and index == 0:
        script.listing(stage.page(None))
    if stage.desk.can(resource.read) and index == 0:
        script.read(rich)
    if stage.desk.can(resource.delete):
        _end(stage, script, rich, after, stage.subject.active if index == 0 else None)
        if index == 0 and not stage.subject.is_numbered:
            # Else it may be another's thing by now.
            script.delete_again(rich)
    return script.unit()


def _end(stage: Stage, script: Script, thing: Made, other: Made, active: Parameter | None) -> None:
    """The thing is deleted, read and listed; `active` leaves out of the list what has ended."""
    resource = stage.subject.resource
    script.delete(thing)
    if stage.desk.can(resource.read):
        script.read_deleted(thing)
        script.read(other)
    if stage.desk.can(resource.listing):
        script.listing({**stage.page(None), **({} if active is None else {active.name: True})})


def below(stage: Stage) -> Iterator[Unit]:
    """What belongs to a thing is asked for, of two things."""
    if not stage.forms or not stage.subject.sub_operations:
        return
    script = stage.script("below")
    one = script.create(stage.rich(stage.forms[0], 0, "below", "one"))
    other = script.create(stage.plain(stage.forms[0], "below", "other"), "nominal")
    for name in stage.subject.sub_operations:
        script.below(one, name)
        if stage.desk.operation(name).method == "post":
            script.below(other, name)
    yield script.unit()


def crowd(stage: Stage) -> Iterator[Unit]:
    """Many things in a row, and the list of them."""
    if not stage.forms:
        return
    script = stage.script("crowd")
    for number in range(MANY):
        script.create(stage.plain(stage.forms[0], "crowd", number), "nominal")
    if stage.desk.can(stage.subject.resource.listing):
        script.listing(stage.page(None))
    yield script.unit()
