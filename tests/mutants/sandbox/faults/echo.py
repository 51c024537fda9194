"""Echo: a value rounded, trimmed, cut, folded, swapped, in another unit, dropped or sorted; the wrong default."""

from __future__ import annotations

import unicodedata

from ...edits import default, kept, represented, shown
from ...mutant import family
from ..server import CREATE
from ..steps import create, gpus

row = family("echo")


def swapped(one, other):
    return represented(lambda thing, _each: thing | {one: thing[other], other: thing[one]})


def every(change):
    """Each value of a map, changed."""
    return lambda value: {key: change(each) for key, each in (value or {}).items()}


def keys(change):
    return lambda value: {change(key): each for key, each in (value or {}).items()}


MUTANTS = (
    row(
        "memory_rounded",
        CREATE,
        "memory_gb",
        kept("memory_gb", lambda value: round(value) or value),
        create(memory_gb=3.4),
    ),
    row(
        "cpu_rounded_to_tenths",
        CREATE,
        "cpu_cores",
        kept("cpu_cores", lambda value: round(value, 1)),
        create(cpu_cores=3.14),
    ),
    row(
        "cpu_in_single_precision",
        CREATE,
        "cpu_cores",
        kept("cpu_cores", lambda value: round(value, 7)),
        create(cpu_cores=3.141592653589793),
    ),
    row(
        "disk_truncated",
        CREATE,
        "disk_size_gb",
        kept("disk_size_gb", lambda value: int(value) or value),
        create(disk_size_gb=7.9),
    ),
    row(
        "disk_raised_to_10",
        CREATE,
        "disk_size_gb",
        kept("disk_size_gb", lambda value: max(value, 10)),
        create(disk_size_gb=4),
    ),
    row("memory_in_megabytes", CREATE, "memory_gb", shown("memoryGB", lambda value: value * 1024), create()),
    row("minutes_in_seconds", CREATE, "timeout_minutes", shown("timeoutMinutes", lambda value: value * 60), create()),
    row(
        "minutes_capped_at_720",
        CREATE,
        "timeout_minutes",
        kept("timeout_minutes", lambda value: min(value, 720)),
        create(timeout_minutes=800),
    ),
    row("gpu_count_capped_at_4", CREATE, "gpu_count", kept("gpu_count", lambda value: min(value, 4)), gpus(6)),
    row("name_trimmed", CREATE, "name", kept("name", lambda value: value.strip() or value), create(name=" w ")),
    row("name_in_lower_case", CREATE, "name", kept("name", str.lower), create(name="Witness")),
    row("name_cut_at_63", CREATE, "name", kept("name", lambda value: value[:63]), create(name="w" * 70)),
    row(
        "name_composed",
        CREATE,
        "name",
        kept("name", lambda value: unicodedata.normalize("NFC", value)),
        create(name="we\u0301"),
    ),
    row(
        "name_in_ascii",
        CREATE,
        "name",
        kept("name", lambda value: value.encode("ascii", "replace").decode()),
        create(name="wü"),
    ),
    row(
        "name_escaped",
        CREATE,
        "name",
        kept("name", lambda value: value.replace("&", "&amp;").replace("<", "&lt;")),
        create(name="w&w"),
    ),
    row(
        "image_gets_a_tag",
        CREATE,
        "docker_image",
        kept("docker_image", lambda value: value if ":" in value else f"{value}:latest"),
        create(docker_image="w"),
    ),
    row("image_in_lower_case", CREATE, "docker_image", kept("docker_image", str.lower), create(docker_image="Witness")),
    row(
        "command_dropped",
        CREATE,
        "start_command",
        kept("start_command", lambda _value: None),
        create(start_command="w"),
    ),
    row(
        "command_cut_at_255",
        CREATE,
        "start_command",
        kept("start_command", lambda value: value and value[:255]),
        create(start_command="w" * 280),
    ),
    row("labels_sorted", CREATE, "labels", kept("labels", sorted), create(labels=["x", "w"])),
    row(
        "labels_unique",
        CREATE,
        "labels",
        kept("labels", lambda value: list(dict.fromkeys(value))),
        create(labels=["w", "w"]),
    ),
    row(
        "labels_in_lower_case",
        CREATE,
        "labels",
        kept("labels", lambda value: [each.lower() for each in value]),
        create(labels=["W"]),
    ),
    row(
        "ten_labels_kept",
        CREATE,
        "labels",
        kept("labels", lambda value: value[:10]),
        create(labels=[f"w{each}" for each in range(12)]),
    ),
    row(
        "environment_keys_in_upper_case",
        CREATE,
        "environment_vars",
        kept("environment_vars", keys(str.upper)),
        create(environment_vars={"w": "w"}),
    ),
    row(
        "environment_values_trimmed",
        CREATE,
        "environment_vars",
        kept("environment_vars", every(str.strip)),
        create(environment_vars={"W": "w "}),
    ),
    row(
        "empty_environment_values_dropped",
        CREATE,
        "environment_vars",
        kept("environment_vars", lambda value: {key: each for key, each in (value or {}).items() if each}),
        create(environment_vars={"W": ""}),
    ),
    row(
        "advanced_configs_emptied",
        CREATE,
        "advanced_configs",
        kept("advanced_configs", lambda _value: {}),
        create(advanced_configs={"w": 1}),
    ),
    row("cpu_and_memory_swapped", CREATE, "cpu_cores memory_gb", swapped("cpuCores", "memoryGB"), create()),
    row("network_and_vm_swapped", CREATE, "network_access vm", swapped("networkAccess", "vm"), create()),
    row("team_shown_as_user", CREATE, "team_id", swapped("teamId", "userId"), create()),
    row("team_dropped", CREATE, "team_id", kept("team_id", lambda _value: None), create(team_id="w")),
    row(
        "credentials_dropped",
        CREATE,
        "registry_credentials_id",
        kept("registry_credentials_id", lambda _value: None),
        create(registry_credentials_id="w"),
    ),
    row("region_always_us", CREATE, "region", kept("region", lambda _value: "us"), create(region="moon")),
    row("vm_always_false", CREATE, "vm", shown("vm", lambda _value: False), create(vm=True)),
    row(
        "network_always_on",
        CREATE,
        "network_access",
        kept("network_access", lambda _value: True),
        create(network_access=False),
    ),
    row(
        "h100_becomes_h200",
        CREATE,
        "gpu_type",
        kept("gpu_type", lambda value: "H200_141GB" if value == "H100_80GB" else value),
        gpus(),
    ),
    row("default_memory_is_4", CREATE, "memory_gb", default("memory_gb", 4), create()),
    row("default_disk_is_5", CREATE, "disk_size_gb", default("disk_size_gb", 5), create()),
    row("default_minutes_are_30", CREATE, "timeout_minutes", default("timeout_minutes", 30), create()),
    row("default_region_is_eu", CREATE, "region", default("region", "eu"), create()),
    row("default_vm_is_true", CREATE, "vm", default("vm", True), create()),
)
