"""Which requests an edited document judges otherwise than the true one: those that may tell the two servers apart."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.cases.case import Case
from fencepost.certificate.bodies import Bodies
from fencepost.certificate.contracts import Contracts
from fencepost.certificate.units import Placed, Units
from fencepost.ir.api import Api
from fencepost.ir.edits import Edit
from fencepost.ir.http import Operation
from fencepost.ir.pointers import steps_of
from fencepost.ir.values import Json, JsonText
from fencepost.ir.walk import reached_components
from fencepost.mock.answering.schemas import Schemas


class Verdicts:
    """The verdicts on the requests of a campaign."""

    def __init__(self, units: Units, bodies: Bodies, contracts: Contracts) -> None:
        self._units = units
        self._bodies = bodies
        self._contracts = contracts
        self._true: dict[str, list[bool]] = {}

    def differing(self, edit: Edit, operation: Operation) -> Iterator[Placed]:
        """The units of an operation whose verdict an edit may change, those that are sure to come first."""
        edited = self._contracts.edited(edit, operation)
        for (placed, _), before, after in zip(
            self._bodies.of(operation), self._before(operation), self._judged(edited, operation), strict=False
        ):
            if before != after:
                yield placed
        names = _changed_parameters(self._contracts.part(operation), edited)
        yield from self.sending(names, operation) if names else ()

    def sending(self, names: frozenset[str], operation: Operation) -> list[Placed]:
        """The units that send one of some parameters, named in lower case; those that are about it first."""
        sending = [placed for placed in self._units.of(operation) if _sends(placed, operation, names)]
        return sorted(sending, key=lambda placed: not _is_about(placed, operation, names))

    def _before(self, operation: Operation) -> list[bool]:
        """Whether the document allows the bodies to an operation; of one that has none, nothing."""
        if operation.id not in self._true:
            self._true[operation.id] = list(self._judged(self._contracts.part(operation), operation))
        return self._true[operation.id]

    def _judged(self, contract: Api, operation: Operation) -> Iterator[bool]:
        """Whether a document allows them, one after the other."""
        schema = _json(contract, operation)
        if schema is not None:
            validator = Schemas(contract).request(schema)
            values: Iterator[Json] = (value for _, value in self._bodies.of(operation))
            yield from map(validator.is_valid, values)


def _json(api: Api, operation: Operation) -> JsonText | None:
    """The schema of the operation's JSON body in a document; None where it has none."""
    found = api.operation(operation.id)
    content = None if found is None or found.body is None else found.body.json
    return None if content is None else content.schema


def _changed_parameters(part: Api, edited: Api) -> frozenset[str]:
    """The names of the parameters whose schema an edit reaches; in lower case, as headers are."""
    known = {each.name: each.schema for each in part.components}
    changed = {each.name for each in edited.components if known.get(each.name) != each.schema}
    found = edited.operation(part.operations[0].id)
    after = {(each.place, each.name): each.schema for each in (() if found is None else found.parameters)}
    return frozenset(
        each.name.lower()
        for each in part.operations[0].parameters
        if after.get((each.place, each.name)) != each.schema
        or any(inner.name in changed for inner in reached_components([each.type], part))
    )


def _sends(placed: Placed, operation: Operation, names: frozenset[str]) -> bool:
    return any(not names.isdisjoint(_sent(case)) for case in placed.cases(operation.id))


def _is_about(placed: Placed, operation: Operation, names: frozenset[str]) -> bool:
    return any(not names.isdisjoint(_target(case)) for case in placed.cases(operation.id))


def _sent(case: Case) -> Iterator[str]:
    """The names of the parameters that a case sends, and of the one that it leaves out."""
    yield from (name.lower() for name, _ in (*case.path_params, *case.query, *case.query_from, *case.headers))
    yield from _target(case)


def _target(case: Case) -> tuple[str, ...]:
    """The name of the member that a case is about; none where it is about a whole part of the request."""
    return tuple(step.lower() for step in steps_of(case.target)[1:2])
