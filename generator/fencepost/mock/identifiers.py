"""Identifiers that were never given before, of the kind that the document asks for."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from itertools import count

from fencepost.ir.api import Api
from fencepost.ir.shapes import branches, json_types
from fencepost.ir.types import Field, String
from fencepost.ir.values import Json
from fencepost.mock.exemplar import matching
from fencepost.rules.evaluate import allows


class Identifiers:
    """Gives the identifiers of one resource."""

    def __init__(self, field: Field, new_identifier: Callable[[], str], api: Api) -> None:
        self.field = field
        self.new_identifier = new_identifier
        self.api = api
        self.numbers = count(1)
        self.given: set[str] = set()

    def fresh(self) -> Json:
        """A new one: counted where identifiers are numbers, else the caller's text or what can be made of it."""
        kinds = json_types(self.field.type, self.api)
        if "string" not in kinds and "number" in kinds:
            return next(self.numbers)
        text = self.new_identifier()
        made = uuid.uuid5(uuid.NAMESPACE_OID, text)
        texts = [str(made)] if self._is_uuid() else [text, str(made), made.hex, made.hex[:24], *self._shortened(text)]
        fitting = (each for each in texts if each not in self.given and allows(self.field.type, each, self.api))
        found = next(fitting, None) or self._matching() or text
        self.given.add(found)
        return found

    def _shortened(self, text: str) -> list[str]:
        """The end of a text that is too long; the end of a text that counts is what differs."""
        return [text[-kind.max_length.value :] for kind in self._strings() if kind.max_length and kind.max_length.value]

    def _strings(self) -> list[String]:
        return [branch for branch in branches(self.field.type, self.api) if isinstance(branch, String)]

    def _is_uuid(self) -> bool:
        return any(kind.format is not None and kind.format.name == "uuid" for kind in self._strings())

    def _matching(self) -> str | None:
        """The next text that matches the pattern of the document's identifiers; None where they have none."""
        patterns = [kind for kind in self._strings() if kind.pattern is not None]
        return matching(patterns[0], self.given) if patterns else None
