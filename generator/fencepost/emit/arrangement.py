"""Printed classes to the classes of models.py: hints in the place of their marks, documentation under the fields."""

from __future__ import annotations

import ast

from fencepost.emit.dcg import ClassText
from fencepost.emit.dcg_document import mark
from fencepost.emit.draft import PrintedClass
from fencepost.emit.fields import PrintedField
from fencepost.emit.python.code import Code
from fencepost.emit.python.docstring import docstring

_COLUMN = 4


def arranged_choice(text: ClassText) -> Code:
    """The text of an enumeration class."""
    members = [node for node in text.tree.body if isinstance(node, ast.Assign)]
    # Printed anew, so that what cannot be seen in a text is written as an escape.
    lines = "\n".join(f"    {ast.unparse(node)}" for node in members)
    return Code(f"{_head(text)}\n\n{lines}")


def arranged_class(text: ClassText, printed: PrintedClass) -> Code:
    """The text of a class with fields."""
    numbers = {str(field.name): number for number, field in enumerate(printed.fields)}
    parts = [_head(text)]
    for node in text.tree.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)):
                parts.append(_field(node, printed.fields[numbers[name]], numbers[name]))
            case ast.FunctionDef():
                parts.append(text.source(node))
            case _:
                pass
    return Code("\n\n".join(parts))


def _head(text: ClassText) -> str:
    """The first line and the docstring."""
    return "\n".join(text.lines[text.tree.lineno - 1 : text.tree.body[0].end_lineno])


def _field(node: ast.AnnAssign, field: PrintedField, number: int) -> str:
    annotation = ast.unparse(_placed(node.annotation, field, mark(number)))
    value = "" if node.value is None else f" = {_value(node.value)}"
    documented = () if field.documentation is None else (docstring(field.documentation, _COLUMN),)
    # First lines only are indented here: a docstring is made for its column.
    return "\n".join(" " * _COLUMN + part for part in (f"{field.name}: {annotation}{value}", *documented))


def _value(value: ast.expr) -> str:
    """The default; one that can be changed is given to `Field`, which makes a copy of it for each model."""
    text = ast.unparse(value)
    return f"Field(default={text})" if isinstance(value, ast.List | ast.Dict) else text


def _placed(node: ast.expr, field: PrintedField, name: str) -> ast.expr:
    """The annotation with the field's hint in the place of its mark, and without what says nothing."""
    match node:
        case ast.Name(id=found) if found == name:
            return ast.parse(field.hint.text, mode="eval").body
        case ast.Subscript(value=ast.Name(id="NotNull"), slice=inner) if field.holds_null:
            return _placed(inner, field, name)
        case ast.Subscript(value=ast.Name(id="NotNull") as outer, slice=inner):
            return ast.Subscript(value=outer, slice=_placed(inner, field, name))
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *metadata])):
            return _annotated(_placed(inner, field, name), [each for each in metadata if not _is_empty(each)])
        case ast.BinOp(left=left, op=operator, right=right):
            return ast.BinOp(left=_placed(left, field, name), op=operator, right=right)
        case _:
            return node


def _is_empty(metadata: ast.expr) -> bool:
    """Whether this is `Field(...)`, which only repeats that the field is required."""
    return isinstance(metadata, ast.Call) and not metadata.keywords


def _annotated(inner: ast.expr, metadata: list[ast.expr]) -> ast.expr:
    match inner:
        case ast.Subscript(value=ast.Name(id="Annotated") as outer, slice=ast.Tuple(elts=elements)):
            return ast.Subscript(value=outer, slice=ast.Tuple(elts=[*elements, *metadata]))
        case _ if metadata:
            return ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *metadata]))
        case _:
            return inner
