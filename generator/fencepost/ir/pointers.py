"""JSON Pointers (RFC 6901): ways into a value or a document, as text and as steps."""

from __future__ import annotations

from collections.abc import Iterable


def escaped(name: str | int) -> str:
    """A name or an index as one step of a pointer."""
    return str(name).replace("~", "~0").replace("/", "~1")


def unescaped(step: str) -> str:
    """The name that a step of a pointer stands for."""
    return step.replace("~1", "/").replace("~0", "~")


def pointer_of(steps: Iterable[str | int]) -> str:
    """Names and indices as a pointer; empty for none."""
    return "".join(f"/{escaped(step)}" for step in steps)


def steps_of(pointer: str) -> tuple[str, ...]:
    """The names and indices of a pointer."""
    return tuple(map(unescaped, pointer.split("/")[1:]))
