"""Whether certificates agree with reality: faults planted in the mock one by one, and found where they say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from fencepost.campaign.certificate import Certified
from fencepost.campaign.planning.plan import Settings
from fencepost.cli.campaigns import Campaign, campaign_summary
from fencepost.cli.certifying import conduct_certified
from fencepost.cli.targets import Served, mock_of
from fencepost.deviations.deviation import Deviation
from fencepost.ir.api import Api

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
SECONDS = 10.0

RUNS: dict[str, Settings] = {
    "all": Settings(keep=True),
    "200": Settings(keep=True, max_requests=200),
    "lattice": Settings(keep=True, phases=("lattice",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One planted fault."""

    fault: Deviation
    told: str
    """What the certificate says: `caught`, or the reason why not."""

    is_found: bool
    """Whether a run finds it."""

    @property
    def agrees(self) -> bool:
        return (self.told == "caught") == self.is_found


def certificate(campaign: Campaign) -> Certified:
    with mock_of(Served(api=campaign.api)) as reached:
        found = conduct_certified(campaign, reached, SECONDS, None, None).summary.certified
    assert found is not None
    return found


def is_found(campaign: Campaign, fault: str) -> bool:
    wanted = replace(campaign, settings=replace(campaign.settings, max_failures=1, reduce=False))
    with mock_of(Served(api=campaign.api, faults=(fault,))) as reached:
        return bool(campaign_summary(wanted, reached, SECONDS).failures)


def rows(api: Api, settings: Settings, faults: list[Deviation]) -> Iterator[Row]:
    """What the certificate of a run against the sound mock says of each fault, and what a run against it finds."""
    campaign = Campaign.of(api, api.operations, settings)
    reasons = {each.id: each.reason for each in certificate(campaign).missed}
    for fault in faults:
        told = str(reasons.get(fault.id, "caught"))
        yield Row(fault=fault, told=told, is_found=is_found(campaign, fault.id))


def spread(faults: tuple[Deviation, ...], of_each: int) -> list[Deviation]:
    """So many faults of every kind, evenly spread over the document."""
    kinds: dict[str, list[Deviation]] = {}
    for fault in faults:
        kinds.setdefault(fault.kind, []).append(fault)
    return [own[index * len(own) // of_each] for own in kinds.values() for index in range(of_each) if index < len(own)]
