"""Text spliced into a document: a member or an item given, changed or taken out, every other character kept.

Comments, order, quotes, indentation and line ends stay as they are, in block style and in brackets, in YAML and JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal

from fencepost.diagnostics import FencepostError
from fencepost.ir.pointers import steps_of
from fencepost.ir.values import Json, JsonText
from fencepost.read.document import Document, is_json, parse
from fencepost.read.nodes import plain
from fencepost.read.scalars import resolve
from fencepost.read.spans import Member, Span, spans_of

_PLAIN = re.compile(r"[A-Za-z0-9_./-]+( [A-Za-z0-9_./-]+)*")
"""Texts that need no quotes in YAML, unless they read as something else."""


class UnspliceableError(Exception):
    """The place cannot be changed as text: it is not there, or is written in a way that is not understood."""


class Splicer:
    """One document whose text is changed place by place; each change is seen to change nothing else."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def root(self) -> Json:
        """The value of the document as it stands."""
        return plain(self.document.root)

    def value(self, pointer: str) -> Json:
        """What stands at a place. Raises UnspliceableError where there is nothing."""
        return _at(self.root, steps_of(pointer))

    def has(self, pointer: str) -> bool:
        """Whether something stands at a place."""
        try:
            self.value(pointer)
        except UnspliceableError:
            return False
        return True

    def put(self, pointer: str, name: str, value: JsonText, beside: tuple[str, ...] = ()) -> None:
        """Give an object a member, or its member another value; a new one behind the first of some, else the last.

        Raises UnspliceableError.
        """
        expected = _changed(self.root, steps_of(pointer), lambda held: {**_object(held), name: value.exact})
        text, holder = self.document.text, self._span(steps_of(pointer))
        known = next((member for member in holder.members if member.name == name), None)
        if known is not None:
            self._replace(known.value, self._written(value, known.value), expected)
            return
        after = next((each for word in beside for each in holder.members if each.name == word), None)
        key = self._key(name, holder)
        written = f"{key}{_colon(holder, text)}{self._written(value, None)}"
        self._insert(holder, after, written, expected)

    def rename(self, pointer: str, name: str) -> None:
        """Give a member another name, in its place. Raises UnspliceableError."""
        *above, old = steps_of(pointer)
        expected = _changed(
            self.root,
            tuple(above),
            lambda held: {name if key == old else key: value for key, value in _object(held).items()},
        )
        member = self._member(steps_of(pointer))
        if member.key is None:
            raise UnspliceableError("an item has no name")
        self._replace(member.key, self._written(JsonText(json.dumps(name)), member.key), expected)

    def add(self, pointer: str, value: JsonText) -> None:
        """Give an array one more item. Raises UnspliceableError."""
        expected = _changed(self.root, steps_of(pointer), lambda held: [*_array(held), value.exact])
        holder = self._span(steps_of(pointer))
        last = holder.members[-1].value if holder.members else None
        self._insert(holder, None, self._written(value, last), expected)

    def remove(self, pointer: str) -> None:
        """Take a member or an item out, and what it would leave empty with it. Raises UnspliceableError."""
        steps = steps_of(pointer)
        while len(steps) > 1 and _size(_at(self.root, steps[:-1])) == 1:
            steps = steps[:-1]
        *above, last = steps
        self.value(pointer)
        expected = _changed(self.root, tuple(above), lambda held: _without(held, last))
        holder, member = self._span(tuple(above)), self._member(steps)
        text = self.document.text
        cuts = _flow_cuts(text, holder, member) if holder.is_flow else [_block_cut(text, holder, member)]
        for start, end in sorted(cuts, reverse=True):
            text = text[:start] + text[end:]
        self._take(text, expected)

    def _span(self, steps: tuple[str, ...]) -> Span:
        return self._member(steps).value if steps else spans_of(self.document.text)

    def _member(self, steps: tuple[str, ...]) -> Member:
        holder = self._span(steps[:-1])
        if holder.is_mapping:
            found = next((member for member in holder.members if member.name == steps[-1]), None)
        else:
            found = holder.members[int(steps[-1])] if steps[-1].isdecimal() and _has(holder, int(steps[-1])) else None
        if found is None or found.value.is_alias:
            raise UnspliceableError("it is not written there itself")
        return found

    def _replace(self, span: Span, new: str, expected: Json) -> None:
        text = self.document.text
        if span.members or span.style in ("|", ">"):
            raise UnspliceableError("it is more than a plain value")
        self._take(text[: span.start] + new + text[span.end :], expected)

    def _insert(self, holder: Span, after: Member | None, new: str, expected: Json) -> None:
        text = self.document.text
        if not holder.members:
            raise UnspliceableError("there is nothing beside which it could stand")
        at, lead = _flow_place(text, holder, after) if holder.is_flow else _block_place(text, holder, after)
        self._take(text[:at] + lead + new + text[at:], expected)

    def _take(self, text: str, expected: Json) -> None:
        """Go on with another text, if it says what it should. Raises UnspliceableError otherwise."""
        try:
            document = parse(self.document.name, text)
        except FencepostError as error:
            raise UnspliceableError(str(error)) from None
        if plain(document.root) != expected:
            raise UnspliceableError("it is written in a way that is not understood")
        self.document = document

    def _key(self, name: str, holder: Span) -> str:
        beside = holder.members[-1].key if holder.members else None
        return self._written(JsonText(json.dumps(name)), beside)

    def _written(self, value: JsonText, beside: Span | None) -> str:
        """A value as the document would have it: in the quotes of what it replaces or stands beside."""
        told = value.exact
        if is_json(self.document.text) or isinstance(told, dict | list):
            return value.text
        if not isinstance(told, str):
            return format(told, "f") if isinstance(told, Decimal) and -9 < told.adjusted() < 16 else value.text
        if beside is not None and beside.style == "'":
            return "'" + told.replace("'", "''") + "'"
        is_quoted = beside is not None and beside.style == '"'
        return told if not is_quoted and _needs_no_quotes(told) else json.dumps(told, ensure_ascii=False)


def _needs_no_quotes(text: str) -> bool:
    from fencepost.diagnostics import Location

    nowhere = Location(file="", line=1, column=1, pointer="")
    return _PLAIN.fullmatch(text) is not None and text[0] not in "-./" and resolve(text, nowhere) == text


def _has(holder: Span, index: int) -> bool:
    return index < len(holder.members)


def _colon(holder: Span, text: str) -> str:
    """What stands between a key and its value there, as far as that is on one line."""
    member = holder.members[-1] if holder.members else None
    between = "" if member is None or member.key is None else text[member.key.end : member.value.start]
    return between if re.fullmatch(r" *: *", between) and (between.endswith(" ") or holder.is_flow) else ": "


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Behind the last character of a line, before its end."""
    if at and text[at - 1] == "\n":
        at -= 1  # A block scalar ends behind its last line.
    found = text.find("\n", at)
    end = len(text) if found < 0 else found
    return end - 1 if end and text[end - 1] == "\r" else end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _flow_place(text: str, holder: Span, after: Member | None) -> tuple[int, str]:
    """Where something more goes between brackets, and what comes before it."""
    first, last = holder.members[0], holder.members[-1]
    lead = text[holder.start + 1 : first.start]
    if len(holder.members) > 1:
        lead = text[holder.members[-2].value.end : last.start].replace(",", "", 1)
    if not lead.strip() and (lead or len(holder.members) > 1 or not _colon(holder, text).endswith(" ")):
        return (after or last).value.end, "," + lead
    return (after or last).value.end, ", "


def _block_place(text: str, holder: Span, after: Member | None) -> tuple[int, str]:
    """Where one more line goes, and what comes before its text."""
    member = after or holder.members[-1]
    start = member.start if holder.is_mapping else _dash(text, member)
    indent = " " * (start - _line_start(text, start))
    return _line_end(text, member.value.end), _newline(text) + indent + ("" if holder.is_mapping else "- ")


def _dash(text: str, member: Member) -> int:
    """Where the dash of an item stands."""
    found = text.rfind("-", 0, member.start)
    if found < 0 or text[found + 1 : member.start].strip():
        raise UnspliceableError("its dash was not found")
    return found


def _flow_cuts(text: str, holder: Span, member: Member) -> list[tuple[int, int]]:
    """What is cut out with a member between brackets: one comma with it."""
    index = holder.members.index(member)
    if index + 1 < len(holder.members):
        end = holder.members[index + 1].start
        if "#" not in text[member.value.end : end]:
            return [(member.start, end)]
        return [(_line_start(text, member.start), _line_end(text, member.value.end) + len(_newline(text)))]
    if index == 0:
        return [(member.start, member.value.end)]
    before = holder.members[index - 1].value.end
    if "#" not in text[before : member.start]:
        return [(before, member.value.end)]
    comma = text.index(",", before)
    return [(comma, comma + 1), (_line_start(text, member.start) - len(_newline(text)), member.value.end)]


def _block_cut(text: str, holder: Span, member: Member) -> tuple[int, int]:
    """What is cut out with a member in block style: its lines, with the remark behind it."""
    start = member.start if holder.is_mapping else _dash(text, member)
    line = _line_start(text, start)
    end = min(_line_end(text, member.value.end) + len(_newline(text)), len(text))
    if not text[line:start].strip():
        return line, end
    index = holder.members.index(member)
    if index + 1 == len(holder.members):
        raise UnspliceableError("nothing would be left on its line")
    following = holder.members[index + 1]
    return start, following.start if holder.is_mapping else _dash(text, following)


def _at(value: Json, steps: tuple[str, ...]) -> Json:
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            raise UnspliceableError("there is nothing at this place")
    return value


def _size(value: Json) -> int:
    return len(value) if isinstance(value, dict | list) else 0


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise UnspliceableError("it is no object")
    return value


def _array(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise UnspliceableError("it is no array")
    return value


def _without(value: Json, name: str) -> Json:
    if isinstance(value, list):
        return [item for index, item in enumerate(value) if str(index) != name]
    return {key: member for key, member in _object(value).items() if key != name}


def _changed(value: Json, steps: tuple[str, ...], change: Callable[[Json], Json]) -> Json:
    """A value with the one at a place inside it changed. Raises UnspliceableError where there is none."""
    if not steps:
        return change(value)
    inner = _changed(_at(value, steps[:1]), steps[1:], change)
    if isinstance(value, list):
        return [inner if str(index) == steps[0] else item for index, item in enumerate(value)]
    return {**_object(value), steps[0]: inner}
