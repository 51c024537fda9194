"""What an update makes of a thing: PUT replaces it, PATCH merges into it (RFC 7396) or edits it (RFC 6902)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fencepost.ir.api import Api
from fencepost.ir.echo import EchoPair
from fencepost.ir.http import Operation
from fencepost.ir.types import Field
from fencepost.ir.values import Json, equal
from fencepost.mock.answering.answers import UNTOLD, Untold
from fencepost.mock.answering.shapes import Shapes
from fencepost.mock.calls import Call
from fencepost.mock.keeping.facts import update_pairs
from fencepost.mock.keeping.patches import is_patch, patched
from fencepost.rules.evaluate import allows


def value_sent(pair: EchoPair, body: Mapping[str, Json], shapes: Shapes) -> Json | Untold:
    """What was sent, or the documented default for what was not.

    A null that the answer cannot hold is read as not sent, which the document leaves open.
    """
    sent = body.get(pair.request.wire_name)
    if sent is not None or (pair.request.wire_name in body and pair.nullable):
        return shapes.readable(sent, pair.response.type)
    expected = pair.expected({})
    return UNTOLD if expected is None else expected.value


class Changes:
    """The updates of one thing: what becomes of its fields, by wire name."""

    def __init__(
        self, operations: tuple[Operation, ...], fields: tuple[Field, ...], identifier: str, api: Api, shapes: Shapes
    ) -> None:
        self.api = api
        self.shapes = shapes
        self.fields = {item.wire_name: item for item in fields if item.wire_name != identifier}
        self.pairs = {operation.id: self._pairs(operation, fields) for operation in operations}

    def _pairs(self, operation: Operation, fields: tuple[Field, ...]) -> tuple[EchoPair, ...]:
        pairs = update_pairs(operation, fields, self.api)
        return tuple(pair for pair in pairs if pair.response.wire_name in self.fields)

    def readings(self, call: Call, before: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
        """The fields after an update, as one may read it; what their types do not allow stays as it was.

        What a merge makes of an object may be none that the document allows: then the sent one may replace the other.
        Raises PatchError for edits that cannot be made.
        """
        yield self._after(self._wanted(call, before), before)
        if call.operation.method == "patch" and not is_patch(call.body):
            yield self._after(self._replaced(call), before)

    def _after(self, wanted: Iterable[tuple[str, Json | Untold]], before: Mapping[str, Json]) -> dict[str, Json]:
        after = dict(before)
        for name, value in wanted:
            item = self.fields[name]
            if not isinstance(value, Untold) and allows(item.type, value, self.api):
                after[name] = value
            elif isinstance(value, Untold) or value is None:
                self._take_away(after, item)
        return after

    def _take_away(self, values: dict[str, Json], item: Field) -> None:
        """A field without a value is null where it may be, else missing; one that is required stays as it was."""
        if self.shapes.slot(item).is_nullable:
            values[item.wire_name] = None
        elif not item.required:
            values.pop(item.wire_name, None)

    def sent(self, call: Call, before: Mapping[str, Json]) -> dict[str, Json]:
        """The members of the bodies that made the thing what it is."""
        if is_patch(call.body):
            return dict(before)
        if call.operation.method == "patch":
            whole = _merged(dict(before), call.members)
            return whole if isinstance(whole, dict) else {}
        replaced = {pair.request.wire_name for pair in self.pairs[call.operation.id]}
        return {**{name: value for name, value in before.items() if name not in replaced}, **call.members}

    def _wanted(self, call: Call, before: Mapping[str, Json]) -> Iterator[tuple[str, Json | Untold]]:
        """The fields that an update changes, and to what; untold where it takes one away."""
        if is_patch(call.body):
            yield from self._edited(call.body, before)
            return
        for pair in self.pairs[call.operation.id]:
            name = pair.response.wire_name
            if call.operation.method == "put":
                yield name, value_sent(pair, call.members, self.shapes)
            elif pair.request.wire_name in call.members:
                value = _merged(before.get(name), call.members[pair.request.wire_name])
                yield name, self.shapes.readable(value, pair.response.type)

    def _replaced(self, call: Call) -> Iterator[tuple[str, Json | Untold]]:
        """The fields that a PATCH mentions, as it has them."""
        for pair in self.pairs[call.operation.id]:
            if pair.request.wire_name in call.members:
                value = call.members[pair.request.wire_name]
                yield pair.response.wire_name, self.shapes.readable(value, pair.response.type)

    def _edited(self, edits: Json, before: Mapping[str, Json]) -> Iterator[tuple[str, Json | Untold]]:
        whole = patched(dict(before), edits)
        after = whole if isinstance(whole, dict) else {}
        for name in self.fields:
            if name in before and name not in after:
                yield name, UNTOLD
            elif name in after and not (name in before and equal(before[name], after[name])):
                yield name, after[name]


def _merged(before: Json, patch: Json) -> Json:
    """A value after a merge patch: objects member by member, null takes a member away, all else is replaced."""
    if not isinstance(patch, dict):
        return patch
    whole = dict(before) if isinstance(before, dict) else {}
    for name, value in patch.items():
        if value is None:
            whole.pop(name, None)
        else:
            whole[name] = _merged(whole.get(name), value)
    return whole
