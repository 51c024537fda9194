"""Finds where the server's own fences stand, for failures that came back every time they were sent again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from fencepost.campaign.events import Fenced, Retold
from fencepost.campaign.fencing.axes import LIMITS
from fencepost.campaign.fencing.combinations import fence_of_rule
from fencepost.campaign.fencing.counting import counts_otherwise, fence_of_counting
from fencepost.campaign.fencing.defaults import fence_of_default
from fencepost.campaign.fencing.enumerations import fence_of_enum
from fencepost.campaign.fencing.limits import fence_of_limit, limit_of
from fencepost.campaign.fencing.presence import FLAGS, fence_of_flag, fence_of_presence
from fencepost.campaign.fencing.probing import Prober
from fencepost.campaign.fencing.serverfence import NOT_FOUND, Search, ServerFence
from fencepost.campaign.fencing.stepping import fence_of_step
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import keyword_of
from fencepost.ir.pointers import pointer_of, steps_of

MOST_IN_ALL = 400
"""Requests for all fences of a campaign; those that are left then are not looked for."""

_LAST = ("counting", "rule")

Subject: TypeAlias = tuple[str, str, str]
"""What failures of one fence have in common: the operation, the place and the keyword; or the rule in their place."""


def subject_of(failure: Failure) -> Subject | None:
    """What fence a failure is about; None where it is about none that can be looked for."""
    if failure.check == "echo":
        return (failure.operation, failure.target, "default") if failure.point == "default" else None
    if failure.check not in ("fault_accepted", "valid_refused"):
        return None
    if failure.rule is not None:
        return failure.operation, failure.rule, "rule"
    place = pointer_of("0" if step.isdecimal() else step for step in steps_of(failure.target))
    if counts_otherwise(failure):
        return failure.operation, place, "counting"
    keyword = limit_of(failure) or keyword_of(failure.point)
    known = limit_of(failure) is not None or keyword in ("enum", "required", "multipleOf", *FLAGS)
    return (failure.operation, place, keyword) if known else None


class Fencing:
    """Looks for the fences of the failures of a campaign, one after the other."""

    def __init__(self, prober: Prober) -> None:
        self._prober = prober

    def fences(self, retold: Iterable[Retold]) -> Iterator[Fenced]:
        """The fence of each group of failures that have one in common; of those of rules last.

        What one of them explains is not looked into again.
        """
        start, left = self._prober.sent, {each.failure.key: each for each in retold}
        for subject, keys in _groups(left.values()):
            group = [left[key] for key in keys if key in left]
            if not group:
                continue
            if self._prober.is_over or self._prober.sent - start >= MOST_IN_ALL:
                return
            search = self._search(subject, group)
            if search is not None:
                explained = [key for key, each in left.items() if _is_explained(each.failure, group[0].failure, search)]
                told = dict.fromkeys((*(each.failure.key for each in group), *explained))
                yield Fenced(keys=tuple(told), fence=search.fence)
                left = {key: each for key, each in left.items() if key not in told}

    def _search(self, subject: Subject, group: list[Retold]) -> Search | None:
        steady = tuple(each.failure for each in group if each.is_steady)
        if steady:
            return self._searched(subject, steady)
        failure, server = group[0].failure, f"{NOT_FOUND}the failure comes and goes"
        document = failure.clause or failure.named
        return Search(fence=ServerFence(document=document, location=failure.location, server=server, requests=0))

    def _searched(self, subject: Subject, failures: tuple[Failure, ...]) -> Search | None:
        match subject[2]:
            case "rule":
                return fence_of_rule(failures, self._prober)
            case "default":
                return fence_of_default(failures[0], self._prober)
            case "counting":
                return fence_of_counting(failures, self._prober)
            case "multipleOf":
                return fence_of_step(failures, self._prober)
            case "enum":
                return fence_of_enum(failures, self._prober)
            case "required":
                return fence_of_presence(failures, self._prober)
            case keyword if keyword in LIMITS:
                return fence_of_limit(keyword, failures, self._prober)
            case _:
                return fence_of_flag(failures, self._prober)


def _is_explained(failure: Failure, first: Failure, search: Search) -> bool:
    """Whether a failure is there only because of a fence that was found for another."""
    is_refusal = failure.check == "valid_refused" and failure.operation == first.operation
    return is_refusal and search.fence.is_found and search.explains(failure.case)


def _groups(retold: Iterable[Retold]) -> list[tuple[Subject, list[str]]]:
    """The keys of the failures that are about one fence each, those last that another one may explain."""
    found: dict[Subject, list[str]] = {}
    for each in retold:
        subject = subject_of(each.failure)
        if subject is not None:
            found.setdefault(subject, []).append(each.failure.key)
    return sorted(found.items(), key=lambda item: _LAST.index(item[0][2]) + 1 if item[0][2] in _LAST else 0)
