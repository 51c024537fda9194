"""What is known of a resource before the first request: its fields, echoes, life cycle and documented values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair, echo_pairs, is_one_way, paired
from fencepost.ir.http import Content, Operation
from fencepost.ir.lifecycle import Lifecycle, lifecycle_of, removed_state
from fencepost.ir.pointers import steps_of
from fencepost.ir.resources import Resource, answer_type, wrapped_object
from fencepost.ir.shapes import array_items, component_name, object_fields
from fencepost.ir.types import Field, Type
from fencepost.ir.values import Json
from fencepost.mock.answering.answers import seeds_of
from fencepost.mock.answering.shapes import is_time
from fencepost.mock.calls import success_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A resource with what its document says of it."""

    resource: Resource
    fields: tuple[Field, ...]
    """As the answer to its creation shows it; besides, those that only reading it shows."""

    whole: Content | None
    """The answer that shows what its creation does not; None where creation shows all of it."""

    shown: Content | None
    """The answer that shows all of its fields, be it to its creation or to its reading; None where none does."""

    listed: tuple[Field, ...] | None
    """The fields of an item of its list; None where that is as its creation shows it."""

    pairs: tuple[EchoPair, ...]
    """Which of its fields repeat the body it was created with."""

    lifecycle: Lifecycle | None
    times: frozenset[str]
    """Its fields that hold a date-time."""

    seeds: Mapping[str, Json]
    """Values that the document's examples show for its fields."""

    hidden: frozenset[str]
    """Members of the creating body that no answer may show."""

    identifiers: tuple[Type, ...]
    """What its identifier must be, wherever it stands; of fields first."""

    @property
    def first_state(self) -> dict[str, Json]:
        """The state it is created in, also where only later answers show it."""
        return {} if self.lifecycle is None else {self.lifecycle.field: self.lifecycle.initial}

    @property
    def removed_state(self) -> str | None:
        """The state of a deleted one whose record stays; None where the record goes."""
        return removed_state(self.lifecycle)

    def has_ended(self, values: Mapping[str, Json]) -> bool:
        """Whether a resource with these values is in a state that it does not leave."""
        state = None if self.lifecycle is None else values.get(self.lifecycle.field)
        return self.lifecycle is not None and (state in self.lifecycle.final or self.is_removed(values))

    def is_removed(self, values: Mapping[str, Json]) -> bool:
        """Whether a resource with these values was deleted, and its record stays."""
        removed = self.removed_state
        return self.lifecycle is not None and removed is not None and values.get(self.lifecycle.field) == removed


def facts_of(resource: Resource, api: Api) -> Facts:
    """The facts of one of the document's resources."""
    create = operation_of(resource.create, api)
    made = _fields(create, api) if resource.is_answered else ()
    read = None if resource.read is None else operation_of(resource.read, api)
    further = _further(made, () if read is None else _fields(read, api))
    fields = (*made, *further)
    whole = success_of(read)[1] if read is not None and further else None
    return Facts(
        resource=resource,
        fields=fields,
        whole=whole,
        shown=success_of(create)[1] if whole is None else whole if not made else None,
        listed=_listed(resource, made, further, api),
        pairs=(*(echo_pairs(create, api) if made else ()), *paired(_sent(create, api), further, "", create.echo, api)),
        lifecycle=_lifecycle(resource, api),
        times=frozenset(item.wire_name for item in fields if is_time(item.type, api)),
        seeds=seeds_of(list(_contents(resource, api)), api),
        hidden=_hidden(create, api),
        identifiers=tuple(_identifiers(resource, fields, api)),
    )


def _fields(operation: Operation, api: Api) -> tuple[Field, ...]:
    """Those of the object that an operation answers with."""
    kind = answer_type(operation)
    wrapped = None if kind is None else wrapped_object(kind, api)
    return () if wrapped is None else wrapped[1]


def _further(made: tuple[Field, ...], read: tuple[Field, ...]) -> tuple[Field, ...]:
    known = {item.wire_name for item in made}
    return tuple(item for item in read if item.wire_name not in known)


def _sent(operation: Operation, api: Api) -> tuple[Field, ...]:
    """The fields of the JSON body of an operation."""
    content = None if operation.body is None else operation.body.json
    return () if content is None else object_fields(content.type, api) or ()


def _listed(
    resource: Resource, made: tuple[Field, ...], further: tuple[Field, ...], api: Api
) -> tuple[Field, ...] | None:
    """The fields of the items of a list that shows more or less than the answer to a creation and the record hold."""
    kind = None if resource.listing is None else answer_type(operation_of(resource.listing, api))
    for step in steps_of(resource.listing_pointer or ""):
        fields = () if kind is None else object_fields(kind, api) or ()
        kind = next((item.type for item in fields if item.wire_name == step), None)
    items = None if kind is None else array_items(kind, api)
    component = None if items is None else component_name(items, api)
    is_same = bool(made) and component is not None and component == resource.component
    if items is None or (is_same and not further):
        return None
    return made if is_same else object_fields(items, api) or ()


def _identifiers(resource: Resource, fields: tuple[Field, ...], api: Api) -> Iterator[Type]:
    """The types of the identifier: of its field in every answer that shows it, and of the path parameter."""
    asked = [operation_of(name, api) for name in (resource.create, resource.read) if name is not None]
    shown = [item for operation in asked for item in _fields(operation, api)]
    yield from (item.type for item in (*fields, *shown) if item.wire_name == resource.identifier)
    for operation in api.operations:
        if operation.path == resource.item:
            parameters = (item for item in operation.parameters if item.place == "path")
            yield from (item.type for item in parameters if item.name == resource.parameter)


def _lifecycle(resource: Resource, api: Api) -> Lifecycle | None:
    """That of the component its creation answers with, else of the one that reading it does."""
    read = None if resource.read is None else answer_type(operation_of(resource.read, api))
    names = (resource.component, None if read is None else component_name(read, api))
    found = (lifecycle_of(api.component(name)) for name in names if name is not None)
    return next((lifecycle for lifecycle in found if lifecycle is not None), None)


def _hidden(create: Operation, api: Api) -> frozenset[str]:
    unpaired = {echo.request for echo in create.echo if echo.response is None}
    sent = _sent(create, api)
    return frozenset(item.wire_name for item in sent if is_one_way(item, api) or item.wire_name in unpaired)


def operation_of(operation_id: str, api: Api) -> Operation:
    """The operation of an id that the document has."""
    found = api.operation(operation_id)
    assert found is not None
    return found


def update_pairs(operation: Operation, fields: tuple[Field, ...], api: Api) -> tuple[EchoPair, ...]:
    """Which fields of a thing an update's body sets, whatever the update answers."""
    return paired(_sent(operation, api), fields, "", operation.echo, api)


def _contents(resource: Resource, api: Api) -> Iterator[Content]:
    """The answers that show the resource itself, that to its creation first."""
    first = operation_of(resource.create, api)
    for operation in (first, *(one for one in api.operations if one.id != first.id)):
        content = success_of(operation)[1]
        if content is not None and (operation is first or _shows(content, resource, api)):
            yield content


def _shows(content: Content, resource: Resource, api: Api) -> bool:
    return resource.component is not None and component_name(content.type, api) == resource.component
