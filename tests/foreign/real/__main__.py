"""`make real`: services that people run, each fuzzed with its own document, and what is reported held against a table.

With names as arguments only those services; with `--reports DIR` their reports are kept there. Exits with 1 where a
table does not settle what is reported, with 2 where a service could not be installed or started.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from ..servers import SilentError
from .runs import Run, UninstalledError, run
from .services import SERVICES, Service


def main() -> int:
    """The exit code, after a paragraph on each service."""
    parser = argparse.ArgumentParser(prog="python -m tests.foreign.real")
    parser.add_argument("names", nargs="*", metavar="SERVICE", help=", ".join(service.name for service in SERVICES))
    parser.add_argument("--reports", type=Path, metavar="DIR", help="keep the reports there")
    asked = parser.parse_args()
    chosen = [service for service in SERVICES if service.name in asked.names or not asked.names]
    return max((_shown(service, asked.reports) for service in chosen), default=2)


def _shown(service: Service, reports: Path | None) -> int:
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = run(service, Path(folder))
        except (UninstalledError, SilentError) as error:
            _say(f"{service.name}: not run: {error}")
            return 2
        if reports is not None:
            reports.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(folder) / "report.json", reports / f"{service.name}.json")
    _say(_told(service, done, time.monotonic() - start))
    return 0 if done.comparison.is_settled and done.outcome.complete else 1


def _told(service: Service, done: Run, seconds: float) -> str:
    found, outcome = done.comparison, done.outcome
    counts = (
        f"{len(outcome.failures)} failures: {len(found.true)} true, {len(found.false)} false, "
        f"{len(found.unknown)} without a verdict; {len(found.stale)} verdicts on nothing"
    )
    whole = "" if outcome.complete else f"\n  not every case was sent\n{outcome.said}"
    rest = "" if found.is_settled else f"\n{found}"
    return f"{service.name}: {outcome.requests} requests, {seconds:.0f} s in all; {counts}{whole}{rest}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
