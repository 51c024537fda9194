"""Operations to resources: which of them create, read, list, change and delete the same thing.

One reading for mock, campaign and client. A resource has a collection path P and an item path P/{p}; it is created by
POST on P, whose answer carries the identifier that later stands for p.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.pointers import escaped
from fencepost.ir.shapes import array_items, component_name, json_types, object_fields
from fencepost.ir.types import Field, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A thing the API keeps, and the operations on it by their ids."""

    component: str | None
    """The component that describes it; None where the answer of `create` is written inline."""

    collection: str
    """The path template P, as written."""

    item: str
    """The path template P/{p}, as written."""

    parameter: str
    """The name of p."""

    identifier: str
    """The response field that holds the identifier."""

    pointer: str = ""
    """Where the object stands in an answer: empty for the root, else `/NAME` of the one object the answer wraps."""

    create: str
    read: str | None = None
    listing: str | None = None
    listing_pointer: str | None = None
    """Where the array stands in the answer of `listing`, empty for the root; None where nothing lists."""

    updates: tuple[str, ...] = ()
    delete: str | None = None
    bulk_delete: str | None = None
    bulk_pointer: str | None = None
    """Where the array of identifiers stands in the body of `bulk_delete`, empty for the root; None without it."""


def find_resources(api: Api) -> tuple[Resource, ...]:
    """The resources of a document, in the order in which they are created there."""
    paths = _Paths(api)
    found = (_resource(operation, paths, api) for operation in api.operations if operation.method == "post")
    return tuple(resource for resource in found if resource is not None)


def wrapped_object(kind: Type, api: Api) -> tuple[str, tuple[Field, ...]] | None:
    """The object an answer is about: its pointer and its fields; None where the answer is no object.

    It is the answer itself, or the one object that the answer wraps and nothing else.
    """
    fields = object_fields(kind, api)
    if fields is not None and len(fields) == 1:
        inner = object_fields(fields[0].type, api)
        if inner:
            return f"/{escaped(fields[0].wire_name)}", inner
    return None if fields is None else ("", fields)


def answer_type(operation: Operation) -> Type | None:
    """The type of the JSON body of the first documented 2xx answer; None where it has none."""
    content = None if operation.success is None else operation.success.json
    return None if content is None else content.type


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name as far as two spellings of it agree: letters and digits, case folded."""
    return "".join(character for character in name if character.isalnum()).casefold()


class _Paths:
    """The operations of a document by path, and the item path of each collection."""

    def __init__(self, api: Api) -> None:
        self.operations: dict[str, dict[str, Operation]] = {}
        self.items: dict[str, tuple[str, str]] = {}
        for operation in api.operations:
            self.operations.setdefault(operation.path, {})[operation.method] = operation
        for path in self.operations:
            head, _, last = path.rstrip("/").rpartition("/")
            if match := re.fullmatch(r"\{([^{}]+)\}", last):
                self.items.setdefault(_shape(head), (path, match[1]))

    def item(self, collection: str) -> tuple[str, str] | None:
        """The path P/{p} and the name of p."""
        return self.items.get(_shape(collection))

    def operation(self, path: str, method: str) -> Operation | None:
        """The operation of a method on a path."""
        return self.operations[path].get(method)

    def id(self, path: str, method: str) -> str | None:
        """Its id, where there is one."""
        operation = self.operation(path, method)
        return None if operation is None else operation.id


def _shape(path: str) -> str:
    """A template as far as two spellings of it agree: without the names of its parameters and a trailing slash."""
    return re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/")


def _resource(create: Operation, paths: _Paths, api: Api) -> Resource | None:
    item = paths.item(create.path)
    kind = answer_type(create)
    wrapped = None if kind is None else wrapped_object(kind, api)
    if item is None or kind is None or wrapped is None:
        return None
    pointer, fields = wrapped
    whole = _at(kind, pointer, api)
    path, parameter = item
    identifier = _identifier(parameter, fields, component_name(whole, api), api)
    if identifier is None:
        return None
    listing = _listing(paths.operation(create.path, "get"), whole, api)
    bulk = _bulk_delete(paths.operation(create.path, "delete"), parameter, identifier, api)
    return Resource(
        component=component_name(whole, api),
        collection=create.path,
        item=path,
        parameter=parameter,
        identifier=identifier,
        pointer=pointer,
        create=create.id,
        read=paths.id(path, "get"),
        listing=listing[0] if listing else None,
        listing_pointer=listing[1] if listing else None,
        updates=tuple(found for method in ("put", "patch") if (found := paths.id(path, method)) is not None),
        delete=paths.id(path, "delete"),
        bulk_delete=bulk[0] if bulk else None,
        bulk_pointer=bulk[1] if bulk else None,
    )


def _at(kind: Type, pointer: str, api: Api) -> Type:
    """The type at a pointer of at most one token."""
    fields = object_fields(kind, api) or ()
    return next((item.type for item in fields if pointer == f"/{escaped(item.wire_name)}"), kind)


def _identifier(parameter: str, fields: tuple[Field, ...], component: str | None, api: Api) -> str | None:
    """The field named as the parameter, else as its last word, else as the document says."""
    names = {folded(item.wire_name): item.wire_name for item in reversed(fields)}
    last = re.findall(r"[A-Z]?[^A-Z\W_]+|[A-Z]+", parameter)[-1:]
    by_name = [names[folded(word)] for word in (parameter, *last) if folded(word) in names]
    declared = None if component is None else api.component(component).identifier
    return next(iter(by_name), declared if declared in names.values() else None)


def _listing(operation: Operation | None, whole: Type, api: Api) -> tuple[str, str] | None:
    kind = None if operation is None else answer_type(operation)
    if operation is None or kind is None:
        return None
    if _is_array_of(kind, whole, api):
        return operation.id, ""
    arrays = [item for item in object_fields(kind, api) or () if _is_array_of(item.type, whole, api)]
    return (operation.id, f"/{escaped(arrays[0].wire_name)}") if len(arrays) == 1 else None


def _is_array_of(kind: Type, whole: Type, api: Api) -> bool:
    items = array_items(kind, api)
    if items is None:
        return False
    component = component_name(whole, api)
    return items == whole if component is None else component_name(items, api) == component


def _bulk_delete(operation: Operation | None, parameter: str, identifier: str, api: Api) -> tuple[str, str] | None:
    """DELETE on the collection, with a body that is an array of identifiers or holds one under their plural."""
    content = None if operation is None or operation.body is None else operation.body.json
    if operation is None or content is None:
        return None
    if _is_array_of_scalars(content.type, api):
        return operation.id, ""
    plurals = {folded(f"{name}s") for name in (parameter, identifier)}
    for item in object_fields(content.type, api) or ():
        if folded(item.wire_name) in plurals and _is_array_of_scalars(item.type, api):
            return operation.id, f"/{escaped(item.wire_name)}"
    return None


def _is_array_of_scalars(kind: Type, api: Api) -> bool:
    items = array_items(kind, api)
    return items is not None and bool(json_types(items, api) & {"string", "number"})
