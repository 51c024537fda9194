"""JSON Patch (RFC 6902): a list of edits, each at a pointer, all or none of them."""

from __future__ import annotations

from collections.abc import Mapping

from fencepost.ir.pointers import steps_of
from fencepost.ir.values import Json, equal


class PatchError(Exception):
    """An edit that cannot be made; the text says which and why."""


def is_patch(body: Json) -> bool:
    """Whether a body is a list of edits."""
    return isinstance(body, list) and all(isinstance(item, dict) and "op" in item and "path" in item for item in body)


def patched(whole: Json, edits: Json) -> Json:
    """The value after every edit; the one that was given stays as it is.

    Raises PatchError where a place is missing, a test fails, or an edit is none.
    """
    for edit in edits if isinstance(edits, list) else []:
        whole = _edited(whole, edit if isinstance(edit, dict) else {})
    return whole


def _edited(whole: Json, edit: Mapping[str, Json]) -> Json:
    path = steps_of(str(edit.get("path", "")))
    match edit.get("op"):
        case "add":
            return _added(whole, path, edit.get("value"))
        case "remove":
            return _removed(whole, path)
        case "replace":
            return _added(_removed(whole, path), path, edit.get("value")) if path else edit.get("value")
        case "copy":
            return _added(whole, path, _at(whole, steps_of(str(edit.get("from", "")))))
        case "move":
            origin = steps_of(str(edit.get("from", "")))
            return _added(_removed(whole, origin), path, _at(whole, origin))
        case "test" if equal(_at(whole, path), edit.get("value")):
            return whole
        case "test":
            raise PatchError(f"the test of {edit.get('path')} fails")
        case other:
            raise PatchError(f"{other} is no edit")


def _at(value: Json, path: tuple[str, ...]) -> Json:
    for step in path:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list):
            value = value[_index(step, len(value) - 1)]
        else:
            raise PatchError(f"nothing is at {step}")
    return value


def _index(step: str, last: int) -> int:
    """The place in a list that a step names; RFC 6901 has no leading zeros."""
    is_place = step.isdecimal() and step.isascii() and (step == "0" or not step.startswith("0"))
    if not is_place or int(step) > last:
        raise PatchError(f"nothing is at {step}")
    return int(step)


def _added(whole: Json, path: tuple[str, ...], value: Json) -> Json:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(whole, list):
        if not rest:
            place = len(whole) if step == "-" else _index(step, len(whole))
            return [*whole[:place], value, *whole[place:]]
        place = _index(step, len(whole) - 1)
        return [*whole[:place], _added(whole[place], rest, value), *whole[place + 1 :]]
    if isinstance(whole, dict) and (not rest or step in whole):
        return {**whole, step: _added(whole.get(step), rest, value)}
    raise PatchError(f"nothing is at {step}")


def _removed(whole: Json, path: tuple[str, ...]) -> Json:
    if not path:
        raise PatchError("the whole cannot be removed")
    step, rest = path[0], path[1:]
    if isinstance(whole, list):
        place = _index(step, len(whole) - 1)
        inside = [_removed(whole[place], rest)] if rest else []
        return [*whole[:place], *inside, *whole[place + 1 :]]
    if isinstance(whole, dict) and step in whole:
        others = {name: member for name, member in whole.items() if name != step}
        return {**whole, step: _removed(whole[step], rest)} if rest else others
    raise PatchError(f"nothing is at {step}")
