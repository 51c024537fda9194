"""Parameters outside the body."""

from __future__ import annotations

from dataclasses import replace

from fencepost.ir.http import Parameter, Place
from fencepost.ir.types import Annotations, Anything
from fencepost.ir.values import freeze
from fencepost.read.annotations import read_annotations
from fencepost.read.contents import dereferenced, read_contents
from fencepost.read.context import Context
from fencepost.read.dialect import translate
from fencepost.read.nodes import Mapped, Node
from fencepost.read.schemas import read_schema

_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_PLACES: dict[str, Place] = {"path": "path", "query": "query", "header": "header", "cookie": "cookie"}
_IGNORED_HEADERS = frozenset(("accept", "content-type", "authorization"))


def read_parameters(path_item: Mapped, operation: Mapped, context: Context) -> tuple[Parameter, ...]:
    """The parameters of an operation; its own replace those of the path with the same name and place."""
    found: dict[tuple[str, str], Parameter] = {}
    for holder in (path_item, operation):
        for node in context.items(holder, "parameters"):
            parameter = _parameter(node, context)
            if parameter is not None:
                found[parameter.place, parameter.name] = parameter
    return tuple(found.values())


def _parameter(node: Node, context: Context) -> Parameter | None:
    item = dereferenced(node, context)
    if item is None:
        return None
    name, place = context.text(item, "name"), _PLACES.get(context.text(item, "in") or "")
    if name is None or place is None:
        remedy = "give it `name` and `in: path`, `query`, `header` or `cookie`"
        context.error("O005", "a parameter has no name or no place", node.location, remedy=remedy)
        return None
    if place == "header" and name.lower() in _IGNORED_HEADERS:
        message = f"the header {name} is set by the protocol; OpenAPI ignores this parameter"
        remedy = "remove it; media types and security schemes say what these headers hold"
        context.warn("O006", message, node.location, remedy=remedy)
        return None
    return _with_schema(item, name, place, context)


def _with_schema(item: Mapped, name: str, place: Place, context: Context) -> Parameter:
    contents = read_contents(item, context) if "content" in item.entries else ()
    schema = item.entries.get("schema")
    style = "content" if contents else context.text(item, "style") or _STYLES[place]
    explode = context.flag(item, "explode") if "explode" in item.entries else style == "form"
    read = Anything(location=item.location) if schema is None else read_schema(schema.node, context)
    own = read_annotations(item, context)
    inner = read_annotations(schema.node, context) if schema is not None and isinstance(schema.node, Mapped) else own
    return Parameter(
        name=name,
        place=place,
        type=contents[0].type if contents else read,
        schema=contents[0].schema if contents else freeze(True if schema is None else translate(schema.node, context)),
        required=place == "path" or context.flag(item, "required"),
        style=style,
        explode=explode,
        annotations=_merged(own, inner),
        location=item.location,
    )


def _merged(own: Annotations, inner: Annotations) -> Annotations:
    return replace(
        inner,
        description=own.description or inner.description,
        examples=own.examples or inner.examples,
        deprecated=own.deprecated or inner.deprecated,
        open_question=own.open_question or inner.open_question,
        privileged=own.privileged or inner.privileged,
    )
