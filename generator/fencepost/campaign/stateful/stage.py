"""What the sequences of one resource are written with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fencepost.campaign.stateful.bodies import Bodies, Form
from fencepost.campaign.stateful.script import Desk, Script
from fencepost.campaign.stateful.subject import Filter, Subject, subjects_of
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.types import Number
from fencepost.ir.values import Json

LARGE = 100
"""The page size asked for where the document sets no maximum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One resource, and everything that a sequence needs of it."""

    desk: Desk
    bodies: Bodies
    faults: tuple[Case, ...]
    """Requests that its creation must refuse."""

    seed: int

    @property
    def subject(self) -> Subject:
        """The resource."""
        return self.desk.subject

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms of the body that creates it; empty where none can be made."""
        return self.bodies.forms if self.desk.can(self.subject.resource.create) else ()

    def script(self, name: str) -> Script:
        """A new unit."""
        return Script(self.desk, f"{self.subject.resource.create}/{name}")

    def plain(self, form: Form, *about: object) -> dict[str, Json]:
        """The simplest body of a form, marked by the names."""
        return self.bodies.plain(form, self.seed, self.subject.resource.create, *about)

    def rich(self, form: Form, level: int, *about: object) -> dict[str, Json]:
        """A body of a form with every field, marked by the names."""
        return self.bodies.rich(form, level, self.seed, self.subject.resource.create, *about)

    def page(self, size: int | None, ordinal: int = 0) -> dict[str, Json]:
        """The query of a page by its ordinal from 0; of the greatest size for None. Empty where lists have no pages."""
        paging = self.subject.paging
        most = None if paging.size is None else self._most(paging.size.type)
        query: dict[str, Json] = {}
        if paging.size is not None:
            query[paging.size.name] = most if size is None else size
        if paging.start is not None:
            query[paging.start.name] = ordinal * (size or 0)
        elif paging.page is not None:
            query[paging.page.name] = paging.first + ordinal
        return query if ordinal == 0 or paging.start is not None or paging.page is not None else {}

    def _most(self, kind: object) -> int:
        bound = kind.maximum if isinstance(kind, Number) else None
        return LARGE if bound is None else int(bound.value)

    @property
    def has_pages(self) -> bool:
        """Whether a second page can be asked for."""
        paging = self.subject.paging
        return paging.size is not None and (paging.page is not None or paging.start is not None)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters of its list; empty where nothing lists."""
        return self.subject.filters if self.desk.can(self.subject.resource.listing) else ()


def stages_of(
    api: Api, operations: tuple[Operation, ...], faults: tuple[Case, ...], nominals: Nominals, seed: int
) -> Iterator[Stage]:
    """A stage for each resource that one of the operations creates; nothing in it uses any other operation."""
    known = {operation.id for operation in operations}
    for subject in subjects_of(api):
        if subject.resource.create in known:
            desk = Desk(_within(subject, known), api, nominals)
            create = desk.operation(subject.resource.create)
            refused = tuple(case for case in faults if case.operation == create.id)
            yield Stage(
                desk=desk, bodies=Bodies(create, nominals, subject.chosen_identifier), faults=refused, seed=seed
            )


def _within(subject: Subject, known: set[str]) -> Subject:
    """The resource without what the other operations do."""
    told = subject.resource
    resource = replace(
        told,
        read=told.read if told.read in known else None,
        listing=told.listing if told.listing in known else None,
        updates=tuple(item for item in told.updates if item in known),
        delete=told.delete if told.delete in known else None,
        bulk_delete=told.bulk_delete if told.bulk_delete in known else None,
    )
    below = tuple(item for item in subject.sub_operations if item in known)
    return replace(subject, resource=resource, sub_operations=below)
