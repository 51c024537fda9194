"""Many records deleted at once: by identifiers, or by what they hold."""

from __future__ import annotations

from fencepost.ir.http import Content
from fencepost.ir.values import Json
from fencepost.mock.calls import Call
from fencepost.mock.keeping.keeper import Keeper


def bulk_delete(keeper: Keeper, call: Call, content: Content | None) -> Json:
    """Delete what the body names by identifiers, else every record that its other members ask for."""
    scope = keeper.scope(call.path)
    named = _named(keeper, call)
    wanted = [str(record.identifier) for record in keeper.records(scope)] if named is None else named
    asked = {name: value for name, value in call.members.items() if value is not None}
    deleted: list[Json] = []
    failed: list[Json] = []
    for identifier in dict.fromkeys(wanted):
        record = keeper.find(scope, identifier)
        fits = record is not None and keeper.filters.passes(record.values, asked)
        if record is not None and fits and keeper.delete(scope, record) is not None:
            deleted.append(record.identifier)
        elif named is not None:
            failed.append({keeper.facts.resource.parameter: identifier, "error": keeper.unknown(identifier)})
    return None if content is None else _answer(keeper, content, deleted, failed)


def _named(keeper: Keeper, call: Call) -> list[str] | None:
    """The identifiers in the body; None where it has none, which names every record."""
    pointer = keeper.facts.resource.bulk_pointer
    held = call.members.get(pointer[1:]) if pointer else call.body
    return [str(item) for item in held] if isinstance(held, list) else None


def _answer(keeper: Keeper, content: Content, deleted: list[Json], failed: list[Json]) -> Json:
    words = f"{len(deleted)} of {len(deleted) + len(failed)} deleted"
    known: dict[str, Json] = {
        **dict.fromkeys(("deleted", "deletedids", "ids", "removed", "succeeded"), deleted),
        **dict.fromkeys(("errors", "failed", "failures", "notfound"), failed),
        **dict.fromkeys(("count", "deletedcount", "succeededcount", "total"), len(deleted)),
        **dict.fromkeys(("detail", "message"), words),
        "failedcount": len(failed),
        "success": not failed,
    }
    return keeper.composer.compose(content, keeper.told_or_own(known), {})
