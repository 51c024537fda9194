"""Paths to operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from fencepost.diagnostics import Related
from fencepost.ir.http import Body, Echo, Method, Operation, Parameter, RateLimit
from fencepost.read.contents import dereferenced, read_contents
from fencepost.read.context import Context
from fencepost.read.nodes import Entry, Mapped, Scalar, plain
from fencepost.read.parameters import read_parameters
from fencepost.read.responses import read_responses
from fencepost.read.security import read_requirements

METHODS: tuple[Method, ...] = get_args(Method)
_METHODS: dict[str, Method] = {method: method for method in METHODS}


def read_operations(root: Mapped, context: Context) -> tuple[Operation, ...]:
    """Every operation of the document, in its order; two with one id are an error that names both places."""
    operations = tuple(_operations(root, context))
    first: dict[str, Operation] = {}
    for operation in operations:
        known = first.setdefault(operation.id, operation)
        if known is not operation:
            related = (Related(text="it is first used at", location=known.location),)
            message = f"the operationId {operation.id} is used twice"
            context.sink.error("O001", message, operation.location, related=related, remedy="rename one of the two")
    return operations


def _operations(root: Mapped, context: Context) -> Iterator[Operation]:
    paths = context.mapped(root, "paths")
    for path, entry in () if paths is None else paths.entries.items():
        if path.startswith("x-"):
            continue
        item = dereferenced(entry.node, context)
        if item is None:
            remedy = "write its methods below it: get, post, …"
            context.error("O002", f"the path {path} must hold an object", entry.location, remedy=remedy)
            continue
        for name, found in item.entries.items():
            if (method := _METHODS.get(name)) is not None:
                yield from _operation(root, path, method, item, found, context)


def _operation(
    root: Mapped, path: str, method: Method, item: Mapped, entry: Entry, context: Context
) -> Iterator[Operation]:
    node = entry.node
    if not isinstance(node, Mapped):
        remedy = "write its operationId, parameters and responses below it"
        context.error("O002", f"{method} {path} must be an object", entry.location, remedy=remedy)
        return
    yield Operation(
        id=context.text(node, "operationId") or _made_id(method, path),
        method=method,
        path=path,
        summary=context.text(node, "summary"),
        description=context.text(node, "description"),
        tags=tuple(str(tag.value) for tag in context.items(node, "tags") if isinstance(tag, Scalar)),
        parameters=_with_path_names(read_parameters(item, node, context), path, entry, context),
        body=_body(node, context),
        responses=read_responses(node, context),
        security=read_requirements(node if "security" in node.entries else root, context),
        rate_limit=_rate_limit(node, context),
        echo=_echo(node, context),
        deprecated=context.flag(node, "deprecated"),
        location=entry.location,
    )


def _made_id(method: str, path: str) -> str:
    words = [word for word in re.split(r"[^A-Za-z0-9]+", path) if word]
    return "_".join([method, *words]) if words else f"{method}_root"


def _with_path_names(
    parameters: tuple[Parameter, ...], path: str, entry: Entry, context: Context
) -> tuple[Parameter, ...]:
    """The parameters, after a check that the template's names and the declared ones are the same."""
    wanted = re.findall(r"\{([^{}]*)\}", path)
    declared = {parameter.name for parameter in parameters if parameter.place == "path"}
    for name in wanted:
        if name not in declared:
            remedy = f"add {{name: {name}, in: path, required: true, schema: …}}"
            context.error(
                "O003", f"the path has {{{name}}}, which no parameter declares", entry.location, remedy=remedy
            )
    kept = tuple(parameter for parameter in parameters if parameter.place != "path" or parameter.name in wanted)
    for parameter in parameters:
        if parameter not in kept:
            message = f"the path {path} has no {{{parameter.name}}}; the parameter is never sent"
            remedy = f"remove it, or write {{{parameter.name}}} in the path"
            context.warn("O004", message, parameter.location, remedy=remedy)
    return kept


def _body(node: Mapped, context: Context) -> Body | None:
    entry = node.entries.get("requestBody")
    body = None if entry is None else dereferenced(entry.node, context)
    if entry is None or body is None:
        return None
    return Body(
        contents=read_contents(body, context),
        required=context.flag(body, "required"),
        description=context.text(body, "description"),
        location=entry.location,
    )


def _rate_limit(node: Mapped, context: Context) -> RateLimit | None:
    entry = node.entries.get("x-fencepost-rate-limit")
    if entry is None:
        return None
    match plain(entry.node):
        case {"requests": int(requests), "seconds": int(seconds), "per": [*per]} if requests > 0 and seconds > 0:
            words = tuple(str(word) for word in per)
            return RateLimit(requests=requests, seconds=float(seconds), per=words, location=entry.location)
    remedy = "write {requests: 500, seconds: 60, per: [ip, token]}"
    context.error("X001", "x-fencepost-rate-limit is not readable", entry.location, remedy=remedy)
    return None


def _echo(node: Mapped, context: Context) -> tuple[Echo, ...]:
    entry = node.entries.get("x-fencepost-echo")
    if entry is None:
        return ()
    if not isinstance(entry.node, Mapped):
        message = "x-fencepost-echo must map request fields to response fields or null"
        context.error("X002", message, entry.location, remedy="write {page_size: pageSize, secrets: null}")
        return ()
    return tuple(_pair(name, member) for name, member in entry.node.entries.items())


def _pair(name: str, member: Entry) -> Echo:
    value = member.node.value if isinstance(member.node, Scalar) else None
    return Echo(request=name, response=None if value is None else str(value))
