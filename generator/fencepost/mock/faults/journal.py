"""A memory that knows what was before, and views of it in which something is forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import TypeAlias

from fencepost.deviations.effects import Lapse, LapseKind
from fencepost.mock.keeping.records import Record, Store

_Shelf: TypeAlias = tuple[str, tuple[str, ...]]
_Key: TypeAlias = tuple[str, tuple[str, ...], str]

MAX_KEPT = 10_000
"""So many former states are known; the oldest go first."""


class Journal(Store):
    """The records as they are, and what requests that change them made of them last.

    That a thing grows older by itself is no change.
    """

    def __init__(self, most: int | None = None) -> None:
        super().__init__(most)
        self._is_changing = False
        self._former: OrderedDict[_Key, Record] = OrderedDict()
        self._undone: dict[_Shelf, dict[str, Record | None]] = {}
        self._touched: set[_Shelf] = set()
        self._given: dict[str, Record] = {}

    def begin(self, *, changes: bool) -> None:
        """A request begins; whether what it keeps counts as a change."""
        self._is_changing = changes
        self._touched = set()

    def put(self, collection: str, scope: tuple[str, ...], record: Record) -> None:
        """Keep a record, in place of one with its identifier."""
        before = self.get(collection, scope, str(record.identifier))
        self._note(collection, scope, str(record.identifier), before)
        if before is None:
            self._given[collection] = record
        super().put(collection, scope, record)

    def remove(self, collection: str, scope: tuple[str, ...], identifier: str) -> None:
        """Forget a record; one that is not there is no error."""
        self._note(collection, scope, identifier, self.get(collection, scope, identifier))
        super().remove(collection, scope, identifier)

    def _note(self, collection: str, scope: tuple[str, ...], identifier: str, before: Record | None) -> None:
        if not self._is_changing:
            return
        shelf = (collection, scope)
        if shelf not in self._touched:
            self._touched.add(shelf)
            self._undone[shelf] = {}
        self._undone[shelf].setdefault(identifier, before)
        if before is not None:
            self._former[collection, scope, identifier] = before
            self._former.move_to_end((collection, scope, identifier))
        while len(self._former) > MAX_KEPT:
            self._former.popitem(last=False)

    def former(self, collection: str, scope: tuple[str, ...], identifier: str) -> Record | None:
        """A record before it was changed last; None for one that was not."""
        return self._former.get((collection, scope, identifier))

    def before(self, collection: str, scope: tuple[str, ...]) -> list[Record]:
        """The records of a collection before the last request that changed one of them, oldest first."""
        undone = self._undone.get((collection, scope), {})
        now = {str(record.identifier): record for record in self.all(collection, scope)}
        kept = [undone.get(name, record) for name, record in now.items()]
        back = [record for name, record in undone.items() if name not in now]
        return [record for record in (*kept, *back) if record is not None]

    def gone(self, collection: str, scope: tuple[str, ...]) -> list[Record]:
        """The records of a collection that were removed, as they were."""
        shelf = ((key, record) for key, record in self._former.items() if key[:2] == (collection, scope))
        return [record for key, record in shelf if self.get(*key) is None]

    def given(self, collection: str) -> Record | None:
        """The record that was kept last in a collection without being there before; None before the first."""
        return self._given.get(collection)


class View(Store):
    """The records of a journal as a server with a lapse sees one collection of them; others it sees as they are."""

    def __init__(self, journal: Journal, collection: str, kinds: frozenset[LapseKind]) -> None:
        super().__init__()
        self._journal = journal
        self._collection = collection
        self._kinds = kinds

    @staticmethod
    def of(journal: Journal, lapses: tuple[Lapse, ...]) -> View:
        """What a server with lapses of one resource sees."""
        return View(journal, lapses[0].collection, frozenset(lapse.kind for lapse in lapses))

    def _fails(self, collection: str, *kinds: LapseKind) -> bool:
        return collection == self._collection and not self._kinds.isdisjoint(kinds)

    def put(self, collection: str, scope: tuple[str, ...], record: Record) -> None:
        """Keep a record, unless nothing is kept; what is shown as it was must not become what is."""
        if not self._fails(collection, "lost_write", "stale_read", "stale_list", "gone_readable", "gone_listed"):
            self._journal.put(collection, scope, record)

    def remove(self, collection: str, scope: tuple[str, ...], identifier: str) -> None:
        """Forget a record, unless nothing is kept."""
        if not self._fails(collection, "lost_write"):
            self._journal.remove(collection, scope, identifier)

    def get(self, collection: str, scope: tuple[str, ...], identifier: str) -> Record | None:
        """The record, or what is shown in its place."""
        found = self._journal.get(collection, scope, identifier)
        former = self._journal.former(collection, scope, identifier)
        if found is not None and self._fails(collection, "stale_read"):
            return former or found
        return former if found is None and self._fails(collection, "gone_readable") else found

    def all(self, collection: str, scope: tuple[str, ...]) -> Iterator[Record]:
        """The records of a collection, or what is shown in their place."""
        is_stale = self._fails(collection, "stale_list")
        yield from self._journal.before(collection, scope) if is_stale else self._journal.all(collection, scope)
        if self._fails(collection, "gone_listed"):
            yield from self._journal.gone(collection, scope)
