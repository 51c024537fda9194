"""Bodies by media type."""

from __future__ import annotations

from fencepost.diagnostics import FencepostError
from fencepost.ir.http import Content, Example
from fencepost.ir.types import Anything
from fencepost.ir.values import freeze
from fencepost.read.context import Context
from fencepost.read.dialect import translate
from fencepost.read.nodes import Entry, Mapped, Node, Scalar, plain
from fencepost.read.schemas import read_schema


def dereferenced(node: Node | None, context: Context) -> Mapped | None:
    """The object, or what its `$ref` leads to; None where it is no object or after an error was reported."""
    if not isinstance(node, Mapped):
        return None
    if not isinstance(node.get("$ref"), Scalar):
        return node
    try:
        target = context.documents.resolve(node).node
    except FencepostError as error:
        context.sink.add(*error.diagnostics)
        return None
    return target if isinstance(target, Mapped) else None


def read_contents(node: Mapped, context: Context) -> tuple[Content, ...]:
    """The contents of a body, in the order of the document."""
    contents = context.mapped(node, "content")
    return tuple(_content(entry, context) for entry in (() if contents is None else contents.entries.values()))


def _content(entry: Entry, context: Context) -> Content:
    media = dereferenced(entry.node, context) or Mapped(entries={}, location=entry.location)
    schema = media.entries.get("schema")
    return Content(
        media_type=entry.key,
        type=Anything(location=entry.location) if schema is None else read_schema(schema.node, context),
        schema=freeze(True if schema is None else translate(schema.node, context)),
        examples=_examples(media, context),
        location=entry.location,
    )


def _examples(media: Mapped, context: Context) -> tuple[Example, ...]:
    found: list[Example] = []
    one, several = media.entries.get("example"), context.mapped(media, "examples")
    if one is not None:
        found.append(Example(name="example", value=freeze(plain(one.node)), location=one.location))
    for name, entry in () if several is None else several.entries.items():
        example = dereferenced(entry.node, context)
        value = None if example is None else example.entries.get("value") or example.entries.get("dataValue")
        if value is not None:
            found.append(Example(name=name, value=freeze(plain(value.node)), location=value.location))
    return tuple(found)
