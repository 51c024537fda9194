"""Faults of the mock, named on the command line: those of a document's contract, and those of every connection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import typer

from fencepost.cli.switches import Named, named
from fencepost.deviations.catalogue import deviations
from fencepost.deviations.deviation import Deviation, with_value
from fencepost.diagnostics import Diagnostics, FencepostError, refusal, visible
from fencepost.ir.api import Api
from fencepost.ir.edits import Edit, Replace
from fencepost.pipeline import load_edited

if TYPE_CHECKING:
    from fencepost.mock.faults.switches import Switch
    from fencepost.mock.faults.transport import Disturbance
    from fencepost.mock.serving import Serving


def with_faults(serving: Serving, api: Api, wanted: Iterable[str]) -> Serving:
    """The serving with the faults that are named; each may hold state, so that a server wants its own.

    Raises FencepostError as `switches` does.
    """
    return replace(serving, faults=switches(api, wanted), contract=partial(contract, api))


def contract(api: Api, edits: tuple[Edit, ...]) -> Api:
    """The document with the edits of its faults.

    Raises FencepostError V004 where they cannot be had together.
    """
    address = ", ".join(dict.fromkeys(edit.pointer for edit in edits))
    try:
        return load_edited(api, edits, Diagnostics())
    except FencepostError as error:
        message = f"the document cannot be read with these faults: {error}"
    except KeyError:
        message = "these faults cannot be had together: one takes away the place of another"
    raise refusal("V004", message, address=address, remedy="plant them one at a time")


def show_faults(api: Api) -> None:
    """Print every fault that can be planted: its id and what it means, a line each; a value behind a colon."""
    from fencepost.mock.faults.transport import TRANSPORT_FAULTS

    for deviation in deviations(api):
        typer.echo(f"{visible(deviation.id)}\t{visible(deviation.description)}")
    for fault in TRANSPORT_FAULTS:
        value = "" if fault.value is None else f":{fault.value:g}"
        unit = "" if fault.unit is None else f" ({fault.unit})"
        typer.echo(f"{fault.id}{value}\t{fault.description}{unit}")


def switches(api: Api, wanted: Iterable[str]) -> tuple[Switch, ...]:
    """The faults that are named, each with its value, its operation and its probability.

    Raises FencepostError A001 for an operation and A010 for an id that there is none of, V001 for a value that does
    not fit, V002 for what is no probability, V003 for an operation that a fault does not show at.
    """
    from fencepost.mock.faults.transport import TRANSPORT_FAULTS

    contract = {deviation.id: deviation for deviation in deviations(api)}
    transport = {fault.id: fault for fault in TRANSPORT_FAULTS}
    return tuple(_switch(named(text, contract.keys() | transport.keys()), contract, api) for text in wanted)


def _switch(one: Named, contract: dict[str, Deviation], api: Api) -> Switch:
    from fencepost.mock.faults.switches import Switch

    _require_operation(one, api)
    if one.id not in contract:
        return Switch(fault=_disturbance(one), operation=one.operation, probability=one.probability)
    deviation = contract[one.id]
    if one.operation is not None and one.operation not in deviation.operations:
        message = f"this fault does not show at {one.operation}"
        remedy = f"it does at {', '.join(deviation.operations)}"
        raise refusal("V003", message, address=one.text, remedy=remedy)
    fault = _valued(deviation, one, api) if one.has_value else deviation
    return Switch(fault=fault, operation=one.operation, probability=one.probability)


def _valued(deviation: Deviation, one: Named, api: Api) -> Deviation:
    """The deviation with a value that the document can be read with."""
    valued = with_value(deviation, one.value)
    if isinstance(valued.effect, Replace):
        try:
            load_edited(api, (valued.effect,), Diagnostics())
        except FencepostError as error:
            message = f"the document cannot be read with this value: {error}"
            raise refusal("V001", message, address=one.text, remedy="give a value that fits there") from None
    return valued


def _require_operation(one: Named, api: Api) -> None:
    if one.operation is not None and api.operation(one.operation) is None:
        from fencepost.campaign.planning.choice import unknown_operation

        raise unknown_operation(one.operation, api, one.text)


def _disturbance(one: Named) -> Disturbance:
    from fencepost.mock.faults.transport import planted, transport_fault

    fault = transport_fault(one.id)
    assert fault is not None
    try:
        return planted(fault, one.value)
    except ValueError as error:
        raise refusal("V001", f"{one.id}: {error}", address=one.text, remedy=f"leave it out: {one.id}") from None
