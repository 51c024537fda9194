"""What an inline type is named after: the operation, the shared part or the choice that holds it."""

from __future__ import annotations

import re
from collections import Counter

from fencepost.diagnostics import Location
from fencepost.ir.http import Body, Content, Header, Operation, Parameter, Response
from fencepost.ir.pointers import unescaped
from fencepost.ir.types import Annotations, Enum, Intersection, Object, Residual, Type, Union
from fencepost.names.casing import pascal, words

_SHARED = re.compile(r"/components/(requestBodies|responses|parameters|headers)/([^/]+)")
_ROLES = {"requestBodies": "Body", "responses": "Response", "parameters": "", "headers": ""}


def body_stem(operation: Operation, body: Body, content: Content) -> str:
    """`CreateThingBody`; of a shared body its own name."""
    stem = _shared(body.contents[0].location) or f"{pascal(operation.id)}Body"
    return stem + _media_suffix(content, body.json or body.contents[0])


def response_stem(operation: Operation, response: Response, content: Content) -> str:
    """`CreateThingResponse` of the first success, `CreateThingResponse404` of others; of a shared answer its own."""
    status = "" if response is operation.success else pascal(response.status)
    stem = _shared(response.contents[0].location) or f"{pascal(operation.id)}Response{status}"
    return stem + _media_suffix(content, response.json or response.contents[0])


def parameter_stem(operation: Operation, parameter: Parameter) -> str:
    """`ListThingsStatus`; of a shared parameter its own name."""
    return _shared(parameter.location) or pascal(operation.id) + pascal(parameter.name)


def header_stem(operation: Operation, response: Response, header: Header) -> str:
    """`CreateThingResponseXCursor`; of a shared header its own name."""
    status = "" if response is operation.success else pascal(response.status)
    return _shared(header.location) or f"{pascal(operation.id)}Response{status}{pascal(header.name)}"


def _shared(location: Location) -> str:
    found = _SHARED.match(location.pointer)
    if found is None:
        return ""
    name, role = pascal(unescaped(found[2])), _ROLES[found[1]]
    return name if name.endswith(role) else name + role


def _media_suffix(content: Content, first: Content) -> str:
    """Nothing for the content that is read first, else the words of its media type."""
    return "" if content is first else pascal(content.media_type.partition(";")[0])


def variant_labels(union: Union) -> tuple[str, ...]:
    """What tells each variant from its neighbours: its title, its constant, its kind, else its number from 1."""
    kinds = Counter(type(_inner(variant)) for variant in union.variants)
    return tuple(
        pascal(annotations_of(variant).title or "")
        or pascal(_constant(variant, union.discriminator))
        or (type(_inner(variant)).__name__ if kinds[type(_inner(variant))] == 1 else f"Variant{number}")
        for number, variant in enumerate(union.variants, start=1)
    )


def annotations_of(kind: Type) -> Annotations:
    """What the document says of a type besides what it allows."""
    match _inner(kind):
        case Object(annotations=found) | Enum(annotations=found) | Union(annotations=found):
            return found
        case Intersection(annotations=found):
            return found
        case _:
            return Annotations()


def _inner(kind: Type) -> Type:
    return _inner(kind.type) if isinstance(kind, Residual) else kind


def _constant(variant: Type, discriminator: str | None) -> str:
    """The one string that a field of the variant can be: of the discriminator, else of the first such field."""
    inner = _inner(variant)
    if not isinstance(inner, Object):
        return ""
    fields = [item for item in inner.fields if discriminator is None or item.wire_name == discriminator]
    for item in fields:
        if isinstance(item.type, Enum) and len(item.type.values) == 1:
            value = item.type.values[0].value.value
            if isinstance(value, str) and words(value):
                return value
    return ""
