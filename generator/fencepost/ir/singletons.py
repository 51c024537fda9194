"""Things of which a path holds one: what is put there is what is read there."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.paths import Paths, shape
from fencepost.ir.resources import Resource, answer_type, wrapped_object
from fencepost.ir.shapes import component_name, object_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Singleton:
    """A thing that is there without being created, and the operations on it by their ids."""

    component: str | None
    """The component that describes it; None where the answer of `read` is written inline."""

    path: str
    """The path template, as written."""

    read: str
    updates: tuple[str, ...]
    """PUT, PATCH: at least one."""

    delete: str | None = None


def find_singletons(api: Api, resources: tuple[Resource, ...]) -> tuple[Singleton, ...]:
    """The singletons of a document, in its order: paths that are read and written, and name nothing of a collection."""
    paths, kept = Paths(api), {shape(resource.item) for resource in resources}
    found = (_singleton(path, paths, api) for path in paths.operations if shape(path) not in kept)
    return tuple(singleton for singleton in found if singleton is not None)


def _singleton(path: str, paths: Paths, api: Api) -> Singleton | None:
    read = paths.operation(path, "get")
    kind = None if read is None else answer_type(read)
    if read is None or kind is None or wrapped_object(kind, api) is None:
        return None
    asked = (paths.operation(path, method) for method in ("put", "patch"))
    updates = tuple(operation.id for operation in asked if operation is not None and _writes(operation, api))
    component, delete = component_name(kind, api), paths.id(path, "delete")
    return Singleton(component=component, path=path, read=read.id, updates=updates, delete=delete) if updates else None


def _writes(operation: Operation, api: Api) -> bool:
    content = None if operation.body is None else operation.body.json
    return content is not None and bool(object_fields(content.type, api))
