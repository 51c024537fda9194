"""How certificates agree with reality: `python -m tests.certificate [RUN] [NUMBER]`, so many faults of each kind."""

from __future__ import annotations

import sys

import typer
from fencepost.deviations.catalogue import deviations
from fencepost.diagnostics import Diagnostics
from fencepost.pipeline import load

from .agreement import RUNS, SPEC, rows, spread


def main(names: list[str], of_each: int) -> int:
    api = load(str(SPEC), Diagnostics())
    planted = spread(deviations(api), of_each)
    differ = 0
    for name in names:
        told = []
        for row in rows(api, RUNS[name], planted):
            told.append(row)
            mark = "agrees" if row.agrees else "DIFFERS"
            typer.echo(f"{name:8} {mark:8} {row.told:10} {'found' if row.is_found else 'missed':7} {row.fault.id}")
        wrong = sum(not row.agrees for row in told)
        found = sum(row.is_found for row in told)
        typer.echo(f"{name}: {found} of {len(told)} found, {wrong} otherwise than the certificate says")
        differ += wrong
    return 1 if differ else 0


if __name__ == "__main__":
    named = [word for word in sys.argv[1:] if word in RUNS]
    numbers = [int(word) for word in sys.argv[1:] if word not in RUNS]
    sys.exit(main(named or [*RUNS], numbers[0] if numbers else 2))
