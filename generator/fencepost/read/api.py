"""A document to the IR."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath

from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api, Component, Source, Tag
from fencepost.ir.types import NO_ANNOTATIONS
from fencepost.ir.values import freeze
from fencepost.read.annotations import read_annotations
from fencepost.read.builder import failure
from fencepost.read.context import Context, member
from fencepost.read.dialect import translate
from fencepost.read.document import Document
from fencepost.read.lifecycles import read_lifecycle
from fencepost.read.nodes import Mapped, Node, Scalar
from fencepost.read.operations import read_operations
from fencepost.read.refs import Documents
from fencepost.read.resources import Target
from fencepost.read.schemas import read_schema
from fencepost.read.security import read_schemes

_VERSION = re.compile(r"3\.([012])(\.[0-9]+)?(-.*)?")


def read_api(document: Document, sink: Diagnostics) -> Api:
    """The document as the IR; what cannot be read is reported to the sink and left out.

    Raises FencepostError D020 (not an OpenAPI document) and D021 (a version that is not 3.0, 3.1 or 3.2).
    """
    root, minor = _checked_root(document)
    documents = Documents(document)
    context = Context(documents=documents, sink=sink, old_dialect=minor == "0")
    _declare_components(root, context)
    operations = read_operations(root, context)
    schemes = read_schemes(root, context)
    components = _read_components(context)
    title = context.mapped(root, "info") or Mapped(entries={}, location=root.location)
    return Api(
        title=context.text(title, "title") or "API",
        version=context.text(title, "version") or "0",
        description=context.text(title, "description"),
        source=document.name,
        digest=_digest(documents),
        servers=_servers(root, context),
        tags=_tags(root, context),
        components=components,
        operations=operations,
        security_schemes=schemes,
        ledger=tuple(context.ledger.values()),
        files=tuple(_sources(documents)),
    )


def _checked_root(document: Document) -> tuple[Mapped, str]:
    root = document.root
    version = root.entries.get("openapi") if isinstance(root, Mapped) else None
    if not isinstance(root, Mapped) or version is None:
        swagger = root.entries.get("swagger") if isinstance(root, Mapped) else None
        if swagger is not None:
            remedy = "convert it to OpenAPI 3, for example with swagger2openapi"
            raise failure(
                "D021", "swagger 2.0 is not read; OpenAPI 3.0, 3.1 and 3.2 are", swagger.location, remedy=remedy
            )
        remedy = "it must begin with `openapi: 3.1.0` (3.0, 3.1 and 3.2 are read)"
        raise failure("D020", "this is not an OpenAPI document", root.location, remedy=remedy)
    text = str(version.node.value) if isinstance(version.node, Scalar) else "?"
    match = _VERSION.fullmatch(text)
    if match is None:
        message = f"OpenAPI {text} is not read; 3.0, 3.1 and 3.2 are"
        raise failure("D021", message, version.location, remedy="convert it to one of them, or write it like 3.1.0")
    return root, match[1]


def _digest(documents: Documents) -> str:
    digests = "".join(document.digest for document in documents.files)
    return documents.root.digest if len(documents.files) == 1 else hashlib.sha256(digests.encode()).hexdigest()


def _sources(documents: Documents) -> Iterator[Source]:
    folder = PurePosixPath(documents.root.name).parent
    for document in documents.files:
        # A file referred to as `../b/c.yaml` from `a/` is found there whichever way it is written.
        path = PurePosixPath(normpath(document.name))
        below = path.relative_to(folder) if path.is_relative_to(folder) else PurePosixPath(path.name)
        yield Source(path=below.as_posix(), text=document.text)


def _servers(root: Mapped, context: Context) -> tuple[str, ...]:
    urls = [(node, _text(node, "url")) for node in context.items(root, "servers")]
    return tuple(_with_defaults(url, node) for node, url in urls if url is not None)


def _with_defaults(url: str, server: Node) -> str:
    """The address of a server, with the default of each variable that has one."""
    variables = member(server, "variables")
    for name, entry in variables.entries.items() if isinstance(variables, Mapped) else ():
        default = member(entry.node, "default")
        # A port is often written without quotes.
        url = url.replace(f"{{{name}}}", str(default.value)) if isinstance(default, Scalar) else url
    return url


def _tags(root: Mapped, context: Context) -> tuple[Tag, ...]:
    named = [(node, _text(node, "name")) for node in context.items(root, "tags")]
    return tuple(Tag(name=name, description=_text(node, "description")) for node, name in named if name is not None)


def _text(node: Node, key: str) -> str | None:
    """A member that is no more than prose or an address: what it should not be counts as absent."""
    found = member(node, key)
    return found.value if isinstance(found, Scalar) and isinstance(found.value, str) else None


def _declare_components(root: Mapped, context: Context) -> None:
    """Put every declared schema in line, so that components keep the order of the document."""
    components = context.mapped(root, "components")
    schemas = None if components is None else context.mapped(components, "schemas")
    for entry in () if schemas is None else schemas.entries.values():
        context.declare(Target(node=entry.node, location=entry.location))


def _read_components(context: Context) -> tuple[Component, ...]:
    found: list[Component] = []
    while context.waiting:
        waiting = context.waiting.popleft()
        context.scope = waiting.scope
        found.append(_component(waiting.name, waiting.target, context))
    return tuple(found)


def _component(name: str, target: Target, context: Context) -> Component:
    node = target.node
    mapped = node if isinstance(node, Mapped) else None
    lifecycle = None if mapped is None else read_lifecycle(mapped, context)
    return Component(
        name=name,
        type=read_schema(node, context, location=target.location),
        schema=freeze(translate(node, context)),
        annotations=NO_ANNOTATIONS if mapped is None else read_annotations(mapped, context),
        lifecycle=lifecycle,
        identifier=None if mapped is None else context.text(mapped, "x-fencepost-id"),
        location=target.location,
    )
