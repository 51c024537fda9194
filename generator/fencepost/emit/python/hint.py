"""A type hint, and what datamodel-code-generator can print of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fencepost.emit.python.code import Code, code, joined
from fencepost.ir.values import Json, JsonText, freeze

PACKAGE = "package"
"""Stands for the generated package where a schema names a class of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What stands behind the colon of a field."""

    variants: tuple[Code, ...]
    """The types it is a choice of, at least one: `str`, `list[Thing]`, `None`."""

    metadata: tuple[Code, ...] = ()
    """What narrows them all: `Field(min_length=1)`, `Pattern("^a$")`."""

    schema: JsonText | None = None
    """The schema of which datamodel-code-generator prints the same hint; None where it cannot."""

    @property
    def base(self) -> Code:
        """The choice alone."""
        return joined(" | ", self.variants)

    @property
    def text(self) -> Code:
        """The whole hint."""
        if not self.metadata:
            return self.base
        return code("Annotated[{base}, {metadata}]", base=self.base, metadata=joined(", ", self.metadata))

    @property
    def arms(self) -> tuple[Code, ...]:
        """What the hint adds to a choice of several."""
        return (self.text,) if self.metadata else self.variants

    @property
    def inner_schema(self) -> Json:
        """The schema as it may stand inside another; None where it cannot."""
        return None if self.schema is None or self.metadata else self.schema.value

    def narrowed(self, *metadata: Code) -> Hint:
        """The hint with more that narrows it, which datamodel-code-generator cannot print."""
        return replace(self, metadata=(*self.metadata, *metadata), schema=None)


def named(name: Code, path: str) -> Hint:
    """The hint of a class by its name and by its dotted path, which datamodel-code-generator is told."""
    return Hint(variants=(name,), schema=freeze({"type": "string", "customTypePath": path}))


def choice(hints: tuple[Hint, ...]) -> Hint:
    """A hint for the values of any of several, each type named once, null last."""
    arms = dict.fromkeys(arm for hint in hints for arm in hint.arms)
    none = Code("None")
    ordered = (*(arm for arm in arms if arm != none), *((none,) if none in arms else ()))
    schemas = [hint.inner_schema for hint in hints]
    whole = None if None in schemas else freeze({"anyOf": schemas})
    return Hint(variants=ordered, schema=whole)
