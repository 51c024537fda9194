"""Failures once more: which of them come and go, and the smallest request that shows each of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from fencepost.campaign.events import Retold
from fencepost.campaign.job import Job
from fencepost.campaign.judging.failure import Failure, Severity
from fencepost.campaign.judging.retelling import told_by_fewest
from fencepost.campaign.repeating.reducing import Reducer
from fencepost.campaign.repeating.resending import Resender, Steps, is_alike, is_same
from fencepost.campaign.repeating.shortening import shortened
from fencepost.campaign.unit import Step, case_unit
from fencepost.cases.case import Case

MOST_FAILURES = 20
"""So many are sent again; whoever has more reads the first of them first."""

STEADY = 2
"""What comes back so often, at once and every time, is taken to come back always."""

TRIES = 10
"""How often a failure is sent again that does not come back every time."""

MOST_OF_A_BODY = 25
"""Requests to make one body smaller field by field."""

MOST_OF_A_SEQUENCE = 60
"""Requests to leave out steps of one sequence."""

MOST_DRAWN = 60
"""Requests to shrink one drawn body."""

MOST_IN_ALL = 300
"""Requests to make failures smaller, in a whole campaign."""

_ORDER: dict[Severity, int] = {"high": 0, "medium": 1, "low": 2}


def gravest(failures: Iterable[Failure]) -> list[Failure]:
    """Those that are sent again, the grave ones first."""
    return sorted(failures, key=lambda each: _ORDER[each.severity])[:MOST_FAILURES]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    """How often a failure came back."""

    shown: int = 0
    tried: int = 0

    @property
    def is_steady(self) -> bool:
        return self.shown == self.tried

    def with_one(self, *, shown: bool) -> _Rate:
        return _Rate(shown=self.shown + shown, tried=self.tried + 1)


class _Trial:
    """Smaller requests for one failure; each is sent once, however often it is asked for."""

    def __init__(self, failure: Failure, resender: Resender) -> None:
        self._failure = failure
        self._resender = resender
        self._known: dict[Steps, Failure | None] = {_steps(failure): failure}

    def shows(self, steps: Steps, limit: int) -> bool:
        """Whether steps show the failure; beyond the limit nothing is sent, and shows nothing."""
        if steps not in self._known:
            if self._resender.sent >= limit or self._resender.is_over:
                return False
            found = self._resender.failures(steps) or ()
            self._known[steps] = next((each for each in found if is_same(each, self._failure)), None)
        return self._known[steps] is not None

    def has_shown(self, steps: Steps) -> bool:
        """Whether steps are known to show the failure."""
        return self._known.get(steps) is not None

    def told(self, steps: Steps) -> Failure:
        """The failure as steps that show it do, under its old key and place."""
        smaller, whole = self._known.get(steps), self._failure
        if smaller is None or smaller is whole:
            return whole
        return replace(
            whole,
            case=smaller.case,
            before=smaller.before,
            message=smaller.message,
            expected=smaller.expected,
            received=smaller.received,
            status=smaller.status,
            address=smaller.address,
            curl=smaller.curl,
            answer=smaller.answer,
        )


def _steps(failure: Failure) -> Steps:
    return (*failure.before, Step(case=failure.case))


def _ending_in(steps: Steps, case: Case) -> Steps:
    return (*steps[:-1], Step(case=case))


def _named_by_query(failure: Failure) -> Failure:
    """The failure of one parameter, with the others beside which alone it shows."""
    own = failure.target.removeprefix("/query/")
    others = [name for name in dict.fromkeys(name for name, _ in failure.case.query) if name != own]
    return replace(failure, named=", ".join((failure.named, *others)))


class Again:
    """Sends the failures of a campaign again, the grave ones first."""

    def __init__(self, job: Job, resender: Resender) -> None:
        self._job = job
        self._resender = resender
        self._reducer = Reducer(job.contract.api)
        self._spent = 0

    def retold(self, failures: Iterable[Failure]) -> Iterator[Retold]:
        """What came of each that could be sent again."""
        for failure in gravest(failures):
            before = self._resender.sent
            rate = self._rate(failure, _Rate(), STEADY)
            smaller = failure
            if rate.is_steady:
                smaller = self._smaller(failure)
                if smaller is not failure and not self._is_confirmed(smaller):
                    smaller, rate = failure, self._rate(failure, rate, TRIES)
            if rate.tried:
                used = self._resender.sent - before
                yield Retold(failure=smaller, shown=rate.shown, tried=rate.tried, requests=used)

    def _rate(self, failure: Failure, rate: _Rate, most: int) -> _Rate:
        """How often a failure comes back: of so many times, or of more where it stays away once."""
        while rate.tried < (most if rate.is_steady else TRIES):
            found = self._resender.failures(_steps(failure))
            if found is None:
                return rate
            rate = rate.with_one(shown=any(is_same(each, failure) or is_alike(each, failure) for each in found))
        return rate

    def _smaller(self, failure: Failure) -> Failure:
        """The failure with the smallest request that still shows it."""
        start, trial = self._resender.sent, _Trial(failure, self._resender)
        steps = shortened(_steps(failure), self._allowing(trial, MOST_OF_A_SEQUENCE))
        steps = self._drawn_smaller(steps, trial)
        fewer = self._allowing(trial, MOST_OF_A_BODY)
        permits = self._job.permits
        case = self._reducer.reduced(steps[-1].case, lambda each: permits(each) and fewer(_ending_in(steps, each)))
        self._spent += self._resender.sent - start
        return self._named(trial.told(_ending_in(steps, case)))

    def _named(self, failure: Failure) -> Failure:
        """The failure of a valid body with many fields, named by those of them that are left."""
        if failure.target.startswith("/query/"):
            return _named_by_query(failure)
        plain = self._job.makers.get(failure.operation)
        is_of_many = failure.check == "server_error" or failure.named.startswith(("body ", "request "))
        if plain is None or failure.case.kind != "valid" or failure.rule is not None or not is_of_many:
            return failure
        contract = self._job.contract
        told = told_by_fewest(failure.case, plain, contract.operations[failure.operation], contract.api)
        return failure if told is None else replace(failure, named=told)

    def _drawn_smaller(self, steps: Steps, trial: _Trial) -> Steps:
        """The steps with a smaller case at their end, where it was drawn: Hypothesis shrinks what it drew."""
        case, shrink = steps[-1].case, self._job.shrink
        operation = self._job.contract.operations[case.operation]
        if case.point != "explored" or shrink is None:
            return steps
        shows = self._allowing(trial, MOST_DRAWN)
        settings = self._job.settings
        found = shrink(operation, settings.seed, settings.explored, case, lambda each: shows(self._drawn(each)))
        smaller = steps if found is None else self._drawn(found)
        return smaller if trial.has_shown(smaller) else steps

    def _drawn(self, case: Case) -> Steps:
        return case_unit("explore", case, self._job.makers).steps

    def _allowing(self, trial: _Trial, most: int) -> Callable[[Steps], bool]:
        """Whether steps show the failure, as long as there are requests left for asking."""
        limit = self._resender.sent + min(most, MOST_IN_ALL - self._spent)
        return lambda steps: trial.shows(steps, limit)

    def _is_confirmed(self, smaller: Failure) -> bool:
        """Whether the smallest request shows it once more, and a server that was silent to it still answers others."""
        found = self._resender.failures(_steps(smaller))
        if found is not None and smaller.status is None:
            maker = self._job.makers.get(smaller.operation)
            if maker is not None:
                unit = case_unit("regressions", maker, self._job.makers)
                return self._resender.is_answered(unit.steps)
        return found is None or any(is_same(each, smaller) for each in found)
