"""Identifiers that nothing has, of the kind that the document asks for."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from itertools import chain, count, islice

from fencepost.ir.api import Api
from fencepost.ir.shapes import branches, json_types
from fencepost.ir.types import String, Type
from fencepost.ir.values import Json
from fencepost.mock.answering.exemplar import drawn
from fencepost.rules.evaluate import allows

_TRIES = 300
"""So many texts of a pattern are looked at for one that nothing has."""


class Identifiers:
    """Gives the identifiers of one resource; `kinds` is what one must be, wherever it stands."""

    def __init__(self, kinds: tuple[Type, ...], new_identifier: Callable[[], str], api: Api) -> None:
        self.new_identifier = new_identifier
        self.api = api
        self.kinds = kinds
        types = {kind: json_types(kind, api) for kind in kinds}
        self.counts = bool(kinds) and "number" in types[kinds[0]] and "string" not in types[kinds[0]]
        self.texts = tuple(kind for kind, names in types.items() if "string" in names and not _takes_any(kind))
        """What a text must be; where a place takes numbers alone, or any text, what it is there is no matter."""

        self.numbers = count(1)
        self.strings = [branch for kind in kinds for branch in branches(kind, api) if isinstance(branch, String)]
        self.is_uuid = any(kind.format is not None and kind.format.name == "uuid" for kind in self.strings)
        self.patterned = self._matching()

    def fresh(self, is_taken: Callable[[Json], bool]) -> Json:
        """A new one: counted where identifiers are numbers, else the caller's text or what can be made of it."""
        if self.counts:
            return next(number for number in self.numbers if not is_taken(number))
        text = self.new_identifier()
        if not self.is_uuid and self._fits(text) and not is_taken(text):
            return text  # As nearly always.
        candidates = chain(self._made_of(text), islice(self.patterned, _TRIES))
        return next((each for each in candidates if self._fits(each) and not is_taken(each)), text)

    def _made_of(self, text: str) -> Iterator[str]:
        """Other texts, that differ where this one does: the end of one that counts."""
        made = uuid.uuid5(uuid.NAMESPACE_OID, text)
        yield str(made)
        if self.is_uuid:
            return
        yield from (made.hex, made.hex[:24])
        yield from (
            text[-kind.max_length.value :] for kind in self.strings if kind.max_length and kind.max_length.value
        )

    def _fits(self, text: str) -> bool:
        """Whether a text can stand in every place."""
        return all(allows(kind, text, self.api) for kind in self.texts)

    def _matching(self) -> Iterator[str]:
        """Texts that match the pattern of the document's identifiers; none where they have no pattern."""
        pattern = next((kind.pattern.source for kind in self.strings if kind.pattern is not None), None)
        for seed in count():
            found = () if pattern is None else drawn(pattern, seed)
            yield from found
            if not found:
                return


def _takes_any(kind: Type) -> bool:
    return isinstance(kind, String) and kind == String(location=kind.location)
