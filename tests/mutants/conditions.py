"""Where a fault shows: the values at which fields must be for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .messages import Request, read_json
from .service import State
from .values import is_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One field at which a fault shows."""

    field: str
    says: str
    """The field and where it stands, as part of a mutant's name."""

    holds_for: Callable[[Any], bool]
    """Asked with None where the field is absent."""

    def holds(self, fields: dict[str, Any]) -> bool:
        return self.holds_for(fields.get(self.field))


def given(field: str, value: Any) -> Condition:
    """The field has exactly this value."""
    return Condition(
        field=field,
        says=f"{field}_is_{value}".lower(),
        holds_for=lambda found: found == value and isinstance(found, bool) == isinstance(value, bool),
    )


def absent(field: str) -> Condition:
    return Condition(field=field, says=f"no_{field}", holds_for=lambda found: found is None)


def present(field: str) -> Condition:
    return Condition(field=field, says=field, holds_for=lambda found: found not in (None, [], {}))


def least(field: str, bound: float) -> Condition:
    return Condition(
        field=field, says=f"{field}_from_{bound}", holds_for=lambda found: is_number(found) and found >= bound
    )


def subject(request: Request, state: State) -> dict[str, Any]:
    """The fields that a request is about: of the thing in its path, else of its body, else of its query."""
    known = [state.records[part].body for part in request.segments if part in state.records]
    if known and not request.content:
        return known[0]
    try:
        body = read_json(request.content)
    except ValueError:
        return dict(request.query)
    return body if isinstance(body, dict) else dict(request.query)
