"""What the answers to come show of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from fencepost.ir.types import Field
from fencepost.ir.values import Json
from fencepost.mock.answering.answers import Untold, ValueOf
from fencepost.mock.keeping.records import Record


class Showing:
    """One record, asked for field by field.

    Where an answer has a field of the record itself, as the answers of one component have, its value stands there as it
    is. Only for other fields is it worth while to look for what is known under a name like theirs.
    """

    def __init__(self, record: Record, own: Mapping[str, Field], known: Callable[[Record], ValueOf]) -> None:
        self._record = record
        self._own = own
        self._known = known

    def value_of(self, item: Field) -> Json | Untold:
        """What a field of an answer holds."""
        name, values = item.wire_name, self._record.values
        return values[name] if name in values and self._own.get(name) is item else self._otherwise(item)

    @cached_property
    def _otherwise(self) -> ValueOf:
        return self._known(self._record)
