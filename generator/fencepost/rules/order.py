"""One order of sets of values that knows neither names nor the order of the document.

What is put into this order comes out the same however a rule is spelt, a field is called or the properties stand.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from fencepost.ir.types import (
    Array,
    Bound,
    Enum,
    Intersection,
    Limit,
    Number,
    Object,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import key_of
from fencepost.rules.domains import Domains

Token: TypeAlias = tuple[int, Decimal, str]
"""A rank, a number and a text: tokens compare, whatever they stand for."""

OrderKey: TypeAlias = tuple[Token, ...]

_RANKS = "Nothing Null Boolean Number String Array Object Enum Union Residual Intersection Anything".split()
_DEPTH = 3
"""So far below the set itself its parts are looked at; references may lead round in circles."""


def token(rank: int, number: Decimal | int = 0, text: str = "") -> Token:
    """A token of a key."""
    return rank, Decimal(number), text


def order_key(kind: Type, domains: Domains, depth: int = _DEPTH) -> OrderKey:
    """The place of a set in the order; equal keys do not mean equal sets."""
    if isinstance(kind, Ref):
        kind = domains.resolve(kind)
    rank = token(_RANKS.index(type(kind).__name__))
    return (rank,) if depth == 0 else (rank, *_inner(kind, domains, depth - 1))


def _inner(kind: Type, domains: Domains, depth: int) -> OrderKey:
    match kind:
        case Number(integer=integer, minimum=low, maximum=high, multiple_of=step):
            return (token(int(integer)), _bound(low), _bound(high), _bound(step))
        case String(min_length=low, max_length=high, pattern=pattern, format=known):
            texts = (pattern.source if pattern else "", known.name if known else "")
            return (_limit(low), _limit(high), *(token(0, 0, text) for text in texts))
        case Array(min_items=low, max_items=high, items=items):
            return (_limit(low), _limit(high), *order_key(items, domains, depth))
        case Object(min_properties=low, max_properties=high, fields=fields, additional=rest):
            return (_limit(low), _limit(high), token(len(fields)), *order_key(rest, domains, depth))
        case Enum(values=values):
            return (token(len(values)), *(token(0, 0, key_of(item.value.exact)) for item in values))
        case Union(variants=parts) | Intersection(parts=parts):
            return (token(len(parts)), *sorted(one for part in parts for one in order_key(part, domains, depth)))
        case Residual(type=inner, schema=schema):
            return (*order_key(inner, domains, depth), token(0, 0, schema.text))
        case _:
            return ()


def _bound(bound: Bound | None) -> Token:
    return token(0) if bound is None else token(1 + bound.exclusive, bound.value)


def _limit(limit: Limit | None) -> Token:
    return token(0) if limit is None else token(1, limit.value)
