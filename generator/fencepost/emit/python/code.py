"""Text that may be printed as Python source.

A text of a document is a plain `str`, and a template refuses it; it becomes `Code` through `literal`, `docstring` and
`comment`, which escape it, and through `code`, whose layout is written by us.
"""

from __future__ import annotations

from typing import LiteralString, TypeAlias

from fencepost.names.identifiers import Identifier


class Code(str):
    """Source text. Made by the functions of this folder; whoever calls the constructor answers for the text."""

    __slots__ = ()


Printable: TypeAlias = Code | Identifier | int


def code(layout: LiteralString, /, **parts: Printable) -> Code:
    """The layout with each `{name}` replaced by a part: `code("Field(ge={low})", low=literal(low))`.

    Braces of the code itself are doubled. Parts are not looked into again. Raises TypeError for a plain string.
    """
    return Code(layout.format(**{name: printable(part) for name, part in parts.items()}))


def joined(separator: LiteralString, parts: tuple[Printable, ...]) -> Code:
    """The parts with the separator between them."""
    return Code(separator.join(printable(part) for part in parts))


def printable(value: object) -> str:
    """The value as it is printed. Raises TypeError for what is no code: a plain string above all."""
    if isinstance(value, Code | Identifier) or type(value) is int:
        return str(value)
    raise TypeError(f"{value!r} is no code; use a filter such as literal")
