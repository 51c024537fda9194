"""Documented answers."""

from __future__ import annotations

import re

from fencepost.ir.http import Header, Response
from fencepost.ir.types import Anything
from fencepost.ir.values import freeze
from fencepost.read.contents import dereferenced, read_contents
from fencepost.read.context import Context
from fencepost.read.dialect import translate
from fencepost.read.nodes import Entry, Mapped
from fencepost.read.schemas import read_schema

_STATUS = re.compile(r"[1-5][0-9]{2}|[1-5]XX|default")


def read_responses(operation: Mapped, context: Context) -> tuple[Response, ...]:
    """The answers of an operation, in the order of the document."""
    responses = context.mapped(operation, "responses")
    found: list[Response] = []
    for status, entry in () if responses is None else responses.entries.items():
        if status.startswith("x-"):
            continue
        known = status if status == "default" else status.upper()
        if _STATUS.fullmatch(known):
            found.append(_response(known, entry, context))
        else:
            remedy = "write three digits, `2XX` and the like, or `default`"
            context.error("O007", f"{status} is no HTTP status", entry.location, remedy=remedy)
    return tuple(found)


def _response(status: str, entry: Entry, context: Context) -> Response:
    node = dereferenced(entry.node, context) or Mapped(entries={}, location=entry.location)
    return Response(
        status=status,
        description=context.text(node, "description") or "",
        contents=read_contents(node, context),
        headers=_headers(node, context),
        location=entry.location,
    )


def _headers(node: Mapped, context: Context) -> tuple[Header, ...]:
    headers = context.mapped(node, "headers")
    return tuple(_header(name, entry, context) for name, entry in (() if headers is None else headers.entries.items()))


def _header(name: str, entry: Entry, context: Context) -> Header:
    node = dereferenced(entry.node, context) or Mapped(entries={}, location=entry.location)
    schema = node.entries.get("schema")
    return Header(
        name=name,
        type=Anything(location=entry.location) if schema is None else read_schema(schema.node, context),
        schema=freeze(True if schema is None else translate(schema.node, context)),
        required=context.flag(node, "required"),
        description=context.text(node, "description"),
        location=entry.location,
    )
