"""The types of a document in normal form: intersections carried out, unions flat, one domain for each JSON type.

Every later stage reads this form; it allows exactly what the document allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api, Component
from fencepost.ir.http import Body, Content, Header, Operation, Parameter, Response
from fencepost.ir.references import component_of
from fencepost.ir.types import (
    NO_ANNOTATIONS,
    Annotations,
    Array,
    Boolean,
    Enum,
    Intersection,
    Nothing,
    Null,
    Number,
    Object,
    Residual,
    Type,
    Union,
)
from fencepost.ir.values import Json, key_of
from fencepost.ir.walk import rewrite
from fencepost.rules.domains import Domains
from fencepost.rules.merge import merge_annotations, merge_numbers


def normalise(api: Api, sink: Diagnostics) -> Api:
    """The document with every type in normal form; a component that contains only itself is an error (S010)."""
    circular = [component for component in api.components if _holds_itself(component.name, api)]
    for component in circular:
        message = f"{component.name} is defined by itself alone"
        sink.error("S010", message, component.location, remedy="give it a schema of its own")
    if circular:
        return api
    form = _Form(Domains(api))
    return replace(
        api,
        components=tuple(form.component(component) for component in api.components),
        operations=tuple(form.operation(operation) for operation in api.operations),
    )


def _holds_itself(name: str, api: Api) -> bool:
    """Whether a component always leads back to itself without passing a property or an item."""
    seen: set[str] = set()
    waiting = list(_beneath(api.component(name).schema.value))
    while waiting:
        target = waiting.pop()
        if target == name:
            return True
        if target not in seen:
            seen.add(target)
            waiting += _beneath(api.component(target).schema.value)
    return False


def _beneath(schema: Json) -> Iterator[str]:
    """The components that a schema always asks of the value itself, whatever that is."""
    if not isinstance(schema, dict):
        return
    reference = schema.get("$ref")
    target = component_of(reference) if isinstance(reference, str) else None
    if target is not None:
        yield target
    for keyword in ("not", "if"):
        yield from _beneath(schema.get(keyword))
    for keyword in ("allOf", "anyOf", "oneOf"):
        parts = schema.get(keyword)
        # One of several variants may lead back: a parent of variants that name it as a part is a common idiom.
        if isinstance(parts, list) and (keyword == "allOf" or len(parts) == 1):
            for part in parts:
                yield from _beneath(part)


class _Form:
    """Brings the types of one document into normal form."""

    def __init__(self, domains: Domains) -> None:
        self.domains = domains

    def component(self, component: Component) -> Component:
        return replace(component, type=self.type(component.type))

    def operation(self, operation: Operation) -> Operation:
        return replace(
            operation,
            parameters=tuple(self._parameter(parameter) for parameter in operation.parameters),
            body=None if operation.body is None else self._body(operation.body),
            responses=tuple(self._response(response) for response in operation.responses),
        )

    def _parameter(self, parameter: Parameter) -> Parameter:
        return replace(parameter, type=self.type(parameter.type))

    def _body(self, body: Body) -> Body:
        return replace(body, contents=tuple(self._content(content) for content in body.contents))

    def _content(self, content: Content) -> Content:
        return replace(content, type=self.type(content.type))

    def _response(self, response: Response) -> Response:
        return replace(
            response,
            contents=tuple(self._content(content) for content in response.contents),
            headers=tuple(self._header(header) for header in response.headers),
        )

    def _header(self, header: Header) -> Header:
        return replace(header, type=self.type(header.type))

    def type(self, kind: Type) -> Type:
        match kind:
            case Intersection(parts=parts, annotations=annotations):
                merged = self.domains.all_of(tuple(self.type(part) for part in parts), kind.location)
                return _annotated(merged, annotations)
            case Union():
                return self._union(kind)
            case Enum():
                return _enum(kind)
            case Array():
                inner = rewrite(kind, self.type)
                return _ended(inner) if isinstance(inner, Array) else inner
            case Object():
                return rewrite(kind, self.type)
            case Residual():
                return self._residual(kind)
            case Number():
                return merge_numbers(kind, kind)
            case _:
                return kind

    def _residual(self, kind: Residual) -> Type:
        """The set a residual narrows; where it only takes values away, what is left of them."""
        inner = self.type(kind.type)
        if kind.excluded is None:
            return replace(kind, type=inner)
        excluded = self.type(kind.excluded)
        return self.domains.intersect(inner, self.domains.complement(excluded))

    def _union(self, kind: Union) -> Type:
        variants = _one_enum(tuple(self.type(variant) for variant in kind.variants))
        if not kind.exclusive or self._disjoint(variants):
            flat = tuple(part for variant in variants for part in _flat(variant))
            return self.domains.any_of(flat, replace(kind, exclusive=False))
        return replace(kind, variants=variants)

    def _disjoint(self, variants: tuple[Type, ...]) -> bool:
        """Whether no JSON type belongs to two variants: then "exactly one" says no more than "at least one"."""
        seen: set[str] = set()
        for variant in variants:
            names = self.domains.json_types(variant)
            if seen.intersection(names):
                return False
            seen.update(names)
        return True


def _ended(kind: Array) -> Array:
    """The arrays, where no item can stand at some place, as those that end before it."""
    ends = next((index for index, item in enumerate(kind.prefix) if isinstance(item, Nothing)), None)
    return kind if ends is None else replace(kind, prefix=kind.prefix[:ends], items=kind.prefix[ends])


def _enum(kind: Enum) -> Type:
    """An enumeration with null as a domain of its own, and both booleans as one."""
    others = tuple(item for item in kind.values if item.value.value is not None)
    flags = {item.value.text for item in others}
    rest: Type = Boolean(location=kind.location) if flags == {"true", "false"} else replace(kind, values=others)
    if len(others) == len(kind.values):
        return rest
    null = Null(location=kind.location)
    return Union(variants=(rest, null), annotations=kind.annotations, location=kind.location) if others else null


def _one_enum(variants: tuple[Type, ...]) -> tuple[Type, ...]:
    """The variants, those of single values as one enumeration: `oneOf` of `const` is how values get descriptions."""
    enums = [variant for variant in variants if isinstance(variant, Enum)]
    values = tuple(item for enum in enums for item in enum.values)
    if len(enums) < 2 or len({key_of(item.value.exact) for item in values}) < len(values):
        return variants
    whole = replace(enums[0], values=values)
    rest = [variant for variant in variants if not isinstance(variant, Enum)]
    return (whole, *rest)


def _flat(variant: Type) -> tuple[Type, ...]:
    plain = isinstance(variant, Union) and not variant.exclusive and variant.discriminator is None
    return variant.variants if isinstance(variant, Union) and plain else (variant,)


def _annotated(kind: Type, annotations: Annotations) -> Type:
    """The type with what the schema around its parts says of it, where its node can hold that."""
    if annotations == NO_ANNOTATIONS or not isinstance(kind, Object | Enum | Union):
        return kind
    return replace(kind, annotations=merge_annotations(annotations, kind.annotations))
