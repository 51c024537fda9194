"""`make bench`: how fast valid bodies are drawn, ours and Schemathesis's in turn, as a ratio of one run."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from rich.console import Console
from sandbox_client.testing.strategies import create_sandbox_bodies

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
DRAWS = 200
ROUNDS = 5
QUIET = settings(
    max_examples=DRAWS,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def drawing(strategy: SearchStrategy[object]) -> Callable[[], None]:
    """A run of DRAWS draws."""

    @QUIET
    @given(strategy)
    def run(_: object) -> None:
        pass

    return run


def rate(run: Callable[[], None]) -> float:
    """Draws a second of processor time."""
    begun = time.process_time()
    run()
    return DRAWS / (time.process_time() - begun)


def main() -> None:
    """Print the median rates, interleaved and warm, and their ratio."""
    peer = schemathesis.openapi.from_path(str(SPEC))["/api/v1/sandbox"]["POST"].as_strategy()
    ours, theirs = drawing(create_sandbox_bodies()), drawing(peer)
    ours()
    theirs()
    rates = [(rate(ours), rate(theirs)) for _ in range(ROUNDS)]
    own, other = (median(column) for column in zip(*rates, strict=True))
    line = f"valid create bodies a second: fencepost {own:.0f}, Schemathesis {other:.0f}, ratio {own / other:.1f}"
    Console().print(line)


if __name__ == "__main__":
    main()
