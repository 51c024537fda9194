"""Rules between the fields of a model, all judged at once and named in one error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

B_contra = TypeVar("B_contra", bound=BaseModel, contravariant=True)
B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[B_contra]):
    """What several fields of one model must be together."""

    name: str
    holds: Callable[[B_contra], bool]
    blame: tuple[str, ...]
    """Where the field to change first stands, by wire names; empty for the whole object."""

    message: str
    """What must be so, in the words of the document, and the remedy."""


def given(body: BaseModel, name: str) -> bool:
    """Whether the field is present, be its value null; a default does not make it so."""
    return name in body.model_fields_set


def check_rules(body: B, rules: tuple[Rule[B], ...]) -> B:
    """The body, when it keeps every rule.

    Raises ValidationError with a line for each broken rule: its type is the rule's name, its place the field to blame.
    Called by a validator that runs after those of the fields, so that rules only ever judge sound ones.
    """
    broken = [_line(rule) for rule in rules if not rule.holds(body)]
    if broken:
        raise ValidationError.from_exception_data(type(body).__name__, broken, hide_input=True)
    return body


def _line(rule: Rule[B]) -> InitErrorDetails:
    # The words go in as a value: braces in a message would be read as placeholders.
    problem = PydanticCustomError(rule.name, "{words}", {"words": rule.message})
    return InitErrorDetails(type=problem, loc=rule.blame, input=None)
