"""A deviation: one place where a server may differ from its document, and what it then does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from fencepost.deviations.effects import Effect, FieldChange, Renamed
from fencepost.diagnostics import refusal
from fencepost.ir.edits import Replace
from fencepost.ir.places import Places
from fencepost.ir.values import Json, freeze

DeviationKind: TypeAlias = Literal[
    "moved_in",
    "moved_out",
    "dropped",
    "exclusive",
    "inclusive",
    "value_lost",
    "variant_lost",
    "not_required",
    "null_accepted",
    "null_refused",
    "text_accepted",
    "fraction_accepted",
    "forgotten",
    "over_applied",
    "default_changed",
    "unauthenticated",
    "echo_altered",
    "echo_nulled",
    "echo_left_out",
    "echo_rounded",
    "echo_reversed",
    "echo_deduplicated",
    "echo_folded",
    "leak",
    "altered",
    "left_out",
    "renamed",
    "retyped",
    "ignored",
    "stale_read",
    "stale_list",
    "lost_write",
    "duplicate_identifier",
    "gone_readable",
    "gone_listed",
]

_VALUED = ("moved_in", "moved_out", "default_changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One place where a server may differ from its document."""

    id: str
    """`OWNER/PATH:KIND`, where the owner is a component, an operation, or an operation's body or parameter."""

    kind: DeviationKind
    pointer: str
    """The place in the document."""

    description: str
    effect: Effect
    operations: tuple[str, ...]
    """Ids of the operations that it may show at, in the order of the document."""


def with_value(deviation: Deviation, value: Json) -> Deviation:
    """The deviation with another value: where a bound moves to, what a default becomes, what a field is called.

    Raises FencepostError V001 for a deviation that has no value, or a name that is no text.
    """
    text = freeze(value)
    match deviation.effect:
        case Replace() as edit if deviation.kind in _VALUED:
            effect: Effect = replace(edit, value=text)
        case FieldChange(alteration=Renamed()) as change if isinstance(value, str):
            effect = replace(change, alteration=Renamed(name=value))
        case _:
            message = f"this deviation cannot be given the value {text.text}"
            raise refusal("V001", message, address=deviation.id, remedy="name it without a value")
    shown = value if isinstance(effect, FieldChange) else text.text
    described = f"{deviation.description.rpartition(' ')[0]} {shown}"
    return replace(deviation, id=f"{deviation.id}:{text.text}", description=described, effect=effect)


def at_place(
    places: Places, pointer: str, kind: DeviationKind, says: str, effect: Effect, operations: tuple[str, ...]
) -> Deviation:
    """The deviation of what stands at a pointer, be it a keyword or a field; `says` goes on after its name."""
    return Deviation(
        id=f"{places.name(pointer)}:{kind}",
        kind=kind,
        pointer=pointer,
        description=f"{places.words(pointer)} {says}",
        effect=effect,
        operations=operations,
    )
