"""JSON text to the events of a YAML parser.

A YAML parser reads most JSON, but not names over 1,024 characters, surrogate pairs or tabs; with one stream of events
the nodes are built in one way all the same.
Source: RFC 8259.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from json import JSONDecoder

import yaml

_DECODER = JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n,:]*")
_PLAIN = re.compile(r"[^ \t\r\n,:\]}]+")


def json_events(text: str) -> Iterator[yaml.Event]:
    """The events of a text that is known to be JSON."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    position = _skipped(text, 0)
    while position < len(text):
        mark = _mark(position, lines)
        character = text[position]
        position += 1
        if character == "{":
            yield yaml.MappingStartEvent(anchor=None, tag=None, implicit=True, start_mark=mark)
        elif character == "[":
            yield yaml.SequenceStartEvent(anchor=None, tag=None, implicit=True, start_mark=mark)
        elif character in "}]":
            yield yaml.MappingEndEvent(mark) if character == "}" else yaml.SequenceEndEvent(mark)
        elif character == '"':
            value, position = _DECODER.raw_decode(text, position - 1)
            yield yaml.ScalarEvent(anchor=None, tag=None, implicit=(False, True), value=value, start_mark=mark)
        else:
            match = _PLAIN.match(text, position - 1)
            assert match is not None
            position = match.end()
            yield yaml.ScalarEvent(anchor=None, tag=None, implicit=(True, False), value=match[0], start_mark=mark)
        position = _skipped(text, position)


def _skipped(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return position if match is None else match.end()


def _mark(position: int, lines: list[int]) -> yaml.Mark:
    line = bisect_right(lines, position) - 1
    return yaml.Mark(name="", index=position, line=line, column=position - lines[line], buffer=None, pointer=0)
