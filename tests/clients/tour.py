"""Calls that show what passes between a client and the mock: what is sent, what is refused, what is not understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from .mocks import Exchange, Relay
from .vendors import RaisedError, Vendor

SMALLEST = {"name": "a", "docker_image": "python:3.11-slim"}
SANDBOXES = "/api/v1/sandbox"

CREATIONS: dict[str, dict[str, Any]] = {
    "the two required fields": {},
    "a GPU type without GPUs": {"gpu_type": "H100_80GB"},
    "GPUs on a VM": {"gpu_count": 1, "gpu_type": "H100_80GB", "vm": True},
    "guaranteed on a VM": {"guaranteed": True, "vm": True},
    "a GPU that is none": {"gpu_count": 1, "gpu_type": "GB300", "vm": True},
    "a start command in words": {"start_command": "sleep 1"},
    "a start command as an object": {"start_command": {"executable": "sleep", "args": ["1"]}},
    "secrets": {"secrets": {"KEY": "value"}},
    "no network": {"network_access": False},
    "guaranteed": {"guaranteed": True},
    "registry credentials": {"registry_credentials_id": "r"},
    "no limit in time": {"timeout_minutes": -1},
    "too many cores": {"cpu_cores": 17},
}
"""What is asked for besides the two required fields, by what it is called."""

OTHERS: dict[str, tuple[str, dict[str, Any]]] = {
    "a list by all filters": ("list", {"status": "PENDING", "labels": ["a", "b"], "team_id": "t", "user_id": "u"}),
    "a list of what is active": ("list", {"exclude_terminated": True}),
    "a bulk delete of nothing named": ("bulk_delete", {"labels": ["nobody-has-this"], "team_id": "t"}),
    "a bulk delete of all users without a team": ("bulk_delete", {"labels": ["none"], "all_users": True}),
}
"""Method and arguments, by what it is called."""

OF_ONE: dict[str, dict[str, Any]] = {
    "get_logs": {},
    "wait_for_creation": {},
    "expose": {"port": 8000},
    "list_exposed_ports": {},
    "checkpoint": {},
    "list_checkpoints": {},
    "get_network": {},
    "delete": {},
}
"""Arguments besides the identifier, by method; not every version has every one."""

OF_NONE = ("list_all_exposed_ports", "list_lan_networks")
"""Methods without arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A call of the tour."""

    name: str
    asked: Mapping[str, Any]
    """What the call names of the body it should send."""

    call: Callable[[], Any]


def observed(client: Vendor, relay: Relay, document: Mapping[str, Any]) -> Iterator[str]:
    """A line for each thing at which client and document do not agree."""
    for stop in stops(client, relay):
        before, error = len(relay.passed), None
        try:
            stop.call()
        except RaisedError as raised:
            error = raised
        passed = relay.passed[before:]
        yield from (line for exchange in passed for line in undeclared(exchange, document))
        if error is not None and '{"' in error.message:
            yield f"{passed[-1].status}: told raw"
        yield from (f"{stop.name}: {line}" for line in _outcome(stop, passed, error))


def stops(client: Vendor, relay: Relay) -> Iterator[Stop]:
    """The calls, in their order."""
    for name, fields in CREATIONS.items():
        yield Stop(name=f"create, {name}", asked=fields, call=lambda fields=fields: client.made("a", **fields))
    for name, (method, arguments) in OTHERS.items():
        yield Stop(name=name, asked={}, call=lambda m=method, a=arguments: getattr(client, m)(**a))
    made = client.made("a")["id"]
    for method, arguments in OF_ONE.items():
        named = {"sandbox_id": made, **arguments}
        yield Stop(name=method, asked={}, call=lambda m=method, a=named: getattr(client, m)(**a))
    for method in OF_NONE:
        yield Stop(name=method, asked={}, call=getattr(client, method))
    other = _made_by_another(relay, start_command="sleep 1")
    yield Stop(name="get, a start command in words", asked={}, call=lambda: client.get(sandbox_id=other))
    yield Stop(name="list, a start command in words", asked={}, call=client.list)


def _made_by_another(relay: Relay, **fields: Any) -> str:
    headers = {"Authorization": "Bearer t"}
    answer = httpx.post(f"{relay.url}{SANDBOXES}", json={**SMALLEST, **fields}, headers=headers, trust_env=False)
    identifier: str = answer.json()["id"]
    return identifier


def _outcome(stop: Stop, passed: list[Exchange], error: RaisedError | None) -> Iterator[str]:
    last = passed[-1] if passed else None
    if last is not None and isinstance(last.body, dict):
        yield from (f"{name} is asked for and not sent" for name in stop.asked if name not in last.body)
    if error is None or "AttributeError" in error.kinds:
        return  # A version without the method has nothing to say of it.
    if last is None:
        yield f"refused before it is sent, {error.kinds[0]}"
    elif last.status < 400:
        yield f"the answer {last.status} is not understood, {error.kinds[0]}"
    else:
        yield f"refused with {last.status}, {error.kinds[0]}"


def undeclared(exchange: Exchange, document: Mapping[str, Any]) -> Iterator[str]:
    """What a request holds that the document does not declare."""
    operation = _operation(exchange, document["paths"])
    if operation is None:
        yield f"not declared: {exchange.method} {_template(exchange.path)}"
        return
    name = operation["operationId"]
    known = {item["name"] for item in operation.get("parameters", ())}
    yield from (f"{name}: sends the query {item}, not declared" for item, _ in exchange.query if item not in known)
    if isinstance(exchange.body, dict):
        members = _members(operation, document)
        yield from (f"{name}: sends {member}, not declared" for member in exchange.body if member not in members)


def _members(operation: Any, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the document declares in the body of an operation, whose schema is a component."""
    schema = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
    members: Mapping[str, Any] = document["components"]["schemas"][schema]["properties"]
    return members


def _operation(exchange: Exchange, paths: Mapping[str, Any]) -> Any:
    for template, item in paths.items():
        pattern = re.sub(r"\{\w+\}", "[^/]+", template)
        if re.fullmatch(pattern, exchange.path) and exchange.method.lower() in item:
            return item[exchange.method.lower()]
    return None


def _template(path: str) -> str:
    """A path with the one identifier that it may hold as a placeholder; the service's are 24 letters and digits."""
    return re.sub(r"/[0-9a-z]{24}(?=/|$)", "/{sandbox_id}", path)
