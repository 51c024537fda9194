"""Ten-line documents, read as a user's file would be."""

from __future__ import annotations

import textwrap

from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api
from fencepost.ir.types import Object, Type
from fencepost.read.api import read_api
from fencepost.read.document import parse
from fencepost.rules.normalise import normalise

_HEAD = """\
openapi: 3.1.0
info: {title: Things, version: "1"}
"""


def document(body: str, *, version: str = "3.1.0") -> str:
    """A document with the members of `body` below a title."""
    return _HEAD.replace("3.1.0", version) + textwrap.dedent(body)


def api_of(text: str, *, name: str = "things.yaml") -> tuple[Api, Diagnostics]:
    """The text as the normalised IR, and what was remarked."""
    sink = Diagnostics()
    return normalise(read_api(parse(name, text), sink), sink), sink


def schema_api(schema: str, *, version: str = "3.1.0") -> tuple[Api, Diagnostics]:
    """A document with one component, Thing, that is also the body of the one operation, create_thing."""
    below = textwrap.indent(textwrap.dedent(schema).strip(), " " * 6)
    paths = """
    paths:
      /things:
        post:
          operationId: create_thing
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
          responses:
            "201": {description: made}
            "422": {description: refused}
    """
    head = document(paths, version=version)
    return api_of(f"{head}\ncomponents:\n  schemas:\n    Thing:\n{below}\n")


def thing(schema: str, *, version: str = "3.1.0") -> tuple[Type, Api]:
    """The type of the one component."""
    api, sink = schema_api(schema, version=version)
    assert not sink.errors, sink.errors
    return api.component("Thing").type, api


def object_thing(schema: str) -> tuple[Object, Api]:
    """The object type of the one component."""
    kind, api = thing(schema)
    assert isinstance(kind, Object)
    return kind, api
