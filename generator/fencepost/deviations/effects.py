"""Effects: what a server with one fault does otherwise.

A fault of requests is an edit of the document. A fault of answers rewrites what goes out, a lapse forgets what came in;
neither changes what the server remembers of other requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fencepost.ir.edits import Edit

LapseKind: TypeAlias = Literal[
    "stale_read", "stale_list", "lost_write", "duplicate_identifier", "gone_readable", "gone_listed"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The field is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """The field is called otherwise."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """The field shows another value of its type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retyped:
    """The field shows a value of another JSON type; also where it is optional and would be absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nulled:
    """The field shows null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """Numbers lose their fraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed:
    """Lists show their items from the last to the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduplicated:
    """Lists show each item once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """The keys of maps are in lower case; of two that become one, the later stays."""


Alteration: TypeAlias = LeftOut | Renamed | Altered | Retyped | Nulled | Rounded | Reversed | Deduplicated | Folded


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """Every 2xx answer that shows a field shows it otherwise."""

    pointer: str
    """Where the field is declared."""

    alteration: Alteration


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoChange:
    """An operation's answer shows otherwise what its request sent."""

    sent: str
    """The field of the request's body."""

    pointer: str
    """Where the field of the answer is declared that repeats it."""

    alteration: Alteration


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """An answer shows, for fields that its request left out, what the request before it sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A parameter of a list is read and has no effect."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """The memory of one resource fails at an operation."""

    kind: LapseKind
    collection: str
    """The path template of the resource's collection."""


AnswerChange: TypeAlias = FieldChange | EchoChange | Leak
Effect: TypeAlias = Edit | AnswerChange | Ignored | Lapse
