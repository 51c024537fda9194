"""Presence: what is required is not, what is optional is; absent, null and the default taken for each other."""

from __future__ import annotations

from ...conditions import present
from ...edits import body_field, both, default, new_rule, parameter, rule
from ...mutant import family
from ..creation import wants_gpus
from ..server import BULK, CREATE, LIST
from ..steps import bulk, create, gpus, listed

row = family("presence")


def needless(name, fallback):
    """A field that may be left out."""
    return both(body_field(CREATE, name, required=False), default(name, fallback))


def needed(name):
    return body_field(CREATE, name, required=True)


NAME = needless("name", "sandbox")
IMAGE = needless("docker_image", "scratch")

MUTANTS = (
    row("name_not_required", CREATE, "name", NAME, create(name=...)),
    row("image_not_required", CREATE, "docker_image", IMAGE, create(docker_image=...)),
    row("start_command_required", CREATE, "start_command", needed("start_command"), create()),
    row("cpu_required", CREATE, "cpu_cores", needed("cpu_cores"), create()),
    row("vm_required", CREATE, "vm", needed("vm"), create()),
    row("region_required", CREATE, "region", needed("region"), create()),
    row("labels_required", CREATE, "labels", needed("labels"), create()),
    row("network_required", CREATE, "network_access", needed("network_access"), create()),
    row(
        "minutes_must_not_be_given",
        CREATE,
        "timeout_minutes",
        new_rule(CREATE, ("timeout_minutes",), lambda body: "timeout_minutes" in body),
        create(timeout_minutes=77),
    ),
    row(
        "gpu_type_is_required_for_no_gpus",
        CREATE,
        "gpu_type gpu_requires_type",
        new_rule(
            CREATE, ("gpu_count", "gpu_type"), lambda body: body.get("gpu_count") == 0 and body.get("gpu_type") is None
        ),
        create(gpu_count=0),
    ),
    row(
        "gpu_type_null_counts_as_given",
        CREATE,
        "gpu_type gpu_requires_type",
        rule(CREATE, "gpu_requires_type", lambda body: wants_gpus(body) and "gpu_type" not in body),
        gpus(gpu_type=None),
    ),
    row(
        "gpu_type_null_is_refused_as_given",
        CREATE,
        "gpu_type",
        new_rule(CREATE, ("gpu_count", "gpu_type"), lambda body: "gpu_type" in body and not wants_gpus(body)),
        create(gpu_type=None),
    ),
    row("absent_network_means_none", CREATE, "network_access", default("network_access", False), create()),
    row("absent_minutes_mean_a_day", CREATE, "timeout_minutes", default("timeout_minutes", 1440), create()),
    row(
        "team_required_with_a_user",
        BULK,
        "team_id user_id",
        new_rule(BULK, ("user_id", "team_id"), lambda body: body.get("user_id") is not None and "team_id" not in body),
        bulk(user_id="user-1", labels=["w"]),
    ),
    row(
        "team_null_counts_for_all_users",
        BULK,
        "team_id all_users_requires_team",
        rule(BULK, "all_users_requires_team", lambda body: body.get("all_users") is True and "team_id" not in body),
        bulk(all_users=True, team_id=None, labels=["w"]),
    ),
    row("page_required", LIST, "page", parameter(LIST, "page", required=True), listed("team_id=nobody")),
    row(
        "per_page_required_with_page",
        LIST,
        "per_page page",
        parameter(LIST, "per_page", required=True),
        listed("page=7"),
        when=(present("page"),),
    ),
)
