"""Values that only the server can give: created once and shared, or made anew for a case that uses them up."""

from __future__ import annotations

from collections.abc import Iterable

from fencepost.campaign.echoes import member_at
from fencepost.campaign.exchange import Answer
from fencepost.campaign.validation import pointer, read_json
from fencepost.cases.case import Case, FromAnswer
from fencepost.ir.api import Api
from fencepost.ir.resources import Resource, find_resources
from fencepost.ir.values import Json


class Supply:
    """What earlier answers gave, and what the campaign has created."""

    def __init__(self, api: Api, valid: Iterable[Case]) -> None:
        self._resources = {resource.create: resource for resource in find_resources(api)}
        self._makers: dict[str, Case] = {}
        self._values: dict[FromAnswer, Json] = {}
        self.created: list[tuple[Resource, Json]] = []
        """Every resource created and its identifier, in the order of creation."""

        for case in valid:
            known = self._makers.get(case.operation)
            if known is None or (case.point == "nominal" and known.point != "nominal"):
                self._makers[case.operation] = case

    def maker(self, operation: str) -> Case | None:
        """The simplest valid case of an operation; None where there is none."""
        return self._makers.get(operation)

    def value(self, source: FromAnswer) -> Json:
        """What an answer gave; None where none has."""
        return self._values.get(source)

    def forget(self, sources: Iterable[FromAnswer]) -> None:
        """Give the values to no other case: the server no longer knows them."""
        for source in sources:
            self._values.pop(source, None)

    def share(self, source: FromAnswer, value: Json) -> None:
        """Give the value to every case that asks from now on."""
        self._values[source] = value

    def take(self, case: Case, answer: Answer) -> None:
        """Keep the identifier of what a 2xx answer says was created."""
        if not 200 <= answer.status < 300:
            return
        resource = self._resources.get(case.operation)
        if resource is not None:
            identifier = member_at(read_json(answer.content), resource.pointer + pointer([resource.identifier]))
            if identifier is not None:
                self.created.append((resource, identifier.value))


def given(source: FromAnswer, case: Case, answer: Answer) -> Json:
    """What the answer to a case gives for a source; None where it gives nothing."""
    if source.operation != case.operation or not 200 <= answer.status < 300:
        return None
    found = member_at(read_json(answer.content), source.pointer)
    return None if found is None else found.value


def needs(case: Case) -> tuple[FromAnswer, ...]:
    """The values that a case takes from earlier answers."""
    return tuple(value for _, value in case.path_params if isinstance(value, FromAnswer))
