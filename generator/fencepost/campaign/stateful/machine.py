"""Sequences that Hypothesis's rule-based state machines write: a machine talks to no server, it only writes requests.

What it writes is the same for the same seed, so that a campaign stays a list of units that is known before it runs.
Importing this module imports Hypothesis, which takes a while.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, get_state_machine_test, precondition, rule
from hypothesis.strategies import integers, sampled_from

from fencepost.campaign.stateful.bodies import Bodies
from fencepost.campaign.stateful.filtering import own_value
from fencepost.campaign.stateful.script import Made, Script
from fencepost.campaign.stateful.stage import Stage, stages_of
from fencepost.campaign.unit import Unit
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import Json

SEQUENCES = 20
"""So many sequences are written for each resource."""

STEPS = 10
"""A sequence has at most so many requests."""

TRIES = 2
"""So many are drawn for each that is wanted: not every one tells anything."""

ENTROPY = 2048
"""Random bytes for one sequence."""


def drawn_sequences(
    api: Api, operations: tuple[Operation, ...], nominals: Nominals, seed: int, most: int = SEQUENCES
) -> tuple[Unit, ...]:
    """At most so many sequences for each resource that one of the operations creates; the same for the same seed."""
    stages = stages_of(api, operations, (), nominals, seed)
    return tuple(unit for stage in stages if stage.forms for unit in _written(stage, most))


def _written(stage: Stage, most: int) -> tuple[Unit, ...]:
    scripts: list[Script] = []

    class OfStage(Writer):
        """Writes about the resource of the stage."""

        def __init__(self) -> None:
            super().__init__(stage, stage.script(f"drawn_{len(scripts) + 1}"))
            scripts.append(self.script)

    # A run of Hypothesis itself reads all modules that happen to be loaded, and mixes in the constants it finds there.
    test = get_state_machine_test(OfStage, settings=_settings())
    draw: Callable[[bytes], object] = vars(test)["hypothesis"].fuzz_one_input
    random = Random(f"{stage.seed}/{stage.subject.resource.create}")
    for _ in range(TRIES * most):
        draw(random.randbytes(ENTROPY))
    units = [script.unit() for script in scripts if len(script) > 1]
    create = stage.subject.resource.create
    # A sequence of creations alone tells nothing that the crowd does not.
    telling = [unit for unit in units if any(step.case.operation != create for step in unit.steps)]
    return tuple(telling[:most])


def _settings() -> settings:
    return settings(
        stateful_step_count=STEPS,
        database=None,
        derandomize=False,
        phases=(Phase.generate,),
        deadline=None,
        suppress_health_check=tuple(HealthCheck),
    )


def _has(*operations: str) -> Callable[[Writer], bool]:
    """Whether the resource has the operations, by their roles."""
    return lambda writer: all(writer.operation(role) is not None for role in operations)


class Writer(RuleBasedStateMachine):
    """Writes one sequence; its rules are what can be done with a resource."""

    alive = Bundle("alive")
    deleted = Bundle("deleted")

    def __init__(self, stage: Stage, script: Script) -> None:
        super().__init__()
        self.stage = stage
        self.script = script

    def operation(self, role: str) -> str | None:
        """The operation in a role; None where there is none, or no request of it can be made."""
        resource = self.stage.subject.resource
        roles = {
            "read": resource.read,
            "listing": resource.listing,
            "delete": resource.delete,
            "bulk_delete": resource.bulk_delete,
            "update": next(iter(resource.updates), None),
        }
        return roles[role] if self.stage.desk.can(roles[role]) else None

    @rule(target=alive, form=integers(0, 63), level=integers(0, 3))
    def create(self, form: int, level: int) -> Made:
        """Make a thing, plain or rich."""
        chosen = self.stage.forms[form % len(self.stage.forms)]
        about = ("drawn", self.script.name, len(self.script))
        body = self.stage.rich(chosen, level, *about) if level else self.stage.plain(chosen, *about)
        return self.script.create(body)

    @precondition(_has("read"))
    @rule(thing=alive)
    def read(self, thing: Made) -> None:
        """Read a thing that is there."""
        self.script.read(thing)

    @precondition(_has("read"))
    @rule(thing=deleted)
    def read_deleted(self, thing: Made) -> None:
        """Read a thing that was deleted."""
        self.script.read_deleted(thing)

    @precondition(_has("delete"))
    @rule(target=deleted, thing=consumes(alive))
    def delete(self, thing: Made) -> Made:
        """Delete a thing."""
        self.script.delete(thing)
        return thing

    @precondition(_has("bulk_delete"))
    @rule(target=deleted, thing=consumes(alive))
    def delete_by_identifier(self, thing: Made) -> Made:
        """Delete a thing by its identifier in a body."""
        self.script.delete_many((thing,))
        return thing

    @precondition(_has("listing"))
    @rule(thing=alive, known=integers(0, 63), ordinal=sampled_from((None, 0, 1)))
    def list_page(self, thing: Made, known: int, ordinal: int | None) -> None:
        """Ask for a list by a filter that finds the thing, or by none."""
        page = self.stage.page(None) if ordinal is None else self.stage.page(1, ordinal)
        chosen = [*self.stage.filters, None][known % (len(self.stage.filters) + 1)]
        value = None if chosen is None else own_value(chosen, thing.body, self.stage.desk)
        self.script.listing(page if value is None or chosen is None else {chosen.name: value, **page})

    @precondition(_has("update"))
    @rule(thing=alive, which=integers(0, 63), level=integers(0, 2))
    def update(self, thing: Made, which: int, level: int) -> None:
        """Change a thing."""
        updates = self.stage.subject.resource.updates
        operation = updates[which % len(updates)]
        body = _change(self.stage, operation, level, len(self.script))
        if body is not None:
            self.script.update(thing, operation, body)


def _change(stage: Stage, operation: str, level: int, about: int) -> dict[str, Json] | None:
    if not stage.desk.can(operation):
        return None
    bodies = Bodies(stage.desk.operation(operation), stage.desk.nominals, stage.subject.chosen_identifier)
    return bodies.rich(bodies.forms[0], level, stage.seed, operation, about) if bodies.forms else None
