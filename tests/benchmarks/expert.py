"""Bodies of the create operation as someone who knows Hypothesis well writes them by hand, for speed and nothing else.

One draw of bytes chooses a value for each field from a table. Tried beside it and slower: a `fixed_dictionaries` for
each kind of body, joined by `one_of` (a quarter of the speed); tuples of `sampled_from`, mapped to dictionaries (a
third); a `composite` that draws field by field (under a half). One integer in mixed radix, and a seeded random number
generator instead of bytes, are as fast and shrink worse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import cycle, islice
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from sandbox_client.models import GPUType

TYPES = tuple(member.value for member in GPUType)
TEXTS = (None, "", "a", "us", "uv run main.py", "\u00e9", "\U0001f600", " padded ", "x/y", "a" * 255)
MAPS = (None, {}, {"A": "1"}, {"A": "", "B": "x y"}, {"PATH": "/bin", "HOME": "/root", "LANG": "C"})
SWITCH = (False, True)

NEEDED: Mapping[str, Sequence[Any]] = {
    "name": ("a", "box", "two words", "\u00e9" * 100, "n" * 99, "n" * 100),
    "docker_image": ("a", "python:3.11-slim", "ubuntu:24.04", "registry.example.com/team/image:tag"),
}
FREE: Mapping[str, Sequence[Any]] = {
    "start_command": TEXTS,
    "cpu_cores": (0.1, 0.25, 0.5, 1, 1.5, 2, 4, 8, 12.5, 15.9, 16),
    "memory_gb": (0.1, 0.5, 1, 2, 4, 8, 16, 32, 63.9, 64),
    "disk_size_gb": (0.1, 1, 5, 10, 100, 500, 999.9, 1000),
    "network_access": SWITCH,
    "timeout_minutes": (1, 2, 30, 60, 120, 720, 1439, 1440),
    "environment_vars": MAPS,
    "labels": ([], ["a"], ["a", "a"], ["b", "a", "c"], ["\u00e9"]),
    "team_id": TEXTS,
    "advanced_configs": (None, {}, {"a": 1}, {"nested": {"list": [1, None, "x"]}}),
    "registry_credentials_id": TEXTS,
    "region": TEXTS,
}
"""Fields that no rule reads; each is missing in a fifth of the bodies."""

KINDS: tuple[tuple[Mapping[str, Sequence[Any]], Mapping[str, Sequence[Any]]], ...] = (
    ({}, {"gpu_count": (0,), "gpu_type": (None, *TYPES), "vm": (False,), "secrets": MAPS, "guaranteed": SWITCH}),
    (
        {"vm": (True,)},
        {"gpu_count": (0,), "gpu_type": (None, *TYPES), "secrets": (None, {}), "guaranteed": (False,)},
    ),
    (
        {"vm": (True,), "gpu_count": (1, 2, 3, 4, 5, 6, 7, 8), "gpu_type": TYPES},
        {"secrets": (None, {}), "guaranteed": (False,)},
    ),
)
"""What rules read, in a container, on a virtual machine, and with GPUs: what must be there, and what may be."""

MISSING = object()
FIELDS = 20


def create_bodies() -> SearchStrategy[dict[str, Any]]:
    """Valid bodies, a third of them with GPUs."""
    return st.binary(min_size=FIELDS, max_size=FIELDS).map(_body)


def _body(drawn: bytes) -> dict[str, Any]:
    """The first byte says which kind of body it is, each other one says what a field is."""
    body = {}
    for (name, options), choice in zip(_TABLES[drawn[0] % 3], drawn[1:], strict=False):
        value = options[choice]
        if value is not MISSING:
            body[name] = deepcopy(value) if isinstance(value, list | dict) else value
    return body


def _table(options: Sequence[Any], missing: int) -> tuple[Any, ...]:
    return (*(MISSING for _ in range(missing)), *islice(cycle(options), 256 - missing))


_TABLES = tuple(
    (
        *((name, _table(options, 0)) for name, options in (*NEEDED.items(), *needed.items())),
        *((name, _table(options, 51)) for name, options in (*FREE.items(), *free.items())),
    )
    for needed, free in KINDS
)
