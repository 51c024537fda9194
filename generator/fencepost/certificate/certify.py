"""The certificate of a campaign."""

from __future__ import annotations

from fencepost.campaign.certificate import Certified, Missed
from fencepost.certificate.evidence import Evidence
from fencepost.certificate.trials import Trials
from fencepost.deviations.catalogue import deviations
from fencepost.mock.faults.switches import Contract


def certified(evidence: Evidence, reread: Contract) -> Certified:
    """Which of the servers that differ from the document in one place the campaign would have caught.

    `reread` reads the document again with edits made to it.
    """
    tested = {operation.id for operation in evidence.job.operations}
    faults = [each for each in deviations(evidence.job.contract.api) if not tested.isdisjoint(each.operations)]
    reasons = Trials(evidence, reread).reasons(faults)
    missed = (
        Missed(id=fault.id, description=fault.description, reason=reasons[fault.id])
        for fault in faults
        if fault.id in reasons
    )
    return Certified(total=len(faults), missed=tuple(missed))
