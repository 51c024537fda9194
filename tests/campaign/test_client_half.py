"""The client half: a right client is found right, and each way in which one goes wrong is found."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from fencepost.campaign.client.caller import Caller, wired
from fencepost.campaign.client.run import ClientJob, run_client
from fencepost.campaign.planning.caseload import Caseload
from fencepost.campaign.planning.plan import Candidates, Settings, plan
from fencepost.campaign.summary import Summary
from fencepost.cli.client_half import imported
from fencepost.cli.exploring import exploration
from fencepost.emit.manifest import File, Package
from fencepost.pipeline import Choice, named, package_of

from .things import things


@cache
def printed() -> Package:
    return package_of(things(), Choice(package="client_under_test"))


def mutated(path: str, old: str, new: str) -> Package:
    """The printed package with one text changed in one file."""
    files = printed().files
    (hit,) = [file for file in files if file.path == f"client_under_test/{path}"]
    assert old in hit.text, f"the mutant no longer fits {path}"
    changed = File(path=hit.path, text=hit.text.replace(old, new, 1))
    return Package(files=tuple(changed if file is hit else file for file in files), surface=printed().surface)


@contextmanager
def job_for(package: Package) -> Iterator[ClientJob]:
    api = things()
    hoisted, names = named(api)
    caseload, drawn = Caseload(api), exploration(api)
    settings = Settings(seed=0, phases=("lattice", "faults"))
    with imported(package) as module, wired() as wire:
        yield ClientJob(
            api=api,
            operations=api.operations,
            plan=plan(
                Candidates(valid=caseload.valid(api.operations), faults=caseload.faults(api.operations)),
                {},
                settings.phases,
            ),
            caller=Caller(module, hoisted, names, wire),
            right=drawn.answers,
            wrong=drawn.faulty_answers,
            settings=settings,
        )


def checks_found(package: Package) -> set[str]:
    summary = Summary()
    with job_for(package) as job:
        for event in run_client(job, time.monotonic):
            summary.take(event)
    assert summary.requests > 100
    return {failure.check for failure in summary.failures.values()}


def test_nothing_is_found_in_the_client_that_is_printed() -> None:
    assert checks_found(printed()) == set()


MUTANTS = {
    "a default is sent": ("_runtime/model.py", "exclude_unset=True", "exclude_unset=False", "request_differs"),
    "another method is used": ("operations.py", 'method="POST"', 'method="PUT"', "request_differs"),
    "another path is used": ("operations.py", 'path="/things/{thing_id}"', 'path="/{thing_id}"', "request_differs"),
    "a bound is one too low": ("models.py", "le=9", "le=8", "valid_not_sent"),
    "a bound is one too high": ("models.py", "le=9", "le=10", "fault_sent"),
    "a rule is forgotten": ("rules.py", "    return ", "    return True or ", "fault_sent"),
    "a status is taken for another": ("operations.py", "201:", "200:", "answer_refused"),
    "an unknown value is refused": (
        "models.py",
        "colour: NotNull[str]",
        "colour: NotNull[NewThingColour]",
        "answer_refused",
    ),
    "a missing field is not missed": (
        "models.py",
        "    moving: StrictBool\n",
        "    moving: StrictBool = True\n",
        "fault_unnoticed",
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_client_that_goes_wrong_in_one_way_is_found(name: str) -> None:
    path, old, new, check = MUTANTS[name]
    assert check in checks_found(mutated(path, old, new))
