"""What datamodel-code-generator printed, compared with the draft: every class, field and value once, and nothing else.

A difference is our bug and never reaches a file.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from fencepost.emit.dcg import ClassText
from fencepost.emit.dcg_document import mark
from fencepost.emit.draft import Draft, PrintedClass
from fencepost.emit.fields import PrintedField
from fencepost.ir.values import Json

Content: TypeAlias = Mapping[str, object]
"""The members of an enumeration, or the facts of each field."""

_KEYWORDS = {
    "minimum": "ge",
    "exclusiveMinimum": "gt",
    "maximum": "le",
    "exclusiveMaximum": "lt",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
    "minProperties": "min_length",
    "maxProperties": "max_length",
}


class PrintingError(RuntimeError):
    """datamodel-code-generator printed something else than was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """What a printed field says."""

    wire_name: str
    type: str
    """Without null and without what narrows it."""

    nullable: bool
    required: bool
    default: Json
    """None for a field without one; of an enumeration the text of its member."""

    narrowed: Mapping[str, Json]
    """The arguments of `Field`, its names left aside."""


def check_printed(draft: Draft, printed: Mapping[str, ClassText]) -> None:
    """Nothing, where all is as drafted. Raises PrintingError, with the first difference in words."""
    members = {str(choice.name): {str(name): value for name, value in choice.members} for choice in draft.choices}
    expected: dict[str, Content] = {**members, **{each.name: _drafted(each) for each in draft.classes}}
    found: dict[str, Content] = {
        name: _members(text.tree) if name in members else _fields(text.tree, members) for name, text in printed.items()
    }
    for name in dict.fromkeys((*expected, *found)):
        _compare(name, expected.get(name, {}), found.get(name, {}))
    if expected.keys() != found.keys():
        raise PrintingError(f"the classes were to be {', '.join(expected)}, and are {', '.join(found)}")


def _compare(name: str, expected: Content, found: Content) -> None:
    for part in dict.fromkeys((*expected, *found)):
        if expected.get(part) != found.get(part):
            raise PrintingError(f"{name}.{part} was to be {expected.get(part)!r}, and is {found.get(part)!r}")


def _drafted(printed: PrintedClass) -> dict[str, FieldFacts]:
    return {str(field.name): _drafted_field(field, number) for number, field in enumerate(printed.fields)}


def _drafted_field(field: PrintedField, number: int) -> FieldFacts:
    schema = None if field.hint.schema is None else field.hint.schema.value
    told = schema if isinstance(schema, dict) else {}
    narrowed = {word: told[keyword] for keyword, word in _KEYWORDS.items() if keyword in told}
    return FieldFacts(
        wire_name=field.wire_name,
        type=ast.unparse(ast.parse(mark(number) if schema is None else field.hint.base, mode="eval")),
        nullable=field.nullable,
        required=field.required,
        default=None if field.default is None else field.default.value,
        narrowed={**narrowed, **({"repr": False} if field.secret else {})},
    )


def _members(tree: ast.ClassDef) -> dict[str, Json]:
    """The members of an enumeration."""
    found: dict[str, Json] = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = ast.literal_eval(value)
            case _:
                pass
    return found


def _fields(tree: ast.ClassDef, choices: Mapping[str, Mapping[str, str]]) -> dict[str, FieldFacts]:
    found: dict[str, FieldFacts] = {}
    for node in tree.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                found[name] = _field(name, annotation, value, choices)
            case _:
                pass
    return found


def _field(
    name: str, annotation: ast.expr, value: ast.expr | None, choices: Mapping[str, Mapping[str, str]]
) -> FieldFacts:
    bare, narrowed = _split(annotation)
    plain, nullable = _without_none(bare)
    alias = narrowed.pop("alias", name)
    return FieldFacts(
        wire_name=str(alias),
        type=ast.unparse(plain),
        nullable=nullable,
        required=value is None,
        default=None if value is None else _default(value, choices),
        narrowed=narrowed,
    )


def _split(annotation: ast.expr) -> tuple[ast.expr, dict[str, Json]]:
    """The type inside `Annotated` and `NotNull`, and the arguments of `Field`."""
    match annotation:
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, ast.Call(keywords=keywords)])):
            bare, _ = _split(inner)
            return bare, {each.arg: ast.literal_eval(each.value) for each in keywords if each.arg is not None}
        case ast.Subscript(value=ast.Name(id="NotNull"), slice=inner):
            return inner, {}
        case _:
            return annotation, {}


def _without_none(bare: ast.expr) -> tuple[ast.expr, bool]:
    match bare:
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return left, True
        case _:
            return bare, False


def _default(value: ast.expr, choices: Mapping[str, Mapping[str, str]]) -> Json:
    match value:
        case ast.Attribute(value=ast.Name(id=choice), attr=member):
            return choices[choice][member]
        case _:
            found: Json = ast.literal_eval(value)
            return found
