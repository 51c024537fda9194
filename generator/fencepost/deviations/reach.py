"""Which operations lead to which schema, on one side of the wire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fencepost.diagnostics import Location
from fencepost.ir.api import Api
from fencepost.ir.http import Content, Operation, Parameter
from fencepost.ir.types import Null, Ref, Type, Union
from fencepost.ir.values import JsonText
from fencepost.ir.walk import inner_types, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A schema that an operation holds itself."""

    operation: str
    pointer: str
    file: str
    type: Type
    schema: JsonText
    is_text: bool = False
    """Whether it is of a parameter that is sent as text whatever it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A schema with a place of its own: of a component, a body, a parameter or an answer."""

    pointer: str
    type: Type
    schema: JsonText
    operations: tuple[str, ...]
    """Those that lead to it, in the order of the document."""

    is_text: bool


class Reach:
    """The schemas of the document itself that some starts lead to."""

    def __init__(self, starts: Iterable[Start], api: Api) -> None:
        self._api = api
        self._next: dict[str, tuple[str, ...]] = {}
        inline: dict[str, tuple[Start, list[str]]] = {}
        components: dict[str, list[str]] = {}
        for start in starts:
            if start.file == api.source:
                inline.setdefault(start.pointer, (start, []))[1].append(start.operation)
            for name in self._names(start.type):
                users = components.setdefault(name, [])
                if start.operation not in users:
                    users.append(start.operation)
        self.roots: dict[str, Root] = {root.pointer: root for root in self._declared(components)}
        """By pointer: of components, then of what operations hold themselves."""

        for start, users in inline.values():
            self.roots.setdefault(start.pointer, _inline_root(start, tuple(dict.fromkeys(users))))

    def _declared(self, users: dict[str, list[str]]) -> Iterator[Root]:
        for component in self._api.components:
            if component.name in users and component.location.file == self._api.source:
                yield Root(
                    pointer=component.location.pointer,
                    type=component.type,
                    schema=component.schema,
                    operations=tuple(users[component.name]),
                    is_text=False,
                )

    def _names(self, kind: Type) -> dict[str, None]:
        """The components that a type leads to."""
        waiting, found = list(_referred(kind)), dict[str, None]()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                if name not in self._next:
                    self._next[name] = _referred(self._api.component(name).type)
                waiting += self._next[name]
        return found

    def root(self, location: Location) -> Root | None:
        """The schema that a place is in; None for one that nothing leads to, or in another file."""
        head = location.pointer
        while head and location.file == self._api.source:
            if head in self.roots:
                return self.roots[head]
            head = head.rpartition("/")[0]
        return None


def _inline_root(start: Start, users: tuple[str, ...]) -> Root:
    return Root(pointer=start.pointer, type=start.type, schema=start.schema, operations=users, is_text=start.is_text)


def _referred(kind: Type) -> tuple[str, ...]:
    return tuple(dict.fromkeys(inner.name for inner in walk(kind) if isinstance(inner, Ref)))


def used_without_null(reach: Reach, api: Api) -> frozenset[str]:
    """The pointers of schemas that are asked of something beside which null is not allowed, and which is no text."""
    plain = [root for root in reach.roots.values() if not root.is_text]
    names = {kind.name for root in plain for kind in _beside_no_null(root.type) if isinstance(kind, Ref)}
    used = {component.location.pointer for component in api.components if component.name in names}
    inline = {root.pointer for root in plain} - {component.location.pointer for component in api.components}
    return frozenset(used | inline)


def _beside_no_null(kind: Type) -> Iterator[Type]:
    """The types written in a type, but for those of a choice that has null."""
    yield kind
    is_choice_with_null = isinstance(kind, Union) and any(isinstance(each, Null) for each in kind.variants)
    for inner in inner_types(kind):
        yield from () if is_choice_with_null and isinstance(inner, Ref) else _beside_no_null(inner)


def requests(api: Api) -> Reach:
    """What is sent and judged: parameters, and bodies of JSON."""
    return Reach((start for one in api.operations for start in _sent(one)), api)


def answers(api: Api) -> Reach:
    """What is answered with a 2xx, as JSON."""
    return Reach((start for one in api.operations for start in _answered(one)), api)


def _sent(operation: Operation) -> Iterator[Start]:
    yield from (_of_parameter(item, operation) for item in operation.parameters)
    yield from _of_contents(() if operation.body is None else operation.body.contents, operation)


def _answered(operation: Operation) -> Iterator[Start]:
    for response in operation.responses:
        if response.is_success:
            yield from _of_contents(response.contents, operation)


def _of_parameter(item: Parameter, operation: Operation) -> Start:
    return Start(
        operation=operation.id,
        pointer=f"{item.location.pointer}/schema",
        file=item.location.file,
        type=item.type,
        schema=item.schema,
        is_text=item.style != "content",
    )


def _of_contents(contents: tuple[Content, ...], operation: Operation) -> Iterator[Start]:
    for content in contents:
        if content.is_json:
            yield Start(
                operation=operation.id,
                pointer=f"{content.location.pointer}/schema",
                file=content.location.file,
                type=content.type,
                schema=content.schema,
            )
