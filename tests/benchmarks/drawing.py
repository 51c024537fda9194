"""`make bench`: how fast valid bodies are drawn, and how good they are, in one run with Schemathesis and an expert."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from rich.console import Console
from rich.table import Table
from sandbox_client.testing.strategies import create_sandbox_bodies

from .expert import create_bodies

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
DRAWS = 200
ROUNDS = 9
SAMPLE = 1_000
"""Draws from which is counted what bodies have."""

MANY = 10_000
"""Draws of which none may be rejected."""

ENDS = {
    "cpu_cores": (0.1, 16),
    "memory_gb": (0.1, 64),
    "disk_size_gb": (0.1, 1000),
    "gpu_count": (0, 8),
    "timeout_minutes": (1, 1440),
}
LENGTHS = {"name": (1, 100), "docker_image": (1,)}
"""The bounds of the create body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """One who draws bodies."""

    name: str
    strategy: SearchStrategy[Any]


def main() -> None:
    """Print a line for each drawer: its median rate, ours as a ratio to it, and what its bodies have."""
    operation = schemathesis.openapi.from_path(str(SPEC))["/api/v1/sandbox"]["POST"]
    drawers = (
        Drawer(name="fencepost", strategy=create_sandbox_bodies()),
        Drawer(name="expert", strategy=create_bodies()),
        Drawer(name="Schemathesis", strategy=operation.as_strategy().map(lambda case: case.body)),
    )
    table = Table("valid create bodies", "a second", "ours to it", "fields", "bounds hit", "with GPUs", "GPU types")
    for drawer, (rate, ratio) in zip(drawers, rates(drawers), strict=True):
        table.add_row(drawer.name, f"{rate:.0f}", f"{ratio:.2f}", *told(drawn(drawer.strategy, SAMPLE)))
    Console(width=120).print(table)
    Console().print(f"{rejected(create_sandbox_bodies())} of {MANY} draws of fencepost were rejected")


def rates(drawers: tuple[Drawer, ...]) -> Iterator[tuple[float, float]]:
    """Draws a second of processor time, and the ratio of the first to each; warm, and in turn."""
    runs = [run_of(drawer.strategy, DRAWS, lambda _: None) for drawer in drawers]
    for run in runs:
        run()
    rounds = [[rate(run) for run in runs] for _ in range(ROUNDS)]
    for number in range(len(runs)):
        yield median(each[number] for each in rounds), median(each[0] / each[number] for each in rounds)


def rate(run: Callable[[], None]) -> float:
    """Draws a second of processor time."""
    begun = time.process_time()
    run()
    return DRAWS / (time.process_time() - begun)


def run_of(strategy: SearchStrategy[Any], count: int, seen: Callable[[Any], object]) -> Callable[[], None]:
    """A run of so many draws."""

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def run(body: Any) -> None:
        seen(body)

    return run


def drawn(strategy: SearchStrategy[Any], count: int) -> list[dict[str, Any]]:
    """So many bodies; what is no object is left out."""
    found: list[Any] = []
    run_of(strategy, count, found.append)()
    return [body for body in found if isinstance(body, dict)]


def told(bodies: list[dict[str, Any]]) -> tuple[str, str, str, str]:
    """The mean number of fields, the bounds hit, the share of bodies with GPUs, and how many types those have."""
    bounds = sum(len(ends) for ends in (*ENDS.values(), *LENGTHS.values()))
    gpus = [body for body in bodies if body.get("gpu_count", 0) >= 1]
    types = {body["gpu_type"] for body in gpus}
    share = len(gpus) / len(bodies)
    return f"{mean(map(len, bodies)):.1f}", f"{len(hit(bodies))} of {bounds}", f"{share:.0%}", str(len(types))


def hit(bodies: list[dict[str, Any]]) -> set[tuple[str, float]]:
    """The bounds that bodies stand on."""
    numbers = {(name, end) for name, ends in ENDS.items() for end in ends for body in bodies if body.get(name) == end}
    return numbers | {
        (name, size) for name, sizes in LENGTHS.items() for size in sizes for body in bodies if len(body[name]) == size
    }


def rejected(strategy: SearchStrategy[Any]) -> int:
    """How many of MANY draws were begun and did not reach the test."""
    begun: list[None] = []
    reached: list[None] = []
    counted = run_of(st.none().map(begun.append).flatmap(lambda _: strategy), MANY, lambda _: reached.append(None))
    counted()
    return len(begun) - len(reached)


if __name__ == "__main__":
    main()
