"""What is known of a resource before the first request: its fields, echoes, life cycle and documented values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair, echo_pairs, is_one_way, paired
from fencepost.ir.http import Content, Operation
from fencepost.ir.lifecycle import Lifecycle, lifecycle_of, removed_state
from fencepost.ir.resources import Resource, answer_type, wrapped_object
from fencepost.ir.shapes import component_name, object_fields
from fencepost.ir.types import Field
from fencepost.ir.values import Json
from fencepost.mock.answers import is_time, seeds_of
from fencepost.mock.calls import success_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A resource with what its document says of it."""

    resource: Resource
    content: Content | None
    """The answer to its creation."""

    fields: tuple[Field, ...]
    """Its fields, as the answer to its creation shows them."""

    pairs: tuple[EchoPair, ...]
    """Which of them repeat the body it was created with."""

    lifecycle: Lifecycle | None
    times: frozenset[str]
    """Its fields that hold a date-time."""

    seeds: Mapping[str, Json]
    """Values that the document's examples show for its fields."""

    hidden: frozenset[str]
    """Members of the creating body that no answer may show."""

    @property
    def identifier(self) -> Field:
        """The field that identifies it."""
        return next(item for item in self.fields if item.wire_name == self.resource.identifier)

    @property
    def first_state(self) -> dict[str, Json]:
        """The state it is created in, also where only later answers show it."""
        return {} if self.lifecycle is None else {self.lifecycle.field: self.lifecycle.initial}

    @property
    def removed_state(self) -> str | None:
        """The state of a deleted one whose record stays; None where the record goes."""
        return removed_state(self.lifecycle)


def facts_of(resource: Resource, api: Api) -> Facts:
    """The facts of one of the document's resources."""
    create = operation_of(resource.create, api)
    kind = answer_type(create)
    wrapped = None if kind is None else wrapped_object(kind, api)
    fields = () if wrapped is None else wrapped[1]
    return Facts(
        resource=resource,
        content=success_of(create)[1],
        fields=fields,
        pairs=echo_pairs(create, api),
        lifecycle=_lifecycle(resource, api),
        times=frozenset(item.wire_name for item in fields if is_time(item.type, api)),
        seeds=seeds_of(list(_contents(resource, api)), api),
        hidden=_hidden(create, api),
    )


def _lifecycle(resource: Resource, api: Api) -> Lifecycle | None:
    """That of the component its creation answers with, else of the one that reading it does."""
    read = None if resource.read is None else answer_type(operation_of(resource.read, api))
    names = (resource.component, None if read is None else component_name(read, api))
    found = (lifecycle_of(api.component(name)) for name in names if name is not None)
    return next((lifecycle for lifecycle in found if lifecycle is not None), None)


def _hidden(create: Operation, api: Api) -> frozenset[str]:
    content = None if create.body is None else create.body.json
    fields = () if content is None else object_fields(content.type, api) or ()
    unpaired = {echo.request for echo in create.echo if echo.response is None}
    return frozenset(item.wire_name for item in fields if is_one_way(item, api) or item.wire_name in unpaired)


def operation_of(operation_id: str, api: Api) -> Operation:
    """The operation of an id that the document has."""
    found = api.operation(operation_id)
    assert found is not None
    return found


def update_pairs(operation: Operation, facts: Facts, api: Api) -> tuple[EchoPair, ...]:
    """Which fields of a resource an update's body sets, whatever the update answers."""
    content = None if operation.body is None else operation.body.json
    sent = None if content is None else object_fields(content.type, api)
    return paired(sent or (), facts.fields, "", operation.echo, api)


def _contents(resource: Resource, api: Api) -> Iterator[Content]:
    """The answers that show the resource itself, that to its creation first."""
    first = operation_of(resource.create, api)
    for operation in (first, *(one for one in api.operations if one.id != first.id)):
        content = success_of(operation)[1]
        if content is not None and (operation is first or _shows(content, resource, api)):
            yield content


def _shows(content: Content, resource: Resource, api: Api) -> bool:
    return resource.component is not None and component_name(content.type, api) == resource.component
