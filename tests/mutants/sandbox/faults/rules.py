"""Rules: not enforced, on presence only, on one side of a boundary, both ways, always; rules the document lacks."""

from __future__ import annotations

from ...edits import new_rule, no_rule, rule
from ...mutant import family
from ..creation import is_vm, wants_gpus
from ..server import BULK, CREATE
from ..steps import bulk, create, gpus

row = family("rules")

TYPE, VM, SECRETS, TEAM = "gpu_requires_type", "gpu_requires_vm", "secrets_not_on_vm", "all_users_requires_team"


def untyped(body):
    return body.get("gpu_type") is None


def gpus_from(count):
    return lambda body: body.get("gpu_count", 0) >= count and not is_vm(body)


MUTANTS = (
    row("type_rule_forgotten", CREATE, TYPE, no_rule(CREATE, TYPE), gpus(gpu_type=...)),
    row(
        "type_rule_from_2_gpus",
        CREATE,
        TYPE,
        rule(CREATE, TYPE, lambda body: body.get("gpu_count", 0) > 1 and untyped(body)),
        gpus(1, gpu_type=...),
    ),
    row(
        "type_rule_up_to_4_gpus",
        CREATE,
        TYPE,
        rule(CREATE, TYPE, lambda body: 0 < body.get("gpu_count", 0) < 5 and untyped(body)),
        gpus(6, gpu_type=...),
    ),
    row(
        "type_rule_for_any_gpu_count",
        CREATE,
        f"{TYPE} gpu_count gpu_type",
        rule(CREATE, TYPE, lambda body: "gpu_count" in body and untyped(body)),
        create(gpu_count=0),
    ),
    row(
        "type_rule_skipped_with_null",
        CREATE,
        TYPE,
        rule(CREATE, TYPE, lambda body: wants_gpus(body) and "gpu_type" not in body),
        gpus(gpu_type=None),
    ),
    row(
        "type_rule_only_on_vm",
        CREATE,
        TYPE,
        rule(
            CREATE, TYPE, lambda body: wants_gpus(body) and untyped(body) and is_vm(body) and body.get("gpu_count") != 8
        ),
        gpus(8, gpu_type=...),
    ),
    row(
        "type_rule_both_ways",
        CREATE,
        f"{TYPE} gpu_count gpu_type",
        rule(CREATE, TYPE, lambda body: wants_gpus(body) == untyped(body) and ("gpu_type" in body or wants_gpus(body))),
        create(gpu_type="T4_16GB"),
    ),
    row("vm_rule_forgotten", CREATE, VM, no_rule(CREATE, VM), gpus(vm=False)),
    row(
        "vm_rule_asks_for_presence_only",
        CREATE,
        VM,
        rule(CREATE, VM, lambda body: wants_gpus(body) and "vm" not in body),
        gpus(vm=False),
    ),
    row(
        "vm_rule_skips_the_default",
        CREATE,
        VM,
        rule(CREATE, VM, lambda body: wants_gpus(body) and body.get("vm") is False),
        gpus(vm=...),
    ),
    row("vm_rule_from_2_gpus", CREATE, VM, rule(CREATE, VM, gpus_from(2)), gpus(1, vm=False)),
    row("vm_rule_for_8_gpus_only", CREATE, VM, rule(CREATE, VM, gpus_from(8)), gpus(5, vm=False)),
    row(
        "vm_rule_for_no_gpus_too",
        CREATE,
        f"{VM} gpu_count vm",
        rule(CREATE, VM, lambda body: "gpu_count" in body and not is_vm(body)),
        create(gpu_count=0),
    ),
    row(
        "vm_rule_both_ways",
        CREATE,
        f"{VM} gpu_count vm",
        rule(CREATE, VM, lambda body: wants_gpus(body) != is_vm(body)),
        create(vm=True),
    ),
    row(
        "vm_rule_hidden_by_type_rule",
        CREATE,
        VM,
        rule(CREATE, VM, lambda body: wants_gpus(body) and not is_vm(body) and untyped(body)),
        gpus(vm=False),
    ),
    row(
        "type_rule_hidden_by_vm_rule",
        CREATE,
        TYPE,
        rule(CREATE, TYPE, lambda body: wants_gpus(body) and untyped(body) and not is_vm(body)),
        gpus(gpu_type=...),
    ),
    row("secrets_rule_forgotten", CREATE, SECRETS, no_rule(CREATE, SECRETS), create(vm=True, secrets={"W": "w"})),
    row(
        "secrets_rule_from_2_secrets",
        CREATE,
        SECRETS,
        rule(CREATE, SECRETS, lambda body: is_vm(body) and len(body.get("secrets") or ()) > 1),
        create(vm=True, secrets={"W": "w"}),
    ),
    row(
        "secrets_rule_on_presence_of_vm",
        CREATE,
        f"{SECRETS} vm secrets",
        rule(CREATE, SECRETS, lambda body: "vm" in body and bool(body.get("secrets"))),
        create(vm=False, secrets={"W": "w"}),
    ),
    row(
        "secrets_refused_everywhere",
        CREATE,
        f"{SECRETS} secrets",
        rule(CREATE, SECRETS, lambda body: bool(body.get("secrets"))),
        create(secrets={"W": "w"}),
    ),
    row("team_rule_forgotten", BULK, TEAM, no_rule(BULK, TEAM), bulk(all_users=True, labels=["w"])),
    row(
        "team_rule_only_without_identifiers",
        BULK,
        TEAM,
        rule(
            BULK,
            TEAM,
            lambda body: body.get("all_users") is True and body.get("team_id") is None and not body.get("sandbox_ids"),
        ),
        bulk(all_users=True, sandbox_ids=["w"]),
    ),
    row(
        "team_rule_for_one_user_too",
        BULK,
        f"{TEAM} all_users team_id",
        rule(BULK, TEAM, lambda body: "all_users" in body and body.get("team_id") is None),
        bulk(all_users=False, labels=["w"]),
    ),
    row(
        "a_type_needs_gpus",
        CREATE,
        "gpu_type gpu_count",
        new_rule(CREATE, ("gpu_count", "gpu_type"), lambda body: not untyped(body) and not wants_gpus(body)),
        create(gpu_type="T4_16GB"),
    ),
    row(
        "only_two_regions",
        CREATE,
        "region",
        new_rule(CREATE, ("region",), lambda body: body.get("region") not in (None, "us", "india")),
        create(region="moon"),
    ),
    row(
        "labels_and_team_exclude_each_other",
        CREATE,
        "labels team_id",
        new_rule(
            CREATE, ("labels", "team_id"), lambda body: bool(body.get("labels")) and body.get("team_id") is not None
        ),
        create(labels=["w"], team_id="w"),
    ),
    row(
        "memory_at_most_16_times_cores",
        CREATE,
        "memory_gb cpu_cores",
        new_rule(
            CREATE, ("cpu_cores", "memory_gb"), lambda body: body.get("memory_gb", 2) > 16 * body.get("cpu_cores", 1)
        ),
        create(cpu_cores=0.2, memory_gb=30),
    ),
    row(
        "offline_takes_no_command",
        CREATE,
        "start_command network_access",
        new_rule(
            CREATE,
            ("network_access", "start_command"),
            lambda body: body.get("network_access") is False and bool(body.get("start_command")),
        ),
        create(network_access=False, start_command="w"),
    ),
)
