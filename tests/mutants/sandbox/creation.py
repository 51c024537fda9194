"""What a create body must be, from the documentation page of the endpoint."""

from __future__ import annotations

from typing import Any

from ..values import Field, Rule, choice, flag, items, mapping, nullable, number, text, where, whole

GPU_TYPES = tuple(
    """CPU_NODE A10_24GB A100_80GB A100_40GB A30_24GB A40_48GB B200_180GB B300_262GB RTX3070_8GB RTX3080_10GB
    RTX3080Ti_12GB RTX3090_24GB RTX3090Ti_24GB RTX4070Ti_12GB RTX4080_16GB RTX4080Ti_16GB RTX4090_24GB RTX5090_32GB
    H100_80GB H200_96GB GH200_96GB H200_141GB GH200_480GB GH200_624GB L4_24GB L40_48GB L40S_48GB RTX4000_8GB
    RTX5000_16GB RTX6000_24GB RTX8000_48GB RTX2000Ada_16GB RTX4000Ada_20GB RTX5000Ada_32GB RTX6000Ada_48GB A2000_6GB
    A4000_16GB A4500_20GB A5000_24GB A6000_48GB V100_16GB V100_32GB P100_16GB T4_16GB P4_8GB P40_24GB
    RTX_PRO_6000B_96GB""".split()
)

FIELDS = (
    Field(name="name", accepts=text(1, 100), required=True),
    Field(name="docker_image", accepts=text(1), required=True),
    Field(name="start_command", accepts=nullable(text())),
    Field(name="cpu_cores", accepts=number(0.1, 16)),
    Field(name="memory_gb", accepts=number(0.1, 64)),
    Field(name="disk_size_gb", accepts=number(0.1, 1000)),
    Field(name="gpu_count", accepts=whole(0, 8)),
    Field(name="gpu_type", accepts=nullable(choice(*GPU_TYPES))),
    Field(name="vm", accepts=flag()),
    Field(name="network_access", accepts=flag()),
    Field(name="timeout_minutes", accepts=whole(1, 1440)),
    Field(name="environment_vars", accepts=nullable(mapping(text()))),
    Field(name="secrets", accepts=nullable(mapping(text()))),
    Field(name="labels", accepts=items(text())),
    Field(name="team_id", accepts=nullable(text())),
    Field(name="advanced_configs", accepts=nullable(where(lambda value: isinstance(value, dict), "must be an object"))),
    Field(name="registry_credentials_id", accepts=nullable(text())),
    Field(name="region", accepts=nullable(text())),
    Field(name="guaranteed", accepts=flag()),
)


def wants_gpus(body: dict[str, Any]) -> bool:
    return bool(body.get("gpu_count", 0) > 0)


def is_vm(body: dict[str, Any]) -> bool:
    return body.get("vm") is True


RULES = (
    Rule(
        name="gpu_requires_type",
        fields=("gpu_count", "gpu_type"),
        broken=lambda body: wants_gpus(body) and body.get("gpu_type") is None,
    ),
    Rule(
        name="gpu_requires_vm",
        fields=("gpu_count", "vm"),
        broken=lambda body: wants_gpus(body) and not is_vm(body),
    ),
    Rule(
        name="secrets_not_on_vm",
        fields=("vm", "secrets"),
        broken=lambda body: is_vm(body) and bool(body.get("secrets")),
    ),
    Rule(
        name="guaranteed_not_on_vm",
        fields=("vm", "guaranteed"),
        broken=lambda body: is_vm(body) and body.get("guaranteed") is True,
    ),
)

DEFAULTS: dict[str, Any] = {
    "start_command": None,
    "cpu_cores": 1,
    "memory_gb": 2,
    "disk_size_gb": 10,
    "gpu_count": 0,
    "gpu_type": None,
    "vm": False,
    "network_access": True,
    "timeout_minutes": 60,
    "environment_vars": {},
    "secrets": {},
    "labels": [],
    "team_id": None,
    "advanced_configs": {},
    "registry_credentials_id": None,
    "region": "us",
    "guaranteed": False,
}


def kept(body: dict[str, Any]) -> dict[str, Any]:
    """The body with what it leaves out; no region is the default one."""
    whole_body = DEFAULTS | body
    return whole_body if whole_body["region"] is not None else whole_body | {"region": DEFAULTS["region"]}
