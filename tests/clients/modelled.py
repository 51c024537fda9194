"""Where a model of the vendor's client and the schema of the document it stands for differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A model of the client and its schema in the document."""

    model: str
    schema: str
    is_sent: bool
    """Whether the client sends it, or reads it."""


PAIRS = (
    Pair(model="CreateSandboxRequest", schema="CreateSandboxRequest", is_sent=True),
    Pair(model="BulkDeleteSandboxRequest", schema="BulkDeleteSandboxesRequest", is_sent=True),
    Pair(model="Sandbox", schema="Sandbox", is_sent=False),
    Pair(model="SandboxListResponse", schema="SandboxList", is_sent=False),
    Pair(model="BulkDeleteSandboxResponse", schema="BulkDeleteSandboxesResult", is_sent=False),
    Pair(model="SandboxLogsResponse", schema="SandboxLogs", is_sent=False),
)

LIMITS = ("enum", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")
"""Keywords that a client may check before it sends."""


def differences(pair: Pair, model: Schema, schema: Schema, components: Schema) -> Iterator[str]:
    """A line for each difference; `model` and `components` hold what their references name."""
    theirs, ours = model["properties"], schema["properties"]
    for name in sorted({*theirs, *ours}):
        where = f"{pair.schema}.{name}"
        if name not in ours:
            yield f"{where}: {'taken' if pair.is_sent else 'read'}, and not declared"
        elif name not in theirs:
            yield f"{where}: declared, and not {'taken' if pair.is_sent else 'read'}"
        else:
            asked = (name in model.get("required", ()), name in schema.get("required", ()))
            pair_of = (_whole(theirs[name], model.get("$defs", {})), _whole(ours[name], components))
            yield from (f"{where}: {line}" for line in _field(pair, *asked, *pair_of))


def _field(pair: Pair, theirs_required: bool, ours_required: bool, theirs: Schema, ours: Schema) -> Iterator[str]:
    if pair.is_sent and ours_required and not theirs_required:
        yield "required, and the client asks for none"
    if not pair.is_sent and theirs_required and not ours_required:
        yield "optional, and the client needs it"
    if not ours_required and theirs.get("default") != ours.get("default"):
        yield f"default {ours.get('default')}, the client's {theirs.get('default')}"
    giver, taker = (theirs, ours) if pair.is_sent else (ours, theirs)
    if odd := types_of(giver) - types_of(taker):
        yield f"{' or '.join(sorted(odd))} {'taken, and not allowed' if pair.is_sent else 'allowed, and not read'}"
    if pair.is_sent:
        yield from (f"{keyword} is not checked" for keyword in LIMITS if keyword in ours and keyword not in theirs)


def types_of(schema: Schema) -> set[str]:
    """The JSON types of values; null is none of them, as neither client sends it."""
    branches = schema.get("anyOf", ())
    named = schema.get("type", ())
    found = {named} if isinstance(named, str) else set(named)
    found = found.union(*(types_of(branch) for branch in branches))
    return (found | {"integer"} if "number" in found else found) - {"null"}


def _whole(schema: Schema, named: Schema) -> Schema:
    """A schema with what it refers to, and with the keywords of the one branch beside null, read into it."""
    if "$ref" in schema:
        schema = {**named[schema["$ref"].rsplit("/", 1)[-1]], **schema}
    branches = [_whole(branch, named) for branch in schema.get("anyOf", ())]
    told = [branch for branch in branches if branch.get("type") != "null"]
    return {**(told[0] if len(told) == 1 else {}), **schema, **({"anyOf": branches} if branches else {})}
