"""The fields of a class as they are printed: hint, presence, default, documentation."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fencepost.emit.defaults import holds_default
from fencepost.emit.hints import Hints
from fencepost.emit.python.expression import Attribute
from fencepost.emit.python.hint import Hint
from fencepost.emit.python.scalars import is_moment
from fencepost.ir.api import Api
from fencepost.ir.secrecy import is_password
from fencepost.ir.shapes import branches, component_name, is_nullable
from fencepost.ir.types import Field, Null, String, Type, Union
from fencepost.ir.values import JsonText
from fencepost.names.identifiers import Identifier
from fencepost.rules.evaluate import allows


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedField:
    """A field of a class."""

    name: Identifier
    wire_name: str
    hint: Hint
    """Without null, where null stands beside it."""

    nullable: bool
    """Whether null stands beside the hint."""

    holds_null: bool
    """Whether null is one of the hint's own values."""

    required: bool
    default: JsonText | None
    """What the attribute reads when the field is absent; None where it reads None."""

    secret: bool
    """Whether the value is left out where a model is shown."""

    documentation: str | None

    reads_moments: bool
    """Whether some of its strings are read as date-times or dates."""

    @property
    def attribute(self) -> Attribute:
        """How rules read it."""
        defaulted = self.required or self.default is not None
        takes_null = self.nullable or self.holds_null
        return Attribute(
            name=self.name,
            reads_none=takes_null or not defaulted,
            none_is_absent=not (takes_null or defaulted),
            is_text=not self.reads_moments,
        )


def printed_field(field: Field, name: Identifier, hints: Hints, api: Api) -> PrintedField:
    """The field as it is printed; a default that a class cannot hold is remarked."""
    kind, nullable = _without_null(field.type, api)
    hint = hints.of(kind)
    holds_null = not nullable and is_nullable(kind, api)
    default = _default(field, hints, api)
    strings = tuple(branch for branch in branches(kind, api) if isinstance(branch, String))
    # datamodel-code-generator adds to the hint where such a default may hold classes, and knows null only beside it.
    is_ours = holds_null or (default is not None and isinstance(default.value, list | dict))
    return PrintedField(
        name=name,
        wire_name=field.wire_name,
        hint=replace(hint, schema=None) if is_ours else hint,
        nullable=nullable,
        holds_null=holds_null,
        required=field.required,
        default=default,
        secret=field.annotations.write_only or any(is_password(string) for string in strings),
        documentation=_documentation(field, api),
        reads_moments=any(is_moment(string) for string in strings),
    )


def _without_null(kind: Type, api: Api) -> tuple[Type, bool]:
    """The type without null, and whether null stood beside it; a type that is tangled with null stays whole."""
    if not isinstance(kind, Union):
        return kind, False
    others = tuple(variant for variant in kind.variants if not isinstance(variant, Null))
    tangled = kind.exclusive and any(is_nullable(variant, api) for variant in others)
    if len(others) == len(kind.variants) or tangled or not others:
        return kind, False
    return (others[0] if len(others) == 1 else replace(kind, variants=others)), True


def _default(field: Field, hints: Hints, api: Api) -> JsonText | None:
    default = field.annotations.default
    if default is None or field.required or default.value is None:
        return None
    if not allows(field.type, default.exact, api):
        hints.remark("default", field.location, "the default is none of the values that the field may have")
        return None
    if not holds_default(field.type, default.value, api):
        hints.remark("default", field.location, "the field reads as None: its default is no plain value in Python")
        return None
    return default


def _documentation(field: Field, api: Api) -> str | None:
    """What the document says of the field, else of the component that it is."""
    name = component_name(field.type, api)
    own = field.annotations.description or field.annotations.title
    of_component = None if name is None else api.component(name).annotations.description
    found = (own or of_component or "").strip()
    return "\n\n".join(part for part in (found, "Deprecated." if field.annotations.deprecated else "") if part) or None
