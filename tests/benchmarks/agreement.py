"""The long proof of agreement: ten thousand bodies of the create operation, two hundred of every other.

`python -m tests.benchmarks.agreement SEED [FILE ...]` tries another seed, or other documents.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from rich.console import Console

from ..agreement.documents import SPEC, documents, read_document
from ..agreement.packages import importing_from, package_in
from ..agreement.readers import Readers
from ..agreement.trials import Effort, Outcome, tried
from ..inline import api_of

CREATE = "create_sandbox"
SHOWN = 3
"""So many bodies of each operation on which readers part are printed."""


def effort_for(operation: Operation, seed: int) -> Effort:
    """Of the create operation five thousand valid bodies, as many with one fault, and as many damaged ones."""
    many = operation.id == CREATE
    return Effort(seed=seed, explored=5_000 if many else 100, damaged=5_000 if many else 100)


def outcomes(root: Path, api: Api, seed: int) -> Iterator[tuple[Operation, Outcome]]:
    """What came of each operation with a body."""
    readers = Readers(api, package_in(root, api))
    for operation in readers.body_operations():
        yield operation, tried(readers, operation, effort_for(operation, seed))


def main(seed: int = 0, files: Iterable[str] = ()) -> int:
    """Print how many bodies were judged, and every one on which the readers part; how many those are."""
    console, bodies, parted, operations = Console(), 0, 0, 0
    apis = [api for file in files if (api := read_document(Path(file))) is not None]
    apis = apis or [api_of(text, name=SPEC.name)[0] for text in documents().values()]
    with tempfile.TemporaryDirectory() as folder, importing_from(Path(folder)) as root:
        for api in apis:
            for operation, outcome in outcomes(root, api, seed):
                operations, bodies, parted = operations + 1, bodies + outcome.bodies, parted + len(outcome.parted)
                for text, verdicts in list(outcome.parted.items())[:SHOWN]:
                    console.print(f"{api.title}, {operation.id}: {verdicts}\n  {text}", markup=False, soft_wrap=True)
    told = f"{bodies:,} bodies of {operations} operations in {len(apis)} documents"
    console.print(f"agreement: {told}, seed {seed}; readers part on {parted}", soft_wrap=True)
    return parted


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:2]), files=sys.argv[2:])))
