"""The client, once synchronous and once asynchronous: a class for each resource, a method for each operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fencepost.emit.annotation import ANSWERS, ARGUMENTS, Annotator
from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.forms import Forms
from fencepost.emit.manifest import File
from fencepost.emit.methods import MethodView, method_view
from fencepost.emit.opening import opening_of
from fencepost.emit.parameters import FORM_FILE
from fencepost.emit.project import distribution_version
from fencepost.emit.python.code import Code
from fencepost.emit.python.imports import Import, import_lines
from fencepost.emit.python.literal import literal
from fencepost.emit.render import render
from fencepost.emit.servers import address_text
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.names.identifiers import Identifier
from fencepost.names.operations import resource_text

_IMPORTS: tuple[Import, ...] = (
    *(("__future__", "annotations"), ("os", ""), ("typing", "Final"), ("typing", "overload")),
    *(("typing_extensions", "deprecated"), (".", "operations"), (".errors", "REFUSALS")),
    *(("._runtime.client", name) for name in ("AS_CLIENT", "Arguments", "AsyncioClient", "Options", "Settings")),
    *(("._runtime.client", "SyncClient"), ("._runtime.retries", "RETRIES"), ("._runtime.retries", "Retries")),
    *(("._runtime.transport", name) for name in ("TIMEOUTS", "AsyncHttpClient", "HttpClient", "Timeouts")),
    ("._runtime.transport", "base_address"),
)
"""What is not used is dropped when the module is tidied."""

_LENT: tuple[Import, ...] = (
    ("pydantic", "ValidationError"),
    ("._runtime.client", "Options"),
    ("._runtime.errors", "Response"),
    *(("._runtime.omit", "OMIT"), ("._runtime.omit", "Omit")),
    ("._runtime.retries", "Retries"),
    ("._runtime.transport", "Timeouts"),
)
"""What callers give or catch besides the names of the document."""

_LIMITS = (
    "Times out after 10 s without a connection and 30 s without an answer; repeats a call at most twice, and only "
    "where that cannot do its work twice."
)
_SHADOWABLE = frozenset(["bool", "bytes", "dict", "float", "int", "list", "str"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """The class of a resource, and the attribute of the client that holds it."""

    attribute: Identifier
    name: Identifier
    text: str
    methods: tuple[MethodView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfView:
    """The synchronous or the asynchronous half."""

    name: Identifier
    parent: Identifier
    http_client: Identifier
    define: Code
    give_back: Code
    text: str
    resources: tuple[ResourceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientView:
    """What the template lays out; most of it is how the client is opened."""

    banner: Code
    imports: Code
    user_agent: Code
    address: Code
    settings_arguments: Code
    client_arguments: Code
    passed: Code
    preparations: tuple[Code, ...]
    given_address: Code
    credentials: Code
    opening: str
    halves: tuple[HalfView, ...]


def emit_client(blueprint: Blueprint) -> Module:
    """`client.py`."""
    api, target, opening = blueprint.api, blueprint.target, opening_of(blueprint)
    resources = tuple(_resources(blueprint))
    found = tuple(imported for resource in resources for method in resource.methods for imported in method.imports)
    view = ClientView(
        banner=banner(api),
        imports=import_lines([*_IMPORTS, *opening.imports, *found]),
        user_agent=literal(f"{target.distribution}/{distribution_version(api.version)}"),
        address=opening.address,
        settings_arguments=opening.settings_arguments,
        client_arguments=opening.client_arguments,
        passed=opening.passed,
        preparations=opening.preparations,
        given_address=opening.given_address,
        credentials=opening.credentials,
        opening=opening.text,
        halves=(_waiting(resources, api), _asynchronous(resources, blueprint)),
    )
    file = File(path=blueprint.path("client.py"), text=render("client.py.jinja", view))
    files = tuple(dict.fromkeys(each for each in found if each == FORM_FILE))
    return Module(file=file, public=(Identifier("AsyncClient"), Identifier("Client")), lent=(*_LENT, *files))


def _waiting(resources: tuple[ResourceView, ...], api: Api) -> HalfView:
    return HalfView(
        name=Identifier("Client"),
        parent=Identifier("SyncClient"),
        http_client=Identifier("HttpClient"),
        define=Code("def"),
        give_back=Code("return"),
        text=_text(api, "one call at a time", "a `with`"),
        resources=resources,
    )


def _asynchronous(resources: tuple[ResourceView, ...], blueprint: Blueprint) -> HalfView:
    names = blueprint.names
    return HalfView(
        name=Identifier("AsyncClient"),
        parent=Identifier("AsyncioClient"),
        http_client=Identifier("AsyncHttpClient"),
        define=Code("async def"),
        give_back=Code("return await"),
        text=_text(blueprint.api, "calls side by side", "an `async with`"),
        resources=tuple(
            replace(resource, name=names.async_resource_class(resource.attribute)) for resource in resources
        ),
    )


def _text(api: Api, manner: str, block: str) -> str:
    title = " ".join(api.title.split()).rstrip(".")
    addresses = f"\n\n{address_text(api)}" if address_text(api) else ""
    return f"{title}, {manner}.\n\n{_LIMITS} Close it, or use it in {block} block.{addresses}"


def _resources(blueprint: Blueprint) -> Iterator[ResourceView]:
    """The resources in the order of their first operations, those in the order of the document."""
    api, names, forms = blueprint.api, blueprint.names, Forms(blueprint.api)
    for attribute in dict.fromkeys(names.resource(operation.id) for operation in api.operations):
        operations = [operation for operation in api.operations if names.resource(operation.id) == attribute]
        # A method called `list` stands for the builtin in the annotations of its class.
        shadowed = _SHADOWABLE.intersection(str(names.method(operation.id)) for operation in operations)
        arguments = Annotator(forms=forms, names=names, words=ARGUMENTS, shadowed=shadowed)
        answers = Annotator(forms=forms, names=names, words=ANSWERS, shadowed=shadowed)
        yield ResourceView(
            attribute=attribute,
            name=names.resource_class(attribute),
            text=_resource_text(operations[0], attribute, api),
            methods=tuple(method_view(operation, arguments, answers) for operation in operations),
        )


def _resource_text(operation: Operation, attribute: Identifier, api: Api) -> str:
    told = {tag.name: tag.description for tag in api.tags}
    return (told.get(resource_text(operation)) or "").strip() or f"The operations of {attribute}."
