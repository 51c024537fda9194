"""How the mock is served, as the command line says it: its options, and what becomes of them."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from fencepost.diagnostics import refusal

if TYPE_CHECKING:
    from fencepost.ir.values import Json
    from fencepost.mock.serving import Serving

_PLACE = "Where it listens"
_ACCESS = "Who is answered"
_BEHAVIOUR = "How it behaves"

LOOPBACK = "127.0.0.1"

Host = Annotated[
    str,
    typer.Option(metavar="ADDRESS", help="The address to listen on; 0.0.0.0 is every one.", rich_help_panel=_PLACE),
]
Port = Annotated[
    int, typer.Option(metavar="N", help="The port to listen on; 0 takes a free one.", rich_help_panel=_PLACE)
]
Token = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The variable that holds the one right credential.", rich_help_panel=_ACCESS),
]
RateLimited = Annotated[
    bool,
    typer.Option(
        "--rate-limit",
        help="Answer 429 to whoever asks more often than x-fencepost-rate-limit says.",
        rich_help_panel=_ACCESS,
    ),
]
Speed = Annotated[
    float,
    typer.Option(
        min=0,
        metavar="N",
        help="Let the time of things pass so many times as fast; 0 stops it.",
        rich_help_panel=_BEHAVIOUR,
    ),
]
MaxRecords = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Keep so many things in all; the oldest is forgotten.", rich_help_panel=_BEHAVIOUR
    ),
]
Values = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=JSON",
        help="What answers hold in the fields of this name that the server makes up; may be repeated.",
        rich_help_panel=_BEHAVIOUR,
    ),
]
MockSeed = Annotated[
    int | None,
    typer.Option(
        metavar="N", help="What identifiers and chance are drawn from; a new one each time.", rich_help_panel=_BEHAVIOUR
    ),
]


def serving_of(
    *, token: str | None, speed: float, limited: bool, most: int | None, values: Iterable[str], seed: int | None
) -> Serving:
    """What a server is given besides its document.

    Rate limits keep to the time of this machine, whatever the speed: whoever waits does so in real seconds.

    Raises FencepostError A030 for a value without a name.
    """
    from dataclasses import replace

    from fencepost.mock.clocks import sped
    from fencepost.mock.reading.limits import Limits
    from fencepost.mock.server import seeded_serving, system_clock, system_serving

    serving = system_serving(token) if seed is None else seeded_serving(token, seed)
    return replace(
        serving,
        clock=system_clock if speed == 1 else sped(system_clock, speed),
        limits=Limits(system_clock) if limited else None,
        values=_values(values),
        max_records=most,
    )


def _values(given: Iterable[str]) -> Mapping[str, Json]:
    return dict(_value(text) for text in given)


def _value(text: str) -> tuple[str, Json]:
    """A name and a value of JSON; what is no JSON is text."""
    name, equals, written = text.partition("=")
    if not equals or not name:
        remedy = "write it as NAME=JSON: --value region='\"eu\"', --value quota=5"
        raise refusal("A030", f"{text} gives no field a value", address="--value", remedy=remedy)
    try:
        value: Json = json.loads(written, parse_constant=_no_number)
    except ValueError:
        return name, written
    return name, value


def _no_number(name: str) -> Json:
    raise ValueError(name)


def warning_of(address: str) -> str | None:
    """What is to be said of an address that others reach; None for one of this machine alone."""
    host = address.removeprefix("http://").rpartition(":")[0].strip("[]")
    if ipaddress.ip_address(host.partition("%")[0]).is_loopback:
        return None
    return f"warning: everyone who reaches {address} can use this server; without --host only this machine can"
