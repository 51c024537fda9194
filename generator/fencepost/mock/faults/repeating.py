"""Identifiers that were given before."""

from __future__ import annotations

from collections.abc import Callable

from fencepost.ir.values import Json
from fencepost.mock.faults.journal import Journal
from fencepost.mock.keeping.identifiers import Identifiers


class Repeating(Identifiers):
    """Gives the identifier once more that a collection gave last."""

    def __init__(self, own: Identifiers, journal: Journal, collection: str) -> None:
        super().__init__(own.kinds, own.new_identifier, own.api)
        self._journal = journal
        self._collection = collection

    def fresh(self, is_taken: Callable[[Json], bool]) -> Json:
        """The last one; a new one where there was none before."""
        last = self._journal.given(self._collection)
        return super().fresh(is_taken) if last is None else last.identifier
