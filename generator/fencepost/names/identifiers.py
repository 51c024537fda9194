"""A name that may be printed as Python code."""

from __future__ import annotations

from typing import Self

KEYWORDS = frozenset(
    [
        *("False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del"),
        *("elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda"),
        *("nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"),
    ]
)
"""Words that no name can be, in any supported Python; `match`, `case` and `type` are names wherever we print one."""


class Identifier(str):
    """A Python identifier of ASCII letters, digits and underscores that is no keyword.

    A text from a document cannot pass for one: the constructor raises ValueError.
    """

    __slots__ = ()

    def __new__(cls, name: str) -> Self:
        """The name, checked."""
        if not (name.isascii() and name.isidentifier()) or name in KEYWORDS:
            raise ValueError(f"{name!r} is no identifier")
        return super().__new__(cls, name)
