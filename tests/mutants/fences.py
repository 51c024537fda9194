"""Servers with one moved fence each: what is said of it, and the change of the document that makes the run green."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.summary import Summary
from fencepost.cli.patches import unified
from fencepost.cli.proposals import Proposal, proposal_of
from fencepost.ir.api import Api
from fencepost.read.document import parse, read_text

from .campaigns import Subject, conduct
from .edits import body_field, default, no_rule, parameter, rule
from .hosts import Served
from .mutant import Edit
from .parcels.places import item
from .parcels.server import CREATE as CREATE_PARCEL
from .parcels.server import LIST
from .parcels.subject import PARCELS
from .sandbox.subject import SANDBOX
from .values import choice, is_number, number, text, where, whole

CREATE = "create_sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A server with one moved fence."""

    subject: Subject
    edit: Edit
    document: str
    server: str
    change: tuple[str, ...]
    """The lines of the document that go, and those that come, without their indentation."""


GPU_FROM_FOUR = rule(
    CREATE, "gpu_requires_vm", lambda body: body.get("gpu_count", 0) > 3 and body.get("vm") is not True
)

MOVED = (
    Moved(
        subject=SANDBOX,
        edit=body_field(CREATE, "cpu_cores", number(0.1, 15)),
        document="cpu_cores <= 16",
        server="<= 15, inclusive",
        change=("-maximum: 16", "+maximum: 15"),
    ),
    Moved(
        subject=SANDBOX,
        edit=body_field(CREATE, "cpu_cores", number(0.1, 1000)),
        document="cpu_cores <= 16",
        server="<= 1000, inclusive",
        change=("-maximum: 16", "+maximum: 1000"),
    ),
    Moved(
        subject=SANDBOX,
        edit=body_field(CREATE, "memory_gb", where(lambda value: is_number(value) and 0.1 <= value < 64, "")),
        document="memory_gb <= 64",
        server="< 64, exclusive",
        change=("-maximum: 64", "+exclusiveMaximum: 64"),
    ),
    Moved(
        subject=SANDBOX,
        edit=body_field(CREATE, "disk_size_gb", number(0.25, 1000)),
        document="disk_size_gb >= 0.1",
        server=">= 0.25, inclusive",
        change=("-minimum: 0.1", "+minimum: 0.25"),
    ),
    Moved(
        subject=SANDBOX,
        edit=body_field(CREATE, "timeout_minutes", whole(1, 1000)),
        document="timeout_minutes <= 1440",
        server="<= 1000",
        change=("-maximum: 1440", "+maximum: 1000"),
    ),
    Moved(
        subject=SANDBOX,
        edit=body_field(CREATE, "name", text(1, 63)),
        document="name <= 100 characters",
        server="<= 63 characters",
        change=("-maxLength: 100", "+maxLength: 63"),
    ),
    Moved(
        subject=SANDBOX,
        edit=body_field(CREATE, "docker_image", text(1, 255)),
        document="docker_image has no maxLength",
        server="<= 255 characters",
        change=("+maxLength: 255",),
    ),
    Moved(
        subject=SANDBOX,
        edit=default("disk_size_gb", 5),
        document="disk_size_gb default 10",
        server="default 5",
        change=("-default: 10", "+default: 5"),
    ),
    Moved(
        subject=SANDBOX,
        edit=no_rule(CREATE, "gpu_requires_vm"),
        document="rule gpu_requires_vm",
        server="none: ",
        change=(
            "-- title: gpu_requires_vm",
            "-description: A VM sandbox is required when requesting GPUs.",
            "-if: {required: [gpu_count], properties: {gpu_count: {type: integer, minimum: 1}}}",
            "-then: {required: [vm], properties: {vm: {const: true}}}",
        ),
    ),
    Moved(
        subject=SANDBOX,
        edit=GPU_FROM_FOUR,
        document="rule gpu_requires_vm",
        server="takes ",
        change=(
            "-if: {required: [gpu_count], properties: {gpu_count: {type: integer, minimum: 1}}}",
            "+if: {required: [gpu_count], properties: {gpu_count: {type: integer, minimum: 4}}}",
        ),
    ),
    Moved(
        subject=SANDBOX,
        edit=no_rule(CREATE, "gpu_requires_type"),
        document="rule gpu_requires_type",
        server="none: ",
        change=(
            "-- title: gpu_requires_type",
            "-description: A GPU type is required when gpu_count is greater than 0.",
            "-if: {required: [gpu_count], properties: {gpu_count: {type: integer, minimum: 1}}}",
            '-then: {required: [gpu_type], properties: {gpu_type: {not: {type: "null"}}}}',
        ),
    ),
    Moved(
        subject=SANDBOX,
        edit=no_rule(CREATE, "secrets_not_on_vm"),
        document="rule secrets_not_on_vm",
        server="none: ",
        change=(
            "-- title: secrets_not_on_vm",
            "-description: VM sandboxes reject secrets, which are supported for CPU sandboxes only.",
            "-if: {required: [vm], properties: {vm: {const: true}}}",
            "-then: {properties: {secrets: {maxProperties: 0}}}",
        ),
    ),
    Moved(
        subject=PARCELS,
        edit=item("wrapping", accepts=choice("paper", "crate")),
        document="items.wrapping is one of 3 values",
        server='without "foam"',
        change=(
            "-wrapping: {type: string, enum: [paper, foam, crate]}",
            "+wrapping: {type: string, enum: [paper, crate]}",
        ),
    ),
    Moved(
        subject=PARCELS,
        edit=parameter(LIST, "limit", whole(1, 99)),
        document="limit <= 100",
        server="<= 99",
        change=(
            "-- {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}",
            "+- {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 99, default: 20}}",
        ),
    ),
    Moved(
        subject=PARCELS,
        edit=parameter(CREATE_PARCEL, "X-Priority", whole(1, 6)),
        document="X-Priority <= 5",
        server="<= 6",
        change=(
            "-- {name: X-Priority, in: header, schema: {type: integer, minimum: 1, maximum: 5, default: 3}}",
            "+- {name: X-Priority, in: header, schema: {type: integer, minimum: 1, maximum: 6, default: 3}}",
        ),
    ),
    Moved(
        subject=PARCELS,
        edit=item("sku", required=False),
        document="sku is required",
        server="may be absent",
        change=("-required: [sku, quantity]", "+required: [quantity]"),
    ),
)


def run(moved: Moved, document: Path) -> Summary:
    """The campaign of a document against the server."""
    served = Served(moved.subject.correct, moved.edit(moved.subject.correct))
    settings = Settings(phases=("lattice", "faults"))
    return conduct(replace(moved.subject, document=document), served, settings)


def proposed(moved: Moved, document: Path) -> tuple[Summary, Proposal]:
    """What is found, and the change that is proposed for it; the second run is made with a copy of the document."""
    found = run(moved, document)

    def again(api: Api) -> Summary:
        copy = document.with_name("again.yaml")
        copy.write_text(api.files[0].text, encoding="utf-8")
        return run(moved, copy)

    return found, proposal_of(parse(str(document), read_text(str(document))), found, again)


def hold(moved: Moved, folder: Path) -> None:
    """Assert that the server's fence is told exactly, and that the patched document is the one it keeps."""
    copy = folder / "api.yaml"
    shutil.copy(moved.subject.document, copy)
    found, proposal = proposed(moved, copy)
    told = [fence for fence in dict.fromkeys(found.fences.values()) if fence.document == moved.document]
    assert [fence.server.startswith(moved.server) for fence in told] == [True] * len(told) != []
    assert all(fence.server == moved.server for fence in told if not moved.server.endswith(" "))
    assert all(fence.requests <= 25 for fence in told)
    assert proposal.is_green
    diff = unified(copy, proposal.before.text, proposal.after.text)
    changes = [line for line in diff.splitlines()[2:] if line[:1] in "+-"]
    assert tuple(line[0] + line[1:].strip() for line in changes) == moved.change
    subprocess.run(["patch", "-p0", "--silent"], input=diff.encode(), check=True, cwd=folder)
    # The text that was run again, and found to be kept.
    assert copy.read_text(encoding="utf-8") == proposal.after.text
