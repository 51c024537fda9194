"""Components to definitions: one name for each set of values, in an order in which each stands after what it needs.

A component that leads back to itself becomes a function of the depth that is left, so that its values stay finite.
"""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.cases.nominal import Nominals
from fencepost.emit.cycles import cycles
from fencepost.emit.expressions import Expressions, Untold
from fencepost.emit.judges import judged_components, names_in
from fencepost.emit.python.code import Code, code
from fencepost.emit.python.literal import literal
from fencepost.emit.records import Records, is_record
from fencepost.ir.api import Api, Component
from fencepost.ir.ecma import with_spelled_patterns
from fencepost.ir.types import Annotations, Enum, Object, Type
from fencepost.ir.values import Json, JsonText
from fencepost.names import reserved
from fencepost.names.identifiers import Identifier
from fencepost.names.scope import STEM, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One set of values under a name."""

    name: Identifier
    expression: Code
    summary: str
    is_record: bool
    """Whether the name stands for a `Record`, else for `Values`."""

    is_recursive: bool
    """Whether the name is a function of the depth."""

    component: str | None = None
    """The component it stands for; None for what has no name in the document."""


class Components:
    """The definitions of the components that were asked for, and of those they need."""

    def __init__(self, nominals: Nominals) -> None:
        self.expressions = Expressions(nominals, self.reference, self._record, self._known, self._judge)
        self.api = nominals.api
        self._records = Records(nominals, self.expressions, self._judge)
        self._cycles = cycles(nominals.api)
        self._by_type = {
            component.type: component.name
            for component in reversed(nominals.api.components)
            if isinstance(component.type, Enum) and len(component.type.values) > 1
        }
        self._defined: dict[str, Definition] = {}
        self._inside: list[str] = []
        self._taken = 0
        self._judged: dict[str, Json] = {}
        self._schemas = Code("{}")
        self._scope, self._names = _names(nominals.api)

    def taken(self) -> tuple[Definition, ...]:
        """Everything that was asked for since this was asked last, each after what it needs."""
        found = tuple(self._defined.values())[self._taken :]
        self._taken = len(self._defined)
        return found

    def reference(self, name: str) -> Code:
        """The set of values of a component."""
        if name in self._inside:
            return code("below({name}, depth)", name=self._names[name])
        target = self._define(name)
        called = self._called(name, target)
        return code("{called}.values", called=called) if target.is_record else called

    def record(self, name: str) -> Code:
        """The record of a component that is an object with fields."""
        return self._called(name, self._define(name))

    def add(self, name: str, kind: Object) -> Code:
        """The record of an object without a name, under a new one."""
        return self.add_expression(name, self._records.record(kind))

    def add_expression(self, name: str, expression: Code) -> Code:
        """An expression under a new name."""
        chosen = Identifier(f"_{self._scope.name(name)}")
        self._defined[f" {chosen}"] = Definition(
            name=chosen, expression=expression, summary="", is_record=False, is_recursive=False
        )
        return Code(chosen)

    def told(self, annotations: Annotations, kind: Type) -> Json | Untold:
        """The value the document gives to begin with, where the type allows it."""
        return self._records.told(annotations, kind)

    def breakable(self, kind: Object) -> tuple[str, ...]:
        """The rules of an object that a body can break alone."""
        return self._records.breakable(kind)

    def _called(self, name: str, target: Definition) -> Code:
        if not target.is_recursive:
            return Code(target.name)
        on_same_cycle = bool(self._inside) and self._cycles.get(self._inside[-1]) == self._cycles[name]
        return code("{name}(depth)", name=target.name) if on_same_cycle else code("{name}()", name=target.name)

    def _known(self, kind: Type) -> Code | None:
        """The name of an enumeration that a component is, too: what narrows a reference is the same values again."""
        name = self._by_type.get(kind) if isinstance(kind, Enum) else None
        return None if name is None else self.reference(name)

    def _judge(self, schema: JsonText) -> Code:
        """The test whether a validator accepts a value; the components that such tests speak of are printed once."""
        if not names_in(schema, self.api) <= self._judged.keys():
            found = judged_components(self.api, schema)
            added = {name: kept for name, kept in found.items() if name not in self._judged}
            more = code("{known} | {added}", known=self._schemas, added=literal(added))
            self._schemas = self.add_expression("schemas", more if self._judged else literal(added))
            self._judged |= added
        asked = literal(with_spelled_patterns(schema.value))
        return code("judged({schema}, {schemas})", schema=asked, schemas=self._schemas)

    def _record(self, kind: Object) -> Code:
        return self._records.record(kind)

    def _define(self, name: str) -> Definition:
        if name not in self._defined:
            self._inside.append(name)
            definition = self._definition(self.api.component(name))
            self._inside.pop()
            self._defined[name] = definition
        return self._defined[name]

    def _definition(self, component: Component) -> Definition:
        kind = component.type
        return Definition(
            name=self._names[component.name],
            expression=self._records.record(kind) if is_record(kind) else self.expressions.inline(kind),
            summary=component.annotations.description or "",
            is_record=is_record(kind),
            is_recursive=component.name in self._cycles,
            component=component.name,
        )


def _names(api: Api) -> tuple[Scope, dict[str, Identifier]]:
    """Private names for all components, whichever are asked for; the scope is left for more."""
    scope = Scope(STEM, reserved.FUNCTIONS)
    return scope, {component.name: Identifier(f"_{scope.name(component.name)}") for component in api.components}
