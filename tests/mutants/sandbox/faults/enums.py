"""Enumerations: a value missing or too many, case or spaces folded, null misplaced, only the first known."""

from __future__ import annotations

from ...edits import body_field, parameter
from ...mutant import family
from ...service import last
from ...values import choice, nullable, where
from ..creation import GPU_TYPES
from ..records import STATUSES
from ..server import CREATE, LIST
from ..steps import create, gpus, listed

row = family("enums")


def gpu_type(*values):
    return body_field(CREATE, "gpu_type", nullable(choice(*values)))


def read_as(change):
    return body_field(CREATE, "gpu_type", reads=lambda value: change(value) if isinstance(value, str) else value)


def all_but(*values):
    return gpu_type(*(each for each in GPU_TYPES if each not in values))


def status(*values):
    return parameter(LIST, "status", choice(*values))


BY_UPPER = {each.upper(): each for each in GPU_TYPES}

MUTANTS = (
    row("a10_unknown", CREATE, "gpu_type", all_but("A10_24GB"), gpus(gpu_type="A10_24GB")),
    row("h100_unknown", CREATE, "gpu_type", all_but("H100_80GB"), gpus()),
    row("last_type_unknown", CREATE, "gpu_type", all_but(GPU_TYPES[-1]), gpus(gpu_type=GPU_TYPES[-1])),
    row("rtx4000_unknown", CREATE, "gpu_type", all_but("RTX4000_8GB"), gpus(gpu_type="RTX4000_8GB")),
    row("cpu_node_unknown", CREATE, "gpu_type", all_but("CPU_NODE"), create(gpu_type="CPU_NODE")),
    row("first_32_types_known", CREATE, "gpu_type", gpu_type(*GPU_TYPES[:32]), gpus(gpu_type=GPU_TYPES[40])),
    row("gb200_known", CREATE, "gpu_type", gpu_type(*GPU_TYPES, "GB200"), gpus(gpu_type="GB200")),
    row(
        "any_type_known",
        CREATE,
        "gpu_type",
        body_field(CREATE, "gpu_type", nullable(where(lambda value: isinstance(value, str), "must be text"))),
        gpus(gpu_type="H900"),
    ),
    row(
        "case_of_type_folded",
        CREATE,
        "gpu_type",
        read_as(lambda value: BY_UPPER.get(value.upper(), value)),
        gpus(gpu_type="h100_80gb"),
    ),
    row("spaces_of_type_trimmed", CREATE, "gpu_type", read_as(str.strip), gpus(gpu_type=" H100_80GB")),
    row(
        "type_known_by_its_beginning",
        CREATE,
        "gpu_type",
        read_as(lambda value: next((each for each in GPU_TYPES if value and each.startswith(value)), value)),
        gpus(gpu_type="H100"),
    ),
    row("empty_type_is_none", CREATE, "gpu_type", read_as(lambda value: value or None), create(gpu_type="")),
    row(
        "null_type_refused",
        CREATE,
        "gpu_type",
        body_field(CREATE, "gpu_type", choice(*GPU_TYPES)),
        create(gpu_type=None),
    ),
    row(
        "paused_unknown",
        LIST,
        "status",
        status(*(each for each in STATUSES if each != "PAUSED")),
        listed("status=PAUSED&team_id=w"),
    ),
    row("stopped_known", LIST, "status", status(*STATUSES, "STOPPED"), listed("status=STOPPED&team_id=w")),
    row(
        "case_of_status_folded",
        LIST,
        "status",
        parameter(LIST, "status", reads=lambda texts: last(texts).upper()),
        listed("status=running&team_id=w"),
    ),
    row(
        "any_status_known",
        LIST,
        "status",
        parameter(LIST, "status", where(lambda _value: True, "")),
        listed("status=GONE&team_id=w"),
    ),
)
