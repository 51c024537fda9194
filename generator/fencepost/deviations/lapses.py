"""Deviations of memory: what a server forgets, mixes up or shows too late, resource by resource."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.deviations.deviation import Deviation
from fencepost.deviations.effects import Ignored, Lapse, LapseKind
from fencepost.ir.api import Api
from fencepost.ir.filters import filter_paths
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.lifecycle import lifecycle_of, removed_state
from fencepost.ir.paging import paging_of
from fencepost.ir.resources import Resource, answer_type, kept_resources, wrapped_object


def lapse_deviations(api: Api) -> Iterator[Deviation]:
    """What may go wrong with each resource that the document has, as far as its operations can show it."""
    for resource in kept_resources(api):
        if resource.read is not None or resource.listing is not None:
            yield from _lost(resource, api)
            yield from _duplicate(resource, api)
        yield from _late(resource, api)
        yield from _ignored(resource, api)


def _lost(resource: Resource, api: Api) -> Iterator[Deviation]:
    writes = (resource.create, resource.put, *resource.updates, resource.delete, resource.bulk_delete)
    for operation in dict.fromkeys(one for one in writes if one is not None):
        yield _lapse("lost_write", resource, operation, "is answered, and nothing of it is kept", api)


def _duplicate(resource: Resource, api: Api) -> Iterator[Deviation]:
    if resource.create != resource.put:
        yield _lapse("duplicate_identifier", resource, resource.create, "gives the identifier that it gave last", api)


def _late(resource: Resource, api: Api) -> Iterator[Deviation]:
    """What shows the state before: of a thing that changed or went, or of the list."""
    goes = resource.delete is not None or resource.bulk_delete is not None
    stays = goes and _keeps_deleted(resource, api)
    if resource.read is not None and (resource.updates or stays):
        yield _lapse("stale_read", resource, resource.read, "shows a thing as it was before its last change", api)
    if resource.listing is not None:
        yield _lapse("stale_list", resource, resource.listing, "shows the list before its last change", api)
    if resource.read is not None and goes and not stays:
        yield _lapse("gone_readable", resource, resource.read, "shows what was deleted", api)
    if resource.listing is not None and goes and not stays:
        yield _lapse("gone_listed", resource, resource.listing, "lists what was deleted", api)


def _keeps_deleted(resource: Resource, api: Api) -> bool:
    """Whether the record of a deleted thing stays, in a state of its own."""
    component = None if resource.component is None else api.component(resource.component)
    return removed_state(None if component is None else lifecycle_of(component)) is not None


def _lapse(kind: LapseKind, resource: Resource, operation: str, says: str, api: Api) -> Deviation:
    found = api.operation(operation)
    return Deviation(
        id=f"{operation}:{kind}",
        kind=kind,
        pointer="" if found is None else found.location.pointer,
        description=f"{operation} {says}",
        effect=Lapse(kind=kind, collection=resource.collection),
        operations=(operation,),
    )


def _ignored(resource: Resource, api: Api) -> Iterator[Deviation]:
    operation = None if resource.listing is None else api.operation(resource.listing)
    if operation is None:
        return
    for item in _meant(operation, resource, api):
        yield Deviation(
            id=f"{operation.id}/{item.name}:ignored",
            kind="ignored",
            pointer=item.location.pointer,
            description=f"{operation.id} does not look at {item.name}",
            effect=Ignored(name=item.name),
            operations=(operation.id,),
        )


def _meant(operation: Operation, resource: Resource, api: Api) -> Iterator[Parameter]:
    """The parameters of a list that choose what it shows: a page, or things that are alike."""
    paging = paging_of(operation)
    create = api.operation(resource.create)
    kind = None if create is None else answer_type(create)
    wrapped = None if kind is None else wrapped_object(kind, api)
    fields = () if wrapped is None else wrapped[1]
    for item in operation.parameters:
        pages = item in (paging.page, paging.size, paging.start)
        if item.place == "query" and not item.required and (pages or filter_paths(item.name, fields, api)):
            yield item
