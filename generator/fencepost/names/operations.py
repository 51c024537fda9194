"""Where an operation stands in the client: its resource and its method."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fencepost.ir.http import Operation
from fencepost.names.casing import words

_LEAD = re.compile(r"api|rest|v[0-9]+", re.IGNORECASE)


def resource_text(operation: Operation) -> str:
    """What the resource is named after: the first tag, else the first fixed part of the path that says anything."""
    tag = next((tag for tag in operation.tags if words(tag)), None)
    return tag or next(_fixed_parts(operation.path), "")


def _fixed_parts(path: str) -> Iterator[str]:
    for part in path.split("/"):
        if words(part) and "{" not in part and not _LEAD.fullmatch(part):
            yield part


def method_text(operation: Operation) -> str:
    """What the method is named after: the operationId without the words of its resource; empty where nothing is left.

    `get_item_logs` of the resource `items` is `get_logs`.
    """
    resource = [_singular(word) for word in words(resource_text(operation))]
    rest = [word.lower() for word in words(operation.id)]
    return " ".join(_without(rest, resource))


def _without(rest: list[str], resource: list[str]) -> Iterable[str]:
    """The words with the first run of the resource's words taken out, be they singular or plural."""
    plain = [_singular(word) for word in rest]
    for start in range(len(rest) - len(resource) + 1):
        if resource and plain[start : start + len(resource)] == resource:
            return [*rest[:start], *rest[start + len(resource) :]]
    return rest


def _singular(word: str) -> str:
    """A form that an English noun and its plural share; not always a word: `boxes` and `box` are `box`."""
    lower = word.lower()
    if lower.endswith("ies") and len(lower) > 4:
        return f"{lower[:-3]}y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zes")):
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower
