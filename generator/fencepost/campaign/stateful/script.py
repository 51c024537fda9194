"""Writes the requests of one unit, one after the other, each naming what earlier ones make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fencepost.campaign.stateful.subject import Subject
from fencepost.campaign.unit import Step, Unit
from fencepost.cases.case import Case, FromAnswer
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.requests import Frame, case_of, frame_of, success_statuses
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.pointers import escaped, pointer_of
from fencepost.ir.resources import Resource
from fencepost.ir.values import Json, JsonText, freeze

GONE = ("404", "410")
OVER = ("404", "409", "410")


class Desk:
    """The nominal requests of a resource's operations, from which scripts are written."""

    def __init__(self, subject: Subject, api: Api, nominals: Nominals) -> None:
        self.subject = subject
        self.api = api
        self.nominals = nominals
        self._frames: dict[str, Frame | None] = {}

    @property
    def resource(self) -> Resource:
        """The resource that is written about."""
        return self.subject.resource

    def operation(self, operation_id: str) -> Operation:
        """The operation of that id, as a client sees it."""
        return next(item for item in self.nominals.api.operations if item.id == operation_id)

    def frame(self, operation_id: str | None) -> Frame | None:
        """The nominal request of an operation; None where there is none."""
        if operation_id is None:
            return None
        if operation_id not in self._frames:
            try:
                self._frames[operation_id] = frame_of(self.operation(operation_id), self.api, self.nominals)
            except UnattainableError:
                self._frames[operation_id] = None
        return self._frames[operation_id]

    def can(self, *operations: str | None) -> bool:
        """Whether a request of each can be made."""
        return all(self.frame(item) is not None for item in operations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A thing that a script makes: the step whose answer tells its identifier, and the body it is made with."""

    step: int
    body: dict[str, Json]


class Script:
    """One unit being written. `name` goes into the ids of its cases."""

    def __init__(self, desk: Desk, name: str) -> None:
        self._desk = desk
        self.name = name
        self._cases: list[Case] = []

    def unit(self) -> Unit:
        """What was written so far."""
        return Unit(phase="stateful", steps=tuple(Step(case=case) for case in self._cases))

    def __len__(self) -> int:
        return len(self._cases)

    def _write(self, case: Case) -> int:
        named = replace(case, id=f"{case.operation}/{case.kind}/stateful/{self.name}/{len(self._cases) + 1}")
        self._cases.append(named)
        return len(self._cases) - 1

    def _nominal(self, operation: str | None, target: str = "", point: str = "nominal", *more: str) -> Case:
        frame = self._desk.frame(operation)
        assert frame is not None, operation
        return case_of(frame, "valid", target, point, (*success_statuses(frame.operation), *more))

    def create(self, body: dict[str, Json], point: str = "pair") -> Made:
        """Make a thing."""
        case = self._nominal(self._desk.resource.create, "/body", point)
        return Made(step=self._write(replace(case, body=freeze(body))), body=body)

    def refused(self, fault: Case) -> None:
        """Try to make a thing with a body that must be refused."""
        self._write(fault)

    def read(self, thing: Made) -> int:
        """Read a thing that is there."""
        return self._write(self._of(thing, self._nominal(self._desk.resource.read)))

    def read_deleted(self, thing: Made) -> int:
        """Read a thing that was deleted."""
        return self._write(self._of(thing, self._nominal(self._desk.resource.read, "", "nominal", *GONE)))

    def delete(self, thing: Made) -> int:
        """Delete a thing that is there."""
        return self._write(self._of(thing, self._nominal(self._desk.resource.delete)))

    def delete_again(self, thing: Made) -> int:
        """Delete a thing that was deleted before."""
        return self._write(self._of(thing, self._nominal(self._desk.resource.delete, "", "nominal", *OVER)))

    def update(self, thing: Made, operation: str, body: dict[str, Json]) -> int:
        """Change a thing."""
        case = self._nominal(operation, "/body", "pair")
        chosen = self._desk.subject.chosen_identifier
        # Where a body must hold the identifier, it is the one that the thing has.
        own = ((pointer_of((chosen,)), self.identifier(thing)),) if chosen is not None and chosen in body else ()
        return self._write(self._of(thing, replace(case, body=freeze(body), body_from=own)))

    def below(self, thing: Made, operation: str) -> int:
        """Ask for something that belongs to a thing."""
        # Whether a thing is ready for it, only the server knows.
        return self._write(self._of(thing, self._nominal(operation, "", "nominal", "409")))

    def listing(self, query: Mapping[str, Json], asked: Iterable[tuple[str, FromAnswer]] = ()) -> int:
        """Ask for a list."""
        given = tuple(asked)
        names = (*query, *(name for name, _ in given))
        target = f"/query/{names[0]}" if names else ""
        case = self._nominal(self._desk.resource.listing, target, "inside" if names else "nominal")
        kept = [(name, value) for name, value in case.query if name not in names]
        sent = (*kept, *((name, freeze(value)) for name, value in query.items()))
        return self._write(replace(case, query=sent, query_from=given))

    def delete_many(self, named: tuple[Made | Json, ...]) -> int:
        """Delete things by their identifiers; a plain value is one that nobody was given."""
        case = self._nominal(self._desk.resource.bulk_delete, "/body")
        pointer = self._desk.resource.bulk_pointer or ""
        values: Json = ["?" if isinstance(item, Made) else item for item in named]
        body = {pointer[1:]: values} if pointer else values
        places = tuple(
            (f"{pointer}/{index}", self.identifier(item)) for index, item in enumerate(named) if isinstance(item, Made)
        )
        return self._write(replace(case, body=freeze(body), body_from=places))

    def delete_matching(self, body: dict[str, Json]) -> int:
        """Delete things by what they hold."""
        case = self._nominal(self._desk.resource.bulk_delete, "/body", "pair")
        return self._write(replace(case, body=freeze(body)))

    def identifier(self, thing: Made) -> FromAnswer:
        """The identifier that the server gives a thing."""
        return self.member(thing.step, self._desk.resource.identifier, self._desk.resource.create)

    def member(self, step: int, name: str, operation: str) -> FromAnswer:
        """A field of the thing that the answer to a step shows."""
        token = escaped(name)
        return FromAnswer(operation=operation, pointer=f"{self._desk.resource.pointer}/{token}", step=step)

    def _of(self, thing: Made, case: Case) -> Case:
        """The case with the thing's identifier in its path."""
        params: tuple[tuple[str, JsonText | FromAnswer], ...] = tuple(
            (name, self.identifier(thing) if name == self._desk.resource.parameter else value)
            for name, value in case.path_params
        )
        return replace(case, path_params=params)
