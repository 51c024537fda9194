"""Certificates of campaigns in this process."""

from __future__ import annotations

from functools import partial
from typing import Any

from fencepost.campaign.certificate import Certified, Reason
from fencepost.campaign.engine import run
from fencepost.campaign.job import Job
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.phases import Phase
from fencepost.campaign.planning.plan import Candidates, Settings, makers_of, plan
from fencepost.campaign.wire.request import Target
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.certificate.certify import certified
from fencepost.certificate.evidence import Evidence
from fencepost.cli.faults import contract
from fencepost.ir.api import Api


def certificate(server: Any, wanted: Job) -> Certified:
    evidence = Evidence(wanted)
    for event in run(wanted, server, lambda: 0.0):
        evidence.take(event)
    return certified(evidence, partial(contract, wanted.contract.api))


def job_of(api: Api) -> Job:
    """All that is sent of a document by single requests."""
    nominals = Nominals(api)
    valid = tuple(case for each in api.operations for case in valid_cases(api, each, nominals))
    faults = tuple(case for each in api.operations for case in fault_cases(api, each, nominals))
    makers = makers_of(valid)
    phases: tuple[Phase, ...] = ("lattice", "faults")
    return Job(
        contract=Contract(api),
        operations=api.operations,
        plan=plan(Candidates(valid=valid, faults=faults), makers, phases),
        makers=makers,
        target=Target(url="http://server", token="a-token"),
        settings=Settings(phases=phases),
    )


def reasons(found: Certified) -> dict[str, Reason]:
    return {each.id: each.reason for each in found.missed}
