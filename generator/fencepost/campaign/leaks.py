"""Secrets in answers: the credential, and what a request sent in fields that are only ever written."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote

from fencepost.campaign.exchange import Answer
from fencepost.cases.case import Case
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.types import Array, Intersection, Object, Ref, Residual, Type, Union
from fencepost.ir.values import Json
from fencepost.rules.evaluate import member_types

SHORTEST = 8
"""A shorter text may stand in an answer by chance."""


def secrets_of(case: Case, operation: Operation, api: Api) -> tuple[str, ...]:
    """The texts that a case sends in `writeOnly` fields and nowhere else, long enough to be told from others."""
    content = None if operation.body is None else operation.body.json
    if content is None or case.body is None:
        return ()
    body = case.body.value
    hidden = list(dict.fromkeys(_hidden(content.type, body, api, 0)))
    shown = list(_texts(_without(content.type, body, api, 0)))
    shown += [value.text for _, value in (*case.query, *case.headers)]
    return tuple(text for text in hidden if len(text) >= SHORTEST and not any(text in other for other in shown))


def leaked(secret: str, answer: Answer) -> str | None:
    """Where an answer shows a secret, plain or encoded: `body` or `header NAME`; None where it does not."""
    for name, value in answer.headers:
        if any(form in value for form in _forms(secret)):
            return f"header {name}"
    text = answer.content.decode("utf-8", "replace")
    return "body" if any(form in text for form in _forms(secret)) else None


def _forms(secret: str) -> tuple[str, ...]:
    raw = secret.encode("utf-8", "surrogatepass")
    encoded = base64.b64encode(raw).decode("ascii").rstrip("=")
    return (
        secret,
        encoded,
        quote(raw, safe=""),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
    )


def _fields(kind: Type, value: Json, api: Api, depth: int) -> Iterator[tuple[str, Type, bool]]:
    """Each member of an object with its type, and whether it is only ever written."""
    if depth > 64 or not isinstance(value, dict):
        return
    match kind:
        case Ref(name=name):
            yield from _fields(api.component(name).type, value, api, depth + 1)
        case Union(variants=parts) | Intersection(parts=parts):
            for part in parts:
                yield from _fields(part, value, api, depth + 1)
        case Residual(type=inner):
            yield from _fields(inner, value, api, depth + 1)
        case Object():
            for name in value:
                declared = kind.field(name)
                one_way = declared is not None and declared.annotations.write_only
                yield from ((name, inner, one_way) for inner in member_types(kind, name))
        case _:
            pass


def _hidden(kind: Type, value: Json, api: Api, depth: int) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _hidden(_item_type(kind, api), item, api, depth + 1)
    if isinstance(value, dict):
        for name, inner, one_way in _fields(kind, value, api, depth):
            yield from _texts(value[name]) if one_way else _hidden(inner, value[name], api, depth + 1)


def _without(kind: Type, value: Json, api: Api, depth: int) -> Json:
    """The value without what is only ever written."""
    if isinstance(value, list):
        return [_without(_item_type(kind, api), item, api, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    found = list(_fields(kind, value, api, depth))
    hidden = {name for name, _, one_way in found if one_way}
    inner = {name: inner for name, inner, _ in found}
    return {
        name: _without(inner[name], member, api, depth + 1) if name in inner else member
        for name, member in value.items()
        if name not in hidden
    }


def _item_type(kind: Type, api: Api) -> Type:
    match kind:
        case Ref(name=name):
            return _item_type(api.component(name).type, api)
        case Array(items=items):
            return items
        case Union(variants=variants):
            return next((variant for variant in variants if isinstance(variant, Array | Ref)), kind)
        case _:
            return kind


def _texts(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for member in value.values():
                yield from _texts(member)
        case _:
            pass
