"""Operations to resources: which of them create, read, list, change and delete the same thing.

One reading for mock, campaign and client. A resource has a collection path P and an item path P/{p}. It is created by
POST on P, whose answer carries the identifier that later stands for p; where that answer does not show it, what reading
the item shows tells what it is. Or it is created by PUT on P/{p}, where the document has 201 for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.listings import listed_at, summarised_at
from fencepost.ir.paths import Paths, shape
from fencepost.ir.pointers import escaped
from fencepost.ir.shapes import array_items, component_name, json_types, object_fields
from fencepost.ir.types import Field, Type

BESIDE = frozenset(
    """
    apiversion code debug error errors included iserror jsonapi links message messages meta metadata operation
    requestid resource responseexception service status statuscode success timestamp traceid version warning warnings
    """.split()
)
"""Folded names of members that stand beside the one thing an answer is about."""

_IDENTIFIERS = frozenset(("gid", "guid", "id", "identifier", "uid", "uuid"))
"""Last words of fields that tell a thing from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A thing the API keeps, and the operations on it by their ids."""

    component: str | None
    """The component that describes it; None where the answer that shows it is written inline."""

    collection: str
    """The path template P, as written."""

    item: str
    """The path template P/{p}, as written."""

    parameter: str
    """The name of p."""

    identifier: str
    """The response field that holds the identifier; the name of p where no field does."""

    pointer: str = ""
    """Where the object stands in an answer: empty for the root, else `/NAME` of the one object the answer wraps."""

    create: str
    is_answered: bool = True
    """Whether the answer to its creation shows it; else a client chose its identifier, or is told by `Location`."""

    put: str | None = None
    """PUT on the item path, where that creates under the identifier in the path; None where it does not."""

    read: str | None = None
    listing: str | None = None
    listing_pointer: str | None = None
    """Where the array stands in the answer of `listing`, empty for the root; None where nothing lists."""

    is_summary: bool = False
    """Whether its list shows things otherwise than their creation and reading do: often less of them."""

    updates: tuple[str, ...] = ()
    delete: str | None = None
    bulk_delete: str | None = None
    bulk_pointer: str | None = None
    """Where the array of identifiers stands in the body of `bulk_delete`, empty for the root; None without it."""


def find_resources(api: Api) -> tuple[Resource, ...]:
    """The resources whose answers one can compare, in the order in which they are created in a document.

    The answer to its creation shows a thing, and so does a list; a list of summaries counts as none.
    """
    return tuple(_comparable(resource) for resource in kept_resources(api) if resource.is_answered)


def _comparable(resource: Resource) -> Resource:
    return replace(resource, listing=None, listing_pointer=None, is_summary=False) if resource.is_summary else resource


def kept_resources(api: Api) -> tuple[Resource, ...]:
    """Every resource of a document, in the order in which they are created there."""
    paths = Paths(api)
    found: dict[str, Resource] = {}
    for operation in api.operations:
        read = {"post": _posted, "put": _put}.get(operation.method)
        resource = None if read is None else read(operation, paths, api)
        if resource is not None:
            found.setdefault(shape(resource.item), resource)
    return tuple(found.values())


def wrapped_object(kind: Type, api: Api) -> tuple[str, tuple[Field, ...]] | None:
    """The object an answer is about: its pointer and its fields; None where the answer is no object.

    It is the answer itself, or the one object that the answer wraps: alone, or as the only member with an identifier
    among members that no thing is made of, such as `meta` and `links`.
    """
    fields = object_fields(kind, api)
    item = None if fields is None else _wrapped(fields, api)
    inner = None if item is None else object_fields(item.type, api)
    if item is not None and inner:
        return f"/{escaped(item.wire_name)}", inner
    return None if fields is None else ("", fields)


def _wrapped(fields: tuple[Field, ...], api: Api) -> Field | None:
    """The member that is the thing; None where that is the object itself."""
    if len(fields) == 1:
        return fields[0]
    own = [item for item in fields if folded(item.wire_name) not in BESIDE]
    if any(_identifies(item, api) for item in own):
        return None
    things = [item for item in fields if any(_identifies(each, api) for each in object_fields(item.type, api) or ())]
    named = [item for item in things if item in own]
    if len(own) == 1 and named == own:
        return own[0]
    return things[0] if not own and len(things) == 1 else None


def _identifies(item: Field, api: Api) -> bool:
    """Whether a field tells the object it is in from others, by its name."""
    is_text = bool(json_types(item.type, api) & {"string", "number"})
    return is_text and any(word.casefold() in _IDENTIFIERS for word in _words(item.wire_name)[-1:])


def _words(name: str) -> list[str]:
    return re.findall(r"[A-Z]?[^A-Z\W_]+|[A-Z]+", name)


def answer_type(operation: Operation) -> Type | None:
    """The type of the JSON body of the first documented 2xx answer; None where it has none."""
    content = None if operation.success is None else operation.success.json
    return None if content is None else content.type


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name as far as two spellings of it agree: letters and digits, case folded."""
    return "".join(character for character in name if character.isalnum()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    """What an answer shows, and how it is known."""

    type: Type
    pointer: str
    identifier: str


def _posted(create: Operation, paths: Paths, api: Api) -> Resource | None:
    """What POST on a collection creates."""
    item = paths.item(create.path)
    if item is None:
        return None
    path, parameter = item
    made = _thing(create, parameter, api)
    thing = made or _read_thing(create, path, parameter, paths, api)
    if thing is None:
        return None
    return _resource(create, path, parameter, thing, paths, api, is_answered=made is not None)


def _read_thing(create: Operation, path: str, parameter: str, paths: Paths, api: Api) -> _Thing | None:
    """What reading the item shows; a thing without an identifier is known by the `Location` of its creation."""
    read = paths.operation(path, "get")
    found = None if read is None else _thing(read, parameter, api)
    headers = () if create.success is None else create.success.headers
    if found is None and read is not None and any(header.name.lower() == "location" for header in headers):
        return _unnamed(read, parameter, api)
    return found


def _put(create: Operation, paths: Paths, api: Api) -> Resource | None:
    """What PUT on an item creates under the identifier in its path."""
    item = paths.item(create.path.rstrip("/").rpartition("/")[0])
    read = None if item is None else paths.operation(item[0], "get")
    if item is None or read is None or item[0] != create.path or paths.put(create.path) is None:
        return None
    thing = _thing(read, item[1], api) or _unnamed(read, item[1], api)
    return None if thing is None else _resource(create, item[0], item[1], thing, paths, api, is_answered=False)


def _thing(operation: Operation, parameter: str, api: Api) -> _Thing | None:
    """The object that an operation answers with; None where it answers with none that can be identified."""
    found = _unnamed(operation, parameter, api)
    fields = None if found is None else object_fields(found.type, api)
    if found is None or fields is None:
        return None
    identifier = _identifier(parameter, fields, component_name(found.type, api), api)
    return None if identifier is None else _Thing(type=found.type, pointer=found.pointer, identifier=identifier)


def _unnamed(operation: Operation, parameter: str, api: Api) -> _Thing | None:
    """The object that an operation answers with, known by the parameter alone."""
    kind = answer_type(operation)
    wrapped = None if kind is None else wrapped_object(kind, api)
    if kind is None or wrapped is None:
        return None
    return _Thing(type=_at(kind, wrapped[0], api), pointer=wrapped[0], identifier=parameter)


def _resource(
    create: Operation, path: str, parameter: str, thing: _Thing, paths: Paths, api: Api, *, is_answered: bool
) -> Resource:
    collection = paths.collection(path) if create.path == path else create.path
    listing = _listing(paths.operation(collection, "get"), path, thing, paths, api)
    bulk = _bulk_delete(paths.operation(collection, "delete"), parameter, thing.identifier, api)
    return Resource(
        component=component_name(thing.type, api),
        collection=collection,
        item=path,
        parameter=parameter,
        identifier=thing.identifier,
        pointer=thing.pointer,
        create=create.id,
        is_answered=is_answered,
        put=paths.put(path),
        read=paths.id(path, "get"),
        listing=None if listing is None else listing.operation,
        listing_pointer=None if listing is None else listing.pointer,
        is_summary=listing is not None and listing.is_summary,
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
    by_name = [names[folded(word)] for word in (parameter, *_words(parameter)[-1:]) if folded(word) in names]
    declared = None if component is None else api.component(component).identifier
    return next(iter(by_name), declared if declared in names.values() else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """An operation that lists, and where in its answer."""

    operation: str
    pointer: str
    is_summary: bool


def _listing(operation: Operation | None, item: str, thing: _Thing, paths: Paths, api: Api) -> _Listing | None:
    """The list of things as their creation or their reading shows them; else of what else has the identifier."""
    kind = None if operation is None else answer_type(operation)
    if operation is None or kind is None:
        return None
    read = paths.operation(item, "get")
    shown = None if read is None else _unnamed(read, "", api)
    pointer = listed_at(kind, (thing.type,) if shown is None else (thing.type, shown.type), api)
    if pointer is not None:
        return _Listing(operation=operation.id, pointer=pointer, is_summary=False)
    pointer = summarised_at(kind, thing.identifier, api)
    return None if pointer is None else _Listing(operation=operation.id, pointer=pointer, is_summary=True)


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
