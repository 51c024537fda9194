"""In which order a request wants a list: where its parameters name a field, or a direction, plainly."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fencepost.ir.resources import folded
from fencepost.ir.types import Field
from fencepost.ir.values import Json, json_type
from fencepost.mock.calls import Call
from fencepost.mock.keeping.records import Record

FIELD = frozenset(("order", "orderby", "ordering", "sort", "sortby", "sortfield", "sortkey"))
DIRECTION = frozenset(("direction", "dir", "order", "orderdirection", "sort", "sortdir", "sortdirection", "sortorder"))
SORTING = FIELD | DIRECTION
"""Folded names of parameters that order a list; none of them is a filter."""

_UP = frozenset(("asc", "ascending"))
_DOWN = frozenset(("desc", "descending"))
_SUFFIX = re.compile(r"(?P<name>.+?)[\s:,._+-]+(?P<direction>asc|ascending|desc|descending)", re.IGNORECASE)
_KINDS = ("null", "boolean", "number", "string", "array", "object")


def ordered(records: list[Record], call: Call, fields: tuple[Field, ...]) -> list[Record]:
    """The records as a request wants them: by the field that it names, else as they were made; both ways."""
    asked = {folded(name): value for (place, name), value in call.parameters.items() if place == "query"}
    name, is_down = _wanted(asked, {folded(item.wire_name): item.wire_name for item in fields})
    found = records if name is None else sorted(records, key=lambda record: _rank(record.values.get(name)))
    return found[::-1] if is_down else found


def _wanted(asked: Mapping[str, Json], names: Mapping[str, str]) -> tuple[str | None, bool]:
    """The field to sort by, if one is named, and whether the list goes down."""
    field, is_down = None, False
    for parameter in sorted(SORTING & asked.keys()):
        value = asked[parameter]
        text = next((str(item) for item in value), "") if isinstance(value, list) else str(value)
        if text.casefold() in _UP | _DOWN and parameter in DIRECTION:
            is_down = text.casefold() in _DOWN
        elif parameter in FIELD:
            told, falls = _parsed(text.partition(",")[0])
            field, is_down = (names.get(folded(told)), falls or is_down) if folded(told) in names else (field, is_down)
    return field, is_down


def _parsed(text: str) -> tuple[str, bool]:
    """A field and whether it falls: `-name`, `name desc`, `name:desc`, `name_desc`."""
    if text.startswith(("-", "+", " ")):
        return text[1:], text.startswith("-")
    found = _SUFFIX.fullmatch(text)
    return (found["name"], found["direction"].casefold() in _DOWN) if found else (text, False)


def _rank(value: Json) -> tuple[int, float, str]:
    """Null first, then each JSON type by itself: numbers by value, texts by code point."""
    kind = json_type(value)
    number = float(value) if kind in ("number", "boolean") and not isinstance(value, str | list | dict | None) else 0.0
    return _KINDS.index(kind), number, value if isinstance(value, str) else ""
