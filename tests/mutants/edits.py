"""The edits that mutants are written with: each makes a server with one seam changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from .messages import Request, Response
from .mutant import Edit
from .service import Behaviour, Call, Done, Record, Route, State
from .values import Check, Fault, Field, Rule

Change = Callable[[Any], Any]


def swapped(fields: tuple[Field, ...], name: str, **changes: Any) -> tuple[Field, ...]:
    assert any(each.name == name for each in fields), name
    return tuple(replace(each, **changes) if each.name == name else each for each in fields)


def with_entry(table: Mapping[str, Any], key: str, entry: Any) -> dict[str, Any]:
    return {**table, key: entry}


def body_field(operation: str, name: str, accepts: Check | None = None, **changes: Any) -> Edit:
    """A member of a body with another check, another reading, or required or not."""
    changes |= {} if accepts is None else {"accepts": accepts}
    return lambda does: replace(
        does, fields=with_entry(does.fields, operation, swapped(does.fields[operation], name, **changes))
    )


def parameter(operation: str, name: str, accepts: Check | None = None, **changes: Any) -> Edit:
    """A parameter with another check, another reading, or required or not."""
    changes |= {} if accepts is None else {"accepts": accepts}
    return lambda does: replace(
        does, parameters=with_entry(does.parameters, operation, swapped(does.parameters[operation], name, **changes))
    )


def rule(operation: str, name: str, broken: Callable[[dict[str, Any]], bool]) -> Edit:
    """A rule that is broken by other bodies."""

    def edit(does: Behaviour) -> Behaviour:
        rules = does.rules[operation]
        assert any(each.name == name for each in rules), name
        changed = tuple(replace(each, broken=broken) if each.name == name else each for each in rules)
        return replace(does, rules=with_entry(does.rules, operation, changed))

    return edit


def no_rule(operation: str, name: str) -> Edit:
    return rule(operation, name, lambda _body: False)


def new_rule(operation: str, fields: tuple[str, ...], broken: Callable[[dict[str, Any]], bool]) -> Edit:
    """A rule that the document does not have."""

    def edit(does: Behaviour) -> Behaviour:
        extra = Rule(name="an extra rule", fields=fields, broken=broken)
        return replace(does, rules=with_entry(does.rules, operation, (*does.rules.get(operation, ()), extra)))

    return edit


def kept(name: str, change: Change) -> Edit:
    """Another value is kept of what was sent, or of the default."""

    def edit(does: Behaviour) -> Behaviour:
        def keeps(body: dict[str, Any]) -> dict[str, Any]:
            whole = does.keeps(body)
            return whole | {name: change(whole[name])}

        return replace(does, keeps=keeps)

    return edit


def default(name: str, value: Any) -> Edit:
    """Another value is kept of a body that leaves the field out."""

    def edit(does: Behaviour) -> Behaviour:
        return replace(does, keeps=lambda body: does.keeps({name: value} | body))

    return edit


def represented(change: Callable[[dict[str, Any], Record], dict[str, Any]]) -> Edit:
    """A thing stands otherwise in every answer."""

    def edit(does: Behaviour) -> Behaviour:
        return replace(does, shows=lambda each, state: change(does.shows(each, state), each))

    return edit


def shown(name: str, change: Change) -> Edit:
    """One member stands otherwise in every answer."""
    return represented(lambda thing, _each: thing | {name: change(thing[name])})


def missing(name: str) -> Edit:
    return represented(lambda thing, _each: without(thing, name))


def renamed(name: str, other: str) -> Edit:
    return represented(lambda thing, _each: {other if key == name else key: value for key, value in thing.items()})


def without(thing: dict[str, Any], name: str) -> dict[str, Any]:
    assert name in thing, name
    return {key: value for key, value in thing.items() if key != name}


Answered = Callable[[Call, Response, State], Response]


def sent(change: Answered, *operations: str) -> Edit:
    """The answer is changed on its way out, of these operations; of all where none is named."""

    def edit(does: Behaviour) -> Behaviour:
        def sends(call: Call, response: Response, state: State) -> Response:
            response = does.sends(call, response, state)
            return change(call, response, state) if not operations or call.operation in operations else response

        return replace(does, sends=sends)

    return edit


def succeeded(change: Answered, *operations: str) -> Edit:
    """The 2xx answer is changed on its way out."""
    return sent(
        lambda call, response, state: change(call, response, state) if response.status < 300 else response, *operations
    )


def refused(change: Answered, *operations: str) -> Edit:
    """The refusal is changed on its way out."""
    return sent(
        lambda call, response, state: change(call, response, state) if response.status >= 400 else response, *operations
    )


def body_of(operation: str, change: Change) -> Edit:
    """The JSON of a 2xx answer is changed on its way out."""
    return succeeded(lambda _call, response, _state: with_json(response, change(response.json)), operation)


def with_json(response: Response, body: Any) -> Response:
    return replace(response, content=json.dumps(body).encode())


def status(operation: str, becomes: int, instead_of: int) -> Edit:
    """Another status, all else being the same."""
    return sent(
        lambda _call, response, _state: replace(
            response, status=becomes if response.status == instead_of else response.status
        ),
        operation,
    )


def header(name: str, value: Callable[[Call], str], *operations: str) -> Edit:
    """A header more."""
    return sent(
        lambda call, response, _state: replace(response, headers=(*response.headers, (name, value(call)))), *operations
    )


def faults(change: Callable[[list[Fault], Call], list[Fault]]) -> Edit:
    """A refusal tells of other faults."""
    return lambda does: replace(does, refuses=lambda found, call: does.refuses(change(found, call), call))


def refuses(change: Callable[[list[Fault], Call, Response], Response]) -> Edit:
    """A refusal is another one."""
    return lambda does: replace(does, refuses=lambda found, call: change(found, call, does.refuses(found, call)))


def admits(change: Callable[[Request, Route, bool], bool]) -> Edit:
    """Others may, too."""
    return lambda does: replace(does, admits=lambda request, route: change(request, route, does.admits(request, route)))


def reads(change: Callable[[Request, Callable[[Request], Any]], Any]) -> Edit:
    """Bodies are read otherwise."""
    return lambda does: replace(does, reads=lambda request: change(request, does.reads))


Act = Callable[[Call, State, Behaviour], Done]


def acts(operation: str, change: Callable[[Act, Call, State, Behaviour], Done]) -> Edit:
    """An operation does something else; it is given what it should have done."""

    def edit(does: Behaviour) -> Behaviour:
        right = does.acts[operation]
        return replace(
            does, acts=with_entry(does.acts, operation, lambda call, state, now: change(right, call, state, now))
        )

    return edit


def finds(change: Callable[[list[Record], dict[str, Any], State], list[Record]]) -> Edit:
    """A list finds other things."""
    return lambda does: replace(does, finds=lambda query, state: change(does.finds(query, state), query, state))


def asks(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Edit:
    """A list is asked for something else than the caller wanted."""
    return lambda does: replace(does, finds=lambda query, state: does.finds(change(query), state))


def names(change: Callable[[State, dict[str, Any]], str]) -> Edit:
    """New things get other identifiers."""
    return lambda does: replace(does, names=change)


def both(*edits: Edit) -> Edit:
    """Two faults in one server."""

    def edit(does: Behaviour) -> Behaviour:
        for each in edits:
            does = each(does)
        return does

    return edit
