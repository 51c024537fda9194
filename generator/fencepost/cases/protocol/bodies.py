"""Bodies that are no JSON, and bodies that are odd in a way that a server may take or refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf, nan

from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals
from fencepost.cases.protocol.expected import BELOW_500, unreadables
from fencepost.cases.requests import Frame, case_of
from fencepost.ir.http import Content, Operation
from fencepost.ir.pointers import pointer_of
from fencepost.ir.shapes import branches, json_types, object_fields
from fencepost.ir.types import Number, Type
from fencepost.ir.values import Json, JsonText

LARGE = 120_000
"""Octets of the large body: more than the 100 KiB at which body parsers begin to refuse, and less than the 128 KiB that
a shell takes as one word."""

DEEP = 200
"""Levels of the deep body."""

NOT_UTF8 = "\udcff\udcfe"
"""The octets FF FE, which no UTF-8 holds."""

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A text to be sent as a body."""

    how: str
    """What is wrong or odd about it, as its point tells."""

    text: str
    path: tuple[str, ...] = ()
    """The place inside it that is wrong; empty for the whole."""


def malformed_cases(frame: Frame, nominals: Nominals) -> Iterator[Case]:
    """Bodies that are no JSON, the most telling first."""
    if frame.body is None or frame.content is None:
        return
    for sent in _malformed(frame.body, frame.content, frame.operation, nominals):
        yield _case(frame, "malformed", sent, unreadables(frame.operation))


def _case(frame: Frame, family: str, sent: Sent, statuses: tuple[str, ...]) -> Case:
    target = pointer_of(("body", *sent.path))
    case = case_of(frame, "protocol", target, f"{family}:{sent.how}", statuses)
    return replace(case, body=None, body_text=sent.text)


def _malformed(body: JsonText, content: Content, operation: Operation, nominals: Nominals) -> Iterator[Sent]:
    text = body.text
    if operation.body is not None and operation.body.required:
        yield Sent(how="empty", text="")
    if text[-1] in '}]"':
        yield Sent(how="truncated", text=text[:-1])
    yield Sent(how="trailing_garbage", text=f"{text} x")
    if text.startswith("{"):
        yield from _numbers_that_are_none(body.value, content, nominals)
        yield from _not_utf8(body.value, content, nominals)
    if text[-1] in "}]":
        yield Sent(how="trailing_comma", text=f"{text[:-1]},{text[-1]}")
    if text[-1] in '}]"' and len(text) > 2:
        yield Sent(how="cut_in_half", text=text[: len(text) // 2])
    if '"' in text:
        yield Sent(how="single_quotes", text=text.replace('"', "'"))
    if text.startswith('{"'):
        yield Sent(how="unquoted", text=re.sub(r'^\{"([^"\\]*)"', r"{\1", text))
    yield Sent(how="repeated", text=text + text)


def _numbers_that_are_none(body: Json, content: Content, nominals: Nominals) -> Iterator[Sent]:
    """NaN where a fraction may stand, and Infinity where only a whole number may: readers that round it overflow.

    Where the widest range stands, a reader that takes them for another number is the likeliest to accept that.
    """
    fields = object_fields(content.type, nominals.api) or ()
    numeric = [item for item in fields if "number" in json_types(item.type, nominals.api)]
    whole = [item for item in numeric if _is_whole(item.type, nominals)]
    fractions = [item for item in numeric if item not in whole]
    members = body if isinstance(body, dict) else {}
    for how, number, preferred in (("NaN", nan, fractions), ("Infinity", inf, whole)):
        for item in sorted(preferred or numeric, key=lambda item: -_largest(item.type, nominals))[:1]:
            yield Sent(how=how, text=_text({**members, item.wire_name: number}), path=(item.wire_name,))


def _numbers(kind: Type, nominals: Nominals) -> list[Number]:
    return [item for item in branches(kind, nominals.api) if isinstance(item, Number)]


def _is_whole(kind: Type, nominals: Nominals) -> bool:
    numbers = _numbers(kind, nominals)
    return bool(numbers) and all(item.integer for item in numbers)


def _largest(kind: Type, nominals: Nominals) -> float:
    bounds = [item.maximum for item in _numbers(kind, nominals)]
    return max((inf if bound is None else float(bound.value) for bound in bounds), default=inf)


def _not_utf8(body: Json, content: Content, nominals: Nominals) -> Iterator[Sent]:
    """Octets that are no UTF-8 inside a text: the first where the sign that often replaces them would be allowed."""
    members = body if isinstance(body, dict) else {}
    for name, value in members.items():
        if isinstance(value, str) and nominals.accepts(content.type, {**members, name: f"{value}\ufffd\ufffd"}):
            yield Sent(how="not_utf8", text=_text({**members, name: value + NOT_UTF8}), path=(name,))
            return


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=float)


def odd_cases(frame: Frame) -> Iterator[Case]:
    """Bodies of which nothing says whether a server must take them: it must only not fail."""
    if frame.body is not None:
        for sent in _odd(frame.body):
            yield _case(frame, "odd", sent, BELOW_500)


def _odd(body: JsonText) -> Iterator[Sent]:
    text, value = body.text, body.value
    if isinstance(value, dict) and value:
        name = next(iter(value))
        yield Sent(how="duplicate_key", text=f"{text[:-1]},{_text({name: value[name]})[1:]}", path=(name,))
    yield Sent(how="byte_order_mark", text=BYTE_ORDER_MARK + text)
    yield Sent(how="utf16", text=as_octets(text.encode("utf-16")))
    yield Sent(how="large", text=text + " " * (LARGE - len(text)))
    yield Sent(how="deep", text=with_levels(text, DEEP))


def as_octets(octets: bytes) -> str:
    """Any octets as a text that `Case.body_text` can hold."""
    return octets.decode("utf-8", "surrogateescape")


def with_levels(text: str, levels: int) -> str:
    """The JSON text of an object with a member of so many levels; of anything else, such a value alone."""
    value = "[" * levels + "]" * levels
    if not text.startswith("{"):
        return value
    comma = "," if len(text) > 2 else ""
    return f'{text[:-1]}{comma}"fencepost_deep":{value}}}'
