"""What many judgements come to: each failure told once, under its cause, and what only all of them together show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from fencepost.campaign.events import Found, Judged, Noted, Repeated
from fencepost.campaign.judging.causes import cause_of, is_plainer
from fencepost.campaign.judging.failure import Failure

Told: TypeAlias = Found | Repeated | Noted


class Register:
    """A fold over the judged requests of a campaign, in the order of its plan."""

    def __init__(self) -> None:
        self.failures: dict[str, Failure] = {}
        """By key, in the order in which they were found."""

        self._trusted: set[str] = set()
        self._compared: Counter[tuple[str, str]] = Counter()
        self._different: dict[tuple[str, str], Failure] = {}
        self._differing: Counter[tuple[str, str]] = Counter()
        self._silent: list[Failure] = []

    def settled(self, judged: Judged) -> Judged:
        """The judgement, once it is known whether the credential is right."""
        if judged.verdict == "kept" and judged.case.kind == "valid":
            self._trusted.add(judged.case.operation)
        if judged.doubtful and judged.case.operation in self._trusted:
            return replace(judged, verdict="broken", cause=None)
        return judged

    def told(self, judged: Judged) -> Iterator[Told]:
        """What a settled judgement adds to what is known."""
        operation = judged.case.operation
        self._compared.update((operation, target) for target in judged.compared)
        if judged.silence is not None:
            self._silent.append(replace(judged.silence, number=judged.number))
        yield from judged.notes
        if judged.status is not None:
            # The server answers: what it kept silent to before was not its end, but a fault of its own.
            yield from self._all(self._silent)
            self._silent = []
        doubtful = judged.doubtful if judged.verdict == "broken" else ()
        yield from self._all([replace(each, number=judged.number) for each in (*judged.failures, *doubtful)])

    def _all(self, failures: list[Failure]) -> Iterator[Told]:
        for failure in failures:
            key = cause_of(self._of_pair(failure), self.failures.values()).key
            if key in self.failures and not is_plainer(failure, self.failures[key]):
                yield Repeated(key=key)
            else:
                yield self._found(failure)

    def _found(self, failure: Failure) -> Found:
        """A new failure, in the place of those that it explains."""
        explained = [
            each for each in self.failures.values() if each.key == failure.key or cause_of(each, (failure,)) is failure
        ]
        for each in explained:
            del self.failures[each.key]
        failure = replace(failure, number=min(each.number for each in (failure, *explained)))
        self.failures[failure.key] = failure
        return Found(failure=failure, explains=tuple(each.key for each in explained))

    def _of_pair(self, failure: Failure) -> Failure:
        """The failure; a pair of fields that has differed every time so far stays the first one."""
        if failure.check != "echo":
            return failure
        pair = (failure.operation, failure.target)
        first = self._different.setdefault(pair, failure)
        self._differing[pair] += 1
        return first if self._differing[pair] == self._compared[pair] else failure
