"""Conditions in Python, put together with no more brackets than they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fencepost.emit.python.code import Code, Printable, code

Joint = Literal["and", "or", "not", "chain", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An expression that is true or false."""

    text: Code
    denial: Code | None = None
    """The opposite in words of its own: `body.size != 1`; None where it is said with `not`."""

    joint: Joint = "none"
    """What joins its parts; `1 <= size <= 8` is a chain."""

    atoms: int = 1
    """How many comparisons and calls it holds."""


def every(parts: tuple[Condition, ...]) -> Condition:
    """All of the conditions, at least one."""
    return _joined(parts, "and")


def some(parts: tuple[Condition, ...]) -> Condition:
    """Any of the conditions, at least one."""
    return _joined(parts, "or")


def _joined(parts: tuple[Condition, ...], joint: Literal["and", "or"]) -> Condition:
    if len(parts) == 1:
        return parts[0]
    texts = (part.text if part.joint in ("none", "not", "chain", joint) else _bracketed(part.text) for part in parts)
    return Condition(text=Code(f" {joint} ".join(texts)), joint=joint, atoms=sum(part.atoms for part in parts))


def opposite(condition: Condition) -> Condition:
    """Whether the condition does not hold."""
    if condition.denial is not None:
        return Condition(text=condition.denial, denial=condition.text, atoms=condition.atoms)
    inner = condition.text if condition.joint == "none" else _bracketed(condition.text)
    return Condition(text=code("not {inner}", inner=inner), joint="not", atoms=condition.atoms)


def _bracketed(text: Printable) -> Code:
    return code("({text})", text=text)
