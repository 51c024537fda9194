"""Spans: from where to where each value of a document stands in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from fencepost.read.document import events_of

_SCALAR = re.compile(r'"(?:[^"\\]|\\.)*"|[^ \t\r\n,:\]}]+')
"""A scalar of JSON, whose events do not say where it ends."""


@dataclass(slots=True)
class Span:
    """One value: offsets into the text, in characters, and what it holds."""

    start: int
    end: int
    """Behind its last character; of a collection in block style, behind that of its last member."""

    style: str | None = None
    """The quotes of a scalar, or the sign of a block scalar; None where it is written plainly, or is a collection."""

    members: list[Member] = field(default_factory=list)
    is_mapping: bool = False
    is_flow: bool = False
    """Whether it is a collection in brackets or braces."""

    is_alias: bool = False


@dataclass(slots=True)
class Member:
    """A member of an object, or an item of an array."""

    value: Span
    key: Span | None = None
    """None for an item."""

    name: str = ""
    """Empty for an item."""

    @property
    def start(self) -> int:
        """Where it begins: at its key, where it has one."""
        return self.value.start if self.key is None else self.key.start


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been met."""

    span: Span
    key: Span | None = None
    name: str = ""


def spans_of(text: str) -> Span:
    """The span of the whole document of a text that is known to be YAML or JSON, with all inside it."""
    around: list[_Open] = [_Open(Span(start=0, end=len(text)))]
    for event in events_of(text):
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                around.append(_Open(_opened(event, text)))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                _place(_closed(around.pop().span, event), around[-1])
            case yaml.ScalarEvent() | yaml.AliasEvent():
                _take(_scalar(event, text), str(getattr(event, "value", "")), around[-1])
            case _:
                pass
    return around[0].span.members[0].value


def _start(event: yaml.Event) -> int:
    """Where an event begins; every one that stands in a text has a place."""
    assert event.start_mark is not None
    return event.start_mark.index


def _end(event: yaml.Event) -> int | None:
    """Behind an event; None for those of JSON, which do not say."""
    return None if event.end_mark is None else event.end_mark.index


def _opened(event: yaml.MappingStartEvent | yaml.SequenceStartEvent, text: str) -> Span:
    start = _start(event)
    is_flow = bool(event.flow_style) or text[start : start + 1] in ("{", "[")
    is_mapping = isinstance(event, yaml.MappingStartEvent)
    return Span(start=start, end=start, is_mapping=is_mapping, is_flow=is_flow)


def _closed(span: Span, event: yaml.Event) -> Span:
    if not span.is_flow:
        span.end = span.members[-1].value.end if span.members else span.start
    else:
        # The events of JSON have only the place of the bracket.
        span.end = _end(event) or _start(event) + 1
    return span


def _scalar(event: yaml.ScalarEvent | yaml.AliasEvent, text: str) -> Span:
    start, stated = _start(event), _end(event)
    if stated is not None:
        style, is_alias = getattr(event, "style", None), isinstance(event, yaml.AliasEvent)
        return Span(start=start, end=stated, style=style or None, is_alias=is_alias)
    match = _SCALAR.match(text, start)
    end = start if match is None else match.end()
    return Span(start=start, end=end, style='"' if text[start] == '"' else None)


def _take(span: Span, text: str, around: _Open) -> None:
    """Put a scalar where it belongs: as the key of what comes next, or as a value."""
    if around.span.is_mapping and around.key is None:
        around.key, around.name = span, text
    else:
        _place(span, around)


def _place(span: Span, around: _Open) -> None:
    if around.span.is_mapping and around.key is None:
        # A collection cannot be a key in a document that was read.
        around.key = span
        return
    around.span.members.append(Member(value=span, key=around.key, name=around.name))
    around.key, around.name = None, ""
