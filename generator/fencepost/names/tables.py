"""What every name of a document became: frozen tables with a lookup each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeAlias, TypeVar

from fencepost.ir.http import Place
from fencepost.ir.rules import Rule
from fencepost.ir.values import JsonText
from fencepost.names.identifiers import Identifier
from fencepost.names.reserved import ERROR_CLASSES

K = TypeVar("K")

Purpose: TypeAlias = Literal[
    "bodies", "bodies_breaking", "faults", "requests", "parameters", "answers", "faulty_answers"
]
"""What the strategy of an operation draws: `create_thing_bodies`, `create_thing_faults`."""


@dataclass(frozen=True, slots=True)
class Table(Generic[K]):
    """Names by what they stand for, in the order in which they were given."""

    entries: tuple[tuple[K, Identifier], ...]
    _index: Mapping[K, Identifier] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", dict(self.entries))

    def __getitem__(self, key: K) -> Identifier:
        return self._index[key]

    def get(self, key: K) -> Identifier | None:
        """The name, or None for what has none."""
        return self._index.get(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Every Python name of the package made from one document; each method raises KeyError for what is not in it."""

    classes: Table[str]
    """By component; unique among all public classes of the package."""

    parameter_classes: Table[str]
    """By operation: the model of its arguments outside the body; unique as those of components are."""

    fields: Table[tuple[str, str]]
    """By component and wire name; unique in the component."""

    members: Table[tuple[str, JsonText]]
    """By component and value; unique in the enumeration."""

    rules: Table[tuple[str, Rule]]
    """By component and rule; unique in the package."""

    rule_tables: Table[str]
    """By component: the constant that holds its rules; unique in the package."""

    resources: Table[str]
    """By operation; operations of one resource have the same."""

    resource_classes: Table[str]
    """By resource; a class for synchronous calls, the other one is that with `Async` before it."""

    methods: Table[str]
    """By operation; unique in the resource."""

    stems: Table[str]
    """By operation; unique in the package, with every ending that names one of its strategies."""

    arguments: Table[tuple[str, Place | Literal["body"], str]]
    """By operation, place and wire name; unique in the operation. Fields of a JSON body are called as in its model."""

    credentials: Table[str]
    """By security scheme: the argument of the client that takes its credential."""

    def class_name(self, component: str) -> Identifier:
        """The class of a component."""
        return self.classes[component]

    def field(self, component: str, wire_name: str) -> Identifier:
        """The attribute of a component's class, and the keyword its constructor takes."""
        return self.fields[component, wire_name]

    def member(self, component: str, value: JsonText) -> Identifier:
        """The member of an enumeration."""
        return self.members[component, value]

    def rule(self, component: str, rule: Rule) -> Identifier:
        """The function that judges a rule."""
        return self.rules[component, rule]

    def rule_table(self, component: str) -> Identifier:
        """The constant that holds the rules of a component: `CREATE_THING_RULES`."""
        return self.rule_tables[component]

    def resource(self, operation: str) -> Identifier:
        """The attribute of the client under which an operation stands."""
        return self.resources[operation]

    def resource_class(self, resource: Identifier) -> Identifier:
        """The class of a resource's synchronous methods."""
        return self.resource_classes[resource]

    def async_resource_class(self, resource: Identifier) -> Identifier:
        """The class of a resource's asynchronous methods."""
        return Identifier(f"Async{self.resource_classes[resource]}")

    def method(self, operation: str) -> Identifier:
        """The method of a resource that calls an operation."""
        return self.methods[operation]

    def constant(self, operation: str) -> Identifier:
        """The record of an operation: `CREATE_THING`."""
        return Identifier(self.stems[operation].upper())

    def strategy(self, operation: str, purpose: Purpose) -> Identifier:
        """The function that draws for an operation: `create_thing_bodies`."""
        return Identifier(f"{self.stems[operation]}_{purpose}")

    def parameters_class(self, operation: str) -> Identifier:
        """The model of an operation's arguments outside the body: `CreateThingParameters`."""
        return self.parameter_classes[operation]

    def argument(self, operation: str, place: Place | Literal["body"], wire_name: str) -> Identifier:
        """The keyword of an operation's method for a parameter, or for a field of its body."""
        return self.arguments[operation, place, wire_name]

    def credential(self, scheme: str) -> Identifier:
        """The argument of the client for the credential of a security scheme."""
        return self.credentials[scheme]

    def error_class(self, status: int) -> Identifier:
        """The error of a status of refusal: `NotFoundError`, `Status418Error`."""
        return Identifier(dict(ERROR_CLASSES).get(status, f"Status{status}Error"))
