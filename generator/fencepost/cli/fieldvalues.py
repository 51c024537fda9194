"""`[tool.fencepost.values]`: fields whose values must exist on the server, and those that do."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from math import isfinite

from fencepost.campaign.judging.places import PLACES, field_at, types_at
from fencepost.campaign.planning.restraint import FieldValues
from fencepost.cases.parts import place_of
from fencepost.cli.pyproject import Section, Toml
from fencepost.diagnostics import FencepostError
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.pointers import escaped, steps_of
from fencepost.ir.shapes import object_fields
from fencepost.ir.types import Array
from fencepost.ir.values import Json, freeze
from fencepost.rules.evaluate import allows

TABLE = "values"

_FORM = 'write it as "field" = ["one", "two"], or as "operation.field" for one operation alone'


def field_values(section: Section, api: Api) -> tuple[FieldValues, ...]:
    """The values that the settings list for fields of a document.

    Raises FencepostError A022 for what is no list of values, A023 for a field that the document does not have, A024 for
    values that it cannot have.
    """
    table = section.member(TABLE)
    if table is None:
        return ()
    if not isinstance(table, dict):
        raise section.refusal("A022", "values must be a table of lists", TABLE, remedy=_FORM)
    return tuple(found for names, value in _listed(table) for found in _resolved(section, names, value, api))


def _listed(table: dict[str, Toml], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Toml]]:
    """The members of a table and of the tables in it, which a name with dots makes."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _listed(value, (*above, name))
        else:
            yield (*above, name), value


def _resolved(section: Section, names: tuple[str, ...], value: Toml, api: Api) -> tuple[FieldValues, ...]:
    path = tuple(step for name in names for step in name.split("."))
    if not isinstance(value, list):
        raise section.refusal("A022", f"{'.'.join(path)} must be a list of values", TABLE, *names, remedy=_FORM)
    texts = tuple(freeze(_json(section, names, item)) for item in value)
    named = api.operation(path[0]) if len(path) > 1 else None
    operations = api.operations if named is None else (named,)
    inner = path if named is None else path[1:]
    found = tuple(
        FieldValues(operation=operation.id, path=inner, part=part, values=texts)
        for operation in operations
        for part in _parts(operation, inner, api)
    )
    if not found:
        raise _unknown(section, names, path, api)
    for field in found:
        _check(section, names, field, api)
    return found


def _json(section: Section, names: tuple[str, ...], value: Toml) -> Json:
    match value:
        case bool() | int() | str():
            return value
        case float() if isfinite(value):
            return value
        case list():
            return [_json(section, names, item) for item in value]
        case dict():
            return {name: _json(section, names, item) for name, item in value.items()}
        case _:
            raise section.refusal("A022", f"{value} is no value of JSON", TABLE, *names, remedy="write it as a text")


def _parts(operation: Operation, path: tuple[str, ...], api: Api) -> Iterator[str]:
    """The parts of a request that have the field."""
    if _holders(operation, "body", path, api):
        yield "body"
    yield from (place_of(item) for item in operation.parameters if (item.name,) == path)


def _holders(operation: Operation, part: str, path: tuple[str, ...], api: Api) -> list[str]:
    """The pointers to a field, its lists opened where they stand on the way; none where it is not declared."""
    pointers = [f"/{part}"]
    for step in path:
        opened = [each for pointer in pointers for each in (pointer, *_items(pointer, operation, api))]
        below = [f"{each}/{escaped(step)}" for each in opened]
        pointers = [each for each in below if field_at(each, operation, api) is not None]
    return pointers


def _items(pointer: str, operation: Operation, api: Api) -> tuple[str, ...]:
    is_list = any(isinstance(kind, Array) for kind in types_at(steps_of(pointer), operation, api))
    return (f"{pointer}/0",) if is_list else ()


def _unknown(section: Section, names: tuple[str, ...], path: tuple[str, ...], api: Api) -> FencepostError:
    known = sorted({name for operation in api.operations for name in _fields(operation, api)})
    operations = [operation.id for operation in api.operations]
    close = difflib.get_close_matches(path[-1], known, n=1)
    nearby = difflib.get_close_matches(path[0], operations, n=1) if len(path) > 1 else []
    told = [*nearby, *path[1:-1], *close] if nearby and api.operation(path[0]) is None else [*path[:-1], *close]
    remedy = f"did you mean {'.'.join(told)}?" if close else "name a field of a request by its wire name"
    return section.refusal("A023", f"no request has a field {'.'.join(path)}", TABLE, *names, remedy=remedy)


def _fields(operation: Operation, api: Api) -> Iterator[str]:
    content = None if operation.body is None else operation.body.json
    fields = None if content is None else object_fields(content.type, api)
    yield from (item.wire_name for item in fields or ())
    yield from (parameter.name for parameter in operation.parameters)


def _check(section: Section, names: tuple[str, ...], field: FieldValues, api: Api) -> None:
    """Refuse what the document does not let the field be."""
    operation = api.operation(field.operation)
    if operation is None:
        return
    for pointer in _holders(operation, field.part, field.path, api) if field.part not in PLACES else ():
        _check_at(section, names, field, pointer, operation, api)
    if field.part in PLACES:
        _check_at(section, names, field, f"/{field.part}/{field.path[0]}", operation, api)


def _check_at(
    section: Section, names: tuple[str, ...], field: FieldValues, pointer: str, operation: Operation, api: Api
) -> None:
    declared = field_at(pointer, operation, api)
    if declared is None:
        return
    name = ".".join(names)
    if not field.values and declared.required:
        message = f"{name} is required by {operation.id}, and cannot be left out"
        raise section.refusal(
            "A024", message, TABLE, *names, remedy="list at least one value that exists on the server"
        )
    wrong = next((value for value in field.values if not allows(declared.type, value.exact, api)), None)
    if wrong is not None:
        message = f"{name} cannot be {wrong.text}: the document allows {operation.id} no such value"
        raise section.refusal("A024", message, TABLE, *names, remedy="list values that the document allows")
