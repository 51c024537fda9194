"""What the parts of a campaign are worth together."""

from __future__ import annotations

from fencepost.campaign.certificate import Certified, Missed, Reason, of_parts


def certified(**missed: Reason) -> Certified:
    told = tuple(Missed(id=name, description=f"{name} is wrong", reason=reason) for name, reason in missed.items())
    return Certified(total=10, missed=told)


def test_a_fault_that_one_part_catches_is_caught() -> None:
    together = of_parts((certified(size="unsent", name="alike"), certified(name="alike")))
    assert [each.id for each in together.missed] == ["name"]
    assert together.caught == 9


def test_of_several_reasons_the_one_nearest_to_a_find_is_told() -> None:
    together = of_parts((certified(size="alike"), certified(size="undecided"), certified(size="unsent")))
    assert [each.reason for each in together.missed] == ["undecided"]


def test_no_fault_at_all_is_all_of_them_caught() -> None:
    assert Certified(total=0, missed=()).power == 1
